"""How every reader measures a block: where its words begin and end, whether it ends a sentence, whether it is prose."""

from __future__ import annotations

import regex

from newsclean.model import FILLER, Block, Kind
from newsclean.phrases import EDGE

SENTENCE_END = frozenset(".!?…。！？｡؟।։")
_CLOSERS = frozenset("\"'”’»“‘›)]」』*_")
_EDGE = frozenset(EDGE)
# Scripts written without spaces between words: two characters count as one.
CJK = regex.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]")

# How sentences are told apart from fragments: a sentence has at least 9 words; 30 words are prose without a full stop too.
PROSE_MIN_WORDS = 9
LONG_MIN_WORDS = 30
_new = tuple.__new__


def content_of(part: str, start: int, end: int) -> tuple[int, int]:
    """Return the offsets between which a block has words: without bullets, brackets, icons and closing punctuation.

    Args: `part` is the text from `start` to `end`. Returns: `(start, end)` where the block is nothing but such marks.
    """
    if part[0].isalnum():  # as most blocks are: words, and at most one mark behind them
        if part[-1].isalnum():
            return start, end
        if part[-2].isalnum():
            return start, end - 1 if part[-1] in _EDGE else end
    left = part.lstrip(EDGE)
    content_start = end - len(left)
    content_end = content_start + len(left.rstrip(EDGE))
    return (content_start, content_end) if content_start < content_end else (start, end)


def ends_sentence(mended: str, start: int, end: int) -> bool:
    """Return whether the characters before `end` close a sentence, quotation marks and brackets behind it included."""
    last, closers = end - 1, 3
    if mended[last] in SENTENCE_END:
        return True
    while last > start and (mended[last] == FILLER or (closers and mended[last] in _CLOSERS)):
        closers -= mended[last] != FILLER
        last -= 1
    return mended[last] in SENTENCE_END


def make_block(nth: int, start: int, end: int, kind: Kind, content: tuple[int, int], words: int, ended: bool) -> Block:
    """Return a block with the verdict whether it reads like prose; `ended` says whether it ends as a sentence does."""
    prose = (ended and words >= PROSE_MIN_WORDS) or words >= LONG_MIN_WORDS
    return _new(Block, (nth, start, end, kind, *content, words, ended, prose))
