"""Lists of teasers behind a page's story: a linked headline, who wrote it or when, a summary; the same for each of several stories."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from newsclean.draft import MAX_LINE_WORDS, Draft
from newsclean.features import LONG_PROSE_WORDS, headline_like
from newsclean.model import Block, Kind
from newsclean.page import Mark, Origin, is_signed
from newsclean.patterns import lazy_pattern

MIN_TEASERS = 3
_MIN_WORDS = 4
_MIN_LINK_SHARE = 0.9
_MAX_SUMMARY_LINK_SHARE = 0.3
_MAX_BLOCKS = 8  # of one teaser
_MAX_LEVELS = 5  # between a headline and the list
_MAX_SUMMARY_WORDS = 130
_MIN_FIT = 0.8  # the share of the teasers that have a stamp, and of those that lead to pages of their own
_MIN_STORY_PARAGRAPHS = 3
_DATED = lazy_pattern(r"\b(?:19|20)\d\d\b|\b\d{1,2}[./-]\d{1,2}[./-]\d\d\b|\b\d{1,2}\s(?:min|minutes?|hours?|days?|weeks?)\sago\b|\b(?:vor|il y a|hace|há|fa)\s\d{1,2}\s\p{L}+")


@dataclass(frozen=True, slots=True)
class Teasers:
    """A list of teasers: its first headline and all its blocks."""

    headline: Block
    blocks: tuple[Block, ...]


def teasers_behind(draft: Draft) -> Iterator[Teasers]:
    """Yield the lists of teasers that stand behind the paragraphs of the page's story, outside of what holds them.

    Each has at least `MIN_TEASERS` stories, nearly all with a byline or a date: the items of a list that the newsroom wrote have none,
    and the entries of a live blog lead to places of one page.
    """
    page = draft.document.page
    if page is None:
        return
    origins = page.origins
    heads = [block for block, origin in zip(draft.blocks, origins, strict=True) if block.words >= _MIN_WORDS and _linked(block, origin) and headline_like(draft, block)]
    if len(heads) < MIN_TEASERS:
        return
    story = _story(draft, origins)
    if len(story) < _MIN_STORY_PARAGRAPHS:
        return
    told = frozenset(element for block in story for element in origins[block.index].path)
    behind = story[-1].index
    run: list[Block] = []
    around = 0
    for head, after in zip(heads, [*heads[1:], None], strict=True):
        shared = 0 if after is None else _shared(origins[head.index].path, origins[after.index].path)
        run.append(head)
        if shared and (shared == around or len(run) == 1):
            around = shared
            continue
        if run[0].index > behind and around not in told:
            yield from _list(draft, origins, run, around)
        # a headline that ends a list may begin another
        run, around = ([head], shared) if shared else ([], 0)


def _list(draft: Draft, origins: tuple[Origin, ...], heads: list[Block], around: int) -> Iterator[Teasers]:
    """Yield the list that headlines in one element make, if they do."""
    if len(heads) < MIN_TEASERS:
        return
    ends = [head.index for head in heads[1:]]
    last = heads[-1].index + 1
    while last < len(draft.blocks) and around in origins[last].path and last - heads[-1].index < _MAX_BLOCKS:
        last += 1
    stamped = told = 0
    for head, end in zip(heads, [*ends, last], strict=True):
        item = draft.blocks[head.index + 1 : end]
        if len(item) >= _MAX_BLOCKS or any(block.kind is Kind.HEADING for block in item) or sum(block.words for block in item) > _MAX_SUMMARY_WORDS:
            return
        told += any(block.prose and origins[block.index].link_chars < _MAX_SUMMARY_LINK_SHARE * block.chars for block in item)
        stamped += any(_stamped(draft, block) for block in item)
    if told >= MIN_TEASERS and stamped >= _MIN_FIT * len(heads) and len(_targets(draft, heads)) >= _MIN_FIT * len(heads):
        yield Teasers(heads[0], draft.blocks[heads[0].index : last])


def _targets(draft: Draft, heads: list[Block]) -> set[str]:
    """Return the pages that headlines lead to."""
    page = draft.document.page
    marks = () if page is None else page.marks
    found: set[str] = set()
    for head in heads:
        nth = bisect_left(marks, Mark(head.start, head.start, "", ""))
        while nth < len(marks) and marks[nth].start < head.end:
            if marks[nth].kind == "link":
                found.add(marks[nth].value.partition("#")[0].partition("?")[0])
                break
            nth += 1
    return found - {""}


def _linked(block: Block, origin: Origin) -> bool:
    return origin.link_chars >= _MIN_LINK_SHARE * block.chars


def _stamped(draft: Draft, block: Block) -> bool:
    """Return whether a short line says who wrote a story, or when."""
    page = draft.document.page
    if block.words > MAX_LINE_WORDS or (block.prose and block.sentence_end) or page is None:
        return False
    return is_signed(page, block) or _DATED.search(draft.fold, block.start, block.end) is not None


def _shared(one: tuple[int, ...], two: tuple[int, ...]) -> int:
    """Return the innermost element around two blocks, 0 where it is an element of a headline's own or far out."""
    for level, element in enumerate(one[: _MAX_LEVELS + 1]):
        if element in two[: _MAX_LEVELS + 1]:
            return element if level and two.index(element) else 0
    return 0


def _story(draft: Draft, origins: tuple[Origin, ...]) -> list[Block]:
    """Return the long paragraphs of the element that holds most prose of its own."""
    held: Counter[int] = Counter()
    told: dict[int, list[Block]] = {}
    for block, origin in zip(draft.blocks, origins, strict=True):
        if block.prose and block.words >= LONG_PROSE_WORDS and origin.link_chars < _MAX_SUMMARY_LINK_SHARE * block.chars and len(origin.path) > 1:
            held[origin.path[1]] += block.chars
            told.setdefault(origin.path[1], []).append(block)
    return told[held.most_common(1)[0][0]] if held else []
