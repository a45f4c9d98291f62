"""What tells that a story itself says the words of a cue: reported speech, the words as its subject, prose around a line."""

from __future__ import annotations

import regex

from newsclean.draft import Draft
from newsclean.model import Block, Cue, Span

# Somebody else speaks: "…, the old notice said", "according to the clerk", "…, ha stabilito il Tar". What a publisher
# tells its visitors has no such verb; "tell us", "asked questions" and "written permission" are none of them.
_TOLD = regex.compile(
    r"""\b(?:said|says|told|tells|wrote|writes|argued|ruled|warns|warned|insisted|explained|replied|admitted|begged|(?:used|liked|likes)\ to\ (?:say|write)|according\ to
        |(?:notice|sign|note|label|line|phrase|message|plaque|poster|form|card|letter|law|page)\ (?:reads?|goes|ran|will\ (?:say|read))
        |(?:she|he|they|judges?|court|jury|tribunal)\ (?:found|held|finds)
        |sagte|sagt|schrieb|schreibt|erklärte|erklärt|betont|betonte|laut|teilte|heißt\ es|hieß\ es|meinte|warnte|warnt|riet|rät|steht\ auf|stand\ auf|lautete
        |a\ (?:dit|déclaré|jugé|indiqué|précisé|écrit|annoncé|prévenu)|a-t-(?:il|elle)|selon|affirme|explique|rappelle(?:nt)?|précise|indique|(?:dit|disait)-(?:il|elle|on)|proclame|résume|souligne
        |dijo|decía|dice|afirmó|afirma|según|explicó|explica|recuerdan?|advierte|señala|señaló|asegura|rezaba|insiste
        |disse|dizia|diz|afirmou|afirma|segundo|explicou|lembra|alerta|ressalta|informou
        |ha\ (?:detto|spiegato|stabilito|scritto|comunicato|chiarito)|diceva|secondo|spiega|ricordano?|recita(?:va)?|avverte|sottolinea|si\ legge
        |zei|zegt|aldus|schreef|sa|säger|enligt|powiedział\w{0,2}|według)\b""",
    regex.VERBOSE,
)
# "Comments are closed" is what readers will see; "© 1924" was stamped on the sheet; "… now the second most common sentence".
_MENTIONED = regex.compile(
    r"""["'»]{0,2}\s?(?:
        (?:is|was|are|were|has\ been|had\ been|became|remains)\ (?:now\ )?(?:a|an|the|what|how|all|stamped|printed|written|painted|carved|one|only)\b
        | (?:ist|war|stand|steht|lautet|hieß)\ (?:der|die|das|ein|eine|auf|in|dort|da)\b
        | (?:est|était|fut)\ (?:le|la|un|une|ce|écrit|gravé)\b | (?:es|era|fue)\ (?:el|la|un|una|lo)\b | (?:é|era|foi)\ (?:o|a|um|uma)\b | (?:è|era|fu)\ (?:il|la|un|una|lo)\b )""",
    regex.VERBOSE,
)
_LONG_WORD = regex.compile(r"[\p{L}\p{M}]{4,}")
# How far from a cue quotation marks are counted, and how much of a paragraph is compared with the line above it.
_QUOTE_CHARS, _BELOW_CHARS = 2000, 600
# A verb of saying further away belongs to something else; it bounds the work in a text that repeats a cue.
_TOLD_CHARS = 300


def told(draft: Draft, sentence: Span, cue: Cue) -> bool:
    """Return whether a sentence reports the words of a cue as somebody's, or speaks about them."""
    fold = draft.fold
    return (
        _MENTIONED.match(fold, cue.end, sentence.end) is not None
        or _TOLD.search(fold, max(sentence.start, cue.start - _TOLD_CHARS), cue.start) is not None
        or _TOLD.search(fold, cue.end, min(sentence.end, cue.end + _TOLD_CHARS)) is not None
    )


def quoted(draft: Draft, block: Block, pos: int) -> bool:
    """Return whether a quotation that opened in the block is open at an offset."""
    return draft.fold.count('"', max(block.start, pos - _QUOTE_CHARS), pos) % 2 == 1


def between_prose(draft: Draft, block: Block) -> bool:
    """Return whether a line stands right between two paragraphs of prose, as a subhead does."""
    blocks = draft.blocks
    at = block.index
    if not 0 < at < len(blocks) - 1:
        return False
    above, below = blocks[at - 1], blocks[at + 1]
    return above.prose and below.prose and not draft.marked(above) and not draft.marked(below)


def in_verse(draft: Draft, block: Block) -> bool:
    """Return whether the block under a line goes on in lower case: a line of a poem, or of a sentence that was broken."""
    blocks = draft.blocks
    if block.index + 1 >= len(blocks) or draft.text[block.end - 1] in ":：":
        return False
    below = blocks[block.index + 1]
    return below.content_start == below.start and draft.document.mended[below.start].islower() and not draft.cues(below)


def taken_up(draft: Draft, start: int, end: int, below: Block) -> int:
    """Return how many different words of four letters or more of a span the paragraph below takes up."""
    text = draft.fold[below.start : min(below.end, below.start + _BELOW_CHARS)]
    return len({match[0] for match in _LONG_WORD.finditer(draft.fold, start, end) if match[0] in text})


def listed(draft: Draft, block: Block, max_lines: int = 8) -> bool:
    """Return whether a block is one of the first lines under a line that ends with a colon: the story lists them."""
    blocks = draft.blocks
    mended = draft.document.mended
    for above in reversed(blocks[max(0, block.index - max_lines) : block.index]):
        if mended[above.end - 1] in ":：":
            return not draft.cues(above)
        if above.prose or above.words > 14:
            return False
    return False
