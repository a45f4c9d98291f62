"""`advert_marker`: words that stand where an advertisement stood."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

import regex

from newsclean.draft import Draft
from newsclean.filters._furniture import notices
from newsclean.filters._place import in_verse, inside_story
from newsclean.model import Cue, Removal, Tier
from newsclean.patterns import lazy_pattern

# Markers that flattening leaves inside a paragraph stand in capitals there, in the phrases and in the text: "the
# advertisement" is none. Only between two sentences ("… last week. ADVERTISEMENT The …"), never inside one ("wrote ADVERTISEMENT on the wall").
_BEFORE = frozenset('.!?…"”’»)')
_BEHIND = lazy_pattern(r"(?:\s[-–—:]\s?\p{L}[\p{L} ]{5,40}\b)?\s+(?=[\"“„«¿¡]?\p{Lu})|\s*$")
# "AdvertisementThe council …": a marker and the paragraph behind it without a space.
_GLUED = lazy_pattern(r"(?:Advertisement|Publicidade?)(?=[“\"]?\p{Lu}\p{Ll}|[“\"]?\p{Lu}\s)")
_GLUES = ("Advertisement", "Publicidad")
# Short markers that are nobody's subhead, even once between two paragraphs.
_ONLY_MARKER = lazy_pattern(r"^advertisement$|contin|below|scroll|fortgesetzt|la suite|passer la|sigue ")
# What a story about advertising, or about charges brought to the police (German "Anzeige"), speaks of.
_TOPIC = lazy_pattern(
    r"""\b(?:advert(?:s|isers?|ising|isements?)|sponsor(?:s|ed|ing|ship)?|ad\ (?:revenue|market|industry|agenc\w+)|promot(?:ed|ion)|werb(?:e|ung|er)\w*|anzeigen?|strafanzeigen?|inserat\w*|gesponsert\w*
        |publicit\w+|pubblicit\w+|publicid\w+|anuncios?|anúncios?|anunciantes?|inserzion\w+|sponsoris\w+|sponsorizz\w+|patrocin\w+|annonceurs?|inserzionist\w)\b""",
    regex.VERBOSE,
)
# So many different markers, each once and over a paragraph, are the subheads of a story about advertising.
_MANY_SUBHEADS = 3
# Words that stories put over a paragraph: "Promotion" over the clubs that may rise.
_SUBHEADS = frozenset({"promotion", "promoted", "sponsored", "sponsor", "partner", "promoção", "promoción"})


@dataclass(frozen=True, slots=True, kw_only=True)
class AdvertMarker:
    """Remove the words that mark the place of an advertisement.

    Removes: a block that is a marker ("Advertisement", "Article continues below", "Anzeige"), a short word such as "Ad"
        that stands alone at least `min_repeats` times or beside a marker, a marker in capitals between two sentences,
        one glued to the paragraph behind it, and appeals to switch off an ad blocker.
    Keeps: prose about advertising, and a short word that stands alone once: it may be a subhead.
    Options: `min_repeats`, how often a short word must stand alone in the document.
    Source: the cues in `phrases/`, each with the page it was seen on.
    """

    name: ClassVar[str] = "advert_marker"
    category: ClassVar[str] = "advert_marker"
    min_repeats: int = 2

    def find(self, draft: Draft) -> Iterator[Removal]:
        """Yield the markers in source order by kind."""
        cues = draft.cues_of(self.category)
        if cues:
            yield from self._named(draft, cues)
        yield from self._glued(draft)

    def _named(self, draft: Draft, cues: list[Cue]) -> Iterator[Removal]:
        """Yield the markers that a phrase names."""
        lines = {cue.block: cue for cue in cues if cue.role == "line"}
        counts = Counter(draft.fold_of(cue) for cue in lines.values())
        subheads = {index for index, cue in lines.items() if counts[draft.fold_of(cue)] < self.min_repeats and self._is_subhead(draft, cue)}
        topic = bool(subheads) and (len(subheads) >= _MANY_SUBHEADS or self._is_topic(draft))
        for index, cue in lines.items():
            reason = "block marks the place of an advertisement"
            tier = Tier.CERTAIN
            if index in subheads:
                tier = Tier.POSSIBLE if topic else Tier.LIKELY
            yield draft.remove_block(self, draft.blocks[index], reason, draft.text_of(cue), tier)
        yield from self._labels(draft, [cue for cue in cues if cue.role == "label" and cue.block not in lines], lines)
        within = [cue for cue in cues if cue.role == "within" and cue.block not in lines]
        spoken = [cue for cue in within if not cue.phrase.isupper()]
        yield from notices(draft, self, spoken, "speaks of advertisements to the visitor")
        for cue in within:
            if cue.phrase.isupper():
                yield from self._inline(draft, cue)

    def _is_subhead(self, draft: Draft, cue: Cue) -> bool:
        """Return whether a short marker stands where a subhead does."""
        block, words = draft.blocks[cue.block], draft.fold_of(cue)
        return len(words.split()) <= 3 and not _ONLY_MARKER.search(words) and (inside_story(draft, block) or in_verse(draft, block))

    def _is_topic(self, draft: Draft) -> bool:
        """Return whether the story itself speaks of advertising: then the word alone may be a subhead."""
        found = (match for block in draft.blocks if block.prose for match in _TOPIC.finditer(draft.fold, block.start, block.end))
        return any(not draft.text[match.start() : match.end()].isupper() for match in found)

    def _labels(self, draft: Draft, labels: list[Cue], lines: dict[int, Cue]) -> Iterator[Removal]:
        texts = [draft.fold_of(cue) for cue in labels]
        counts = Counter(texts)
        subhead: dict[str, bool] = {}
        for cue, text in zip(labels, texts, strict=True):
            subhead[text] = subhead.get(text, text in _SUBHEADS) and _over_prose(draft, cue)
        for cue, text in zip(labels, texts, strict=True):
            if subhead[text]:
                continue
            if counts[text] >= self.min_repeats or cue.block - 1 in lines or cue.block + 1 in lines:
                reason = "short word for an advertisement, repeated or beside a marker"
                yield draft.remove_block(self, draft.blocks[cue.block], reason, draft.text_of(cue), Tier.LIKELY)

    def _inline(self, draft: Draft, cue: Cue) -> Iterator[Removal]:
        text = draft.text
        before = text[max(0, cue.start - 4) : cue.start]
        match = _BEHIND.match(text, cue.end)
        if not match or draft.text_of(cue) != cue.phrase or "\n" in before + match[0]:
            return
        if before[-1:].isspace() and before.strip()[-1:] in _BEFORE:
            end = cue.end + len(match[0].rstrip())
            yield draft.remove(self, cue.start, end, "marker between two sentences", cue.phrase, Tier.LIKELY)

    def _glued(self, draft: Draft) -> Iterator[Removal]:
        text = draft.text
        for word in _GLUES:
            at = text.find(word)
            while at >= 0:
                if (at == 0 or text[at - 1] == "\n") and (match := _GLUED.match(text, at)):
                    yield draft.remove(self, at, match.end(), "marker glued to a paragraph", match[0], Tier.LIKELY)
                at = text.find(word, at + len(word))


def _over_prose(draft: Draft, cue: Cue) -> bool:
    """Return whether a line stands right above a paragraph."""
    return cue.block + 1 < len(draft.blocks) and draft.blocks[cue.block + 1].prose
