"""The article of a page that does not show it: what its scripts hold as data (JSON-LD, the state of a web application).

Chosen by the amount of prose, not by the keys of one site. A page's data often hold other stories as well: a text counts only
if it is the page's own, by its title, by what the page shows of it, or because it is the only one.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from newsclean.readers.tape import Tape
    from newsclean.readers.walk import Walk

# A text in the data is taken when it has this much prose, and this many times what the page shows.
_MIN_CHARS = 400
_MIN_TIMES = 2
# A string of this length with this many spaces is prose or holds some.
_MIN_STRING_CHARS = 40
_MIN_SPACES = 5
# Of two texts that could be the page's only one, the larger must be this many times the other.
_ALONE_TIMES = 3
_TITLE_KEYS = ("headline", "title", "name", "heading")
# What an item says of itself when it is a story of its own, and no paragraph of one.
_STORY_KEYS = frozenset(["headline", "title", "url", "slug", "link", "href", "canonicalUrl", "datePublished", "publishedAt"])
# Strings beside the text of a paragraph that are none of it.
_ASIDE_KEYS = frozenset(["alt", "caption", "credit", "description", "summary", "excerpt", "standfirst", "teaser", "seoDescription", "metaDescription", "copyright", "disclaimer"])
_BODY_KEYS = frozenset(["articleBody"])
_MARKUP = re.compile(r"</?(?:p|br|div|h[1-6]|ul|ol|li|blockquote|a|strong|em|b|i|figure|span)\b[^<>]*>", re.IGNORECASE)
_ESCAPED_MARKUP = re.compile(r"&lt;/?(?:p|br|div|h[1-6]|ul|li|blockquote)\b", re.IGNORECASE)
_START = re.compile(r"[\[{]")
_STRING = re.compile(r'"(?:[^"\\]|\\.){600,}"')
_BODY_STRING = re.compile(r'"articleBody"\s*:\s*("(?:[^"\\]|\\.)*")')
_PARSED = re.compile(r'JSON\.parse\(\s*("(?:[^"\\]|\\.)*")')
_WORD = re.compile(r"\w+")
_DECODER = json.JSONDecoder(strict=False)
# How many texts are looked at, the largest; how often a script is tried that is no JSON.
_MAX_TEXTS = 40
_MAX_STARTS = 20


@dataclass(frozen=True, slots=True)
class Found:
    """An article found in data: its text as markup, and the place it was found in, in words."""

    html: str
    place: str


@dataclass(frozen=True, slots=True)
class _Text:
    """A text found in data: its paragraphs (strings, perhaps with markup), the title nearest to it, whether it is named as an article's body."""

    parts: tuple[str, ...]
    size: int
    title: str
    named: bool
    place: str


def article_in_data(tape: Tape, walk: Walk, prose: int) -> Found | None:
    """Return the page's article as its scripts hold it, or None where there is none or the page shows it.

    Args: `walk` has read what the page shows, `prose` characters of prose.
    """
    limit = max(_MIN_CHARS - 1, _MIN_TIMES * prose)
    texts = sorted((text for text in _texts(tape, limit) if text.size > limit), key=lambda text: -text.size)[:_MAX_TEXTS]
    if not texts:
        return None
    shown = [words for words in (_words(text) for text in walk.texts) if words]
    titles = _titles(tape, walk)
    own = [text for text in texts if _is_own(text, titles, shown)]
    if not own:
        distinct: dict[str, _Text] = {}
        for text in texts:
            distinct.setdefault(_words(_plain(text.parts[0]))[:80], text)
        alone = sorted(distinct.values(), key=lambda text: -text.size)
        if prose >= _MIN_CHARS or (len(alone) > 1 and alone[0].size < _ALONE_TIMES * alone[1].size):
            return None
        own = alone[:1]
    best = max(own, key=lambda text: (text.named, text.size))
    seen = set(shown)
    markup = "".join(_markup(part, seen) for part in best.parts)
    return Found(f'<div class="data article-body">{markup}</div>', best.place) if markup else None


def _titles(tape: Tape, walk: Walk) -> list[set[str]]:
    """Return the words of what may be the title of the page's article."""
    titles = [walk.title or "", *map(tape.text, tape.of_tag("title", "h1"))]
    titles += [attributes.get("content", "") for _, attributes in map(tape.begin, tape.of_tag("meta")) if attributes.get("property") == "og:title"]
    return [words for words in ({*_WORD.findall(title.lower())} for title in titles) if len(words) > 2]


def _is_own(text: _Text, titles: list[set[str]], shown: list[str]) -> bool:
    """Return whether a text belongs to the article of the page: it bears its title, or the page shows a part of it."""
    named = {*_WORD.findall(text.title.lower())}
    if len(named) > 2 and any(len(named & title) >= 0.6 * min(len(named), len(title)) for title in titles):
        return True
    whole = _words(" ".join(_plain(part) for part in text.parts))
    return any(len(words) >= 60 and words[:120] in whole for words in shown)


def _texts(tape: Tape, limit: int) -> Iterator[_Text]:
    """Yield the texts of all scripts that hold data and are longer than a limit."""
    for script in tape.of_tag("script"):
        _, attributes = tape.begin(script)
        source = tape.text(script)
        if len(source) <= limit or attributes.get("src"):
            continue
        kind = attributes.get("type", "").lower()
        place = "JSON-LD" if "ld+json" in kind else f"the script {attributes['id']!r}" if attributes.get("id") else "a script"
        values = list(_values(source))
        for value in values:
            yield from _texts_of(value, place)
        if not values:
            for literal in _BODY_STRING.findall(source) if "ld+json" in kind else _STRING.findall(source):
                text = _loaded(literal)
                if isinstance(text, str) and (size := _size(text)):
                    yield _Text((text,), size, "", "ld+json" in kind, place)


def _loaded(source: str) -> Any:
    try:
        return _DECODER.decode(source)
    except (ValueError, RecursionError):
        return None


def _values(source: str) -> Iterator[Any]:
    """Yield the objects and lists that a script holds; what is no JSON is passed over."""
    whole = _loaded(source.strip().removeprefix("<!--").removesuffix("-->").strip().rstrip(";"))
    if isinstance(whole, dict | list):
        yield whole
        return
    found = False
    for literal in _PARSED.findall(source):
        inner = _loaded(literal)
        value = _loaded(inner) if isinstance(inner, str) else None
        if isinstance(value, dict | list):
            found = True
            yield value
    if found:
        return
    at = 0
    for _ in range(_MAX_STARTS):
        start = _START.search(source, at)
        if start is None:
            return
        try:
            value, at = _DECODER.raw_decode(source, start.start())
        except (ValueError, RecursionError):
            at = start.end()
            continue
        if value:
            yield value


def _texts_of(value: Any, place: str) -> Iterator[_Text]:
    """Yield the texts in a value: long strings, and lists of paragraphs."""
    waiting: list[tuple[Any, str, str]] = [(value, "", "")]
    while waiting:
        at, key, title = waiting.pop()
        if isinstance(at, dict):
            for name in _TITLE_KEYS:
                if isinstance(at.get(name), str) and len(at[name]) < 300:
                    title = at[name]
                    break
            waiting.extend((item, name, title) for name, item in at.items())
        elif isinstance(at, list):
            parts = _paragraphs(at)
            if len(parts) > 1:
                yield _Text(tuple(parts), sum(map(_size, parts)), title, key in _BODY_KEYS, place)
            waiting.extend((item, key, title) for item in at)
        elif isinstance(at, str) and len(at) >= _MIN_CHARS and key not in _ASIDE_KEYS and (size := _size(at)):
            yield _Text((at,), size, title, key in _BODY_KEYS, place)


def _paragraphs(items: list[Any]) -> list[str]:
    """Return the paragraphs that a list holds, or nothing where its items are stories of their own."""
    parts: list[str] = []
    stories = 0
    for item in items:
        if isinstance(item, dict):
            stories += len(_STORY_KEYS & item.keys()) > 1
            text = _text_in(item)
        else:
            text = item if isinstance(item, str) else ""
        if text and (_size(text) or parts):
            parts.append(text)
    return parts if stories * 2 < len(items) else []


def _text_in(item: dict[str, Any]) -> str:
    """Return the text of a paragraph as an object holds it: its longest string, or the pieces in a list of children."""
    best = ""
    for key, value in item.items():
        if isinstance(value, str) and key not in _ASIDE_KEYS and len(value) > len(best) and " " in value:
            best = value
        elif isinstance(value, list) and value and all(isinstance(piece, dict) for piece in value):
            pieces = [next((piece[name] for name in ("text", "value", "content", "data") if isinstance(piece.get(name), str)), "") for piece in value]
            joined = "".join(pieces)
            if len(joined) > len(best) and " " in joined:
                best = joined
    return best


def _size(text: str) -> int:
    """Return how many characters of prose a string holds: 0 for an address, code, a list of words."""
    if len(text) < _MIN_STRING_CHARS or text.count(" ") < max(_MIN_SPACES, len(text) // 25):
        return 0
    plain = _plain(text)
    return len(plain) if plain.count("{") + plain.count("=") + plain.count(";") * 0.5 < len(plain) / 60 else 0


def _plain(text: str) -> str:
    """Return a text without markup."""
    return html.unescape(_MARKUP.sub(" ", html.unescape(text) if _ESCAPED_MARKUP.search(text) else text))


def _words(text: str) -> str:
    """Return a text reduced to its words, to compare it with another."""
    return " ".join(_WORD.findall(text.lower()))


def _markup(part: str, seen: set[str]) -> str:
    """Return a part as markup, without the paragraphs that the page shows."""
    if _ESCAPED_MARKUP.search(part):
        part = html.unescape(part)
    if _MARKUP.search(part):
        pieces: Iterable[str] = re.split(r"(?=<(?:p|div|h[1-6]|ul|ol|blockquote|figure)\b)", part)
    else:
        pieces = (f"<p>{html.escape(html.unescape(line), quote=False)}</p>" for line in part.splitlines() if line.strip())
    return "".join(piece for piece in pieces if _words(_plain(piece)) not in seen)
