"""Read the dates that lines around an article show, each with what it is of: the publication, or a change.

A line may hold both ("May 3, 2024. Updated: May 7, 2024"): a word for one of them is of the date behind it. A date without such a word is one
of publication, unless a word for a change stands somewhere else in the line, or alone in the line above.
"""

from __future__ import annotations

from typing import NamedTuple

from newsclean.draft import Draft
from newsclean.metadata.dates import DateValue
from newsclean.metadata.when import day_of, find_date
from newsclean.model import Block
from newsclean.page import Page, hint_bits
from newsclean.patterns import lazy_pattern

_PUBLISHED_WORDS = (
    r"published|posted|publié|veröffentlicht|erstellt|publicado|publicada|pubblicato|gepubliceerd|publicerad|publisert|udgivet|opublikowano|опубликовано|yayınlanma|発行|公開|发布"
)
_CHANGED_WORDS = (
    r"updat|modif|edited(?! by)|revis|aktualis|geändert|bearbeitet|a[ct]+uali[sz]|mis[e]? à jour|actualis|aggiorn|uppdat|oppdat|opdat|bijgewerkt|gewijzigd|zaktualiz|aktualiz|güncel"
    r"|обновл|изменен|оновл|päivitet|muokat|更新|수정|diperbarui|cập nhật|ενημ|تحديث|עודכן|अपडेट|frissít|módosít|stand[: ]"
)
# Of neither is the date of a review.
_LABEL = lazy_pattern(rf"(?P<changed>{_CHANGED_WORDS})|(?P<other>last reviewed|reviewed on|reviewed:)|{_PUBLISHED_WORDS}")
_PUBLISHED_LINE = lazy_pattern(rf"\W*(?:this (?:article|story|post|piece) (?:was|has been) )?(?:first |originally )?(?:{_PUBLISHED_WORDS})")
# Its first letters: most lines begin with others.
_FIRST = frozenset(word[0] for word in (*_PUBLISHED_WORDS.split("|"), "this", "first", "originally"))
# A line of no more than this that holds a date holds nothing else.
_MAX_DATE_CHARS = 24
# A label over a date has no more words.
_MAX_LABEL_WORDS = 4
_MAX_BEHIND_WORDS = 30
_OF_OTHERS = hint_bits("comment", "related")


class Shown(NamedTuple):
    """A date of a line: its value, whether it is of a change, whether the line holds nothing else."""

    value: DateValue
    changed: bool
    alone: bool


def dates_in(draft: Draft, block: Block) -> tuple[Shown, ...]:
    """Return the dates of a line, at most one for each word that says what it is of; none where the line has none for certain."""
    text, fold = draft.text[block.start : block.end], draft.fold[block.start : block.end]
    labels = list(_LABEL.finditer(fold))
    cuts = [0, *(one.start() for one in labels), len(text)]
    kinds = [None, *(one["changed"] is not None for one in labels)]
    others = [False, *(one["other"] is not None for one in labels)]
    parts = [(text[cuts[nth] : cuts[nth + 1]], kind) for nth, kind in enumerate(kinds) if not others[nth]]
    dates = [(value, kind) for part, kind in parts if (value := find_date(part, draft.language)) is not None]
    if not dates:
        return ()
    alone = len(dates) == 1 and len(text) <= _MAX_DATE_CHARS
    whole = any(kinds) if len(dates) == 1 else False
    over = not labels and alone and _is_label_above(draft, block)
    return tuple(Shown(value, (whole or over) if kind is None else kind, alone) for value, kind in dates)


def is_of_change(text: str) -> bool:
    """Return whether a short text with a date says that it is of a change, and not of the publication too."""
    kinds = [one["changed"] is not None for one in _LABEL.finditer(text.casefold())]
    return bool(kinds) and all(kinds)


def is_published_line(draft: Draft, block: Block) -> bool:
    """Return whether a line begins with a word for publication."""
    return block.words <= _MAX_BEHIND_WORDS and _PUBLISHED_LINE.match(draft.fold, block.start, block.end) is not None


def labelled_dates(draft: Draft, page: Page) -> list[DateValue]:
    """Return the only date of publication that a page has behind a word for it, in its line or in the next; none where there are others, of other stories."""
    found: dict[str, DateValue] = {}
    for block in draft.blocks:
        if draft.fold[block.content_start] not in _FIRST or page.origins[block.index].hints & _OF_OTHERS or not is_published_line(draft, block):
            continue
        dates = dates_in(draft, block)
        if not dates and block.words <= _MAX_LABEL_WORDS and block.index + 1 < len(draft.blocks):
            dates = tuple(one for one in dates_in(draft, draft.blocks[block.index + 1]) if one.alone)
        for one in dates:
            if not one.changed:
                found.setdefault(day_of(one.value), one.value)
    return list(found.values()) if len(found) == 1 else []


def _is_label_above(draft: Draft, block: Block) -> bool:
    """Return whether the line above says nothing but that here follows the date of a change ("Last updated")."""
    if not block.index:
        return False
    above = draft.blocks[block.index - 1]
    found = _LABEL.search(draft.fold, above.start, above.end) if above.words <= _MAX_LABEL_WORDS else None
    return found is not None and found["changed"] is not None and not any(c.isdigit() for c in draft.text[above.start : above.end])
