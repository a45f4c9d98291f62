"""`agency_credit`: who reported, edited, produced, translated or first published it, and which agency it came from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

import regex

from newsclean.draft import Draft
from newsclean.features import sentence_at
from newsclean.filters._credit_place import (
    DESK,
    FIRST_PLACE,
    FIRST_WORDS,
    NOTE,
    credits_start,
    form_around,
    is_all_credit,
    is_among_prose,
    is_listed,
    is_of_article,
    is_one_note,
    is_under_figures,
)
from newsclean.filters._credits import (
    REPORTED_FROM,
    SURE_LABEL,
    agency_facts,
    agency_of,
    facts_of,
    initials_of,
    is_credit,
    is_note,
    is_shoot,
    is_subject,
    labels_of,
)
from newsclean.filters._works import is_later_furniture, speaks_of
from newsclean.metadata.agencies import agency_in
from newsclean.model import Block, Cue, Fact, Removal, Tier
from newsclean.patterns import lazy_pattern

# "X contributed to this report", with nothing told behind it.
_CONTRIBUTED_END = lazy_pattern(r"(?:\s*(?:,|and|from|in|on|by|for|to|the|this|Washington|[\p{Lu}][\p{L}.'’-]*|story|report|article)\s*){0,14}[.\s)\]_—-]*$")
_DPA = lazy_pattern(r"[©(\s]*(?:dpa(?:-infocom)?\s*[,|]?\s*)?dpa:\s?\d{6}-\d{1,3}-[\d/]{3,12}(?:\s*\((?:dpa|[\p{Ll}/]{2,12})\))?\)?|©\s*dpa-infocom(?:\s+GmbH)?", regex.IGNORECASE)
# Behind the last sentence: "… — Reuters", "… (ANSA)."
_AGENCY_TAIL = lazy_pattern(r"\s*(?:(?:[—–-]{1,2}|/)\s?(?P<agency>[\p{L}][\p{L}/ -]{1,24})|\(\s?(?P<agency>[\p{L}][\p{L}/ -]{1,24})\s?\)\.?)\s*$")
_TAIL_MARKS = frozenset("—–-/(")
_STOPS = tuple('.!?…”"»’)')
_SOURCE = lazy_pattern(r"(?:source|sources|quelle|quellen|fuente|fuentes|fonte|fontes)\s?:?\s*(?P<who>.{2,60})$", regex.IGNORECASE)
_SOURCES = ("source", "quelle", "fuente", "fonte")
_RIGHTS = lazy_pattern(r"\s*(?:©|\(c\)|copyright)", regex.IGNORECASE)
# What was first published long ago, or what has become of it since: the story of a work, not of this article.
_HISTORY = lazy_pattern(r"\b(?:1[5-8]\d\d|19[0-8]\d|199[0-4])\b|,\s(?:and|but|where|which|when)\s(?:it|they|he|she|has|had|was|is)\b")
_SURNAME = lazy_pattern(r"\p{Lu}[\p{L}'’-]+(?=,?\s(?:and\s|reported\b|\p{Lu})|,)")
_WORDS = lazy_pattern(r"[(),;\s]+")
# In brackets, these are an agency's desk signing off; "(written by …)" may be said of a song.
_ANYWHERE = ("(reporting", "(additional reporting", "(writing by", "(editing by", "(with inputs", "(with input", "(with agency")
_BY = lazy_pattern(
    r"\(?(?:(?:additional |with additional |with )?report(?:ing|ed)|writing|editing|compiled|edited|produced|translated|written|copy edited|fact[- ]checked|translation|production|research|graphics?|photos?|video|illustrations?|audio|design|development|sound design|interviewed|interview conducted|produced and edited|written and edited)(?: additional)? (?:by|from)\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyCredit:
    """Remove credits for reporting, editing, production, translation and first publication, and marks of agencies.

    Removes: "(Reporting by … Editing by …)" anywhere; lines such as "X contributed to this report.", "Russo reported
        from New York.", "This article appeared in the … section of the print edition …", "Mit Agenturmaterial.",
        "Aus dem Englischen von …", "Redaktion: …, Faktencheck: …", "(dmk)", "dpa:230428-99-…" at the end of a text.
    Keeps: datelines, sentences of the story that use the same words ("economists contributed to this report, which
        …"), corrections and editor's notes, the data of a film, a play or a book ("Director: …", "Casting: …"), laughs in brackets.
    Options: `max_words`, the longest credit in white-space-separated words; `tail_blocks`, how many blocks at the end
        are looked at for credits that only their place gives away.
    Source: credits of 350 news pages of the development corpora, and the cues in `phrases/`.
    """

    name: ClassVar = "agency_credit"
    category: ClassVar = "agency_credit"
    max_words: int = 70
    tail_blocks: int = 6

    def find(self, draft: Draft) -> Iterator[Removal]:
        """Yield the removals of a draft in source order."""
        blocks = draft.blocks
        if not blocks:
            return
        found: dict[int, Removal] = {}
        done: set[int] = set()
        tail = -1
        for cue in draft.cues_of(self.category):
            if cue.block in done or draft.marked(blocks[cue.block]):
                continue
            if tail < 0:
                tail = credits_start(draft, self.max_words)
            for removal in self._by_cue(draft, blocks[cue.block], cue, tail):
                found.setdefault(removal.span.start, removal)
                if removal.span == blocks[cue.block].span:
                    done.add(cue.block)
        for removal in self._by_place(draft, done):
            found.setdefault(removal.span.start, removal)
        end = -1
        for start in sorted(found):
            if start >= end:
                yield found[start]
                end = found[start].span.end

    # -- by a cue --------------------------------------------------------------------------------------

    def _by_cue(self, draft: Draft, block: Block, cue: Cue, tail: int) -> Iterator[Removal]:
        last = block.index >= tail
        late = last or 2 * block.start >= len(draft.text)
        text = draft.reading_of(block)
        if cue.role == "line":
            if "trust principles" in cue.phrase.casefold():
                yield self._whole(draft, block, cue, "a line that names the agencies", Tier.CERTAIN)
            elif last or block.index <= 4:
                tier = Tier.POSSIBLE if is_among_prose(draft, block) else Tier.CERTAIN
                yield self._whole(draft, block, cue, "a line that names the agencies", tier)
            return
        if cue.role == "heading":
            yield from self._credits_below(draft, block, cue)
            return
        phrase = draft.fold_of(cue)
        if cue.role == "within":
            yield from self._within(draft, block, cue, phrase, tail)
            return
        if cue.role != "opening" or block.words > self.max_words or is_among_prose(draft, block):
            return
        if cue.phrase.startswith("(") and draft.text[cue.start - 1 : cue.start] != "(":
            return  # "(Por Ana Dias)" is a credit, "Por Amor" a subhead
        rest = draft.document.reading(cue.end, block.end)
        if phrase.startswith(_SOURCES):
            who = _SOURCE.match(text.strip(" ()[]."))
            agency = agency_in(who["who"].strip()) if who is not None else None
            if agency is not None and (last or block.index <= 4) and not is_under_figures(draft, block):
                yield self._whole(draft, block, cue, "a source line that names an agency", Tier.LIKELY)
        elif phrase.endswith(":"):
            labels = labels_of(text)
            if phrase.startswith("contributing"):
                if last and is_credit(rest):
                    yield self._whole(draft, block, cue, "contributors named after a colon", Tier.CERTAIN)
            elif labels and is_shoot(form_around(draft, block)):
                if last or (late and SURE_LABEL.match(text.lstrip(" -*•("))) or len(labels) >= 3:
                    yield self._whole(draft, block, cue, "production credits: roles and names", Tier.LIKELY)
        elif _BY.match(phrase):
            if (
                is_credit(text)
                and is_of_article(draft, block, phrase, rest)
                and (last or ((late or block.index <= 8) and DESK.match(phrase)) or len(_BY.findall(draft.fold_of(block))) >= 2)
            ):
                yield self._whole(draft, block, cue, "a credit: only names, places and kinds of work", Tier.CERTAIN if len(_BY.findall(draft.fold_of(block))) >= 2 else Tier.LIKELY)
        elif FIRST_WORDS.match(phrase):
            if (
                (last or block.index == 0 or (late and block.words <= 30 and is_note(rest)))
                and block.words <= 45
                and FIRST_PLACE.match(rest)
                and not _HISTORY.search(rest)
                and is_one_note(draft, block)
            ):
                yield self._whole(draft, block, cue, "says where or when it was first published", Tier.LIKELY)
        elif (last or (late and phrase.startswith("aus dem"))) and block.words <= 40 and is_credit(text) and is_of_article(draft, block, phrase, rest):
            yield self._whole(draft, block, cue, "a credit: only names, places and agencies", Tier.LIKELY)
        elif (
            (last or phrase.startswith("our standards"))
            and phrase.startswith(("our standards", "with files", "includes information", "mit material", "dies", "material from", "information from"))
            and block.words <= 40
        ):
            yield self._whole(draft, block, cue, "a note on where the text comes from", Tier.LIKELY)

    def _within(self, draft: Draft, block: Block, cue: Cue, phrase: str, tail: int) -> Iterator[Removal]:
        last = block.index >= tail
        late = last or 2 * block.start >= len(draft.text)
        text = draft.text[block.start : block.end]
        if phrase.startswith("("):
            end = draft.text.find(")", cue.end, min(block.end, cue.end + 600))
            closes = end >= 0 and not draft.text[end + 1 : block.end].strip(" .")
            if end < 0 or not is_credit(draft.document.reading(cue.start + 1, end)):
                return
            before = draft.text[block.start : cue.start].rstrip()
            if phrase.startswith(_ANYWHERE):
                yield self._part(draft, block, cue.start, end + 1, cue, "a credit in brackets", Tier.CERTAIN)
            elif closes and block.index >= tail - 1 and (not before or before.endswith(_STOPS)):
                # "“Mack the Knife” (written by Weill and Brecht)" is said of a song: no sentence has ended before it.
                yield self._part(draft, block, cue.start, end + 1, cue, "a credit in brackets", Tier.LIKELY)
            return
        if "dpa" in phrase and ("infocom" in phrase or phrase.endswith(":")):
            match = _DPA.search(draft.text, max(block.start, cue.start - 4), min(block.end, cue.end + 60))
            if match is not None:
                facts = (Fact("agency", "dpa"),)
                yield self._part(draft, block, match.start(), match.end(), cue, "the number of an agency's report", Tier.CERTAIN, facts)
            return
        if phrase in ("reported from", "reporting from", "reported this story from"):
            at = REPORTED_FROM.match(draft.text, block.start, block.end)
            known = at is not None and any(speaks_of(draft, block, word) for word in _SURNAME.findall(draft.text, at.start(), cue.end))
            if at is not None and not known and (last or late) and block.words <= self.max_words and is_all_credit(draft, block):
                yield self._whole(draft, block, cue, "where the writers reported from", Tier.LIKELY)
            return
        if phrase in ("distributed by", "tribune content agency", "tribune news service"):
            if block.words <= 30 and _RIGHTS.match(draft.text, block.start):
                yield self._whole(draft, block, cue, "a note on syndication", Tier.LIKELY)
            return
        if "trust principles" in phrase or phrase.startswith(("mit ", "dpa-newskanal", "riproduzione", "provided by")):
            if (last or "trust principles" in phrase) and block.words <= 30:
                yield self._whole(draft, block, cue, "a note on where the text comes from", Tier.LIKELY)
            return
        if phrase == "was first published":
            if (
                last
                and block.words <= 25
                and not _HISTORY.search(text)
                and draft.fold.startswith(("this report by", "this article", "this story", "this post"), block.content_start)
            ):
                yield self._whole(draft, block, cue, "says where or when it was first published", Tier.LIKELY)
            return
        if not late and len(draft.blocks) > 1:
            return
        if cue.start < block.end - 1500:
            return
        span = sentence_at(draft, block, cue.start)
        sentence = draft.document.reading(span.start, span.end)
        if len(sentence.split()) > self.max_words or not _CONTRIBUTED_END.match(draft.document.reading(cue.end, span.end)):
            return
        if not is_subject(draft.document.reading(span.start, cue.start)):
            return
        if is_all_credit(draft, block):
            yield self._whole(draft, block, cue, "says who contributed", Tier.CERTAIN)
        elif span.end >= block.end - 2 or last:
            yield self._part(draft, block, span.start, span.end, cue, "says who contributed", Tier.LIKELY)

    def _credits_below(self, draft: Draft, block: Block, cue: Cue) -> Iterator[Removal]:
        """Yield a heading "Photo credits" and the lines of roles and names below it, when there is at least one."""
        lines = []
        for below in draft.blocks[block.index + 1 : block.index + 40]:
            if below.words > 25 or not labels_of(draft.reading_of(below)):
                break
            lines.append(below)
        if lines:
            yield self._whole(draft, block, cue, "heads production credits", Tier.LIKELY)
            for line in lines:
                yield self._whole(draft, line, cue, "production credits: roles and names", Tier.LIKELY)

    # -- by its place alone ----------------------------------------------------------------------------

    def _by_place(self, draft: Draft, done: set[int]) -> Iterator[Removal]:
        """Yield what only its place at the end shows: initials, an agency alone, a run of roles and names."""
        blocks = draft.blocks
        run: list[Block] = []
        seen = 0
        for block in reversed(blocks):
            if seen >= self.tail_blocks:
                break
            if block.index in done or draft.marked(block):
                continue
            seen += 1
            text = draft.reading_of(block).strip()
            if block.words <= 5:
                if initials_of(text):
                    agency = next((a for part in _WORDS.split(text) if part and (a := agency_in(part))), None)
                    yield draft.remove_block(self, block, "initials of an editor or agency on the last line", text, Tier.LIKELY, facts_of(agency))
                    continue
                agency = agency_of(text)
                if agency is not None and (len(text) > 3 or text.islower() or agency in ("AFP", "dpa", "APA")) and not is_listed(draft, block):
                    yield draft.remove_block(self, block, "an agency's name alone on the last line", text, Tier.LIKELY, facts_of(agency))
                    continue
            if block.words >= 12 and (block.prose or not block.sentence_end):
                if NOTE.match(draft.fold, block.content_start) or is_later_furniture(draft, block):
                    continue
                low = max(block.start, block.end - 32)
                closing = None if _TAIL_MARKS.isdisjoint(draft.text[low : block.end]) else _AGENCY_TAIL.search(draft.text, low, block.end)
                if closing is not None and block.end - block.start > 60:
                    agency = agency_in(closing["agency"])
                    before = draft.text[max(block.start, closing.start() - 2) : closing.start()].strip()
                    if agency is not None and before.endswith(_STOPS):
                        yield draft.remove(
                            self, closing.start(), closing.end(), "an agency's mark behind the last sentence", closing.group().strip(), Tier.LIKELY, facts_of(agency)
                        )
                break
            if block.words <= 14 and labels_of(text):
                run.append(block)
        if run and is_shoot([draft.reading_of(b) for b in run] + form_around(draft, run[0])):
            for block in run:
                yield draft.remove_block(self, block, "production credits: roles and names", draft.text_of(block), Tier.LIKELY)

    # -- removals ---------------------------------------------------------------------------------------

    def _whole(self, draft: Draft, block: Block, cue: Cue, reason: str, tier: Tier) -> Removal:
        return draft.remove_block(self, block, reason, draft.text_of(cue), tier, agency_facts(draft.reading_of(block)))

    def _part(self, draft: Draft, block: Block, start: int, end: int, cue: Cue, reason: str, tier: Tier, facts: tuple[Fact, ...] | None = None) -> Removal:
        known = agency_facts(draft.document.reading(start, end)) if facts is None else facts
        if not draft.text[block.start : start].strip(" ©(") and not draft.text[end : block.end].strip(" .)"):
            return draft.remove_block(self, block, reason, draft.text_of(cue), tier, known)
        return draft.remove(self, start, end, reason, draft.text_of(cue), tier, known)
