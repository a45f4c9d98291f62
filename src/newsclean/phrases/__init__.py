"""Phrases of boilerplate, one TOML a language, compiled to one automaton each.

A phrase has a category and a role. The role says where in a block it must stand to count:
`line`, `label` and `heading` are the whole block, `opening` is its beginning, `within` is anywhere in it. Three roles are
signs that say nothing alone and are anywhere too: `act` is what the visitor is asked to do ("sign up"), `thing` what it is
about ("newsletter"), `gain` what it promises or explains ("straight to your inbox"); a block that gathers them is a prompt.
A phrase that ends in "*" also matches the beginning of a longer word.
The text that is searched is a fold of the document in which every block stands between two marks, so the
automaton itself knows the beginning and the end of a block: prose that merely uses the word "share" costs nothing.
"""

from __future__ import annotations

import tomllib
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import accumulate
from typing import Any

import regex

from newsclean.errors import ConfigError
from newsclean.model import FILLER, Block, Cue

ROLES = ("line", "label", "heading", "opening", "within", "act", "thing", "gain")
WHOLE_BLOCK = frozenset(("line", "label", "heading"))
LANGUAGES = ("en", "pt", "es", "fr", "de", "it")

_OPEN, _CLOSE = "\x02", "\x03"
# Everything that may stand around the words of a block without being one of them.
EDGE = " \t\n\r\v\f\xa0\u3000-*#>|<»«›‹•·▪■□◾●○►▶▸→➤➡↓↑←▼▲»:;,.!?…\"'()[]{}_=+~^/\\&@©®™\u200b\ufeff\uffff✓✔✕✖×❯👉📲📩🔗📷"
_SLOT = regex.compile(r"\{(number|name|site|date|any)\}")
_SLOTS = {
    "number": r"[0-9][0-9.,\u00a0 ]{0,9}[km]?",
    # A name stops at a comma and at the end of a sentence; a full stop inside it follows an initial or stands before a letter.
    "name": r"(?:[^\x02\x03\n,;:!?.…\"()]|\.(?=\S)|(?<=\b\w)\.){1,60}?",
    "site": r"(?:[^\x02\x03\n,;:!?.…\"()]|\.(?=\S)|(?<=\b\w)\.){1,60}?",
    "date": r"[^\x02\x03\n;!?]{3,40}?",
    "any": r"(?:[^\x02\x03\n.!?…]|\.(?=\S)|(?<=\b\w)\.){1,120}?",
}
# A phrase with slots reaches at most this far to either side of its longest fixed part: so many hits cost linear time.
_REACH = 250
# One character in, one character out: a dash is "-", a quote is straight, a space is " ".
_SAME = tuple(
    (a, b)
    for chars, b in (
        ("\u2019\u2018\u02bc\u00b4\u0060\u201b", "'"),
        ("\u201c\u201d\u201e\u201f\u00ab\u00bb", '"'),
        ("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
        ("\u00a0\u202f\u2009\u200a\u2002\u2003\t\u3000", " "),
    )
    for a in chars
)
_LATIN_LOWER = bytes(ord(chr(code).lower()) for code in range(256))


def fold(text: str) -> str:
    """Return `text` in lower case with plain quotes, dashes and spaces, every character in its old place.

    Returns: a string of the same length: "İ", the one character whose lower case is longer, becomes "i".
    """
    if text.isascii():
        return text.lower().replace("\t", " ").replace("`", "'")
    if "\u0130" in text:
        text = text.replace("\u0130", "i")
    if "\u03a3" in text:  # the lower case of a sigma depends on what stands beside it, in the source
        text = text.lower()
    for a, b in _SAME:
        if a in text:
            text = text.replace(a, b)
    return _lower(text)


def _lower(text: str) -> str:
    """Return a text in lower case; `str.lower` takes five times as long for one that is not ASCII.

    Most texts are Latin-1 once their quotes and dashes are plain, and of the others most lines are.
    """
    if text.isascii():
        return text.lower()
    try:
        return text.encode("latin-1").translate(_LATIN_LOWER).decode("latin-1")
    except UnicodeEncodeError:
        lines = text.splitlines(keepends=True)
        return "".join(map(_lower, lines)) if len(lines) > 1 else text.lower()


@dataclass(frozen=True, slots=True)
class _Entry:
    category: str
    role: str
    phrase: str
    check: str | None  # the pattern of a phrase with slots, compiled when it is first met
    left: bool  # a word boundary is wanted before
    right: bool  # and behind


class PhraseBook:
    """The phrases of one language and of English, ready to be found.

    Args: `tables` are parsed phrase files: `{category: {role: {phrase: seen}}}`.
    Raises: `ConfigError` for an unknown role or a phrase without a fixed part.
    """

    def __init__(self, tables: list[dict[str, Any]]) -> None:
        import ahocorasick_rs

        patterns: dict[str, list[_Entry]] = {}
        for table in tables:
            for category, role, phrase in _phrases(table):
                key, entry = _compile(category, role, phrase)
                entries = patterns.setdefault(key, [])
                if not any(e.category == category and e.role == role and e.phrase == entry.phrase for e in entries):
                    entries.append(entry)
        # A phrase that is a whole block is looked up; the automaton, whose tables must stay small to be quick, has the others.
        self._whole = {key[1:-1]: patterns.pop(key) for key in list(patterns) if _is_whole(key, patterns[key])}
        self._entries = list(patterns.values())
        self._automaton = ahocorasick_rs.AhoCorasick(list(patterns), implementation=ahocorasick_rs.Implementation.ContiguousNFA)

    def find(self, folded: str, blocks: tuple[Block, ...], parts: list[str], menu: frozenset[int] = frozenset()) -> list[Cue]:
        """Return the cues of a document in source order.

        Args: `folded` is the fold of `Document.mended`; `parts` are what `parts_of` gives for it; `menu` are the indexes of
            items of menus, of which only those count that are a phrase as a whole.
        """
        padded = FILLER in folded
        if padded:
            parts = [part.replace(FILLER, "") for part in parts]
        cues: list[Cue] = []
        whole = self._whole
        for nth, part in enumerate(parts):
            if part in whole:
                block = blocks[nth]
                cues += [Cue(block.content_start, block.content_end, entry.category, entry.role, entry.phrase, nth) for entry in whole[part]]
        if menu:
            blocks = tuple(block for block in blocks if block.index not in menu)
            parts = [parts[block.index] for block in blocks]
        haystack = _OPEN + (_CLOSE + _OPEN).join(parts) + _CLOSE
        hits = self._automaton.find_matches_as_indexes(haystack, overlapping=True)
        places = list(accumulate((len(part) + 2 for part in parts), initial=1)) if hits else []
        for number, start, end in hits:
            for entry in self._entries[number]:
                s, e = start, end
                if entry.left and _wordy(haystack[s - 1], haystack[s]):
                    continue
                if entry.right and _wordy(haystack[e], haystack[e - 1]):
                    continue
                nth = bisect_right(places, s if haystack[s] != _OPEN else s + 1) - 1
                place, size = places[nth], len(parts[nth])
                if entry.check is not None:
                    low, high = max(place - 1, s - _REACH), min(place + size + 1, e + _REACH)
                    found = next((m for m in _compiled(entry.check).finditer(haystack, low, high) if m.start() <= s and e <= m.end()), None)
                    if found is None:
                        continue
                    s, e = found.span()
                s, e = max(s, place), min(e, place + size)
                block = blocks[nth]
                if padded and size != block.content_end - block.content_start:
                    s, e = _unpad(folded, block.content_start, s - place, e - place)
                else:
                    s, e = block.content_start + s - place, block.content_start + e - place
                cues.append(Cue(s, e, entry.category, entry.role, entry.phrase, block.index))
        cues.sort(key=_order)
        return cues


def _is_whole(key: str, entries: list[_Entry]) -> bool:
    return key[0] == _OPEN and key[-1] == _CLOSE and all(entry.check is None for entry in entries)


def parts_of(folded: str, blocks: tuple[Block, ...]) -> list[str]:
    """Return the fold of each block's words, without the marks around them."""
    return [folded[block.content_start : block.content_end] for block in blocks]


@cache
def _compiled(pattern: str) -> Any:
    return regex.compile(pattern)


def _order(cue: Cue) -> tuple[int, int]:
    return cue.start, -cue.end


def _wordy(outside: str, inside: str) -> bool:
    """Return whether two neighbours are of one word; scripts written without spaces have no such edge."""
    return outside.isalnum() and inside.isalnum() and inside < "\u0e00"


def _unpad(folded: str, base: int, start: int, end: int) -> tuple[int, int]:
    """Return the offsets in a padded text of the `start`th and `end`th character that is no filler behind `base`."""
    at, seen, first = base, 0, base
    while seen < end:
        if folded[at] != FILLER:
            if seen == start:
                first = at
            seen += 1
        at += 1
    return first, at


def _phrases(table: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    for category, roles in table.items():
        if not isinstance(roles, dict):
            continue
        for role, phrases in roles.items():
            if role not in ROLES:
                raise ConfigError(f"phrases: [{category}.{role}]: expected a role of {', '.join(ROLES)}")
            for phrase in phrases:
                yield category, role, phrase


def _compile(category: str, role: str, phrase: str) -> tuple[str, _Entry]:
    folded = fold(phrase).strip()
    stem = folded.endswith("*")
    folded = folded.rstrip("*")
    whole = role in WHOLE_BLOCK
    if whole and "{" not in folded:
        folded = folded.strip(EDGE) or folded
    opened = _OPEN if whole or role == "opening" else ""
    closed = _CLOSE if whole else ""
    pieces = _SLOT.split(folded)  # literal, slot, literal, slot, … literal
    literals = pieces[::2]
    literals[0] = opened + (literals[0].lstrip(EDGE) if opened else literals[0])
    literals[-1] = (literals[-1].rstrip(EDGE) if closed else literals[-1]) + closed
    key = max(literals, key=len)
    if not key.strip(_OPEN + _CLOSE + " "):
        raise ConfigError(f"phrases: [{category}.{role}] {phrase!r}: expected some fixed text besides slots")
    if len(literals) == 1:
        return key, _Entry(category, role, phrase, None, not opened and key[0].isalnum(), not closed and not stem and key[-1].isalnum())
    pattern = regex.escape(literals[0])
    for slot, literal in zip(pieces[1::2], literals[1:], strict=True):
        pattern += _SLOTS[slot] + regex.escape(literal)
    check = (r"(?<!\w)" if not opened else "") + pattern + (r"(?!\w)" if not closed else "")
    return key, _Entry(category, role, phrase, check, False, False)


@cache
def _table(language: str) -> dict[str, Any]:
    path = resources.files(__package__) / f"{language}.toml"
    return tomllib.loads(path.read_text("utf-8")) if path.is_file() else {}


def book(language: str | None) -> PhraseBook:
    """Return the phrases for a language: its own, those of English (every newsroom borrows them) and the neutral ones.

    An unsupported language gets English and the neutral ones; None, where it is not known, gets all.
    """
    return _book(LANGUAGES if language is None else ("en", language) if language in LANGUAGES and language != "en" else ("en",))


@cache
def _book(languages: tuple[str, ...]) -> PhraseBook:
    return PhraseBook([_table(name) for name in ("any", *languages)])


def sources() -> Iterator[tuple[str, str, str, str, str]]:
    """Yield every phrase that ships as (language, category, role, phrase, where it was seen)."""
    for language in ("any", *LANGUAGES):
        table = _table(language)
        for category, role, phrase in _phrases(table):
            yield language, category, role, phrase, table[category][role][phrase]
