"""What filters share: measurements of blocks and of their neighbourhood, taken once a document."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

import regex

from newsclean.model import FILLER, Block, Kind, Span
from newsclean.patterns import lazy_pattern

if TYPE_CHECKING:
    from newsclean.draft import Draft

# A headline seldom has more words; counted over the titles of 1,100 news pages, 99 % have at most 24.
MAX_HEADLINE_WORDS = 24
# A headline that ends as a sentence does ("Who pays for it all?") is shorter than one that does not.
MAX_QUESTION_WORDS = 16
# A subhead is shorter than a headline: 95 % have at most 9 words.
MAX_SUBHEAD_WORDS = 9
# Prose shorter than this also stands in furniture: "Your email address will not be published, and we never share it."
LONG_PROSE_WORDS = 15

# Fillers may stand at each edge, where a repair took a tag or an entity away: "The end.</b> Then".
_SENTENCE = lazy_pattern(r"[.!?…]\uffff*(?:[\"'”’»)\]]\uffff*){0,2}(?=\s[\s\uffff]*(?:[\"'“‘«„(\[¿¡–—-][\s\uffff]*){0,2}[\p{Lu}\p{Lo}\p{N}])|[。！？｡]+\uffff*[」』”）]?")
_ABBREVIATION = lazy_pattern(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|St|Sr|Jr|Gen|Col|Lt|Sgt|Rep|Sen|Gov|No|vs|etc|Nr|bzw|Abs|Art|ca|Inc|Corp|Co|Ltd|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)|\b\p{Lu}|\b[ap]\.m|\b\d{1,2})\.$"
)


def sentence_at(draft: Draft, block: Block, pos: int) -> Span:
    """Return the sentence of a block around an offset, without the white space around it.

    Args: `pos` is an offset of the document inside `block`.
    Returns: a span inside the block; the whole block where it has but one sentence. An abbreviation, an initial or a
        number of one or two digits (the German "3. Mai") before the full stop ends no sentence.
    """
    starts = draft.sentence_starts(block.index, _sentence_starts)
    nth = bisect_right(starts, pos) - 1
    start = starts[max(nth, 0)]
    end = starts[nth + 1] if nth + 1 < len(starts) else block.end
    mended = draft.document.mended
    while end > start and (mended[end - 1].isspace() or mended[end - 1] == FILLER):
        end -= 1
    return Span(start, max(start, end))


def _sentence_starts(draft: Draft, block: Block) -> list[int]:
    """Return the offsets at which the sentences of a block begin, the block's own start first."""
    mended = draft.document.mended
    starts = [block.start]
    for match in _SENTENCE.finditer(mended, block.start, block.end):
        if mended[match.start()] == "." and _ABBREVIATION.search(mended, max(block.start, match.start() - 8), match.start() + 1):
            continue
        start = match.end()
        while start < block.end and (mended[start].isspace() or mended[start] == FILLER):
            start += 1
        if start < block.end:
            starts.append(start)
    return starts


def headline_like(draft: Draft, block: Block) -> bool:
    """Return whether a block could be the headline of another story: short, one unit, no full stop at its end.

    A question mark, an exclamation mark or a quotation may end a headline; a full stop may not, except after an
    ellipsis. Tables, blocks of more than `MAX_HEADLINE_WORDS` words and questions of more than `MAX_QUESTION_WORDS`
    are none.
    """
    if block.words > MAX_HEADLINE_WORDS or block.kind is Kind.TABLE or (block.prose and block.words > MAX_QUESTION_WORDS):
        return False
    if not block.sentence_end:
        return True
    tail = draft.document.mended[max(block.start, block.end - 4) : block.end].rstrip("\"'”’»)]*")
    return tail.endswith(("?", "!", "…", "...", "？", "！"))


def tail_start(draft: Draft) -> int:
    """Return the index of the block behind the last long block of prose: furniture at the end of a page begins there.

    A long block has at least `LONG_PROSE_WORDS` words; one that an earlier filter marked does not count.
    Returns: the number of blocks where the last one is such prose; 0 where there is none at all.
    """
    blocks = draft.blocks
    for block in reversed(blocks):
        if block.prose and block.words >= LONG_PROSE_WORDS and not draft.marked(block):
            return block.index + 1
    return 0


def near_end(draft: Draft, block: Block, max_blocks: int = 8, max_share: float = 0.25) -> bool:
    """Return whether a block is one of the last `max_blocks`, or in the last `max_share` of the document's characters."""
    return block.index >= len(draft.blocks) - max_blocks or block.start >= (1 - max_share) * len(draft.text)


# A label, its colon, a short value: a line of a fact box, a book's or film's data, a recipe's head.
_FORM_LINE = lazy_pattern(r"[\p{L}\p{M}][\p{L}\p{M}\p{N} .'’&/()-]{0,30}[:：] ?\S")
MAX_FORM_WORDS = 14
MIN_FORM_LINES = 3


def in_form(draft: Draft, block: Block) -> bool:
    """Return whether a block is one of at least three "Label: value" lines that follow each other.

    There "Author: …", "Photography: …" and "Published: …" are the data of a book, a film or an event, and the story's.
    """
    blocks, mended = draft.blocks, draft.document.mended

    def formed(nth: int) -> bool:
        if not 0 <= nth < len(blocks):
            return False
        one = blocks[nth]
        return one.words <= MAX_FORM_WORDS and _FORM_LINE.match(mended, one.content_start, one.end) is not None

    if not formed(block.index):
        return False
    first = last = block.index
    while block.index - first < MIN_FORM_LINES and formed(first - 1):
        first -= 1
    while last - block.index < MIN_FORM_LINES and formed(last + 1):
        last += 1
    return last - first + 1 >= MIN_FORM_LINES


_LONG_WORD = lazy_pattern(r"[\p{L}\p{M}]{4,}")
# How much of a paragraph is compared with the line above it.
_BELOW_CHARS = 600


def taken_up(draft: Draft, start: int, end: int, below: Block) -> int:
    """Return how many different words of four letters or more of a span the paragraph below takes up."""
    text = draft.fold[below.start : min(below.end, below.start + _BELOW_CHARS)]
    return len({match[0] for match in _LONG_WORD.finditer(draft.fold, start, end) if match[0] in text})


def is_subhead(draft: Draft, block: Block, category: str) -> bool:
    """Return whether a short line is the subhead of the prose under it, whatever words it is made of.

    It stands between prose and prose, and the paragraph under it takes up one of its words of four letters or more.
    A paragraph that itself holds a cue of `category`, or a fragment that only furniture has, makes no subhead of the line above.
    """
    blocks = draft.blocks
    at = block.index
    if at == 0 or at + 1 >= len(blocks) or block.words > MAX_SUBHEAD_WORDS or not blocks[at + 1].prose:
        return False
    above = next((one for one in reversed(blocks[max(0, at - 3) : at]) if not draft.marked(one)), None)
    below = blocks[at + 1]
    if above is None or not (above.prose or above.sentence_end) or any(cue.category == category or cue.role == "within" for cue in draft.cues(below).all):
        return False
    return taken_up(draft, block.content_start, block.content_end, below) > 0


# How corrections and editor's notes open, in the languages of the phrases.
_CORRECTION = lazy_pattern(
    r"""(?:
          correction s? | clarification s? | editor'?s?'?\ note | erratum | errata(?:\ corrige)?
        | correção | correções | nota\ d[ao]\ (?:redação|edição|editor) | corrección | correcciones | fe\ de\ (?:errores|erratas)
        | rectificación | nota\ de(?:\ la\ redacción|l\ editor|l\ redattore) | rectificatif | note\ de\ la\ rédaction
        | korrektur(?:hinweis)? | berichtigung | anmerkung\ der\ redaktion | hinweis\ der\ redaktion | correzione | rettifica | nota\ della\ redazione
        )
        (?P<label> \s*(?:[:.–-]|$) )
      | this\ (?:article|story|report|piece|post)\ (?:was|has\ been|have\ been)\ (?:amended|corrected|updated\ to\ correct)
    """,
    regex.VERBOSE,
)


def correction_at(draft: Draft, block: Block) -> regex.Match[str] | None:
    """Return how a block opens as a correction or an editor's note, which is the newsroom's and stays; None for another block."""
    return _CORRECTION.match(draft.fold, block.content_start, block.end)
