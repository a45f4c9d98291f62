"""What the body is made of: its pieces in order, each with its heading level, lists, quotations and marks.

Every format is made of these pieces, so that all of them hold the words of the clean text, block by block.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from typing import NamedTuple

import regex

from newsclean.cut import Kept, union
from newsclean.model import FILLER, Block, Document, Kind, Removal
from newsclean.output.lines import Line, Marks, Token
from newsclean.output.links import address_of, base_of
from newsclean.page import Item, Layout, Mark, Row

PRE_BREAK = "\u2028"
_BULLET = regex.compile(r"(?:[-*+•·▪]|(?P<number>\d{1,2})[.)])[ \uffff]+")
_QUOTED = regex.compile(r"(?:>[ \uffff]*)+")
_BAR = regex.compile(r"(?<!\\)\|")
_NO_WORDS = regex.compile(r"[\s|\uffff]*")
# Numbers of list items that every format can show; quotations around a piece, columns of a cell, before they say no more.
_MAX_NUMBER = 999_999_999
_MAX_QUOTES = 16
_MAX_COLUMNS = 50
# A table with a longer cell sets the page, and not figures.
_MAX_CELL_BLOCKS = 4
_MAX_CELL_WORDS = 150
# What may be cut between a picture and the story that it belongs to.
_BESIDE_PICTURES = frozenset(("caption", "image_credit"))
# … the scorer marks captions, too.
_NAMELESS = _BESIDE_PICTURES | {"page_chrome"}


class Around(NamedTuple):
    """What a piece stands in: a "quote", or an item ("ul", "ol", "dt", "dd") with its number; pieces of one item share `element`."""

    kind: str
    number: int = 0
    element: int = 0


class Cell(NamedTuple):
    """A cell of a table: its paragraphs, how many columns it covers, whether it is a heading."""

    lines: tuple[Line, ...]
    columns: int
    head: bool


_EMPTY = Cell((), 1, False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One visual unit of the body.

    `kind`: "paragraph", "heading" (`level` 1 to 6), "caption", "code" (`text`), "table" (`rows`) or "picture" (`address`, and
    its alternative text in `text`). `around`: what it stands in, the outermost first. `line`: its words and marks.
    """

    kind: str
    around: tuple[Around, ...] = ()
    level: int = 0
    line: Line = ()
    text: str = ""
    rows: tuple[tuple[Cell, ...], ...] = ()
    address: str = ""


def pieces_of(document: Document, kept: Sequence[Kept], removals: Sequence[Removal], title: str | None, *, links: bool, pictures: bool) -> list[Piece]:
    """Return the pieces of a body under its title, which is the only heading of level 1 where there is one.

    Args: `kept` are the slices of the document that the body is made of; `removals` what was cut, to tell the pictures of the
        story from others. `links` and `pictures` say whether those are wanted.
    """
    pieces = _Body(document, kept, removals, links=links, pictures=pictures).pieces
    if title is None or not pieces:
        return pieces
    first, *rest = pieces
    line: Line = (Token("text", " ".join(title.split())),)
    if first.kind != "heading" or _words(first.line) != _words(line):  # a title that stands in the body is not set twice
        first, rest = Piece(kind="heading", line=line), pieces
    return [replace(first, level=1), *(replace(piece, level=max(2, piece.level)) if piece.kind == "heading" else piece for piece in rest)]


def _words(line: Line) -> list[str]:
    return "".join(" " if token.what == "break" else token.value for token in line if token.what in ("text", "break")).casefold().split()


def tables_of(document: Document) -> list[int]:
    """Return the numbers of the blocks that are rows of tables, or parts of them."""
    return _Body(document, [Kept(0, block.start, block.end) for block in document.blocks], (), links=False, pictures=False).in_tables


def is_markdown(document: Document) -> bool:
    """Return whether a text is Markdown: then its other marks are the author's, too."""
    return any(repair.reason.startswith("Markdown") for repair in document.repairs)


def same_list(before: Around, after: Around) -> bool:
    """Return whether an item goes on with the list of the item before it."""
    if after.kind == "ol":
        return before.kind == "ol" and after.number == before.number + 1
    return before.kind in ("dt", "dd") if after.kind in ("dt", "dd") else before.kind == after.kind


class _Body:
    """The making of the pieces: `pieces` are the result, `in_tables` the numbers of the blocks that are in tables."""

    def __init__(self, document: Document, kept: Sequence[Kept], removals: Sequence[Removal], *, links: bool, pictures: bool) -> None:
        self._document = document
        self._blocks = document.blocks
        self._slices: dict[int, list[Kept]] = {}
        nth = 0
        for piece in kept:
            while self._blocks[nth].end <= piece.start:
                nth += 1
            self._slices.setdefault(nth, []).append(piece)
        page = document.page
        self._skips: dict[int, int] = {}
        self._layouts: Mapping[int, Layout] = dict(enumerate(page.layouts)) if page is not None else self._text_layouts()
        self._rules = [repair.span.start for repair in document.repairs if repair.reason == "Markdown table rule"]
        self._row_ends: dict[int, tuple[int, int]] = {}
        self._quotes: dict[int, int] = {}
        for nth, layout in self._layouts.items():
            block = self._blocks[nth]
            if layout.row is not None:
                self._row_ends[layout.row.row] = (self._row_ends.get(layout.row.row, (block.start, 0))[0], block.end)
            # How many quotations an item stands in: the fewest that any block in it has.
            for item in layout.items:
                self._quotes[item.element] = min(self._quotes.get(item.element, layout.quotes), layout.quotes)
        marks = page.marks if page is not None else self._text_links()
        base = base_of(document.url, page.base if page is not None else None)
        self._marks = Marks(document, marks, base, links=links)
        self._cells = [mark for mark in marks if mark.kind == "cell"]
        self._cell_starts = [mark.start for mark in self._cells]
        self.pieces: list[Piece] = []
        self.in_tables: list[int] = []
        # The number of the first block of each piece.
        self._numbers: list[int] = []
        for table, group in groupby(self._slices, key=self._table_number):
            numbers = list(group)
            rows = self._rows(numbers) if table else None
            if rows is not None:
                self.pieces.append(Piece(kind="table", around=self._around(numbers[0]), rows=rows))
                self._numbers.append(numbers[0])
                self.in_tables += numbers
            else:
                self.pieces += [self._piece(nth) for nth in numbers]
                self._numbers += numbers
        if pictures and self.pieces:
            self.pieces = self._with_pictures(marks, removals, base)

    # -- texts: what Markdown says ---------------------------------------------------------------------

    def _text_layouts(self) -> dict[int, Layout]:
        """Return the layout of the kept blocks of a text, by what its own marks say."""
        document = self._document
        levels = {r.span.end: document.text.count("#", r.span.start, r.span.end) for r in document.repairs if r.reason == "Markdown heading mark"}
        found: dict[int, Layout] = {}
        table, last = 0, -2
        for nth, slices in self._slices.items():
            block = self._blocks[nth]
            quotes, row = 0, None
            items: tuple[Item, ...] = ()
            whole = slices[0].start == block.start
            if block.kind is Kind.LIST_ITEM and whole and (match := _BULLET.match(document.mended, block.start, block.end)) and match.end() < block.end:
                items = (Item("ul", 1, nth + 1) if match["number"] is None else Item("ol", int(match["number"]), nth + 1),)
                self._skips[nth] = match.end()
            elif block.kind is Kind.QUOTE and whole and (match := _QUOTED.match(document.mended, block.start, block.end)) and match.end() < block.end:
                quotes = match[0].count(">")
                self._skips[nth] = match.end()
            elif block.kind is Kind.TABLE:
                table = table if last == nth - 1 else nth + 1
                last = nth
                row = Row(table, nth + 1)
            found[nth] = Layout(levels.get(block.start, 0), quotes, items, row)
        return found

    def _text_links(self) -> list[Mark]:
        """Return the links of a Markdown text: the reader mended what stood before and behind their words."""
        text = self._document.text
        pairs = [repair.span for repair in self._document.repairs if repair.reason == "Markdown link"]
        marks = []
        for before, behind in zip(pairs[::2], pairs[1::2], strict=True):
            address = text[behind.start : behind.end].removeprefix("](").removesuffix(")").partition(" ")[0]
            marks.append(Mark(before.end, behind.start, "link", address))
        return marks

    # -- what a piece stands in ------------------------------------------------------------------------

    def _around(self, nth: int) -> tuple[Around, ...]:
        layout = self._layouts[nth]
        around: list[Around] = []
        quotes = 0
        for item in layout.items:
            outer = min(self._quotes[item.element], _MAX_QUOTES)
            around += [Around("quote")] * (outer - quotes)
            quotes = max(quotes, outer)
            around.append(Around("ul" if item.list == "ol" and not 0 <= item.number <= _MAX_NUMBER else item.list, item.number, item.element))
        return (*around, *[Around("quote")] * (min(layout.quotes, _MAX_QUOTES) - quotes))

    def _piece(self, nth: int) -> Piece:
        block, slices = self._blocks[nth], self._slices[nth]
        around = self._around(nth)
        if block.kind is Kind.PRE:
            text = "".join(self._document.reading(piece.start, piece.end) for piece in slices)
            return Piece(kind="code", around=around, text=text.replace(PRE_BREAK, "\n"))
        kept = self._clipped([nth], self._skips.get(nth, block.start), block.end)
        line = self._marks.line(kept[0][1]) if kept else ()
        level = self._layouts[nth].level
        if level:
            return Piece(kind="heading", around=around, level=level, line=line)
        return Piece(kind="caption" if block.kind is Kind.CAPTION else "paragraph", around=around, line=line)

    def _clipped(self, numbers: Sequence[int], start: int, end: int) -> list[tuple[int, list[tuple[int, int]]]]:
        """Return what is kept between two offsets of each of some neighbouring blocks, where something is."""
        found = []
        for at in range(bisect_right(numbers, start, key=lambda nth: self._blocks[nth].end), len(numbers)):
            nth = numbers[at]
            if self._blocks[nth].start >= end:
                break
            if slices := [(max(start, piece.start), min(end, piece.end)) for piece in self._slices[nth] if piece.start < end and start < piece.end]:
                found.append((nth, slices))
        return found

    # -- tables ----------------------------------------------------------------------------------------

    def _rows(self, numbers: list[int]) -> tuple[tuple[Cell, ...], ...] | None:
        """Return the rows of a table, None where it only sets the page: one column, or long texts in its cells."""
        rows: list[tuple[int, list[Cell]]] = []
        for _, group in groupby(numbers, key=self._row_number):
            row = self._row(list(group))
            if row is None:
                return None
            rows.append(row)
        width = max(_width(cells) for _, cells in rows)
        # An empty cell that ends a row stands where one that begins the next row does; no row is wider than the others for it.
        found = [(*[_EMPTY] * min(empty, width - _width(cells)), *cells) for empty, cells in rows]
        if width < 2 or (len(found) < 2 and not all(cell.head for cell in found[0])):
            return None
        return tuple(found)

    def _row_number(self, nth: int) -> int:
        row = self._layouts[nth].row
        return 0 if row is None else row.row

    def _table_number(self, nth: int) -> int:
        row = self._layouts[nth].row
        return 0 if row is None or row.row == 0 else row.table

    def _row(self, numbers: list[int]) -> tuple[int, list[Cell]] | None:
        """Return how many empty cells may open a row, and its other cells; None where it is no row of figures.

        That is where words stand outside of its cells, or a cell holds a heading, code or a long text.
        """
        marks = self._page_cells(numbers[0]) if self._document.page is not None else self._text_cells(self._blocks[numbers[0]])
        cells: list[Cell] = []
        at = 0
        for start, end, columns, head in marks:
            lines: list[Line] = []
            words = 0
            for nth, slices in self._clipped(numbers, start, end):
                if self._blocks[nth].kind is Kind.PRE or self._layouts[nth].level:
                    return None
                words += self._blocks[nth].words
                if line := self._marks.line(slices):
                    lines.append(line)
            if len(lines) > _MAX_CELL_BLOCKS or words > _MAX_CELL_WORDS or not self._no_words(numbers, at, start):
                return None
            cells.append(Cell(tuple(lines), columns, head))
            at = end
        if not cells or not self._no_words(numbers, at, len(self._document.text)):
            return None
        empty = next((nth for nth, mark in enumerate(marks) if mark[0] < mark[1]), len(marks))
        return (empty, cells[empty:]) if self._document.page is not None else (0, cells)

    def _no_words(self, numbers: list[int], start: int, end: int) -> bool:
        """Return whether nothing but bars is kept of a row between two offsets."""
        return all(_NO_WORDS.fullmatch(self._document.mended, a, b) for _, slices in self._clipped(numbers, start, end) for a, b in slices)

    def _page_cells(self, nth: int) -> list[tuple[int, int, int, bool]]:
        """Return the cells of a page's row, those that were cut included, as start, end, columns and whether it is a heading."""
        first, last = self._row_ends[self._row_number(nth)]
        inside = [mark for mark in self._cells[bisect_left(self._cell_starts, first) : bisect_left(self._cell_starts, last)] if mark.end <= last]
        cells: list[tuple[int, int, int, bool]] = []
        for mark, after in zip(inside, [*inside[1:], None], strict=False):
            # A cell around others belongs to the table around this one.
            if (cells and cells[-1][1] > mark.start) or (after is not None and mark.start < after.end <= mark.end):
                continue
            name, _, columns = mark.value.partition(" ")
            cells.append((mark.start, mark.end, min(int(columns or 1), _MAX_COLUMNS), name == "th"))
        if cells and self._document.text[cells[-1][1] : last].strip() == "|":
            cells.append((last, last, 1, False))
        return cells

    def _text_cells(self, block: Block) -> list[tuple[int, int, int, bool]]:
        """Return the cells of a row of a Markdown table; the row above its rule holds headings."""
        mended = self._document.mended
        bars = [match.start() for match in _BAR.finditer(mended, block.start, block.end)]
        bounds = [*bars, *([] if bars[-1] == block.end - 1 else [block.end])]
        rule = bisect_left(self._rules, block.end)
        head = rule < len(self._rules) and not mended[block.end : self._rules[rule]].strip(" \t\r\n" + FILLER)
        return [(start + 1, end, 1, head) for start, end in pairwise(bounds)]

    # -- pictures --------------------------------------------------------------------------------------

    def _with_pictures(self, marks: Iterable[Mark], removals: Sequence[Removal], base: str | None) -> list[Piece]:
        """Return the pieces with pictures before those that they stand at.

        A picture is the story's where the block behind it is kept; and up to the last block of the story where that block was cut
        as the caption or the credit of a picture and as nothing else that has a name.
        """
        captions = self._touched(removal for removal in removals if removal.category in _BESIDE_PICTURES)
        others = self._touched(removal for removal in removals if removal.category not in _NAMELESS)
        pieces = self.pieces
        ends = [block.end for block in self._blocks]
        out: list[Piece] = []
        done = 0
        for mark in marks:
            if mark.kind != "picture" or (address := address_of(mark.value, base)) is None:
                continue
            nth = bisect_right(ends, mark.start)
            if nth > self._numbers[-1] or (nth not in self._slices and (nth not in captions or nth in others)):
                continue
            before = bisect_left(self._numbers, nth)
            out += pieces[done:before]
            done = max(done, before)
            out.append(Piece(kind="picture", around=pieces[before].around, address=address, text=" ".join(mark.label.split())))
        return out + pieces[done:]

    def _touched(self, removals: Iterable[Removal]) -> set[int]:
        """Return the numbers of the blocks whose beginning lies in one of the removals."""
        holes = union(list(removals))
        starts = [block.content_start for block in self._blocks]
        return {nth for start, end in holes for nth in range(bisect_left(starts, start), bisect_left(starts, end))}


def _width(cells: Iterable[Cell]) -> int:
    return sum(cell.columns for cell in cells)
