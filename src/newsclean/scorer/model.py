"""The weights of the scorer and what is done with them: a sum of oblivious trees, evaluated for all blocks at once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np

from newsclean.scorer import weights
from newsclean.scorer.features import GROUPS, PAGE_NAMES, TEXT_NAMES, group_of
from newsclean.scorer.sheet import Array, Sheet

# Blocks are judged in portions of this many, so that memory stays bounded on a page of a million rows.
_PORTION = 2048
# The first trees take most of the odds; a person is told what they go by.
REASON_TREES = 48


@dataclass(frozen=True, eq=False)
class Forest:
    """Oblivious trees: every node of one depth asks the same question, so that a tree is `depth` questions and a table.

    `columns` and `limits` have the shape (trees, depth): question d of tree t is "is column `columns[t, d]` above
    `limits[t, d]`?", bit d of the place in `leaves[t]`. The sum of the leaves and `bias` are logarithmic odds. `groups` says for each column
    what it speaks of, as a place in `GROUPS`.
    """

    columns: Array
    limits: Array
    leaves: Array
    bias: float
    groups: Array

    def odds(self, values: Array) -> Array:
        """Return the logarithmic odds of each block; `values` has the shape (columns, blocks)."""
        out = np.empty(values.shape[1])
        for start in range(0, len(out), _PORTION):
            part = values[:, start : start + _PORTION]
            out[start : start + _PORTION] = self.leaves.ravel()[self._places(part)].sum(axis=0, dtype=np.float64) + self.bias
        return out

    def _places(self, values: Array, count: int | None = None) -> Array:
        """Return the place in `leaves.ravel()` of each tree (of the first `count`) and block, of the shape (trees, blocks)."""
        columns, limits = self.columns[:count], self.limits[:count]
        trees, depth = columns.shape
        place = np.zeros((trees, values.shape[1]), np.int32)
        for d in range(depth - 1, -1, -1):
            place += place
            place += values[columns[:, d]] > limits[:, d, None]
        place += np.arange(trees, dtype=np.int32)[:, None] << depth
        return place

    @cached_property
    def _shares(self) -> Array:
        """What each group of columns adds to the odds in each leaf, of the shape (trees * leaves, groups).

        A question adds the difference between the mean of the leaves that its answer leaves open and that of those open
        before it; over a tree they add up to its leaf less the mean of its leaves (Saabas 2014, with equal leaf weights).
        """
        trees, depth = self.columns.shape
        out = np.zeros((trees, 1 << depth, len(GROUPS)), np.float32)
        at = np.arange(trees)[:, None]
        leaf = np.arange(1 << depth)
        open_mean = np.broadcast_to(self.leaves.mean(axis=1)[:, None], self.leaves.shape)
        for d in range(depth):
            low = leaf & ((2 << d) - 1)  # the leaves that agree in the first d + 1 answers
            now = np.stack([self.leaves[:, low == k].mean(axis=1) for k in range(2 << d)], axis=1)[:, low]
            out[at, leaf[None, :], self.groups[self.columns[:, d]][:, None]] += now - open_mean
            open_mean = now
        return out.reshape(-1, len(GROUPS))

    def reasons(self, values: Array) -> list[str]:
        """Return what speaks most against each block, with what it takes from its odds.

        Args: `values` has the shape (columns, blocks), of one block or more. Only the first `REASON_TREES` trees are asked.
        """
        portions = range(0, values.shape[1], _PORTION)
        taken = np.concatenate([self._shares[self._places(values[:, start : start + _PORTION], REASON_TREES)].sum(axis=0) for start in portions])
        order = np.argsort(taken, axis=1)[:, :2]
        most = np.take_along_axis(taken, order, axis=1)
        return [f"{GROUPS[one]} {first:+.1f}, {GROUPS[two]} {second:+.1f}" for (one, two), (first, second) in zip(order.tolist(), most.tolist(), strict=True)]


def chance_of(odds: Array) -> Array:
    """Return the chances that logarithmic odds stand for."""
    return 1 / (1 + np.exp(-np.clip(odds, -30, 30)))


def forest_for(sheet: Sheet) -> Forest:
    """Return the weights for a sheet: those of pages or those of text."""
    return forests()["html" if len(sheet.at) == len(PAGE_NAMES) else "text"]


@cache
def forests() -> dict[str, Forest]:
    """Return the forest of each format ("html", "text"), read from `weights.npz` at the first call."""
    return {kind: forest_of(weights.arrays(), kind, names) for kind, names in (("html", PAGE_NAMES), ("text", TEXT_NAMES))}


def forest_of(arrays: dict[str, Array], kind: str, names: tuple[str, ...]) -> Forest:
    """Return the forest whose arrays are named "html.columns" and so on.

    The weights name the columns they were trained on, so that a new column needs no new weights.
    Raises: `ValueError` for a column that is there no more.
    """
    known = np.array([names.index(column) for column in arrays[f"{kind}.names"].tolist()], np.intp)
    return Forest(
        known[arrays[f"{kind}.columns"]],
        arrays[f"{kind}.limits"].astype(np.float32),
        np.ascontiguousarray(arrays[f"{kind}.leaves"].astype(np.float32)),
        float(arrays[f"{kind}.bias"]),
        np.array([group_of(name) for name in names]),
    )
