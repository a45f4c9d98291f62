"""`agency_credit`: who reported, edited, produced, translated or first published it, and which agency it came from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

import regex

from newsclean.draft import Draft
from newsclean.features import sentence_at, tail_start
from newsclean.metadata.agencies import agency_in
from newsclean.model import Block, Cue, Fact, Removal, Tier

# The words that a credit may hold in lower case: connectors, particles and the names of the work done. "Reporting
# by the Harbor Daily in 2019 had first shown that" fails at "had".
_CREDIT_WORD = regex.compile(
    r"""(?:
        (?:and|in|at|by|for|of|the|on|with|from|to|und|von|der|die|das|dem|den|des|mit|aus|im|für|et|de|du|la|le|les|par|à|avec|pour|des|y|e|con|por|en|el|los|las|da|do|das|dos
        |com|em|na|no|di|del|della|dello|dell|d|l|a|cura|van|bin|al|af|og|also|additional|other|further
        |reporting|writing|editing|reported|written|edited|compiled|produced|translated|translation|graphics?|photos?|photography|video|audio|visuals?|research|production
        |illustrations?|design|writers?|writer|reporters?|editors?|correspondents?|staff|researchers?|photographers?|producers?|journalists?|columnists?|contributors?|agenc(?:y|ies)|news|wire|services?|reports?|bureau|desk
        |newsroom|contributed|geschrieben|redigiert|bearbeitet|bericht|redaktion|übersetzung|übersetzt|reportage|rédigé|édité|version|française|reporte|editado|redacción|redactado|traducido|traducción
        |reportagem|edição|tradução|traduzido|traduzione|informazioni|informações|información|agencias|agências|agenzie|agences|agenturen|agentur|material|inputs?|information)\.?
      | \p{Lu}[\p{L}\p{M}'’.-]* | \p{Ll}{1,3}\p{Lu}[\p{L}-]* | (?:al|el|d|l)[-'’]\p{Lu}[\p{L}'’-]* | [\p{Ll}\p{Lu}]{2,6}(?:/[\p{Ll}\p{Lu}]{2,6})+ | (?:dpa|afp|epd|sid|kna|ots|apa|ap|reuters|ansa|efe)(?:-\p{L}+)? | &
    )""",
    regex.VERBOSE,
)
_SPLIT = regex.compile(r"[\s,;:.()\[\]|•·/–—]*(?:\s|^|$)[\s,;:.()\[\]|•·/–—]*|[,;:()\[\]|•·]+")
# "X contributed to this report", with nothing told behind it.
_CONTRIBUTED_END = regex.compile(r"(?:\s*(?:,|and|from|in|on|by|for|to|the|this|Washington|[\p{Lu}][\p{L}.'’-]*|story|report|article)\s*){0,14}[.\s)\]_—-]*$")
_MORE_CREDIT = regex.compile(r"\b(?:reported|contributed|reporting|edited|editing|produced|wrote|writing)\b")
_REPORTED_FROM = regex.compile(
    r"(?:_+\s*)?(?:\p{Lu}[\p{L}'’.-]+,?\s+(?:and\s+)?){1,6}reported(?:\s+this\s+story)?\s+from\s+\p{Lu}[\p{L}'’., -]{1,60}?(?:(?:,|;)?\s+and\s+(?:\p{Lu}[\p{L}'’.-]+\s+){1,3}(?:reported\s+)?from\s+\p{Lu}[\p{L}'’., -]{1,60}?)?\.(?=\s|$)"
)
# First published elsewhere. What follows the cue must be a place or a day, not a verb.
_FIRST = regex.compile(
    r"\s*(?:on|in|at|by|from|as|for|with|under|here|elsewhere|bei|im|in|am|auf|unter|auf\s|von|zuerst|erstmals|der|sur|dans|par|le|en|el|por|no|na|em|su|da|nel|sul|:|\||,|\p{Lu}|\d|the\b|print|section|originariamente|originalmente|erschienen|\"|“|„|«)"
)
_DPA = regex.compile(r"[©(\s]*(?:dpa(?:-infocom)?\s*[,|]?\s*)?dpa:\s?\d{6}-\d{1,3}-[\d/]{3,12}(?:\s*\((?:dpa|[\p{Ll}/]{2,12})\))?\)?|©\s*dpa-infocom(?:\s+GmbH)?", regex.IGNORECASE)
_INITIALS = regex.compile(r"\(\s*(?:\p{Ll}{2,4}|\p{Lu}{2,3}|Red\.?|\p{L}{2,8})(?:\s*[/,;.–-]\s*(?:\p{Ll}{2,5}|\p{Lu}{2,4}|mit\s+\p{L}{2,8})){0,3}\.?\s*\)")
_AGENCY_TAIL = regex.compile(r"\s*(?:[—–-]{1,2}|/|\()\s?(?P<agency>[\p{L}][\p{L}/ -]{1,24})\s?\)?\s*$")
_LABEL_ROLE = (
    r"(?:(?:hair|make-?up|styling|stylists?|grooming|groomer|prop\s+styl(?:ist|ing)|photograph(?:er|ers|y)|videographers?|director(?:\s+of\s+photography)?|(?:creative|art)\s+direct(?:or|ion)|casting"
    r"|(?:executive\s+|line\s+|associate\s+|web\s+)?producers?|production(?:\s+(?:company|design|designer|assistant))?|(?:copy\s+|managing\s+|photo\s+|video\s+|senior\s+)?editors?|fact[\s-]?check(?:er|ing)?|gaffer|digi(?:tal\s+)?tech"
    r"|colou?rist|(?:set\s+|graphic\s+)?design(?:er)?|manicur(?:e|ist)|tailor|(?:hair|wardrobe)\s*stylist|makeup\s+artist|visuals|cinematograph(?:er|y)|voice-?over|(?:audio|sound)\s+(?:engineer|design)|illustrat(?:or|ions?)|graphics|social\s+media|audience"
    r"|development|research|reporting|writing|translation|redaktion|schlussredaktion|faktencheck|übersetzung|redigatur|produktion|recherche|(?:bild|foto)redaktion|audioversion|kamera|schnitt|grafik|illustration|kommunikation|gestaltung|regie|mitarbeit|protokoll"
    r"|rédaction|traduction|réalisation|édition|edición|redacción|producción|traducción|reportagem|edição|tradução|produção|traduzione|montaggio|first\s+assistant|assistant|assistants?)(?:\s+(?:assistant|by))?)"
)
_LABELS = regex.compile(rf"(?<![\p{{L}}-]){_LABEL_ROLE}\s*:\s*(?P<who>[\p{{Lu}}@](?:(?!{_LABEL_ROLE}\s*:)[^:\n]){{1,120}})", regex.IGNORECASE)
# Roles that are of a newsroom's or a shoot's work and nothing else; a cast list may hold the others.
_SURE_LABEL = regex.compile(
    r"schlussredaktion|faktencheck|redigatur|(?:bild|foto)redaktion|audioversion|prop\s+styl|grooming|digi(?:tal\s+)?tech|copy\s+editor|fact[\s-]?check|manicur|web\s+produc|übersetzung|redaktion|traduction|tradução|traducción|traduzione|edição|edición|reportagem",
    regex.IGNORECASE,
)
_SOURCE = regex.compile(r"(?:source|sources|quelle|quellen|fuente|fuentes|fonte|fontes)\s?:?\s*(?P<who>.{2,60})$", regex.IGNORECASE)
_DIRECT = regex.compile(r"(?::|\(|avec|with|mit|de|da|di)\s*(?P<who>[\p{L}/-]{2,24})\s*\)?\.?$", regex.IGNORECASE)
_SOURCES = ("source", "quelle", "fuente", "fonte")
_RIGHTS = regex.compile(r"\s*(?:©|\(c\)|copyright)", regex.IGNORECASE)
_NAMED = regex.compile(
    r"(?:the\s+)?(?:Associated Press|Reuters|AFP|Agence France-Presse|dpa(?:-AFX)?|ANSA|EFE|Bloomberg|Canadian Press|PA Media|Press Association|Agência Brasil|Lusa|Folhapress|Xinhua|PTI|ANI|IANS|UPI|Tribune (?:News Service|Content Agency))(?![\p{L}])"
)

# In brackets, these are an agency's desk signing off; "(written by …)" may be said of a song.
_ANYWHERE = ("(reporting", "(additional reporting", "(writing by", "(editing by", "(with inputs", "(with input", "(with agency")
_BY = regex.compile(
    r"\(?(?:(?:additional |with additional |with )?report(?:ing|ed)|writing|editing|compiled|edited|produced|translated|written|copy edited|fact[- ]checked|translation|production|research|graphics?|photos?|video|illustrations?|audio|design|development|sound design|interviewed|interview conducted|produced and edited|written and edited)(?: additional)? (?:by|from)\b"
)
_DESK = regex.compile(r"\(?(?:additional |with additional )?(?:report|writing)")
_DATES = regex.compile(
    r"\b(?:\d{1,4}(?:st|nd|rd|th)?|\d{1,2}:\d{2}|[ap]\.?m\.?|uhr|edition|section|issue|print|headline|newsletter|website|magazine)\b|[\"“”„«»]", regex.IGNORECASE
)
_FIRSTS = regex.compile(
    r"(?:this|a version|an earlier|original|first |republished|reprinted|reproduced|adapted|excerpted|syndicated|dieser?s? |dies ist|zuerst|erstmals|cet article|initialement|publié|article initial|este |esta |publicado|questo |pubblicato|articolo)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyCredit:
    """Remove credits for reporting, editing, production, translation and first publication, and marks of agencies.

    Removes: "(Reporting by … Editing by …)" anywhere; lines such as "X contributed to this report.", "Russo reported
        from New York.", "This article appeared in the … section of the print edition …", "Mit Agenturmaterial.",
        "Aus dem Englischen von …", "Redaktion: …, Faktencheck: …", "(dmk)", "dpa:230428-99-…" at the end of a text.
    Keeps: datelines, sentences of the story that use the same words ("economists contributed to this report, which
        …"), corrections and editor's notes, single "Director: …" lines inside a review.
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
                tail = self._tail(draft)
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
            if last or "trust principles" in cue.phrase.casefold() or block.index <= 4:
                yield self._whole(draft, block, cue, "a line that names the agencies", Tier.CERTAIN)
            return
        if cue.role == "heading":
            yield from self._credits_below(draft, block, cue)
            return
        phrase = draft.fold_of(cue)
        if cue.role == "within":
            yield from self._within(draft, block, cue, phrase, last=last, late=late)
            return
        if cue.role != "opening" or block.words > self.max_words:
            return
        rest = draft.document.reading(cue.end, block.end)
        if phrase.startswith(_SOURCES):
            who = _SOURCE.match(text.strip(" ()[]."))
            agency = agency_in(who["who"].strip()) if who is not None else None
            if agency is not None and (last or block.index <= 4):
                yield self._whole(draft, block, cue, "a source line that names an agency", Tier.LIKELY)
        elif phrase.endswith(":"):
            labels = _labels(text)
            if phrase.startswith("contributing"):
                if last and _is_credit(rest):
                    yield self._whole(draft, block, cue, "contributors named after a colon", Tier.CERTAIN)
            elif labels and (len(labels) >= 2 or (late and _SURE_LABEL.match(text.lstrip(" -*•(")))):
                if last or (late and _SURE_LABEL.match(text.lstrip(" -*•("))) or len(labels) >= 3:
                    yield self._whole(draft, block, cue, "production credits: roles and names", Tier.LIKELY)
        elif _BY.match(phrase):
            if _is_credit(text) and (last or ((late or block.index <= 8) and _DESK.match(phrase)) or len(_BY.findall(draft.fold_of(block))) >= 2):
                yield self._whole(draft, block, cue, "a credit: only names, places and kinds of work", Tier.CERTAIN if len(_BY.findall(draft.fold_of(block))) >= 2 else Tier.LIKELY)
        elif _FIRSTS.match(phrase):
            if (last or block.index == 0 or (late and block.words <= 30 and _is_note(rest))) and block.words <= 45 and _FIRST.match(rest) and self._one_note(draft, block):
                yield self._whole(draft, block, cue, "says where or when it was first published", Tier.LIKELY)
        elif (last or (late and phrase.startswith("aus dem"))) and block.words <= 40 and _is_credit(text):
            yield self._whole(draft, block, cue, "a credit: only names, places and agencies", Tier.LIKELY)
        elif (
            (last or phrase.startswith("our standards"))
            and phrase.startswith(("our standards", "with files", "includes information", "mit material", "dies", "material from", "information from"))
            and block.words <= 40
        ):
            yield self._whole(draft, block, cue, "a note on where the text comes from", Tier.LIKELY)

    def _within(self, draft: Draft, block: Block, cue: Cue, phrase: str, *, last: bool, late: bool) -> Iterator[Removal]:
        if phrase.startswith("("):
            last_or_next = last or block.index >= len(draft.blocks) - 4
            end = draft.text.find(")", cue.end, min(block.end, cue.end + 600))
            closes = end >= 0 and not draft.text[end + 1 : block.end].strip(" .")
            if end >= 0 and (phrase.startswith(_ANYWHERE) or (closes and last_or_next)) and _is_credit(draft.document.reading(cue.start + 1, end)):
                yield self._part(draft, block, cue.start, end + 1, cue, "a credit in brackets", Tier.CERTAIN)
            return
        if "dpa" in phrase and ("infocom" in phrase or phrase.endswith(":")):
            match = _DPA.search(draft.text, max(block.start, cue.start - 4), min(block.end, cue.end + 60))
            if match is not None:
                facts = (Fact("agency", "dpa"),)
                yield self._part(draft, block, match.start(), match.end(), cue, "the number of an agency's report", Tier.CERTAIN, facts)
            return
        if phrase in ("reported from", "reporting from", "reported this story from"):
            at = _REPORTED_FROM.match(draft.text, block.start, block.end)
            if at is not None and (last or late) and block.words <= self.max_words and self._all_credit(draft, block):
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
            if last and block.words <= 25 and draft.fold.startswith(("this report by", "this article", "this story", "this post"), block.content_start):
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
        if not _subject(draft.document.reading(span.start, cue.start)):
            return
        if self._all_credit(draft, block):
            yield self._whole(draft, block, cue, "says who contributed", Tier.CERTAIN)
        elif span.end >= block.end - 2 or last:
            yield self._part(draft, block, span.start, span.end, cue, "says who contributed", Tier.LIKELY)

    def _credits_below(self, draft: Draft, block: Block, cue: Cue) -> Iterator[Removal]:
        """Yield a heading "Photo credits" and the lines of roles and names below it, when there is at least one."""
        lines = []
        for below in draft.blocks[block.index + 1 : block.index + 40]:
            if below.words > 25 or not _labels(draft.reading_of(below)):
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
            if block.words <= 4:
                if _INITIALS.fullmatch(text):
                    agency = next((a for part in regex.split(r"[(),;\s]+", text) if part and (a := agency_in(part))), None)
                    yield draft.remove_block(self, block, "initials of an editor or agency on the last line", text, Tier.LIKELY, _facts(agency))
                    continue
                agency = agency_in(text.strip("()[]-–— .|©"))
                if agency is not None and (len(text) > 3 or text.islower() or agency in ("AFP", "dpa", "APA")):
                    yield draft.remove_block(self, block, "an agency's name alone on the last line", text, Tier.LIKELY, _facts(agency))
                    continue
            if block.words >= 12 and (block.prose or not block.sentence_end):
                closing = _AGENCY_TAIL.search(draft.text, max(block.start, block.end - 32), block.end)
                if closing is not None and block.end - block.start > 60:
                    agency = agency_in(closing["agency"])
                    before = draft.text[max(block.start, closing.start() - 2) : closing.start()].strip()
                    if agency is not None and before[-1:] in tuple('.!?”"»'):
                        yield draft.remove(self, closing.start(), closing.end(), "an agency's mark behind the last sentence", closing.group().strip(), Tier.LIKELY, _facts(agency))
                break
            if block.words <= 14 and _labels(text):
                run.append(block)
        if len(run) >= 3 or (len(run) >= 1 and any(_SURE_LABEL.match(draft.reading_of(b).lstrip(" -*•(")) for b in run)):
            for block in run:
                yield draft.remove_block(self, block, "production credits: roles and names", draft.text_of(block), Tier.LIKELY)

    # -- helpers ---------------------------------------------------------------------------------------

    def _tail(self, draft: Draft) -> int:
        """Return the index from which blocks are the end of the text: behind the last block of prose that is no credit."""
        blocks = draft.blocks
        cued = {cue.block for cue in draft.cues_of(self.category)}
        for block in reversed(blocks):
            if block.prose and block.words >= 15 and not draft.marked(block):
                if block.index in cued and block.words <= self.max_words and (_is_credit(draft.reading_of(block)) or self._all_credit(draft, block) or self._noted(draft, block)):
                    continue
                return block.index + 1
        return max(0, tail_start(draft) - 1)

    def _noted(self, draft: Draft, block: Block) -> bool:
        cue = draft.cues(block).opening(self.category)
        if cue is None or block.words > 45:
            return False
        phrase = draft.fold_of(cue)
        if _SURE_LABEL.match(phrase) or phrase.startswith(("our standards", "dies ist", "includes", "contributing")):
            return True
        return _FIRSTS.match(phrase) is not None and _FIRST.match(draft.text, cue.end) is not None and self._one_note(draft, block)

    def _one_note(self, draft: Draft, block: Block) -> bool:
        """Return whether a block is one sentence, or two of which the second is of the same kind."""
        first = sentence_at(draft, block, block.start)
        rest = draft.document.reading(first.end, block.end).strip(" .*_")
        return (
            not rest
            or len(rest.split()) <= 14
            or regex.match(r"(?:it|read|you|the original|to read|sign up|copyright|©|all rights|republished|this)\b", rest, regex.IGNORECASE) is not None
        )

    def _all_credit(self, draft: Draft, block: Block) -> bool:
        """Return whether every sentence of a block is about the work on the article."""
        if block.words > 90:
            return False
        pos = block.start
        while pos < block.end:
            span = sentence_at(draft, block, pos)
            sentence = draft.document.reading(span.start, span.end).strip(" _—-")
            if sentence and not (_MORE_CREDIT.search(sentence) and (_REPORTED_FROM.match(sentence) or _contributed(sentence) or _is_credit(sentence))):
                return False
            pos = max(span.end, pos + 1)
            while pos < block.end and draft.text[pos].isspace():
                pos += 1
        return True

    def _whole(self, draft: Draft, block: Block, cue: Cue, reason: str, tier: Tier) -> Removal:
        return draft.remove_block(self, block, reason, draft.text_of(cue), tier, _named(draft.reading_of(block)))

    def _part(self, draft: Draft, block: Block, start: int, end: int, cue: Cue, reason: str, tier: Tier, facts: tuple[Fact, ...] | None = None) -> Removal:
        known = _named(draft.document.reading(start, end)) if facts is None else facts
        if not draft.text[block.start : start].strip(" ©(") and not draft.text[end : block.end].strip(" .)"):
            return draft.remove_block(self, block, reason, draft.text_of(cue), tier, known)
        return draft.remove(self, start, end, reason, draft.text_of(cue), tier, known)


def _is_credit(text: str) -> bool:
    """Return whether a text holds nothing but names, places, connectors and kinds of work."""
    words = [w for w in _SPLIT.split(text) if w]
    return 0 < len(words) <= 90 and all(_CREDIT_WORD.fullmatch(w) for w in words)


def _is_note(text: str) -> bool:
    """Return whether a text names a publication or a day and nothing else."""
    return _is_credit(_DATES.sub(" ", text))


_CONTRIBUTED = regex.compile(r"(?P<who>.{2,400}?)\s(?:also\s+)?(?:contributed|helped\s+report|assisted)\b(?P<what>.{0,120})$", regex.DOTALL)


def _contributed(sentence: str) -> bool:
    match = _CONTRIBUTED.match(sentence)
    if match is None or not _subject(match["who"]):
        return False
    return (
        regex.match(
            r"\s*(?:to\s+th(?:is|e)\s+(?:report|story|article|piece|post|column|content|dispatch|analysis|newsletter|package|project)|reporting|research|writing|from\b|in\b|\.|$)",
            match["what"],
        )
        is not None
    )


def _subject(text: str) -> bool:
    """Return whether the subject of "contributed" is made of names: "More than forty economists" is not."""
    words = [w for w in _SPLIT.split(text) if w]
    return 0 < len(words) <= 70 and any(w[0].isupper() for w in words[-4:]) and all(_CREDIT_WORD.fullmatch(w) or w.endswith(("'s", "’s", "s'", "s’")) for w in words)


def _labels(text: str) -> list[str]:
    """Return the names behind the roles of a line that is nothing but roles and names."""
    text = text.strip(" -*•()[].")
    names, at = [], 0
    for match in _LABELS.finditer(text):
        if text[at : match.start()].strip(" ,;|•/–—."):
            return []
        names.append(match["who"].strip(" ,;|"))
        at = match.end()
    if text[at:].strip(" ,;|.") or not all(_is_credit(n.replace("@", "")) and len(n.split()) <= 12 for n in names):
        return []
    return names


def _named(text: str) -> tuple[Fact, ...]:
    direct = _DIRECT.search(text)
    if direct is not None and (agency := agency_in(direct["who"])) is not None:
        return _facts(agency)
    match = _NAMED.search(text)
    return _facts(agency_in(match.group()) or match.group()) if match is not None else ()


def _facts(agency: str | None) -> tuple[Fact, ...]:
    return (Fact("agency", agency),) if agency is not None else ()
