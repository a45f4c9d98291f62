"""Read a date, or a date and time, from a short string that claims to hold one.

The grammar is anchored: the string must *be* a date ("Saturday 23 December 2023 05:39, UK"), not
merely have one in it. What is not written is not made up: a month and a year stay the string
"2024-05", a time without a zone stays naive, "today" and "20 December" are no dates, and
"04/05/2024" is left out as long as nothing says which of its numbers is the month.
"""

from __future__ import annotations

import unicodedata
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from functools import cache
from typing import Any

import regex

from newsclean.metadata.date_words import DAY_FIRST, MONTH_OF, SEASONAL, WEEKDAY_OF, ZONES
from newsclean.patterns import lazy_pattern

__all__ = ["MAX_CHARS", "DateValue", "match_date", "match_day", "match_time", "parse_date"]

DateValue = date | datetime | str

MAX_CHARS = 90
"""A longer string is not a date ("Wednesday, September 27, 2023 at 11:09 a.m. GMT+02:00" has 54)."""

_DIGIT = lazy_pattern(r"\d")
# What a date may begin with; anything else is turned away before a pattern is tried.
_FIRST = lazy_pattern(r"\(?(?:\d|([^\W\d_]+)|@)")
_BEFORE = "on the le el il am den em at um gegen à a às as alle ore kl"
_FIRST_WORDS = frozenset({name.partition("-")[0] for name in (*MONTH_OF, *WEEKDAY_OF)} | set(_BEFORE.split()))

# "05:39", "6.00 Uhr", "10h30", "9:30 p.m.", "3 PM". A bare number is never an hour.
_TIME = r"""
(?: (?: at | um | gegen | à | a \s las | a \s la | a | às | as | alle \s ore | alle | ore | kl\.? | @ ) \s+ )?
(?P<hour> 2[0-3] | [01]?\d )
(?: (?: \s? h \s? | [:.] ) (?P<minute> [0-5]\d ) (?: : (?P<second> [0-5]\d ) (?: [.,] \d{1,9} )? )? (?! \d )
    (?: \s? (?P<half> [ap] (?: m\b | \.\s?m\b\.? ) ) )? (?: \s? (?: (?P<uhr> Uhr ) | hrs? | h | horas | heures ) \b )?
  | \s? (?P<half> [ap] (?: m\b | \.\s?m\b\.? ) )
  | \s? (?: (?P<uhr> Uhr ) | h ) \b
)
(?: [,\s]{0,2} \(? (?:
      (?: UTC | GMT )? \s? (?P<offset> [+\u2212-] \d{1,2} (?: :? [0-5]\d )? ) (?! \d )
    | (?P<zone> \L<zones> ) \b (?: \s (?: time | standard \s time | daylight \s time ) \b )?
    | local \s time \b
  ) \)? )?
"""

_DATE = r"""
(?: (?: on | the | le | el | il | am | den | em ) \s+ )?
(?: \(? (?P<weekday> \L<weekdays> ) \b \.? \)? [,\s]{1,3} (?: (?: the | le | el | den | dem | der ) \s+ )? )?
(?:
    (?P<year> \d{4} ) (?P<mark> [-/.] ) (?P<month> \d{1,2} ) (?P=mark) (?P<day> \d{1,2} ) (?! \d )
  | (?P<first> \d{1,2} ) (?P<mark> [./-] ) \s? (?P<second_> \d{1,2} ) (?P=mark) \s? (?P<year> \d{4} | \d{2} ) (?! [\d.]\d | \d )
  | (?P<day> \d{1,2} ) (?: st | nd | rd | th | er | º | ª | ° )? \.? (?: [\s/-] | (?<=\.) ){1,2}
    (?: (?: de | of | di ) \s+ )? (?P<name> \L<months> ) \b \.? ,? [\s/-] {0,2}
    (?: (?: de | del | do | of ) \s+ )? (?P<year> \d{4} ) (?! \d )
  | (?P<name> \L<months> ) \b \.? \s+ (?P<day> \d{1,2} ) (?: st | nd | rd | th )? \.? (?: \s* , \s* | \s+ ) (?: de \s+ )?
    (?P<year> \d{4} ) (?! \d )
  | (?P<name> \L<months> ) \b \.? ,? \s+ (?: (?: de | of ) \s+ )? (?P<year> \d{4} ) (?! \d )
  | (?P<year> \d{4} ) - (?P<month> \d{2} ) (?! [\d-] )
)
"""

_YEARLESS = r"""
(?: \L<weekdays> \b \.? [,\s]{1,3} )?
(?: \d{1,2} (?: st | nd | rd | th | er | º | ª )? \.? \s+ (?: (?: de | of | di ) \s+ )? \L<months> \b \.?
  | \L<months> \b \.? \s+ \d{1,2} (?: st | nd | rd | th )? (?! \d )
)
"""

_FLAGS = regex.VERBOSE | regex.IGNORECASE
_NAMED: dict[str, Any] = {
    "months": list(MONTH_OF),
    "weekdays": list(WEEKDAY_OF),
    "zones": [*ZONES, *SEASONAL],
}
# Between the date and the time; "T" only where ISO 8601 has it, between two digits.
_LINK = r"(?: (?<=\d) T (?=\d) | \s* [,|·•/@:\u2013\u2014-] \s* | \s+ (?: [|·•\u2013\u2014-] \s+ )? | \s* \( )"


@cache
def _patterns() -> tuple[regex.Pattern[str], ...]:
    """Return the patterns for: date and time, time and date, a day without a year, a time.

    They take 40 ms to compile, so they wait for the first text that has a date in it.
    """
    return (
        regex.compile(rf"{_DATE} (?: {_LINK} {_TIME} \)? )?", _FLAGS, **_NAMED),
        regex.compile(rf"{_TIME} (?: \s* [,|·•\u2013\u2014-] \s* | \s+ ) {_DATE}", _FLAGS, **_NAMED),
        regex.compile(rf"{_YEARLESS} (?: {_LINK} {_TIME} \)? )?", _FLAGS, **_NAMED),
        regex.compile(_TIME, _FLAGS, zones=_NAMED["zones"]),
    )


def parse_date(candidate: str, *, language: str | None = None) -> DateValue | None:
    """Return the date that the whole of `candidate` states.

    Args: `candidate` is a short string; space and punctuation around the date are ignored.
        `language` is an ISO 639-1 code and only settles "04/05/2024".
    Returns: a `date`; a `datetime`, aware where a zone is written; "2024-05" where no day is; or
        None where the string is no date, is not one for certain, or says more than a date.
    Source: month and weekday names are those of Unicode CLDR.
    """
    if len(candidate) > MAX_CHARS or not _DIGIT.search(candidate):
        return None
    text = unicodedata.normalize("NFC", candidate).strip(" \t\r\n\u00a0\u202f.,;:|()[]–—-•·")
    found = match_date(text, language=language)
    return found[0] if found and not text[found[1] :].strip(" .)") else None


def match_date(text: str, start: int = 0, *, language: str | None = None) -> tuple[DateValue | None, int] | None:
    """Return the date that begins at `start` and the offset behind it, or None where none does.

    The value is None where there is a date whose day and month cannot be told apart. Reads
    `MAX_CHARS` characters at most, whatever follows them; otherwise as `parse_date`.
    """
    end = min(len(text), start + MAX_CHARS)
    first = _FIRST.match(text, start, end)
    if first is None or (first[1] and first[1].casefold() not in _FIRST_WORDS):
        return None
    if not _DIGIT.search(text, start, min(end, start + 32)):
        return None
    for pattern in _patterns()[:2]:
        match = pattern.match(text, start, end)
        if match and (match["day"] or match["first"] or match["name"] or match["month"]):
            value = _value(match, language)
            if value is not None or _is_ambiguous(match):
                return value, match.end()
    return None


def match_day(text: str, start: int = 0) -> int | None:
    """Return the offset behind a day and a month without a year ("Dec. 20", "5 de mayo"), or None."""
    match = _patterns()[2].match(text, start, min(len(text), start + MAX_CHARS))
    return match.end() if match else None


def match_time(text: str, start: int = 0) -> int | None:
    """Return the offset behind a time of day ("06:00 Uhr", "at 9 p.m. ET"), or None."""
    match = _patterns()[3].match(text, start, min(len(text), start + MAX_CHARS))
    return match.end() if match else None


def _value(match: regex.Match[str], language: str | None) -> DateValue | None:
    day = _day(match, language)
    if not isinstance(day, date) or match["hour"] is None:
        return day
    hour, half = int(match["hour"]), (match["half"] or " ")[0].lower()
    if half in "ap" and 1 <= hour <= 12:  # "17:23 PM" is a 24-hour clock with a slip
        hour = hour % 12 + (12 if half == "p" else 0)
    moment = datetime(day.year, day.month, day.day, hour, int(match["minute"] or 0), int(match["second"] or 0))
    zone = _zone(match, moment)
    return moment.replace(tzinfo=zone) if zone else moment


def _day(match: regex.Match[str], language: str | None) -> date | str | None:
    """Return the date of a match, "2024-05" where it has no day, None where it cannot be."""
    year, day = int(match["year"]), match["day"]
    month = MONTH_OF[match["name"].casefold()] if match["name"] else int(match["month"] or 0)
    if match["first"] is None:
        if day is None:
            return f"{year:04d}-{month:02d}" if 1 <= month <= 12 and _sane(year) else None
        return _made(year, month, int(day))
    one, two = int(match["first"]), int(match["second_"])
    weekday = match["weekday"]
    short = len(match["year"]) == 2
    if short:
        year += 2000 if year < 70 else 1900
    day_month, month_day = _made(year, two, one), _made(year, one, two)
    if weekday and (day_month and month_day):
        index = WEEKDAY_OF[weekday.casefold()]
        fitting = [d for d in (day_month, month_day) if d.weekday() == index]
        if len(fitting) == 1:
            return fitting[0]
    if match["uhr"] or (language or "").partition("-")[0] in DAY_FIRST:
        return day_month
    if short and _made(2000 + one, two, year % 100):  # "23/12/21" may begin with the year
        return None
    if day_month and month_day and day_month != month_day:
        return None
    return day_month or month_day


def _is_ambiguous(match: regex.Match[str]) -> bool:
    if not match["first"]:
        return False
    one, two = int(match["first"]), int(match["second_"])
    return 1 <= min(one, two) <= 12 and 1 <= max(one, two) <= 31


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if _sane(year) else None
    except ValueError:
        return None


def _sane(year: int) -> bool:
    return 1600 <= year <= 2199


def _zone(match: regex.Match[str], moment: datetime) -> tzinfo | None:
    if match["offset"]:
        digits = match["offset"][1:].replace(":", "")
        hours, minutes = (int(digits), 0) if len(digits) < 3 else (int(digits[:-2]), int(digits[-2:]))
        if hours > 14:
            return None
        delta = timedelta(hours=hours, minutes=minutes)
        return timezone(delta if match["offset"][0] == "+" else -delta)
    if not match["zone"]:
        return None
    name = match["zone"].casefold()
    if name in SEASONAL:
        hours_, summer = SEASONAL[name]
        return timezone(timedelta(hours=hours_ + _is_summer(moment, summer)))
    return timezone(timedelta(hours=ZONES[name])) if ZONES[name] else UTC


def _is_summer(moment: datetime, whose: str) -> bool:
    """Tell whether summer time holds, by the rules of 2007 (America) and 1996 (Europe)."""
    day = moment.date()
    if whose == "us":  # second Sunday of March to first Sunday of November
        return _sunday(day.year, 3, 8) <= day < _sunday(day.year, 11, 1)
    return _sunday(day.year, 3, 25) <= day < _sunday(day.year, 10, 25)


def _sunday(year: int, month: int, day: int) -> date:
    """Return the first Sunday on or after a day."""
    start = date(year, month, day)
    return start + timedelta(days=6 - start.weekday())
