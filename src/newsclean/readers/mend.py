"""What scrapers and content systems leave inside text: entities, tags, shortcodes, Markdown. Found here, mended by the reader."""

from __future__ import annotations

import html
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from html.entities import html5

import regex

from newsclean.patterns import lazy_pattern

# A tag is mended only where its name is one of HTML's: "<3" and "a < b > c" are text.
_BREAKING = "p|br|hr|div|h[1-6]|ul|ol|li|dl|dt|dd|table|thead|tbody|tfoot|tr|figure|figcaption|blockquote|section|article|header|footer|aside|main|nav|form|pre|center|iframe|img|video|audio|embed|object|picture"
_INLINE = "span|a|b|i|em|strong|u|sup|sub|small|big|font|strike|del|ins|s|cite|q|code|mark|time|td|th|label|input|button|svg|path|source|noscript|meta|link|amp-[a-z-]{1,20}"
_FOUND = lazy_pattern(
    rf"""
      (?P<script> //\s?<!\[CDATA\[.{{0,20000}}?//\s?\]\]> | <(?P<raw>script|style)\b[^<>]{{0,2000}}>.{{0,50000}}?</(?P=raw)\s{{0,5}}> )
    | (?P<comment> <!--.{{0,5000}}?--> | (?://\s?)?<!\[CDATA\[ | (?://\s?)?\]\]> )
    | (?P<breaking> </?(?:{_BREAKING})(?:\s[^<>]{{0,2000}})?\s?/?> )
    | (?P<inline> </(?:{_INLINE})\s?> | <(?:{_INLINE})(?:\s[^<>]{{0,2000}})?\s?/?> )
    | (?P<entity> &(?:amp;)?(?:\#[0-9]{{1,7}}|\#[xX][0-9a-fA-F]{{1,6}}|[A-Za-z][A-Za-z0-9]{{1,30}}); )
    | (?P<caption> \[/?(?:caption|wp_caption)\b[^\]\n]{{0,500}}\] )
    | (?P<image> \[?!\[[^\]\n]{{0,500}}\]\([^()\n]{{0,1000}}(?:\([^()\n]{{0,200}}\)[^()\n]{{0,500}})?\)(?:\]\([^()\s]{{0,1000}}\))? )
    | (?P<link> \[(?P<words>[^\[\]\n]{{1,500}})\]\((?:https?:|/|\#|mailto:)[^()\s]{{0,1500}}(?:\([^()\s]{{0,200}}\)[^()\s]{{0,500}})?(?:\s"[^"\n]{{0,300}}")?\) )
    """,
    regex.VERBOSE | regex.IGNORECASE | regex.DOTALL,
)
# What a tag, a comment and an entity begin with: "R&D;" and "a < b" are searched no further.
_TAG = lazy_pattern(r"<[/!A-Za-z]")
_ENTITY = lazy_pattern(r"&[#A-Za-z][A-Za-z0-9#;]{1,36};")
# What each of `_FOUND` begins with; only there is it tried, since it takes its time on every other character.
_FIRST = ("<", "&", "[", "![", "//", "]]>")
_CLOSING = lazy_pattern(r"</([a-z][a-z0-9-]*)")
# Characters that nobody sees; U+200C and U+200D are not among them, since Persian words and emoji need those.
_INVISIBLE = "\u200b\u2060\ufeff\uffff\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
_SINGLES = "\u00a0" + _INVISIBLE
_REASONS = {
    "comment": "comment or CDATA mark",
    "script": "script or style",
    "breaking": "leftover tag",
    "inline": "leftover tag",
    "entity": "entity",
    "caption": "caption shortcode",
    "image": "Markdown image",
    "link": "Markdown link",
}


@dataclass(frozen=True, slots=True)
class Mend:
    """A span to mend: what is read there, whether it also ends a line, and the shortcode or reason."""

    start: int
    end: int
    replacement: str
    breaks: bool
    reason: str


def find_mends(text: str) -> list[Mend]:
    """Return what is to be mended in a text, in order and without overlaps.

    Time is linear: every pattern is bounded, and a text without a character that betrays one is not searched at all.
    """
    mends = _markup(text) if _has_markup(text) else []
    if not text.isascii() and ("\u00a0" in text or any(char in text for char in _INVISIBLE)):
        mends = _with_singles(text, mends)
    return mends


def _has_markup(text: str) -> bool:
    """Return whether a text may hold something to mend; a single character is looked for first, since that costs next to nothing."""
    if "<" in text and (">" in text or "<![CDATA[" in text) and _TAG.search(text) is not None:
        return True
    if "&" in text and ";" in text and _ENTITY.search(text) is not None:
        return True
    return ("]" in text and ("](" in text or "]]>" in text)) or ("[" in text and "caption" in text)


def _places(text: str, mark: str) -> Iterator[int]:
    """Yield where a mark stands in a text."""
    at = text.find(mark)
    while at >= 0:
        yield at
        at = text.find(mark, at + 1)


def _with_singles(text: str, mends: list[Mend]) -> list[Mend]:
    """Return the mends with the non-breaking spaces and invisible characters between them."""
    found = []
    end = -1
    for place in sorted(place for char in _SINGLES for place in _places(text, char)):
        if place < end:
            continue
        space = text[place] == "\u00a0"
        end = place + 1
        while end < len(text) and text[end] in _SINGLES and (text[end] == "\u00a0") is space:
            end += 1
        found.append(Mend(place, end, " " if space else "", False, "non-breaking space" if space else "invisible character"))
    if not mends:
        return found
    taken = [(mend.start, mend.end) for mend in mends]
    free = [one for one in found if (at := bisect_right(taken, (one.start, len(text)))) == 0 or taken[at - 1][1] <= one.start]
    return sorted(mends + free, key=lambda mend: (mend.start, mend.end))


def _markup(text: str) -> list[Mend]:
    mends: list[Mend] = []
    # A bare inline tag such as "<b>" is a leftover only where its closing tag is there too.
    closed = frozenset(_CLOSING.findall(text.lower())) if "</" in text else frozenset()
    done = 0
    for place in sorted(place for mark in _FIRST for place in _places(text, mark)):
        if place < done or (match := _FOUND.match(text, place)) is None:
            continue
        done = match.end()
        kind = next(name for name in _REASONS if match[name] is not None)
        start, end = match.span()
        if kind == "link":
            inner, outer = match.span("words")
            mends.append(Mend(start, inner, "", False, _REASONS[kind]))
            mends.append(Mend(outer, end, "", False, _REASONS[kind]))
            continue
        found = match[0]
        replacement = ""
        if kind == "entity":
            replacement = _entity(found)
            if replacement == found:
                continue
        elif kind == "inline":
            if _is_prose(found, closed):
                continue
            if found[:4].lower() in ("</td", "</th") and end < len(text) and not text[end].isspace():
                replacement = " "  # cells stand side by side: "<td>Osterby</td><td>3</td>"
        breaks = kind in ("breaking", "caption", "script") or (kind == "comment" and "wp:" in found)
        mends.append(Mend(start, end, replacement, breaks, _REASONS[kind]))
    return mends


def _is_prose(tag: str, closed: frozenset[str]) -> bool:
    """Return whether a bare opening tag is none of those that the text closes: then a story may be speaking of it."""
    if tag.startswith("</") or "=" in tag or tag.endswith("/>"):
        return False
    return tag.strip("<> ").split()[0].lower() not in closed


def _entity(found: str) -> str:
    once = html.unescape(found)
    name = once if once.startswith("&") and once != "&" else found  # "&amp;rsquo;" was escaped twice
    if name[1] != "#" and name[1:] not in html5:  # unescape would read "&notes;" as "¬es;"
        return found
    text = html.unescape(name)
    if text == found or (text.startswith("&") and len(text) > 1):
        return found
    text = text.replace("\xa0", " ").replace("\r\n", " ").replace("\n", " ")
    return "".join(c for c in text if c not in "\u200b\u2060\ufeff\uffff\r\n")
