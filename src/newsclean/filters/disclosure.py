"""`disclosure`: what a publisher declares to the reader: commissions, risks, whose opinion it is, how the text was made."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

import regex

from newsclean.draft import Draft
from newsclean.features import near_end, sentence_at
from newsclean.model import Block, Cue, Removal, Tier

# The publisher speaks for itself or to the reader; a story that reports on such words does neither.
_ADDRESS = regex.compile(
    r"\b(?:we|our|us|i|my|you|your|this (?:article|post|story|page|blog|column|website|site|content|interview|translation|summary)|"
    r"wir|uns|unsere\w?|sie|ihnen|dieser? (?:artikel|beitrag|text)|nous|notre|nos|vous|votre|cet article|nuestr[oa]s?|este (?:artículo|artigo|texto|conteúdo|contenido)|"
    r"redaktion|rédaction|redacción|redação|redazione|podemos|podríamos|poderemos|potremmo|riceviamo|questo articolo)\b"
)
_REPORTED = regex.compile(
    r"\b(?:said|says|told|wrote|argued|ruled|warned|added|according to|sagte|sagt|erklärte|laut|teilte|dijo|afirmó|según|a déclaré|a-t-il|a-t-elle|selon|disse|afirmou|segundo|ha detto|secondo)\b"
)
# What is looked at in a hostile document: phrases in one block, characters before one for an open quotation.
_MAX_CUES, _QUOTE_CHARS = 40, 2000
_COLON = regex.compile(r"\s{0,2}(?:\(s\))?\s{0,2}[:–—-]\s")


@dataclass(frozen=True, slots=True, kw_only=True)
class Disclosure:
    """Remove what the publisher declares to the reader and the story does not tell.

    Removes: notes on affiliate links and commissions, on the risk of investing, on opinions that are not the
        newsroom's, on advice that the text does not give, on the editorial process (with the labels under it), on
        machine translation and texts made with AI.
    Keeps: the same words in a quotation or reported by somebody, stories about commissions, risks and disclosure,
        corrections and editor's notes ("This interview has been edited for length and clarity").
    Options: `max_words`, the longest block removed whole for one phrase, in words; of a longer one only the sentence
        goes, and of a block with several phrases twice as many words.
    Source: the cues in `phrases/`, each with the page it was seen on.
    """

    name: ClassVar[str] = "disclosure"
    category: ClassVar[str] = "disclosure"
    max_words: int = 70

    def find(self, draft: Draft) -> Iterator[Removal]:
        """Yield the removals in a draft."""
        cues = draft.cues_of(self.category)
        if not cues:
            return
        blocks = draft.blocks
        inside: dict[int, list[Cue]] = {}
        gone: dict[int, Removal] = {}
        parts: list[Removal] = []
        labels: dict[int, Cue] = {}
        for cue in cues:
            if cue.role == "label":
                labels[cue.block] = cue
            elif cue.role == "line":
                reason, evidence = "a label of the publisher's and nothing else", draft.text_of(cue)
                gone[cue.block] = draft.remove_block(self, blocks[cue.block], reason, evidence, Tier.LIKELY)
            else:
                inside.setdefault(cue.block, []).append(cue)
        for nth, found in inside.items():
            if nth in gone:
                continue
            opening = next((cue for cue in found if cue.role == "opening" and _COLON.match(draft.fold, cue.end, blocks[nth].end)), None)
            for removal in self._phrases(draft, blocks[nth], [cue for cue in found if cue.role == "within"], opening):
                if removal.span == blocks[nth].span:
                    gone[nth] = removal
                else:
                    parts.append(removal)
        for nth in sorted(gone):
            removal = gone[nth]
            for step in (1, -1):
                at = nth + step
                while at in labels and at not in gone and removal.tier is not Tier.POSSIBLE:
                    reason = "label of the note beside it"
                    gone[at] = draft.remove_block(self, blocks[at], reason, draft.text_of(labels[at]), removal.tier)
                    at += step
        yield from sorted([*parts, *gone.values()], key=_place)

    def _phrases(self, draft: Draft, block: Block, cues: list[Cue], opening: Cue | None) -> Iterator[Removal]:
        """Yield the block, or the sentences of it, that hold phrases of a disclosure."""
        cues = [cue for cue in cues[-_MAX_CUES:] if draft.fold.count('"', max(block.start, cue.start - _QUOTE_CHARS), cue.start) % 2 == 0]
        edge = near_end(draft, block) or block.index <= 3
        if not cues:
            # "Disclosure: …" names itself, but what follows may belong to the story: "Disclosure: the reporter's …".
            if opening is not None and 4 < block.words <= 2 * self.max_words:
                yield draft.remove_block(self, block, "opens as a disclosure", draft.text_of(opening), Tier.POSSIBLE)
            return
        first, last_span = sentence_at(draft, block, cues[0].start), sentence_at(draft, block, cues[-1].start)
        if opening is None and (_REPORTED.search(draft.fold, first.start, cues[0].start) or _REPORTED.search(draft.fold, cues[-1].end, last_span.end)):
            return
        several = any(cue.start >= cues[0].end for cue in cues)
        within = (block.start, block.end) if block.words <= self.max_words else (first.start, last_span.end)
        addressed = _ADDRESS.search(draft.fold, *within) is not None
        tier = Tier.LIKELY if edge or addressed or several else Tier.POSSIBLE
        evidence = draft.text_of(cues[0])
        longest = 2 * self.max_words if several or opening is not None else self.max_words
        begins = first.start <= block.content_start or opening is not None
        if block.words <= longest and (begins or several or (addressed and block.words <= 45)):
            yield draft.remove_block(self, block, "declares something to the reader", evidence, tier)
            return
        done = -1
        for cue in cues:
            span = sentence_at(draft, block, cue.start)
            if span.start > done and span.end - span.start <= 500:
                done = span.start
                yield draft.remove(self, span.start, span.end, "sentence that declares something to the reader", draft.text_of(cue), tier)


def _place(removal: Removal) -> tuple[int, int]:
    return removal.span.start, removal.span.end
