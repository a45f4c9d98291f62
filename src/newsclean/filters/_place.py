"""Where a line stands in the story: between its paragraphs, in a list that it introduces, in a verse."""

from __future__ import annotations

from newsclean.draft import Draft
from newsclean.model import Block, Kind

# A list under a line that ends in a colon is looked for this far above.
_MAX_LIST_BLOCKS = 12
_MAX_ITEM_WORDS = 12
# How near prose must stand to a block that is amid prose, in blocks.
_NEAR_BLOCKS = 3


def between_prose(draft: Draft, block: Block) -> bool:
    """Return whether a line stands right between two paragraphs of prose that no earlier filter marked, as a subhead does."""
    blocks, at = draft.blocks, block.index
    if not 0 < at < len(blocks) - 1:
        return False
    above, below = blocks[at - 1], blocks[at + 1]
    return above.prose and below.prose and not draft.marked(above) and not draft.marked(below)


def inside_story(draft: Draft, block: Block) -> bool:
    """Return whether a line stands where a subhead may: right below a block that ends as a sentence, right above prose.

    Unlike `between_prose`, a short sentence above is enough, and what earlier filters marked counts.
    """
    blocks, at = draft.blocks, block.index
    if at == 0 or at + 1 >= len(blocks) or not blocks[at + 1].prose:
        return False
    above = blocks[at - 1]
    return above.prose or (above.sentence_end and above.words >= 3)


def amid_prose(draft: Draft, block: Block) -> bool:
    """Return whether prose stands close above a block and close below it."""
    blocks, at = draft.blocks, block.index
    return any(one.prose for one in blocks[max(0, at - _NEAR_BLOCKS) : at]) and any(one.prose for one in blocks[at + 1 : at + 1 + _NEAR_BLOCKS])


def in_verse(draft: Draft, block: Block) -> bool:
    """Return whether a line stands between lines that no phrase knows: of verse, of a menu of dishes, of results.

    The lines on both sides are short, or the one below goes on in lower case, as a sentence does that was broken.
    """
    blocks, at = draft.blocks, block.index
    below = blocks[at + 1] if at + 1 < len(blocks) else None
    if below is not None and draft.fold[block.end - 1] not in ":：" and below.content_start == below.start:
        if draft.document.mended[below.start].islower() and not draft.cues(below):
            return True
    beside = [blocks[nth] for nth in (at - 1, at + 1) if 0 <= nth < len(blocks)]
    if not beside or (len(beside) < 2 and any(one.prose for one in blocks)):
        return False
    return all(2 <= one.words <= _MAX_ITEM_WORDS and not one.prose and not draft.cues(one) for one in beside)


def listed(draft: Draft, block: Block, category: str, *, alone: bool = False) -> bool:
    """Return whether a block is an item of a list that the story introduces: a line above it ends in a colon.

    A line that itself holds a cue of `category` ("Your password must contain:") introduces nothing of the story, and one
    line under a colon is no list: there an embed stood ("See for yourself:", "Loading …").

    Args: where `alone`, one line under a colon is enough.
    """
    blocks, at = draft.blocks, block.index
    beside = (blocks[nth] for nth in (at - 1, at + 1) if 0 <= nth < len(blocks))
    known = alone or block.kind is Kind.LIST_ITEM
    if not known and not any(one.words <= _MAX_ITEM_WORDS and not one.sentence_end and draft.fold[one.end - 1] not in ":：" for one in beside):
        return False
    for one in reversed(blocks[max(0, at - _MAX_LIST_BLOCKS) : at]):
        if draft.fold[one.end - 1] in ":：":
            return one.words >= 3 and not any(cue.category == category for cue in draft.cues(one))
        if one.prose or one.words > _MAX_ITEM_WORDS:
            return False
    return False
