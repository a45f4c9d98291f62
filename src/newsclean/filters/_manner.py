"""How a filter of prompts reads the neighbourhood of its cues, and the words of address that all of them look for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import regex

from newsclean.draft import Draft
from newsclean.model import Block, Cue, Span, Tier
from newsclean.patterns import lazy_pattern

# How far from a cue sentences are looked for, in characters: longer than any prompt, and a bound on the work in an
# article that is one block.
REACH = 1200
# A question that an interview asks is short.
_MAX_QUESTION_WORDS = 30

_SENTENCE_END = lazy_pattern(r"[.!?…][\"'”’»)\]]{0,2}\s+(?=[\"'“‘«„(\[¿¡]{0,2}[\p{Lu}\p{Lo}\p{N}])|[。！？][」』”]?\s*")

# The publisher speaking of itself, and the visitor spoken to; searched in the fold of a sentence that holds a cue.
OURS = lazy_pattern(r"\b(?:our|us|we|we're|we'll|we've|unser\w{0,3}|uns|wir|notre|nos|nous|nuestr[oa]s?|nosotros|noss[oa]s?|nós|nostr[oaie]|noi)\b")
YOURS = lazy_pattern(
    r"""\b(?:you|your|you're|you'll|you've|ihnen|ihr|ihre[nmrs]?|sie|du|dir|dich|deine?[nmrs]?|euch
        |vous|votre|vos|tu|tus|te|usted|você|seu|sua|tuo|tua|tuoi|ti|puoi)\b""",
    regex.VERBOSE,
)


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
    `accepts` has the last word on a cue and its block. `company`: a known line between two paragraphs of prose must name the
    publisher or stand beside another cue.
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
    accepts: Callable[[Draft, Block, Cue], bool] | None = None
    company: bool = False


def sentences_near(draft: Draft, block: Block, pos: int) -> list[Span]:
    """Return the sentences of a block around an offset in order, those farther than `REACH` characters left out."""
    start, end = max(block.start, pos - REACH), min(block.end, pos + REACH)
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


def answers(draft: Draft, block: Block) -> bool:
    """Return whether a block answers in an interview: a question above it, and another below it or before the last answer."""
    blocks, at = draft.blocks, block.index
    if at == 0 or not _questions(draft, blocks[at - 1]):
        return False
    return any(0 <= i < len(blocks) and _questions(draft, blocks[i]) for i in (at + 1, at - 3))


def _questions(draft: Draft, block: Block) -> bool:
    return block.words <= _MAX_QUESTION_WORDS and ends_with(draft, block, "?")


def ends_with(draft: Draft, block: Block, mark: str) -> bool:
    """Return whether a block ends with a mark."""
    return draft.fold[block.end - 1] == mark
