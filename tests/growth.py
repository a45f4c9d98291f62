"""Growth of time with the input, told apart from noise.

A bound in seconds fails on a busy machine, and a single pair of timings does too. What a test of hostile input
must catch is a step that is quadratic: over a factor of ten it takes a hundred times as long where a linear one
takes ten, and no noise turns the best of several interleaved runs of one into the other.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

ROUNDS = 8
EXPONENT = 1.5
"""Half way between linear (1) and quadratic (2)."""

Input = TypeVar("Input")


def assert_linear(make: Callable[[int], Input], run: Callable[[Input], object], *, small: int, factor: int = 10) -> None:
    """`run(make(size))` takes less than `factor ** 1.5` times as long at `small * factor` as at `small`.

    Processor time counts, the best of up to eight rounds of both sizes; the first round that shows growth below the
    limit is the last. `small` should take some milliseconds, or what a call costs at any size hides the growth.
    """
    inputs = make(small), make(small * factor)
    run(inputs[0])
    best = [float("inf"), float("inf")]
    for _ in range(ROUNDS):
        for at in (0, 1, 0):
            start = time.process_time()
            run(inputs[at])
            best[at] = min(best[at], time.process_time() - start)
        if best[1] < factor**EXPONENT * best[0]:
            return

    raise AssertionError(f"{factor} times the input took {best[1] / best[0]:.0f} times as long, which a linear step never does ({best[0]:.4f} s, {best[1]:.4f} s)")
