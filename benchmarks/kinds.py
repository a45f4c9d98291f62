"""How much of the gold's headings, quotes and list items a found body keeps, apart from its paragraphs.

A gold body is plain text, without kinds. They come from the page: the blocks of newsclean's own reading of it that align
with the gold (`training/labels.py`) are the gold's blocks.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from measure import SHINGLE, Shingle, shingles, words
from newsclean.errors import InputError
from newsclean.model import Kind
from newsclean.readers.html import read_html

sys.path.append(str(Path(__file__).resolve().parent.parent / "training"))
from labels import align

KINDS = (Kind.PARAGRAPH, Kind.HEADING, Kind.QUOTE, Kind.LIST_ITEM)
# The share of a block's words that stand in the gold from which the block is taken for one of the gold.
_IN_GOLD = 0.5


@dataclass(frozen=True, slots=True)
class Part:
    """A block of the gold: its kind and its words."""

    kind: Kind
    words: tuple[str, ...]


def parts_of(html: str, gold: str) -> list[Part]:
    """Return the blocks of a page that are of its gold body, in order; none where the page holds no element."""
    try:
        document = read_html(html)
    except InputError:
        return []
    blocks = [words(document.reading(block.start, block.end)) for block in document.blocks]
    shares = align(blocks, words(gold))
    return [Part(block.kind, tuple(own)) for block, own, share in zip(document.blocks, blocks, shares, strict=True) if share >= _IN_GOLD and own]


def kept_words(parts: Sequence[Part], found: str) -> list[int]:
    """Return for each part how many of its words a found body keeps.

    A word is kept if one of the 4-word shingles of its block around it is found. A block of fewer words is looked for
    together with the gold's words before it, or with those behind it: "Background" alone is found in any text.
    """
    have = set(shingles(words(found)))
    gold = tuple(word for part in parts for word in part.words)
    kept, start = [], 0
    for part in parts:
        end = start + len(part.words)
        if len(part.words) < SHINGLE:
            around = (gold[max(0, end - SHINGLE) : end], gold[start : start + SHINGLE])
            kept.append(len(part.words) if have.intersection(around) else 0)
        else:
            kept.append(sum(_covered(part.words, have)))
        start = end
    return kept


def _covered(own: tuple[str, ...], have: set[Shingle]) -> list[bool]:
    covered = [False] * len(own)
    for at in range(len(own) - SHINGLE + 1):
        if own[at : at + SHINGLE] in have:
            covered[at : at + SHINGLE] = [True] * SHINGLE
    return covered


def words_of_kinds(pages: Iterable[Sequence[Part]]) -> dict[Kind, int]:
    """Return how many words of the golds of a corpus stand in blocks of each kind."""
    total = dict.fromkeys(KINDS, 0)
    for part in (part for parts in pages for part in parts):
        if part.kind in total:
            total[part.kind] += len(part.words)
    return total


def recall_of_kinds(pages: Sequence[Sequence[Part]], found: Sequence[str]) -> dict[Kind, float | None]:
    """Return for each kind the share of the golds' words in blocks of that kind which the found bodies keep; `None` where there are none."""
    kept = dict.fromkeys(KINDS, 0)
    for parts, body in zip(pages, found, strict=True):
        for part, count in zip(parts, kept_words(parts, body), strict=True):
            if part.kind in kept:
                kept[part.kind] += count
    total = words_of_kinds(pages)
    return {kind: kept[kind] / total[kind] if total[kind] else None for kind in KINDS}
