"""Choose the authors among what sources say: the most trusted that names a person, agreement counted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from newsclean.metadata.candidates import Candidate, rank
from newsclean.metadata.people import People, is_organisation, read_people
from newsclean.metadata.values import folded

# Sources in which one capitalised word may be a person: they are made for names, and a line of text is not.
_MONONYMS = frozenset(["JSON-LD", "Parsely", "Sailthru", "meta", "OpenGraph", "microdata", "author link"])


class Authors(NamedTuple):
    """Who wrote it: persons, with their source and the others that name them too; an organisation, with its source."""

    authors: tuple[str, ...] = ()
    source: str = ""
    agreed: tuple[str, ...] = ()
    agency: str | None = None
    agency_source: str = ""


def choose(stated: Sequence[Candidate], visible: Iterable[tuple[str, People]], own: frozenset[str]) -> Authors:
    """Choose authors.

    Args: `stated` are candidates of the fields "authors" and "agency"; `visible` are sources with the people whom they name; `own` are the site's names, folded.
    """
    by_source: dict[str, list[str]] = {}
    agencies: list[tuple[int, str, str]] = []
    for source, people in visible:
        by_source.setdefault(source, []).extend(people.authors)
        if people.agency:
            agencies.append((rank("agency", source), people.agency, source))
    seen = {folded(name) for names in by_source.values() for name in names}
    for one in stated:
        people = read_people(one.value, own, mononyms=one.source in _MONONYMS)
        if one.field == "agency" and people.authors and not all(folded(name) in seen for name in people.authors):
            people = People((), one.value)  # an organisation, called like a person
        by_source.setdefault(one.source, []).extend(people.authors)
        agency = people.agency or (one.value if one.field == "agency" and not people.authors and is_organisation(one.value) else None)
        if agency is not None and folded(agency) not in own:
            agencies.append((rank("agency", one.source), agency, one.source))
    lists = sorted(((rank("authors", source), source, _distinct(names)) for source, names in by_source.items() if names))
    agency, where = min(agencies)[1:] if agencies else (None, "")
    if not lists:
        return Authors(agency=agency, agency_source=where)
    _, source, names = lists[0]
    chosen = {folded(name) for name in names}
    agreed = tuple(other for _, other, theirs in lists[1:] if chosen & {folded(name) for name in theirs})
    return Authors(names, source, agreed, agency, where)


def _distinct(names: Sequence[str]) -> tuple[str, ...]:
    seen: dict[str, str] = {}
    for name in names:
        seen.setdefault(folded(name), name)
    return tuple(seen.values())
