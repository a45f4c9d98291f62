"""What the filters of page furniture share: runs of labels, notices to the visitor, the names of networks."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cache

from newsclean.draft import Draft, Marker
from newsclean.features import sentence_at
from newsclean.model import Block, Cue, Removal, Span, Tier
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


def _sentences(draft: Draft, block: Block, cue: Cue) -> Span:
    """Return the sentence around a cue, or the sentences if the cue spans two ("02:57 Min. Verfügbar bis …")."""
    first = sentence_at(draft, block, cue.start)
    return first if cue.end <= first.end else Span(first.start, sentence_at(draft, block, cue.end - 1).end)
