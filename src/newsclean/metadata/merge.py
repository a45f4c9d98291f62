"""Describe: the metadata that the cut texts knew, merged into one record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from datetime import date, datetime
from typing import Any

from newsclean.draft import Draft
from newsclean.errors import FilterError
from newsclean.metadata.dateline import read_dateline
from newsclean.metadata.model import Metadata, When
from newsclean.metadata.title import split_title
from newsclean.model import Removal

_MANY = ("authors", "tags", "captions")
_FIELDS = frozenset(one.name for one in fields(Metadata)) - {"sources"}
# Which filter to believe first where two know a field; the others come after these in source order.
_TRUST: dict[str, tuple[str, ...]] = {
    "title": ("headline",),
    "authors": ("byline", "author_bio", "agency_credit"),
    "published": ("date_line",),
    "modified": ("date_line",),
    "agency": ("byline", "agency_credit"),
}


def describe(draft: Draft, removals: Sequence[Removal], body_start: str) -> Metadata:
    """Merge the facts that removals carry.

    Args: `removals` are those to believe, in source order; `body_start` is the beginning of the clean text, where a
        dateline may stand.
    Returns: the metadata; single fields from the most trusted filter, lists from all, the most trusted filter's values
        first, without doubles. `sources` names the most trusted filter that knew the field.
    Raises: `FilterError` if a fact's field is none of the metadata's.
    """
    found: dict[str, list[tuple[tuple[int, int], str, str]]] = {}
    for nth, removal in enumerate(removals):
        for fact in removal.facts:
            if fact.field not in _FIELDS:
                raise FilterError(f"filter {removal.filter!r}: expected facts of {', '.join(sorted(_FIELDS))}, got {fact.field!r}")
            trust = _TRUST.get(fact.field, ())
            rank = trust.index(removal.filter) if removal.filter in trust else len(trust)
            found.setdefault(fact.field, []).append(((rank, nth), fact.value, removal.filter))
    values: dict[str, Any] = {}
    sources: dict[str, str] = {}
    for field, facts in found.items():
        facts.sort(key=lambda fact: fact[0])
        sources[field] = facts[0][2]
        if field in _MANY:
            values[field] = _distinct([value for _, value, _ in facts])
        elif field in ("published", "modified"):
            values[field] = _when(facts[0][1])
        else:
            values[field] = facts[0][1]
    if (line := read_dateline(body_start)) is not None:
        values.setdefault("dateline", body_start[: line.end].rstrip(" -–—―.:"))
        sources.setdefault("dateline", "first paragraph")
        if line.agency and "agency" not in values:
            values["agency"], sources["agency"] = line.agency, "dateline"
    page = draft.document.page
    if page is not None and page.title and "title" not in values:
        values["title"], site = split_title(page.title)
        sources["title"] = "page title"
        if site is not None and "site" not in values:
            values["site"], sources["site"] = site, "page title"
    if draft.language is not None:
        values["language"], sources["language"] = draft.language, draft.language_from
    if draft.document.url is not None:
        values["url"], sources["url"] = draft.document.url, "argument"
    return Metadata(**values, sources=sources)


def _distinct(values: Sequence[str]) -> tuple[str, ...]:
    """Return the values in order, the first of each spelling (case aside)."""
    seen: dict[str, str] = {}
    for value in values:
        seen.setdefault(" ".join(value.casefold().split()), value)
    return tuple(seen.values())


def _when(value: str) -> When:
    """Return the date or datetime of an ISO text; a partial date stays the text it is."""
    try:
        return datetime.fromisoformat(value) if "T" in value else date.fromisoformat(value) if len(value) == 10 else value
    except ValueError:
        return value
