"""`consent_banner`: notices about cookies and consent, and their buttons."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import ClassVar

import regex

from newsclean.draft import Draft
from newsclean.features import sentence_at
from newsclean.filters._furniture import buttons, gathered
from newsclean.filters._place import inside_story
from newsclean.filters._prompts import Manner, find_prompts
from newsclean.filters._speech import others_words
from newsclean.model import Cue, Removal, Span, Tier
from newsclean.patterns import lazy_pattern

# What a sentence or block beside a notice must speak of to go with it.
_TOPIC = lazy_pattern(
    r"""\b(?:cookies?|consent|privacy|tracking|personal\ data|third[- ]part(?:y|ies)|preferences|browser|personali[sz]ed?|opt\ out
        |einwilligung|datenschutz\w{0,12}|zustimm\w{1,5}|personenbezogene|widerruf\w{0,5}
        |consentement|confidentialité|vie\ privée|données\ personnelles|publicité\ personnalisée|vos\ choix
        |consentimiento|privacidad|navegación|datos\ personales|privacidade|navegação|dados\ pessoais|consenso|navigazione|dati\ personali)\b""",
    regex.VERBOSE,
)

# What "By clicking …", "To give you …" must speak of to be a notice of the page.
_OFFER = lazy_pattern(
    r"""\b(?:(?:use|storing|storage|placement|setting)\ of\ (?:\w{1,14}\ ){0,4}(?:cookies|tracking)|(?:our|website|site)\ uses?\ (?:\w{1,14}\ ){0,3}cookies
        |(?:store|set|place|accept|allow)\ (?:\w{1,14}\ ){0,3}cookies\ on\ your|cookie\ (?:policy|notice|settings|preferences)
        |(?:our|and)\ (?:privacy|cookie)\ (?:policy|notice|statement)
        |cookies\ (?:verwend|nutz|setz|akzept|zu)\w{0,5}|verwendung\ von\ cookies|l'utilisation\ (?:de|des)\ cookies|dépôt\ de\ cookies
        |uso\ de\ (?:las\ |los\ )?cookies|uso\ dei\ cookie|utilização\ de\ cookies|nossa\ política\ de\ privacidade|nuestra\ política\ de\ (?:privacidad|cookies))\b""",
    regex.VERBOSE,
)

# Words that go on as ships and crowds do, too.
_GOES_ON = lazy_pattern(
    r"""(?:by\ continuing|if\ you\ continue|en\ poursuivant|si\ (?:vous\ )?(?:poursuivez|continúas?|continúa)|si\ sigue|al\ (?:continuar|seguir|navegar)
        |ao\ (?:continuar|navegar|prosseguir)|se\ continu|continuando|proseguendo|navigando|vous\ consentez|wenn\ sie\ (?:fortfahren|weiter))""",
    regex.VERBOSE,
)
_SITE = lazy_pattern(
    r"""\b(?:cookies?|web\w{0,5}|site|sites|sitio|sito|portale?|página|pagina|page|seite|privacy|privacidad\w?|confidentialité|datenschutz\w{0,12}|terms|términos|termos|termini|conditions|condiciones
        |consen[st]\w{0,8}|acept[ao]\w{0,4}|aceit[ao]\w{0,4}|accett[aio]\w{0,4}|acceptez|accepter|agree\w{0,3}|stimmen|polic(?:y|ies)|política|politica|politique|newsletter|traceurs|données|datos|dados|dati)\b""",
    regex.VERBOSE,
)
# No banner says it: what somebody did, did not know, or may do under the law.
_ASIDE = lazy_pattern(
    r"""\b(?:only\ if\ you|in\ law|why\ we|what\ we|although|even\ though|without\ (?:saying|knowing)|\bi\ (?:gave|was|had|am|have)
        |obwohl|obgleich|ohne\ (?:es|dass|zu\ wissen)|sans\ (?:le|l'|savoir)|alors\ que|a\ payé|sin\ (?:decirlo|saberlo|que)|aunque|multad[oa]s?|sem\ (?:saber|dizer|pensar)|embora|multat[oaie]|senza\ (?:dirlo|saperlo)|sebbene|benché
        |quasi\ mai|nobody|nadie|ninguém|nessuno|niemand|personne\ ne|(?:wurde|wurden)\ (?:verklagt|verurteilt)|was\ fined|were\ fined|accepted\ \d|accettava|aceptaba|aceitava|acceptait|akzeptierte[nt]?)\b""",
    regex.VERBOSE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentBanner:
    """Remove cookie banners, consent notices and their buttons.

    Removes: "We use cookies to improve your experience", "By continuing to browse …", the paragraphs of the notice in any
        wording ("our partners", "your device", "legitimate interest" gather), and the buttons beside it. In an article that is one block only the sentence goes.
    Keeps: reports about cookies, consent and privacy, quotations of banners, advice on settings, recipes.
    Options: `max_words`, the longest block removed as a whole, in whitespace-separated words; `max_neighbours`, how many
        blocks without a cue go with a sure one on either side.
    Source: the cues in `phrases/`, each with the page it was seen on.
    """

    name: ClassVar = "consent_banner"
    category: ClassVar = "consent_banner"
    max_words: int = 150
    max_neighbours: int = 3

    def find(self, draft: Draft) -> Iterator[Removal]:
        """Yield the removals of notices in source order."""
        cues = draft.cues_of(self.category)
        if not cues:
            return
        manner = Manner(topic=_TOPIC, offer=_OFFER, max_words=self.max_words, together=True, plain=True, reach=self.max_neighbours, continues=_TOPIC, max_gathered=0)
        told: set[int] = set()
        found = list(self._believed(draft, cues, find_prompts(draft, self, manner), told))
        yield from found
        starts = {removal.span for removal in found if removal.tier < Tier.POSSIBLE}
        sure = {cue.block for cue in cues if draft.blocks[cue.block].span in starts}
        more = gathered(draft, cues, sure, (cue.block for cue in cues if cue.role in ("label", "line")))
        for index, cue in more.items():
            if index not in sure and index not in told:
                yield draft.remove_block(self, draft.blocks[index], "signs of a consent notice gather in the block", draft.text_of(cue), Tier.LIKELY)
        if sure or more:
            for block in buttons(draft, sure.union(more), self.category):
                if block.span not in starts:
                    yield draft.remove_block(self, block, "button beside a consent notice", draft.text_of(block), Tier.LIKELY)

    def _believed(self, draft: Draft, cues: list[Cue], found: Iterator[Removal], told: set[int]) -> Iterator[Removal]:
        """Yield the removals that the story does not speak for: its sentences tell of banners, and of ships.

        Args: `told` takes the blocks in which the story speaks.
        """
        by_block: dict[int, list[Cue]] = {}
        for cue in cues:
            if cue.role in ("line", "opening", "within"):
                by_block.setdefault(cue.block, []).append(cue)
        for index, own in by_block.items():
            if all(cue.role != "line" and _of_story(draft, cue) for cue in own):
                told.add(index)
        removals = list(found)
        kept: set[int] = set()
        for removal in removals:
            index = draft.block_at(removal.span.start)
            if by_block.get(index) and index not in told:
                kept.add(index)
        for removal in removals:
            index = draft.block_at(removal.span.start)
            block = draft.blocks[index]
            if index in told or (index not in kept and not any(index + step in kept for step in range(-self.max_neighbours - 1, self.max_neighbours + 2))):
                continue
            if removal.tier is Tier.CERTAIN and inside_story(draft, block) and not {index - 1, index + 1} & kept:
                # A known line, alone where a subhead stands.
                yield replace(removal, tier=Tier.POSSIBLE)
            else:
                yield removal


def _of_story(draft: Draft, cue: Cue) -> bool:
    """Return whether the sentence of a cue tells of a banner, of the law or of something else that goes on."""
    block = draft.blocks[cue.block]
    span = sentence_at(draft, block, cue.start)
    end = max(span.end, cue.end)
    if others_words(draft, block, Span(span.start, end), cue):
        return True
    fold = draft.fold
    if _ASIDE.search(fold, span.start, end):
        return True
    # "If you continue to sail …": what continues must be the use of the site.
    return _GOES_ON.match(fold, cue.start, cue.end) is not None and _SITE.search(fold, block.start, block.end) is None
