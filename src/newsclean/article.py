"""The result: clean text with its metadata and everything that explains it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any, overload

from newsclean.cut import Kept, cut, span_to_source, to_source
from newsclean.draft import Draft
from newsclean.guard import judge
from newsclean.metadata.merge import Describing, check_facts
from newsclean.metadata.model import Metadata
from newsclean.model import Document, Removal, Repair, Span, Tier, Verdict
from newsclean.parts import FOUND_PARTS, Parts, apply
from newsclean.profile import Profile, profile_of

if TYPE_CHECKING:
    from newsclean.output.structure import Piece


@dataclass(frozen=True, slots=True)
class Article:
    """A cleaned document.

    `text`: the body, paragraphs joined by one blank line. `removals`: what was cut, in source order. `candidates`: all
    that was marked, whatever the tier. `repairs`: what the reader mended. `warnings`: what a user should know. `parts`: which parts
    the pipeline keeps and leaves out.
    """

    text: str
    verdict: Verdict
    verdict_reason: str
    removals: tuple[Removal, ...]
    candidates: tuple[Removal, ...]
    warnings: tuple[str, ...]
    profile: Profile
    fingerprint: str
    _draft: Draft = field(repr=False, compare=False)
    _describing: Describing = field(repr=False, compare=False)
    _kept: tuple[Kept, ...] = field(repr=False)
    parts: Parts = field(repr=False)
    _crawled: date | None = field(repr=False, compare=False, default=None)

    @property
    def metadata(self) -> Metadata:
        """What is known of the article besides its body; worked out when it is asked for first."""
        return self._describing.description.metadata

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

    @property
    def marks(self) -> list[tuple[Removal, bool]]:
        """All that was marked, in source order, each with whether it was cut: the candidates, and what the guard removed itself."""
        applied = set(map(id, self.removals))
        known = set(map(id, self.candidates))
        marked = sorted((*self.candidates, *(r for r in self.removals if id(r) not in known)), key=_place)
        return [(removal, id(removal) in applied) for removal in marked]

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
        return assemble(self._draft, self.candidates, profile_of(profile), self.fingerprint, self.parts, self._crawled)

    def to_dict(self, *, schema_org: bool = False) -> dict[str, Any]:
        """Return all but the source as plain data, ready for JSON.

        Args: `schema_org` gives the body and the metadata alone, as a `NewsArticle` in the words of schema.org.
        """
        if schema_org:
            from newsclean.metadata.schema_org import news_article

            return news_article(self.metadata, self.text)
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
                    "applied": applied,
                    "facts": [{"field": fact.field, "value": fact.value} for fact in r.facts],
                }
                for r, applied in self.marks
            ],
            "repairs": [{"start": r.span.start, "end": r.span.end, "replacement": r.replacement, "reason": r.reason} for r in self.repairs],
            "warnings": list(self.warnings),
            "profile": str(self.profile),
            "fingerprint": self.fingerprint,
        }

    def to_json(self, *, indent: int | None = None, schema_org: bool = False) -> str:
        """Return `to_dict()` as JSON text; with `schema_org` it is JSON-LD."""
        return json.dumps(self.to_dict(schema_org=schema_org), ensure_ascii=False, indent=indent)

    def markdown(self, *, links: bool = True, pictures: bool = False) -> str:
        """Return the body as Markdown, a title above if one is known: headings, lists, quotations, tables, code, links, emphasis.

        It reads as the words of `text` again. A text with Markdown's own headings or links passes its other marks through.
        Args: `links` keeps links; relative ones are meant from the article's `url`. `pictures` shows those of the story.
        """
        from newsclean.output.markdown import render
        from newsclean.output.structure import is_markdown

        return render(self._pieces(links, pictures), escape=not is_markdown(self.document))

    def html(self, *, links: bool = True, pictures: bool = False) -> str:
        """Return the body as an `<article>` element that is safe to show, with its title, made of the same pieces as `markdown()`.

        Raises: `MissingExtraError` without the extra `html`.
        """
        from newsclean.output.html import render

        return render(self._pieces(links, pictures))

    def _pieces(self, links: bool, pictures: bool) -> list[Piece]:
        from newsclean.output.structure import pieces_of

        return pieces_of(self.document, self._kept, self.removals, self.metadata.title, links=links, pictures=pictures)


def _place(removal: Removal) -> tuple[int, int]:
    return removal.span.start, removal.span.end


def assemble(draft: Draft, candidates: tuple[Removal, ...], profile: Profile, fingerprint: str, parts: Parts, crawled: date | None = None) -> Article:
    """Guard, cut and describe: make the article of what was marked."""
    deepest = profile.deepest
    wanted = [r for r in candidates if r.tier <= deepest and r.filter not in FOUND_PARTS]
    judgement = judge(draft, wanted)
    result = cut(draft.document, judgement.stand)
    text, kept, removals = result.text, result.kept, judgement.stand
    undone = set(map(id, judgement.undone))
    known = [r for r in candidates if r.tier <= Tier.LIKELY and id(r) not in undone]
    if judgement.verdict is Verdict.NO_ARTICLE:  # the title of an error page is no headline, a name in a log-in form no author
        known = [replace(r, facts=tuple(fact for fact in r.facts if fact.field in ("access", "rights"))) for r in known]
    no_article = judgement.verdict is Verdict.NO_ARTICLE
    check_facts(known)
    describing = Describing(draft, known, "" if no_article else text, None if no_article or not kept else Span(kept[0].start, kept[-1].end), crawled)
    refused = describing.description.warnings if crawled is not None else ()
    if judgement.verdict is Verdict.NO_ARTICLE:
        removals = tuple(sorted((*removals, *_leftovers(draft, kept, judgement.reason)), key=_place))
        text, kept = "", ()
    elif parts != Parts():
        removals = apply(draft, parts, removals, candidates)
        result = cut(draft.document, removals)
        text, kept = result.text, result.kept
    return Article(
        text=text,
        verdict=judgement.verdict,
        verdict_reason=judgement.reason,
        removals=removals,
        candidates=candidates,
        warnings=draft.document.warnings + judgement.warnings + refused,
        profile=profile,
        fingerprint=fingerprint,
        _draft=draft,
        _describing=describing,
        _kept=kept,
        parts=parts,
        _crawled=crawled,
    )


def _leftovers(draft: Draft, kept: Sequence[Kept], reason: str) -> list[Removal]:
    """Return removals for what the rules left of a document that is no article, so that nothing is lost without a record."""
    return [Removal(Span(piece.start, piece.end), "guard", "page_chrome", f"no article: {reason}", draft.text[piece.start : piece.end][:80], Tier.CERTAIN) for piece in kept]
