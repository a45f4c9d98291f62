"""What shows that a credit belongs to the story itself: to the book, film or poem it is about, or to one of its people."""

from __future__ import annotations

import regex

from newsclean.draft import Draft
from newsclean.features import in_form
from newsclean.model import Block
from newsclean.patterns import lazy_pattern

# The data of a book, a film, a play: its publisher, pages, price, music, stage. On the fold.
_DATA = lazy_pattern(
    r"""\b\d{1,4}\s?(?:pp\b|pages|seiten|páginas|págs|pagine|pagg?\b|stron\b|blz\b|sidor\b)
      | (?:£|€|\$)\s?\d{1,3}(?:[.,]\d\d)?(?![\d.,]*\s?(?:[mbk]n?\b|million|billion)) | \b\d{1,3}(?:[.,]\d\d)?\s?(?:€|euros?\b|£|zł|kr\b) | \bisbn\b
      | (?<!\p{L})(?:verlag|uitgeverij|publisher|editorial|editora|editore|éditeur|wydawnictwo|titel|title|título|titolo|titre|musik|music|música|musica|musique|lyrics
          |regie|direct(?:or|ed\ by)|dirección|direção|regia|réalisation|bühne|roteiro|guion|drehbuch|screenplay|obra|cast|darsteller|reparto|elenco)\s?:
      | \bdirected\s+by\b | \bin\s+cinemas\b""",
    regex.VERBOSE,
)
# The head of a page is a form, too: "Author: …", "Published: …", "Category: …".
_OF_THE_PAGE = frozenset(("date_line", "tag_list", "share_prompt"))
# What stands behind the story too, and is found by filters that run after those of credits and bios.
_LATER = frozenset(("copyright_notice", "tag_list", "source_list"))
_LATER_ROLES = frozenset(("line", "heading", "opening"))
# A line longer than this holds more than a work's data.
_MAX_DATA_WORDS = 14
# A name is looked up in so many places of the story, and so far back, in characters.
_MAX_PLACES, _REACH = 40, 30_000


def is_later_furniture(draft: Draft, block: Block) -> bool:
    """Return whether a block will be found to be furniture by a filter that runs later: a copyright notice, a list of tags.

    The end of the story must be the same before such a block is cut and after, or a second run finds more.
    """
    if block.words > 80:
        return False
    return any(cue.category in _LATER and (cue.role in _LATER_ROLES or cue.category == "copyright_notice") for cue in draft.cues(block).all)


def of_a_work(draft: Draft, block: Block) -> bool:
    """Return whether a line of credit stands among the data of a book, a film, a play or an event."""
    blocks = draft.blocks
    near = blocks[max(0, block.index - 2) : block.index + 3]
    if any(_DATA.search(draft.fold, one.start, one.end) for one in near if one.words <= _MAX_DATA_WORDS):
        return True
    if not in_form(draft, block):
        return False
    return not any(cue.category in _OF_THE_PAGE for one in blocks[max(0, block.index - 3) : block.index + 4] for cue in draft.cues(one).all)


def heads_verse(draft: Draft, block: Block) -> bool:
    """Return whether the lines under a block are verse: short ones, of which one goes on with a small letter."""
    below = [one for one in draft.blocks[block.index + 1 : block.index + 5] if not draft.marked(one)][:2]
    return len(below) == 2 and all(one.words <= 10 for one in below) and any(draft.text[one.start].islower() for one in below)


def speaks_of(draft: Draft, block: Block, name: str) -> bool:
    """Return whether the story has a name: its last word in a block of prose before this one."""
    surname = name.split()[-1].strip(".,")
    text = draft.text
    own = text[block.start : block.start + 60]
    at = text.find(surname, max(0, block.start - _REACH), block.start)
    tries = _MAX_PLACES
    while at >= 0 and (tries := tries - 1):
        there = draft.blocks[draft.block_at(at)]
        behind = text[at + len(surname) : at + len(surname) + 1]
        whole = not behind.isalnum() and behind != "/"  # "(Jane Doe/AP)" is the credit of a picture
        if whole and there.prose and there.start <= at and not draft.marked(there) and text[there.start : there.start + 60] != own:
            return True
        at = text.find(surname, max(at + 1, there.end), block.start)
    return False
