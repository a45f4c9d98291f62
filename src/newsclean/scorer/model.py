"""The weights of the scorer and what is done with them: sums of oblivious trees, evaluated for all blocks at once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import numpy as np

from newsclean.scorer.features import GROUPS, PAGE_NAMES, SECOND_NAMES, TEXT_NAMES, Array, Table, group_of, second_table

# Blocks are judged in portions of this many, so that memory stays bounded on a page of a million rows.
_PORTION = 2048


@dataclass(frozen=True, slots=True, eq=False)
class Forest:
    """Oblivious trees: every node of one depth asks the same question, so that a tree is `depth` questions and a table.

    `columns` and `limits` have the shape (trees, depth): question d of tree t is "is column `columns[t, d]` above
    `limits[t, d]`?", bit d of the place in `leaves[t]`. The sum of the leaves and `bias` are logarithmic odds.
    """

    columns: Array
    limits: Array
    leaves: Array
    bias: float

    def shares(self, groups: Array, count: int) -> Array:
        """Return what each group of columns adds to the odds in each leaf, of the shape (trees, leaves, count).

        A question adds the difference between the mean of the leaves that its answer leaves open and that of those open
        before it; over a tree they add up to its leaf less the mean of its leaves (Saabas 2014, with equal leaf weights).
        """
        trees, depth = self.columns.shape
        out = np.zeros((trees, 1 << depth, count), np.float32)
        at = np.arange(trees)
        open_mean = np.broadcast_to(self.leaves.mean(axis=1)[:, None], self.leaves.shape)
        for d in range(depth):
            # the leaves that agree in the first d + 1 answers
            low = np.arange(1 << depth) & ((2 << d) - 1)
            means = np.stack([self.leaves[:, low == k].mean(axis=1) for k in range(2 << d)], axis=1)
            now = means[:, low]
            out[at[:, None], np.arange(1 << depth)[None, :], groups[self.columns[:, d]][:, None]] += now - open_mean
            open_mean = now
        return out

    def odds(self, values: Array) -> Array:
        """Return the logarithmic odds of each row."""
        out = np.empty(len(values))
        for start in range(0, len(values), _PORTION):
            rows = np.ascontiguousarray(values[start : start + _PORTION].T)
            out[start : start + _PORTION] = self.leaves.ravel()[self.places(rows)].sum(axis=0, dtype=np.float64) + self.bias
        return out

    def places(self, rows: Array) -> Array:
        """Return the place in `leaves.ravel()` of each tree and row, of the shape (trees, rows); `rows` is a table turned on its side."""
        trees, depth = self.columns.shape
        place = np.zeros((trees, rows.shape[1]), np.int32)
        for d in range(depth - 1, -1, -1):
            place += place
            place += rows[self.columns[:, d]] > self.limits[:, d, None]
        place += np.arange(trees, dtype=np.int32)[:, None] << depth
        return place


@dataclass(frozen=True, slots=True, eq=False)
class Judge:
    """Two forests: the first sees the table, the second also what the first said of the blocks around."""

    first: Forest
    second: Forest
    shares: Array

    def odds(self, table: Table) -> Array:
        """Return the logarithmic odds that each block belongs to the body."""
        if not len(table.values):
            return np.zeros(0)
        one = self.first.odds(table.values)
        return self.second.odds(second_table(table, one))

    def reasons(self, table: Table, rows: list[int]) -> list[str]:
        """Return for each row what speaks most against it, with what it takes from the odds of the first look."""
        trees, leaves, count = self.shares.shape
        flat = self.shares.reshape(trees * leaves, count)
        out: list[str] = []
        for start in range(0, len(rows), _PORTION):
            values = np.ascontiguousarray(table.values[rows[start : start + _PORTION]].T)
            places = self.first.places(values)
            taken = flat[places].sum(axis=0)
            first = taken.argmin(axis=1)
            every = np.arange(len(first))
            most = taken[every, first].tolist()
            taken[every, first] = np.inf
            second = taken.argmin(axis=1)
            then = taken[every, second].tolist()
            for one, amount, two, less in zip(first.tolist(), most, second.tolist(), then, strict=True):
                out.append(f"{GROUPS[one]} {amount:+.1f}, {GROUPS[two]} {less:+.1f}")
        return out


@cache
def judges() -> dict[str, Judge]:
    """Return the judge of each format ("html", "text"), read from `weights.npz` at the first call."""
    with resources.files("newsclean.scorer").joinpath("weights.npz").open("rb") as file:
        arrays: dict[str, Any] = dict(np.load(file, allow_pickle=False))
    return judges_of(arrays)


def judges_of(arrays: dict[str, Any]) -> dict[str, Judge]:
    """Return the judges whose arrays are named "html.first.columns" and so on.

    The weights name the columns they were trained on, so that a new column needs no new weights.
    Raises: `ValueError` for a column that is there no more.
    """

    def forest(name: str, names: tuple[str, ...]) -> Forest:
        known = np.array([names.index(column) for column in arrays[f"{name}.names"].tolist()], np.intp)
        return Forest(
            known[arrays[f"{name}.columns"]],
            arrays[f"{name}.limits"].astype(np.float32),
            np.ascontiguousarray(arrays[f"{name}.leaves"].astype(np.float32)),
            float(arrays[f"{name}.bias"]),
        )

    judges = {}
    for kind, names in (("html", PAGE_NAMES), ("text", TEXT_NAMES)):
        if f"{kind}.first.columns" in arrays:
            first = forest(f"{kind}.first", names)
            groups = np.array([group_of(name) for name in names])
            judges[kind] = Judge(first, forest(f"{kind}.second", SECOND_NAMES[names]), first.shares(groups, len(GROUPS)))
    return judges
