"""Choose the dates of publication and of change among what sources say; keep them apart, in the zone of the newsroom."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta, timezone
from typing import NamedTuple

from newsclean.metadata.candidates import ADDRESS, DATE_BLOCK, MICRODATA, STATED, TIME, Candidate, rank
from newsclean.metadata.dates import DateValue
from newsclean.metadata.shown import is_of_change
from newsclean.metadata.structured import Landmark
from newsclean.metadata.values import folded
from newsclean.metadata.visible import Visible
from newsclean.metadata.when import day_of, read_date, readings
from newsclean.patterns import lazy_pattern

_IN_ADDRESS = lazy_pattern(r"/(?P<year>(?:19|20)\d{2})[/-]?(?P<month>0[1-9]|1[0-2]|[1-9](?=[/-])|[a-z]{3,9}(?=[/-]))[/-]?(?P<day>0[1-9]|[12]\d|3[01]|[1-9](?=[/_+-]))(?=[/_+-])")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# No zone is further west of UTC, and none further from it.
_MAX_WEST = timedelta(hours=12)
_DAY = timedelta(days=1)
_MAX_OFFSET = timedelta(hours=14)


class Dated(NamedTuple):
    """A date with its source, and the other sources that name the same day."""

    value: DateValue
    source: str
    agreed: tuple[str, ...] = ()


def choose(
    field: str, known: Iterable[Candidate], seen: Visible, landmarks: Sequence[Landmark], title: str | None, addresses: Sequence[str], changed: Sequence[str], language: str | None
) -> Dated | None:
    """Return the date of a field, "published" or "modified", or None.

    Args: `known` are candidates of the field; `landmarks` the page's headings and `<time>` elements, `title` its headline;
        `addresses` those of the page, which may hold the day; `changed` are the days of change that the page states. A number of day and month that could be either way round counts
        only if another date of the page settles it.
    """
    options: list[tuple[int, DateValue, str]] = []
    unsettled: list[tuple[str, str]] = []
    for one in known:
        value = read_date(one.value, language)
        if value is not None:
            options.append((rank(field, one.source), value, one.source))
        else:
            unsettled.append((one.value, one.source))
    shown = seen.published if field == "published" else seen.modified
    options += [(rank(field, DATE_BLOCK), value, DATE_BLOCK) for value in shown[:1]]
    if field == "published":
        times = _times(landmarks, title)
        days = _days(times, options, seen, language) | set(changed) if seen.ambiguous or not options else set()
        settled = [value for text in seen.ambiguous for value in readings(text) if value.isoformat() in days]
        first = [value for text, near in times if near and (value := read_date(text, language)) is not None][:1]
        if first and _is_of_something_else(day_of(first[0]), seen):
            first = []
        if settled and not shown:
            options.append((rank(field, DATE_BLOCK), settled[0], DATE_BLOCK))
            first = [value for text, _ in times if (value := read_date(text, language)) is not None and day_of(value) == settled[0].isoformat()][:1]
        options += [(rank(field, TIME), value, TIME) for value in first]
        unsettled += [(text, TIME) for text, near in times if near]
        if not options:
            options += [(rank(field, source), value, source) for text, source in unsettled for value in readings(text) if value.isoformat() in days]
        options += [(rank(field, ADDRESS), value, ADDRESS) for where in addresses if (value := day_in(where)) is not None]
    if not options:
        return None
    _, value, source = min(options, key=lambda one: one[0])
    if field == "published" and source in STATED and source != TIME:
        if seen.alone and _is_before(seen.alone[0], value):
            value, source = seen.alone[0], DATE_BLOCK
        elif (shared := _shared(options, day_of(value), shown)) is not None:
            value, source = shared
    value = _at_home(value, [other for _, other, _ in options])
    return Dated(value, source, tuple(dict.fromkeys(theirs for _, other, theirs in options if theirs != source and day_of(other) == day_of(value))))


def _days(times: Sequence[tuple[str, bool]], options: Sequence[tuple[int, DateValue, str]], seen: Visible, language: str | None) -> set[str]:
    """Return all days that the page names without doubt."""
    read = [read_date(text, language) for text, _ in times]
    return {day_of(value) for value in (*read, *(value for _, value, _ in options), *seen.modified) if value is not None}


def _times(landmarks: Sequence[Landmark], title: str | None) -> list[tuple[str, bool]]:
    """Return the texts of `<time>` elements, the one that belongs to the headline first and marked: the first behind it."""
    word = folded(title or "")
    heads = [nth for nth, one in enumerate(landmarks) if one.tag == "h1"]
    start = next((nth for nth in heads if word and folded(landmarks[nth].text) == word), heads[0] if heads else 0)
    times = [nth for nth, one in enumerate(landmarks) if one.tag == "time"]
    times = [nth for nth in times if nth >= start] + [nth for nth in times if nth < start]
    found: list[tuple[str, bool]] = []
    times = [nth for nth in times if not is_of_change(landmarks[nth].text)]
    for place, nth in enumerate(times):
        found += [(text, place == 0) for text in (landmarks[nth].stated, landmarks[nth].text) if text]
    return found


def _is_of_something_else(day: str, seen: Visible) -> bool:
    """Return whether the day of the first `<time>` is not the publication's: the headline has another day under it, or the page shows it as a change."""
    return day not in map(day_of, seen.published) and (seen.under if seen.published else day in map(day_of, seen.modified))


def _at_home(value: DateValue, others: Sequence[DateValue]) -> DateValue:
    """Return a moment that is stated in UTC as the newsroom's clock shows it, where the page does so elsewhere.

    The same moment with another zone is taken as it is. A time without zone on the day before or after, an exact number of quarters of
    an hour away, is meant where the newsroom is: that is its offset.
    """
    if not isinstance(value, datetime) or value.tzinfo is None or value.utcoffset():
        return value
    for other in others:
        if isinstance(other, datetime) and other.utcoffset() and abs(other - value) < timedelta(minutes=2):
            return value.astimezone(other.tzinfo)
    for other in others:
        if not isinstance(other, datetime) or other.tzinfo is not None or day_of(other) == day_of(value):
            continue
        apart = other - value.replace(tzinfo=None)
        if abs(apart) <= _MAX_OFFSET and apart.total_seconds() % 900 == 0:
            return value.astimezone(timezone(apart))
    return value


def _shared(options: Sequence[tuple[int, DateValue, str]], day: str, shown: Sequence[DateValue]) -> tuple[DateValue, str] | None:
    """Return the date that the page shows and another source states, where the most trusted source stands alone with its own day."""
    if not shown or len({source for _, value, source in options if day_of(value) == day}) > 1:
        return None
    same = [(place, nth) for nth, (place, value, source) in enumerate(options) if day_of(value) == day_of(shown[0]) and source in STATED and source not in (TIME, MICRODATA)]
    return options[min(same)[1]][1:] if same else None


def _is_before(shown: DateValue, stated: DateValue) -> bool:
    """Return whether a day that is shown lies before one that is stated, in any zone: software states the day of a change, or of its own start, as the first."""
    if isinstance(shown, str) or isinstance(stated, str):
        return False
    return day_of(shown) < day_of(stated - (_MAX_WEST if isinstance(stated, datetime) else _DAY))


def day_in(address: str) -> date | None:
    """Return the day that is a part of an address ("/2024/05/03/", "/2024/may/03/", "/2024-05-03-bridge"), or None."""
    match = _IN_ADDRESS.search(address.casefold())
    if match is None:
        return None
    name = match["month"]
    month = int(name) if name.isdigit() else _MONTHS.index(name[:3]) + 1 if name[:3] in _MONTHS else 0
    try:
        return date(int(match["year"]), month, int(match["day"]))
    except ValueError:
        return None
