"""The sheet that the scorer's measurements are written on: a row a column's name, a place a block."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np

Array = Any  # numpy arrays; their shapes are in the docstrings


class Sheet:
    """Measurements of `n` blocks by name, of the shape (names, n): columns of a table laid on their side, as the forest reads them.

    Writing takes an array of `n` numbers, or one number for all blocks. A name that is not wanted is passed over, so that text
    and pages, whose names differ, are measured by the same code.
    """

    __slots__ = ("at", "n", "values")

    def __init__(self, names: tuple[str, ...], n: int) -> None:
        self.at = _places(names)
        self.n = n
        self.values = np.zeros((len(names), n), np.float32)

    def __setitem__(self, name: str, column: Array) -> None:
        nth = self.at.get(name)
        if nth is not None:
            self.values[nth] = column

    def __getitem__(self, name: str) -> Array:
        return self.values[self.at[name]]


@cache
def _places(names: tuple[str, ...]) -> dict[str, int]:
    return {name: nth for nth, name in enumerate(names)}


def window(values: Array, radius: int) -> Array:
    """Return the mean over the places from `radius` before to `radius` after each place of the last axis, itself included."""
    n = values.shape[-1]
    sums = np.zeros((*values.shape[:-1], n + 1))
    np.cumsum(values, axis=-1, out=sums[..., 1:])
    low, high = _edges(n, radius) if n <= _CACHED_BLOCKS else _edges.__wrapped__(n, radius)
    return (sums[..., high] - sums[..., low]) / (high - low)


_CACHED_BLOCKS = 512


@cache
def _edges(n: int, radius: int) -> tuple[Array, Array]:
    at = np.arange(n)
    return np.maximum(at - radius, 0), np.minimum(at + radius + 1, n)


def distances(flags: Array, n: int) -> tuple[Array, Array]:
    """Return how many blocks lie between each block and the nearest flagged one before it (or it itself), and behind it.

    Where there is none, the distance is `n`.
    """
    index = np.arange(n)
    before = np.maximum.accumulate(np.where(flags, index, -n - 1))
    after = np.minimum.accumulate(np.where(flags, index, 2 * n + 1)[::-1])[::-1]
    return np.minimum(index - before, n), np.minimum(after - index, n)
