"""Tags: the topics that a page files its article under, without what its software files there as well."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from newsclean.metadata.candidates import Candidate, rank
from newsclean.metadata.values import folded, plain
from newsclean.patterns import lazy_pattern

MAX_TAGS = 50
MAX_TAG_CHARS = 80
_MAX_TAG_WORDS = 8

_SPLIT = lazy_pattern(r"\s*[,;|、，؛،]\s*|\s+/\s+")
# What is written for software: identifiers, switches, fields of a taxonomy.
_IDENTIFIER = lazy_pattern(
    r"[0-9a-f]{8}-[0-9a-f-]{10,}|_\S*|@\S*|\S*[=<>{}\\]\S*|\d+|https?://\S+|\S+:\S+:\S+|(?:type|content|layout|template|paywall|page)[-_: ]\S.*",
    0,
)
# "Category: Travel", "topic/assault", "tag: flood".
_PREFIX = lazy_pattern(r"(?:[\p{L} ]{2,24}:\s+|(?:sections?|topics?|tags?|categor(?:y|ies)|organizations?|persons?|people|locations?|places?|keywords?|subjects?)[/:])(?=\S)")
_LONE = lazy_pattern(r"[\p{L}]")


class Tags(NamedTuple):
    """Tags with their source, and the others that have half of them at least."""

    tags: tuple[str, ...] = ()
    source: str = ""
    agreed: tuple[str, ...] = ()


def choose(known: Iterable[Candidate], own: frozenset[str]) -> Tags:
    """Choose tags: those of the most trusted source that has any.

    Args: `known` are candidates of "tags" (one each) and "keywords" (a list in one text); `own` are the site's names, folded, which are no tags.
    """
    by_source: dict[str, list[str]] = {}
    for one in known:
        values = [one.value] if one.field == "tags" else split(one.value)
        by_source.setdefault(one.source, []).extend(tag for value in values if (tag := tidy(value)) and folded(tag) not in own)
    lists = sorted(((rank("tags", source), source, _distinct(tags)) for source, tags in by_source.items() if tags))
    if not lists:
        return Tags()
    _, source, tags = lists[0]
    words = {folded(tag) for tag in tags}
    agreed = tuple(other for _, other, theirs in lists[1:] if 2 * len(words & {folded(tag) for tag in theirs}) >= len(words))
    return Tags(tags[:MAX_TAGS], source, agreed)


def split(keywords: str) -> list[str]:
    """Split a list of keywords that is one text."""
    text = html.unescape(keywords) if "&" in keywords else keywords
    return [part for part in _SPLIT.split(text) if part.strip()]


def tidy(tag: str) -> str:
    """Return a tag without its taxonomy's prefix and hash sign, "" where it is none."""
    text = plain(tag).strip("#*\"'[]").strip()
    text = _PREFIX.sub("", text, count=1) if (":" in text or "/" in text) else text
    if not text or len(text) > MAX_TAG_CHARS or len(text.split()) > _MAX_TAG_WORDS or (not text.isalpha() and _IDENTIFIER.fullmatch(text) is not None):
        return ""
    return "" if len(text) == 1 and _LONE.fullmatch(text) and text.isascii() else text


def _distinct(tags: Sequence[str]) -> tuple[str, ...]:
    seen: dict[str, str] = {}
    for tag in tags:
        seen.setdefault(folded(tag) or tag, tag)
    return tuple(seen.values())
