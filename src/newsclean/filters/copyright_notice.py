"""`copyright_notice`: the lines that say who owns the text and what may not be done with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

import regex

from newsclean.draft import Draft
from newsclean.features import near_end, sentence_at
from newsclean.filters._place import between_prose
from newsclean.filters._speech import quoted, told
from newsclean.model import Block, Cue, Fact, Removal, Tier
from newsclean.patterns import lazy_pattern

_SYMBOLS = ("©", "ⓒ", "(c)")
# A block that opens as a notice does: a sign, a word and a sign, or the word and a year. "Copyright law changed in
# 2019" opens with the word alone, "(c) the third demand" with the sign but has no year or owner behind it.
_OPENS = lazy_pattern(
    r"""
    [<\[(*|\s"-]{0,4}
    (?: all \s content s? \s | text \s | content \s )?
    (?: (?P<sign> (?: copyright \s{0,2} )? (?: © | ⓒ ) | copyright \s{0,2} \( c \) | \( c \) \s{0,2} copyright | \( c \) (?= \s{0,2} (?:19|20)\d\d ) )
      | copyright \s{0,2} (?: :\s | [\s,]{0,2} (?= (?:19|20)\d\d \b ) ) )
    """,
    regex.VERBOSE,
)
# Who may have a right in what: a sentence about copying that names none of these forbids to copy a hymn or to breed wolves.
_MATTER = lazy_pattern(
    r"""©|ⓒ|\(c\)|\bcopyright|\b(?:19|20)\d\d\b.{0,30}\brights?\b|rights\ reserved|rechte\ vorbehalten|droits\ réservés|derechos\ reservados|direitos\ reservados|diritti\ riservati|prawa\ zastrzeżone|rechten\ voorbehouden
        |\b(?:permission|consent|authori[sz]ation|licen[cs]e|zustimmung|genehmigung|erlaubnis|autorisation|accord|consentement|autorización|permiso|autorização|permissão|autorizzazione|consenso
        |this|these|our|material|content|contents|article|publication|publisher|page|site|website|text|dieser?s?|inhalte?|artikels?|beitrags?|texte?|medium|verlag\w{0,2}|cet|ce|ces|contenus?|articles|este|esta|estos|contenidos?|artículos?|textos?|publicación|nota
        |deste|conteúdos?|artigos?|matérias?|questo|contenuti?|articol[oi]|testi|pubblicazione)\b|www\.|https?:|@""",
    regex.VERBOSE,
)
# Words that lead up to a phrase and are of the notice itself: an owner, a sign, what is protected. "The page carried the words
# that no part may be reproduced" leads up by a clause of its own.
_LEADS = lazy_pattern(
    r"[^\w]{0,6}(?:(?:any|the|all|no|its?|their|und|die|jede\w?|der|das|alle|la|le|les|toute|el|los|queda|quedan|a|o|é|è|i|gli|tutti|está|expresamente|totalmente|estrictamente|strictly)\s){0,4}"
)
_CLAUSE = lazy_pattern(r"\b(?:that|dass|daß|que|che|signed|carried|read|warn\w{0,3}|said)\b")
# "© 1924 was stamped on the sheet", "(c) 2024 census figures shall be used": behind the year the sentence goes on.
_PROSE_BEHIND = lazy_pattern(
    r"\s*(?:19|20)\d\d(?:\s?[-–]\s?(?:19|20)?\d\d)?\s(?!(?:by|all|de|del|by the|von|par|per|and|und|et|e|y|to|bis|da|the|der|die|das|la|le|el|il)\b)\p{Ll}"
)
_SPAN_OF_YEARS = lazy_pattern(r"\s*(?:19|20)\d\d\s?(?:to|bis|-|–|a|à|al)\s?(?:19|20)\d\d\s*$")
# A name in front of the phrase has no verb: "Great Haven Observer, all rights reserved".
_LOWER_VERB = lazy_pattern(r"(?<=\s)(?!(?:and|of|the|by|und|et|de|di|y|e|da|do)\b)\p{Ll}{3,}")
# "Reprinted by permission of the widow, the song was in every school": a clause behind a comma with a subject of its own.
_GOES_ON = lazy_pattern(
    r",\s(?:the|a|an|he|she|it|they|der|die|das|er|sie|es|le|la|les|il|elle|el|los|lo|o|os|as)\s[^,]{2,80}\b(?:was|were|is|are|had|has|war|ist|était|est|fue|era|es|foi|é|fu|è)\b"
)
_YEAR = lazy_pattern(r"\b(?:19|20)\d\d\b")
# What a notice of one owner has, and prose about copyright has not: next to no small words.
_MAX_OWNER_WORDS = 14
_MAX_FACT_CHARS = 400
# A line that says whose the rights are; a note on where the text appeared first is no fact about them.
_RIGHTS = lazy_pattern(
    r"©|ⓒ|\(c\)|copyright|rights? reserved|rechte vorbehalten|droits|derechos|direitos|diritti|riproduzione riservata|reproduc|reproduk|nachdruck|vervielfältig|licen[cs]|rechten|rättigheter|prawa|права|hakları|转载|版权|転載|전재|may not be|urheber|prohibid|proibid|vietata|interdite"
)


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
            at = fold.find(symbol) if symbol[0] in fold else -1
            while at >= 0:
                nth = draft.block_at(at)
                if at - draft.blocks[nth].start < 24:
                    places.append(nth)
                at = fold.find(symbol, at + 1)
        for nth in sorted(set(places)):
            yield from self._notice(draft, draft.blocks[nth])

    def _notice(self, draft: Draft, block: Block) -> Iterator[Removal]:
        cues = draft.cues(block)
        line = cues.line(self.category)
        if line is not None:
            tier = Tier.POSSIBLE if self._explained(draft, block) else Tier.LIKELY if between_prose(draft, block) else Tier.CERTAIN
            yield self._whole(draft, block, "a notice of rights and nothing else", draft.text_of(line), tier)
            return
        within = cues.within(self.category)
        if within is not None and (quoted(draft, block, within.start) or told(draft, sentence_at(draft, block, within.start), within)):
            within = None
        opens = _OPENS.match(draft.fold, block.start, block.end)
        if opens is not None and self._tells(draft, block, opens):
            opens = None
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

    def _explained(self, draft: Draft, block: Block) -> bool:
        """Return whether a line is a subhead: paragraphs before and behind it, and the end of the page is far, or others like it stand near."""
        if not between_prose(draft, block):
            return False
        others = sum(1 for cue in draft.cues_of(self.category, "line") if cue.block != block.index and between_prose(draft, draft.blocks[cue.block]))
        return others > 0 or not near_end(draft, block, max_blocks=4, max_share=0.15)

    def _tells(self, draft: Draft, block: Block, opens: regex.Match[str]) -> bool:
        """Return whether a block that opens as a notice does is a sentence of the story, an item of a list, or a date in one."""
        mended, fold = draft.document.mended, draft.fold
        if _SPAN_OF_YEARS.match(fold, opens.end(), block.content_end):
            return True
        year = _YEAR.match(fold, opens.end(), block.end)
        if opens["sign"] is None and year is not None and fold[year.end() : year.end() + 1] == ":":
            return True  # "Copyright 1998: the act is passed"
        if block.sentence_end and _PROSE_BEHIND.match(mended, opens.end(), block.end):
            return True
        cue = Cue(opens.start(), opens.end(), self.category, "opening", "", block.index)
        return block.sentence_end and told(draft, sentence_at(draft, block, opens.start()), cue)

    def _rights(self, draft: Draft, block: Block, cue: Cue) -> Iterator[Removal]:
        """Yield the block or the sentences of it that say what may not be copied."""
        edge = near_end(draft, block) or block.index <= 2
        evidence = draft.text_of(cue)
        found = sentence_at(draft, block, cue.start)
        start, end = found.start, found.end
        short = block.words <= self.max_words // 2
        if not self._forbids(draft, block, cue, start, end):
            return
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

    def _forbids(self, draft: Draft, block: Block, cue: Cue, start: int, end: int) -> bool:
        """Return whether a sentence with a phrase about copying is a notice: it opens with the phrase or an owner, and is of a text."""
        fold, mended = draft.fold, draft.document.mended
        if fold[cue.start] >= "\u0e00":  # written without spaces: the sentence ends with the phrase
            return end - cue.end <= 4 or "©" in draft.text[block.start : block.start + _MAX_FACT_CHARS]
        low = max(start, cue.start - _MAX_FACT_CHARS)
        before = fold[low : cue.start]
        if _CLAUSE.search(before) and not _MATTER.search(before[: before.rfind(" that ")] if " that " in before else before):
            return False
        opens = _LEADS.fullmatch(before) is not None
        if not opens and not _MATTER.search(before) and not (mended[low : low + 1].isupper() and len(before.split()) <= 5 and not _LOWER_VERB.search(mended[low : cue.start])):
            return False
        high = min(end, cue.end + _MAX_FACT_CHARS)
        rest = fold[cue.end : high].split()
        if len(rest) <= 3:
            return True
        return _MATTER.search(fold, low, high) is not None and not (opens and _GOES_ON.search(fold, cue.end, high))

    def _whole(self, draft: Draft, block: Block, reason: str, evidence: str, tier: Tier) -> Removal:
        return draft.remove_block(self, block, reason, evidence, tier, _rights_fact(draft, block.start, block.end))


def _rights_fact(draft: Draft, start: int, end: int) -> tuple[Fact, ...]:
    text = " ".join(draft.document.reading(start, end).split())
    return (Fact("rights", text),) if len(text) <= _MAX_FACT_CHARS and _RIGHTS.search(draft.fold, start, end) else ()
