"""What the filters of appeals to the reader share: the way from a cue to sentences, to the block, to the form around it.

A prompt speaks to the visitor as the publisher: an imperative at the beginning of a sentence, or "our" and "us", beside
a cue. The same words in a quotation or in reported speech are the story's.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import regex

from newsclean.draft import Draft, Marker
from newsclean.model import Block, Cue, Fact, Kind, Removal, Span, Tier

# Roles of phrases that say nothing alone.
SIGNS = ("act", "thing", "gain")
# How far from a cue sentences and quotation marks are looked for, in characters: longer than any prompt, and a bound
# on the work in an article that is one block.
_REACH = 1200
# An offer is short; longer blocks that begin with an imperative are advice.
_MAX_OFFER_WORDS = 45
# The longest block that goes because it names a channel of the publisher's own, and the longest notice about an article.
_MAX_OWN_WORDS = 32
_MAX_NOTICE_WORDS = 25
# A button, or the heading of a form.
_MAX_TERSE_WORDS = 12

_SENTENCE_END = regex.compile(r"[.!?…][\"'”’»)\]]{0,2}\s+(?=[\"'“‘«„(\[¿¡]{0,2}[\p{Lu}\p{Lo}\p{N}])|[。！？][」』”]?\s*")

# The publisher speaking of itself, and the visitor spoken to; searched in the fold of a sentence that holds a cue.
_OURS = regex.compile(r"\b(?:our|us|we|we're|we'll|we've|unser\w{0,3}|uns|wir|notre|nos|nous|nuestr[oa]s?|nosotros|noss[oa]s?|nós|nostr[oaie]|noi)\b")
_YOURS = regex.compile(
    r"""\b(?:you|your|you're|you'll|you've|ihnen|ihr|ihre[nmrs]?|sie|du|dir|dich|deine?[nmrs]?|euch
        |vous|votre|vos|tu|tus|te|usted|você|seu|sua|tuo|tua|tuoi|ti|puoi)\b""",
    regex.VERBOSE,
)
# Somebody else is speaking: "…, the activist urged", "the consumer office advises".
_REPORTED = regex.compile(
    r"""\b(?:said|says|told|tells|urged|urges|asked|wrote|advises|advised|testified|added|argued|according\ to
        |sagte|sagt|bat|schrieb|erklärte|laut|a\ dit|a\ déclaré|selon|demande|rappelle|répète
        |dijo|dice|decía|pidió|según|disse|diz|pediu|segundo|ha\ detto|dice|secondo|dit-elle|dit-il)\b
        |,\ (?:[\w'-]{1,20}\ ){1,4}(?:say|found|held|ruled|warn|warns|promises?|reads?)\b
        |,\ (?:rät|warnt|meint|rechnet|heißt|conseille|propose|prévient|advierte|recomienda|sugere|recomenda|alerta|avverte|consiglia|spiega)\b""",
    regex.VERBOSE,
)
# What may stand between the beginning of a sentence and its imperative. "Readers who sign up for …" has a subject there.
_LEAD_IN = regex.compile(
    r"""[\W_]{0,8}(?:
        | (?:.{0,110}[,:;!?-]|.{0,40}\b(?:make|be)\ sure\ (?:to|you))\ (?:and\ |then\ |so\ |please\ |bitte\ |dann\ )?
        | .{0,60}\b(?:you\ can|you\ may|sie\ können|vous\ pouvez|puedes?|você\ pode|puoi)[ ]
        | (?:please|and|or|so|then|now|also|just|simply|click(?:\ here)?(?:\ to)?|you\ can|to|bitte|dann|jetzt|hier|por\ favor)\ (?:please\ |now\ |also\ )?
    )""",
    regex.VERBOSE,
)
# What may stand between the beginning of a sentence and an imperative that is also an ordinary verb: nothing, a label or a
# question, a clause that says when or what for, and a word that urges. "The user, every morning, receives" has a subject.
_IMPERATIVE = regex.compile(
    r"""[\W_]{0,8}
        (?:[^.!?]{1,120}[:!?>|-]\W{0,4}
        |(?:if|to|for|with|without|love|want|never|since|si|pour|avec|sans|depuis|wenn|um|damit|mit|ohne|para|con|sin|se|com|sem|per|senza)\b[^.!?]{1,110},\W{0,3})?
        (?:(?:please|and|or|so|then|now|also|just|simply|click|here|to|bitte|und|oder|dann|jetzt|hier|auch|et|ou|y|e|o|ou|por|favor|gratis|ahora|agora|ora|anche|também|también|também|aussi)\W{1,3}){0,3}""",
    regex.VERBOSE,
)
# Imperatives that begin a sentence of any kind, too common to be cues. Only beside a channel of the publisher's own.
_URGES = regex.compile(
    r"""[\W_]{0,8}(?:[^.!?]{1,60}[:?]\ )?(?:please\ |bitte\ |por\ favor,?\ )?
        (?:watch|see|read|visit|try|discover|explore|find|leave|update|check\ out|head\ (?:over\ )?to|tap|click|hear|come|meet|browse|like|comment|ask|vote|use|upgrade
        |(?:sehen|schauen|lesen|besuchen|entdecken|probieren|hinterlassen|aktualisieren|klicken|finden|nutzen|kommentieren|stöbern|bleiben|testen|stimmen|kennen)\ sie|schau|sieh|lies|besuche?|entdecke?|probiere?|klick|komm|nutze|finde
        |alle\ folgen|regardez|voyez|lisez|visitez|découvrez|explorez|laissez|mettez|cliquez|consultez|venez|commentez|participez|échangez|votez|retrouvez|écoutez
        |mira|mirá|mire|ve|vea|lee|lea|visita|visite|descubre|descubra|deja|deje|actualiza|actualice|haz\ clic|consulta|consulte|comenta|participa|vota|ven|encuentra|escucha|aquí
        |veja|vê|assista|leia|lê|conheça|descubra|descobre|deixe|deixa|atualize|atualiza|clique|confira|comente|acesse|visite|vem|venha|ouça|aceda
        |guarda|guardate|leggi|leggete|scopri|scoprite|lascia|lasciate|aggiorna|aggiornate|clicca|cliccate|consulta|commenta|partecipa|vieni|visitate|ascolta|trovi|trovate)\b""",
    regex.VERBOSE,
)
# What any offer promises: beside "our" alone.
_FREE = regex.compile(r"(?:for free|free of charge|it's free|gratis|gratuit\*|kostenlos\*|grátis|de graça)$")
# Words of somebody, not the name of a newsletter.
_SPEECH = regex.compile(r'"[^"]{32}')
# Acts that are done to the publisher: "mándanos", "inviaci", "écrivez-nous".
_TO_US = regex.compile(r"(?:nos|ci|celo|-nous|\buns|\bus|conosco|com a gente)$")
# Advice on mail, apps and subscriptions speaks to the reader of other people's.
_ADVICE = regex.compile(
    r"""\b(?:scam\w{0,5}|phishing|official\ (?:stores?|app)|betrüger|offiziellen|officielles?|escrocs?|oficiales|oficiais|ufficiali|estafador\w{0,2}|golpistas|truffator\w)\b""",
    regex.VERBOSE,
)
# A turn of an interview: "A: Subscribe to our channel, that helps."
_ANSWER = regex.compile(r"(?:q|a|question|answer|frage|antwort|pergunta|resposta|pregunta|respuesta|domanda|risposta|r|p)\ ?[:.]\ ")
_ADDRESS = regex.compile(r"https?://|www\.|\S@\S+\.\w\w|\b[\w-]{2,30}\.(?:com|org|net|co\.uk|de|fr|es|it|br)/")


@dataclass(frozen=True, slots=True)
class Found:
    """A span that speaks to the visitor, the cue that shows it, and whether it is a whole block."""

    span: Span
    cue: Cue | None
    whole: bool
    tier: Tier
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How a filter reads the neighbourhood of its cues.

    `topic` matches, in a fold, the words of the same subject: a sentence beside a sure one goes with it. `offer` is what
    a block must speak of, behind an `opening` cue ("Sign up …", "Follow …"), to go as a whole. `max_words`
    is the longest block that goes as a whole. `weak` matches cues that count only when two of them, or another cue, stand
    in one block or in two that follow each other. `together`: a block goes as a
    whole when each of its sentences speaks as "we" or to "you". `reach` is how many blocks without a cue, but with
    `continues` in them, go with a sure one on either side. `states` is what such a block may say without
    address. A block with `never` is another filter's. `terse` matches a button or a heading of few words behind an `opening` cue.
    `plain`: a cue within a sentence needs no address beside it. `max_gathered`: the longest block that goes because signs
    (roles `act`, `thing`, `gain`) gather in it. `notice` matches how a text speaks of itself, "this article":
    beside two things, an act then counts wherever it stands ("… is reserved for …"), and an `opening` cue is no act.
    """

    topic: regex.Pattern[str]
    offer: regex.Pattern[str]
    max_words: int
    weak: regex.Pattern[str] | None = None
    together: bool = False
    reach: int = 0
    continues: regex.Pattern[str] | None = None
    states: regex.Pattern[str] | None = None
    never: regex.Pattern[str] | None = None
    terse: regex.Pattern[str] | None = None
    plain: bool = False
    max_gathered: int = 60
    notice: regex.Pattern[str] | None = None


def find_prompts(draft: Draft, by: Marker, manner: Manner, facts: Callable[[Found], tuple[Fact, ...]] | None = None) -> Iterator[Removal]:
    """Yield the removals of a filter of prompts in source order; nothing is done where no cue of its category stands."""
    cues = draft.cues_of(by.category)
    if not cues:
        return
    found = _sure(draft, cues, manner)
    for index, item in gathered(draft, cues, manner):
        if index not in found or not any(f.whole for f in found[index]):
            found[index] = [item]
    if not found:
        return
    whole = {draft.blocks[i].index: f for i, fs in found.items() for f in fs if f.whole}
    _spread(draft, manner, whole)
    _forms(draft, {c.block for c in cues if c.role in ("label", "heading")}, whole)
    for index in sorted({*found, *whole}):
        for item in (whole[index],) if index in whole else found[index]:
            evidence = draft.text_of(item.cue) if item.cue else draft.text[item.span.start : item.span.end][:80]
            known = facts(item) if facts else ()
            if item.whole:
                yield draft.remove_block(by, draft.blocks[index], item.reason, evidence, item.tier, known)
            else:
                yield draft.remove(by, item.span.start, item.span.end, item.reason, evidence, item.tier, known)


def _sure(draft: Draft, cues: list[Cue], manner: Manner) -> dict[int, list[Found]]:
    """Return what the cues alone show, by block."""
    blocks = draft.blocks
    asking: dict[int, list[Cue]] = {}
    asked: dict[int, int] = {}  # behind the last cue that asks: one inside it needs no second look
    found: dict[int, list[Found]] = {}
    for cue in cues:
        block = blocks[cue.block]
        if cue.role == "line":
            # A line in quotation marks is somebody's words, or a pull quote.
            if draft.fold[block.start] != '"' and cue.block not in found:
                found[cue.block] = [Found(block.span, cue, True, Tier.CERTAIN, "the block is a known prompt")]
        elif cue.role == "opening":
            if cue.block not in found and _offers(draft, block, cue, manner):
                found[cue.block] = [Found(block.span, cue, True, Tier.LIKELY, "the block opens as a prompt and offers its subject")]
            elif cue.block not in found and manner.terse is not None and block.words <= _MAX_TERSE_WORDS and block.kind is Kind.PARAGRAPH:
                if manner.terse.fullmatch(draft.fold, cue.start, block.content_end):
                    found[cue.block] = [Found(block.span, cue, True, Tier.LIKELY, "the block is a short prompt")]
        elif cue.role == "within" and (cue.end <= asked.get(cue.block, -1) or asks(draft, block, cue, manner.plain)):
            if manner.never and manner.never.search(draft.fold, max(block.start, cue.start - 400), min(block.end, cue.end + 400)):
                continue
            asking.setdefault(cue.block, []).append(cue)
            asked[cue.block] = max(asked.get(cue.block, -1), cue.end)
    for index, kept in asking.items():
        if index in found or not _enough(index, asking, manner):
            continue
        found[index] = list(_grow(draft, blocks[index], kept, manner))
    return found


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
            if role in ("act", "opening") or (role == "thing" and _OURS.match(cue.phrase)):
                telling.add(cue.block)
    for index in telling:
        block = draft.blocks[index]
        if block.words > manner.max_gathered or block.kind in (Kind.TABLE, Kind.PRE):
            continue
        reason = _gathers(draft, block, signs[index], manner)
        if reason:
            yield index, Found(block.span, signs[index][0], True, Tier.LIKELY, reason)


def _gathers(draft: Draft, block: Block, found: list[Cue], manner: Manner) -> str:
    """Return why the signs in a block make it a prompt, or nothing."""
    fold, start, end = draft.fold, block.start, block.end
    if _REPORTED.search(fold, start, end) or _SPEECH.search(fold, start, end) or _ADVICE.search(fold, start, end) or _ANSWER.match(fold, start):
        return ""
    if manner.never is not None and manner.never.search(fold, start, end):
        return ""
    sentences = sentences_near(draft, block, start)
    begins = [s.start for s in sentences]
    distinct: dict[str, set[str]] = {"act": set(), "thing": set(), "gain": set()}
    taken: dict[str, int] = {}
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
        own = own or (role == "thing" and _OURS.match(cue.phrase) is not None)
    acts, things = len(distinct["act"]), len(distinct["thing"])
    ours = own or _OURS.search(fold, start, end) is not None or any(_TO_US.search(phrase) for phrase in distinct["act"])
    yours = _YOURS.search(fold, start, end) is not None
    gains = sum(ours or _FREE.match(phrase) is None for phrase in distinct["gain"])
    if not things or not (ours or gains):
        return ""
    if block.kind in (Kind.LIST_ITEM, Kind.HEADING) and not (ours and (gains or own)):
        return ""  # a step, a tip or a subhead of advice
    for sentence in sentences:
        if len(fold[sentence.start : sentence.end].split()) > 8 and not any(sentence.start <= cue.start < sentence.end for cue in found):
            if not (_OURS.search(fold, sentence.start, sentence.end) or _YOURS.search(fold, sentence.start, sentence.end)):
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
    named = own or any(_OURS.search(phrase) or _TO_US.search(phrase) for phrase in distinct["act"])
    if not lead and not notice and not (wordy and gains and named and yours):
        return ""
    return "signs of a prompt gather in the block"


def _offers(draft: Draft, block: Block, cue: Cue, manner: Manner) -> bool:
    """Return whether a block that begins with an imperative is an offer as a whole, each sentence of it."""
    fold = draft.fold
    if block.words > _MAX_OFFER_WORDS or len(block) > _REACH or block.kind is Kind.TABLE or '"' in fold[block.start : cue.end]:
        return False
    if manner.never is not None and manner.never.search(fold, block.start, block.end):
        return False
    if not manner.offer.search(fold, cue.start, block.end) or _REPORTED.search(fold, block.start, block.end):
        return False
    if block.kind in (Kind.LIST_ITEM, Kind.HEADING) and not _OURS.search(fold, block.start, block.end):
        return False  # a step, a tip or a subhead of advice
    sentences = sentences_near(draft, block, cue.start)
    offering = [manner.offer.search(fold, s.start, s.end) is not None for s in sentences]
    return all(ok or _goes_along(draft, sentences, offering, i, manner) for i, ok in enumerate(offering))


def _enough(index: int, asking: dict[int, list[Cue]], manner: Manner) -> bool:
    """Return whether the cues of a block are sure: one that is not weak, or two in this block and the ones beside it."""
    if manner.weak is None or not all(manner.weak.search(cue.phrase.lower()) for cue in asking[index]):
        return True
    near = {cue.phrase for i in (index - 1, index, index + 1) for cue in asking.get(i, ())}
    return len(near) >= 2


def asks(draft: Draft, block: Block, cue: Cue, plain: bool = False) -> bool:
    """Return whether the sentence around a cue speaks to the visitor as the publisher.

    Args: where `plain`, and in scripts without inflected address (Chinese, Japanese), the cue alone shows it.
    """
    sentences = sentences_near(draft, block, cue.start)
    at = next((s for s in sentences if s.end > cue.start), block.span)
    if cue.end > at.end:  # a phrase with a slot ran into the next sentence: "Get alerts on …. Sign up here."
        last = next((s for s in sentences if s.end >= cue.end), None)
        if last is None or len(draft.fold[last.start : last.end].split()) > 5:
            return False
    if quoted(draft, block, cue.start) or _REPORTED.search(draft.fold, at.start, at.end):
        return False
    if plain or cue.phrase[0] >= "\u3000" or _LEAD_IN.fullmatch(draft.fold, at.start, cue.start) or _OURS.search(draft.fold, at.start, at.end):
        return True
    return block.words <= 16 and not block.sentence_end and len(sentences) == 1


def _grow(draft: Draft, block: Block, cues: list[Cue], manner: Manner) -> Iterator[Found]:
    """Yield the whole block where its other sentences go with the sure ones, else the sentences alone."""
    sentences = sentences_near(draft, block, cues[0].start)
    bracket = _bracketed(draft, block, cues[0])
    if bracket is not None and bracket != block.span:
        yield Found(bracket, cues[0], False, Tier.LIKELY, "a bracket that speaks to the visitor")
        return
    sure = [any(s.start < c.end and c.start < s.end for c in cues) for s in sentences]
    if block.words <= manner.max_words and sentences and sentences[0].start <= block.content_start:
        if all(ok or _goes_along(draft, sentences, sure, i, manner) for i, ok in enumerate(sure)):
            yield Found(block.span, cues[0], True, Tier.LIKELY, "the block speaks to the visitor")
            return
    seen = block.start
    for cue in cues:
        if cue.start < seen:
            continue
        near = sentences_near(draft, block, cue.start)
        first = next(i for i, s in enumerate(near) if s.end > cue.start)
        last = first
        while near[last].end < cue.end and last + 1 < len(near):
            last += 1
        while first > 0 and near[first].start > seen and _beside(draft, near[first - 1], manner, before=True):
            first -= 1
        while last + 1 < len(near) and _beside(draft, near[last + 1], manner, before=False):
            last += 1
        seen = near[last].end
        yield Found(Span(near[first].start, seen), cue, False, Tier.LIKELY, "the sentence speaks to the visitor")


def _goes_along(draft: Draft, sentences: list[Span], sure: list[bool], nth: int, manner: Manner) -> bool:
    """Return whether a sentence without a cue belongs to a block of prompts."""
    s = sentences[nth]
    fold = draft.fold
    if _REPORTED.search(fold, s.start, s.end):
        return False
    if _ADDRESS.search(fold, s.start, s.end):
        return True
    words = len(fold[s.start : s.end].split())
    if words <= 4 or (manner.topic.search(fold, s.start, s.end) and (manner.together or words <= 30)):
        return True
    if fold[s.start : s.end].rstrip('"').endswith("?") and nth + 1 < len(sentences) and sure[nth + 1]:
        return words <= 30
    spoken = _OURS.search(fold, s.start, s.end) or _YOURS.search(fold, s.start, s.end)
    return bool(spoken) and (manner.together or words <= 16)


def _beside(draft: Draft, s: Span, manner: Manner, *, before: bool) -> bool:
    """Return whether a sentence of the story's block goes with the sure one beside it: doubt keeps it."""
    fold = draft.fold
    if _REPORTED.search(fold, s.start, s.end):
        return False
    words = len(fold[s.start : s.end].split())
    if before:
        return fold[s.end - 1] == "?" and words <= 14 and bool(_YOURS.search(fold, s.start, s.end) or words <= 3)
    spoken = _YOURS.search(fold, s.start, s.end) or _OURS.search(fold, s.start, s.end)
    return words <= 20 and bool(spoken) and bool(manner.topic.search(fold, s.start, s.end))


def _bracketed(draft: Draft, block: Block, cue: Cue) -> Span | None:
    """Return the bracket that a cue opens, brackets included: "[Sign up here for our morning newsletter]"."""
    opens = draft.fold[cue.start]
    if opens not in "[(":
        return None
    end = draft.fold.find("]" if opens == "[" else ")", cue.end, min(block.end, cue.end + 160))
    return Span(cue.start, end + 1) if end >= 0 else None


def _spread(draft: Draft, manner: Manner, whole: dict[int, Found]) -> None:
    """Add the blocks without a cue that continue a sure one: they speak as "we" or to "you", and of the same subject."""
    for index in sorted(whole) if manner.reach else ():
        for step in (-1, 1):
            at = index + step
            for _ in range(manner.reach):
                if not 0 <= at < len(draft.blocks) or at in whole or not _continues(draft, draft.blocks[at], manner):
                    break
                whole[at] = Found(draft.blocks[at].span, None, True, Tier.LIKELY, "the block continues the prompt beside it")
                at += step


def _continues(draft: Draft, block: Block, manner: Manner) -> bool:
    fold, start, end = draft.fold, block.start, block.end
    if block.words > manner.max_words or block.words < 5 or block.kind in (Kind.TABLE, Kind.PRE) or '"' in fold[start:end]:
        return False
    if _REPORTED.search(fold, start, end):
        return False
    if manner.states is not None and block.words <= _MAX_OFFER_WORDS and manner.states.search(fold, start, end):
        return True
    if not (_OURS.search(fold, start, end) or _YOURS.search(fold, start, end)):
        return False
    return manner.continues is not None and manner.continues.search(fold, start, end) is not None


def _forms(draft: Draft, labels: set[int], whole: dict[int, Found]) -> None:
    """Add the labels of a form (fields, buttons, headings), and single short lines between them, beside a sure block."""
    blocks = draft.blocks
    for index in sorted(whole):
        for step in (-1, 1):
            at, gap = index + step, 0
            while 0 <= at < len(blocks) and at not in whole:
                if at in labels:
                    for between in range(at, at - step * (gap + 1), -step):
                        whole[between] = Found(blocks[between].span, None, True, Tier.LIKELY, "the block is a part of the form beside it")
                    gap = 0
                elif gap == 0 and blocks[at].words <= 10 and not blocks[at].sentence_end:
                    gap = 1
                else:
                    break
                at += step
            else:
                if gap and at in whole:
                    between = at - step
                    whole[between] = Found(blocks[between].span, None, True, Tier.LIKELY, "the block is a part of the form beside it")


def sentences_near(draft: Draft, block: Block, pos: int) -> list[Span]:
    """Return the sentences of a block around an offset in order, those farther than `_REACH` characters left out."""
    start, end = max(block.start, pos - _REACH), min(block.end, pos + _REACH)
    fold_source = draft.document.mended
    spans: list[Span] = []
    at = start
    whole_start = start == block.start
    for match in _SENTENCE_END.finditer(fold_source, start, end):
        if whole_start:
            spans.append(Span(at, match.start() + len(match.group().rstrip())))
        whole_start = True
        at = match.end()
    if whole_start and at < end:
        spans.append(Span(at, end))
    return spans or [Span(start, end)]


def quoted(draft: Draft, block: Block, pos: int) -> bool:
    """Return whether an offset lies in a quotation: the nearest quotation mark before it opens one.

    Quotations that run over paragraphs open each of them; a mark's neighbours tell an opening from a closing one.
    """
    text = draft.document.mended
    if _ANSWER.match(draft.fold, block.start):
        return True
    for i in range(pos - 1, max(block.start, pos - _REACH) - 1, -1):
        char = text[i]
        if char not in '"“”„«»「」‘':
            continue
        before = text[i - 1] if i > block.start else " "
        after = text[i + 1] if i + 1 < block.end else " "
        if char == "‘":
            return text.find("’ ", i, pos) < 0
        if char in "「」":
            return char == "「"
        if char in "«»":
            return (char == "«" and (before.isspace() or before in "(—–")) or (char == "»" and before.isspace() and not after.isspace())
        return char == "„" or ((before.isspace() or before in "([—–-:") and not after.isspace())
    return False
