"""Where each block stands among the others: what phrases and rules say of it, the prose around it, the document as a whole."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from newsclean.model import Kind
from newsclean.scorer.sheet import Array, Sheet, distances, window
from newsclean.scorer.words import Blocks

if TYPE_CHECKING:
    from newsclean.draft import Draft

# Cues by what they mean for a block: categories that behave alike share a column.
_CUE_GROUPS: dict[str, tuple[str, ...]] = {
    "visit": ("navigation", "share_prompt", "interface_text", "comment_footer", "tag_list"),
    "appeal": ("newsletter_prompt", "support_appeal", "promo", "paywall_prompt", "consent_banner"),
    "points": ("related_links", "other_article"),
    "credit": ("image_credit", "caption", "agency_credit", "copyright_notice", "author_bio", "byline", "date_line"),
    "notes": ("disclosure", "source_list", "embed_code", "advert_marker"),
}
_ROLES = ("opening", "within")
_CUES = (*(f"cue_{name}" for name in _CUE_GROUPS), *(f"cue_{role}" for role in _ROLES), "cue_parts", "cued")
_CUE_COLUMN = {category: nth for nth, categories in enumerate(_CUE_GROUPS.values()) for category in categories}
_ROLE_COLUMN = {role: nth + len(_CUE_GROUPS) for nth, role in enumerate(_ROLES)}
_SIGN_COLUMN = len(_CUE_GROUPS) + len(_ROLES)
_ANY_COLUMN = len(_CUES) - 1
_NO_COLUMN = len(_CUES)
_MAX_CUES = 4

NAMES = (
    "ends",
    "prose",
    "kind_heading",
    "kind_item",
    "marked",
    "mark_tier",
    *_CUES,
    "at",
    "at_words",
    "log_from_head",
    "log_from_tail",
    "prose_before",
    "to_prose_before",
    "to_prose_after",
    "to_long_before",
    "to_long_after",
    "before_first_long",
    "after_last_long",
    "near_prose",
    "near_prose_wide",
    "near_best",
    "heading_gap",
    "prose_since_heading",
    "doc_blocks",
    "doc_chars",
    "doc_prose_share",
    "doc_prose_blocks",
    "doc_mean_words",
    "doc_short_share",
    "doc_marked",
    "doc_ends",
    "doc_longest_gap",
)
KIND_CODES = {kind: nth for nth, kind in enumerate(Kind)}
_LONG_WORDS = 20
_SHORT_WORDS = 6


def measure(sheet: Sheet, draft: Draft, blocks: Blocks) -> Array:
    """Write the columns of `NAMES`; return the characters of each block that is prose and not marked, 0 for another."""
    n = sheet.n
    _cues(sheet, draft)
    marked: Array = np.zeros(n, bool)
    marked[list(draft._marked)] = True
    tiers = np.full(n, 4.0, np.float32)
    tiers[list(draft._marks)] = [removals[0].tier if len(removals) == 1 else min(removal.tier for removal in removals) for removals in draft._marks.values()]
    sheet["ends"], sheet["prose"], sheet["marked"], sheet["mark_tier"] = blocks.ended, blocks.prose, marked, tiers
    heading = blocks.kinds == KIND_CODES[Kind.HEADING]
    sheet["kind_heading"] = heading
    sheet["kind_item"] = blocks.kinds == KIND_CODES[Kind.LIST_ITEM]

    index = np.arange(n)
    told = blocks.prose & ~marked
    prose = (blocks.chars * told).astype(np.float64)
    total = max(1.0, float(prose.sum()))
    before = np.cumsum(prose)
    near, wide = window(prose, 4), window(prose, 12)
    to_before, to_after = distances(told, n)
    long = told & (blocks.words >= _LONG_WORDS)
    long_before, long_after = distances(long, n)
    long_at = np.flatnonzero(long)
    first, last = (long_at[0], long_at[-1]) if len(long_at) else (0, n - 1)
    gap, _ = distances(heading, n)
    words = np.cumsum(blocks.words)
    sheet["at"], sheet["at_words"] = index / n, words / max(1, words[-1])
    sheet["log_from_head"], sheet["log_from_tail"] = np.log1p(index), np.log1p(n - 1 - index)
    sheet["prose_before"] = before / total
    sheet["to_prose_before"], sheet["to_prose_after"] = np.log1p(to_before), np.log1p(to_after)
    sheet["to_long_before"], sheet["to_long_after"] = np.log1p(long_before), np.log1p(long_after)
    sheet["before_first_long"] = np.log1p(np.maximum(first - index, 0))
    sheet["after_last_long"] = np.log1p(np.maximum(index - last, 0))
    sheet["near_prose"], sheet["near_prose_wide"] = near / max(1.0, near.max()), wide / max(1.0, wide.max())
    sheet["near_best"] = np.abs(index - int(wide.argmax())) / n
    sheet["heading_gap"] = np.log1p(np.minimum(gap, 200))
    sheet["prose_since_heading"] = np.log1p(np.where(gap < n, before - before[np.maximum(index - gap, 0)], before))

    chars = float(blocks.chars.sum())
    sheet["doc_blocks"], sheet["doc_chars"] = np.log1p(n), np.log1p(chars)
    sheet["doc_prose_share"], sheet["doc_prose_blocks"] = prose.sum() / max(1.0, chars), np.log1p(told.sum())
    sheet["doc_mean_words"] = sheet["log_words"].mean()
    sheet["doc_short_share"] = (blocks.words < _SHORT_WORDS).mean()
    sheet["doc_marked"], sheet["doc_ends"] = marked.mean(), blocks.ended.mean()
    sheet["doc_longest_gap"] = np.log1p(to_before.max())
    return prose


def _cues(sheet: Sheet, draft: Draft) -> None:
    """Write how many cues each block holds, by what they mean and by their role; at most four count."""
    cues = [cue for found in draft._by_block.values() for cue in found.all]
    if not cues:
        return
    width = len(_CUES) + 1
    flat = np.array([_columns_of(cue.category, cue.role) for cue in cues]) + np.array([cue.block * width for cue in cues])[:, None]
    counts = np.minimum(np.bincount(flat.ravel(), minlength=sheet.n * width), _MAX_CUES).reshape(sheet.n, width).T
    for name, column in zip(_CUES, counts, strict=False):  # the last is that of cues without a column
        sheet[name] = column


@cache
def _columns_of(category: str, role: str) -> tuple[int, int, int]:
    return _CUE_COLUMN.get(category, _NO_COLUMN), _ROLE_COLUMN.get(role, _SIGN_COLUMN), _ANY_COLUMN
