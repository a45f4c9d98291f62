"""The words of a line with their marks: links, emphasis, code, line breaks, properly nested whatever was cut."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from newsclean.model import FILLER, Document
from newsclean.output.links import address_of
from newsclean.page import Mark

# Marks of words, the outer ones first where two of them cover the same words.
_STYLES = ("link", "strong", "em", "del", "sup", "sub", "code")
_LINK, _CODE = _STYLES.index("link"), _STYLES.index("code")


class Token(NamedTuple):
    """A part of a line: "text", "open" or "close" of a mark, or "break", where a line ends inside a paragraph.

    `value` is the text, or the kind of the mark; `address` is that of a link.
    """

    what: str
    value: str = ""
    address: str = ""


Line = tuple[Token, ...]


class _Span(NamedTuple):
    """A mark of the words from `start` to `end`; `rank` is its place in `_STYLES`."""

    start: int
    end: int
    rank: int
    address: str


class Marks:
    """The marks of words in a document, for each kind in order and without overlaps, and its line breaks."""

    def __init__(self, document: Document, marks: Iterable[Mark], base: str | None, *, links: bool) -> None:
        self._document = document
        self._breaks: list[int] = []
        self._by_rank: list[tuple[list[int], list[int], list[str]]] = [([], [], []) for _ in _STYLES]
        known: dict[str, str | None] = {}
        for mark in marks:
            if mark.kind == "break":
                self._breaks.append(mark.start)
            if mark.kind not in _STYLES:
                continue
            starts, ends, addresses = self._by_rank[_STYLES.index(mark.kind)]
            address = ""
            if mark.kind == "link":
                if mark.value not in known:
                    known[mark.value] = address_of(mark.value, base) if links else None
                found = known[mark.value]
                if found is None or (ends and mark.start < ends[-1]):
                    continue
                address = found
            elif ends and mark.start <= ends[-1]:
                ends[-1] = max(ends[-1], mark.end)
                continue
            starts.append(mark.start)
            ends.append(mark.end)
            addresses.append(address)

    def line(self, slices: Sequence[tuple[int, int]]) -> Line:
        """Return the words of slices of the document with their marks, without white space at the ends."""
        mended, repaired = self._document.mended, bool(self._document.repairs)
        starts = [start for start, _ in slices]
        first, last = starts[0], slices[-1][1]
        fillers = [at for at in range(first, last) if mended[at] == FILLER] if repaired else []
        parts = [self._document.reading(start, end) for start, end in slices]
        outs = [0]
        for part in parts:
            outs.append(outs[-1] + len(part))
        text = "".join(parts)
        left, right = _stripped(text, 0, len(text))
        if left == right:
            return ()

        def place(offset: int) -> int:
            """Return where the first kept character from an offset on stands in `text`."""
            nth = bisect_right(starts, offset) - 1
            if nth < 0:
                return 0
            start, end = slices[nth]
            offset = min(offset, end)
            return outs[nth] + offset - start - (bisect_left(fillers, offset) - bisect_left(fillers, start))

        spans: list[_Span] = []
        for rank, (begins, ends, addresses) in enumerate(self._by_rank):
            for nth in range(bisect_right(ends, first), bisect_left(begins, last)):
                start, end = _stripped(text, max(left, place(begins[nth])), min(right, place(ends[nth])))
                if start < end:
                    spans.append(_Span(start, end, rank, addresses[nth]))
        breaks: set[int] = set()
        for offset in self._breaks[bisect_right(self._breaks, first) : bisect_left(self._breaks, last)]:
            if offset < slices[bisect_right(starts, offset) - 1][1]:
                breaks.add(place(offset))
        return _tokens(text[:right], left, spans, breaks)


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a range without the white space at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end


def _tokens(text: str, left: int, spans: Iterable[_Span], breaks: set[int]) -> Line:
    """Return the words of a text from `left` on with their marks nested: the one that begins first, or reaches further, is the outer one.

    In code only links are marked, around it.
    """
    ordered = sorted(_joined(spans), key=lambda span: (span.start, -span.end, span.rank))
    edges = {edge for span in ordered for edge in (span.start, span.end)}
    points = sorted({left, len(text), *edges, *breaks, *(at + 1 for at in breaks)})
    out: list[Token] = []
    open_: list[_Span] = []
    active: list[_Span] = []
    nth = 0
    for at, end in pairwise(points):
        active = [span for span in active if span.end > at]
        while nth < len(ordered) and ordered[nth].start <= at:
            active.append(ordered[nth])
            nth += 1
        code = [span for span in active if span.rank == _CODE]
        wanted = [span for span in active if span.rank == _LINK] + code if code else active
        same = 0
        while same < min(len(open_), len(wanted)) and open_[same] == wanted[same]:
            same += 1
        out += [Token("close", _STYLES[span.rank]) for span in reversed(open_[same:])]
        out += [Token("open", _STYLES[span.rank], span.address) for span in wanted[same:]]
        open_ = wanted
        if at not in breaks or code:
            out.append(Token("text", text[at:end]))
        elif out[-1].what != "break":
            out.append(Token("break"))
    out += [Token("close", _STYLES[span.rank]) for span in reversed(open_)]
    return tuple(out)


def _joined(spans: Iterable[_Span]) -> Iterator[_Span]:
    """Yield the spans, those of one kind that touch since what was between them is cut joined to one."""
    last: _Span | None = None
    for span in sorted(spans, key=lambda span: (span.rank, span.start)):
        if last is not None and last.rank == span.rank and last.end >= span.start and last.address == span.address:
            last = last._replace(end=max(last.end, span.end))
            continue
        if last is not None:
            yield last
        last = span
    if last is not None:
        yield last
