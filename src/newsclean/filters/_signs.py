"""Prompts whatever their wording: blocks in which an act, what it is about and what it promises gather."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

import regex

from newsclean.draft import Draft
from newsclean.filters._manner import OURS, YOURS, Found, Manner, answers, sentences_near
from newsclean.filters._speech import mentioned, quoted, reported
from newsclean.model import Block, Cue, Kind, Tier
from newsclean.patterns import lazy_pattern

# Roles of phrases that say nothing alone.
SIGNS = ("act", "thing", "gain")
# The longest block that goes because it names a channel of the publisher's own, and the longest notice about an article.
_MAX_OWN_WORDS = 32
_MAX_NOTICE_WORDS = 25

# What may stand between the beginning of a sentence and an imperative that is also an ordinary verb: nothing, a label or a
# question, a clause that says when or what for, and a word that urges. "The user, every morning, receives" has a subject.
_IMPERATIVE = lazy_pattern(
    r"""[\W_]{0,8}
        (?:[^.!?]{1,120}[:!?>|-]\W{0,4}
        |(?:if|to|for|with|without|love|want|never|since|si|pour|avec|sans|depuis|wenn|um|damit|mit|ohne|para|con|sin|se|com|sem|per|senza)\b[^.!?]{1,110},\W{0,3})?
        (?:(?:please|and|or|so|then|now|also|just|simply|click|here|to|bitte|und|oder|dann|jetzt|hier|auch|et|ou|y|e|o|ou|por|favor|gratis|ahora|agora|ora|anche|também|también|também|aussi)\W{1,3}){0,3}""",
    regex.VERBOSE,
)
# Imperatives that begin a sentence of any kind, too common to be cues. Only beside a channel of the publisher's own.
_URGES = lazy_pattern(
    r"""[\W_]{0,8}(?:[^.!?]{1,60}[:?]\ )?(?:please\ |bitte\ |por\ favor,?\ )?
        (?:watch|see|read|visit|try|discover|explore|find|leave|update|check\ out|head\ (?:over\ )?to|tap|click|hear|come|meet|browse|like|comment|ask|vote|use|upgrade
        |(?:sehen|schauen|lesen|besuchen|entdecken|probieren|hinterlassen|aktualisieren|klicken|finden|nutzen|kommentieren|stöbern|bleiben|testen|stimmen|kennen)\ sie|schau|sieh|lies|besuche?|entdecke?|probiere?|klick|komm|nutze|finde
        |alle\ folgen|regardez|voyez|lisez|visitez|découvrez|explorez|laissez|mettez|cliquez|consultez|venez|commentez|participez|échangez|votez|retrouvez|écoutez
        |mira|mirá|mire|ve|vea|lee|lea|visita|visite|descubre|descubra|deja|deje|actualiza|actualice|haz\ clic|consulta|consulte|comenta|participa|vota|ven|encuentra|escucha|aquí
        |veja|vê|assista|leia|lê|conheça|descubra|descobre|deixe|deixa|atualize|atualiza|clique|confira|comente|acesse|visite|vem|venha|ouça|aceda
        |guarda|guardate|leggi|leggete|scopri|scoprite|lascia|lasciate|aggiorna|aggiornate|clicca|cliccate|consulta|commenta|partecipa|vieni|visitate|ascolta|trovi|trovate)\b""",
    regex.VERBOSE,
)
# A sentence without a sign may be this long: "It takes a minute, and you can stop any time" behind the signs, "Enjoyed this?" before
# them. A longer one tells something.
_MAX_SPARE_WORDS = 8
_MAX_LEADING_WORDS = 4
# What any offer promises: beside "our" alone.
_FREE = lazy_pattern(r"(?:for free|free of charge|it's free|gratis|gratuit\*|kostenlos\*|grátis|de graça)$")
# Words of somebody, not the name of a newsletter.
_QUOTATION = lazy_pattern(r'"[^"]{32}')
# The words are the subject of a sentence: "Siga-nos nas redes sociais era também a última frase".
_WAS = lazy_pattern(r"\W{0,3}(?:was|were|became|used\ to|war|hieß|lautete|était|fut|era|fue|foi|fu)\b")
# Acts that are done to the publisher: "mándanos", "inviaci", "écrivez-nous".
_TO_US = lazy_pattern(r"(?:nos|ci|celo|-nous|\buns|\bus|conosco|com a gente)$")
# Advice on mail, apps and subscriptions speaks to the reader of other people's.
_ADVICE = lazy_pattern(
    r"""\b(?:scam\w{0,5}|phishing|official\ (?:stores?|app)|betrüger|offiziellen|officielles?|escrocs?|oficiales|oficiais|ufficiali|estafador\w{0,2}|golpistas|truffator\w)\b""",
    regex.VERBOSE,
)


def gathered(draft: Draft, cues: list[Cue], manner: Manner) -> Iterator[tuple[int, Found]]:
    """Yield the blocks in which signs of a prompt gather: what the visitor is to do, beside what it is about and promises.

    Each sign alone is a word of any story. Together, in a short block that says "our" or "your" in each of its long
    sentences and reports nobody's words, they are a prompt whatever its wording. The act must stand as an imperative stands,
    at the beginning of a sentence: "descarga" and "recibe" also tell what somebody does. A channel of the publisher's
    own ("our newsletter") beside any imperative is enough. Signs that overlap count once.
    """
    signs: dict[int, list[Cue]] = {}
    telling: set[int] = set()
    for cue in cues:
        role = cue.role
        if role in SIGNS or (role == "opening" and manner.notice is None):
            signs.setdefault(cue.block, []).append(cue)
            if role in ("act", "opening") or (role == "thing" and OURS.match(cue.phrase)):
                telling.add(cue.block)
    for index in telling:
        block = draft.blocks[index]
        if block.words > manner.max_gathered or block.kind in (Kind.TABLE, Kind.PRE) or not _may_gather(signs[index]):
            continue
        reason = _gathers(draft, block, signs[index], manner)
        if reason:
            yield index, Found(block.span, signs[index][0], True, Tier.LIKELY, reason)


def _may_gather(found: list[Cue]) -> bool:
    """Return whether the signs of a block are enough for a prompt, were the sentences around them one: a cheap look first."""
    things = [cue for cue in found if cue.role == "thing"]
    return bool(things) and (len(found) >= 2 or OURS.match(things[0].phrase) is not None)


def _gathers(draft: Draft, block: Block, found: list[Cue], manner: Manner) -> str:
    """Return why the signs in a block make it a prompt, or nothing."""
    fold, start, end = draft.fold, block.start, block.end
    if reported(draft, start, end) or _QUOTATION.search(fold, start, end) or _ADVICE.search(fold, start, end) or quoted(draft, block, start) or answers(draft, block):
        return ""
    first = found[0]
    if mentioned(draft, start, first.start, first.end, end) or (manner.accepts is not None and not manner.accepts(draft, block, first)):
        return ""
    if manner.never is not None and manner.never.search(fold, start, end):
        return ""
    sentences = sentences_near(draft, block, start)
    begins = [s.start for s in sentences]
    distinct: dict[str, set[str]] = {"act": set(), "thing": set(), "gain": set()}
    taken: dict[str, int] = {}
    if any(cue.end <= sentences[0].end and _WAS.match(fold, cue.end) for cue in found):
        return ""
    lead = wordy = own = bidden = False
    for cue in found:  # in source order, the longest first where two begin together
        role = "act" if cue.role == "opening" else cue.role
        if cue.start < taken.get(role, -1):
            continue
        taken[role] = cue.end
        distinct[role].add(cue.phrase)
        if role == "act" and not lead:
            wordy = wordy or (cue.role == "act" and " " in cue.phrase)
            sentence = sentences[max(bisect_right(begins, cue.start) - 1, 0)]
            lead = _IMPERATIVE.fullmatch(fold, sentence.start, cue.start) is not None
            bidden = bidden or (lead and cue.role == "act")
        own = own or (role == "thing" and OURS.match(cue.phrase) is not None)
    acts, things = len(distinct["act"]), len(distinct["thing"])
    ours = own or OURS.search(fold, start, end) is not None or any(_TO_US.search(phrase) for phrase in distinct["act"])
    yours = YOURS.search(fold, start, end) is not None
    gains = sum(ours or _FREE.match(phrase) is None for phrase in distinct["gain"])
    if not things or not (ours or gains):
        return ""
    if block.kind in (Kind.LIST_ITEM, Kind.HEADING) and not (ours and (gains or own)):
        return ""  # a step, a tip or a subhead of advice
    for sentence in sentences:
        spare = _MAX_SPARE_WORDS if sentence.start > first.start else _MAX_LEADING_WORDS
        if len(fold[sentence.start : sentence.end].split()) > spare and not any(sentence.start <= cue.start < sentence.end for cue in found):
            if not (OURS.search(fold, sentence.start, sentence.end) or YOURS.search(fold, sentence.start, sentence.end)):
                return ""  # it tells something
    if own and block.words <= _MAX_OWN_WORDS:
        asked = bidden or any(_URGES.match(fold, s.start, s.end) for s in sentences) or (yours and "?" in fold[start:end])
        if asked:
            return "the block sends the visitor to the publisher's own channel"
    if len(found) < 2 or things + gains + acts + ours < 3:
        return ""
    if not (gains and ours) and all(cue.role != "act" for cue in found):
        return ""  # what only begins as a prompt may go on as anything
    notice = wordy and things > 1 and block.words <= _MAX_NOTICE_WORDS and manner.notice is not None and manner.notice.search(fold, start, end)
    named = own or any(OURS.search(phrase) or _TO_US.search(phrase) for phrase in distinct["act"])
    if not lead and not notice and not (wordy and gains and named and yours):
        return ""
    return "signs of a prompt gather in the block"
