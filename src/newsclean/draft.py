"""What filters read: a document, its features and cues, and what earlier filters have marked. They cannot change it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Protocol

from newsclean.features import is_subhead
from newsclean.language import detect
from newsclean.model import FILLER, Block, Cue, Document, Fact, Kind, Removal, Span, Tier
from newsclean.page import menu_items
from newsclean.phrases import WHOLE_BLOCK, book, fold, parts_of

# Bylines, counters, labels and the like are no longer than this.
MAX_LINE_WORDS = 14
_PARAGRAPH = Kind.PARAGRAPH
_block = attrgetter("block")
# White space in a fold, where every kind of space is " ", and what a repair left over.
_BLANK = " " + FILLER
# What opens a word: before it the space stays when a part of the sentence goes.
_OPENERS = "([“„«¿¡"


class Marker(Protocol):
    """What a removal needs to know of the filter that makes it."""

    @property
    def name(self) -> str:
        """The filter's name."""

    @property
    def category(self) -> str:
        """The category of its removals."""


class Cues:
    """The cues of one block, by role and category."""

    __slots__ = ("all",)

    def __init__(self, cues: Iterable[Cue]) -> None:
        self.all = tuple(cues)

    def __iter__(self) -> Iterator[Cue]:
        return iter(self.all)

    def __bool__(self) -> bool:
        return bool(self.all)

    def _first(self, role: str, category: str) -> Cue | None:
        for cue in self.all:
            if cue.role == role and cue.category == category:
                return cue
        return None

    def line(self, category: str) -> Cue | None:
        """Return the cue that is the whole block and enough by itself, if any."""
        return self._first("line", category)

    def label(self, category: str) -> Cue | None:
        """Return the cue that is the whole block but an ordinary word, if any."""
        return self._first("label", category)

    def heading(self, category: str) -> Cue | None:
        """Return the cue that is the whole block and opens a region, if any."""
        return self._first("heading", category)

    def opening(self, category: str) -> Cue | None:
        """Return the longest cue that the block begins with, if any."""
        return self._first("opening", category)

    def within(self, category: str) -> Cue | None:
        """Return the first cue inside the block, if any."""
        return self._first("within", category)


_NO_CUES = Cues(())


class Draft:
    """A document as filters see it, read-only.

    `text` is the source, `fold` the same in lower case with plain quotes, dashes and spaces, every character in its
    place, and `parts` the fold of each block's words; `blocks` the document's. `menu` are the indexes of a page's menu items;
    `told` the blocks that are none, `lines` those of `told` with at most `MAX_LINE_WORDS` words and `formed` those that are no
    plain paragraphs, for filters that look at no others. `language` is an ISO 639-1 code or None.
    """

    __slots__ = (
        "_by_block",
        "_by_category",
        "_ends",
        "_marked",
        "_marks",
        "_sentences",
        "blocks",
        "document",
        "fold",
        "formed",
        "language",
        "language_from",
        "lines",
        "menu",
        "parts",
        "text",
        "told",
    )

    def __init__(self, document: Document, language: str | None = None) -> None:
        self.document = document
        self.text = document.text
        self.blocks = document.blocks
        self.menu = frozenset[int]() if document.page is None else menu_items(document.page, document.blocks)
        self.told = self.blocks if not self.menu else tuple(block for block in self.blocks if block.index not in self.menu)
        self.lines = [block for block in self.told if block.words <= MAX_LINE_WORDS]
        self.formed = [block for block in self.told if block.kind is not _PARAGRAPH]
        self._ends = [block.end for block in self.blocks]
        self.fold = fold(document.mended)
        self.language: str | None
        self.language, self.language_from = (language, "stated") if language is not None else detect(self.fold, None if document.page is None else document.page.language)
        self._marks: dict[int, list[Removal]] = {}
        self._marked: set[int] = set()
        self._sentences: dict[int, list[int]] = {}
        self.parts = parts_of(self.fold, self.blocks)
        cues = book(self.language).find(self.fold, self.blocks, self.parts, self.menu)
        self._by_category: dict[str, list[Cue]] = {}
        self._by_block = {nth: Cues(own) for nth, own in groupby(cues, key=_block)}
        for cue in cues:
            if cue.role not in WHOLE_BLOCK or cue.block in self.menu or not is_subhead(self, self.blocks[cue.block], cue.category):
                self._by_category.setdefault(cue.category, []).append(cue)
            else:  # "Newsletters" over a paragraph about newsletters is a subhead of the story
                self._by_block[cue.block] = Cues(one for one in self._by_block[cue.block] if one is not cue)

    @classmethod
    def of(cls, text: str, language: str | None = None) -> Draft:
        """Return the draft of a text, for trying a filter alone."""
        from newsclean.readers.text import read_text

        return cls(read_text(text), language)

    # -- cues ------------------------------------------------------------------------------------------

    def cues_of(self, category: str, *roles: str) -> list[Cue]:
        """Return the cues of a category (and of the given roles, if any) in source order."""
        cues = self._by_category.get(category)
        if not cues:
            return []
        return [cue for cue in cues if cue.role in roles] if roles else list(cues)

    def cues(self, block: Block) -> Cues:
        """Return the cues of a block."""
        return self._by_block.get(block.index, _NO_CUES)

    def sentence_starts(self, nth: int, find: Callable[[Draft, Block], list[int]]) -> list[int]:
        """Return where the sentences of block `nth` begin, as `find` says; found once and shared."""
        starts = self._sentences.get(nth)
        if starts is None:
            starts = self._sentences[nth] = find(self, self.blocks[nth])
        return starts

    # -- marks -----------------------------------------------------------------------------------------

    def marks(self, block: Block) -> tuple[Removal, ...]:
        """Return what earlier filters marked in a block, whatever the tier."""
        return tuple(self._marks.get(block.index, ()))

    def marked(self, block: Block) -> bool:
        """Return whether an earlier removal, certain or likely, covers the whole block."""
        return block.index in self._marked

    def _mark(self, removals: Iterable[Removal]) -> None:
        """Record the removals of a filter that has ended; only the pipeline calls this."""
        blocks = self.blocks
        for removal in removals:
            span = removal.span
            nth = self.block_at(span.start)
            while nth < len(blocks) and blocks[nth].start < span.end:
                block = blocks[nth]
                if span.start < block.end:
                    self._marks.setdefault(nth, []).append(removal)
                    if removal.tier <= Tier.LIKELY and span.start <= block.content_start and block.content_end <= span.end:
                        self._marked.add(nth)
                nth += 1

    def block_at(self, pos: int) -> int:
        """Return the index of the first block that ends behind `pos`."""
        return bisect_right(self._ends, pos)

    def marked_blocks(self) -> list[tuple[Block, Sequence[Removal]]]:
        """Return the blocks in which earlier filters marked something, in order, with what they marked."""
        return [(self.blocks[nth], self._marks[nth]) for nth in sorted(self._marks)]

    # -- texts -----------------------------------------------------------------------------------------

    def text_of(self, thing: Block | Span | Cue | Removal) -> str:
        """Return the source text of a block, span, cue or removal, as given."""
        if isinstance(thing, Removal):
            thing = thing.span
        return self.text[thing.start : thing.end]

    def reading_of(self, thing: Block | Span | Cue) -> str:
        """Return what a reader sees there: the source text with its repairs applied."""
        return self.document.reading(thing.start, thing.end)

    def fold_of(self, thing: Block | Span | Cue) -> str:
        """Return the fold of what a reader sees there; shorter than the span where the reader mended something."""
        part = self.fold[thing.start : thing.end]
        return part.replace(FILLER, "") if self.document.repairs else part

    # -- removals --------------------------------------------------------------------------------------

    def remove_block(self, by: Marker, block: Block, reason: str, evidence: str, tier: Tier, facts: tuple[Fact, ...] = ()) -> Removal:
        """Return the removal of a whole block."""
        return Removal(block.span, by.name, by.category, reason, evidence, tier, facts)

    def remove(self, by: Marker, start: int, end: int, reason: str, evidence: str, tier: Tier, facts: tuple[Fact, ...] = ()) -> Removal:
        """Return the removal of a part of a block, white space before it included so that no gap stays in the sentence.

        Where the part opens its block, the white space behind it goes instead. Where a word follows it without white
        space, the white space before it stays, so that the words around the part are not glued together.
        """
        fold = self.fold
        block = self.blocks[min(self.block_at(start), len(self.blocks) - 1)]
        behind = end
        while behind < block.end and fold[behind] in _BLANK:
            behind += 1
        if start <= block.start:
            end = behind
        elif behind == block.end or " " in fold[end:behind] or not (fold[behind].isalnum() or self.text[behind] in _OPENERS):
            while start > block.start and fold[start - 1] in _BLANK:
                start -= 1
        return Removal(Span(start, end), by.name, by.category, reason, evidence, tier, facts)
