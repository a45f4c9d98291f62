"""Months in the languages of the world: put the names in a short text into English, for the grammar of `dates.py` to read.

The names are those of Unicode CLDR, written by `docs/generate.py` from Babel into `month_names.toml` and checked against it by
a test, so that Babel need not be installed. A name that means different months in different languages ("listopad" is October in
Croatian, November in Czech and Polish) is read only where the language is known.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources

import regex

from newsclean.metadata.date_words import MONTH_OF
from newsclean.patterns import lazy_pattern

_ENGLISH = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")
_WORD = lazy_pattern(r"(?<![\p{L}\p{M}])\p{L}[\p{L}\p{M}'’׳]*")
# "2024. május 3.", "2024 m. gegužės 3 d.", "2024. gada 3. maijs": the year first.
_YEAR_FIRST = lazy_pattern(rf"(?P<year>\d{{4}})\.?,?\s+(?:\p{{L}}{{1,4}}\.?\s+)?(?P<day>\d{{1,2}}\.\s+)?(?P<name>{'|'.join(_ENGLISH)})(?:\s+(?P<last>\d{{1,2}})(?!\d))?", 0)
# "3 tháng 5 năm 2024", "ngày 3 tháng 5, 2024".
_VIETNAMESE = lazy_pattern(r"(?P<day>\d{1,2})\s*tháng\s*(?P<month>1[0-2]|0?[1-9])\s*(?:,|năm|/)?\s*(?P<year>\d{4})", regex.IGNORECASE)
# Words that stand between the parts of a date and say nothing.
_FILLERS = lazy_pattern(
    r"(?<![\p{L}\p{M}])(?:kl|klo|o\s+godz|godz|v|ve|о|в|г|год|года|року|р|г\.|ora|orele|saat|στις|ώρα|שעה|بتاريخ|الساعة)\.?(?![\p{L}\p{M}])|(?<=\d)-(?:ந்|ste|de|e)\b",
    regex.IGNORECASE,
)


@cache
def _tables() -> tuple[dict[str, dict[str, int]], dict[str, int]]:
    """Return months by name for each language, and those of all languages that mean one month only."""
    data = tomllib.loads(resources.files("newsclean.metadata").joinpath("month_names.toml").read_text("utf-8"))
    by_language: dict[str, dict[str, int]] = {}
    meanings: dict[str, set[int]] = {}
    for language, table in data.items():
        own: dict[str, int] = {}
        for month, names in enumerate(table["months"], 1):
            for name in names.split():
                own[name] = month
                meanings.setdefault(name, set()).add(month)
        by_language[language] = own
    for name, month in MONTH_OF.items():
        meanings.setdefault(name, set()).add(month)
    # A name of three letters or fewer is a word in some language: it counts only where the language is known.
    return by_language, {name: next(iter(months)) for name, months in meanings.items() if len(months) == 1 and (len(name) > 3 or not name.isascii())}


def in_english(text: str, language: str | None) -> str:
    """Return a short text with the names of months in English, whatever language of the table they are in, and the day before the month."""
    by_language, shared = _tables()
    own = by_language.get((language or "").partition("-")[0], {})

    def english(found: regex.Match[str]) -> str:
        name = found.group().casefold()
        month = own.get(name) or (shared.get(name) if name not in MONTH_OF else None)
        if month is None and name[0] == "ב":  # "in May", one word in Hebrew
            month = own.get(name[1:]) or shared.get(name[1:])
        return found.group() if month is None else _ENGLISH[month - 1]

    if "tháng" in text.casefold():
        text = _VIETNAMESE.sub(lambda m: f"{m['day']} {_ENGLISH[int(m['month']) - 1]} {m['year']}", text)
    made = _WORD.sub(english, text)
    made = _FILLERS.sub(" ", made) if made != text or not made.isascii() else made
    return _YEAR_FIRST.sub(_turned, made)


def _turned(found: regex.Match[str]) -> str:
    day = (found["day"] or found["last"] or "").strip(" .")
    return f"{day} {found['name']} {found['year']}" if day else found.group()
