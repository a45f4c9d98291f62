"""Regular expressions that are compiled when they are first used.

There are 300, compiling all takes a second, and a text of one language needs a few dozen of them.
"""

from __future__ import annotations

from typing import Any, cast

import regex


class LazyPattern:
    """Stands for a compiled pattern: what is asked of it, it asks of the pattern once, and then has it itself."""

    def __init__(self, source: str, flags: int) -> None:
        self._source = source
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        """Return an attribute of the pattern; called only for one that was not asked for before."""
        if name.startswith("__"):
            raise AttributeError(name)
        value = getattr(regex.compile(self._source, self._flags), name)
        setattr(self, name, value)
        return value


def lazy_pattern(source: str, flags: int = 0) -> regex.Pattern[str]:
    """Return a pattern like `regex.compile`, which is called at its first use. A broken one fails then: a test uses them all."""
    return cast("regex.Pattern[str]", LazyPattern(source, flags))
