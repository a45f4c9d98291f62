"""Choose the authors among what sources say: the most trusted that names a person, agreement counted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from newsclean.metadata.candidates import AUTHOR_LINK, BYLINE_BLOCK, CITATION, DUBLIN_CORE, Candidate, rank
from newsclean.metadata.names import person
from newsclean.metadata.people import People, is_organisation, read_people, trimmed, turned
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
    agencies += [(rank("agency", source), people.agency, source) for source, people in visible if people.agency]
    seen = {folded(name) for _, people in visible for name in people.authors}
    for one in stated:
        value = turned(one.value) if one.source in (CITATION, DUBLIN_CORE) else one.value
        people = read_people(value, own, mononyms=one.source in _MONONYMS)
        if one.field == "authors" and people.authors and any(folded(name) in hosts and person(name) is None for name in people.authors):
            people = People((), one.value)
        if one.field == "agency" and people.authors and not all(folded(name) in seen for name in people.authors):
            people = People((), one.value)  # an organisation, called like a person
        lists.setdefault(one.source, []).extend(people.authors)
        agency = people.agency or (
            one.value if not people.authors and (one.field == "agency" or is_organisation(one.value) or folded(one.value) in own or folded(one.value) in hosts) else None
        )
        if agency is not None:
            agencies.append((rank("agency", one.source), agency, one.source))
    agency, where = min(agencies)[1:] if agencies else (None, "")
    known = [name for names in lists.values() for name in names]
    visible = [(source, people._replace(authors=trimmed(people.authors, known))) for source, people in visible]
    shown = [(source, one) for source, people in visible for one in people.authors]
    seen = {folded(name) for _, name in shown}
    named = sorted((rank("authors", source), source, _distinct(names)) for source, names in lists.items() if names)
    lines = [(source, frozenset(map(folded, people.authors)), people.authors) for source, people in visible if people.authors]
    if not named or (lines and rank("authors", lines[0][0]) < named[0][0] and not _shares(lines, named)):
        read = _distinct([name for _, name in shown])
        return Authors(read, shown[0][0] if shown else "", (), agency, where)
    if lines and rank("authors", lines[0][0]) < named[0][0]:
        named.sort(key=lambda one: not _shares(lines, [one]))
    _, source, names = named[0]
    chosen = {folded(name) for name in names}
    agreed = [other for _, other, theirs in named[1:] if chosen & {folded(name) for name in theirs}]
    if not chosen & seen:
        return Authors(names, source, tuple(agreed), agency, where)
    if all(source not in (BYLINE_BLOCK, AUTHOR_LINK) for source, _, _ in lines):
        return Authors(names, source, (*agreed, lines[0][0]), agency, where)
    if source == CITATION and len(chosen) > 1:
        return Authors(names, source, (*agreed, lines[0][0]), agency, where)  # of a paper: all its authors, and nobody else
    # The page shows the byline: it may name more than the tags do, or fewer, for tags name photographers and editors too.
    ours = lines if any(seen == {folded(name) for name in theirs} for _, _, theirs in named) else [line for line in lines if line[1] & chosen]
    read = _distinct([name for _, _, names in ours for name in names])
    agreed.append(ours[0][0])
    if {folded(name) for name in read} == chosen:
        return Authors(names, source, tuple(agreed), agency, where)
    return Authors(read, ours[0][0], (source, *agreed[:-1]), agency, where)


def _shares(lines: Sequence[tuple[str, frozenset[str], tuple[str, ...]]], named: Sequence[tuple[int, str, tuple[str, ...]]]) -> bool:
    """Return whether a person of these lines is one of these lists' too."""
    return any(line & {folded(name) for name in names} for _, line, _ in lines for _, _, names in named)


def _distinct(names: Sequence[str]) -> tuple[str, ...]:
    seen: dict[str, str] = {}
    for name in names:
        seen.setdefault(folded(name), name)
    return tuple(seen.values())
