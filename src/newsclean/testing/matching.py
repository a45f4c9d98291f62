"""Find expected texts in an input, whatever the reader mends there."""

from __future__ import annotations

import re
import unicodedata
from functools import cached_property
from html import unescape

_TAG = re.compile(r"<[^<>]{1,2000}>")
_WORD = re.compile(r"\w+")


def squeeze(text: str) -> str:
    """Return a text with each run of white space as one space."""
    return " ".join(text.split())


def places(source: str, text: str) -> list[tuple[int, int]]:
    """Return where a text stands in a source, as it is or else with other white space between its words."""
    found: list[tuple[int, int]] = []
    at = source.find(text)
    while at >= 0:
        found.append((at, at + len(text)))
        at = source.find(text, at + 1)
    if found or len(text.split()) < 2:
        return found
    return [match.span() for match in re.finditer(r"\s+".join(map(re.escape, text.split())), source)]


class Haystack:
    """An input in which texts are looked for by their letters and digits alone.

    A text may stand in the input behind entities, broken over lines or with tags between its words, and be right.
    """

    def __init__(self, source: str, format: str) -> None:
        self._source = source
        self._format = format

    @cached_property
    def _readings(self) -> tuple[str, ...]:
        """The input read in several ways: entities as characters, tags left out, and as newsclean's reader has it."""
        plain = unescape(unescape(self._source))
        readings = [plain, _TAG.sub("", plain), _TAG.sub("", unescape(_TAG.sub("", self._source)))]
        if self._format == "text":
            from newsclean.readers.text import read_text

            readings.append(read_text(self._source, None).reading(0, len(self._source)))
        return tuple(dict.fromkeys(readings))

    @cached_property
    def _letters(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(_letters(reading) for reading in self._readings))

    @cached_property
    def _words(self) -> tuple[list[str], ...]:
        return tuple(_WORD.findall(_fold(reading)) for reading in self._readings)

    def holds(self, text: str) -> bool:
        """Return whether the input holds a text in one piece."""
        if text in self._source:
            return True
        letters = _letters(text)
        return any(letters in one for one in self._letters) if letters else any(text in one for one in self._readings)

    def missing(self, text: str) -> str | None:
        """Return the first word of a text that the input does not have in this order, None if it has them all.

        Other words may stand between them in the input: filters cut sentences out of a paragraph.
        """
        letters = _letters(text)
        if any(letters in one for one in self._letters):
            return None
        wanted = _WORD.findall(_fold(text))
        best = 0
        for words in self._words:
            if self._format == "html":  # in a page, the order of the source need not be the order of reading
                there = set(words)
                got = next((i for i, word in enumerate(wanted) if word not in there), len(wanted))
            else:
                got = _run_through(wanted, words)
            best = max(best, got)
        return None if best == len(wanted) else wanted[best]


def _run_through(wanted: list[str], words: list[str]) -> int:
    """Return how many of the wanted words come one after the other among the words."""
    got = 0
    for word in words:
        if got < len(wanted) and word == wanted[got]:
            got += 1
    return got


def _fold(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _letters(text: str) -> str:
    return "".join(char for char in _fold(text) if char.isalnum())
