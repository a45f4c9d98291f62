"""The headline: what a visitor reads as the title, told from the page's other headings and from titles made for search engines."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from newsclean.metadata.candidates import HEADING, OPEN_GRAPH
from newsclean.metadata.title import split_title
from newsclean.metadata.values import folded
from newsclean.patterns import lazy_pattern

_WORD = lazy_pattern(r"[\p{L}\p{N}]+")
_WIDE = lazy_pattern(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]")
_SEPARATOR = lazy_pattern(r"\s+(?:[|»·•‹›:/—–]|-{1,3}|::)\s+|\s*[｜ㅣ|]\s*")
_FRONT = lazy_pattern(r"(?P<site>[^:|»·–—]{2,60}?)(?:\s*[:|»]\s+|\s+[·–—-]+\s+)(?=\S)")
# Before a headline in the same element: a section behind a bar, a date, a label.
_LABELS = frozenset(["blog:", "news:", "article:", "post:", "title:"])
_TAIL = ".…- "
_KICKER_END = lazy_pattern(r"[|·•»›/]\s*$|\d\s*$|^\S+\s*$")
# A heading shares so much of its words with a stated title that both mean the same story.
_MIN_ALIKE = 0.34
# …and so much if it is that title.
_SAME = 0.9
_MIN_WORDS = 2
# A heading far from the article's beginning that is a word or two names a section; one of more characters than this is a description.
_MIN_FAR_WORDS = 3
_MAX_CHARS = 220
# A headline may be marked as a heading of this level, under one that is hidden or a section's.
_MAX_LEVEL = 3
# A headline beside a kicker has at least so many words, the kicker at most so many.
_MIN_OWN_WORDS = 4
_MAX_KICKER_WORDS = 8
# Words with which a headline begins, and that are no kicker.
_ARTICLES = frozenset(
    [
        "the",
        "a",
        "an",
        "der",
        "die",
        "das",
        "ein",
        "eine",
        "le",
        "la",
        "les",
        "un",
        "une",
        "el",
        "los",
        "las",
        "una",
        "il",
        "lo",
        "gli",
        "i",
        "o",
        "os",
        "as",
        "um",
        "uma",
        "de",
        "het",
        "een",
        "den",
        "det",
        "en",
        "ett",
        "et",
    ]
)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the page: its text, its level, and whether it stands where the article begins."""

    text: str
    level: int
    near: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """The headline: its text, the source that it is taken from, and the sources that say the same."""

    text: str
    source: str
    agreed: tuple[str, ...] = ()


def choose(stated: Sequence[tuple[str, str]], headings: Sequence[Heading], sites: Iterable[str], names: Iterable[str] = ()) -> Choice | None:
    """Return the headline of a page, or None where it has none.

    Args: `stated` are titles with their sources, the most trusted first; `sites` are the site's names; `names` other names that
        are no headline (of authors).
    Returns: the heading of the first level that agrees with a stated title and is nearest to the article; one that stands alone
        where nothing contradicts it; else the stated title, without the site's part.
    """
    own = frozenset(folded(site) for site in sites) - {""}
    not_titles = own | {folded(name) for name in names}
    titles = _without_tails([(text, source) for raw, source in stated if (text := without_site(raw, own)) and folded(text) not in own])
    levels = [one for one in headings if one.level == 1 and len(one.text) <= _MAX_CHARS and folded(one.text) not in not_titles and folded(one.text)]
    best: tuple[tuple[float, bool, int], Heading] | None = None
    for nth, heading in enumerate(levels):
        weight = max((alike(heading.text, text) for text, _ in titles), default=0.0)
        if not heading.near and _size(heading.text) < _MIN_FAR_WORDS and weight < _SAME:
            continue
        # far from the article, one that is no stated title is another story's
        key = (round(weight if heading.near or weight >= _SAME else weight / 2, 2), heading.near, -nth)
        if weight >= _MIN_ALIKE and (best is None or key > best[0]):
            best = key, heading
    if best is None and levels and (not titles or len(levels) == 1):
        alone = levels[0]
        if not titles or (alone.near and _size(alone.text) > 3):
            best = (0.0, True, 0), alone
    if best is not None:
        text = _shown_below(best[1], headings, titles) or best[1].text
        cut = _as_stated(text, titles)
        if cut is None:
            cut = without_site(text, own)
        return _agreed(cut, HEADING, titles)
    shown = {folded(one.text) for one in headings}
    for text, source in titles:  # a stated title that the page shows as a heading of another level
        if folded(text) in shown:
            return _agreed(text, source, titles)
    return _agreed(titles[0][0], titles[0][1], titles) if titles else None


def _shown_below(best: Heading, headings: Sequence[Heading], titles: Sequence[tuple[str, str]]) -> str | None:
    """Return the title for previews as a heading of a lower level has it, where the first level is made for search engines or names a section.

    It stands where the article begins, or the heading of the first level is no stated title. One of the two may have a kicker before the headline.
    """
    word = folded(best.text)
    previews = [text for text, source in titles if source == OPEN_GRAPH and _size(text) > _MIN_WORDS]
    if any(folded(text) == word for text in previews):
        return None
    lone = all(folded(text) != word for text, _ in titles)
    for one in headings:
        if 1 < one.level <= _MAX_LEVEL and (one.near or lone):
            for text in previews:
                if folded(one.text) == folded(text):
                    return one.text
                if one.near and (short := _without_kicker(one.text, text)) is not None and not word.endswith(folded(short)):
                    return short
    return None


def _without_kicker(heading: str, title: str) -> str | None:
    """Return the shorter of a heading and a title, if the other is the same with a kicker before it."""
    short, long = (heading, title) if len(heading) < len(title) else (title, heading)
    return short if long.endswith(short) and _size(short) >= _MIN_OWN_WORDS and _size(long[: -len(short)]) <= _MAX_KICKER_WORDS else None


def _without_tails(titles: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return titles, those that are another one with a tail ("… - Politics") cut to that other one."""
    shortest = min((text for text, _ in titles if _size(text) >= 3), key=len, default="")
    found = []
    for text, source in titles:
        tail = text[len(shortest) :].strip()
        cut = shortest and text != shortest and text.startswith(shortest) and tail[:1] in ("-", "–", "—", "|", "»", "ㅣ", "·")
        found.append((shortest if cut else text, source))
    return found


def _agreed(text: str, source: str, titles: Sequence[tuple[str, str]]) -> Choice:
    word = folded(text)
    return Choice(text, source, tuple(dict.fromkeys(one for title, one in titles if one != source and folded(title) == word)))


@lru_cache(maxsize=256)  # most tags of a page say the same
def without_site(title: str, own: frozenset[str]) -> str:
    """Return a title without the site's name at its end or beginning, and sections between.

    Args: `own` are the site's names, folded. A part that is one of them goes whatever its form; others as `split_title` says.
    """
    title = title.strip()
    if title.isalnum() or not any(mark in title for mark in "|»·•‹›:/—–-｜ㅣ"):
        return title
    marks = list(_SEPARATOR.finditer(title))
    for nth, mark in enumerate(marks):
        rest = folded(title[mark.end() :])
        parts = [folded(title[m.end() : (marks[k + 1].start() if nth <= k < len(marks) - 1 else len(title))]) for k, m in enumerate(marks) if k >= nth]
        if rest in own or (parts and parts[-1] in own and all(part in own or len(part) <= 24 for part in parts)):
            head = title[: mark.start()].strip()
            if _size(head) >= 2 or len(head) > 8:
                return head
    front = _FRONT.match(title)
    if front is not None and folded(front["site"]) in own:
        return title[front.end() :].strip()
    return split_title(title)[0]


def _as_stated(text: str, titles: Sequence[tuple[str, str]]) -> str | None:
    """Return a heading as the stated titles have it, where they tell it apart from a kicker; None where they do not.

    A heading has kicker and headline in two elements, with nothing between them: a stated title of the same letters has them apart
    ("Basketball: Brawl in Madrid"). One that lacks the first words has the headline alone, if two sources state it or a bar or a date stands before.
    """
    word = folded(text)
    for title, _ in titles:
        if folded(title) == word and title != text and len(title.rstrip(_TAIL)) > len(text):
            return title
    for title, _ in titles:
        end = folded(title)
        if not end or word == end or not word.endswith(end) or len(end) <= 12:
            continue
        front = text[: max(0, len(text) - len(title))]
        sources = {source for other, source in titles if folded(other) == end}
        if front.strip().casefold() in _ARTICLES or front.strip().isdigit():  # "2025 Guide to …"
            continue
        if _size(front) <= 6 and (":" not in front or front.strip().casefold() in _LABELS) and (_KICKER_END.search(front.strip()) or (len(sources) > 1 and _size(front) <= 3)):
            return text[len(front) :].strip()
    return None


@lru_cache(maxsize=256)
def alike(one: str, two: str) -> float:
    """Return how much of the words of the shorter of two titles stand in the other, 0 to 1; 1 for the same letters."""
    if folded(one) == folded(two):
        return 1.0
    first, second = _tokens(one), _tokens(two)
    if not first or not second:
        return 0.0
    shared = len(first & second)
    return 0.95 * shared / min(len(first), len(second)) * (0.5 if min(len(first), len(second)) < _MIN_WORDS else 1.0)


def _tokens(text: str) -> set[str]:
    wide = [] if text.isascii() else _WIDE.findall(text)
    if len(wide) > 4:
        return {a + b for a, b in itertools.pairwise(wide)}
    return {word.casefold() for word in _WORD.findall(text)}


def _size(text: str) -> int:
    """Return the words of a text; for scripts without spaces, half the characters."""
    wide = 0 if text.isascii() else len(_WIDE.findall(text))
    return max(wide // 2, len(text.split()))
