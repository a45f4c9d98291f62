"""What the markup around each block of a page says: its element, its links, the elements that hold it and what they hold."""

from __future__ import annotations

from itertools import chain

import numpy as np

from newsclean.model import Kind
from newsclean.page import HINT_NAMES, Page
from newsclean.scorer.place import KIND_CODES
from newsclean.scorer.sheet import Array, Sheet, distances
from newsclean.scorer.words import Blocks

_OWN = tuple(f"own_{name}" for name in HINT_NAMES)
_IN = tuple(f"in_{name}" for name in HINT_NAMES)
NAMES = (
    "tag",
    "kind_pre",
    "depth",
    "depth_to_main",
    "link_share",
    "log_links",
    "bold_share",
    *_OWN,
    *_IN,
    *(f"mass_{k}" for k in range(6)),
    *(f"links_{k}" for k in range(1, 5)),
    *(f"size_{k}" for k in range(5)),
    *(f"mean_{k}" for k in range(1, 5)),
    *(f"marked_{k}" for k in range(1, 4)),
    "climb_30",
    "climb_60",
    "climb_90",
    "tight_60",
    "in_best",
    "level_best",
    "best_share",
    "nth_in_parent",
    "like_count",
    "like_mass",
    "like_links",
    "same_as_long",
    "same_parent_after",
    "page_links",
    "h1_before",
    "h1_count",
    "past_title",
    "past_heading_1",
    "level_title",
    "title_mass",
    "articles",
)
_TAG_CODES = {"p": 1, "div": 2, "li": 3, "h1": 4, "h2": 5, "h3": 6, "h4": 7, "h5": 7, "h6": 7, "tr": 8, "td": 8, "th": 8}
_TAG_CODES |= {"blockquote": 9, "figcaption": 10, "figure": 10, "section": 11, "article": 11}
_H1 = _TAG_CODES["h1"]
ROW = _TAG_CODES["tr"]
"""What the column `tag` says of a row of a table."""
LEVELS = 8
_BITS = np.arange(len(HINT_NAMES), dtype=np.int64)[:, None]
# A heading is taken for the title's when it has this much of its words; one of the first level counts half as much again.
_MIN_TITLE_FIT = 0.5


def measure(sheet: Sheet, page: Page, blocks: Blocks, prose: Array) -> None:
    """Write the columns of `NAMES`. `prose` is what `place.measure` returns; the columns of words and place are written already."""
    n = sheet.n
    tags, paths, own, hints, depth, link_chars, links, bold, _, tokens = zip(*(origin[:10] for origin in page.origins), strict=True)
    tag = np.array([_TAG_CODES.get(one, 0) for one in tags])
    depths, linked = np.array(depth), np.array(link_chars)
    levels = _levels(paths, n)
    chars = np.maximum(blocks.chars, 1)
    link_share = np.minimum(linked / chars, 1)
    sheet["kind_pre"] = blocks.kinds == KIND_CODES[Kind.PRE]
    sheet["tag"], sheet["depth"], sheet["link_share"] = tag, np.minimum(depths, 60), link_share
    sheet["log_links"], sheet["bold_share"] = np.log1p(links), np.minimum(np.array(bold) / chars, 1)
    sheet["page_links"] = linked.sum() / max(1, blocks.chars.sum())
    _hints(sheet, _OWN, own)
    _hints(sheet, _IN, hints)

    mass = prose * (link_share < 0.5)
    total = max(1.0, float(mass.sum()))
    flat = levels.ravel()
    elements = int(flat.max()) + 1

    def summed(values: Array) -> Array:
        """Sum over the blocks in each element; element 0 stands for the whole page."""
        sums = np.bincount(flat, np.repeat(values, LEVELS), elements)
        sums[0] = values.sum()
        return sums

    count = np.bincount(flat, minlength=elements)
    count[0] = n
    held, letters, linking, marked = summed(mass), summed(blocks.chars), summed(linked), summed(sheet["marked"])
    share, size = held[levels] / total, count[levels]
    for k in range(6):
        sheet[f"mass_{k}"] = share[:, k]
    sizes = np.log1p(size)
    for k in range(5):
        sheet[f"size_{k}"] = sizes[:, k]
    density, mean, cut = linking / np.maximum(letters, 1), np.log1p(letters / np.maximum(count, 1)), marked / np.maximum(count, 1)
    for k in range(1, 5):
        sheet[f"links_{k}"], sheet[f"mean_{k}"] = density[levels[:, k]], mean[levels[:, k]]
    for k in range(1, 4):
        sheet[f"marked_{k}"] = cut[levels[:, k]]
    sheet["climb_30"], sheet["climb_90"] = (share < 0.3).sum(axis=1), (share < 0.9).sum(axis=1)
    climb = (share < 0.6).sum(axis=1)
    index = np.arange(n)
    sheet["climb_60"] = climb
    sheet["tight_60"] = sizes[index, np.minimum(climb, LEVELS - 1)] - np.log1p(n)

    parents = levels[:, 1]
    mass_of = np.bincount(parents, mass, elements)
    best = int(mass_of.argmax())
    same = levels == best
    inside = same.any(axis=1)
    sheet["in_best"], sheet["level_best"] = inside, np.where(inside, same.argmax(axis=1), LEVELS)
    sheet["best_share"] = mass_of[best] / total
    sheet["articles"] = np.log1p(np.count_nonzero(mass_of))
    sheet["depth_to_main"] = np.clip(depths - depths[int(mass.argmax())], -15, 15)
    new = np.ones(n, bool)
    new[1:] = parents[1:] != parents[:-1]
    sheet["nth_in_parent"] = np.log1p(index - np.maximum.accumulate(np.where(new, index, 0)))
    sheet["same_parent_after"] = np.append(~new[1:], False)
    _alike(sheet, tags, tokens, mass, link_share)
    _title(sheet, levels, share, tag == _H1, link_share, elements)


def _levels(paths: tuple[tuple[int, ...], ...], n: int) -> Array:
    """Return the elements around each block, the nearest first, of the shape (blocks, 8); 0 where there are no more."""
    sizes = np.fromiter(map(len, paths), np.int64, n)
    levels = np.zeros((n, LEVELS), np.int64)
    levels[np.arange(LEVELS) < sizes[:, None]] = np.fromiter(chain.from_iterable(paths), np.int64, int(sizes.sum()))
    return levels


def _hints(sheet: Sheet, names: tuple[str, ...], bits: tuple[int, ...]) -> None:
    first = sheet.at[names[0]]
    sheet.values[first : first + len(names)] = (np.array(bits, np.int64) >> _BITS) & 1


def _alike(sheet: Sheet, tags: tuple[str, ...], tokens: tuple[str, ...], mass: Array, link_share: Array) -> None:
    """Write what the blocks of the same tag and class names have together."""
    kinds: dict[tuple[str, str], int] = {}
    like = np.array([kinds.setdefault(kind, len(kinds)) for kind in zip(tags, tokens, strict=True)])
    count, held = np.bincount(like), np.bincount(like, mass)
    sheet["like_count"] = np.log1p(count)[like]
    sheet["like_mass"] = (held / max(1.0, float(mass.sum())))[like]
    sheet["like_links"] = (np.bincount(like, link_share) / count)[like]
    sheet["same_as_long"] = like == held.argmax()


def _title(sheet: Sheet, levels: Array, share: Array, first_level: Array, link_share: Array, elements: int) -> None:
    """Write where each block stands to the headline: the block with most of the title's words."""
    index = np.arange(sheet.n)
    sheet["h1_before"], sheet["h1_count"] = np.minimum(np.cumsum(first_level), 5), min(5, int(first_level.sum()))
    sheet["past_heading_1"] = np.minimum(distances(first_level, sheet.n)[0], 300)
    fit = sheet["title_cover"] * (sheet["log_words"] < 3.5) * (1 + 0.5 * first_level + 0.25 * sheet["kind_heading"]) * (link_share < 0.5)
    title = int(fit.argmax())
    if fit[title] <= _MIN_TITLE_FIT:
        sheet["past_title"], sheet["level_title"] = -60, LEVELS
        return
    sheet["past_title"] = np.clip(index - title, -50, 200)
    around = np.zeros(elements, bool)
    around[levels[title][levels[title] > 0]] = True
    met = around[levels]
    found, level = met.any(axis=1), met.argmax(axis=1)
    sheet["level_title"] = np.where(found, level, LEVELS)
    sheet["title_mass"] = np.where(found, share[index, level], 0)
