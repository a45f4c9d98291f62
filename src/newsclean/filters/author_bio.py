"""`author_bio`: what a page tells about the person who wrote the article, and how to reach or follow that person."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

import regex

from newsclean.draft import Draft
from newsclean.features import sentence_at
from newsclean.filters._bios import BIO, INVERTED, PRONOUN, STORY, Page, may_describe
from newsclean.filters._contacts import CONTACT, PURPOSE
from newsclean.filters._works import of_a_work, speaks_of
from newsclean.metadata.byline import read_byline
from newsclean.metadata.names import is_name
from newsclean.model import Block, Cue, Fact, Removal, Tier
from newsclean.patterns import lazy_pattern

_GENERIC = lazy_pattern(
    r"(?:written|posted|published|escrito|publicado|postado|scritto|pubblicato|verfasst|geschrieben|écrit|rédigé|contributor|der autor|die autor|el autor|la autora|o autor|a autora|l'aut|gli autori|our|author of|credits)",
    regex.IGNORECASE,
)
_ROLE = lazy_pattern(r"\b(?:reporter|writer|author|columnist|correspondent)\b|artikel", regex.IGNORECASE)
# An address of an office, not of a person.
_OFFICE = lazy_pattern(r"\b(?:info|office|kontakt|contact[o]?|contato|mairie|spenden|tickets|booking|prensa|presse|press|service|hello|mail)@", regex.IGNORECASE)
_TIPS = lazy_pattern(r"\btips\b", regex.IGNORECASE)
_NETWORK = lazy_pattern(r"\b(?:on|via)\s+(?:the\s+)?(?:twitter|x|threads|bluesky|mastodon|instagram|facebook|linkedin|tiktok|signal)\b", regex.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorBio:
    """Remove what a page tells about its author, and how to reach or follow the author.

    Removes: "About the author" with the name and the text below it; a name alone on a line with a row of catchwords
        below; a last paragraph that begins with the name in the byline, or that says "X is a reporter at …" of someone
        the story does not speak of; "Contact reporter X at x@y.com", "Follow X on Twitter", "View all posts by X".
    Keeps: stories and obituaries about writers, the author of a book under review, the winners of a prize, what the last paragraph says of the story's own people, names as
        subheads, contacts that belong to the story ("For tickets, contact …").
    Options: `max_words`, the longest bio in white-space-separated words; `tail_blocks`, how many blocks at the end are
        looked at.
    Source: bios of 350 news pages of the development corpora, and the cues in `phrases/`.
    """

    name: ClassVar = "author_bio"
    category: ClassVar = "author_bio"
    max_words: int = 150
    tail_blocks: int = 8

    def find(self, draft: Draft) -> Iterator[Removal]:
        """Yield the removals of a draft in source order."""
        blocks = draft.blocks
        if not blocks:
            return
        page = Page(draft)
        found: dict[int, list[Removal]] = {}
        looked: set[int] = set()
        for cue in draft.cues_of(self.category):
            block = blocks[cue.block]
            if cue.block in found or draft.marked(block):
                continue
            if cue.role == "heading":
                for removal in self._region(page, block, cue):
                    found.setdefault(draft.block_at(removal.span.start), []).append(removal)
            elif cue.role == "line":
                if block.index >= len(blocks) - self.tail_blocks or block.index <= 6 or len(draft.text_of(cue)) >= 18:
                    found[cue.block] = [draft.remove_block(self, block, "a link to the author's page", draft.text_of(cue), Tier.LIKELY)]
            elif cue.block not in looked:
                looked.add(cue.block)
                removals = self._block(page, block)
                if removals:
                    found[cue.block] = removals
        for index in range(page.end(), len(blocks)):
            block = blocks[index]
            if index not in found and index not in looked and index not in draft.menu and not draft.marked(block):
                removals = (self._contact_block(page, block) if "@" in draft.text_of(block) else []) or self._at_end(page, block)
                if removals:
                    found[index] = removals
        for block in blocks[1:14] if page.authors() else ():
            if block.index not in found and block.index < page.end() and block.words >= 5 and not draft.marked(block):
                removals = self._beside_byline(draft, block, draft.reading_of(block).strip())
                if removals:
                    found[block.index] = removals
        for index in sorted(found):
            self._follow(page, found, index)
        for index in sorted(found):
            above = index - 1
            if above >= 0 and above not in found and found[index][0].span == blocks[index].span:
                name = self._name_above(draft, blocks[above], found[index][0])
                if name is not None:
                    yield name
            yield from found[index]

    def _follow(self, page: Page, found: dict[int, list[Removal]], index: int) -> None:
        """Add the paragraphs that go on about the person whom a bio at the end describes."""
        draft = page.draft
        removal = found[index][0]
        bio = next((fact.value for fact in removal.facts if fact.field == "author_bio"), None)
        if bio is None or index < page.end():
            return
        first = next((fact.value.split()[0] for fact in removal.facts if fact.field == "authors"), bio.split()[0])
        for block in draft.blocks[index + 1 : index + 4]:
            text = draft.reading_of(block)
            if block.index in found or draft.marked(block) or not block.sentence_end or block.words > self.max_words or STORY.search(text):
                return
            if not text.startswith(first + " ") and not PRONOUN.match(draft.fold, block.start):
                return
            found[block.index] = [draft.remove_block(self, block, "goes on about the author", text[:80].strip(), Tier.LIKELY)]

    # -- regions under a heading -----------------------------------------------------------------------

    def _region(self, page: Page, block: Block, cue: Cue) -> Iterator[Removal]:
        """Yield a heading such as "About the author" with the name and the bio below it."""
        draft = page.draft
        blocks = draft.blocks
        generic = _GENERIC.match(draft.fold_of(cue)) is not None
        at_end = block.start >= 0.6 * len(draft.text)
        name: str | None = None
        taken: list[tuple[Block, str | None]] = []
        spare: list[Block] = []
        told = False
        for below in blocks[block.index + 1 : block.index + 7]:
            text = draft.reading_of(below)
            if draft.marked(below) or below.words > self.max_words:
                break
            if not told and is_name(text.strip(" ,.•|")):
                name = name or text.strip(" ,.•|")
                taken.append((below, None))
                continue
            if not told and below.words <= 4 and not below.sentence_end and len(taken) < 3:
                spare.append(below)
                continue
            bio = BIO.match(text)
            described = (bio is not None and bio["name"][:1].isupper()) or INVERTED.match(text) is not None or (name is not None and text.startswith(name.split()[0]))
            if STORY.search(text):
                described = False
            if (not told and described) or (not told and at_end and not generic and below.prose and not STORY.search(text)):
                told = True
                if name is None and bio is not None and is_name(bio["name"]):
                    name = bio["name"]
                taken.append((below, text.strip()))
            elif told and (CONTACT.match(text) or (PRONOUN.match(draft.fold, below.start) and below.words <= 80)):
                taken.append((below, None))
            else:
                break
        if not told and not (taken and not generic and at_end) and not (at_end and not generic and block.index >= len(blocks) - 2):
            return
        if told:
            taken = sorted((*taken, *((b, None) for b in spare if b.index < taken[-1][0].index)), key=lambda pair: pair[0].index)
        known = name is not None and any(name in a or a in name for a in page.authors())
        if name is not None and not known and (speaks_of(draft, block, name) or self._is_of_a_work(draft, block, name)):
            return  # of the author under review
        tier = Tier.CERTAIN if told and known and not generic else Tier.LIKELY
        yield draft.remove_block(self, block, "heads a text about the author", draft.text_of(cue), tier)
        for below, bio_text in taken:
            facts: tuple[Fact, ...] = ()
            if bio_text is not None:
                facts = (Fact("author_bio", bio_text),)
                if name is not None:
                    facts = (Fact("authors", name), *facts)
            yield draft.remove_block(self, below, "stands under a heading about the author", draft.text_of(cue), tier, facts)

    def _is_of_a_work(self, draft: Draft, block: Block, name: str) -> bool:
        """Return whether a name stands in the data of a book or a film above a block."""
        at = draft.text.rfind(name, max(0, block.start - 30_000), block.start)
        return at >= 0 and of_a_work(draft, draft.blocks[draft.block_at(at)])

    # -- one block -------------------------------------------------------------------------------------

    def _block(self, page: Page, block: Block) -> list[Removal]:
        """Return the removals of a block with a cue: a bio, lines of contact, or the sentences of contact in it."""
        if block.words <= self.max_words:
            removals = self._contact_block(page, block) or self._at_end(page, block)
            if removals:
                return removals
        return self._contact_sentences(page, block)

    def _contact_block(self, page: Page, block: Block) -> list[Removal]:
        draft = page.draft
        text = draft.reading_of(block)
        match = CONTACT.match(text) if block.words <= 60 else None
        if match is None or PURPOSE.search(text):
            return []
        tier = self._of_author(page, block, match)
        rest = text[match.end() :]
        if tier is None or len(rest.split()) > 30 or STORY.search(rest):
            return []
        name = match["reached"] or match["contact"]
        facts = (Fact("authors", name.strip()),) if name and len(name.split()) > 1 else ()
        return [draft.remove_block(self, block, "says how to reach or follow the author", text[: match.end()].strip(), tier, facts)]

    def _contact_sentences(self, page: Page, block: Block) -> list[Removal]:
        draft = page.draft
        removals = []
        done = block.start
        for cue in draft.cues(block).all:
            if cue.category != self.category or cue.start < done or cue.start < block.end - 600:
                continue
            span = sentence_at(draft, block, cue.start)
            text = draft.document.reading(span.start, span.end)
            match = CONTACT.match(text)
            if match is None or PURPOSE.search(text) or len(text.split()) > 40 or span.end < block.end - 240 or self._of_author(page, block, match, own=True) is None:
                continue
            removals.append(draft.remove(self, span.start, span.end, "a sentence that says how to reach or follow the author", text[: match.end()].strip(), Tier.LIKELY))
            done = span.end
        return removals

    def _of_author(self, page: Page, block: Block, match: regex.Match[str], *, own: bool = False) -> Tier | None:
        """Return how sure it is that a contact is the author's: of the byline, called reporter, or at the end of the text.

        `own`: the contact is a sentence of a longer block, which says who "him" and "her" are.
        """
        text = match.group()
        if STORY.search(text):
            return None
        groups = match.groupdict()
        name = (groups["reached"] or groups["contact"] or groups["follow"] or groups["line"] or "").strip()
        known = any(name and (name in a or a in name) for a in page.authors()) or self._is_addressed(page, text)
        if known or groups["role"] or _ROLE.search(text):
            return Tier.CERTAIN if block.words <= 40 else Tier.LIKELY
        last = block.index >= page.end()
        if not name:
            return Tier.LIKELY if last and not _OFFICE.search(text) and (_TIPS.search(text) or self._is_under_bio(page, block)) else None
        if name.startswith("@") or name.casefold() in ("him", "her", "them", "me"):
            return Tier.LIKELY if last or (own and block.index >= page.end() - 1) else None
        # "Contact Kate Marlow at 555-221-3344" may be the telephone of a club.
        return Tier.LIKELY if is_name(name) and ("@" in text or _NETWORK.search(text)) and not speaks_of(page.draft, block, name) else None

    def _is_addressed(self, page: Page, text: str) -> bool:
        """Return whether an address holds a name of the byline: "n.magoley@…", "@janedoe"."""
        at = text.find("@")
        address = text[max(0, at - 40) :].casefold() if at >= 0 else ""
        return any(len(part) >= 4 and part.casefold() in address for author in page.authors() for part in author.split())

    def _is_under_bio(self, page: Page, block: Block) -> bool:
        """Return whether the line above a bare address is a name, or describes a writer."""
        if block.index == 0:
            return False
        above = page.draft.blocks[block.index - 1]
        return page.judged(above) is not None or is_name(page.draft.reading_of(above).strip(" ,.•|"))

    def _at_end(self, page: Page, block: Block) -> list[Removal]:
        """Return the removal of a block that is a bio by its form and its place."""
        if block.words < 5 or block.words > self.max_words:
            return []
        judged = page.judged(block)
        if judged is None:
            return []
        name, reason, tier = judged
        draft = page.draft
        text = draft.reading_of(block).strip()
        if block.index < page.end() or block.index == 0:
            return self._beside_byline(draft, block, text)
        if "of whom the story does not speak" in reason and page.in_company(block):
            return []
        facts: tuple[Fact, ...] = (Fact("author_bio", text.strip(' •*·▪_~—–"“”„')),)
        if name is not None and is_name(name):
            facts = (Fact("authors", name), *facts)
        return [draft.remove_block(self, block, reason, name or text[:80], tier, facts)]

    def _beside_byline(self, draft: Draft, block: Block, text: str) -> list[Removal]:
        """Return the removal of a bio at the top, under the byline that names the same person."""
        if block.index > 14 or block.words > 60 or not may_describe(text.lstrip("*•·—–- ")):
            return []
        match = BIO.match(text)
        if match is None or not match["writer"] or STORY.search(text):
            return []
        name = match["name"].strip()
        for above in draft.blocks[max(0, block.index - 4) : block.index]:
            if above.words <= 20 and (reading := read_byline(draft.reading_of(above))) is not None and any(name == a or name == a.split()[0] for a in reading.authors):
                facts = ((Fact("authors", name),) if is_name(name) else ()) + (Fact("author_bio", text),)
                return [draft.remove_block(self, block, "describes the person in the byline above", name, Tier.LIKELY, facts)]
        return []

    def _name_above(self, draft: Draft, above: Block, removal: Removal) -> Removal | None:
        """Return the removal of a line that is the name of the person whom the bio below it describes."""
        text = draft.reading_of(above).strip(" ,.•|")
        if above.words > 6 or draft.marked(above) or not is_name(text):
            return None
        catch = removal.reason.startswith("a row of catchwords")
        names = [f.value for f in removal.facts if f.field == "authors"]
        if not catch and not any(n in text or text in n for n in names) and not draft.text_of(removal).lstrip(" •—").startswith(text.split()[0]):
            return None
        facts = (Fact("authors", text),) if catch else ()
        return draft.remove_block(self, above, "the name over a text about the author", text, removal.tier, facts)
