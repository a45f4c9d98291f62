"""Describe: what the page states, what a visitor sees and what the cut texts knew, merged into one record."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields
from datetime import date, datetime
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from newsclean.draft import Draft
from newsclean.errors import FilterError
from newsclean.language import normalise
from newsclean.metadata import authors as people
from newsclean.metadata import dating, headline, topics
from newsclean.metadata.candidates import ARGUMENT, AUTHOR_LINK, DATELINE, FIRST_PARAGRAPH, JSON_LD, PAGE_TITLE, PICTURE, STANDFIRST, STATED, TAG_BLOCK, Candidate, rank
from newsclean.metadata.dateline import read_dateline
from newsclean.metadata.given_names import has_given_name
from newsclean.metadata.model import AGREED, GUESSED, Metadata, When
from newsclean.metadata.model import STATED as IS_STATED
from newsclean.metadata.names import person
from newsclean.metadata.people import People, is_person, read_people
from newsclean.metadata.title import split_title
from newsclean.metadata.values import address, folded, plain
from newsclean.metadata.visible import Visible, look
from newsclean.metadata.when import day_of, read_date
from newsclean.model import Removal, Span
from newsclean.page import Page
from newsclean.patterns import lazy_pattern

_MANY = ("authors", "tags", "captions")
_FIELDS = frozenset(one.name for one in fields(Metadata)) - {"sources", "trust", "crawled"}
_PLACES = {one.name: nth for nth, one in enumerate(fields(Metadata))}
_NOTHING = Visible((), (), (), (), (), (), ())
# The body counts as whole with this share of the words that the page states, as cut off with less than the second; fewer stated words are no
# article's (some pages state those of the standfirst).
_WHOLE = 0.85
_CUT_OFF = 0.6
_MIN_STATED_WORDS = 100
_MAX_EVIDENCE_CHARS = 120
_MAX_DATELINE_CHARS = 200
# Fields of a page that are chosen among all its sources; what filters knew is one of them.
_CHOSEN = frozenset(["authors", "agency", "published", "modified", "tags"])
# What a page that holds no article and declares none may still say of itself.
_OF_ANY_PAGE = frozenset(["title", "site", "url", "language", "description", "image", "rights"])
_LANGUAGE = lazy_pattern(r"[a-zA-Z]{2,3}(?:[-_]|$)")
_MAX_TOLD = 3
# A byline behind the body of a page stands within so many blocks.
_MAX_BYLINE_REACH = 5


class Description(NamedTuple):
    """The metadata, and warnings about what was refused."""

    metadata: Metadata
    warnings: tuple[str, ...] = ()


class Describing:
    """What the metadata are made of. They are merged when they are asked for first: who wants the body alone does not pay for them."""

    __slots__ = ("_body", "_crawled", "_draft", "_made", "_removals", "_span")

    def __init__(self, draft: Draft, removals: Sequence[Removal], body: str, span: Span | None, crawled: When | None) -> None:
        """Args: as for `describe`."""
        self._draft, self._removals, self._body, self._span, self._crawled = draft, removals, body, span, crawled
        self._made: Description | None = None

    @property
    def description(self) -> Description:
        """The metadata and warnings, the same each time."""
        if self._made is None:
            self._made = describe(self._draft, self._removals, self._body, self._span, crawled=self._crawled)
        return self._made


class _Found:
    """Values of fields with their sources, as they are settled."""

    def __init__(self) -> None:
        self.values: dict[str, Any] = {}
        self.sources: dict[str, str] = {}
        self.trust: dict[str, str] = {}

    def put(self, field: str, value: Any, source: str, agreed: Iterable[str] = ()) -> None:
        """Set a field, unless it is set."""
        if field not in self.values and value not in (None, "", ()):
            self.values[field] = value
            self.sources[field] = source
            self.trust[field] = AGREED if any(True for _ in agreed) else IS_STATED if source in STATED else GUESSED


def describe(draft: Draft, removals: Sequence[Removal], body: str, span: Span | None = None, *, crawled: When | None = None) -> Description:
    """Merge what is known.

    Args: `removals` are those whose facts to believe, in source order; `body` is the clean text, `span` where it stands in the source (None for a document that is no article: nothing is read from its sight).
    Returns: the metadata. Single fields are taken from the most trusted source (`candidates.ORDER`), lists of tags and captions from all.
    """
    found = _Found()
    page = draft.document.page
    facts = _facts(removals if page is None or span is None else [one for one in removals if not _is_byline_of_others(draft, one, span)])
    candidates: list[Candidate] = [] if page is None else list(page.stated.candidates)
    warnings: list[str] = []
    if draft.document.url is not None:
        found.put("url", draft.document.url, ARGUMENT)
    if draft.language is not None:
        found.put("language", draft.language, draft.language_from)
    if page is None:
        seen = _NOTHING
    else:
        own = frozenset(word for one in (*candidates, *facts.get("site", ())) if one.field == "site" and len(word := folded(one.value)) > 1 and not _is_personal(one.value))
        hosts = _hosts(draft, candidates)
        seen = (
            _NOTHING
            if span is None
            else look(
                draft,
                page,
                span.start,
                span.end,
                own,
                page.stated.authors,
                named=any(one.field == "authors" and read_people(one.value, own).authors for one in candidates),
                dated=any(one.field == "published" for one in candidates),
            )
        )
        _single(found, "site", [*(one for one in candidates if one.field == "site"), *facts.get("site", ())])
        if span is None and not page.stated.article:  # an index, a form: its own name and address are known, nobody wrote it
            candidates = [one for one in candidates if one.field in _OF_ANY_PAGE]
        if seen.standfirst:
            candidates.append(Candidate("description", seen.standfirst, STANDFIRST))
        if seen.picture and (where := address(seen.picture, page.base or draft.document.url)):
            candidates.append(Candidate("image", where, PICTURE))
        _title(found, page, candidates, seen, facts)
        _authors(found, page, candidates, seen, facts, own, hosts)
        _dates(found, draft, page, candidates, seen, facts)
        _tags(found, candidates, seen, facts, own | hosts)
        if draft.language is None:
            stated = [one._replace(value=normalise(one.value.replace("_", "-"))) for one in candidates if one.field == "language" and _LANGUAGE.match(one.value)]
            _single(found, "language", stated)
        for field in ("section", "description", "image", "url", "rights"):
            _single(found, field, [*(one for one in candidates if one.field == field), *facts.get(field, ())])
    for field, known in facts.items():
        if page is not None and field in _CHOSEN:
            continue
        if field in _MANY:
            found.put(field, _distinct([one.value for one in known]), known[0].source)
        elif field == "access":
            continue
        elif field in ("published", "modified"):
            found.put(field, _when(known[0].value), known[0].source)
        else:
            found.put(field, known[0].value, known[0].source)
    _access(found, candidates, removals, body)
    _dateline(found, body)
    if page is not None and page.title and "site" not in found.values:
        found.put("site", split_title(page.title)[1], PAGE_TITLE)
    if crawled is not None:
        found.put("crawled", crawled, ARGUMENT)
        warnings += _refuse_future(found, crawled)
    sources = dict(sorted(found.sources.items(), key=lambda one: _PLACES[one[0]]))
    trust = {field: found.trust[field] for field in sources}
    return Description(Metadata(**found.values, sources=sources, trust=trust), tuple(warnings))


def check_facts(removals: Sequence[Removal]) -> None:
    """Raise `FilterError` if a fact's field is none of the metadata's."""
    for removal in removals:
        for fact in removal.facts:
            if fact.field not in _FIELDS:
                raise FilterError(f"filter {removal.filter!r}: expected facts of {', '.join(sorted(_FIELDS))}, got {fact.field!r}")


def _facts(removals: Sequence[Removal]) -> dict[str, list[Candidate]]:
    """Return the facts of removals by field, the most trusted filter first, then by place."""
    found: dict[str, list[tuple[tuple[int, int], Candidate]]] = {}
    for nth, removal in enumerate(removals):
        for fact in removal.facts:
            found.setdefault(fact.field, []).append(((rank(fact.field, removal.filter), nth), Candidate(fact.field, fact.value, removal.filter)))
    return {field: [one for _, one in sorted(facts, key=lambda fact: fact[0])] for field, facts in found.items()}


def _is_byline_of_others(draft: Draft, removal: Removal, body: Span) -> bool:
    """Return whether a byline stands so far behind the body of a page that it is that of a story that the page leads to."""
    return removal.filter == "byline" and removal.span.start > body.end and draft.block_at(removal.span.start) > draft.block_at(body.end) + _MAX_BYLINE_REACH


def _single(found: _Found, field: str, known: Sequence[Candidate]) -> None:
    """Settle a field that has one value."""
    if not known:
        return
    best = min(known, key=lambda one: rank(field, one.source))
    word = folded(best.value)
    found.put(field, best.value, best.source, [one.source for one in known if one.source != best.source and folded(one.value) == word])


def _is_personal(site: str) -> bool:
    """Return whether a site is called like a person: then that person may be the author."""
    return has_given_name(site) and " " in site and person(site) is not None


def _hosts(draft: Draft, candidates: Sequence[Candidate]) -> frozenset[str]:
    """Return the names that the addresses of the page give its site, folded: the host with and without its last parts."""
    names: set[str] = set()
    urls = [one.value for one in candidates if one.field == "url"] + ([draft.document.url] if draft.document.url else [])
    for url in urls[:4]:
        try:
            host = (urlsplit(url).hostname or "").removeprefix("www.")
        except ValueError:
            continue
        parts = host.split(".")
        names.add(folded(host))
        if len(parts) > 1:
            names.update((folded(parts[-2]), folded(".".join(parts[-2:])), folded("".join(parts[:-1]))))
    return frozenset(name for name in names if len(name) > 1)


def _title(found: _Found, page: Page, candidates: Sequence[Candidate], seen: Visible, facts: dict[str, list[Candidate]]) -> None:
    stated = sorted((one for one in candidates if one.field == "title"), key=lambda one: rank("title", one.source))
    pairs = [(one.value, one.source) for one in (*facts.get("title", ()), *stated)]
    if page.title and not any(source == PAGE_TITLE for _, source in pairs):
        pairs.append((page.title, PAGE_TITLE))
    headings = tuple(headline.Heading(plain(one.text), one.level, one.near) for one in seen.headings) or tuple(
        headline.Heading(one.text, 1, False) for one in page.stated.landmarks if one.tag == "h1"
    )
    names = [one.value for one in candidates if one.field == "authors"]
    choice = headline.choose(pairs, headings, [one.value for one in candidates if one.field == "site"], names)
    if choice is not None:
        found.put("title", choice.text, choice.source, choice.agreed)


def _authors(found: _Found, page: Page, candidates: Sequence[Candidate], seen: Visible, facts: dict[str, list[Candidate]], own: frozenset[str], hosts: frozenset[str]) -> None:
    known = [one for one in candidates if one.field in ("authors", "agency")]
    visible = list(seen.bylines)
    if not any(one.authors for _, one in visible):
        linked = tuple(dict.fromkeys(name for text in page.stated.authors for name in read_people(text, own, mononyms=True).authors))
        visible += [(AUTHOR_LINK, People(linked))] if 0 < len(linked) <= _MAX_TOLD and all(has_given_name(name) for name in linked) else []
    if not any(one.authors for _, one in visible):
        told = [one for one in facts.get("authors", ()) if folded(one.value) not in own and is_person(one.value) and (one.source != "byline" or has_given_name(one.value))]
        if len({folded(one.value) for one in told}) <= _MAX_TOLD:  # more are those of other stories
            visible += [(one.source, People((one.value,))) for one in told]
    visible += [(one.source, People((), one.value)) for one in facts.get("agency", ())]
    made = people.choose(known, visible, own, hosts)
    found.put("authors", made.authors, made.source, made.agreed)
    if made.agency is not None and folded(made.agency) != folded(found.values.get("site") or ""):
        found.put("agency", made.agency, made.agency_source)


def _dates(found: _Found, draft: Draft, page: Page, candidates: Sequence[Candidate], seen: Visible, facts: dict[str, list[Candidate]]) -> None:
    addresses = [found.values["url"]] if "url" in found.values else []
    addresses += [one.value for one in candidates if one.field == "url"]
    changed = [day_of(value) for one in candidates if one.field == "modified" and (value := read_date(one.value, draft.language)) is not None]
    for field in ("published", "modified"):
        known = [*(one for one in candidates if one.field == field), *facts.get(field, ())]
        made = dating.choose(field, known, seen, page.stated.landmarks, found.values.get("title"), addresses, changed, draft.language)
        if made is not None:
            found.put(field, made.value, made.source, made.agreed)


def _tags(found: _Found, candidates: Sequence[Candidate], seen: Visible, facts: dict[str, list[Candidate]], own: frozenset[str]) -> None:
    known = [one for one in candidates if one.field in ("tags", "keywords")]
    known += [Candidate("tags", tag, TAG_BLOCK) for tag in seen.tags]
    made = topics.choose([*known, *facts.get("tags", ())], own)
    found.put("tags", made.tags, made.source, made.agreed)


def _access(found: _Found, candidates: Sequence[Candidate], removals: Sequence[Removal], body: str) -> None:
    """Settle whether the body is whole: by what says so in sight, or by the length that the page states; its flag alone proves nothing."""
    told = next(((removal, fact.value) for removal in removals for fact in removal.facts if fact.field == "access"), None)
    if told is not None:
        removal, value = told
        found.put("access", value, removal.filter)
        found.put("access_evidence", " ".join(removal.evidence.split())[:_MAX_EVIDENCE_CHARS], removal.filter)
        return
    stated = max((int(one.value) for one in candidates if one.field == "words"), default=0)
    paid = any(one.field == "free" and one.value == "false" for one in candidates)
    if not paid and stated < _MIN_STATED_WORDS:
        return
    words = len(body.split())
    if stated >= _MIN_STATED_WORDS and words >= _WHOLE * stated:
        found.put("access", "full", JSON_LD)
        found.put("access_evidence", f"{words} words in the body, {stated} stated", JSON_LD)
    elif paid and stated >= _MIN_STATED_WORDS and words < _CUT_OFF * stated:
        found.put("access", "truncated", JSON_LD)
        found.put("access_evidence", f"not free; {words} words in the body, {stated} stated", JSON_LD)
    elif paid and words and body.rstrip().endswith(("…", "...", "[…]", "[...]")):
        found.put("access", "truncated", JSON_LD)
        found.put("access_evidence", f"not free; the body ends with {body.rstrip()[-20:]!r}", JSON_LD)


def _dateline(found: _Found, body: str) -> None:
    line = read_dateline(body[:_MAX_DATELINE_CHARS])
    if line is not None:
        found.put("dateline", body[: line.end].rstrip(" -–—―.:"), FIRST_PARAGRAPH)
        if line.agency:
            found.put("agency", line.agency, DATELINE)


def _refuse_future(found: _Found, crawled: When) -> list[str]:
    """Take out dates behind the day of the crawl; return a warning for each."""
    warnings = []
    for field in ("published", "modified"):
        value = found.values.get(field)
        if value is not None and day_of(value)[:10] > day_of(crawled):
            warnings.append(f"date_refused: {field} {day_of(value)} ({found.sources[field]}) lies behind the crawl of {day_of(crawled)}")
            del found.values[field], found.sources[field], found.trust[field]
    return warnings


def _distinct(values: Sequence[str]) -> tuple[str, ...]:
    """Return the values in order, the first of each spelling (case aside)."""
    seen: dict[str, str] = {}
    for value in values:
        seen.setdefault(" ".join(value.casefold().split()), value)
    return tuple(seen.values())


def _when(value: str) -> When:
    """Return the date or datetime of an ISO text; a partial date stays the text it is."""
    try:
        return datetime.fromisoformat(value) if "T" in value else date.fromisoformat(value) if len(value) == 10 else value
    except ValueError:
        return value
