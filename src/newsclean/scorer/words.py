"""What the characters and words of each block say: lengths, marks, function words, words of the story and of its title."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from newsclean.language import _FUNCTION_WORDS
from newsclean.patterns import lazy_pattern
from newsclean.scorer.sheet import Array, Sheet

if TYPE_CHECKING:
    from newsclean.draft import Draft

NAMES = (
    "log_words",
    "log_chars",
    "word_length",
    "capital_share",
    "digit_share",
    "comma_rate",
    "stop_rate",
    "quote_rate",
    "mark_share",
    "first_upper",
    "last_mark",
    "function_share",
    "word_odds",
    "topic",
    "title_share",
    "title_cover",
    "copies",
    "copy_before",
)
# Longer blocks are measured by their beginning: sixteen bits count up to 65,535.
_MAX_MEASURED_CHARS = 60_000
_MAX_COPY_CHARS = 300
_MAX_TITLE_CHARS = 300
_MIN_STORY_WORDS = 15
_MIN_TOPIC_CHARS = 5
_SLOT_BITS = 12
# How many bits of a word's hash say which weight is its own among those of `word_table`.
WORD_BITS = 14
_WORD = lazy_pattern(r"[^\W_]{3,60}")
_MIX = np.uint64(0x9E3779B97F4A7C15)
_LETTERS, _DIGITS, _MARKS = 0, 2, 3


class Blocks(NamedTuple):
    """The blocks of a document as arrays, one number a block."""

    starts: Array
    ends: Array
    words: Array
    ended: Array
    prose: Array
    kinds: Array
    chars: Array


@cache
def _classes() -> tuple[Array, Array]:
    """Return two tables over the first 65,536 code points: four counters of 16 bits each, packed, for each character.

    The first counts letters, capitals, digits and other signs; the second commas, full stops, quotes and the signs of menus.
    """
    one, two = np.zeros(65536, np.uint64), np.zeros(65536, np.uint64)
    for code in range(65535):
        if 0xD800 <= code < 0xE000:
            continue
        char = chr(code)
        if char.isalpha():
            one[code] = 1 | (1 << 16 if char.isupper() else 0)
        elif char.isdigit():
            one[code] = 1 << 32
        elif not char.isspace():
            one[code] = 1 << 48
            if char in ",;:、，":
                two[code] = 1
            elif char in ".!?…。！？":
                two[code] = 1 << 16
            elif char in '"“”„«»‘’「」':
                two[code] = 1 << 32
            elif char in "|/›•·>–—-©@#→":
                two[code] = 1 << 48
    return one, two


@cache
def _function_table(language: str | None) -> Array | None:
    """Return a hash table of the function words of a language, or None for one that has none here."""
    words = _FUNCTION_WORDS.get(language or "")
    return None if words is None else _table(_hashes_of(words.split()))


def _hashes_of(words: list[str]) -> Array:
    codes = np.frombuffer((" ".join(words) + "    ").encode("utf-32-le", "surrogatepass"), np.uint32)
    lengths = np.array([len(word) for word in words])
    starts = np.concatenate(([0], np.cumsum(lengths[:-1] + 1)))
    return _word_hashes(codes, starts, lengths)


def _word_hashes(codes: Array, starts: Array, lengths: Array) -> Array:
    """Return a hash of each word: of its first three letters, its last and its length. `codes` has 3 to spare at its end."""
    h = codes[starts] & np.uint64(0xFFFF)
    h = h | np.where(lengths > 1, codes[starts + 1] & np.uint64(0xFFFF), 0).astype(np.uint64) << np.uint64(16)
    h = h | np.where(lengths > 2, codes[starts + 2] & np.uint64(0xFFFF), 0).astype(np.uint64) << np.uint64(32)
    h = h | (codes[starts + lengths - 1] & np.uint64(0xFFFF)) << np.uint64(48)
    return (h + lengths.astype(np.uint64)) * _MIX


def _slots(hashes: Array) -> Array:
    return (hashes >> np.uint64(64 - _SLOT_BITS)).astype(np.int64)


def _table(hashes: Array) -> Array:
    table = np.zeros(1 << _SLOT_BITS, np.uint64)
    table[_slots(hashes)] = hashes
    return table


class Tokens(NamedTuple):
    """The words of a document: their hashes and lengths; and for each block its first word and the one behind its last."""

    hashes: Array
    lengths: Array
    first: Array
    end: Array


def tokens(draft: Draft, blocks: Blocks, packed: Array) -> Tokens:
    """Return the words of a document. `packed` are the classes of its characters, as the first table of `_classes` has them."""
    wordly: Array = (packed & np.uint64(0xFFFF0000FFFF)) != 0
    edges: Array = np.flatnonzero(wordly[1:] != wordly[:-1]) + 1
    if wordly[0]:
        edges = np.concatenate(([0], edges))
    starts = edges[::2]
    lengths = np.minimum(edges[1::2] - starts, 60)
    lowered = np.frombuffer((draft.fold + "   ").encode("utf-32-le", "surrogatepass"), np.uint32)
    return Tokens(_word_hashes(lowered, starts, lengths), lengths, np.searchsorted(starts, blocks.starts), np.searchsorted(starts, blocks.ends))


def classes_of(text: str) -> tuple[Array, Array]:
    """Return the classes of a text's characters, by the two tables of `_classes`; three spaces stand behind the text."""
    one, two = _classes()
    codes = np.minimum(np.frombuffer((text + "   ").encode("utf-32-le", "surrogatepass"), np.uint32), 65535)
    return one[codes], two[codes]


def word_slots(hashes: Array) -> Array:
    """Return the place of each word's weight in the table of words."""
    return (hashes >> np.uint64(64 - WORD_BITS)).astype(np.int64)


def measure(sheet: Sheet, draft: Draft, blocks: Blocks, weights: Array) -> None:
    """Write the columns of `NAMES` for all blocks. Linear in the text.

    Args: `weights` says what each slot of words adds to the odds of its block.
    """
    packed, marked = classes_of(draft.document.mended)
    places = np.empty(2 * sheet.n, np.int64)
    places[::2], places[1::2] = blocks.starts, np.minimum(blocks.ends, blocks.starts + _MAX_MEASURED_CHARS)
    counted, signs = _unpacked(np.add.reduceat(packed, places)), _unpacked(np.add.reduceat(marked, places))
    letters = counted[_LETTERS]
    seen = np.maximum(letters + counted[_DIGITS] + counted[_MARKS], 1)
    found = tokens(draft, blocks, packed)
    words = np.maximum(found.end - found.first, 1)

    sheet["log_words"] = np.log1p(blocks.words)
    sheet["log_chars"] = np.log1p(blocks.chars)
    sheet["word_length"] = np.minimum(letters / words, 15)
    sheet["capital_share"] = counted[1] / np.maximum(letters, 1)
    sheet["digit_share"] = counted[_DIGITS] / seen
    sheet["comma_rate"] = np.minimum(signs[0] / words, 1)
    sheet["stop_rate"] = np.minimum(signs[1] / words, 1)
    sheet["quote_rate"] = np.minimum(signs[2], 6)
    sheet["mark_share"] = signs[3] / seen
    sheet["first_upper"] = (packed[blocks.starts] >> np.uint64(16)) & np.uint64(1)
    sheet["last_mark"] = packed[blocks.ends - 1] >> np.uint64(48)
    if len(found.hashes):
        _words(sheet, draft, blocks, found, words, weights)
    _copies(sheet, draft.fold, blocks)


def _unpacked(sums: Array) -> Array:
    """Return the four counters of every other sum, of the shape (4, blocks)."""
    return sums[::2].astype("<u8").view("<u2").reshape(-1, 4).T.astype(np.float32)


def _words(sheet: Sheet, draft: Draft, blocks: Blocks, found: Tokens, words: Array, weights: Array) -> None:
    """Write what the words are: of the language's grammar, of what speaks to visitors, of the story, of the title."""
    hashes, lengths, first, end = found
    slots = _slots(hashes)
    count = len(hashes)

    def per_block(values: Array, kind: type = np.int64) -> Array:
        sums: Array = np.zeros(count + 1, kind)
        np.cumsum(values, out=sums[1:])
        return sums[end] - sums[first]

    # a word of the story stands in its long paragraphs too, besides this place
    content = lengths >= _MIN_TOPIC_CHARS
    opened: Array = np.zeros(count + 1, np.int32)
    long = blocks.prose & (blocks.words >= _MIN_STORY_WORDS)
    np.add.at(opened, first[long], 1)
    np.subtract.at(opened, end[long], 1)
    told = np.cumsum(opened[:count]) > 0
    often = np.bincount(slots[told & content], minlength=1 << _SLOT_BITS)[slots] - told
    table = _function_table(draft.language)
    # three counters of 20 bits, added up in one go
    packed = content * ((np.minimum(often, 3) << 40) + (1 << 20))
    if table is not None:
        packed = packed + (table[slots] == hashes)
    counted = per_block(packed)
    sheet["function_share"] = (counted & 0xFFFFF) / words if table is not None else -1.0
    sheet["topic"] = (counted >> 40) / np.maximum(3 * ((counted >> 20) & 0xFFFFF), 1)
    sheet["word_odds"] = per_block(weights[word_slots(hashes)], np.float64) / np.sqrt(words)
    title = _title_hashes(draft, hashes, first, end)
    if len(title):
        named = per_block((_table(title)[slots] == hashes) & (lengths > 2))
        sheet["title_share"] = named / words
        sheet["title_cover"] = np.minimum(named / len(title), 1.5)


def _title_hashes(draft: Draft, hashes: Array, first: Array, end: Array) -> Array:
    """Return the hashes of the words of the page's title; for text, of its first short line."""
    page = draft.document.page
    if page is None:
        for nth, block in enumerate(draft.blocks[:5]):
            if 4 <= block.words <= 30 and not block.prose:
                return np.unique(hashes[first[nth] : end[nth]])
        return hashes[:0]
    words = dict.fromkeys(_WORD.findall((page.title or "")[:_MAX_TITLE_CHARS].lower()))
    return np.unique(_hashes_of(list(words))) if words else hashes[:0]


def _copies(sheet: Sheet, fold: str, blocks: Blocks) -> None:
    """Write how often each block stands in the document again, and whether it stood there before."""
    seen: dict[str, int] = {}
    ends = np.minimum(blocks.ends, blocks.starts + _MAX_COPY_CHARS).tolist()
    alike = np.array([seen.setdefault(fold[a:b], nth) for nth, (a, b) in enumerate(zip(blocks.starts.tolist(), ends, strict=True))])
    sheet["copies"] = np.minimum(np.bincount(alike)[alike] - 1, 5)
    sheet["copy_before"] = alike != np.arange(sheet.n)
