"""Common given names: evidence that capitalised words alone on a line are a person and not a label.

Evidence, no gate: a name that is not in the list needs another sign, such as a date beside it.
"""

from __future__ import annotations

from functools import cache
from importlib import resources


@cache
def _names() -> frozenset[str]:
    text = resources.files("newsclean.metadata").joinpath("given_names.txt").read_text("utf-8")
    return frozenset(text.partition("\n")[2].split())


def has_given_name(name: str) -> bool:
    """Return whether the first word of a name, titles apart, is a common given name."""
    words = [word for word in name.replace("-", " ").split() if not word.endswith(".")]
    return bool(words) and words[0].casefold() in _names()
