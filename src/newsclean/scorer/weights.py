"""The file of weights, read at the first call."""

from __future__ import annotations

from functools import cache
from importlib import resources

import numpy as np

from newsclean.scorer.sheet import Array


@cache
def arrays() -> dict[str, Array]:
    """Return the arrays of `weights.npz` by name."""
    with resources.files("newsclean.scorer").joinpath("weights.npz").open("rb") as file:
        return dict(np.load(file, allow_pickle=False))


@cache
def word_table() -> Array:
    """Return what each slot of words adds to the logarithmic odds of its block, of the shape (2 ** `WORD_BITS`,)."""
    return arrays()["words"].astype(np.float32)
