"""JSON-LD: read the scripts of a page, and find the node that describes its article.

JSON on pages is broken in a few ways, which are mended: comments and CDATA around it, entities, trailing commas and
semicolons, line ends inside texts, several values behind each other. What cannot be mended is passed over. Nothing here
recurses: `json` refuses nesting beyond its limit, and that is caught.
"""

from __future__ import annotations

import html
import json
from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import urlsplit

from newsclean.metadata.values import folded, plain
from newsclean.patterns import lazy_pattern

MAX_SCRIPT_CHARS = 1_000_000
"""A longer script is not read (the longest of the corpora's pages has 230,000 characters)."""
MAX_NODES = 20_000
_MAX_VALUES = 20

Node = dict[str, Any]

_WRAPPING = lazy_pattern(r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)\s*|\s*(?:-->|//\s*\]\]>|/\*\s*\]\]>\s*\*/|\]\]>)\s*$")
_TRAILING_COMMA = lazy_pattern(r",(?=\s*[\]}])")
_MISSING_COMMA = lazy_pattern(r"(?<=[\]}\"])(?=\s+\"[\w@]+\"\s*:)")
_DECODER = json.JSONDecoder(strict=False)
# What nodes of an article hold that are articles as well, and not the page's own.
_INTO = ("@graph", "mainEntity", "mainEntityOfPage", "@included")


def load(source: str) -> list[Any]:
    """Return the values of a script, none where it cannot be read."""
    text = source.strip().rstrip("; \n\r\t")
    if text.startswith(("<", "/")):
        text = _WRAPPING.sub("", text).strip().rstrip(";").strip()
    if not text:
        return []
    for mended in _mends(text):
        try:
            return [_DECODER.decode(mended)]
        except (ValueError, RecursionError):
            continue
    return _several(text)


def _mends(text: str) -> Iterable[str]:
    """Yield a text as it is, then mended in more and more ways."""
    yield text
    mended = _TRAILING_COMMA.sub("", text)
    yield mended
    yield _MISSING_COMMA.sub(",", mended)
    if "&quot;" in text or "&#34;" in text:
        yield html.unescape(text)


def _several(text: str) -> list[Any]:
    """Return the values that stand behind each other, as far as they can be read."""
    found: list[Any] = []
    at = 0
    while at < len(text) and len(found) < _MAX_VALUES:
        try:
            value, end = _DECODER.raw_decode(text, at)
        except (ValueError, RecursionError):
            return found
        found.append(value)
        at = end
        while at < len(text) and (text[at].isspace() or text[at] in ",;"):
            at += 1
    return found


class Graph:
    """The nodes of a page: those that may describe the page, in order, and all by their `@id`."""

    def __init__(self, values: Iterable[Any]) -> None:
        self.by_id: dict[str, Node] = {}
        self.top: list[Node] = []
        self.crumbs: list[Node] = []
        waiting: list[tuple[Any, bool]] = [(value, True) for value in values]
        waiting.reverse()
        seen = 0
        while waiting and seen < MAX_NODES:
            value, top = waiting.pop()
            seen += 1
            if isinstance(value, list):
                waiting.extend((one, top) for one in reversed(value[:MAX_NODES]))
                continue
            if not isinstance(value, dict):
                continue
            name = value.get("@id")
            if isinstance(name, str) and len(value) > 1:
                known = self.by_id.get(name)
                self.by_id[name] = value if known is None else {**value, **known}
            if top:
                self.top.append(value)
            for key, inner in reversed(value.items()):
                if isinstance(inner, dict | list):
                    waiting.append((inner, top and key in _INTO))

    def resolved(self, value: Any) -> Any:
        """Return the node that a value such as `{"@id": "#jane"}` refers to, or the value itself."""
        if isinstance(value, dict) and isinstance(name := value.get("@id"), str) and name in self.by_id:
            return {**self.by_id[name], **value}
        return value


def types_of(node: Node) -> tuple[str, ...]:
    """Return the types of a node, without the address of their vocabulary."""
    stated = node.get("@type")
    names = stated if isinstance(stated, list) else [stated]
    return tuple(name.rpartition("/")[2].rpartition("#")[2] for name in names[:8] if isinstance(name, str))


_WORKS = frozenset(
    ["Report", "Recipe", "HowTo", "Review", "CriticReview", "ClaimReview", "LiveBlogPosting", "SocialMediaPosting", "CreativeWork", "VideoObject", "ImageGallery", "MediaGallery"]
)
_PAGES = frozenset(["WebPage", "ItemPage", "AboutPage", "FAQPage", "MedicalWebPage", "QAPage", "ProfilePage", "CollectionPage"])


def is_article(node: Node) -> bool:
    """Return whether a node is an article: `Article` and its subtypes, blog posts and live blogs."""
    return any(name.endswith(("Article", "Posting")) for name in types_of(node))


def article_node(graph: Graph, urls: Iterable[str], titles: Sequence[str]) -> Node | None:
    """Return the node that describes the article of a page, or None.

    Args: `urls` are addresses of the page, `titles` what its headings and other tags call it. Of several articles the one is
        taken that has an address or a title of the page; without such evidence one that stands alone.
    """
    articles = [node for node in graph.top if is_article(node)] or [node for node in graph.top if not _WORKS.isdisjoint(types_of(node))]
    return choose_node(articles, urls, titles)


def choose_node(articles: Sequence[Node], urls: Iterable[str], titles: Sequence[str]) -> Node | None:
    """Return of the nodes of articles the one of the page itself; arguments as for `article_node`."""
    if len(articles) == 1:
        return articles[0]
    if not articles:
        return None
    paths = {_path(url) for url in urls} - {""}
    names = {folded(title) for title in titles} - {""}
    scored = [(_weight(node, paths, names), -nth, node) for nth, node in enumerate(articles)]
    best = max(scored, key=lambda one: one[:2])
    if best[0] > 0:
        return best[2]
    heads = {folded(title_of(node)) for node in articles}
    return articles[0] if len(heads) == 1 else None


def _weight(node: Node, paths: set[str], names: set[str]) -> int:
    """Return how much shows that a node is the page's own: its address, its title."""
    weight = 0
    for key in ("url", "mainEntityOfPage", "@id"):
        value = first_of(node.get(key))
        if isinstance(value, dict):
            value = value.get("@id") or value.get("url")
        if isinstance(value, str) and _path(value) in paths:
            weight += 2
            break
    if is_titled(node, names):
        weight += 2
    return weight + bool(weight and node.get("author"))


def first_of(value: Any) -> Any:
    """Return the first of a list of values, or the value itself."""
    return value[0] if isinstance(value, list) and value else value


def title_of(node: Node) -> str:
    """Return what a node calls itself, "" where it has no name."""
    return plain(first_of(node.get("headline"))) or plain(first_of(node.get("name")))


def is_titled(node: Node, names: set[str]) -> bool:
    """Return whether a node's title is one of a page's, folded, or a large part of one."""
    title = folded(title_of(node))
    return bool(title) and any(title == name or (len(title) > 15 and (title in name or name in title)) for name in names)


def _path(url: str) -> str:
    """Return what of an address tells pages apart: its path, with the query where the path is short."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return ""
    path = parts.path.strip("/").casefold()
    return path if len(path) > 8 else f"{path}?{parts.query}" if path or parts.query else ""


def page_node(graph: Graph) -> Node | None:
    """Return the node that describes the page as a page, if one does."""
    return next((node for node in graph.top if not _PAGES.isdisjoint(types_of(node))), None)


def nodes_of(graph: Graph, kind: str) -> list[Node]:
    """Return the nodes at the top that have a type."""
    return [node for node in graph.top if kind in types_of(node)]
