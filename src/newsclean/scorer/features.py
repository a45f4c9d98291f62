"""What the scorer sees of the blocks of a document, measured with numpy for all at once.

What text does not have (tags, links, containers) is no column of a text's table: `TEXT_NAMES` and `PAGE_NAMES` name the columns
of the two, and each has weights of its own. Columns are scale free: shares, logarithms, counts that are cut off.
"""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING

import numpy as np

from newsclean.scorer import containers, place, words
from newsclean.scorer.sheet import Array, Sheet, window
from newsclean.scorer.weights import word_table

if TYPE_CHECKING:
    from newsclean.draft import Draft

# Columns that neighbours lend to each other: as the means over the three and the eight blocks to either side, and some as they
# stand in the block before and the block behind.
_LENT = ("log_words", "ends", "prose", "kind_item", "kind_heading", "marked", "function_share", "word_odds", "capital_share", "cued", "title_share", "topic", "comma_rate")
_LENT_PAGE = (*_LENT, "link_share")
_NEAR = ("log_words", "ends", "capital_share", "function_share", "word_odds", "cued", "title_share", "topic", "kind_item")
_NEAR_PAGE = (*_NEAR, "link_share")
_RADII = (3, 8)


def _names(own: tuple[str, ...], lent: tuple[str, ...], near: tuple[str, ...]) -> tuple[str, ...]:
    return (*own, *(f"{name}_w{radius}" for radius in _RADII for name in lent), *(f"{name}_{side}" for side in ("b1", "a1") for name in near))


TEXT_NAMES = _names((*words.NAMES, *place.NAMES), _LENT, _NEAR)
PAGE_NAMES = _names((*words.NAMES, *place.NAMES, *containers.NAMES), _LENT_PAGE, _NEAR_PAGE)
_block = attrgetter("start", "end", "words", "sentence_end", "prose", "kind")


def features(draft: Draft, weights: Array | None = None) -> Sheet:
    """Return the measurements of a document, with the columns of `PAGE_NAMES` or `TEXT_NAMES`.

    Args: `weights` says what each slot of words adds to the odds of its block; by default the weights that ship say it.
    Linear in the text and the number of blocks. No value is NaN; the sheet of a document without blocks has no places.
    """
    page = draft.document.page
    sheet = Sheet(TEXT_NAMES if page is None else PAGE_NAMES, len(draft.blocks))
    if not sheet.n:
        return sheet
    blocks = arrays(draft)
    words.measure(sheet, draft, blocks, word_table() if weights is None else weights)
    prose = place.measure(sheet, draft, blocks)
    if page is not None:
        containers.measure(sheet, page, blocks, prose)
    lend(sheet)
    return sheet


def arrays(draft: Draft) -> words.Blocks:
    """Return the blocks of a document as arrays."""
    starts, ends, count, ended, prose, kinds = zip(*map(_block, draft.blocks), strict=True)
    first, last = np.array(starts), np.array(ends)
    return words.Blocks(first, last, np.array(count), np.array(ended), np.array(prose), np.array([place.KIND_CODES[kind] for kind in kinds]), last - first)


def lend(sheet: Sheet) -> None:
    """Write the columns that come last, from those before them: what the blocks around have."""
    page = "link_share" in sheet.at
    lent, near = (_LENT_PAGE, _NEAR_PAGE) if page else (_LENT, _NEAR)
    at, n = sheet.at, sheet.n
    values = sheet.values[[at[name] for name in lent]]
    for radius in _RADII:
        first = at[f"{lent[0]}_w{radius}"]
        sheet.values[first : first + len(lent)] = window(values, radius)
    values = sheet.values[[at[name] for name in near]]
    for side, here, there in (("b1", slice(1, n), slice(0, n - 1)), ("a1", slice(0, n - 1), slice(1, n))):
        first = at[f"{near[0]}_{side}"]
        sheet.values[first : first + len(near)] = -1
        sheet.values[first : first + len(near), here] = values[:, there]


# What a person is told: columns by what they speak of.
GROUPS = ("its words", "its place", "its links", "its element", "class names", "its container", "phrases and marks", "copies", "the blocks around", "the document", "the title")
_PLACE = frozenset(["at", "at_words", "log_from_head", "log_from_tail", "prose_before", "heading_gap", "prose_since_heading", "nth_in_parent", "depth"])
_PLACE_OF_TITLE = frozenset(["past_title", "level_title", "h1_before", "h1_count", "past_heading_1"])
_AROUND = frozenset(["to_prose_before", "to_prose_after", "to_long_before", "to_long_after", "before_first_long", "after_last_long", "near_prose", "near_prose_wide", "near_best"])
_CONTAINER = ("mass_", "size_", "mean_", "links_", "marked_", "climb_", "tight_", "like_", "same_")


def group_of(name: str) -> int:
    """Return the place in `GROUPS` of what a column speaks of."""
    if name.endswith(("_b1", "_a1", "_w3", "_w8")) or name in _AROUND:
        group = "the blocks around"
    elif name.startswith(("own_", "in_")) and name != "in_best":
        group = "class names"
    elif name.startswith("doc_") or name in ("page_links", "articles"):
        group = "the document"
    elif name in _PLACE:
        group = "its place"
    elif name.startswith("title_") or name in _PLACE_OF_TITLE:
        group = "the title"
    elif name.startswith(_CONTAINER) or name in ("in_best", "level_best", "best_share", "depth_to_main"):
        group = "its container"
    elif name in ("link_share", "log_links"):
        group = "its links"
    elif name in ("tag", "bold_share") or name.startswith("kind_"):
        group = "its element"
    elif name.startswith(("cue", "mark")) and name != "mark_share":
        group = "phrases and marks"
    elif name.startswith("cop"):
        group = "copies"
    else:
        group = "its words"
    return GROUPS.index(group)
