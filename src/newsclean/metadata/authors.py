"""Choose the authors among what sources say: the most trusted that names a person, agreement counted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from newsclean.metadata.candidates import AUTHOR_LINK, BYLINE_BLOCK, CITATION, DUBLIN_CORE, Candidate, rank
from newsclean.metadata.names import person
from newsclean.metadata.people import People, is_organisation, read_people, turned
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


def choose(stated: Sequence[Candidate], visible: Sequence[tuple[str, People]], own: frozenset[str], hosts: frozenset[str]) -> Authors:
    """Choose authors.

    Args: `stated` are candidates of the fields "authors" and "agency"; `visible` are sources with the people whom they name; `own` are the site's names, folded,
        `hosts` the names in its address: a person may have a site of that name.
    """
    lists: dict[str, list[str]] = {}
    agencies: list[tuple[int, str, str]] = []
    shown = [(source, one) for source, people in visible for one in people.authors]
    agencies += [(rank("agency", source), people.agency, source) for source, people in visible if people.agency]
    seen = {folded(name) for _, name in shown}
    for one in stated:
        value = turned(one.value) if one.source in (CITATION, DUBLIN_CORE) else one.value
        people = read_people(value, own, mononyms=one.source in _MONONYMS)
        if one.field == "authors" and people.authors and any(folded(name) in hosts and person(name) is None for name in people.authors):
            people = People((), one.value)
        if one.field == "agency" and people.authors and not all(folded(name) in seen for name in people.authors):
            people = People((), one.value)  # an organisation, called like a person
        lists.setdefault(one.source, []).extend(people.authors)
        agency = people.agency or (one.value if not people.authors and (one.field == "agency" or is_organisation(one.value) or folded(one.value) in own or folded(one.value) in hosts) else None)
        if agency is not None:
            agencies.append((rank("agency", one.source), agency, one.source))
    agency, where = min(agencies)[1:] if agencies else (None, "")
    named = sorted((rank("authors", source), source, _distinct(names)) for source, names in lists.items() if names)
    read = _distinct([name for _, name in shown])
    if not named:
        return Authors(read, shown[0][0] if shown else "", (), agency, where)
    _, source, names = named[0]
    chosen = {folded(name) for name in names}
    agreed = [other for _, other, theirs in named[1:] if chosen & {folded(name) for name in theirs}]
    if chosen & seen:
        agreed.append(shown[0][0])
        if seen != chosen and shown[0][0] in (BYLINE_BLOCK, AUTHOR_LINK):  # the page names more, or fewer: photographers and editors are no authors
            return Authors(read, shown[0][0], (source, *agreed[:-1]), agency, where)
    return Authors(names, source, tuple(agreed), agency, where)


def _distinct(names: Sequence[str]) -> tuple[str, ...]:
    seen: dict[str, str] = {}
    for name in names:
        seen.setdefault(folded(name), name)
    return tuple(seen.values())
