"""Pause Python's cyclic garbage collector while a document is cleaned.

A page makes some ten thousand small tuples and dictionaries that all live until it is clean. The collector counts them, and walks through
them and through everything else that the process holds, again and again, to find nothing: a fifth of the time of `clean`. Nothing that is made
here refers to itself, so that it goes by its reference counts.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def paused() -> Iterator[None]:
    """Pause the collector, unless it does not run anyway.

    It is one for the whole process: of two threads that clean at the same time, the first to end lets it run again.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
