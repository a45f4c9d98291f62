"""Microdata: the properties (`itemprop`) of a page's elements, put together to nodes as JSON-LD has them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from newsclean.metadata.jsonld import Node

if TYPE_CHECKING:
    from collections.abc import Mapping

    from newsclean.readers.tape import Tape

_MAX_ELEMENTS = 2000
_WANTED = frozenset(
    [
        "headline",
        "name",
        "author",
        "creator",
        "datePublished",
        "dateCreated",
        "dateModified",
        "articleSection",
        "keywords",
        "description",
        "publisher",
        "image",
        "url",
        "inLanguage",
    ]
)
_ADDRESSES = {"link": "href", "img": "src", "time": "datetime"}
_MAX_TEXT = 400


def articles_of(tape: Tape) -> list[Node]:
    """Return the nodes of a page's articles, in order: items whose type ends in "Article" or "Posting"."""
    marked = []
    for place in tape.noted:
        tag, attributes = tape.begin(place)
        if "itemprop" in attributes or "itemscope" in attributes or "itemtype" in attributes:
            marked.append((place, tag, attributes))
    if not any("itemprop" in attributes for _, _, attributes in marked):
        return []
    items: dict[int, Node] = {}
    articles: dict[int, None] = {}
    around: list[int] = []  # the items around a property, the innermost last
    for place, tag, attributes in marked[:_MAX_ELEMENTS]:
        while around and tape.ends[around[-1]] < place:
            around.pop()
        names = [name for name in attributes.get("itemprop", "").split() if name in _WANTED]
        if names and around:
            owner = around[-1]
            kind = _type(tape.begin(owner)[1])
            if kind.endswith(("Article", "Posting")):
                articles[owner] = None
            node = items.setdefault(owner, {"@type": kind})
            value: Any = items.setdefault(place, {"@type": _type(attributes)}) if "itemscope" in attributes else _value(tape, place, tag, attributes)
            for name in names:
                node.setdefault(name, []).append(value)
        if "itemscope" in attributes or "itemtype" in attributes:
            around.append(place)
    return [items[place] for place in articles if place in items]


def _type(attributes: Mapping[str, str]) -> str:
    return attributes.get("itemtype", "").strip().rpartition("/")[2]


def _value(tape: Tape, place: int, tag: str, attributes: Mapping[str, str]) -> str:
    """Return the value of a property: what its attributes say, else its text."""
    return attributes.get("content") or attributes.get(_ADDRESSES.get(tag, "content")) or tape.beginning(place, _MAX_TEXT)[:_MAX_TEXT]
