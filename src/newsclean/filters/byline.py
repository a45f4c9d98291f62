"""`byline`: the lines that say who wrote the article."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import ClassVar

from newsclean.draft import Draft
from newsclean.features import tail_start
from newsclean.filters._works import heads_verse, of_a_work, speaks_of
from newsclean.metadata.byline import Byline as Reading
from newsclean.metadata.byline import is_when, read_byline
from newsclean.metadata.names import is_name
from newsclean.model import Block, Fact, Removal, Tier
from newsclean.page import is_signed
from newsclean.patterns import lazy_pattern

# What a byline may open with, on the fold. It only saves reading lines that cannot be one; `read_byline` decides.
_OPENS = lazy_pattern(
    r"(?:by|von|par|por|di|door|af|av)(?=[\s:,|]|$)|(?:[a-zà-ÿ]+ ){1,3}(?:by|von|par|por|de|da|di)(?=[\s:]|$)|(?:authors?|author of the article|autor\p{L}{0,5}|auteurs?|autrice|text[oe]?|testo|tekst|words|reporter|redakteur(?:in)?)\s?:"
)
# A line that is no byline unless an agency or a role of the newsroom is in it, or a bar parts its fields.
_HINT = lazy_pattern(r"[|•·/,]|press|reuters|afp|dpa|efe|ansa|staff|writer|report|editor|correspond|korrespond|redakt|journalist|giornalista|periodista|jornalista|columnist|\d{4}")
# Of those signs, what is enough on a page where no element's name says "byline": any line has a comma.
_SIGN = lazy_pattern(r"press|reuters|afp|dpa|efe|ansa|staff|writer|report|editor|correspond|korrespond|redakt|journalist|giornalista|periodista|jornalista|columnist")
_INSIDE = ("by ", "von ", "par ", "por ", "di ", "written by ", "posted by ")
# "Jane Doe / AP" without an opener is oftener a photographer.
_CREDIT = lazy_pattern(r"/|\bvia\b|^\(")
_BARS = lazy_pattern(r"[|•]")
_ATTRIBUTION = ("-", "–", "—", "“", '"', "„", "«")

# "Mina Halloran Sat 9 Sep 2023 08.00 BST", "Lotte Vandam · 30 May 2024": of 217 such lines on the pages of the corpora none is of a body.
_YEAR = lazy_pattern(r"\b20\d\d\b")
_PARTS = " |·•,–—-"
_MAX_DATED_WORDS = 10
_MAX_HEAD_BLOCKS = 200
# Between a page's byline and its first paragraph stand at most a picture's caption, a standfirst, a share row, a list of topics.
_MAX_PAGE_HEAD_BLOCKS = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Byline:
    """Remove the lines that say who wrote the article.

    Removes: "By Jane Doe", "Von Nina Magoley, dpa", "Jane Doe, Staff Writer", "Jane Doe | Reuters" and the like where a
        page begins or, opened by such a word, where it ends; an empty "By" with the names on the next lines; a name
        alone only with a date or a role beside it (else it is merely possible). On a page, a line without such a word goes
        only where its element is named for bylines or dates, an agency or a role of the newsroom is in it, or it is a name and a date.
    Keeps: the author of a book, a film or a poem that the story is about, prose and headlines that begin with such a word ("By midnight the crowd had gone."), names as subheads,
        speakers, office holders, signatures of readers. Bylines in the middle of a text are merely possible.
    Options: `head_prose`, how many blocks of prose may stand before a byline at the top (standfirst, a caption);
        `max_words`, the longest line read as a byline, in white-space-separated words; `max_bylines`, how many may
        stand at the top before they are taken for the entries of a list; `tail_blocks`, how many blocks at the end are read.
    Source: bylines of 350 news pages of the development corpora.
    """

    name: ClassVar = "byline"
    category: ClassVar = "byline"
    head_prose: int = 2
    max_words: int = 40
    max_bylines: int = 2
    tail_blocks: int = 8

    def find(self, draft: Draft) -> Iterator[Removal]:
        """Yield the removals of a draft in source order."""
        head: list[Removal] = []
        opened = 0
        end = 0
        for block in self._head(draft):
            end = block.index + 1
            if head and block.start < head[-1].span.end:
                continue
            found = self._in_head(draft, block)
            opened += bool(found) and _OPENS.match(draft.fold, block.content_start) is not None
            head += found
        # Many bylines at the top are the entries of a list: of books, of poems, of other articles.
        listed = opened > self.max_bylines
        for removal in head:
            yield replace(removal, tier=Tier.POSSIBLE) if listed else removal
        yield from self._behind(draft, end)

    def _head(self, draft: Draft) -> Iterator[Block]:
        """Yield the short blocks where the article begins: before the third block of prose."""
        prose = 0
        first = 0
        if draft.document.page is not None:
            # above a page's headline stand menus, and bylines of other stories
            first = next((block.index for block in draft.blocks if block.prose and not draft.marked(block)), 0)
        for block in draft.told:
            if block.index < first - _MAX_PAGE_HEAD_BLOCKS:
                continue
            if block.index >= first + _MAX_HEAD_BLOCKS:
                return
            if block.prose and not draft.marked(block):
                prose += 1
                if prose > self.head_prose:
                    return
            if block.words <= self.max_words and not (block.prose and block.words > 20):
                yield block

    def _in_head(self, draft: Draft, block: Block) -> list[Removal]:
        fold = draft.fold
        if _OPENS.match(fold, block.content_start) is None and (
            block.words > 14
            or block.sentence_end
            or not draft.text[block.content_start].isupper()
            or draft.text[block.end - 1] == ":"
            or not self._is_shown(draft, block)
            or (block.words > 4 and not _HINT.search(fold, block.start, block.end))
        ):
            # no author is read from it: a place and a date look the same
            return [draft.remove_block(self, block, "a name and a date where the article begins", draft.text_of(block), Tier.LIKELY)] if _names_day(draft, block) else []
        reading = read_byline(draft.reading_of(block))
        if reading is None:
            return []
        if reading.bare:
            found = [draft.remove_block(self, block, "an opener of a byline with nothing behind it", draft.text_of(block), Tier.LIKELY)]
            for name in self._names_below(draft, block):
                facts = tuple(Fact("authors", n) for n in _authors(draft, name))
                found.append(draft.remove_block(self, name, "a name under an opener of a byline", draft.text_of(name), Tier.LIKELY, facts))
            return found
        tier = self._tier(draft, block, reading)
        if tier is not None and tier < Tier.POSSIBLE and self._of_story(draft, block, reading):
            tier = Tier.POSSIBLE
        return [] if tier is None else [draft.remove_block(self, block, "a byline where the article begins", draft.text_of(block), tier, _facts(reading))]

    def _is_shown(self, draft: Draft, block: Block) -> bool:
        """Return whether a line without an opener may be a byline: on a page, its element says so or a newsroom's role or an agency is in it."""
        page = draft.document.page
        return page is None or is_signed(page, block) or _SIGN.search(draft.fold, block.start, block.end) is not None

    def _behind(self, draft: Draft, first: int) -> Iterator[Removal]:
        """Yield bylines behind the head: those of the last lines, and inside the text what is merely possible."""
        tail = max(first, tail_start(draft), len(draft.blocks) - self.tail_blocks)
        fold = draft.fold
        for block in draft.lines:
            last = block.index >= tail
            if block.index < first or not (last or fold.startswith(_INSIDE, block.start)):
                continue
            opened = _OPENS.match(draft.fold, block.content_start) is not None
            if not opened and (block.sentence_end or not self._is_shown(draft, block) or not _HINT.search(draft.fold, block.start, block.end)):
                continue
            reading = read_byline(draft.reading_of(block))
            if reading is None or reading.bare or not (reading.authors or reading.agency):
                continue
            barred = reading.press and _BARS.search(draft.text, block.start, block.end) is not None
            if reading.opened or (last and reading.authors and (reading.agency is not None or barred)):
                reason = "a byline where the article ends" if last else "a byline inside the text"
                sure = (last or reading.beside or reading.agency is not None or self._dated(draft, block)) and not self._of_story(draft, block, reading)
                yield draft.remove_block(self, block, reason, draft.text_of(block), Tier.LIKELY if sure else Tier.POSSIBLE, _facts(reading))

    def _tier(self, draft: Draft, block: Block, reading: Reading) -> Tier | None:
        if reading.opened:
            above = sum(one.prose and not draft.marked(one) for one in draft.blocks[: block.index])
            known = reading.press or reading.agency is not None or self._dated(draft, block)
            goes_on = any(one.prose and not draft.marked(one) for one in draft.blocks[block.index + 1 : block.index + 7])
            if above > 1 and goes_on and not known and (reading.labelled or reading.placed):
                return Tier.POSSIBLE  # "Text: …", "Von …, Aachen" behind two paragraphs: of the work reviewed, of a letter
            sure = (reading.authors or reading.agency) and (known or (not above and (reading.labelled or (reading.beside and not reading.placed))))
            return Tier.CERTAIN if sure else Tier.LIKELY
        if draft.text[block.start] in _ATTRIBUTION or (not reading.authors and not (reading.agency and reading.beside)):
            return None
        if reading.agency is not None and reading.authors and _CREDIT.search(draft.text, block.start, block.end):
            return None
        if reading.press or reading.agency is not None:
            return Tier.LIKELY
        if reading.beside:
            behind = draft.reading_of(block)[len(reading.authors[0]) :].strip(" |•·,–—-")
            return Tier.LIKELY if is_when(behind) else None
        if len(reading.authors) > 1 and " and " not in draft.fold_of(block):
            return None
        if self._dated(draft, block) and block.index <= 8 and not draft.text_of(block).isupper():
            return Tier.LIKELY
        return Tier.POSSIBLE if block.index < 4 else None

    def _of_story(self, draft: Draft, block: Block, reading: Reading) -> bool:
        """Return whether a byline is that of a work that the story is about, or names one of the story's people."""
        if reading.press or reading.agency is not None or self._dated(draft, block):
            return False
        if of_a_work(draft, block) or heads_verse(draft, block):
            return True
        return bool(reading.authors) and all(speaks_of(draft, block, name) for name in reading.authors)

    def _dated(self, draft: Draft, block: Block) -> bool:
        """Return whether a neighbour is a line of date or of a newsroom's role."""
        blocks = draft.blocks
        for step in (1, -1):
            for at in range(block.index + step, block.index + 4 * step, step):
                if not 0 <= at < len(blocks) or blocks[at].words > 14 or blocks[at].prose:
                    break
                text = draft.reading_of(blocks[at])
                if is_when(text):
                    return True
                beside = read_byline(text)
                if beside is None:
                    break
                if beside.press and not beside.authors:
                    return True
        return False

    def _names_below(self, draft: Draft, block: Block) -> Iterator[Block]:
        """Yield the blocks under an empty opener that are names or bylines without an opener, four at most."""
        for below in draft.blocks[block.index + 1 : block.index + 5]:
            if below.prose or below.words > 8 or not _authors(draft, below):
                return
            yield below


def _names_day(draft: Draft, block: Block) -> bool:
    """Return whether a line of a page is a name of two or three words and a date with a year."""
    if draft.document.page is None or block.words > _MAX_DATED_WORDS or block.prose or _YEAR.search(draft.fold, block.start, block.end) is None:
        return False
    words = draft.reading_of(block).split()
    return any(is_name(" ".join(words[:size]).rstrip(_PARTS)) and is_when(" ".join(words[size:]).lstrip(_PARTS)) for size in (2, 3))


def _authors(draft: Draft, block: Block) -> tuple[str, ...]:
    text = draft.reading_of(block)
    if is_name(text.strip(" ,.|•")):
        reading = read_byline(text)
        return reading.authors if reading is not None else ()
    reading = read_byline(text)
    return reading.authors if reading is not None and not reading.opened and (reading.press or reading.agency) else ()


def _facts(reading: Reading) -> tuple[Fact, ...]:
    facts = tuple(Fact("authors", name) for name in reading.authors)
    return facts if reading.agency is None else (*facts, Fact("agency", reading.agency))
