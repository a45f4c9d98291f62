"""`consent_banner`: notices about cookies and consent, and their buttons."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

import regex

from newsclean.draft import Draft
from newsclean.filters._furniture import buttons, gathered
from newsclean.filters._prompts import Manner, find_prompts
from newsclean.model import Removal, Tier

# What a sentence or block beside a notice must speak of to go with it.
_TOPIC = regex.compile(
    r"""\b(?:cookies?|consent|privacy|tracking|personal\ data|third[- ]part(?:y|ies)|preferences|browser|personali[sz]ed?|opt\ out
        |einwilligung|datenschutz\w{0,12}|zustimm\w{1,5}|personenbezogene|widerruf\w{0,5}
        |consentement|confidentialité|vie\ privée|données\ personnelles|publicité\ personnalisée|vos\ choix
        |consentimiento|privacidad|navegación|datos\ personales|privacidade|navegação|dados\ pessoais|consenso|navigazione|dati\ personali)\b""",
    regex.VERBOSE,
)

# What "By clicking …", "To give you …" must speak of to be a notice of the page.
_OFFER = regex.compile(
    r"""\b(?:(?:use|storing|storage|placement|setting)\ of\ (?:\w{1,14}\ ){0,4}(?:cookies|tracking)|(?:our|website|site)\ uses?\ (?:\w{1,14}\ ){0,3}cookies
        |(?:store|set|place|accept|allow)\ (?:\w{1,14}\ ){0,3}cookies\ on\ your|cookie\ (?:policy|notice|settings|preferences)
        |(?:our|and)\ (?:privacy|cookie)\ (?:policy|notice|statement)
        |cookies\ (?:verwend|nutz|setz|akzept|zu)\w{0,5}|verwendung\ von\ cookies|l'utilisation\ (?:de|des)\ cookies|dépôt\ de\ cookies
        |uso\ de\ (?:las\ |los\ )?cookies|uso\ dei\ cookie|utilização\ de\ cookies|nossa\ política\ de\ privacidade|nuestra\ política\ de\ (?:privacidad|cookies))\b""",
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
        found = list(find_prompts(draft, self, manner))
        yield from found
        starts = {removal.span for removal in found}
        sure = {cue.block for cue in cues if draft.blocks[cue.block].span in starts}
        more = gathered(draft, cues, sure, (cue.block for cue in cues if cue.role in ("label", "line")))
        for index, cue in more.items():
            if index not in sure:
                yield draft.remove_block(self, draft.blocks[index], "signs of a consent notice gather in the block", draft.text_of(cue), Tier.LIKELY)
        if sure or more:
            for block in buttons(draft, sure.union(more), self.category):
                if block.span not in starts:
                    yield draft.remove_block(self, block, "button beside a consent notice", draft.text_of(block), Tier.LIKELY)
