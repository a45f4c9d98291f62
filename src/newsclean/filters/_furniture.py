"""What the filters of page furniture share: runs of labels, notices to the visitor, the names of networks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

import regex

from newsclean.draft import Draft, Marker
from newsclean.features import sentence_at
from newsclean.filters._place import listed
from newsclean.filters._speech import others_words, reported
from newsclean.model import Block, Cue, Kind, Removal, Span, Tier
from newsclean.patterns import lazy_pattern
from newsclean.phrases import fold, sources

# Networks and services as buttons name them. They are names, the same in every language.
NETWORKS: frozenset[str] = frozenset(
    [
        "facebook",
        "twitter",
        "x",
        "whatsapp",
        "linkedin",
        "pinterest",
        "telegram",
        "reddit",
        "tumblr",
        "instagram",
        "youtube",
        "tiktok",
        "threads",
        "bluesky",
        "mastodon",
        "flipboard",
        "messenger",
        "snapchat",
        "pocket",
        "xing",
        "vk",
        "viber",
        "nextdoor",
        "email",
        "e-mail",
        "mail",
        "sms",
        "google",
        "spotify",
        "soundcloud",
        "vimeo",
        "dailymotion",
        "datawrapper",
    ]
)
# A notice to the visitor may take several sentences; one longer than this is something else.
MAX_NOTICE_WORDS = 90
# Where the sentences that speak to the visitor are at least this share of their block, all of it does.
NOTICE_SHARE = 0.4


# A phrase that is at least this share of its sentence says it all; one below the lower share is a part of something longer.
_WHOLE_SHARE = 0.6
_PART_SHARE = 0.35
# Signs of a notice gather in a short block; advice on settings and reports of a court are longer.
_MAX_GATHERED_WORDS = 60
_MAX_BUTTON_WORDS = 7
# What may stand before a phrase that speaks to the visitor: nothing, a word of regret, a code, a clause that ends in a mark.
_LEADS = lazy_pattern(
    r"""\W{0,8}(?:(?:sorry|we're\ sorry|oops|error|please|note|warning|attention|but|and|or|then|if|when|unfortunately|bitte|leider|achtung|hinweis|fehler|ups
        |désolée?s?|erreur|oups|attention|veuillez|lo\ sentimos|vaya|aviso|atención|por\ favor|desculpe|ops|atenção|erro|ci\ dispiace|spiacenti|errore|attenzione|\d{3}|[\d:.]{4,8})\W{1,3}){0,4}
        |[^\n]{1,110}(?:[:;!?|…-]|\d:\d\d)\W{0,4}""",
    regex.VERBOSE,
)
# Words of the page and to its visitor: what stands beside a phrase speaks of the same.
_OF_PAGE = lazy_pattern(
    r"""\b(?:you|your|you're|you'll|you've|we|we're|we've|our|us|please|sorry|page|pages|site|website|browser|javascript|cookies?|video|player|content|embed|settings|homepage|server|advertis\w{2,8}|ads?
        |sie|ihr|ihre[nmrs]?|ihnen|du|dein|deine[nmrs]?|dir|wir|uns|unser\w{0,3}|bitte|seite|webseite|inhalte?|einstellungen|werbung
        |vous|votre|vos|nous|notre|nos|contenu|contenus|lecteur|navigateur|réglages|paramètres|publicités?
        |tu|tus|su|sus|usted|nuestr[oa]s?|página|sitio|navegador|contenidos?|publicidad|vídeo|seu|sua|seus|suas|você|noss[oa]s?|conteúdos?
        |tuo|tua|tuoi|tue|nostr[oaie]|pagina|sito|contenut[oi]|pubblicità)\b""",
    regex.VERBOSE,
)
# How a page speaks of what stands on it.
_ITSELF = lazy_pattern(r"\b(?:this|dieser?|dieses|diesen|ce|cet|cette|ces|este|esta|questo|questa|esse|essa)\ \w")

# Sentences are looked for from the start of their block: so many a block at most, or time would not be linear.
_MAX_NOTICES = 40


def _first(span: Span) -> int:
    return span.start


@cache
def wordings(*places: str) -> frozenset[str]:
    """Return the fold of all phrases of the given places ("category.role"), in every language."""
    return frozenset(fold(phrase) for _, category, role, phrase, _ in sources() if f"{category}.{role}" in places)


def names_network(folded: str) -> bool:
    """Return whether one of the words of a folded text is the name of a network or a service."""
    return any(word.strip(".,:;!()[]'\"") in NETWORKS for word in folded.replace("-", " ").split()) or "e-mail" in folded


def cue_runs(draft: Draft, cues: Iterable[Cue], max_gap: int = 0) -> Iterator[list[Block]]:
    """Yield the blocks of whole-block cues in runs; up to `max_gap` other blocks may stand between two of a run.

    Args: `cues` are in source order.
    """
    run: list[Block] = []
    for cue in cues:
        if run and cue.block == run[-1].index:
            continue
        if run and cue.block - run[-1].index > max_gap + 1:
            yield run
            run = []
        run.append(draft.blocks[cue.block])
    if run:
        yield run


def notices(draft: Draft, by: Marker, cues: Iterable[Cue], reason: str) -> Iterator[Removal]:
    """Yield removals for phrases that only speak to the visitor: their sentences, or the block that is made of them.

    A phrase that the story quotes, reports or speaks of is left alone, and so is one that is a small part of a sentence
    about something else. Certain is a block that hardly says more than the phrase.
    """
    by_block: dict[int, list[Cue]] = {}
    for cue in cues:
        by_block.setdefault(cue.block, []).append(cue)
    for index, found in by_block.items():
        block = draft.blocks[index]
        if block.kind is Kind.QUOTE or (block.kind is Kind.LIST_ITEM and listed(draft, block, by.category)):
            continue
        spans: dict[Span, float] = {}
        evidence = ""
        for cue in found[:_MAX_NOTICES]:
            span = _sentences(draft, block, cue)
            share = _notice_share(draft, block, cue, span)
            if share > 0.0:
                spans[span] = max(share, spans.get(span, 0.0))
                evidence = evidence or draft.text_of(cue)
        if not spans:
            continue
        if block.words <= MAX_NOTICE_WORDS and sum(map(len, spans)) >= NOTICE_SHARE * block.chars and _rest_goes_along(draft, block, spans):
            sure = sum(share * len(span) for span, share in spans.items()) >= _WHOLE_SHARE * block.chars
            yield draft.remove_block(by, block, reason, evidence, Tier.CERTAIN if sure else Tier.LIKELY)
            continue
        for span in spans:
            if draft.text.count(" ", span.start, span.end) < MAX_NOTICE_WORDS:
                yield draft.remove(by, span.start, span.end, reason, evidence, Tier.LIKELY)


def _notice_share(draft: Draft, block: Block, cue: Cue, span: Span) -> float:
    """Return how much of its sentence a phrase is, 0 to 1; 0 where the sentence is the story's."""
    if others_words(draft, block, span, cue):
        return 0.0
    share = (cue.end - cue.start) / max(1, len(span))
    if share >= _WHOLE_SHARE:
        return share
    fold = draft.fold
    before, behind = Span(span.start, cue.start), Span(min(cue.end, span.end), span.end)
    opens = _LEADS.fullmatch(fold, before.start, before.end) is not None
    if not opens and not _OF_PAGE.search(fold, before.start, before.end) and not _ITSELF.search(fold, cue.start, cue.end):
        return 0.0
    if share < _PART_SHARE and len(fold[behind.start : behind.end].split()) > 6 and not _OF_PAGE.search(fold, behind.start, behind.end):
        return 0.0
    return share


def _rest_goes_along(draft: Draft, block: Block, spans: Iterable[Span]) -> bool:
    """Return whether the sentences of a block beside its notices speak to the visitor too, or hardly say anything."""
    at = block.start
    for span in (*sorted(spans, key=_first), Span(block.end, block.end)):
        while at < span.start:
            rest = sentence_at(draft, block, at)
            end = min(max(rest.end, at + 1), span.start)
            if draft.text.count(" ", at, end) >= 6 and (reported(draft, at, end) or not _OF_PAGE.search(draft.fold, at, end)):
                return False
            at = end
            while at < span.start and not draft.fold[at].isalnum():
                at += 1
        at = max(at, span.end)
    return True


def gathered(draft: Draft, cues: Iterable[Cue], sure: Iterable[int] = (), labels: Iterable[int] = ()) -> dict[int, Cue]:
    """Return the blocks in which the signs of a notice about the page gather, each with its first sign.

    A thing of the page ("this content", "our partners"), an act of the visitor ("accept", "because of your") and what
    explains it ("cookies", "not found"); beside another notice, or above two buttons, an act and one more are enough. Words that are quoted or
    reported, and the items of a list, are the story's.

    Args: `sure` are the blocks that are known to be notices, `labels` those that may be buttons.
    """
    signs: dict[int, list[Cue]] = {}
    for cue in cues:
        if cue.role in ("act", "thing", "gain"):
            signs.setdefault(cue.block, []).append(cue)
    if not signs:
        return {}
    found: dict[int, Cue] = {}
    weaker: dict[int, Cue] = {}
    for index, of_block in signs.items():
        if len(of_block) < 2:
            continue
        kinds: dict[str, str] = {}
        ends: dict[str, int] = {}
        for cue in of_block:  # in source order, the longest first where two begin together
            if cue.start >= ends.get(cue.role, -1):
                kinds.setdefault(cue.phrase, cue.role)
                ends[cue.role] = cue.end
        if len(kinds) >= 2 and "act" in kinds.values() and _speaks(draft, draft.blocks[index]):
            if len(set(kinds.values())) == 3:
                found[index] = of_block[0]
            else:
                weaker[index] = of_block[0]
    known = {*found, *sure}
    if weaker:
        button = {index for index in labels if draft.blocks[index].words <= _MAX_BUTTON_WORDS}
        for index in weaker:
            if index + 1 in button and index + 2 in button:
                found[index] = weaker[index]
                known.add(index)
    for index in sorted(weaker) if known else ():
        if index not in known and (index - 1 in known or index + 1 in known):
            found[index] = weaker[index]
            known.add(index)
    return found


def _speaks(draft: Draft, block: Block) -> bool:
    """Return whether a block may be a notice: short, in nobody's quotation or report, no item of a list."""
    fold = draft.fold
    if block.words > _MAX_GATHERED_WORDS or block.kind in (Kind.TABLE, Kind.PRE, Kind.LIST_ITEM) or fold[block.content_start] in "\"'":
        return False
    return not reported(draft, block.start, block.end)


def buttons(draft: Draft, sure: Iterable[int], *categories: str) -> Iterator[Block]:
    """Yield the buttons and headings that stand beside sure notices: short blocks that are known labels of the categories.

    Args: `sure` are indices of blocks; none of them is yielded.
    """
    seen = set(sure)
    for index in sorted(seen):
        for step in (-1, 1):
            at = index + step
            while 0 <= at < len(draft.blocks) and at not in seen:
                block = draft.blocks[at]
                if block.words > _MAX_BUTTON_WORDS or not any(cue.role in ("line", "label") and cue.category in categories for cue in draft.cues(block)):
                    break
                seen.add(at)
                yield block
                at += step


def _sentences(draft: Draft, block: Block, cue: Cue) -> Span:
    """Return the sentence around a cue, or the sentences if the cue spans two ("02:57 Min. Verfügbar bis …")."""
    first = sentence_at(draft, block, cue.start)
    return first if cue.end <= first.end else Span(first.start, sentence_at(draft, block, cue.end - 1).end)
