"""Put the late parts of a streamed page where its script puts them: React sends `<template id="B:0">`, then `<div hidden id="S:0">`.

A page that is rendered on a server as it goes begins with a place for what is not ready, and ends with it. A visitor sees the part in
its place; without that, a paragraph from the middle of the story is hidden text at the end of the page. What stands in the place
meanwhile ("Loading …") ends at a comment, so that the comments of such a page are needed.
"""

from __future__ import annotations

import re

from newsclean.readers.tape import COMMENT, PENDING, Event, Tape

# The ids that React gives to places ("B" of a boundary, "P" of a part within one) and to the parts ("S"), with a prefix of the site's own.
_PLACE = re.compile(r"(.{0,40}?)[BP]:([0-9a-f]{1,8})")
_PART = re.compile(r"(.{0,40}?)S:([0-9a-f]{1,8})")
# The comments around what is ready, what is awaited, what failed; and the end of each.
_BEGINS = frozenset(("$", PENDING, "$!", "$~"))
_ENDS = "/$"
_MAX_FALLBACK_CHARS = 40


def put_in_place(tape: Tape) -> Tape:
    """Return a tape on which the parts of a streamed page stand in their places, and no comments; a part without a place, or a place without its part, stays as it is."""
    templates = {at: (match[1], match[2]) for at in tape.of_tag("template") if (match := _PLACE.fullmatch(tape.begin(at)[1].get("id", "")))}
    if not templates:
        return tape
    return _rearranged(tape, _parts_of_places(tape, templates))


def _parts_of_places(tape: Tape, templates: dict[int, tuple[str, str]]) -> dict[int, int]:
    """Return for each template of a page that marks a place the part that belongs there."""
    parts: dict[tuple[str, str], int] = {}
    inner: dict[int, list[int]] = {}  # the templates within a part
    waiting: list[int] = []
    part = end = -1
    for at, event in enumerate(tape.events):
        if type(event) is not tuple:
            continue
        tag, attributes = event
        if at in templates:
            (inner[part] if at < end else waiting).append(at)
        elif at > end and tag == "div" and "hidden" in attributes and (match := _PART.fullmatch(attributes.get("id", ""))) and (match[1], match[2]) not in parts:
            part, end = at, tape.ends[at]
            parts[match[1], match[2]], inner[part] = part, []
    found: dict[int, int] = {}
    for template in waiting:  # grows: a part that is in its place has places of its own
        at = parts.pop(templates[template], -1)
        if at >= 0:
            found[template] = at
            waiting += inner[at]
    return found


def _rearranged(tape: Tape, parts: dict[int, int]) -> Tape:
    """Return a tape with the parts in their places."""
    events, ends = tape.events, tape.ends
    moved = frozenset(parts.values())
    out: list[Event] = []
    noted = frozenset(tape.noted)
    places: list[int] = []  # of those that are noted
    order: list[int] = []  # of the events, as they stood
    ranges = [(0, len(events))]
    while ranges:
        at, end = ranges.pop()
        while at < end:
            event = events[at]
            if type(event) is tuple:
                if at in parts:
                    ranges += ((_behind_fallback(tape, at), end), (parts[at] + 1, ends[parts[at]]))
                    break
                if at in moved or event[0] == COMMENT:
                    at = ends[at] + 1
                    continue
                if at in noted:
                    places.append(len(out))
                order.append(at)
            out.append(event)
            at += 1

    def lines() -> list[int]:
        nth = {at: n for n, at in enumerate(at for at, event in enumerate(events) if type(event) is tuple and event[0] != COMMENT)}
        return [tape.lines[nth[at]] for at in order]

    return Tape(out, places, lines)


def _behind_fallback(tape: Tape, template: int) -> int:
    """Return the place behind what a page shows in a place until its part arrives: all between the template and the comment that ends it.

    Of a page that lost its comments, the element behind the template belongs to it if it is a short text that ends as "Loading …" does.
    """
    events, ends = tape.events, tape.ends
    at = behind = ends[template] + 1
    depth = 1
    while (event := events[at]) is not None:  # the end of the element around
        if type(event) is tuple:
            if event[0] == COMMENT:
                text = tape.text(at)
                depth += (text in _BEGINS) - (text == _ENDS)
                if not depth:
                    return at
            at = ends[at]
        at += 1
    at = behind
    while isinstance(between := events[at], str) and not between.strip():
        at += 1
    if type(events[at]) is tuple:
        shown = tape.text(at).strip()
        if shown.endswith(("...", "…")) and len(shown) <= _MAX_FALLBACK_CHARS:
            return ends[at] + 1
    return behind
