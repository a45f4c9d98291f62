"""Parts: spans on which readers differ. An option of the pipeline keeps or leaves out each, and touches nothing else.

The filters mark a document, and the guard judges what they marked, whatever the options are; parts are left out, or put
back, behind both. So every other removal, the verdict and the metadata stay the same.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields
from typing import ClassVar

from newsclean.cut import union
from newsclean.draft import Draft
from newsclean.features import correction_at
from newsclean.model import Block, Kind, Removal, Span, Tier
from newsclean.page import PART_BITS, hint_bits

# A standfirst is a paragraph or two; a name on more than that is that of something else.
_MAX_STANDFIRST_WORDS = 120
# A fact box is less than the story; the name on more of it is that of a wrapper.
_MAX_BOX_SHARE = 0.5
# Containers of other stories: a caption in one of them is no picture of this story.
_ELSEWHERE = hint_bits("related", "side", "nav", "foot", "comment", "advert")


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """Which parts the body has: True for one that stays, False for one that is left out, None for what the profile says.

    `standfirst`: the summary under the title. `tables`: tables of figures and words; one that only sets the page is none.
    `social_posts`: posts that the page embeds. `fact_boxes`: boxes beside the story. `corrections`: corrections and editor's
    notes. `captions`: texts under pictures; the metadata have them whether they stay or not. `source_list`: footnotes and
    sources.
    """

    categories: ClassVar[dict[str, str]] = {
        "standfirst": "standfirst",
        "tables": "table",
        "social_posts": "social_post",
        "fact_boxes": "fact_box",
        "corrections": "correction",
        "captions": "caption",
        "source_list": "source_list",
    }

    standfirst: bool = True
    tables: bool = True
    social_posts: bool = True
    fact_boxes: bool = True
    corrections: bool = True
    captions: bool | None = None
    source_list: bool | None = None

    def kept(self) -> frozenset[str]:
        """Return the categories of filters that mark a part which stays."""
        return frozenset(self.categories[name] for name in _MARKED if getattr(self, name))

    def left_out(self) -> dict[str, Tier]:
        """Return the categories of filters that mark a part which is left out, with the least sure tier that goes."""
        return {self.categories[name]: tier for name, tier in _MARKED.items() if getattr(self, name) is False}


PART_NAMES = tuple(part.name for part in fields(Parts))
# The parts that filters mark, each with the tier down to which it is left out on demand: captions that are only possible stay.
_MARKED = {"captions": Tier.LIKELY, "source_list": Tier.POSSIBLE}


def mark(draft: Draft, parts: Parts) -> list[Removal]:
    """Return removals for the parts that are to be left out and that no filter marks. The filters have run before."""
    found: list[Removal] = []
    for name, find in _FINDERS.items():
        if not getattr(parts, name):
            found += [Removal(Span(start, end), name, parts.categories[name], reason, draft.text[start:end][:60], Tier.CERTAIN) for start, end, reason in find(draft)]
    return found


def apply(draft: Draft, parts: Parts, stand: Sequence[Removal], candidates: Sequence[Removal]) -> tuple[Removal, ...]:
    """Return the removals that the parts leave: `stand` are those that profile and guard let through, of `candidates`."""
    kept, left_out = parts.kept(), parts.left_out()
    removals = [removal for removal in stand if removal.category not in kept]
    if len(removals) < len(stand):
        removals = _unjudged(draft, removals, [removal for removal in stand if removal.category in kept])
    cut = set(map(id, removals))
    removals += [r for r in candidates if id(r) not in cut and (r.filter in FOUND_PARTS or r.tier <= left_out.get(r.category, 0))]
    return tuple(sorted(removals, key=lambda r: (r.span.start, r.span.end)))


def _unjudged(draft: Draft, removals: list[Removal], put_back: Sequence[Removal]) -> list[Removal]:
    """Return removals without those of the scorer, which knows no parts, that cover what is put back.

    They stay behind the end of the story, and where the page names a place of other stories that this story does not stand in.
    """
    page = draft.document.page
    if page is None:
        return removals
    holes = union([*removals, *put_back])
    starts = [start for start, _ in holes]
    body = [block for block in draft.blocks if not ((nth := bisect_right(starts, block.content_start)) and block.content_end <= holes[nth - 1][1])]
    if not body:
        return removals
    around = 0
    for block in body:
        around |= page.origins[block.index].hints
    elsewhere = _ELSEWHERE & ~around
    marked = {draft.block_at(removal.span.start) for removal in put_back}
    free = {nth for nth in marked if nth < body[-1].index and not page.origins[nth].hints & elsewhere}
    return [r for r in removals if r.category != "page_chrome" or draft.block_at(r.span.start) not in free]


# -- what no filter marks --------------------------------------------------------------------------------

Found = Iterator[tuple[int, int, str]]


def _named(draft: Draft, part: str) -> list[Block]:
    """Return the blocks that stand in an element of a page whose names say that it is this part."""
    page = draft.document.page
    if page is None:
        return []
    bit = PART_BITS[part]
    return [block for block, origin in zip(draft.blocks, page.origins, strict=True) if origin.hints & bit]


def _standfirst(draft: Draft) -> Found:
    """Yield what stands in a standfirst by name, above the first paragraph of the story."""
    page = draft.document.page
    named = [block for block in _named(draft, "standfirst") if not draft.marked(block) and page is not None and page.layouts[block.index].level != 1]
    if not named or sum(block.words for block in named) > _MAX_STANDFIRST_WORDS:
        return
    indexes = {block.index for block in named}
    for block in draft.blocks:
        if block.index in indexes:
            yield block.start, block.end, "the page names it a standfirst"
        elif block.prose and not draft.marked(block):
            return


def _tables(draft: Draft) -> Found:
    """Yield the rows of tables; of a page those of tables that hold data."""
    from newsclean.output.structure import tables_of

    for nth in tables_of(draft.document):
        block = draft.blocks[nth]
        yield block.start, block.end, "it stands in a table"


def _social_posts(draft: Draft) -> Found:
    """Yield what stands in a post that is embedded from a network."""
    for block in _named(draft, "social_posts"):
        yield block.start, block.end, "it stands in a post that the page embeds"


def _fact_boxes(draft: Draft) -> Found:
    """Yield what stands in a fact box by name."""
    named = _named(draft, "fact_boxes")
    story = sum(block.words for block in draft.blocks if not draft.marked(block))
    if sum(block.words for block in named if not draft.marked(block)) <= _MAX_BOX_SHARE * story:
        for block in named:
            yield block.start, block.end, "the page names it a fact box"


def _corrections(draft: Draft) -> Found:
    """Yield blocks that open as a correction does, and the one behind a label that is a block of its own."""
    blocks = draft.blocks
    for block in blocks:
        match = correction_at(draft, block)
        if match is None:
            continue
        yield block.start, block.end, "it opens as a correction or an editor's note"
        if match.end() >= block.content_end and block.index + 1 < len(blocks) and blocks[block.index + 1].kind is not Kind.HEADING:
            behind = blocks[block.index + 1]
            yield behind.start, behind.end, "it stands under the label of a correction"


_FINDERS: dict[str, Callable[[Draft], Found]] = {
    "standfirst": _standfirst,
    "tables": _tables,
    "social_posts": _social_posts,
    "fact_boxes": _fact_boxes,
    "corrections": _corrections,
}
# The parts that no filter marks: their removals bear the name of the part for that of a filter.
FOUND_PARTS = frozenset(_FINDERS)
