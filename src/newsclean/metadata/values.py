"""Clean a value that a page states: its text without markup, entities, control characters and white space to spare."""

from __future__ import annotations

import html
from functools import lru_cache
from urllib.parse import urljoin, urlsplit

import regex

from newsclean.patterns import lazy_pattern

MAX_CHARS = 1000
"""A longer value is cut: no title, name or address has more (the longest description of the corpora's pages has 900)."""

_TAG = lazy_pattern(r"</?[a-zA-Z][^<>]{0,500}>")
_ENTITY = lazy_pattern(r"&(?:[a-zA-Z]{2,10}|#\d{1,7}|#x[0-9a-fA-F]{1,6});")
# Invisible characters; those that join letters of Indic and Persian words stay.
_INVISIBLE = lazy_pattern(r"[\p{Cc}\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufffe\uffff\p{Cs}]+")
# What a template leaves where it has nothing to say.
_EMPTY = frozenset(["null", "none", "undefined", "nan", "n/a", "na", "false", "true", "[object object]", "array", "-", "tbd", "unknown", "untitled", "default"])
_TEMPLATE = lazy_pattern(r"\{\{|\}\}|\$\{|<%|%>|\[%|%%\w+%%|^(?:page|site|post|data|item|\$)\.[\w.]+$")


def plain(value: object) -> str:
    """Return the text of a value, "" where it holds none: entities resolved (twice, as templates escape twice), tags taken out.

    Anything but a text gives "", and so does what a template leaves ("null", "{{ title }}"). At most `MAX_CHARS` characters.
    """
    if not isinstance(value, str):
        return ""
    text = value[: 4 * MAX_CHARS]
    for _ in range(2):
        if "&" not in text or _ENTITY.search(text) is None:
            break
        text = html.unescape(text)
    if "<" in text:
        text = _TAG.sub(" " if "<p" in text or "<br" in text or "<div" in text else "", text)
    if not text.isprintable() or "\u00ad" in text:
        text = _INVISIBLE.sub(_space_or_nothing, text)
    text = " ".join(text.split())
    if len(text) < 16 and text.casefold() in _EMPTY:
        return ""
    if ("{" in text or "%" in text or ("." in text and " " not in text)) and _TEMPLATE.search(text) is not None:
        return ""
    return text[:MAX_CHARS].rstrip()


def _space_or_nothing(found: regex.Match[str]) -> str:
    return " " if any(c.isspace() for c in found.group()) else ""


def address(value: object, base: str | None = None) -> str:
    """Return an absolute http(s) address, "" where the value is none: relative ones are meant from `base`."""
    text = plain(value)
    if not text or " " in text or len(text) >= MAX_CHARS:
        return ""
    try:
        whole = text if text.startswith(("https://", "http://")) else urljoin(base or "", text)
        parts = urlsplit(whole)
        named = parts.hostname
    except ValueError:
        return ""
    return whole if parts.scheme in ("http", "https") and named else ""


def same_words(one: str, two: str) -> bool:
    """Return whether two values have the same letters and digits, whatever their case, accents of typography and spaces."""
    return folded(one) == folded(two)


@lru_cache(maxsize=2048)  # the sources of a page say the same again and again
def folded(text: str) -> str:
    """Return a value in lower case, without anything but letters and digits."""
    return "".join(filter(str.isalnum, text.casefold()))
