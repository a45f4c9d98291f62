"""Names that stand alone, with no word that says whose they are: which of them are the author's."""

from __future__ import annotations

from bisect import bisect_left

import regex

from newsclean.draft import Draft
from newsclean.metadata.given_names import has_given_name
from newsclean.metadata.names import person
from newsclean.metadata.people import People, is_person
from newsclean.metadata.values import folded
from newsclean.metadata.when import find_date
from newsclean.model import Block, Kind
from newsclean.page import Page, hint_bits
from newsclean.patterns import lazy_pattern

_BYLINE = hint_bits("byline")
_READING = lazy_pattern(r"\d+\s*-?\s*(?:min|words)|\d\s*(?:min|hour|day|week|month|year|tag|stunde|heure|hora|día|dia|jour|mois)\p{L}*\s+ago")
# What follows a name in the first sentence of a biography: a verb, and what only persons are or do.
_IS = lazy_pattern(
    r"(?:,\s[^.!?]{2,60},)?\s+(?:(?:writes|covers|schreibt|escribe|escreve|écrit|scrive|skriver|schrijft)\s|(?:is|was|has|works|leads|joined|ist|arbeitet|es|é|est|è|är|er|jest)\s[^\n]{0,300}?"
    r"\b(?:s?he|his|her|who|\p{L}{0,20}(?:writer|author|editor|reporter|journalist|columnist|blogger|founder|expert|professor|manager|redakteur|autor|periodist|journaliste|giornalista))(?!\p{Ll}{4}))"
)
_MAX_NAME_WORDS = 5
_MAX_NAME_CHARS = 60
_BETWEEN = lazy_pattern(r"\s*[/&,]\s*|\s+(?:and|und|et|y|e)\s+")


def is_confirmed(draft: Draft, page: Page, nth: int, name: str) -> bool:
    """Return whether a name alone on a line is a byline: it begins with a given name, or two signs say so.

    Signs are a date or a reading time beside it; a portrait with that name, or the name again over a biography.
    """
    if has_given_name(name) and " " in name:
        return True
    blocks = draft.blocks
    dated = False
    for near in blocks[max(0, nth - 1) : nth + 2]:
        text = "" if near.prose or near.words > 14 else draft.text[near.start : near.end]
        if any(c.isdigit() for c in text) and (_READING.search(text) is not None or find_date(text, draft.language) is not None):
            dated = True
            if near.index == nth or has_given_name(name):
                return True
    if not dated:
        return False
    if any(mark.kind == "picture" and name in mark.label for mark in page.marks):
        return True
    return any(block.index != nth and block.prose and draft.text.startswith(name, block.start) for block in blocks)


def in_bold(draft: Draft, page: Page, block: Block, sites: frozenset[str]) -> People | None:
    """Return whom a line in bold or italics right above a paragraph names, if it holds nothing else and its words stand nowhere on the page in small letters."""
    below = draft.blocks[block.index + 1] if block.index + 1 < len(draft.blocks) else None
    if block.kind is not Kind.PARAGRAPH or below is None or not below.prose or not is_within(page, block, ("strong", "em")) or is_within(page, block, ("link",)):
        return None
    text = draft.text_of(block).strip()
    names = [part.strip() for part in _BETWEEN.split(text)]
    if not all(person(name) is not None and is_person(name) and folded(name) not in sites for name in names):
        return None
    if any(regex.search(rf"\b{regex.escape(word.lower())}\b", draft.text) is not None for name in names for word in name.split()):
        return None
    return People(tuple(names))


def described(draft: Draft, page: Page, bottom: int, sites: frozenset[str]) -> tuple[int, People] | None:
    """Return the block and the name of the only person whose name stands over a biography: behind the body, or in elements named for bylines."""
    found: dict[str, int] = {}
    for block in draft.blocks[1:]:
        above = draft.blocks[block.index - 1]
        if (
            not block.prose
            or above.words > _MAX_NAME_WORDS
            or above.chars > _MAX_NAME_CHARS
            or not (above.index >= bottom or page.origins[above.index].own & _BYLINE)
            or not draft.text.startswith(name := draft.text_of(above).strip(), block.start)
        ):
            continue
        if person(name) is not None and is_person(name) and folded(name) not in sites and _IS.match(draft.text, block.start + len(name)) is not None:
            found.setdefault(name, above.index)
    return next(((nth, People((name,))) for name, nth in found.items()), None) if len(found) == 1 else None


def is_within(page: Page, block: Block, kinds: tuple[str, ...]) -> bool:
    """Return whether an element of one of these kinds that begins with a block holds all of it."""
    at = bisect_left(page.marks, (block.start,))
    while at < len(page.marks) and page.marks[at].start <= block.content_start:
        if page.marks[at].kind in kinds and page.marks[at].end >= block.content_end:
            return True
        at += 1
    return False
