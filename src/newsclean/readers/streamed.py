"""Put the late parts of a streamed page where its script puts them: React sends `<template id="B:0">`, then `<div hidden id="S:0">`.

A page that is rendered on a server as it goes begins with a place for what is not ready, and ends with it. A visitor sees the part in
its place; without that, a paragraph from the middle of the story is hidden text at the end of the page. What stands in the place
meanwhile ("Loading …") ends at a comment, so that the comments of such a page are needed.
"""

from __future__ import annotations

import re
from copy import deepcopy
from typing import Any

from lxml import etree

# The ids that React gives to places ("B" of a boundary, "P" of a part within one) and to the parts ("S"), with a prefix of the site's own.
_PLACE = re.compile(r"(.{0,40}?)[BP]:([0-9a-f]{1,8})")
_PART = re.compile(r"(.{0,40}?)S:([0-9a-f]{1,8})")
# The comments around what is ready, what is awaited, what failed; and the end of each.
PENDING = "<!--$?-->"
_BEGINS = frozenset(("$", "$?", "$!", "$~"))
_ENDS = "/$"
_MAX_FALLBACK_CHARS = 40


def put_in_place(roots: list[Any], *, copy: bool) -> list[Any]:
    """Move the parts of a streamed page to their places; a part without a place, or a place without its part, stays as it is.

    Args: `copy` says that the trees must not be changed: a page that is streamed is copied first. Returns: the trees.
    """
    if not any(_place(template) for root in roots for template in root.iter("template")):
        return roots
    if copy:
        roots = [deepcopy(root) for root in roots]
    parts: dict[tuple[str, str], Any] = {}
    inner: dict[tuple[str, str], list[Any]] = {}  # the places within a part
    within: set[Any] = set()
    waiting: list[Any] = []
    for root in roots:
        for element in root.iter("template", "div"):
            if element in within:
                continue
            if element.tag == "template":
                waiting.append(element)
            elif element.get("hidden") is not None and (match := _PART.fullmatch(element.get("id") or "")) and (match[1], match[2]) not in parts:
                part_name = match[1], match[2]
                held = list(element.iter("template", "div"))
                within.update(held)
                parts[part_name], inner[part_name] = element, [one for one in held if one.tag == "template"]
    for template in waiting:  # grows: a part that is in its place has places of its own
        name = _place(template)
        part = parts.pop(name, None) if name else None
        if part is not None and name:
            _move(part, template)
            _drop_fallback(template)
            waiting += inner[name]
    return roots


def _place(template: Any) -> tuple[str, str] | None:
    match = _PLACE.fullmatch(template.get("id") or "")
    return (match[1], match[2]) if match else None


def _move(part: Any, template: Any) -> None:
    """Move what a part holds before a place."""
    if part.text and part.text.strip():
        before = template.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + part.text
        else:
            around = template.getparent()
            around.text = (around.text or "") + part.text
        part.text = None
    for child in list(part):
        template.addprevious(child)


def _drop_fallback(template: Any) -> None:
    """Take out what a page shows in a place until its part arrives: what stands between the place and the comment that ends it.

    Of a page that lost its comments, the element behind the place goes if it is a short text that ends as "Loading …" does.
    """
    depth, shown = 1, []
    for one in template.itersiblings():
        if one.tag is etree.Comment:
            depth += (one.text in _BEGINS) - (one.text == _ENDS)
            if not depth:
                break
        shown.append(one)
    else:
        behind = template.getnext()
        text = "".join(behind.itertext()).strip() if behind is not None and not (template.tail or "").strip() else ""
        if not text.endswith(("...", "…")) or len(text) > _MAX_FALLBACK_CHARS:
            return
        around = behind.getparent()
        template.tail = behind.tail
        around.remove(behind)
        return
    for one in shown:
        one.getparent().remove(one)
    template.tail = None
