"""Microdata: the properties (`itemprop`) of a page's elements, put together to nodes as JSON-LD has them."""

from __future__ import annotations

from functools import cache
from typing import Any

from newsclean.metadata.jsonld import Node

_MAX_ELEMENTS = 2000
# So many elements around a property are looked at for the item that it belongs to.
_MAX_CLIMB = 40
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


@cache
def _properties() -> Any:
    from lxml import etree

    return etree.XPath("descendant-or-self::*[@itemprop]")


def articles_of(root: Any) -> list[Node]:
    """Return the nodes of a page's articles, in order: items whose type ends in "Article" or "Posting"."""
    items: dict[Any, Node] = {}
    articles: dict[Any, None] = {}
    for element in _properties()(root)[:_MAX_ELEMENTS]:
        names = [name for name in (element.get("itemprop") or "").split() if name in _WANTED]
        if not names:
            continue
        owner = _item_around(element)
        if owner is None:
            continue
        if owner["@type"].endswith(("Article", "Posting")):
            articles[owner["@key"]] = None
        node = items.setdefault(owner["@key"], {"@type": owner["@type"]})
        if element.get("itemscope") is not None:
            value: Any = items.setdefault(element, {"@type": _type(element)})
        else:
            value = _value(element)
        for name in names:
            node.setdefault(name, []).append(value)
    return [items[key] for key in articles if key in items]


def _item_around(element: Any) -> dict[str, Any] | None:
    for nth, around in enumerate(element.iterancestors()):
        if nth >= _MAX_CLIMB:
            return None
        if around.get("itemscope") is not None or around.get("itemtype") is not None:
            return {"@type": _type(around), "@key": around}
    return None


def _type(element: Any) -> str:
    return (element.get("itemtype") or "").strip().rpartition("/")[2]


def _value(element: Any) -> str:
    """Return the value of a property: what its attributes say, else its text."""
    stated = element.get("content") or element.get(_ADDRESSES.get(element.tag, "content"))
    if stated:
        return str(stated)
    parts: list[str] = []
    size = 0
    for text in element.itertext():
        parts.append(text)
        size += len(text)
        if size > _MAX_TEXT:
            break
    return " ".join(" ".join(parts).split())[:_MAX_TEXT]
