"""`image_credit`: who made a picture, alone on a line, in brackets, or at the end of a caption."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

import regex

from newsclean.draft import Draft
from newsclean.model import Block, Cue, Kind, Removal, Span, Tier

# A cue that names the credit begins it ("Photo: …", "Photo by …"); one that names an agency stands at its end.
_LABEL_ENDS = (":", "：", "=", " by", " via", " from", " source", " sources", " credit", " credits", " courtesy", " of", " di", " de", " foto", " photo", "photo", "credit/")
# Words in lower case that a credit may hold besides names; any other ("Photo by photo, the archive shows") is prose.
_SMALL_WORDS = """
    a about adapted afp al and ap archive archives archiv archivio arquivo at avec avi bei bild by c/o cc collection colourbox con concessione courtesy cortesia cortesía crédit credit da
    dalla dapd das de dei del della der design di do dos dpa doi du e efe el en epa et file for foto fotos from fotografie für gentile getty graphic handout hide
    caption illustration illustrations image images imago in innen internet istock keystone la le leihgabe license licensed lizenz los mit of on par pd per personal photo photos
    photography picture alliance por pour pressefoto privat public domain pixabay pexels provided reprodução repro screenshot shutterstock sla soziale stock supplied the through und under unsplash used
    v. van via video vom von w/ with y zur zvg © ©️ & + / | – - · x"""
_SMALL = frozenset(_SMALL_WORDS.split())
# A name, an initial, a handle, an address, a year, or something joined by slashes.
_NAME = regex.compile(r"[\"'“(\[@©#]*[\p{Lu}\p{Lo}\p{N}]|\S*[/@._]\S*|\p{Ll}+\p{Lu}|[dlDL]['’]\p{Lu}|\p{P}+$|\p{S}+$")
_JOINER = regex.compile(r"/|\||©|\bvia\b|,")
_SENTENCE_GAP = regex.compile(r"[.!?…][\"'”’»)\]]{0,2}\s*(?=[\"'“(\[©@]{0,2}\p{Lu})|\s(?=©)")
_INITIAL = regex.compile(r"(?:^|[\s(.])\p{Lu}\.?$|\b(?:Jr|Sr|Dr|St|Mr|Mrs|Ms|Inc|Co|Corp|Ltd)\.?$")
MAX_CREDIT_WORDS = 14
# Looked at behind and before a cue; an address of a stock site is long. It bounds the work in a text that repeats a cue.
_REACH_CHARS = 300
_CLOSES = {"(": ")", "[": "]"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ImageCredit:
    """Remove credits of pictures.

    Removes: a line that is a credit ("Photo: Rockstar Games", "STR/AFP via Getty Images", "Submitted photo"), a
        credit in brackets inside a line, and a labelled credit at the end of one. The words of the caption before
        it are left to the filter `caption`.
    Keeps: prose about photographs and agencies: a credit holds names, not sentences.
    Options: `max_words`, the longest credit, in white-space-separated words.
    Source: the cues in `phrases/`, each with the page it was seen on.
    """

    name: ClassVar[str] = "image_credit"
    category: ClassVar[str] = "image_credit"
    max_words: int = MAX_CREDIT_WORDS

    def find(self, draft: Draft) -> Iterator[Removal]:
        """Yield the removals in source order."""
        last = -1
        for cue in draft.cues_of(self.category):
            if cue.start < last:
                continue
            block = draft.blocks[cue.block]
            if cue.role == "line":
                # The item of a list is part of the story ("Shutterstock" among agencies), and so is a subhead.
                if block.kind not in (Kind.HEADING, Kind.LIST_ITEM):
                    last = block.end
                    tier = Tier.CERTAIN if " " in cue.phrase else Tier.LIKELY
                    yield draft.remove_block(self, block, "block is the credit of a picture", draft.text_of(cue), tier)
                continue
            if cue.role == "label":
                # "Image:" alone: the name is on the next line, or was lost. A colon tells it from a subhead.
                if ":" in draft.text[block.content_end : block.end]:
                    last = block.end
                    yield draft.remove_block(self, block, "block is the label of a credit", draft.text_of(cue), Tier.LIKELY)
                continue
            credit = credit_at(draft, block, cue, self.max_words)
            if credit is None:
                continue
            last = credit.end
            evidence = draft.text_of(cue)
            if credit.start <= block.content_start and credit.end >= block.content_end:
                yield draft.remove_block(self, block, "block is the credit of a picture", evidence, Tier.CERTAIN)
            else:
                yield draft.remove(self, credit.start, credit.end, "credit of a picture inside a line", evidence, Tier.CERTAIN)


def credit_at(draft: Draft, block: Block, cue: Cue, max_words: int = MAX_CREDIT_WORDS) -> Span | None:
    """Return the span of the credit that a cue stands in, or None where the cue is a word of the story.

    A credit ends its block, or stands in brackets. It is made of names; where no label opens it, an agency closes it
    and something joins the names to the agency ("STR/AFP via Getty Images").
    """
    mended = draft.document.mended
    phrase = cue.phrase.lower().rstrip()
    labelled = phrase.endswith(_LABEL_ENDS) and cue.role != "line"
    bracket = _bracket(mended, block, cue)
    if bracket is not None:
        inner = _words(mended, bracket.start + 1, bracket.end - 1)
        opens = cue.start - bracket.start <= 2
        if len(inner) <= max_words + 4 and _names(inner, 2) and (opens or _JOINER.search(mended, bracket.start, bracket.end)):
            return bracket
        return None
    if labelled:
        start = cue.start
        end = block.end
        if end - cue.end > _REACH_CHARS:
            return None
        rest = _words(mended, cue.end, end)
        if not rest and start > block.content_start:
            # "The hotel on Monday (Image:": the name went to the next line.
            low = max(block.start, start - 20)
            before = mended[low:start].rstrip("\uffff \n")
            return Span(low + len(before) - 1, end) if before.endswith(("(", "|", "[")) and cue.end >= block.content_end else None
        opens = start <= block.content_start
        if len(rest) > max_words or not _names(rest, int(opens and (len(rest) >= 5 or len(rest) == 1))):
            return None
        if not rest:
            return block.span if block.words >= 2 and phrase[-1] not in ":：=" else None
        if not _starts(rest[0], phrase):
            return None
        if not opens and not _set_off(draft, block, start, phrase):
            return None
        return Span(block.start if opens else start, end)
    # An agency: it must close the block.
    if block.content_end - cue.end > _REACH_CHARS:
        return None
    tail = _words(mended, cue.end, block.content_end)
    if len(tail) > 5 or not _names(tail, 0):
        return None
    start = _agency_start(draft, block, cue)
    words = _words(mended, start, block.end)
    # "soniabird | Getty Images": on its own line a handle may be in lower case.
    alone = start <= block.content_start and len(words) <= 10 and not block.sentence_end
    if not 0 < len(words) <= max_words or not _names(words, int(alone)) or not _joined(mended, start, cue):
        return None
    if block.kind is Kind.LIST_ITEM and start <= block.content_start:
        return None
    if start <= block.content_start:
        return None if block.sentence_end and len(words) > 8 else block.span
    return Span(start, block.end)


def _joined(mended: str, start: int, cue: Cue) -> bool:
    """Return whether a slash, a bar, "via" or the copyright sign joins an agency to what stands before or behind it."""
    before = mended[start : cue.start].rstrip("\uffff ")
    at = mended[cue.start : cue.end].strip()
    behind = mended[cue.end : cue.end + 3].lstrip("\uffff ")
    return before.endswith(("/", "|", " via", "©")) or before in ("via", "Via") or behind.startswith(("/", "|")) or (at[0] in "/©" and bool(before)) or at.endswith(("/", " via"))


def _bracket(mended: str, block: Block, cue: Cue) -> Span | None:
    """Return the span of the brackets around a cue, up to 140 characters, or None."""
    lowest = max(block.start, cue.start - 100)
    at = cue.start
    while at >= lowest:
        char = mended[at]
        if char in _CLOSES:
            close = mended.find(_CLOSES[char], cue.end - 1, min(block.end, at + 160))
            return Span(at, close + 1) if close >= 0 else None
        if char in ")]" and at < cue.start:
            return None
        at -= 1
    return None


def _words(mended: str, start: int, end: int) -> list[str]:
    return mended[start:end].replace("\uffff", "").split()


def _names(words: list[str], spare: int) -> bool:
    """Return whether all words but `spare` could be of names, agencies or their joints."""
    for word in words:
        if _NAME.match(word) or word.strip(",;:.()[]|'\"“”’").lower() in _SMALL:
            continue
        spare -= 1
        if spare < 0:
            return False
    return True


def _starts(word: str, phrase: str) -> bool:
    """Return whether a credit may go on with this word behind its label."""
    if phrase.endswith((" by", " di", " de", " via")):
        return word[0].isupper() or word[0] in "@©'\"“" or "/" in word or any(c.isupper() for c in word) or not word[0].isascii()
    return True


def _set_off(draft: Draft, block: Block, start: int, phrase: str) -> bool:
    """Return whether a label inside a block stands apart from the words before it.

    A label with a colon and a capital needs no more than a space ("The new pier Photo: Anna Hale"), any other the end
    of a sentence, a bar, a dash, a bracket or a wide gap ("1,419 illustrations by Jim Harter" is a title).
    """
    mended = draft.document.mended
    before = mended[max(block.start, start - 5) : start]
    if "\n" in draft.text[max(block.start, start - 3) : start]:
        return True
    kept = before.rstrip("\uffff ")
    if kept.endswith((".", "!", "?", "…", "|", "•", "·", "”", '"', "»", ")", "]", "–", "—", "-", ";", "。", " /")) or len(before) - len(kept) > 1:
        return True
    return (
        phrase[-1] in ":："
        and mended[start].isupper()
        and not kept.endswith(("&", "/", " and", " und", " et", " y", " e", ",", ":"))
        and not mended[start:].split(":", 1)[0].isupper()
    )


def _agency_start(draft: Draft, block: Block, cue: Cue) -> int:
    """Return where the names before an agency begin: behind the last sentence, or with the block."""
    mended = draft.document.mended
    # The line break that the reader mended is still seen in the source.
    start = max(block.start, draft.text.rfind("\n", max(block.start, cue.start - _REACH_CHARS), cue.start) + 1)
    for match in _SENTENCE_GAP.finditer(mended, max(start, cue.start - 160), cue.start + 1):
        if mended[match.start()] == "." and _INITIAL.search(mended, max(block.start, match.start() - 5), match.start() + 1):
            continue
        start = match.end()
    return start
