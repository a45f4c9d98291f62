"""A page as one flat list: what begins, what it holds, what ends, in the order of the source.

libxml2 tells what it parses as it goes (SAX), and lxml hands that over without a tree: a list of it costs a fifth of a parse, where a
pass over the elements of a tree costs more than the parse itself. An element is its place on the list, as on the tape of simdjson
(Langdale and Lemire, "Parsing gigabytes of JSON per second", 2019).
"""

from __future__ import annotations

import html
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, TypeAlias, cast

from lxml import etree

from newsclean.errors import InputError

# What begins is a tag with its attributes, text is a string (neighbours are one text), what ends is None.
Start: TypeAlias = "tuple[str, Mapping[str, str]]"
Event: TypeAlias = "Start | str | None"
# A comment, on the tape of a streamed page alone: an element of this tag that holds its text.
COMMENT = "!"
# The comment by which a streamed page says that something is awaited.
PENDING = "$?"
# Elements that are noted, so that nobody looks through the whole page for them.
_NOTED = frozenset(("head", "title", "base", "meta", "link", "script", "template", "time", "h1"))


class Tape:
    """The events of a page, and the places of the elements that are noted, in order.

    Noted are those of a few tags, items and properties of microdata, and links that state a relation. `lines` gives the line of each element in its source,
    in the order in which they begin; it is worked out when it is asked for.
    """

    def __init__(self, events: list[Event], noted: list[int], lines: Callable[[], Sequence[int]]) -> None:
        self.events = events
        self.noted = noted
        self._lines = lines

    @cached_property
    def lines(self) -> Sequence[int]:
        """The line of each element in the source, from 1; 0 where the parser has none."""
        return self._lines()

    @cached_property
    def _spans(self) -> tuple[dict[int, int], dict[int, int]]:
        ends: dict[int, int] = {}
        parents: dict[int, int] = {}
        around = [-1]
        for place, event in enumerate(self.events):
            if event is None:
                ends[around.pop()] = place
            elif type(event) is not str:
                parents[place] = around[-1]
                around.append(place)
        return ends, parents

    @property
    def ends(self) -> Mapping[int, int]:
        """Where each element ends."""
        return self._spans[0]

    @property
    def parents(self) -> Mapping[int, int]:
        """The element around each element; -1 where there is none."""
        return self._spans[1]

    def begin(self, place: int) -> Start:
        """Return the tag and the attributes of the element at a place."""
        return cast(Start, self.events[place])

    def of_tag(self, *tags: str) -> Iterator[int]:
        """Yield the noted elements of some tags."""
        for place in self.noted:
            if self.begin(place)[0] in tags:
                yield place

    def texts(self, place: int) -> Iterator[str]:
        """Yield the texts that an element holds."""
        depth, events = 0, self.events
        while True:
            event = events[place]
            if event is None:
                depth -= 1
                if not depth:
                    return
            elif type(event) is str:
                text, place = text_at(events, place)
                yield text
                continue
            else:
                depth += 1
            place += 1

    def text(self, place: int) -> str:
        """Return the text that an element holds, as it is written."""
        return "".join(self.texts(place))

    def beginning(self, place: int, chars: int) -> str:
        """Return the texts that an element holds, with single spaces in and between them, up to the one that goes beyond `chars` characters."""
        parts: list[str] = []
        size = 0
        for text in self.texts(place):
            parts.append(text)
            size += len(text)
            if size > chars:
                break
        return " ".join(" ".join(parts).split())

    def within(self, place: int) -> Iterator[int]:
        """Yield an element and those that it holds, in order."""
        events = self.events
        for at in range(place, behind(events, place, 0)[0]):
            if type(events[at]) is tuple:
                yield at

    def tags(self, place: int) -> list[str]:
        """Return the tags of an element and of those that it holds, in order."""
        events = self.events
        return [event[0] for event in events[place : behind(events, place, 0)[0]] if type(event) is tuple]

    def before(self, place: int) -> int | None:
        """Return the element that stands before one in the same element; None where it is the first."""
        events = self.events
        at = place - 1
        while at >= 0 and type(events[at]) is str:
            at -= 1
        if at < 0 or events[at] is not None:
            return None
        depth = 0
        while True:
            event = events[at]
            if event is None:
                depth += 1
            elif type(event) is not str:
                depth -= 1
                if not depth:
                    return at
            at -= 1


def text_at(events: list[Event], place: int) -> tuple[str, int]:
    """Return the text that begins at a place, "" where there is none, and the place behind it."""
    end = place
    while end < len(events) and type(events[end]) is str:
        end += 1
    return events[place] if end == place + 1 else "".join(events[place:end]), end  # type: ignore[return-value, arg-type]  # they are strings


def behind(events: list[Event], place: int, number: int) -> tuple[int, int]:
    """Return where an element ends, and `number` with the elements added that it holds."""
    depth = 1
    while depth:
        place += 1
        event = events[place]
        if event is None:
            depth -= 1
        elif type(event) is not str:
            depth += 1
            number += 1
    return place, number


class _Target:
    """What lxml hands the events to. Functions and no methods: they are called for each event."""

    def __init__(self, comments: bool = False) -> None:
        events: list[Event] = []
        noted: list[int] = []
        put, note, tags = events.append, noted.append, _NOTED

        def start(tag: str, attributes: Mapping[str, str]) -> None:
            if tag in tags or (attributes and ("itemprop" in attributes or "itemscope" in attributes or "itemtype" in attributes or (tag == "a" and "rel" in attributes))):
                note(len(events))
            put((tag, attributes))

        def end(tag: str) -> None:
            put(None)

        def comment(text: str) -> None:
            events.extend(((COMMENT, {}), text, None))

        self.events, self.noted = events, noted
        self.start, self.data, self.end = start, put, end
        if comments:
            self.comment = comment

    def close(self) -> tuple[list[Event], list[int]]:
        """Give away what was noted: lxml's parser and its target hold each other until the garbage collector finds them."""
        events, noted = self.events.copy(), self.noted.copy()
        self.events.clear()
        self.noted.clear()
        return events, noted


def tape_of_source(source: str) -> Tape:
    """Return the tape of a page. It may be nested as deep as it likes: only trees have a limit.

    Raises: `InputError` where there is no element at all.
    """
    try:
        data = source.encode("utf-8")
    except UnicodeEncodeError:  # halves of pairs, as escapes in JSON leave them
        data = source.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").encode("utf-8")
    if b"\0" in data:  # to the parser it is a character like any other, to a browser nothing
        data = data.replace(b"\0", b"")
    comments = f"<!--{PENDING}-->" in source
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=not comments, remove_pis=True, target=_Target(comments))
    events, noted = cast(tuple[list[Event], list[int]], etree.fromstring(data, parser))
    if not events:
        raise InputError("source: expected an HTML page, got text that holds no element")
    return Tape(events, noted, lambda: _lines(data))


def _lines(data: bytes) -> list[int]:
    """Return the line of each element of a page, in order: the parser's events do not tell it, its tree does."""
    root = etree.fromstring(data, etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True))
    return [element.sourceline or 0 for one in (root, *root.itersiblings(etree.Element)) for element in one.iter()]


def tape_of_tree(root: Any) -> Tape:
    """Return the tape of an element of lxml's with all that it holds; the tree is not changed."""
    comments = any(one.text == PENDING for one in root.iter(etree.Comment))
    target = _Target(comments)
    lines: list[int] = []
    around = [root.getparent()]

    def end(parent: Any) -> None:
        while around[-1] is not parent:
            element = around.pop()
            if type(element.tag) is str:
                target.end(element.tag)
            if element.tail and element is not root:
                target.data(element.tail)

    for element in root.iter():
        end(element.getparent())
        around.append(element)
        tag = element.tag
        if type(tag) is str:
            lines.append(element.sourceline or 0)
            target.start(tag, dict(element.attrib))
            if element.text:
                target.data(element.text)
        elif tag is etree.Entity:
            target.data(html.unescape(element.text))
        elif tag is etree.Comment and comments:
            target.comment(element.text or "")
    end(around[0])
    return Tape(*target.close(), lambda: lines)
