"""Read a node of schema.org's vocabulary, from JSON-LD or microdata alike: what its properties say of the article."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Protocol

from newsclean.metadata.candidates import BREADCRUMB, Candidate
from newsclean.metadata.jsonld import Node, types_of
from newsclean.metadata.values import address, folded, plain

MAX_VALUES = 100
"""More values of one property are not read (the most authors of a page of the corpora are 14, the most keywords 80)."""
# Properties by the field they fill, the first that says something.
_TEXTS: dict[str, tuple[str, ...]] = {
    "title": ("headline", "name"),
    "published": ("datePublished", "dateCreated", "uploadDate"),
    "modified": ("dateModified",),
    "section": ("articleSection",),
    "description": ("description", "abstract"),
    "language": ("inLanguage",),
    "rights": ("copyrightNotice",),
}
_ORGANISATIONS = ("Organization", "NewsMediaOrganization", "Corporation", "NGO", "GovernmentOrganization", "EducationalOrganization", "LocalBusiness")
_HOME = frozenset(
    [
        "home",
        "homepage",
        "startseite",
        "start",
        "inicio",
        "início",
        "accueil",
        "homepagina",
        "hem",
        "hjem",
        "forside",
        "etusivu",
        "главная",
        "головна",
        "トップ",
        "ホーム",
        "首页",
        "首頁",
        "홈",
        "الرئيسية",
    ]
)


class Lookup(Protocol):
    """What finds the node that a reference means."""

    def resolved(self, value: Any) -> Any:
        """Return the node that a value refers to, or the value itself."""


def values_of(node: Node, key: str) -> list[Any]:
    """Return the values of a property, one or many, as a list."""
    value = node.get(key)
    if value is None:
        return []
    return value[:MAX_VALUES] if isinstance(value, list) else [value]


def text_of(value: Any) -> str:
    """Return a value's text: its own, or the name of the thing that it is."""
    if isinstance(value, dict):
        value = value.get("name") or value.get("@value") or value.get("headline")
        if isinstance(value, list):
            value = value[0] if value else ""
        if isinstance(value, dict):
            value = value.get("@value")
    return plain(value)


def article_candidates(node: Node, graph: Lookup, source: str, base: str | None) -> Iterator[Candidate]:
    """Yield what the node of an article says; values of other types than expected are passed over."""
    for field, keys in _TEXTS.items():
        for key in keys:
            texts = [text for value in values_of(node, key) if (text := text_of(value))]
            if texts:
                yield from (Candidate(field, text, source) for text in (texts if field == "section" else texts[:1]))
                break
    yield from _authors(node, graph, source)
    for value in values_of(node, "publisher"):
        if name := text_of(graph.resolved(value)):
            yield Candidate("site", name, source)
            break
    for value in values_of(node, "keywords"):
        if isinstance(value, dict) and (name := text_of(value)):
            yield Candidate("tags", name, source)
        elif isinstance(value, str):
            yield Candidate("tags" if isinstance(node.get("keywords"), list) else "keywords", value[:10_000], source)
    for key in ("image", "thumbnailUrl"):
        found = next((where for value in values_of(node, key) if (where := _place_of(graph.resolved(value), base))), "")
        if found:
            yield Candidate("image", found, source)
            break
    for key in ("url", "mainEntityOfPage"):
        found = next((where for value in values_of(node, key) if (where := _place_of(value, base))), "")
        if found:
            yield Candidate("url", found, source)
            break
    words = _words(node)
    if words:
        yield Candidate("words", str(words), source)
    free = node.get("isAccessibleForFree")
    if isinstance(free, bool) or (isinstance(free, str) and free.strip().casefold() in ("true", "false")):
        yield Candidate("free", str(free).strip().casefold(), source)


def _words(node: Node) -> int:
    """Return how many words the article has by what its node says: of its text, or as stated; 0 where nothing is said."""
    body = node.get("articleBody")
    if isinstance(body, str):
        return len(body.split())
    stated = node.get("wordCount")
    if isinstance(stated, str) and stated.strip().isascii() and stated.strip().isdigit() and len(stated) < 8:
        stated = int(stated)
    return stated if isinstance(stated, int) and not isinstance(stated, bool) and 0 < stated < 1_000_000 else 0


def _authors(node: Node, graph: Lookup, source: str) -> Iterator[Candidate]:
    for key in ("author", "creator"):
        found = False
        for value in values_of(node, key):
            for one in values_of({"value": value}, "value"):
                made = _author(graph.resolved(one), source)
                if made is not None:
                    found = True
                    yield made
        if found:
            return


def _author(value: Any, source: str) -> Candidate | None:
    """Return the candidate of one author, who is a text or a node."""
    if not isinstance(value, dict):
        name = plain(value)
        return Candidate("authors", name, source) if name else None
    name = text_of(value)
    if not name:
        name = plain(f"{text_of(value.get('givenName'))} {text_of(value.get('familyName'))}".strip())
    if not name:
        return None
    return Candidate("agency" if any(kind in _ORGANISATIONS for kind in types_of(value)) else "authors", name, source)


def _place_of(value: Any, base: str | None) -> str:
    """Return the address of a picture or a page that a value states."""
    if isinstance(value, dict):
        return next((where for key in ("url", "contentUrl", "@id") if (where := address(value.get(key), base))), "")
    return address(value, base)


def breadcrumb_candidates(node: Node, title: str) -> Iterator[Candidate]:
    """Yield the section that a trail of links to the article names last; the article itself and the way home are none."""
    names: list[tuple[float, str]] = []
    for nth, value in enumerate(values_of(node, "itemListElement")):
        if not isinstance(value, dict):
            continue
        name = text_of(value) or text_of(value.get("item"))
        place = value.get("position")
        if name and len(name) <= 60:
            names.append((float(place) if isinstance(place, int | float) and place == place else nth, name))
    names.sort(key=lambda one: one[0])
    own = folded(title)
    for _, name in reversed(names[1:] if names and names[0][1].casefold() in _HOME else names):
        word = folded(name)
        if word and name.casefold() not in _HOME and not (own and ((word in own and len(word) > 20) or own in word)):
            yield Candidate("section", name, BREADCRUMB)
            return
