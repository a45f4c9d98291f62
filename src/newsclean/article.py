"""The result: clean text with its metadata and everything that explains it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any, overload

from newsclean.cut import PARAGRAPH_BREAK, Kept, cut, span_to_source, to_source
from newsclean.draft import Draft
from newsclean.guard import judge
from newsclean.metadata.merge import describe
from newsclean.metadata.model import Metadata
from newsclean.model import Document, Removal, Repair, Span, Tier, Verdict
from newsclean.profile import Profile, profile_of


@dataclass(frozen=True, slots=True)
class Article:
    """A cleaned document.

    `text`: the body, paragraphs joined by one blank line. `removals`: what was cut, in source order. `candidates`: all
    that was marked, whatever the tier. `repairs`: what the reader mended. `warnings`: what a user should know.
    """

    text: str
    metadata: Metadata
    verdict: Verdict
    verdict_reason: str
    removals: tuple[Removal, ...]
    candidates: tuple[Removal, ...]
    warnings: tuple[str, ...]
    profile: Profile
    fingerprint: str
    _draft: Draft = field(repr=False, compare=False)
    _kept: tuple[Kept, ...] = field(repr=False)

    @property
    def document(self) -> Document:
        """The source text and its blocks, untouched."""
        return self._draft.document

    @property
    def repairs(self) -> tuple[Repair, ...]:
        """What the reader mended, in source order."""
        return self._draft.document.repairs

    @property
    def kept(self) -> tuple[Span, ...]:
        """The slices of the source that the clean text is made of, in order."""
        return tuple(Span(piece.start, piece.end) for piece in self._kept)

    @overload
    def to_source(self, place: int) -> int: ...
    @overload
    def to_source(self, place: Span) -> Span: ...
    def to_source(self, place: int | Span) -> int | Span:
        """Return the place in the source of a place (an offset or a span) in `text`.

        Raises: `IndexError` if it lies outside `text`.
        """
        if isinstance(place, Span):
            return span_to_source(self.document, self._kept, len(self.text), place)
        return to_source(self.document, self._kept, len(self.text), place)

    def recut(self, profile: str) -> Article:
        """Return the article under another profile; equal to cleaning again, without running the filters."""
        return assemble(self._draft, self.candidates, profile_of(profile), self.fingerprint)

    def to_dict(self) -> dict[str, Any]:
        """Return all but the source as plain data, ready for JSON."""
        applied = set(map(id, self.removals))
        known = set(map(id, self.candidates))
        marked = sorted((*self.candidates, *(r for r in self.removals if id(r) not in known)), key=_place)
        return {
            "text": self.text,
            "verdict": str(self.verdict),
            "verdict_reason": self.verdict_reason,
            "metadata": self.metadata.to_dict(),
            "removals": [
                {
                    "start": r.span.start,
                    "end": r.span.end,
                    "text": self._draft.text_of(r),
                    "filter": r.filter,
                    "category": r.category,
                    "reason": r.reason,
                    "evidence": r.evidence,
                    "tier": r.tier.name.lower(),
                    "applied": id(r) in applied,
                    "facts": [{"field": fact.field, "value": fact.value} for fact in r.facts],
                }
                for r in marked
            ],
            "repairs": [{"start": r.span.start, "end": r.span.end, "replacement": r.replacement, "reason": r.reason} for r in self.repairs],
            "warnings": list(self.warnings),
            "profile": str(self.profile),
            "fingerprint": self.fingerprint,
        }

    def to_json(self, *, indent: int | None = None) -> str:
        """Return `to_dict()` as JSON text."""
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=indent)

    def markdown(self) -> str:
        """Return the body as Markdown: headings and lists as the source marked them, a title above if one is known."""
        heading = f"# {self.metadata.title}\n\n" if self.metadata.title else ""
        marks = {mend.span.end: self._draft.text_of(mend.span) for mend in self.repairs if mend.reason == "Markdown heading mark"}
        parts, at = [heading], 0
        blocks, nth = self.document.blocks, 0
        for piece in self._kept:
            while blocks[nth].end <= piece.start:
                nth += 1
            if piece.out == 0 or self.text.startswith(PARAGRAPH_BREAK, piece.out - len(PARAGRAPH_BREAK)):
                mark = marks.get(blocks[nth].start)
                if mark is not None:
                    parts += self.text[at : piece.out], "#" * (len(mark) - len(mark.lstrip("#"))) + " "
                    at = piece.out
        parts.append(self.text[at:])
        return "".join(parts) + ("\n" if self.text else "")


def _place(removal: Removal) -> tuple[int, int]:
    return removal.span.start, removal.span.end


def assemble(draft: Draft, candidates: tuple[Removal, ...], profile: Profile, fingerprint: str) -> Article:
    """Guard, cut and describe: make the article of what was marked."""
    deepest = profile.deepest
    wanted = [r for r in candidates if r.tier <= deepest]
    judgement = judge(draft, wanted)
    result = cut(draft.document, judgement.stand)
    text, kept, removals = result.text, result.kept, judgement.stand
    undone = set(map(id, judgement.undone))
    known = [r for r in candidates if r.tier <= Tier.LIKELY and id(r) not in undone]
    if judgement.verdict is Verdict.NO_ARTICLE:  # the title of an error page is no headline, a name in a log-in form no author
        known = [replace(r, facts=tuple(fact for fact in r.facts if fact.field in ("access", "rights"))) for r in known]
    metadata = describe(draft, known, "" if judgement.verdict is Verdict.NO_ARTICLE else text[:200])
    if judgement.verdict is Verdict.NO_ARTICLE:
        removals = tuple(sorted((*removals, *_leftovers(draft, kept, judgement.reason)), key=_place))
        text, kept = "", ()
    return Article(
        text=text,
        metadata=metadata,
        verdict=judgement.verdict,
        verdict_reason=judgement.reason,
        removals=removals,
        candidates=candidates,
        warnings=draft.document.warnings + judgement.warnings,
        profile=profile,
        fingerprint=fingerprint,
        _draft=draft,
        _kept=kept,
    )


def _leftovers(draft: Draft, kept: Sequence[Kept], reason: str) -> list[Removal]:
    """Return removals for what the rules left of a document that is no article, so that nothing is lost without a record."""
    return [Removal(Span(piece.start, piece.end), "guard", "page_chrome", f"no article: {reason}", draft.text[piece.start : piece.end][:80], Tier.CERTAIN) for piece in kept]
