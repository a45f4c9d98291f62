"""Regular expressions that are compiled when they are first used.

There are 300, compiling all takes a second, and a text of one language needs a few dozen of them.
"""

from __future__ import annotations

from typing import Any, cast

import regex


class UsedPattern:
    """Has all that a compiled pattern has, as attributes of its own."""


class LazyPattern(UsedPattern):
    """Stands for a pattern until something is asked of it; then it is compiled and this becomes a `UsedPattern`.

    A class with `__getattr__` makes every look-up slow, so that it changes for one without.
    """

    def __init__(self, source: str, flags: int) -> None:
        self._source = source
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        """Return an attribute of the pattern."""
        if name.startswith("__"):
            raise AttributeError(name)
        compiled = regex.compile(self._source, self._flags)
        self.__dict__.update((each, getattr(compiled, each)) for each in dir(compiled) if not each.startswith("__"))
        self.__class__ = UsedPattern  # type: ignore[assignment]
        return getattr(self, name)


def lazy_pattern(source: str, flags: int = 0) -> regex.Pattern[str]:
    """Return a pattern like `regex.compile`, which is called at its first use. A broken one fails then: a test uses them all."""
    return cast("regex.Pattern[str]", LazyPattern(source, flags))
