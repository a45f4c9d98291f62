"""`headline`: the title of the article, repeated at the top of its text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import ClassVar

from newsclean.draft import Draft
from newsclean.filters._stamps import is_live, opens_diary, stamp_of
from newsclean.filters._works import heads_verse, of_a_work
from newsclean.metadata.byline import read_byline
from newsclean.metadata.title import is_press_name, split_title
from newsclean.model import Block, Fact, Kind, Removal, Tier
from newsclean.patterns import lazy_pattern

_NOT_WORDS = lazy_pattern(r"[\W_]+")
# What stands before a heading of the first level in Markdown; the reader leaves it outside of the block.
_LEVEL_ONE = lazy_pattern(r"[ \t\ufeff]{0,4}#[ \t]+")
# A title does not end as a clause or a label does ("Q: When did you hear it?" is caught by its colon).
_NO_TITLE = lazy_pattern(r"[:;,]\s*$")
# A full stop inside: with one at its end as well, a line is a paragraph.
_BREAK = lazy_pattern(r"\p{Ll}[.]\s+\p{Lu}")
# How newspapers' names begin, and speakers' do not.
_ARTICLE = lazy_pattern(r"(?:The|El|La|Los|Las|Le|Les|Der|Die|Das|Il|Lo|Gli|O|A)\s|L['’]")
_SPEAKER = lazy_pattern(r"\p{L}{1,2}:\s")
_SALUTATION = lazy_pattern(r"[^.!?]{1,60},\s*$")
_DIGIT = lazy_pattern(r"\d")
_MAX_TITLE_CHARS = 400
_BYLINE_OR_DATE = frozenset({"byline", "date_line"})

_Evidence = tuple[str, str, tuple[Block, ...]]
"""Why a line is the title, the source text that shows it, and the blocks that go with it."""


_SEPARATORS = tuple("|｜»·•–—-:：_/")
_MIN_PART_CHARS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """Remove the title where it is repeated above the text.

    Removes: on a page, headings that say what its title says. Else the first line, on evidence: the site behind a bar or a dash ("… – The Harbour Times"), a second copy of
        it next to it, a byline or a date line right under it (or under a standfirst), or the only Markdown heading of
        the first level; with it a short kicker above.
    Keeps: a first short line without such evidence, standfirsts, speech with its speaker, scores, refrains, and the
        titles of a list of teasers.
    Options: `max_words`, the longest line taken for a title; `max_kicker_words`, the longest kicker; `reach`, how many
        blocks below the line are searched for evidence.
    Source: the pages of the development corpora, whose longest headline has 27 words.
    """

    name: ClassVar = "headline"
    category: ClassVar = "headline"
    max_words: int = 30
    max_kicker_words: int = 3
    reach: int = 3

    def find(self, draft: Draft) -> Iterator[Removal]:
        """Yield the removals of a draft in source order."""
        if said := self._as_the_page_says(draft):
            yield from said
            return
        top = next((b for b in draft.blocks[:24] if not draft.marked(b) and b.words), None)
        if top is None or not self._could_be(draft, top):
            return
        live = [b for b in draft.blocks[top.index : top.index + 24] if not draft.marked(b) and b.words][: self.reach + 6]
        if len(live) < 2:
            return
        first, found = self._title(draft, live)
        if found is None:
            return
        if self._leaves_title(draft, live, first, found):
            # "Latest", over "3 min read" and the title: a kicker that its page has put above a line of date.
            if first or not self._is_kicker(draft, live[0], live[1]):
                return
            first, found = 1, self._evidence(draft, live, 1, marks=True)
            if found is None or self._leaves_title(draft, live, first, found):
                return
        reason, evidence, copies = found
        title, site = self._split(draft, live[first])
        # "Politics" and "Premium" stand above a byline too: they go, but are no title.
        titled = site is not None or len(title) >= 20 or len(title.split()) > 2 or _is_level_one(draft, live[first])
        facts = (Fact("title", title),) if titled else ()
        if site is not None and not self._is_told(draft, live[first], site):
            facts = (*facts, Fact("site", site))
        elif site is not None:
            facts = (Fact("title", " ".join(draft.reading_of(live[first]).split())),)
        if first:
            yield draft.remove_block(self, live[0], "kicker above the title", draft.text_of(live[1]), Tier.LIKELY)
        yield draft.remove_block(self, live[first], reason, evidence, Tier.LIKELY, facts)
        for copy in copies:
            yield draft.remove_block(self, copy, "second copy of the title", draft.text_of(copy), Tier.LIKELY)

    def _as_the_page_says(self, draft: Draft) -> list[Removal]:
        """Return removals of the headings that say what the title of their page says, with or without the site in it."""
        page = draft.document.page
        if page is None or not page.title:
            return []
        title, site = split_title(page.title)
        own = {_words(page.title), _words(title)} - {""}
        facts = (Fact("title", title), *((Fact("site", site),) if site is not None else ()))
        headings = [b for b in draft.formed if b.kind is Kind.HEADING and b.chars <= _MAX_TITLE_CHARS]
        said = [b for b in headings if _words(draft.text_of(b)) in own]
        if not said and site is None:
            # of a site that no rule knows by its name, the headline is known by the separator behind it or before it
            said = [b for b in headings if page.layouts[b.index].level == 1 and _is_part(draft.reading_of(b), page.title)]
            facts = (Fact("title", " ".join(draft.reading_of(said[0]).split())),) if said else ()
        return [draft.remove_block(self, b, "says what the page's title says", page.title, Tier.LIKELY, facts) for b in said]

    def _leaves_title(self, draft: Draft, live: list[Block], first: int, found: _Evidence) -> bool:
        """Return whether the next line would be taken for the title of what is left: then these are teasers or a page's chrome."""
        gone = {*(block.index for block in live[: first + 1]), *(block.index for block in found[2])}
        return self._title(draft, [block for block in live if block.index not in gone], marks=False)[1] is not None

    def _title(self, draft: Draft, live: list[Block], *, marks: bool = True) -> tuple[int, _Evidence | None]:
        """Return which of the first two live blocks is the title, and what shows it; the first may be its kicker."""
        if len(live) < 2:
            return 0, None
        found = self._evidence(draft, live, 0, marks=marks)
        if found is None and self._is_kicker(draft, live[0], live[1]):
            return 1, self._evidence(draft, live, 1, marks=marks)
        return 0, found

    def _evidence(self, draft: Draft, live: list[Block], at: int, *, marks: bool) -> _Evidence | None:
        """Return what shows that the live block at an index is the title, or None.

        Without `marks`, lines that earlier filters marked count as gone, as they are when clean text is cleaned again.
        """
        block = live[at]
        below = live[at + 1 : at + 1 + self.reach + 2]
        if not below or not self._could_be(draft, block):
            return None
        shown = self._shown(draft, block, below, marks=marks)
        return None if shown is None or self._is_line(draft, block) or stamp_of(draft, block) else shown

    def _shown(self, draft: Draft, block: Block, below: list[Block], *, marks: bool) -> _Evidence | None:
        """Return what shows that a block is the title, were it no byline or date itself, which takes longer to see."""
        title, site = self._split(draft, block)
        copies = self._copies(draft, block, title, below)
        if site is not None and not self._is_told(draft, block, site) and not self._is_list(draft, below, copies):
            return "the site stands behind the title", site, copies
        if copies:
            return "the same line stands twice at the top", draft.text_of(copies[0]), copies
        if self._is_only_one(draft, block):
            return "the only heading of the first level, at the top", draft.text_of(block), ()
        if block.kind is Kind.LIST_ITEM:
            return None
        under = self._marked_under(draft, block) if marks else None
        under = under or self._line_under(draft, below)
        return None if under is None else ("a byline or date line stands under the title", draft.text_of(under), ())

    def _could_be(self, draft: Draft, block: Block) -> bool:
        if not 1 <= block.words <= self.max_words or block.chars > 300 or block.kind in (Kind.TABLE, Kind.QUOTE, Kind.PRE):
            return False
        text = draft.text[block.start : block.end]
        if block.sentence_end and _BREAK.search(text):
            return False
        if self._ends_plainly(draft, block) or _NO_TITLE.search(text) or _SPEAKER.match(text):
            return False
        return any(c.isalpha() for c in text)

    def _is_kicker(self, draft: Draft, block: Block, below: Block) -> bool:
        """Return whether a block is the short label above a title: no date, no number, no sentence."""
        if block.words > self.max_kicker_words or block.sentence_end or _DIGIT.search(draft.text, block.start, block.end):
            return False
        if self._is_line(draft, block) or stamp_of(draft, block):
            return False
        return below.words > block.words and block.kind in (Kind.PARAGRAPH, Kind.HEADING)

    def _split(self, draft: Draft, block: Block) -> tuple[str, str | None]:
        title = draft.document.reading(block.start, block.end)
        return split_title(" ".join(title.split()))

    def _copies(self, draft: Draft, block: Block, title: str, below: list[Block]) -> tuple[Block, ...]:
        """Return the blocks under a title that have the same words, as far as no other prose comes between."""
        own = _words(title)
        if len(own) < (16 if own < "\u0e00" else 8):  # "Le phare" may be a subhead twice, and "Contents" a label
            return ()
        start = draft.fold[block.content_start : block.content_start + 6]
        copies: list[Block] = []
        for other in below:
            alike = bool(draft.document.repairs) or draft.fold.startswith(start, other.content_start)
            if alike and _words(self._split(draft, other)[0]) == own:
                copies.append(other)
            elif other.prose or len(copies) > 2 or (other is not below[0] and not copies):
                break
        return tuple(copies)

    def _is_told(self, draft: Draft, block: Block, site: str) -> bool:
        """Return whether the story itself soon speaks of what stands behind the dash: then it is a speaker or a place.

        "We will not sell – Hollis" is a headline too, but one whose story names Hollis again. A newspaper's appeals
        name the newspaper: what earlier filters marked is not the story, and "The Harbour Desk" is no speaker.
        """
        text = draft.text[block.start : block.end]
        if is_press_name(site) or "|" in text or (_ARTICLE.match(site) and " " in site):
            return False
        story = (b for b in draft.blocks[block.index + 1 : block.index + 40] if b.prose and not draft.marked(b))
        return any(draft.text.find(site, b.start, b.end) >= 0 for b in islice(story, 6))

    def _is_list(self, draft: Draft, below: list[Block], copies: tuple[Block, ...]) -> bool:
        """Return whether the next line ends with a site as well: then these are teasers, not a title."""
        other = next((b for b in below if b not in copies), None)
        return other is not None and other.words <= self.max_words and self._split(draft, other)[1] is not None

    def _is_only_one(self, draft: Draft, block: Block) -> bool:
        """Return whether a block opens the document as its one Markdown heading of the first level, prose soon under it."""
        if not _is_level_one(draft, block) or any(not draft.marked(b) for b in draft.blocks[: block.index]):
            return False
        others = draft.blocks[block.index + 1 :]
        return any(b.prose for b in others[:3]) and not any(_is_level_one(draft, b) for b in others)

    def _ends_plainly(self, draft: Draft, block: Block) -> bool:
        """Return whether a block ends with a full stop, as a paragraph does and a title does not."""
        tail = draft.text[max(block.start, block.end - 3) : block.end].rstrip("\"'”’»)")
        return block.kind is not Kind.HEADING and tail.endswith((".", "。")) and not tail.endswith("..")

    def _line_under(self, draft: Draft, below: list[Block]) -> Block | None:
        """Return the byline or date line that belongs to a title, or None.

        Only a standfirst may stand between, and only one that could not be taken for a title itself: else it would go
        when its clean text is cleaned again.
        """
        for nth, other in enumerate(below[: self.reach]):
            if other.words <= 24 and self._is_line(draft, other):
                return None if self._is_repeated(draft, below[nth + 1 :]) else other
            if nth or not other.prose or self._could_be(draft, other):
                return None
        return None

    def _marked_under(self, draft: Draft, block: Block) -> Block | None:
        """Return a byline or date line that an earlier filter has marked under a title or its standfirst."""
        standfirst = 0
        for at in range(block.index + 1, min(block.index + 3 + self.reach, len(draft.blocks))):
            other = draft.blocks[at]
            if draft.marked(other):
                kinds = {mark.category for mark in draft.marks(other) if mark.tier <= Tier.LIKELY}
                if kinds & _BYLINE_OR_DATE:
                    rest = [b for b in draft.blocks[at + 1 : at + 1 + self.reach] if not b.prose]
                    return None if self._is_repeated(draft, rest) else other
                continue
            standfirst += 1
            if standfirst > 1:
                return None
        return None

    def _is_line(self, draft: Draft, block: Block) -> bool:
        text = draft.document.reading(block.start, block.end)
        if _DIGIT.search(text) or draft.cues(block).all:
            if items := stamp_of(draft, block):
                forms = {item.form for item in items}
                if forms & {"label", "reading"}:
                    return bool(forms & {"date", "day", "reading"}) or not is_live(draft, block)
                return items[0].form == "date" and not isinstance(items[0].value, str) and not self._is_diary(draft, block)
        if block.prose or block.words > 16:
            return False
        byline = read_byline(text)
        if byline is None or not byline.opened or not (byline.authors or byline.agency):
            return False
        return byline.press or byline.agency is not None or not (of_a_work(draft, block) or heads_verse(draft, block))

    def _is_diary(self, draft: Draft, block: Block) -> bool:
        """Return whether a date without a label heads an entry or a letter: more dates, a salutation or the first person follow."""
        below = draft.blocks[block.index + 1 :]
        if below and (opens_diary(draft, below[0]) or (below[0].words <= 6 and _SALUTATION.fullmatch(draft.text_of(below[0])))):
            return True
        short = [b for b in below[:200] if b.words <= 8 and _DIGIT.search(draft.text, b.start, b.end)]
        return any(items[0].form in ("date", "day") for b in short if (items := stamp_of(draft, b)))

    def _is_repeated(self, draft: Draft, below: list[Block]) -> bool:
        """Return whether another title with its own byline follows: then these are teasers."""
        lines = [self._is_line(draft, b) for b in below[:3]]
        return any(line and not before and not below[nth].prose and self._could_be(draft, below[nth]) for nth, (before, line) in enumerate(pairwise(lines)))


def _is_level_one(draft: Draft, block: Block) -> bool:
    if block.kind is not Kind.HEADING:
        return False
    line = max(draft.text.rfind("\n", 0, block.start), draft.text.rfind("\r", 0, block.start)) + 1
    return _LEVEL_ONE.fullmatch(draft.text, line, block.start) is not None


def _is_part(heading: str, title: str) -> bool:
    """Return whether a title is a heading and, behind or before a separator, something else."""
    part, whole = " ".join(heading.lower().split()), " ".join(title.lower().split())
    if len(part) < _MIN_PART_CHARS:
        return False
    behind, before = whole.removeprefix(part).lstrip()[:1], whole.removesuffix(part).rstrip()[-1:]
    return (whole.startswith(part) and behind in _SEPARATORS) or (whole.endswith(part) and before in _SEPARATORS)


def _words(text: str) -> str:
    """Return a text in lower case without spaces and punctuation."""
    return _NOT_WORDS.sub("", text).casefold()
