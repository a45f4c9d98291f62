"""`copyright_notice`: the lines that say who owns the text and what may not be done with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

import regex

from newsclean.draft import Draft
from newsclean.features import near_end, sentence_at
from newsclean.model import Block, Cue, Fact, Removal, Tier

_SYMBOLS = ("©", "ⓒ", "(c)")
# A block that opens as a notice does: a sign, a word and a sign, or the word and a year. "Copyright law changed in
# 2019" opens with the word alone, "(c) the third demand" with the sign but has no year or owner behind it.
_OPENS = regex.compile(
    r"""
    [<\[(*|\s"-]{0,4}
    (?: all \s content s? \s | text \s | content \s )?
    (?: (?P<sign> (?: copyright \s{0,2} )? (?: © | ⓒ ) | copyright \s{0,2} \( c \) | \( c \) \s{0,2} copyright | \( c \) (?= \s{0,2} (?:19|20)\d\d ) )
      | copyright \s{0,2} (?: :\s | [\s,]{0,2} (?= (?:19|20)\d\d \b ) ) )
    """,
    regex.VERBOSE,
)
_YEAR = regex.compile(r"\b(?:19|20)\d\d\b")
# What a notice of one owner has, and prose about copyright has not: next to no small words.
_MAX_OWNER_WORDS = 14
_MAX_FACT_CHARS = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyrightNotice:
    """Remove copyright notices, and keep their text as the metadata field `rights`.

    Removes: blocks that open with a copyright sign and an owner or a year, "All rights reserved" with what stands
        before it, and the notices that forbid or allow copying.
    Keeps: stories about copyright, the words inside a quotation, a subhead that begins with "Copyright", and notices
        in the middle of a long paragraph.
    Options: `max_words`, the longest block removed whole, in words; of a longer one only the sentence goes.
    Source: the cues in `phrases/`, each with the page it was seen on.
    """

    name: ClassVar[str] = "copyright_notice"
    category: ClassVar[str] = "copyright_notice"
    max_words: int = 80

    def find(self, draft: Draft) -> Iterator[Removal]:
        """Yield the removals in a draft."""
        places = [cue.block for cue in draft.cues_of(self.category)]
        fold = draft.fold
        for symbol in _SYMBOLS:
            at = fold.find(symbol)
            while at >= 0:
                nth = block_at(draft, at)
                if nth is not None and at - draft.blocks[nth].start < 24:
                    places.append(nth)
                at = fold.find(symbol, at + 1)
        for nth in sorted(set(places)):
            yield from self._notice(draft, draft.blocks[nth])

    def _notice(self, draft: Draft, block: Block) -> Iterator[Removal]:
        cues = draft.cues(block)
        line = cues.line(self.category)
        if line is not None:
            yield self._whole(draft, block, "a notice of rights and nothing else", draft.text_of(line), Tier.CERTAIN)
            return
        within = cues.within(self.category)
        if within is not None and draft.fold.count('"', max(block.start, within.start - 2000), within.start) % 2 == 1:
            within = None
        opens = _OPENS.match(draft.fold, block.start, block.end)
        if opens is not None and block.words <= self.max_words:
            sign = opens["sign"] is not None
            year = _YEAR.search(draft.fold, opens.end(), min(block.end, opens.end() + 80)) is not None
            if within is not None or (year and (sign or block.words <= 25)):
                yield self._whole(draft, block, "opens as a copyright notice", opens[0].strip(), Tier.CERTAIN)
            elif block.words <= _MAX_OWNER_WORDS and (sign or (year and near_end(draft, block))) and not block.prose:
                yield draft.remove_block(self, block, "a copyright sign and its owner", opens[0].strip(), Tier.LIKELY)
            return
        if within is not None:
            yield from self._rights(draft, block, within)

    def _rights(self, draft: Draft, block: Block, cue: Cue) -> Iterator[Removal]:
        """Yield the block or the sentences of it that say what may not be copied."""
        edge = near_end(draft, block) or block.index <= 2
        evidence = draft.text_of(cue)
        found = sentence_at(draft, block, cue.start)
        start, end = found.start, found.end
        short = block.words <= self.max_words // 2
        if (short and edge and start <= block.content_start) or block.words <= 15:
            yield self._whole(draft, block, "says what may not be done with the text", evidence, Tier.LIKELY)
            return
        # The owner's name stands in the sentences before: "Copyright © 2024 by A. Whitney. Reprinted by permission of …".
        opened = max(draft.fold.rfind(word, max(block.start, cue.start - 160), cue.start) for word in ("copyright", *_SYMBOLS))
        if opened >= 0:
            start = min(start, opened if block.words > self.max_words else sentence_at(draft, block, opened).start)
        behind = draft.text.count(" ", end, block.end)
        if (behind <= 40 and block.words <= 2 * self.max_words) or behind <= 12:
            end = block.end
        if start <= block.content_start and end == block.end and block.words <= self.max_words and edge:
            yield self._whole(draft, block, "says what may not be done with the text", evidence, Tier.LIKELY)
        elif end - start <= 400:
            tier = Tier.LIKELY if near_end(draft, block) or (end == block.end and opened >= 0) else Tier.POSSIBLE
            yield draft.remove(self, start, end, "sentence about the rights in the text", evidence, tier, _rights_fact(draft, start, end))

    def _whole(self, draft: Draft, block: Block, reason: str, evidence: str, tier: Tier) -> Removal:
        return draft.remove_block(self, block, reason, evidence, tier, _rights_fact(draft, block.start, block.end))


def _rights_fact(draft: Draft, start: int, end: int) -> tuple[Fact, ...]:
    text = " ".join(draft.document.reading(start, end).split())
    return (Fact("rights", text),) if len(text) <= _MAX_FACT_CHARS else ()


def block_at(draft: Draft, pos: int) -> int | None:
    """Return the index of the block that holds an offset, if any."""
    blocks = draft.blocks
    low, high = 0, len(blocks)
    while low < high:
        middle = (low + high) // 2
        if blocks[middle].end <= pos:
            low = middle + 1
        else:
            high = middle
    return low if low < len(blocks) and blocks[low].start <= pos else None
