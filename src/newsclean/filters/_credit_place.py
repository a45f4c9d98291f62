"""What the place of a credit shows: where the end of the text begins, and whether the lines around it are the story's."""

from __future__ import annotations

import regex

from newsclean.draft import Draft
from newsclean.features import sentence_at, tail_start
from newsclean.filters._credits import MORE_CREDIT, REPORTED_FROM, SURE_LABEL, agency_of, is_contribution, is_credit, persons_in
from newsclean.filters._works import is_later_furniture, of_a_work, speaks_of
from newsclean.model import Block, Kind
from newsclean.patterns import lazy_pattern

CATEGORY = "agency_credit"
# A correction or an editor's note behind the sign-off; on the fold.
NOTE = lazy_pattern(
    r"(?:corrections?|clarifications?|editor'?s? note|rettifica|errata|korrektur|fe de errores|correção|corrección|rectificati(?:f|on)|erratum|nota d\p{L}+ reda\p{L}+|anmerkung der redaktion)\b"
)
FIRST_PLACE = lazy_pattern(
    r"\s*(?:on|in|at|by|from|as|for|with|under|here|elsewhere|bei|im|in|am|auf|unter|auf\s|von|zuerst|erstmals|der|sur|dans|par|le|en|el|por|no|na|em|su|da|nel|sul|:|\||,|\p{Lu}|\d|the\b|print|section|originariamente|originalmente|erschienen|\"|“|„|«)"
)
FIRST_WORDS = lazy_pattern(
    r"(?:this|a version|an earlier|original|first |republished|reprinted|reproduced|adapted|excerpted|syndicated|dieser?s? |dies ist|zuerst|erstmals|cet article|initialement|publié|article initial|este |esta |publicado|questo |pubblicato|articolo)"
)
DESK = lazy_pattern(r"\(?(?:additional |with additional )?(?:report|writing)")


def credits_start(draft: Draft, max_words: int) -> int:
    """Return the index from which blocks are the end of the text: behind the last block of prose that is no credit."""
    blocks = draft.blocks
    cued = {cue.block for cue in draft.cues_of(CATEGORY)}
    for block in reversed(blocks):
        if block.prose and block.words >= 15 and not draft.marked(block) and not is_later_furniture(draft, block) and not NOTE.match(draft.fold, block.content_start):
            if block.index in cued and block.words <= max_words and (is_credit(draft.reading_of(block)) or is_all_credit(draft, block) or _noted(draft, block)):
                continue
            return block.index + 1
    return max(0, tail_start(draft) - 1)


def is_among_prose(draft: Draft, block: Block) -> bool:
    """Return whether a short line stands between prose and prose, as a subhead does and a credit at either end does not."""
    blocks = draft.blocks
    at = block.index
    if at == 0 or at + 1 >= len(blocks) or block.words > 8 or draft.text[block.start] == "(":
        return False
    above, below = blocks[at - 1], blocks[at + 1]
    return (
        above.prose
        and below.prose
        and not draft.marked(above)
        and not draft.marked(below)
        and not is_later_furniture(draft, below)
        and not any(cue.category == CATEGORY for cue in draft.cues(below).all)
    )


def is_listed(draft: Draft, block: Block) -> bool:
    """Return whether the line above is an agency as well, or ends with a colon: the story lists them."""
    for other in draft.blocks[max(0, block.index - 1) : block.index] + draft.blocks[block.index + 1 : block.index + 2]:
        if other.index < block.index and draft.text[other.start : other.end].endswith(":"):
            return True
        if other.words <= 4 and not draft.marked(other) and agency_of(draft.reading_of(other)) is not None:
            return True
    return False


def is_under_figures(draft: Draft, block: Block) -> bool:
    """Return whether a source line stands under a table or a list of figures, whose source it is, or above prose that goes on."""
    above = draft.blocks[block.index - 1] if block.index else None
    if above is None:
        return False
    return above.kind is Kind.TABLE or (above.words <= 12 and not above.sentence_end and any(c.isdigit() for c in draft.text[above.start : above.end]))


def is_of_article(draft: Draft, block: Block, phrase: str, rest: str) -> bool:
    """Return whether a credit is for the work on the article: it names somebody, and nobody of whom the story speaks."""
    if DESK.match(phrase):
        return True
    people = persons_in(rest)
    if phrase.endswith(" by") and not rest.strip(" .:"):
        return False
    return not of_a_work(draft, block) and not (people and all(speaks_of(draft, block, one) for one in people))


def form_around(draft: Draft, block: Block) -> list[str]:
    """Return a line and the short lines of a label and a value around it."""
    near = draft.blocks[max(0, block.index - 4) : block.index + 5]
    return [draft.reading_of(one) for one in near if one.index == block.index or (one.words <= 14 and ":" in draft.text[one.start : one.end])]


def _noted(draft: Draft, block: Block) -> bool:
    cue = draft.cues(block).opening(CATEGORY)
    if cue is None or block.words > 45:
        return False
    phrase = draft.fold_of(cue)
    if SURE_LABEL.match(phrase) or phrase.startswith(("our standards", "dies ist", "includes", "contributing")):
        return True
    return FIRST_WORDS.match(phrase) is not None and FIRST_PLACE.match(draft.text, cue.end) is not None and is_one_note(draft, block)


def is_one_note(draft: Draft, block: Block) -> bool:
    """Return whether a block is one sentence, or two of which the second is of the same kind."""
    first = sentence_at(draft, block, block.start)
    rest = draft.document.reading(first.end, block.end).strip(" .*_")
    return (
        not rest
        or len(rest.split()) <= 14
        or regex.match(r"(?:it|read|you|the original|to read|sign up|copyright|©|all rights|republished|this)\b", rest, regex.IGNORECASE) is not None
    )


def is_all_credit(draft: Draft, block: Block) -> bool:
    """Return whether every sentence of a block is about the work on the article."""
    if block.words > 90:
        return False
    pos = block.start
    while pos < block.end:
        span = sentence_at(draft, block, pos)
        sentence = draft.document.reading(span.start, span.end).strip(" _—-")
        if sentence and not (MORE_CREDIT.search(sentence) and (REPORTED_FROM.match(sentence) or is_contribution(sentence) or is_credit(sentence))):
            return False
        pos = max(span.end, pos + 1)
        while pos < block.end and draft.text[pos].isspace():
            pos += 1
    return True
