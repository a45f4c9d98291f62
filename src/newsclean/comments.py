"""Comments of readers on a page: the lines that sign them, and the elements that the page names after them."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

import regex

from newsclean.page import hint_bits
from newsclean.patterns import lazy_pattern

if TYPE_CHECKING:
    from newsclean.draft import Draft
    from newsclean.model import Block

# A line that dates or signs a reader's comment: "Maria K. 3 hours ago", "vor 2 Stunden", "Tom says:",
# "December 21, 2023 at 10:14 am". A sentence of the story is longer, or ends with a full stop.
_SIGNED = lazy_pattern(
    r"""
    .{0,60}? \b \d{1,2} \s? (?: seconds? | minutes? | mins? | hours? | hrs? | days? | weeks? | months? | years? | [smhdwy] | mo ) \s ago \b .{0,20}
    | .{0,60}? \b (?: an? \s (?: minute | hour | day | week | month | year ) \s ago | just \s now ) .{0,20}
    | .{0,60}? \b vor \s (?: \d{1,2} | eine[mnr] ) \s (?: sekunde | minute | stunde | tag | woche | monat | jahr ) \w{0,2} .{0,20}
    | .{0,60}? \b (?: hace | há | il \s y \s a ) \s \d{1,2} \s \w{3,9} .{0,20}
    | .{0,60}? \b \d{1,2} \s (?: ore | minuti | giorni | settimane | mesi | ora | giorno ) \s fa .{0,20}
    | .{1,60}? \b (?: says | schreibt | sagt | dice | dit | disse | diz | écrit | scrive ) \s? :
    | .{0,60}? \b \d{4} \b ,? \s? (?: at | um | a \s las | à | às | alle | - | [|] )? \s? \d{1,2} [:.h] \d{2} .{0,12}
    """,
    regex.VERBOSE,
)
_MAX_SIGNED_WORDS = 14
# Comments are believed when they show this many signs.
MIN_SIGNS = 3
# Where the page names their element after comments, so many, one of them a heading or a notice, are enough. Opinion pieces ("Kommentar"), parts
# of studies ("discussion") and threads, whose own text is named so, show fewer, or stand above all other prose.
_MIN_NAMED_SIGNS = 2
_COMMENT = hint_bits("comment")
# Less prose than this above: a link in the page's head that counts the comments, or a page that is all comments.
MIN_WORDS_ABOVE = 60


def signs_comment(draft: Draft, block: Block) -> bool:
    """Return whether a block is a line that dates or signs a reader's comment."""
    return block.words <= _MAX_SIGNED_WORDS and _SIGNED.fullmatch(draft.fold, block.start, block.end) is not None


def comment_sections(draft: Draft) -> list[tuple[int, int]]:
    """Return the runs of blocks that are comments by the page's own names: the index of the first block of each, and that behind its last.

    They stand in elements named after comments, below prose that is not, and show signs of comments: names with a time, buttons, headings.
    Returns: no run for text, and for a page without a phrase of comment sections.
    """
    cues = draft.cues_of("comment_footer")
    page = draft.document.page
    if page is None or not cues:
        return []
    origins = page.origins
    signs = {cue.block for cue in cues}
    notices = {cue.block for cue in cues if cue.role in ("line", "heading")}
    found: list[tuple[int, int]] = []
    above = 0
    for named, run in groupby(draft.blocks, lambda block: origins[block.index].hints & _COMMENT):
        if not named:
            above += sum(block.words for block in run if block.prose)
        elif above >= MIN_WORDS_ABOVE:
            part = list(run)
            signed = sum(signs_comment(draft, block) for block in part)
            shown = {block.index for block in part}
            if signed >= MIN_SIGNS or (signed + len(signs & shown) >= _MIN_NAMED_SIGNS and notices & shown):
                found.append((part[0].index, part[-1].index + 1))
    return found
