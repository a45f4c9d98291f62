"""`caption`: the text under a picture, where the line itself says that it is one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import ClassVar

import regex

from newsclean.draft import Draft
from newsclean.features import in_form, sentence_at
from newsclean.filters._speech import told
from newsclean.filters.image_credit import credit_at
from newsclean.model import Block, Cue, Fact, Kind, Removal, Tier
from newsclean.patterns import lazy_pattern

# "FILE - Text", "Image caption, text", "Bildunterschrift: text": the label, then a separator. "File photos show"
# and "Left, the mayor" have none or are no labels of this kind.
_LABELLED = lazy_pattern(r"\uffff*\s*(?:[:：]|,(?=\s)|-{1,2}(?=\s)|/(?=\s)|[.](?=\s))\s*")
# Labels that are also ordinary words: they need more evidence than themselves.
_DIRECTIONS = frozenset(
    (
        "above",
        "below",
        "left",
        "right",
        "from left",
        "pictured",
        "im bild",
        "auf dem bild",
        "en la imagen",
        "en la foto",
        "na foto",
        "na imagem",
        "nella foto",
        "nell'immagine",
        "sur la photo",
        "legenda",
        "leyenda",
        "légende",
        "didascalia",
        "caption",
        "file",
    )
)
# Wordings that agencies use in captions alone.
_AGENCY_WORDING = lazy_pattern(
    r"in (?:this|an undated|una|un'|un |em |an )|(?:is|are) seen in this|hide caption|toggle caption|en una|en imagen|em (?:foto|imagem)|[(\[](?:file|screen|archiv|symbol|foto|imagen|photo|image|immagine|illustration)"
)
# "In this photo, a boy holds a fish" and "is seen in this picture" are said of pictures in a court or a museum as well: a
# caption of an agency says besides who made the picture, or when.
_OF_ANY_PICTURE = lazy_pattern(r"in this (?:photo|image)|(?:is|are) seen in this (?:photo|picture|image)")
_MADE = lazy_pattern(r"\b(?:19|20)\d\d\b|\b(?:file|undated|handout|provided|released|taken|obtained|supplied|courtesy|getty|reuters|afp|ap)\b|©|/")
# What goes on behind a wording that closes its caption: "in una foto d'archivio accanto al costruttore" is told by a story,
# "in this undated photo booth" is a thing.
_WORDING_ENDS = lazy_pattern(
    r"""\s?(?:[.,;:)\]|/]|$|©|\b(?:of|taken|provided|released|made|from|by|obtained|courtesy|supplied|showing|shows|on|in|at|dated|via|combination|illustration|handout|frame|grab
        |de(?:l|\ la)?\ (?:\w+\ de\ )?(?:19|20)?\d\d|de\ \p{L}{3,10}\ de\ \d|del\ \d|scattata|cedida|tomada|difundida|facilitada|distribuida|tirada)\b)""",
    regex.VERBOSE,
)
_BARE_AGENCY = frozenset(("(ap", "(afp", "(reuters", "(getty", "(pa", "(getty images"))
# "01/7Ira Khan …", "3 / 12 The mayor": a counter of a gallery, then words. Not a fraction ("1/2 cup"), a score or a date.
_COUNTER = lazy_pattern(r"(?P<nth>\d{1,3})\s?/\s?(?P<all>\d{1,3})[\s:.|–-]*(?=[\"“'‘]?\p{Lu})")
_EDGE = " \t\n|:-–—·•\uffff"


@dataclass(frozen=True, slots=True, kw_only=True)
class Caption:
    """Remove captions of pictures; their words go to the metadata.

    Removes: a line with a credit at its end ("… Photo: Anna Hale"), with a label ("Image caption, …", "FILE - …"),
        with an agency's wording ("in this file photo"), with the counter of a gallery ("3/12 …"), or that stands
        above a line of credit and says that it is a picture ("A still from …").
    Keeps: prose that tells where somebody stands in a picture, a paragraph longer than `max_words` with a credit
        glued to its end, an agency that closes the article. A short line above a credit is only possible.
    Options: `max_words`, the longest caption, in white-space-separated words.
    Source: the wordings of news agencies and the cues in `phrases/`, each with the page it was seen on.
    """

    name: ClassVar[str] = "caption"
    category: ClassVar[str] = "caption"
    max_words: int = 60

    def find(self, draft: Draft) -> Iterator[Removal]:
        """Yield the removals in source order."""
        found: dict[int, Removal] = {}
        for cue in draft.cues_of("image_credit"):
            self._credited(draft, cue, found)
        bare: list[Cue] = []
        for cue in draft.cues_of(self.category, "opening", "within"):
            if cue.phrase.lower() in _BARE_AGENCY:
                bare.append(cue)
            elif cue.block not in found or found[cue.block].tier is Tier.POSSIBLE:
                removal = self._worded(draft, cue)
                if removal is not None and (cue.block not in found or removal.tier < found[cue.block].tier):
                    found[cue.block] = removal
        if len(bare) > 1:
            self._bare_agencies(draft, bare, found)
        self._counted(draft, found)
        for index in sorted(found):
            yield found[index]

    # -- with a credit ---------------------------------------------------------------------------------

    def _credited(self, draft: Draft, cue: Cue, found: dict[int, Removal]) -> None:
        """Find the caption before a credit: in its line, or else in the line above it."""
        block = draft.blocks[cue.block]
        if block.index in found or block.kind is Kind.TABLE:
            return
        if cue.role == "label":
            return
        if cue.role == "line":
            self._above(draft, block, cue, found)
            return
        credit = credit_at(draft, block, cue)
        if credit is None:
            return
        if credit.start <= block.content_start and credit.end >= block.content_end:
            self._above(draft, block, cue, found)
            return
        # A credit inside a paragraph, or behind a long one, is not the end of a caption.
        if credit.end < block.content_end - 12 or credit.start <= block.content_start or block.words > (25 if block.kind is Kind.LIST_ITEM else self.max_words):
            return
        # A credit on a line of its own, which the reader joined to the one before: that may be a line of the story.
        if draft.text[block.start : credit.start].rstrip(" \t").endswith("\n") and not draft.cues(block).opening(self.category):
            return
        words = _clean(draft, block.start, credit.start)
        if len(words.split()) < 2:
            return
        found[block.index] = draft.remove_block(
            self, block, "line ends with the credit of a picture", draft.text_of(cue), Tier.LIKELY, _facts(self._unlabelled(draft, block, words))
        )

    def _unlabelled(self, draft: Draft, block: Block, words: str) -> str:
        opening = draft.cues(block).opening(self.category)
        if opening is not None:
            match = _LABELLED.match(draft.fold, opening.end, block.end)
            if match is not None:
                return words[match.end() - block.start :].strip(_EDGE) if draft.document.reading(block.start, match.end()) == words[: match.end() - block.start] else words
        return words

    def _above(self, draft: Draft, credit: Block, cue: Cue, found: dict[int, Removal]) -> None:
        """Look at the line above a line of credit: only its own wording makes it likely a caption."""
        if credit.index == 0:
            return
        block = draft.blocks[credit.index - 1]
        if block.index in found or block.kind not in (Kind.PARAGRAPH, Kind.CAPTION) or block.words > 35 or block.words < 3:
            return
        # Directly under it, or the short line is a subhead or the last line of the story.
        between = draft.text[block.end : credit.start]
        if any(c.category == "image_credit" for c in draft.cues(block).all):
            return
        own = any(c.category == self.category for c in draft.cues(block).all) or draft.cues(block).opening(self.category) is not None
        if own:
            tier = Tier.LIKELY
        elif between.count("\n") <= 1 and not block.prose:
            tier = Tier.POSSIBLE
        else:
            return
        found[block.index] = draft.remove_block(self, block, "line above the credit of a picture", draft.text_of(cue), tier, _facts(_clean(draft, block.start, block.end)))

    # -- by its words ----------------------------------------------------------------------------------

    def _worded(self, draft: Draft, cue: Cue) -> Removal | None:
        block = draft.blocks[cue.block]
        if block.words > self.max_words or block.kind in (Kind.TABLE, Kind.HEADING):
            return None
        evidence = draft.text_of(cue)
        phrase = cue.phrase.lower()
        if cue.role == "opening":
            match = _LABELLED.match(draft.fold, cue.end, block.end)
            if match is None or match.end() >= block.content_end:
                return None
            shouts = evidence.isupper() and evidence.isascii()
            if phrase in _DIRECTIONS and not (phrase == "file" and shouts and "-" in match[0]):
                return None
            sign = match[0].strip("\uffff ")[0]
            # "FILE - Text" shouts; only a label of two words takes a comma ("Image caption, text").
            if (sign in "-." and not shouts) or (sign == "," and " " not in phrase) or (sign == "/") != (phrase == "enlarge"):
                return None
            if _OF_ANY_PICTURE.fullmatch(phrase) and not _MADE.search(draft.fold, cue.end, block.end):
                return None
            if phrase == "pictured" and in_form(draft, block):
                return None
            text = _clean(draft, match.end(), block.end)
            return draft.remove_block(self, block, "line is labelled as a caption", evidence, Tier.LIKELY, _facts(text))
        if phrase in ("hide caption", "toggle caption"):
            return (
                draft.remove_block(self, block, "line is labelled as a caption", evidence, Tier.CERTAIN, _facts(_clean(draft, block.start, cue.start)))
                if cue.end >= block.content_end
                else None
            )
        if _AGENCY_WORDING.match(phrase) and block.words <= 45:
            if phrase[0] in "([" and not _closes(draft, block, cue):
                return None
            if phrase[0] not in "([" and (
                not _WORDING_ENDS.match(draft.fold, cue.end, block.end) or (_OF_ANY_PICTURE.fullmatch(phrase) and not _MADE.search(draft.fold, block.start, block.end))
            ):
                return None
            if told(draft, sentence_at(draft, block, cue.start), cue):
                return None
            return draft.remove_block(self, block, "line has the wording of a caption", evidence, Tier.LIKELY, _facts(_clean(draft, block.start, block.end)))
        return None

    def _bare_agencies(self, draft: Draft, cues: list[Cue], found: dict[int, Removal]) -> None:
        """Find lines that an agency in brackets closes, if other lines show that these are captions.

        One such line may be the end of the article, and each of several may be the end of a brief: a caption
        says besides where somebody stands ("left"), or others of its kind do.
        """
        by_phrase: dict[str, list[Cue]] = {}
        for cue in cues:
            if _closes(draft, draft.blocks[cue.block], cue):
                by_phrase.setdefault(cue.phrase, []).append(cue)
        for same in by_phrase.values():
            lines = [draft.blocks[cue.block] for cue in same]
            if len(lines) < 2 or not any(c.category == self.category and c.phrase.startswith(",") for line in lines for c in draft.cues(line).all):
                continue
            for cue, block in zip(same, lines, strict=True):
                if block.words <= self.max_words and block.kind not in (Kind.TABLE, Kind.HEADING) and block.index + 1 < len(draft.blocks):
                    text = _facts(_clean(draft, block.start, cue.start))
                    found[block.index] = draft.remove_block(self, block, "line ends with an agency like other captions here", draft.text_of(cue), Tier.LIKELY, text)

    def _counted(self, draft: Draft, found: dict[int, Removal]) -> None:
        """Find lines with the counter of a gallery: the same total, numbers that follow one another."""
        text = draft.text
        counted: dict[str, list[tuple[int, Block, int]]] = {}
        mended = draft.document.mended
        for block in draft.formed:
            if block.kind is Kind.CAPTION:
                found[block.index] = draft.remove_block(
                    self, block, "block is a caption by its form", text[block.start : block.end][:60], Tier.CERTAIN, _facts(_clean(draft, block.start, block.end))
                )
        for block in draft.told:
            if text[block.start] not in "0123456789":
                continue
            match = _COUNTER.match(mended, block.start, block.end)
            if match is not None and block.words <= self.max_words and int(match["nth"]) <= int(match["all"]):
                counted.setdefault(match["all"], []).append((int(match["nth"]), block, match.end()))
        for total, lines in counted.items():
            numbers = [number for number, _, _ in lines]
            if len(lines) < 2 or int(total) < len(set(numbers)) or int(total) < 3 or not _follow(numbers):
                continue
            # Days of one month ("05/12", "06/12") have the same form, and so have marks of wines ("14/20") and parts of a recipe
            # ("1/3 flour"): a gallery begins with its first picture and glues the counter to the text, or counts further.
            glued = all(not text[end - 1].isspace() for _, _, end in lines)
            if not glued and (numbers[0] > 1 or (int(total) <= 12 and not all(text[block.start] == "0" or number >= 10 for number, block, _ in lines))):
                if int(total) <= 4 or numbers[0] > 1 or set(numbers) != set(range(1, int(total) + 1)):
                    continue
            for _, block, end in lines:
                found[block.index] = draft.remove_block(
                    self, block, "line opens with the counter of a gallery", text[block.start : end], Tier.LIKELY, _facts(_clean(draft, end, block.end))
                )


def _follow(numbers: list[int]) -> bool:
    """Return whether numbers go up, most of them by one."""
    steps = [b - a for a, b in pairwise(numbers)]
    return all(step >= 0 for step in steps) and sum(step <= 1 for step in steps) * 2 >= len(steps) and max(steps) <= 3


def _closes(draft: Draft, block: Block, cue: Cue) -> bool:
    """Return whether a cue that opens with a bracket stands at the end of its block, the bracket closed behind it."""
    return cue.end >= block.content_end and draft.text[cue.end : block.end].strip(" .") in (")", "]")


def _clean(draft: Draft, start: int, end: int) -> str:
    return " ".join(draft.document.reading(start, end).split()).strip(_EDGE)


def _facts(caption: str) -> tuple[Fact, ...]:
    return (Fact("captions", caption),) if caption else ()
