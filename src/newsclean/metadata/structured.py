"""What a page states for machines: JSON-LD, microdata, meta tags, links, `<time>`; read once, kept as plain data.

The page's tape has noted the elements of these few kinds; there is no pass over the page.
extruct does the same for more vocabularies, and takes longer than the parse; see docs/dependencies.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from newsclean.metadata import microdata, tags
from newsclean.metadata.candidates import JSON_LD, MICRODATA, PAGE_TITLE, Candidate
from newsclean.metadata.jsonld import MAX_SCRIPT_CHARS, Graph, article_node, choose_node, is_titled, load, nodes_of, page_node, title_of
from newsclean.metadata.schema import article_candidates, breadcrumb_candidates
from newsclean.metadata.values import folded, plain

if TYPE_CHECKING:
    from newsclean.readers.tape import Tape

_MAX_TIMES = 60
_MAX_HEADINGS = 20
_MAX_LINKS = 40


class Landmark(NamedTuple):
    """A heading of the first level or a `<time>`, in the order of the page: its tag, its text, the time it states, whether it is a property of an item."""

    tag: str
    text: str
    stated: str = ""
    property: bool = False


class Stated(NamedTuple):
    """What a page states of itself. `authors` are the texts of links that are marked as leading to the author."""

    candidates: tuple[Candidate, ...] = ()
    landmarks: tuple[Landmark, ...] = ()
    authors: tuple[str, ...] = ()
    article: bool = False
    warnings: tuple[str, ...] = ()


def read_stated(tape: Tape, url: str | None, title: str | None, base: str | None) -> Stated:
    """Read what a page states of itself.

    Args: `url` is its address, `title` the text of its `<title>`, `base` what relative addresses are meant from.
    Returns: candidates in the order of the page, those of one vocabulary together.
    """
    metas: list[Mapping[str, str]] = []
    links: list[tuple[str, str]] = []
    scripts: list[str] = []
    landmarks: list[Landmark] = []
    authors: list[str] = []
    warnings: list[str] = []
    for place in tape.noted:
        tag, attributes = tape.begin(place)
        if tag == "meta":
            metas.append(attributes)
        elif tag == "link":
            if relation := attributes.get("rel"):
                links.append((relation.lower(), attributes.get("href", "")))
        elif tag == "script":
            if "ld+json" in attributes.get("type", "").lower() and (text := tape.text(place)):
                scripts.append(text)
        elif tag == "a":
            if "author" in attributes.get("rel", "") and len(authors) < _MAX_LINKS:
                authors.append(_text(tape, place))
        elif tag in ("time", "h1") and len(landmarks) < _MAX_TIMES + _MAX_HEADINGS:
            stated = attributes.get("datetime") or attributes.get("content") or "" if tag == "time" else ""
            landmarks.append(Landmark(tag, _text(tape, place), plain(stated), "itemprop" in attributes))
    base = base or url
    found: list[Candidate] = []
    pairs = tags.pairs_of(metas)
    found += tags.meta_candidates(pairs, base)
    scripts += (content for name, content in pairs if name == "script:ld+json")  # a framework's slip: the script, written as a tag
    found += tags.link_candidates(links, base)
    found += tags.language_candidates(tape.begin(0)[1])
    values: list[Any] = []
    for script in scripts:
        if len(script) > MAX_SCRIPT_CHARS:
            warnings.append(f"limited: JSON-LD of {len(script)} characters was not read; the limit is {MAX_SCRIPT_CHARS}")
            continue
        values += load(script)
    graph = Graph(values)
    titles = [one.value for one in found if one.field == "title"] + [one.text for one in landmarks if one.tag == "h1"] + ([title] if title else [])
    urls = [one.value for one in found if one.field in ("url", "amp")] + ([url] if url else [])
    node = article_node(graph, urls, titles)
    if node is not None:
        found += article_candidates(node, graph, JSON_LD, base)
    elif (page := page_node(graph)) is not None:
        found += (one for one in article_candidates(page, graph, JSON_LD, base) if one.field != "title")
    for trail in nodes_of(graph, "BreadcrumbList")[:1]:
        found += breadcrumb_candidates(trail, titles[0] if titles else "")
    items = microdata.articles_of(tape)
    names = {folded(one) for one in titles} - {""}
    # An item alone may be a teaser: one that bears another title than the page is none of its article.
    if (item := choose_node(items, urls, titles)) is not None and (not names or not title_of(item) or is_titled(item, names)):
        found += article_candidates(item, graph, MICRODATA, base)
    elif items:
        landmarks = [one for one in landmarks if not one.property]
    if title:
        found.append(Candidate("title", plain(title), PAGE_TITLE))
    declared = node is not None or any(one.source == MICRODATA for one in found) or any(name == "og:type" and "article" in content.lower() for name, content in pairs)
    return Stated(tuple(dict.fromkeys(found)), tuple(landmarks), tuple(dict.fromkeys(a for a in authors if a)), declared, tuple(warnings))


def _text(tape: Tape, place: int) -> str:
    """Return the beginning of an element's text."""
    return plain(tape.beginning(place, 400))[:300]
