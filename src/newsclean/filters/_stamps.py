"""Stamps: the grammar of "Published: 12 May 2024 · 5 min read", a row of labels, dates and times."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

import regex

from newsclean.draft import Draft
from newsclean.metadata.dates import DateValue, match_date, match_day, match_time
from newsclean.model import Block, Fact
from newsclean.patterns import lazy_pattern
from newsclean.phrases import fold, sources

_Form = Literal["label", "date", "day", "time", "ago", "reading"]

# Between the items of a stamp: "12 May 2024 · 5 min read", "Published: 12 May | Updated: 13 May".
_GAP = lazy_pattern(r"[\s|/·•●,;:.()\[\]>*_+\uffff-]*")
# A number stands apart from the unit that may follow it without a space: "5min read".
_WORD = lazy_pattern(r"\d{1,3}|[^\W\d]+")
_UNIT = lazy_pattern(r"[\s.'-]{0,3}([^\W\d]*)")
_NUMBER = lazy_pattern(r"\d{1,3}(?!\d)")
# Of a label that stands before the date of a change, not before that of the publication.
CHANGE = lazy_pattern(
    r"updat|modif|edited|reviewed|stand\b|stand vom|aktualis|geändert|änderung|bearbeitet|a[ct]+uali|edit|mis[e]? à jour"
    r"|actualis|édité|aggiorn|agg\."
)


# A diary or a letter speaks of its writer from the first word on.
_FIRST_PERSON = lazy_pattern(r"(?:I|We|My|Our|Ich|Wir|Je|J['’]\p{L}+|Nous|Yo|Nosotros|Eu|Nós|Io|Noi)\s")
# A time of day at the head of a line, as the entries of a live blog have it: "11.05am", "17h02 Polls close".
_CLOCK = lazy_pattern(r"(?:[01]?\d|2[0-3])(?:[:.]|\s?h\s?)[0-5]\d(?!\d|[.,]\d)\s?(?:[ap]\.?m|uhr|h)?(?![\p{L}%€])|(?:1[0-2]|[1-9])\s?[ap]m\b", regex.IGNORECASE)
_DIGIT = lazy_pattern(r"\d")


@dataclass(frozen=True, slots=True)
class Item:
    form: _Form
    text: str
    value: DateValue | None = None


# Of a phrase with its number taken out: what stands before the number and what behind it.
_Slotted = tuple[str, str]


@cache
def _grammar() -> tuple[dict[str, list[str]], dict[str, list[tuple[_Form, _Slotted]]]]:
    """Return labels by their first word, and relative and reading times by the first word, or "#" and their unit."""
    labels: dict[str, list[str]] = {}
    times: dict[str, list[tuple[_Form, _Slotted]]] = {}
    for _, category, role, phrase, _ in sources():
        if category != "date_line":
            continue
        text = fold(phrase)
        before, slot, behind = text.partition("{number}")
        if role == "opening":
            labels.setdefault(_first_word(text), []).append(text)
        elif role in ("label", "line"):
            form: _Form = "ago" if role == "label" else "reading"
            key = _first_word(before) if before or not slot else "#" + _unit(behind, 0)
            times.setdefault(key, []).append((form, (before, behind if slot else "\x00")))
    for row in labels.values():
        row.sort(key=len, reverse=True)
    for pairs in times.values():
        pairs.sort(key=lambda pair: -len(pair[1][0] + pair[1][1]))
    return labels, times


def _first_word(text: str) -> str:
    match = _WORD.match(text)
    return match.group() if match else ""


def _unit(text: str, at: int) -> str:
    """Return the word behind a number: "min" of " min read", "hour" of "-hour read", "h" of "h ago"."""
    match = _UNIT.match(text, at)
    return match[1] if match else ""


def _label_at(folded: str, at: int, word: str) -> int | None:
    """Return the offset behind the longest label that begins at an offset."""
    for label in _grammar()[0].get(word, ()):
        if folded.startswith(label, at) and not folded[at + len(label) : at + len(label) + 1].isalnum():
            return at + len(label)
    return None


def _time_at(folded: str, at: int, word: str) -> tuple[_Form, int] | None:
    """Return which phrase of relative time or reading time begins at an offset, and the offset behind it."""
    key = word
    if word.isdigit():
        number = _NUMBER.match(folded, at)
        key = "#" + _unit(folded, number.end()) if number else ""
    for form, (before, behind) in _grammar()[1].get(key, ()):
        if not folded.startswith(before, at):
            continue
        end = at + len(before)
        if behind != "\x00":
            number = _NUMBER.match(folded, end)
            if number is None or not folded.startswith(behind, number.end()):
                continue
            end = number.end() + len(behind)
        if not folded[end : end + 1].isalnum():
            return form, end
    return None


def read_stamp(text: str, language: str | None) -> tuple[tuple[Item, ...], int]:
    """Return the items of the stamp that `text` begins with, and the offset behind the last of them.

    The offset is `len(text)` where nothing but punctuation follows; then the whole text is a stamp.
    """
    folded = fold(text)
    items: list[Item] = []
    at = end = _GAP.match(folded).end()  # type: ignore[union-attr]
    while at < len(folded):
        form: _Form
        value: DateValue | None = None
        word = _first_word(folded[at : at + 40])
        if after := _label_at(folded, at, word):
            form, end = "label", after
        elif timed := _time_at(folded, at, word):
            form, end = timed
        elif found := match_date(text, at, language=language):
            form, (value, end) = "date", found
        elif items and (after := match_day(text, at)):
            form, end = "day", after
        elif items and (after := match_time(text, at)):
            form, end = "time", after
        else:
            break
        if end < len(folded) and folded[end].isalnum():
            break
        items.append(Item(form, folded[at:end], value))
        at = _GAP.match(folded, end).end()  # type: ignore[union-attr]
    return tuple(items), at if at == len(folded) else end


def stamp_of(draft: Draft, block: Block) -> tuple[Item, ...]:
    """Return the items of a block that is nothing but a stamp; none where it is anything else."""
    text = draft.document.reading(block.start, block.end)
    items, end = read_stamp(text, draft.language)
    return items if end == len(text) else ()


def is_live(draft: Draft, block: Block) -> bool:
    """Return whether lines apart from this one begin with a time of day too: these are the entries of a live blog."""
    for other in draft.blocks[:400]:
        if abs(other.index - block.index) <= 1 or draft.marked(other) or not _DIGIT.search(draft.fold, other.content_start, min(other.content_end, other.content_start + 40)):
            continue
        if _CLOCK.match(draft.fold, other.content_start, other.end):
            return True
        items = stamp_of(draft, other) if other.words <= 8 else ()
        if items and {item.form for item in items} <= {"label", "time"}:
            return True
    return False


def opens_diary(draft: Draft, block: Block) -> bool:
    """Return whether a paragraph under a date begins as a diary or a letter does, in the first person, and no byline is near."""
    near = draft.blocks[max(0, block.index - 4) : block.index]
    if any(mark.category == "byline" for one in near for mark in draft.marks(one)):
        return False
    return block.prose and _FIRST_PERSON.match(draft.text, block.content_start) is not None


def facts_of(items: tuple[Item, ...]) -> tuple[Fact, ...]:
    """Return the dates of a stamp; the first without a label is that of the publication."""
    facts: dict[str, str] = {}
    field = "published"
    for item in items:
        if item.form == "label":
            field = "modified" if CHANGE.search(item.text) else "published"
        elif item.form == "date" and item.value is not None:
            value = item.value if isinstance(item.value, str) else item.value.isoformat()
            facts.setdefault(field, value)
    return tuple(Fact(name, value) for name, value in facts.items())
