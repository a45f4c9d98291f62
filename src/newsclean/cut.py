"""Cut: the only place where removals become clean text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from newsclean.model import FILLER, Document, Removal, Span

PARAGRAPH_BREAK = "\n\n"


class Kept(NamedTuple):
    """A slice of the source that went into the clean text: `[start, end)` there, from `out` on here."""

    out: int
    start: int
    end: int


# `Kept(…)` without the call in between: half the time, once a block.
_kept = tuple.__new__


@dataclass(frozen=True, slots=True)
class Cut:
    """Clean text with the slices it was made of, in order."""

    text: str
    kept: tuple[Kept, ...]


def union(removals: Sequence[Removal]) -> list[tuple[int, int]]:
    """Return the union of the removals' spans, in order and without overlaps."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted((r.span.start, r.span.end) for r in removals):
        if merged and start <= merged[-1][1]:
            if end > merged[-1][1]:
                merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
    return merged


def cut(document: Document, removals: Sequence[Removal]) -> Cut:
    """Cut removals out of a document.

    Returns: the kept slices of each block with the reader's repairs applied, one blank line between blocks. White
        space that a cut leaves at the edge of a block goes with it. Nothing else is added or lost.
    """
    holes = union(removals)
    paragraphs: list[str] = []
    kept: list[Kept] = []
    out = nth = 0
    count = len(holes)
    mended = document.mended
    padded = FILLER in mended
    for block in document.blocks:
        at, end = block.start, block.end
        while nth < count and holes[nth][1] <= at:
            nth += 1
        if nth < count and holes[nth][0] <= at and end <= holes[nth][1]:
            continue
        slices = ((at, end),) if nth == count or holes[nth][0] >= end else _trim(mended, _between(holes, nth, at, end))
        paragraph = ""
        for a, b in slices:
            part = mended[a:b]
            if padded and FILLER in part:
                part = part.replace(FILLER, "")
                if not part:
                    continue
            kept.append(_kept(Kept, (out, a, b)))
            paragraph = paragraph + part if paragraph else part
            out += len(part)
        if paragraph:
            paragraphs.append(paragraph)
            out += len(PARAGRAPH_BREAK)
    return Cut(PARAGRAPH_BREAK.join(paragraphs), tuple(kept))


def _between(holes: Sequence[tuple[int, int]], nth: int, at: int, end: int) -> list[tuple[int, int]]:
    """Return what lies between the holes from the `nth` on, in `[at, end)`."""
    slices: list[tuple[int, int]] = []
    while nth < len(holes) and holes[nth][0] < end:
        if holes[nth][0] > at:
            slices.append((at, holes[nth][0]))
        at = max(at, holes[nth][1])
        nth += 1
    if at < end:
        slices.append((at, end))
    return slices


def _trim(mended: str, slices: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Take the white space off both ends of what is left of a block."""

    def blank(pos: int) -> bool:
        return mended[pos].isspace() or mended[pos] == FILLER

    while slices:
        a, b = slices[0]
        while a < b and blank(a):
            a += 1
        if a < b:
            slices[0] = (a, b)
            break
        slices.pop(0)
    while slices:
        a, b = slices[-1]
        while a < b and blank(b - 1):
            b -= 1
        if a < b:
            slices[-1] = (a, b)
            break
        slices.pop()
    return slices


def to_source(document: Document, kept: Sequence[Kept], length: int, pos: int) -> int:
    """Return the place in the source of a place in the clean text.

    Args: `pos` is an offset in the clean text, from 0 to `length`; one between two paragraphs gives the end of the first.
    Raises: `IndexError` if `pos` is outside the clean text.
    """
    if not 0 <= pos <= length:
        raise IndexError(f"to_source: expected an offset from 0 to {length}, got {pos}")
    if not kept:
        return 0
    piece = kept[bisect_right(kept, pos, key=lambda k: k.out) - 1]
    left = pos - piece.out
    if not document.repairs:
        return min(piece.start + left, piece.end)
    mended, at = document.mended, piece.start
    while left:  # each filler on the way pushes the place one on; counted in C, since a piece may be the whole source
        ahead = min(at + left, piece.end)
        left = mended.count(FILLER, at, ahead)
        at = ahead
    while at < piece.end and mended[at] == FILLER:
        at += 1
    return at


def span_to_source(document: Document, kept: Sequence[Kept], length: int, span: Span) -> Span:
    """Return the span of the source that a span of the clean text was made of.

    What was cut inside it is included, and so is the whole of what its last character was mended from: the span of
    "café" ends behind the ";" of "caf&eacute;".
    Raises: `IndexError` if the span reaches outside the clean text.
    """
    if span.end > length:
        raise IndexError(f"to_source: expected a span from 0 to {length}, got [{span.start}, {span.end})")
    start = to_source(document, kept, length, span.start)
    if not span:
        return Span(start, start)
    last = to_source(document, kept, length, span.end - 1)
    end = last + 1
    nth = bisect_right(document.repairs, last, key=lambda repair: repair.span.start) - 1
    if nth >= 0 and document.repairs[nth].replacement:
        end = max(end, document.repairs[nth].span.end)
    return Span(start, max(start, end))
