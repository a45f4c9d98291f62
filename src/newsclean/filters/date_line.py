"""`date_line`: lines that say when a text was published or updated, and how long it takes to read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from typing import ClassVar

import regex

from newsclean.draft import Draft
from newsclean.features import in_form, tail_start
from newsclean.filters._stamps import CHANGE, Item, facts_of, is_live, opens_diary, read_stamp, stamp_of
from newsclean.metadata.dates import match_date, match_day
from newsclean.model import Block, Kind, Removal, Tier
from newsclean.patterns import lazy_pattern

_DIGIT = lazy_pattern(r"\d")
# What every date with a year has: four digits in a row, or "22.4.24".
_DATED = lazy_pattern(r"\d{4}|\d[./-]\d{1,2}[./-]\d")
# Labels that other things than articles bear: "Date: 12 May 2024", "Venue: town hall".
_WEAK_WORDS = "date data fecha datum issued created creado creada criado criada creato creata pubblicazione publicação publicación erstellt erschienen"
_WEAK = frozenset((*_WEAK_WORDS.split(), "creado el", "criado em", "creato il", "créé le", "paru le", "rédigé le", "scritto il", "created on", "issued on"))
# A row of a form: "Venue: town hall", "DOC. NO: 12".
_ROW = lazy_pattern(r"[^:\n]{2,24}:\s+\S")
_TIMED = lazy_pattern(r"\d\s?[:.h]\s?\d\d(?!\d)|\d\s?[ap]\.?m")
_SALUTATION = lazy_pattern(r"[^.!?]{1,60},\s*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class DateLine:
    """Remove lines that state when the text was published or updated, or how long it takes to read.

    Removes: "Published: 12 May 2024", "Updated 3 hours ago", "5 min read", "Stand: 22.04.2024, 06:00 Uhr" near the
        head; a date alone under the title; "This article was last updated on 14 January 2024." at the end.
    Keeps: dates that are subheads (of a diary, a chronology, a programme), time stamps of a live blog, letters, the
        data of a book or a film, dates of long ago, and every note that says what was changed.
    Options: `max_words`, the longest line removed; `head_prose`, before which paragraph the head ends; `min_year`,
        before which a date is history, not publication.
    Source: the phrases of `date_line`, and the grammar of `metadata/dates.py`.
    """

    name: ClassVar = "date_line"
    category: ClassVar = "date_line"
    max_words: int = 24
    head_prose: int = 3
    min_year: int = 1995

    def find(self, draft: Draft) -> Iterator[Removal]:
        """Yield the removals of a draft in source order."""
        found: list[Removal] = []
        bare: list[tuple[Block, tuple[Item, ...]]] = []
        clocked: list[Removal] = []
        prose = 0
        head_end = len(draft.blocks)
        cued = {cue.block for cue in draft.cues_of(self.category)}
        for block in draft.told:
            if (block.words <= self.max_words or prose == 0) and block.kind is not Kind.TABLE and (block.index in cued or self._is_dated(draft, block)):
                items = stamp_of(draft, block) if block.words <= self.max_words else ()
                removal = self._in_head(draft, block, items, prose) if items else None if prose else self._opening(draft, block)
                if removal is not None:
                    times = {item.form for item in items} <= {"label", "time"} and len(items) > 1
                    (clocked if times else found).append(removal)
                elif items and items[0].form == "date" and len(bare) < 3 and self._is_bare(draft, block, items, prose):
                    bare.append((block, items))
            if block.prose and not draft.marked(block):
                prose += 1
                if prose == self.head_prose:
                    head_end = block.index + 1
                    break
        if clocked and not is_live(draft, draft.blocks[draft.block_at(clocked[0].span.start)]):
            found += clocked
        if bare and not self._is_chronology(draft, bare):
            found += [self._removal_of_bare(draft, block, items) for block, items in bare]
        found += self._below_head(draft, head_end)
        yield from sorted(found, key=lambda removal: removal.span)

    def _is_dated(self, draft: Draft, block: Block) -> bool:
        """Return whether a block begins with what every date with a year has."""
        return _DATED.search(draft.text, block.start, min(block.end, block.start + 120)) is not None

    def _in_head(self, draft: Draft, block: Block, items: tuple[Item, ...], prose: int) -> Removal | None:
        """Return the removal of a line in the head, with `prose` paragraphs above it; not that of a date without a label."""
        if draft.text[block.start : block.end].endswith(":"):
            return None  # "Originally published on December 1, 2023:" leads into a text
        forms = {item.form for item in items}
        weak = items[0].text in _WEAK
        if self._is_old(items):
            return None
        if self._labelled(items):
            if weak and (prose or not self._is_lone(draft, block, items)):
                return None
            if prose > 1 and ("date" not in forms or self._is_among_dates(draft, block) or in_form(draft, block)):
                return self._removal(draft, block, items, "line is a label and a date", Tier.POSSIBLE)
            tier = Tier.CERTAIN if "date" in forms and not weak else Tier.LIKELY
            return self._removal(draft, block, items, "line is a label and a date", tier)
        if "reading" in forms:
            return self._removal(draft, block, items, "line says how long the text takes to read", Tier.CERTAIN)
        if block.index == 0 or prose > 1:
            return None
        if forms == {"label"} and not weak and items[-1].text != "stand":
            return self._removal(draft, block, items, "label of a date that is missing", Tier.LIKELY)
        if forms == {"ago"} and _DIGIT.search(items[0].text):
            return self._removal(draft, block, items, "time since the publication, alone near the title", Tier.LIKELY)
        return None

    def _below_head(self, draft: Draft, head_end: int) -> Iterator[Removal]:
        tail: int | None = None
        seen = -1
        for cue in draft.cues_of(self.category, "opening", "line"):
            block = draft.blocks[cue.block]
            if block.index < head_end or block.index == seen or block.words > self.max_words:
                continue
            seen = block.index
            items = stamp_of(draft, block)
            if not items or draft.text[block.start : block.end].endswith(":") or self._is_old(items):
                continue
            if items[0].form == "reading":
                yield self._removal(draft, block, items, "line says how long the text takes to read", Tier.LIKELY)
            elif self._labelled(items):
                tail = tail_start(draft) if tail is None else tail
                sure = block.index >= tail and items[0].text not in _WEAK and not self._is_partial(items)
                sure = sure and any(item.form in ("date", "day") for item in items) and not in_form(draft, block)
                yield self._removal(draft, block, items, "line is a label and a date", Tier.LIKELY if sure else Tier.POSSIBLE)

    def _is_old(self, items: tuple[Item, ...]) -> bool:
        """Return whether a stamp has a date from before `min_year`."""
        return any(item.value is not None and int(str(item.value)[:4]) < self.min_year for item in items)

    def _is_among_dates(self, draft: Draft, block: Block) -> bool:
        """Return whether other dates without a label stand alone on a line: this is one of a chronology's."""
        near = draft.blocks[max(0, block.index - 6) : block.index] + draft.blocks[block.index + 1 : block.index + 7]
        return any(items[0].form == "date" for b in near if b.words <= 8 and not draft.marked(b) and _DIGIT.search(draft.fold, b.start, b.end) and (items := stamp_of(draft, b)))

    def _is_partial(self, items: tuple[Item, ...]) -> bool:
        """Return whether a stamp has only a month and a year behind a label of publication: "Published: May 1925"."""
        return isinstance(items[-1].value, str) and not CHANGE.search(items[0].text)

    def _labelled(self, items: tuple[Item, ...]) -> bool:
        """Return whether a label stands before a date or a time."""
        return any(one.form == "label" and two.form in ("date", "day", "time", "ago") for one, two in pairwise(items))

    def _is_lone(self, draft: Draft, block: Block, items: tuple[Item, ...]) -> bool:
        """Return whether "Date: 12 May 2024" is no row of a form ("Venue: town hall") and no range of dates."""
        if sum(item.form == "date" for item in items) > 1:
            return False
        beside = draft.blocks[max(0, block.index - 1) : block.index] + draft.blocks[block.index + 1 : block.index + 2]
        return not any(_ROW.match(draft.text, b.start, b.end) and not draft.marked(b) and not stamp_of(draft, b) for b in beside)

    def _is_bare(self, draft: Draft, block: Block, items: tuple[Item, ...], prose: int) -> bool:
        """Return whether a date without a label may be that of the publication."""
        value = items[0].value
        if isinstance(value, str) or (isinstance(value, date) and value.year < self.min_year):
            return False
        timed = isinstance(value, datetime) or _TIMED.search(items[0].text) is not None
        if prose > timed or (not timed and block.index == 0):
            return False
        if block.index and draft.text_of(draft.blocks[block.index - 1]).endswith(":"):
            return False
        below = draft.blocks[block.index + 1 : block.index + 2]
        if not below or (below[0].words <= 6 and _SALUTATION.fullmatch(draft.text_of(below[0]))):
            return False
        return timed or not opens_diary(draft, below[0])

    def _is_chronology(self, draft: Draft, bare: list[tuple[Block, tuple[Item, ...]]]) -> bool:
        """Return whether there are more dates alone on a line than those under a title: then they are subheads."""
        if len(bare) > 2:
            return True
        ours = {block.index for block, _ in bare}
        for block in draft.blocks:
            if block.index in ours or block.words > 8 or draft.marked(block):
                continue
            if not _DIGIT.search(draft.text, block.content_start, block.content_end):
                continue
            text = draft.document.reading(block.content_start, block.content_end)
            found = match_date(text, language=draft.language)
            end = found[1] if found else match_day(text)
            if end is not None and not text[end:].strip(" .:"):
                return True
        return False

    def _removal_of_bare(self, draft: Draft, block: Block, items: tuple[Item, ...]) -> Removal:
        above = stamp_of(draft, draft.blocks[block.index - 1]) if block.index else ()
        label = above[-1:] if above and above[-1].form == "label" else ()
        return draft.remove_block(self, block, "date alone under the title", draft.text_of(block), Tier.LIKELY, facts_of((*label, *items)))

    def _opening(self, draft: Draft, block: Block) -> Removal | None:
        """Return the removal of a label and a date that a paragraph has swallowed."""
        cue = draft.cues(block).opening(self.category)
        if cue is None or draft.document.repairs:
            return None
        text = draft.text[block.start : min(block.end, block.start + 200)]
        items, end = read_stamp(text, draft.language)
        dated = any(item.form == "date" and not isinstance(item.value, str) for item in items)
        # "Published 12 May 2024, the report says" is a sentence; "Published 12 May 2024 The report" is not.
        if not dated or not self._labelled(items) or items[-1].form == "label":
            return None
        if not regex.match(r"\s+[|·•-]?\s*[\"“„«'‘(]?\p{Lu}", text[end:]) or items[0].text in _WEAK:
            return None
        return draft.remove(self, block.start, block.start + end, "paragraph opens with a label and a date", text[:end], Tier.LIKELY, facts_of(items))

    def _removal(self, draft: Draft, block: Block, items: tuple[Item, ...], reason: str, tier: Tier) -> Removal:
        return draft.remove_block(self, block, reason, draft.text_of(block), tier, facts_of(items))
