"""What the filters of page furniture share: runs of labels, notices to the visitor, the names of networks."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cache

import regex

from newsclean.draft import Draft, Marker
from newsclean.features import sentence_at
from newsclean.model import Block, Cue, Kind, Removal, Span, Tier
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


# Signs of a notice gather in a short block; advice on settings and reports of a court are longer.
_MAX_GATHERED_WORDS = 60
_MAX_BUTTON_WORDS = 7
# Somebody tells it: the story's. "The page could not be loaded, the ministry said" is no notice.
_TOLD = regex.compile(
    r"""\b(?:said|says|told|tells|wrote|writes|asked|argued|ruled|found|according\ to|warn(?:s|ed)?|advis(?:e|es|ed)|recommends?|urge[sd]?
        |sagt|sagte|schrieb|schreibt|teilte|laut|entschied|warnt|warnte|rät|raten|heißt\ es|hieß\ es
        |a\ (?:dit|déclaré|jugé|indiqué|précisé|écrit|annoncé)|selon|explique|précise|conseille(?:nt)?
        |dijo|dice|informó|señala|falló|según|explicó|recomienda(?:n)?|disse|diz|informou|decidiu|afirmou|segundo|recomenda(?:m)?
        |ha\ (?:detto|spiegato|stabilito|comunicato|scritto)|secondo|spiega|consiglia(?:no)?)\b""",
    regex.VERBOSE,
)


# Sentences are looked for from the start of their block: so many a block at most, or time would not be linear.
_MAX_NOTICES = 40


def block_index(draft: Draft, pos: int) -> int | None:
    """Return the index of the block around an offset, None between two blocks."""
    nth = bisect_right(draft.blocks, pos, key=_start) - 1
    return nth if nth >= 0 and pos < draft.blocks[nth].end else None


def _start(block: Block) -> int:
    return block.start


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

    A phrase that is quoted by the story, a quotation mark right before it, is left alone.
    """
    by_block: dict[int, list[Cue]] = {}
    for cue in cues:
        if draft.fold[cue.start - 1 : cue.start] not in ('"', "'"):
            by_block.setdefault(cue.block, []).append(cue)
    for index, found in by_block.items():
        block = draft.blocks[index]
        spans = list(dict.fromkeys(_sentences(draft, block, cue) for cue in found[:_MAX_NOTICES]))
        evidence = draft.text_of(found[0])
        if block.words <= MAX_NOTICE_WORDS and sum(map(len, spans)) >= NOTICE_SHARE * len(block):
            yield draft.remove_block(by, block, reason, evidence, Tier.CERTAIN)
            continue
        for span in spans:
            if draft.text.count(" ", span.start, span.end) < MAX_NOTICE_WORDS:
                yield draft.remove(by, span.start, span.end, reason, evidence, Tier.LIKELY)


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
    return not _TOLD.search(fold, block.start, block.end)


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
