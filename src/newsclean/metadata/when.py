"""Dates as pages state them: ISO 8601 and what is written in its place, RFC 2822, seconds since 1970, or a date in words.

A value that a tag calls a date is read as one; what is not written is not made up (see `dates.py`), and nothing asks what day it is
today. A number of day and month that could be either way round gives both readings, for other dates of the page to settle.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from functools import lru_cache

from newsclean.metadata.date_names import in_english
from newsclean.metadata.dates import DateValue, match_date
from newsclean.patterns import lazy_pattern

_ISO = lazy_pattern(
    r"(?P<year>\d{4})[-/.:](?P<month>\d{1,2})[-/.:](?P<day>\d{1,2})"
    r"(?:(?:\s*T\s*|\s+|\s+-\s+)(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.](?P<second>\d{2})(?:[.,]\d{1,9})?)?\s*(?P<zone>Z|UTC|GMT|[+-]\d{1,2}:?\d{2}|[+-]\d{1,2})?)?(?:\[[^\]]{1,40}\])?(?P<rest>.*)",
    0,
)
_COMPACT = lazy_pattern(r"(?P<year>(?:19|20)\d{2})(?P<month>\d{2})(?P<day>\d{2})(?:T?(?P<hour>\d{2})(?P<minute>\d{2})(?P<second>\d{2})?(?P<zone>Z|[+-]\d{4})?)?")
_EPOCH = lazy_pattern(r"\d{10}(?:\d{3})?(?:\.\d+)?")
_JAVA = lazy_pattern(r"\p{L}{3} (?P<name>\p{L}{3}) (?P<day>\d{1,2}) (?P<time>\d{2}:\d{2}:\d{2}) (?P<zone>[A-Z]{2,4}(?:[+-]\d{2}:?\d{2})?)?\s?(?P<year>\d{4})")
_NUMBERS = lazy_pattern(r"(?<!\d)(?P<one>\d{1,2})(?P<mark>[./-])(?P<two>\d{1,2})(?P=mark)(?P<year>\d{4})(?!\d)")
# Where a date may begin: with a word, or with a capital that is written onto the word before, as other elements are: "Ann LeeMay 3, 2024".
_START = lazy_pattern(r"(?<![\p{L}\p{N}])[\p{L}\p{N}]|(?<=\p{Ll})\p{Lu}")
_EASTERN = lazy_pattern(r"(?P<year>\d{4})\s?[年년]\s?(?P<month>\d{1,2})\s?[月월]\s?(?P<day>\d{1,2})\s?[日일]?(?:[^\d]{0,8}?(?P<hour>\d{1,2})\s?[:：時时시]\s?(?P<minute>\d{2}))?")
_MAX_CHARS = 200
_MAX_STARTS = 40
# Before this year nothing was on the web; archives digitised since state what they hold all the same.
_FIRST_YEAR = 1700
_LAST_YEAR = 2199


@lru_cache(maxsize=512)  # the sources of a page state the same date
def read_date(value: str, language: str | None = None) -> DateValue | None:
    """Return the date of a value that is called a date, or None where it is none for certain.

    Returns: a `datetime` where a time is written (aware where a zone is), a `date`, or "2024-05" or "2024" where no more is.
    """
    text = digits(value.strip(" \t\n\"'.,;"))
    if not text or len(text) > _MAX_CHARS or not any(c.isdigit() for c in text):
        return None
    found = _ISO.match(text)
    if found is not None and (not found["rest"].strip() or not found["rest"].strip()[0].isdigit()):
        return _made(found.groupdict())
    found = _COMPACT.fullmatch(text)
    if found is not None:
        return _made(found.groupdict())
    if _EPOCH.fullmatch(text):
        seconds = float(text) if len(text.partition(".")[0]) == 10 else float(text) / 1000
        moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=int(seconds))
        return moment if 1990 <= moment.year <= _LAST_YEAR else None
    if len(text) == 4 and text.isdigit() and _FIRST_YEAR <= int(text) <= _LAST_YEAR:
        return text
    found = _JAVA.fullmatch(text)
    if found is not None:
        zone = "" if found["zone"] is None else f" {found['zone']}"
        text = f"{found['day']} {found['name']} {found['year']} {found['time']}{zone}"
    return find_date(text, language)


@lru_cache(maxsize=512)
def find_date(text: str, language: str | None = None) -> DateValue | None:
    """Return the first date in a short text, such as a line of date with its label, or None."""
    text = digits(text[:_MAX_CHARS])
    if not any(c.isdigit() for c in text):
        return None
    found = _EASTERN.search(text)
    if found is not None:
        return _made({**found.groupdict(), "second": None, "zone": None})
    text = in_english(text, language)
    for nth, start in enumerate(_START.finditer(text)):
        if nth >= _MAX_STARTS:
            break
        matched = match_date(text, start.start(), language=language)
        if matched is not None and not text[matched[1] : matched[1] + 1].isdigit():
            return None if matched[0] is None or not _sane(matched[0]) else matched[0]
    return None


def readings(text: str) -> tuple[date, ...]:
    """Return both readings of the first date in numbers of a text ("04/05/2024") that could be either way round."""
    found = _NUMBERS.search(digits(text[:_MAX_CHARS]))
    if found is None:
        return ()
    one, two, year = int(found["one"]), int(found["two"]), int(found["year"])
    if not (1 <= one <= 12 and 1 <= two <= 12 and _FIRST_YEAR <= year <= _LAST_YEAR):
        return ()
    return tuple(dict.fromkeys((date(year, two, one), date(year, one, two))))


def digits(text: str) -> str:
    """Return a text with the digits of all scripts as 0 to 9."""
    if text.isascii():
        return text
    return "".join(str(int(c)) if c.isdecimal() and not c.isascii() else c for c in text)


def day_of(value: DateValue) -> str:
    """Return a date as text, its day or as much of it as is known: "2024-05-03", "2024-05"."""
    return value if isinstance(value, str) else value.isoformat()[:10]


def _sane(value: DateValue) -> bool:
    """Return whether a date is none of those that software writes where it knows none."""
    year = int(value[:4]) if isinstance(value, str) else value.year
    return _FIRST_YEAR <= year <= _LAST_YEAR and day_of(value) not in ("1970-01-01", "1969-12-31")


def _made(parts: dict[str, str | None]) -> DateValue | None:
    try:
        day = date(int(parts["year"] or 0), int(parts["month"] or 0), int(parts["day"] or 0))
        if not _sane(day):
            return None
        if parts["hour"] is None:
            return day
        hour = int(parts["hour"])
        moment = datetime(day.year, day.month, day.day, hour % 24, int(parts["minute"] or 0), int(parts["second"] or 0) % 60)
        zone = _zone(parts["zone"])
        return moment if zone is None else moment.replace(tzinfo=zone)
    except ValueError:
        return None


def _zone(text: str | None) -> timezone | None:
    if not text:
        return None
    if text in ("Z", "UTC", "GMT"):
        return UTC
    numbers = text[1:].replace(":", "")
    hours, minutes = (int(numbers), 0) if len(numbers) < 3 else (int(numbers[:-2]), int(numbers[-2:]))
    if hours > 14 or minutes > 59:
        return None
    delta = timedelta(hours=hours, minutes=minutes)
    return timezone(delta if text[0] == "+" else -delta)
