"""Panels that a visitor opens with a button: folded questions and answers, steps, the rest of a long text.

The markup says what opens them (WAI-ARIA: `aria-controls`, or `aria-expanded` right before them). Menus, dialogs and boxes beside the story open in
the same way: a panel is read only within the container that holds most of the prose that the page shows, when it holds prose itself.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from newsclean.readers.tape import Tape
    from newsclean.readers.walk import Open, Walk

# A panel of less text holds no sentence that is worth a second walk.
_MIN_PANEL_CHARS = 60
_HOLDS_STORY_SHARE = 0.5
# What opens over the page or beside it, by its own name or that of an element around it in the story's container.
_APART = re.compile(
    r"(?:^|[\s_-])(?:modal|dialog|popup|popover|overlay|lightbox|drawer|off-?canvas|menu\w*|mega-?menu|nav\w*|dropdown|tool-?tip|toc|table-of-contents|share\w*|sharing|search"
    r"|cookie\w*|consent|banner|alert|cart|login|sign-?(?:in|up)|register|newsletter|subscri\w+|paywall|comments?|sidebar|related|footer|header)(?:$|[\s_-])"
)
_APART_TAGS = frozenset(("nav", "header", "footer", "aside", "dialog", "form", "noscript", "menu"))
_OPENERS = frozenset(("button", "a", "div", "span", "h2", "h3", "h4"))
_APART_ROLES = frozenset(("dialog", "alertdialog", "menu", "menubar", "listbox", "tooltip", "navigation", "search", "banner", "contentinfo", "complementary", "alert", "status"))


def panels_of_story(tape: Tape, walk: Walk) -> list[int]:
    """Return the hidden elements that a button opens within the story: each holds prose that the page does not show elsewhere."""
    hidden = [place for place in walk.hidden if not _apart(*tape.begin(place)) and _long(tape, place)]
    if not hidden:
        return []
    opened = _opened(tape)
    hidden = [place for place in hidden if tape.begin(place)[1].get("id") in opened or _follows_opener(tape, place)]
    if not hidden:
        return []
    container = _container(walk)
    shown = set(walk.texts)
    inside: dict[int, bool] = {container: True}
    return [place for place in hidden if _inside(walk.hidden[place], inside) and _holds_more(tape, place, shown)]


def _apart(tag: str, attributes: Mapping[str, str]) -> bool:
    if tag in _APART_TAGS or attributes.get("role") in _APART_ROLES or attributes.get("aria-modal") == "true" or "popover" in attributes:
        return True
    names = f"{attributes.get('class', '')} {attributes.get('id', '')}".lower()
    return _APART.search(names) is not None


def _long(tape: Tape, place: int) -> bool:
    size = 0
    for text in tape.texts(place):
        size += len(text.strip())
        if size >= _MIN_PANEL_CHARS:
            return True
    return False


def _opened(tape: Tape) -> set[str]:
    """Return the ids of what the page's buttons open and close."""
    found: set[str] = set()
    for event in tape.events:
        if type(event) is tuple and "aria-controls" in event[1] and "aria-haspopup" not in event[1]:
            found.update(event[1]["aria-controls"].split())
    return found


def _follows_opener(tape: Tape, place: int) -> bool:
    """Return whether what stands right before an element is, or holds, a button that opens something, as the heading of a fold does."""
    before = tape.before(place)
    if before is None:
        return False
    openers = [attributes for tag, attributes in map(tape.begin, tape.within(before)) if tag in _OPENERS and "aria-expanded" in attributes]
    return len(openers) == 1 and not openers[0].get("aria-haspopup") and not openers[0].get("aria-controls")


def _container(walk: Walk) -> int:
    """Return the number of the innermost element that holds more than half of the prose that the page shows."""
    sizes: dict[int, int] = {}
    opens: dict[int, Open] = {}
    for where, block, origin in zip(walk.wheres, walk.blocks, walk.origins, strict=True):
        if block.prose and origin.link_chars * 2 < block.chars:
            sizes[where[1]] = sizes.get(where[1], 0) + block.chars
            at: Any = where
            while at is not None and at[1] not in opens:
                opens[at[1]] = at
                at = at[7]
    total = sum(sizes.values())
    for number in sorted(opens, reverse=True):  # an element has a higher number than those around it
        size = sizes.get(number, 0)
        if size > _HOLDS_STORY_SHARE * total:
            return number
        around = opens[number][7]
        if around is not None:
            sizes[around[1]] = sizes.get(around[1], 0) + size
    return 0


def _inside(where: Any, inside: dict[int, bool]) -> bool:
    """Return whether a place is in the container, and in nothing there that opens over the page or stands beside the story."""
    passed: list[int] = []
    at, result = where, False
    while at is not None:
        known = inside.get(at[1])
        if known is not None:
            result = known
            break
        passed.append(at[1])
        if at[0] in _APART_TAGS or (at[6] and _APART.search(at[6])):
            break
        at = at[7]
    inside.update(dict.fromkeys(passed, result))
    return result


def _holds_more(tape: Tape, place: int, shown: set[str]) -> bool:
    """Return whether an element holds prose, and no paragraph that the page shows."""
    from newsclean.readers.walk import Walk

    held = Walk()
    held.run(tape, place, tape.ends[place] + 1, {place})
    prose = [text for text, block, origin in zip(held.texts, held.blocks, held.origins, strict=True) if block.prose and origin.link_chars * 2 < block.chars]
    return bool(prose) and not any(text in shown for text in prose)
