"""`support_appeal`: a publisher's appeals for money or members."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import ClassVar

import regex

from newsclean.draft import Draft
from newsclean.filters._prompts import Manner, find_prompts
from newsclean.model import Block, Cue, Removal
from newsclean.patterns import lazy_pattern

# What a sentence beside an appeal must speak of to go with it.
_TOPIC = lazy_pattern(
    r"""\b(?:journalis\w{1,6}|newsrooms?|reporting|reporters|news|stories|investigations?|paywalls?|subscriptions?|contribut\w{1,6}
        |donat\w{1,6}|donors|support\w{0,6}|members?|membership|editorial|independen\w{1,3}|readers|ad-free|fact-checked
        |redaktion\w{0,4}|spenden?|unterstütz\w{1,5}|mitglied\w{0,10}|unabhängig\w{0,5}|leser\w{0,8}|berichte\w{0,9}
        |rédaction|dons?|soutien|soutenez|lecteurs|indépendan\w{1,5}|information
        |periodis\w{1,4}|redacción|apoy\w{1,4}|soci[oa]s?|lector\w{0,4}|donaci\w{1,5}|informando
        |jornalis\w{1,4}|redação|apoi\w{1,4}|leitor\w{0,4}|doaç\w{1,4}|giornalis\w{1,4}|redazione|sosteni\w{1,6}|donazion\w|lettori)\b""",
    regex.VERBOSE,
)
# Any charity says so, and a story may print it: these cues count when two of them stand together.
_WEAK = lazy_pattern(
    r"""^(?:we\ can|we\ couldn't|please\ support\ us|we\ could|we\ need|your\ (?:contribution|donation|support)|become\ a\ member|please\ consider\ (?:becoming|making|donating|a\ one-off)
        |make\ a\ tax|contributions\ are|consider\ becoming|play\ a\ crucial|support\ (?:the\ work|our\ mission|our\ work|us)|supporting\ our\ efforts
        |if\ you\ (?:can\ afford|like)|mit\ (?:ihrer|deiner)\ (?:unterstützung|spende)|ihre\ spende\ hilft|unterstützen\ sie\ (?:uns\ mit$|unsere\ arbeit)|unterstütze\ (?:uns\ mit$|unsere\ arbeit)
        |grâce\ à\ votre|sans\ votre|nous\ avons\ besoin|votre\ (?:don|soutien)|con\ tu|necesitamos|tu\ donación
        |precisamos|com\ o\ seu|com\ a\ sua|sua\ (?:doação|contribuição)|abbiamo\ bisogno|il\ tuo\ contributo|la\ tua\ donazione)""",
    regex.VERBOSE,
)

# What continues an appeal in a paragraph without a cue: "our newsroom", or the press and what it costs in one sentence.
# "You can get support from our members" stands in a story beside an appeal.
_CONTINUES = lazy_pattern(
    r"""\bour\ (?:[\w',&-]{1,20}\ ){0,4}(?:journalis[mt]s?|newsrooms?|reporting|reporters|stories|news|coverage|teams?|desks?|readers|content|paywall)\b
        |\b(?:journalism|newsroom|reporting|news)\b.{0,90}\b(?:free\ for|paywalls?|afford|costs?\ money|independent)\b
        |\b(?:unsere?[nmrs]?\ (?:\w{1,20}\ ){0,2}(?:redaktion|journalismus|recherchen|berichterstattung|arbeit|leser\w{0,8})|wir\ berichten)\b
        |\bn(?:otre|os)\ (?:rédaction|journalistes?|journalisme|lecteurs|enquêtes|média|journal)\b
        |\bnuestr[oa]s?\ (?:periodis\w{1,4}|redacción|lectores|soci[oa]s|trabajo)\b
        |\bnoss[oa]s?\ (?:jornalis\w{1,4}|redação|leitores|reportagens|trabalho)\b
        |\bnostr[oaie]\ (?:giornalis\w{1,4}|redazione|lettori|inchieste|lavoro)\b""",
    regex.VERBOSE,
)
# What the publisher says of itself beside an appeal, without a "we": nobody owns it, readers pay for it.
_STATES = lazy_pattern(
    r"""\b(?:no|not|without|nor|kein\w{0,2}|ohne|weder|noch|pas|sans|aucun|ni|sin|sem|nem|não|senza|né|non)\b[^.!?]{0,50}
        \b(?:owners?|shareholders|billionaires?|proprietors?|advertisers|verleger|konzern\w{0,2}|investoren|milliardär\w{0,2}|actionnaires?|milliardaires?|publicité
        |anunciantes|accionistas|dueños|millonarios|publicidad|acionistas|bilionários|anúncios|padroni|azionisti|miliardari|inserzionisti)\b
        |\b(?:hazte|hágase|become|werden?|devenez|diventa|torne-se)\b[^.!?]{1,40}\b(?:desde|from|ab|à\ partir|dès|a\ partire|a\ partir)\b
        |\b(?:paid\ for|funded|financed)\ by\ (?:[\w,.]{1,12}\ ){0,3}(?:readers|members|supporters)\b""",
    regex.VERBOSE,
)
# A disclosure of commissions "helps support our journalism" and is another filter's.
_NEVER = lazy_pattern(r"\b(?:commissions?|affiliate|provision|affili[ée]s?|afiliad[oa]s?|affiliat\w)\b")

# What "Support …", "Become a member …", "If you value …" must speak of to be a publisher's appeal.
_OFFER = lazy_pattern(
    r"""(?:(?:^|[.!?:]\ )(?:please\ |so\ |but\ )?(?:donate|chip\ in|give\ (?:now|today)|join|support|become|help\ us|contribute|pitch\ in|make\ a)\b|\bplease\ (?:consider|support|donate|help|join))
        .{0,120}\b(?:journalis[mt]s?|newsroom|reporters|reporting|news\ organi[sz]ation|readers|gift|donation|donations)\b
        |\b(?:journalism|newsroom|reporters|reporting|news\ organi[sz]ation)\b.{0,160}(?:[.!?:]\ (?:please\ |so\ )?(?:donate|chip\ in|give\ (?:now|today)|join|support|become|help\ us|contribute|pitch\ in)\b|\bplease\ (?:consider|support|donate|help|join))
        |\b(?:journalism\ (?:free|possible|depends|costs|needs)|our\ journalism|independent\ (?:journalism|newsroom)|local\ (?:journalism|news)\ (?:strong|alive|free)|this\ (?:article|story|site|website|blog|newsletter|podcast)\b.{0,80}\b(?:donat\w{1,4}|support\w{0,3}|coffee)|(?:our|us)\ (?:[\w',&-]{1,20}\ ){0,3}(?:journalists|reporting|stories|coverage|readers|site|website|podcast|newsletter)|readers\ like\ you
        |ad-free|patreon|ko-fi|paywalls?|as\ little\ as|(?:unabhängige\w|unsere\w|guter|kritische\w|freie\w)\ journalismus|unsere[rn]?\ (?:redaktion|leser\w{0,8}|recherchen|berichterstattung)
        |(?:notre|nos)\ (?:rédaction|journal|média|lecteurs|journalistes|enquêtes)|(?:notre|bon|un)\ journalisme|journalisme\ (?:libre|indépendant|de\ qualité)|(?:nuestro|buen|un)\ periodismo|periodismo\ (?:libre|independiente|de\ calidad)
        |(?:nosso|bom|um)\ jornalismo|jornalismo\ (?:livre|independente|de\ qualidade|profissional)|(?:nostro|buon|un)\ giornalismo|giornalismo\ (?:libero|indipendente|di\ qualità)
        |nuestr[oa]s?\ (?:redacción|lectores|periodistas)|noss[oa]s?\ (?:redação|leitores|reportagens)|nostr[oaie]\ (?:redazione|lettori|inchieste))\b""",
    regex.VERBOSE,
)
# Who asks: a newsroom, or its site. Without a word of it the gift is for somebody else.
_PRESS = lazy_pattern(
    r"""\b(?:\w{0,6}journalis\w{1,6}|newsrooms?|news|reporting|reporters?|(?:this|our|the)\ (?:site|website|blog|paper|newspaper)|readers?|podcasts?|newsletters?|paywalls?|ad-free|editorial|stories|articles?|coverage|investigations?|patreon
        |redaktion\w{0,4}|berichterstattung|berichte\w{0,9}|recherchen|leser\w{0,8}|artikel\w?|beiträge|medien|zeitung|taz|abo
        |rédaction|journal|journaux|lecteurs|lectrices|média|presse|enquêtes|articles?|informer|information|s'informer|publicité
        |periodis\w{1,4}|redacción|lector\w{0,4}|medios?|informando|informar|noticias|diario
        |jornalis\w{1,4}|redação|leitor\w{0,4}|reportage\w{1,3}|jornal|informa\w{0,4}|giornal\w{1,6}|redazione|lettori|inchieste|notizie)\b""",
    regex.VERBOSE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SupportAppeal:
    """Remove a publisher's appeals for money or members.

    Removes: "Support our journalism", "Help keep news free by giving as little as $1", and the paragraphs beside them that
        speak to the reader of the newsroom's work.
    Keeps: charities and obituaries that say where gifts go, quotations, reports about membership drives.
    Options: `max_words`, the longest block removed as a whole, in whitespace-separated words; `max_neighbours`, how many
        blocks without a cue go with a sure one on either side.
    Source: the cues in `phrases/`, each with the page it was seen on.
    """

    name: ClassVar = "support_appeal"
    category: ClassVar = "support_appeal"
    max_words: int = 160
    max_neighbours: int = 4

    def find(self, draft: Draft) -> Iterator[Removal]:
        """Yield the removals of appeals in source order."""
        yield from find_prompts(draft, self, _manner(self.max_words, self.max_neighbours))


@cache
def _manner(max_words: int, max_neighbours: int) -> Manner:
    return Manner(
        topic=_TOPIC,
        offer=_OFFER,
        max_words=max_words,
        weak=_WEAK,
        together=True,
        reach=max_neighbours,
        continues=_CONTINUES,
        states=_STATES,
        never=_NEVER,
        accepts=_is_of_the_press,
        company=True,
    )


def _is_of_the_press(draft: Draft, block: Block, cue: Cue) -> bool:
    """Return whether a word of the press stands in the block of a cue or in the two beside it."""
    if cue.role == "line":
        return True
    blocks = draft.blocks
    first, last = blocks[max(block.index - 1, 0)], blocks[min(block.index + 1, len(blocks) - 1)]
    start, end = max(first.start, cue.start - 600), min(last.end, cue.end + 600)
    return _PRESS.search(draft.fold, start, end) is not None
