"""`disclosure`: what a publisher declares to the reader: commissions, risks, whose opinion it is, how the text was made."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

import regex

from newsclean.draft import Draft
from newsclean.features import sentence_at
from newsclean.filters._place import between_prose
from newsclean.filters._speech import quoted, told
from newsclean.model import Block, Cue, Removal, Tier
from newsclean.patterns import lazy_pattern

# The publisher speaks of itself or of this text; "you", "Sie", "vous" alone stand in any advice.
_ADDRESS = lazy_pattern(
    r"""\b(?:we|our|us|i|my|ourselves
        |(?:this|these|the\ (?:above|following|present))\ (?:\w+\ )?(?:articles?|posts?|story|stories|page|blog|columns?|website|site|contents?|interview|translation|summary|information|material|piece|newsletter|podcast|video|links?|guide|list|report|review|press\ release)
        |(?:the|any|all)\ (?:\w+\ )?(?:contents?|information|material|views?|opinions?|statements?|positions?|products?|links?|article|column|blog|site|website)\ (?:on|in|here|contained|provided|expressed|presented|published|linked|featured|represented|above|herein|of|does|do|is|are)
        |views|opinions?|authors?|writers?|columnists?|contributors?|reporter|editors?|editorial(?:ly|s)?|affiliates?|sponsored|advertis\w{2,6}
        |wir|uns|unser[ens]?|dies(?:er|e|es|em)\ (?:artikels?|beitrags?|texts?|seite|website|inhalte?|meldung|übersetzung|kolumne|informationen|links?)|autor\w{0,4}|redaktion\w{0,6}|gastbeiträge|verfasser\w{0,3}|affiliate-?links?|meinung(?:en)?|(?:die|alle)\ (?:inhalte|informationen|angaben)
        |nous|notre|nos|cet?t?e?\ (?:article|texte|page|contenu|site|traduction|tribune|chronique)|ces\ (?:informations|contenus)|auteurs?|rédaction|liens|propos|les\ informations\ (?:fournies|contenues|publiées|présentes)
        |nosotros|nuestr[oa]s?|est[eao]s?\ (?:artículo|contenidos?|texto|página|información|columna|nota|blog|web|sitio|traducción|publicación)|opiniones|(?:la|las)\ opini[oó]n(?:es)?\ (?:expresad|vertid|de\ (?:los|las|este|esta|nuestr))\w*|autor(?:es|a|as)?|redacción|columnistas?|enlaces?|la\ información\ (?:contenida|publicada|facilitada)
        |est[ea]s?\ (?:artigo|texto|conteúdos?|página|matéria|coluna|site|blog|publicação|tradução|informações)|noss[oa]s?|opiniões|a\ opinião\ d\w+|redação|colunistas?|artigos
        |quest[oaie]\ (?:articol[oi]|contenut[oi]|testo|pagina|sito|informazion[ei]|traduzione|rubrica)|nostr[oaie]|autor[ei]|redazione|collaboratori|opinion[ei]|le\ informazioni\ (?:contenute|fornite|pubblicate)
        |podemos|podríamos|poderemos|potremmo|riceviamo|obtenemos|recebemos)\b""",
    regex.VERBOSE,
)
# A sentence that says what a publisher earns by names the way to the shop: a third person's commission does not.
_SHOPPED = lazy_pattern(r"commission|provision|comisión|comissão|commissione|compensat")
_SHOP = lazy_pattern(
    r"\b(?:links?|liens?|enlaces?|affiliat\w{1,4}|buy|bought|purchases?|purchased|click\w{0,3}|kauf\w{0,3}|einkauf|käufe|bestell\w{0,3}|achats?|achetez|compr(?:as?|ar|es)|acquist\w{1,4}|shop|retail\w{0,3}|händler)\b"
)
# Warnings that any adviser gives. The fixed sentence ends soon, speaks of the future, or of what the publisher offers.
_RISKS = lazy_pattern(
    r"performance|losing money|your investment|subject to risk|involves risk|risiko|totalverlust|wertentwicklung|rentabilidad|rendimient|rendimenti|subject to change|prices "
)
_FUTURE = lazy_pattern(r"futur|zukünft|künftig|loss of principal|verlust|avenir")
_OWN = lazy_pattern(r"\b(?:we|our|us|this|these|wir|unser\w{0,2}|nous|notre|nos|nuestr[oa]s?|noss[oa]s?|nostr[oaie]|principal|broker\w{0,4}|cfds?)\b")
# What only a publisher has to say, whoever is its subject: "The Penny Owl has a disclosure policy".
_PLAIN = lazy_pattern(
    r"position|policy|sourced|übersetz|translat|traduit|traducid|traducción|tradott|traduzion|traduzid|syndicated|affilia|afilia|affili|sternchen|intelligen|\bki\b|\bai\b|according to|attributes|process|guidelines|no compensation"
)
# "His website bore the line that its plans were for educational purposes only": a clause that leads up to the phrase.
_CLAUSE = lazy_pattern(r"\b(?:line|words?|phrase|sentence|sticker|label|claim(?:s|ed)?|satz|hinweis|phrase|frase|mention)\ (?:that|dass|que|che)\b")
_FEW_WORDS, _MANY_WORDS = 3, 5
# A note of this length that speaks as the publisher goes whole for one of its sentences.
_MAX_NOTE_WORDS = 45
# What is looked at in a hostile document: phrases in one block, characters around one.
_MAX_CUES, _REACH_CHARS = 40, 300
_COLON = lazy_pattern(r"\s{0,2}(?:\(s\))?\s{0,2}[:–—-]\s")


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
                tier = Tier.POSSIBLE if between_prose(draft, blocks[cue.block]) else Tier.LIKELY
                gone[cue.block] = draft.remove_block(self, blocks[cue.block], reason, evidence, tier)
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
        cues = [cue for cue in cues[-_MAX_CUES:] if not quoted(draft, block, cue.start)]
        if opening is None:
            cues = [cue for cue in cues if not told(draft, sentence_at(draft, block, cue.start), cue)]
            if len({cue.phrase for cue in cues}) < 2 or cues[-1].start < cues[0].end:
                cues = [cue for cue in cues if self._declares(draft, block, cue)]
        if not cues:
            # "Disclosure: …" names itself, but what follows may belong to the story: "Disclosure: the reporter's …".
            if opening is not None and 4 < block.words <= 2 * self.max_words:
                yield draft.remove_block(self, block, "opens as a disclosure", draft.text_of(opening), Tier.POSSIBLE)
            return
        first = sentence_at(draft, block, cues[0].start)
        several = any(cue.start >= cues[0].end for cue in cues)
        tier = Tier.LIKELY
        evidence = draft.text_of(cues[0])
        longest = 2 * self.max_words if several or opening is not None else self.max_words
        begins = first.start <= block.content_start or opening is not None
        if block.words <= longest and (begins or several or (block.words <= _MAX_NOTE_WORDS and _OWN.search(draft.fold, block.start, block.end))):
            yield draft.remove_block(self, block, "declares something to the reader", evidence, tier)
            return
        done = -1
        for cue in cues:
            span = sentence_at(draft, block, cue.start)
            if span.start > done and span.end - span.start <= 500:
                done = span.start
                yield draft.remove(self, span.start, span.end, "sentence that declares something to the reader", draft.text_of(cue), tier)

    def _declares(self, draft: Draft, block: Block, cue: Cue) -> bool:
        """Return whether the publisher declares what a phrase says: of itself or of this text, or in a fixed sentence."""
        span = sentence_at(draft, block, cue.start)
        fold, phrase = draft.fold, cue.phrase.lower()
        start, end = max(span.start, cue.start - _REACH_CHARS), min(span.end, cue.end + _REACH_CHARS)
        behind = len(fold[cue.end : end].split())
        if _RISKS.search(phrase):
            return behind <= _MANY_WORDS or (_FUTURE.search(fold, cue.start, end) is not None and behind <= 2 * _MANY_WORDS) or _OWN.search(fold, start, end) is not None
        if _ADDRESS.search(fold, start, end) is not None:
            return _CLAUSE.search(fold, start, cue.start) is None
        if _PLAIN.search(phrase):
            return True
        if _SHOPPED.search(phrase):
            return _SHOP.search(fold, start, end) is not None
        return cue.start - span.start <= _FEW_WORDS and behind <= _FEW_WORDS


def _place(removal: Removal) -> tuple[int, int]:
    return removal.span.start, removal.span.end
