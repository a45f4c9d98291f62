"""Another profile's clean text from a stored row: its source and its marks, without running the filters again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from newsclean.api import read
from newsclean.article import assemble
from newsclean.draft import Draft
from newsclean.model import Removal, Span, Tier
from newsclean.parts import Parts
from newsclean.profile import profile_of

__all__ = ["recut"]

# What is no filter's, but follows from what filters marked.
_JUDGES = frozenset(["guard"])


def recut(source: str | bytes, marks: Iterable[Mapping[str, Any]], profile: str, *, format: str = "auto", language: str | None = None, parts: Parts | None = None) -> str:
    """Return the clean text that a profile gives.

    Args: `source` is what was cleaned, `marks` the row's, with places in code points; `format`, `language` (the row's, which spares its
        detection) and `parts` (of the pipeline) as they were. Returns: what `clean(source, profile=profile)` gave as `text` when the marks were made.
    Raises: `ConfigError` for a wrong profile, `InputError` for a source that cannot be read.
    """
    wanted = profile_of(profile)
    draft = Draft(read(source, None, format, None), language)
    removals = [
        Removal(Span(mark["start"], mark["end"]), mark["filter"], mark["category"], mark["reason"], mark["evidence"] or "", Tier[mark["tier"].upper()])
        for mark in marks
        if mark["filter"] not in _JUDGES
    ]
    draft._mark(removals)
    return assemble(draft, tuple(removals), wanted, "", parts or Parts()).text
