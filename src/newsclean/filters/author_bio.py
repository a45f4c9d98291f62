"""`author_bio`: what a page tells about the person who wrote the article, and how to reach or follow that person."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

import regex

from newsclean.draft import Draft
from newsclean.features import sentence_at
from newsclean.metadata.byline import read_byline
from newsclean.metadata.names import is_name, tidy_name
from newsclean.model import Block, Cue, Fact, Removal, Tier

_WORD = r"\p{Lu}[\p{L}\p{M}.'’-]*"
_NAME = rf"(?-i:(?!(?:I|He|She|It|We|They|You|The|This|That|His|Her|My|Our|There|What|Who|Er|Sie|Es|Das|Der|Die|Il|Elle|Ella|Ele|Ela|Lui|Lei)\s)(?:(?:Dr|Prof|Sir|Dame|Rev)\.?\s+){{0,2}}{_WORD}(?:\s+(?:(?:d[aeio]s?|del|della|van|von|der|den|la|le|al|bin|y|e)\s+){{0,2}}{_WORD}){{0,4}})"
# Professions of writing for a publication, in six languages.
_WRITER = (
    r"(?:reporter|correspondent|journalist|columnist|(?:editor|writer|author)(?![\p{L}-]*\s+(?:of\s+the\s+(?:bill|study|report|law))\b)|contributor|blogger|newsletter|critic|photojournalist|producer|podcaster|intern"
    r"|\p{L}{0,14}redakteur(?:in)?|\p{L}{0,14}korrespondent(?:in)?|\p{L}{0,14}reporter(?:in)?|journalistin|autor(?:in)?|kolumnist(?:in)?|volontär(?:in)?"
    r"|journaliste|correspondante?|rédact(?:eur|rice)|chroniqueu(?:r|se)|autrice|auteure?|periodista|redactora?|corresponsal|columnista|colaboradora?|escritora?"
    r"|jornalista|repórter|colunista|correspondente|editora?|giornalista|redat+(?:ore|trice)|caporedat+(?:ore|trice)|corrispondente|inviat[oa]|scrittore|scrittrice|redaktør|verslaggever)"
)
_OTHER = r"(?:president|director|professor|lecturer|fellow|founder|economist|researcher|analyst|scholar|attorney|lawyer|historian|consultant|executive|chair(?:man|woman)?|officer|student|scientist|physician|teacher|activist|strategist|expert|specialist|novelist|poet|photographer|historian|philosopher|politologe|politologin|professorin|leiter(?:in)?|forscher(?:in)?|dozent(?:in)?|historiker(?:in)?|professeure?|chercheu(?:r|se)|économiste|directeur|directrice|profesora?|investigadora?|directora?|economista|professora?|pesquisadora?|diretora?|docente|ricercat(?:ore|rice)|direttore|direttrice)"
_IS = r"(?:is|are|ist|sind|est|es|é|è|sono|är|er)"
_BIO = regex.compile(
    rf"""[\s*•·▪_~|—–\"“-]*(?P<lead>(?:About\s+the\s+(?:author|writer)\s*[:.]?\s+|Zur\s+Person:\s+|(?:{_WRITER})\s+)?)(?P<name>{_NAME})(?:\s*\([^()]{{1,24}}\))?(?:,\s[^.]{{2,160}}?,)?\s+
        (?:(?:{_IS})\s(?P<what>[^.]{{0,180}}?(?<![\p{{L}}-])(?:(?P<writer>{_WRITER})|(?P<other>{_OTHER}))s?(?![\p{{L}}-]))
          |(?P<does>covers|writes|reports|edits|schreibt|berichtet|arbeitet|couvre|écrit|escribe|escreve|cobre|scrive|has\s+(?:been\s+(?:covering|writing|reporting)|covered|written|reported)|joined\s+(?:the|\p{{Lu}})|previously\s+(?:worked|wrote|reported)|hails\s+from|studied\s+journalism))""",
    regex.VERBOSE | regex.IGNORECASE,
)
# "Korrespondent Ulrich Exner ist bei … zuständig": the role first.
_LED = regex.compile(rf"[\s*•·—–-]*(?:(?:{_WRITER})\s)(?P<name>{_NAME})\s(?:ist|schreibt|berichtet|arbeitet|is|writes|covers|reports|est|couvre|es|é|è)\s", regex.IGNORECASE)
# "A 35-year industry veteran and award-winning journalist, Lance has covered …"; "Washington-based correspondent covering …".
_INVERTED = regex.compile(rf"(?:An?\s|Author\s+of\s|As\s+an?\s)[^.,]{{3,110}}?,\s(?P<name>{_NAME})\s+(?:has|is|was|writes|covers|spent)\b")
_HEADLESS = regex.compile(
    rf"(?-i:(?=\p{{Lu}})(?!(?:I|He|She|We|They|You|It|The|This|Our|My|An?|One)\b))(?:{_WORD}(?:,?\s{_WORD}){{0,2}}-based\s|Award-winning\s|Freelance\s|Senior\s)?(?:[\p{{L}}-]+\s){{0,3}}(?:reporter|correspondent|journalist|columnist|writer|editor)\s(?:covering|based\s+in|at|for|specialising|specializing|who\s+(?:covers|writes))\s",
    regex.IGNORECASE,
)
# Speech and argument belong to a story, not to a bio.
_STORY = regex.compile(
    r"\b(?:said|says|told|tells|argues?|added|asked|announced|died|arrested|charged|accused|testified|jailed|freed|survived\s+by|sagte|sagt|erklärte|dijo|disse|a\s+déclaré|ha\s+detto|verhaftet)\b|:\s[\"“„«]",
    regex.IGNORECASE,
)
# The catchwords of a profile: none is enough, two in a row of fragments are.
_CATCHWORD = regex.compile(
    r"\b(?:specialist|enthusiast|ninja|advocate|junkie|gamer|geek|nerd|guru|maven|buff|fanatic|evangelist|practitioner|scholar|aficionado|lover|trailblazer|introvert|extrovert|problem\s+solver|thinker|wannabe|creator|"
    r"communicator|organizer|explorer|entrepreneur|foodaholic|twitteraholic|reader|student|fan|expert|pioneer|analyst|writer|coffee|bacon|beer|zombie|hipster-friendly|award-winning|avid|freelance|unapologetic|subtly\s+charming|lifelong|hardcore|certified|incurable|devoted|extreme|typical|proud|amateur|professional)\b",
    regex.IGNORECASE,
)
_FRAGMENT_END = regex.compile(r"[.!]\s+|[.!][\"”'’]?$")
_NO_PROFILE = regex.compile(r"\d|https?:|www\.")
_BY = ("by ", "by\xa0", "by:", "von ", "von:", "par ", "por ", "di ", "written by", "posted by", "author:", "text:", "autor:", "autorin:")
_EMAIL = r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}"
_WHERE = rf"(?:{_EMAIL}|\(?@\w{{2,30}}|(?:twitter|x|threads|bluesky|mastodon|instagram|facebook|linkedin|tiktok|signal)(?![\p{{L}}])|\d{{3}}[-. ]\d{{3}})"
_CONTACT = regex.compile(
    rf"""[\s*•·▪_—–-]*(?:
        (?:staff\s+writer\s+|reporter\s+|columnist\s+|the\s+(?:writer|author|reporter)\s*)?(?P<reached>{_NAME})?\s*(?:can|may)\s+(?:also\s+)?be\s+(?:reached|contacted|emailed|followed|found)\s+(?:at|on|by|via)\b[^.]{{0,60}}?{_WHERE}
      | (?:contact|e-?mail|reach|call)\s+(?P<role>(?:the\s+)?(?:staff\s+)?(?:reporter|writer|columnist|author|editor|critic|correspondent)\s*)?(?P<contact>{_NAME}|him|her|them|me)?,?\s*(?:(?:at|via|by)\s+(?:e-?mail\s*(?:at|:)?\s*)?|:\s*)[^.]{{0,40}}?{_WHERE}
      | (?:you\s+can\s+)?(?:also\s+)?(?:follow|find|connect\s+with|tweet(?:\s+at)?|reach|e-?mail|contact)\s+(?P<follow>{_NAME}|him|her|them|me|@\w{{2,30}})(?:'s\s+work)?(?:\s+(?:on|at|via)\s|\s*:\s*)(?:the\s+)?[^.]{{0,40}}?{_WHERE}
      | (?:twitter|x|instagram|threads|e-?mail|kontakt|contact)\s*:\s*(?:@\w{{2,30}}|{_EMAIL})
      | (?:story\s+)?tips\s+can\s+be\s+sent\s+to\s.{{0,10}}{_EMAIL} | send\s+(?:story\s+)?tips\s+to\s.{{0,10}}{_EMAIL}
      | (?:seine|ihre|alle)\s+artikel\s+(?:des\s+autors\s+|der\s+autorin\s+)?finden\s+sie\s+hier
      | (?P<line>{_NAME})\s*:\s*(?:[\d() -]{{7,16}}\s+or\s+)?{_EMAIL}
    )""",
    regex.VERBOSE | regex.IGNORECASE,
)
# What may follow an address in a contact line; "for tickets" may not.
_PURPOSE = regex.compile(rf"{_EMAIL}\s+(?:for|to|if|with|or\s+call|by)\b", regex.IGNORECASE)
_PRONOUN = regex.compile(r"(?:he|she|they|his|her|er|sie|seine|ihre|il|elle|lui|ha)\s", regex.IGNORECASE)
_GOES_ON = regex.compile(r",\s|\s+\(|\s+\p{Ll}")
_WRITERS = regex.compile(_WRITER, regex.IGNORECASE)
_SELF_STARTS = frozenset(("th", "de", "di", "un", "l'", "l’", "el", "la", "lo", "o ", "a ", "os", "gl"))
# What a person known by the first name alone must be: a molecule may be a contributor, too.
_PLAIN_WRITER = regex.compile(
    r"(?:reporter|journalist|writer|editor|columnist|correspondent|periodista|jornalista|giornalista|journaliste|journalistin|redakteur(?:in)?)", regex.IGNORECASE
)
_MARKED = regex.compile(r"\s*(?:[•·*▪_—–~]|- )")
_GENERIC = regex.compile(
    r"(?:written|posted|published|escrito|publicado|postado|scritto|pubblicato|verfasst|geschrieben|écrit|rédigé|contributor|der autor|die autor|el autor|la autora|o autor|a autora|l'aut|gli autori|our|author of|credits)",
    regex.IGNORECASE,
)
_SELF = regex.compile(
    rf"(?:the\s+(?:writer|author)s?\s+(?:is|are|was)|der\s+autor\s+(?:ist|arbeitet)|die\s+autorin\s+(?:ist|arbeitet)|die\s+autoren\s+sind|unser[e]?\s+autor(?:in)?|l['’]aut(?:eur|rice|eure)\s+est|el\s+autor\s+es|la\s+autora\s+es|los\s+autores\s+son|o\s+autor\s+é|a\s+autora\s+é|os\s+autores\s+são|l['’]autore\s+è|l['’]autrice\s+è|gli\s+autori\s+sono)\b[^.]{{0,120}}?(?<![\p{{L}}-])(?:{_WRITER}|{_OTHER})",
    regex.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorBio:
    """Remove what a page tells about its author, and how to reach or follow the author.

    Removes: "About the author" with the name and the text below it; a name alone on a line with a row of catchwords
        below; a last paragraph that begins with the name in the byline, or that says "X is a reporter at …" of someone
        the story does not speak of; "Contact reporter X at x@y.com", "Follow X on Twitter", "View all posts by X".
    Keeps: stories and obituaries about writers, what the last paragraph says of the story's own people, names as
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
        page = _Page(draft)
        found: dict[int, list[Removal]] = {}
        looked: set[int] = set()
        for cue in draft.cues_of(self.category):
            block = blocks[cue.block]
            if cue.block in found or draft.marked(block):
                continue
            if cue.role == "heading":
                for removal in self._region(draft, block, cue):
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
            if index not in found and index not in looked and not draft.marked(block):
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

    def _follow(self, page: _Page, found: dict[int, list[Removal]], index: int) -> None:
        """Add the paragraphs that go on about the person whom a bio at the end describes."""
        draft = page.draft
        removal = found[index][0]
        bio = next((fact.value for fact in removal.facts if fact.field == "author_bio"), None)
        if bio is None or index < page.end():
            return
        first = next((fact.value.split()[0] for fact in removal.facts if fact.field == "authors"), bio.split()[0])
        for block in draft.blocks[index + 1 : index + 4]:
            text = draft.reading_of(block)
            if block.index in found or draft.marked(block) or not block.sentence_end or block.words > self.max_words or _STORY.search(text):
                return
            if not text.startswith(first + " ") and not _PRONOUN.match(text):
                return
            found[block.index] = [draft.remove_block(self, block, "goes on about the author", text[:80].strip(), Tier.LIKELY)]

    # -- regions under a heading -----------------------------------------------------------------------

    def _region(self, draft: Draft, block: Block, cue: Cue) -> Iterator[Removal]:
        """Yield a heading such as "About the author" with the name and the bio below it."""
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
            bio = _BIO.match(text)
            described = (bio is not None and bio["name"][:1].isupper()) or _INVERTED.match(text) is not None or (name is not None and text.startswith(name.split()[0]))
            if _STORY.search(text):
                described = False
            if (not told and described) or (not told and at_end and not generic and below.prose and not _STORY.search(text)):
                told = True
                if name is None and bio is not None and is_name(bio["name"]):
                    name = bio["name"]
                taken.append((below, text.strip()))
            elif told and (_CONTACT.match(text) or (regex.match(r"(?:he|she|they|his|her)\b", text, regex.IGNORECASE) and below.words <= 80)):
                taken.append((below, None))
            else:
                break
        if not told and not (taken and not generic and at_end) and not (at_end and not generic and block.index >= len(blocks) - 2):
            return
        if told:
            taken = sorted((*taken, *((b, None) for b in spare if b.index < taken[-1][0].index)), key=lambda pair: pair[0].index)
        tier = Tier.CERTAIN if told and not generic else Tier.LIKELY
        yield draft.remove_block(self, block, "heads a text about the author", draft.text_of(cue), tier)
        for below, bio_text in taken:
            facts: tuple[Fact, ...] = ()
            if bio_text is not None:
                facts = (Fact("author_bio", bio_text),)
                if name is not None:
                    facts = (Fact("authors", name), *facts)
            yield draft.remove_block(self, below, "stands under a heading about the author", draft.text_of(cue), tier, facts)

    # -- one block -------------------------------------------------------------------------------------

    def _block(self, page: _Page, block: Block) -> list[Removal]:
        """Return the removals of a block with a cue: a bio, lines of contact, or the sentences of contact in it."""
        if block.words <= self.max_words:
            removals = self._contact_block(page, block) or self._at_end(page, block)
            if removals:
                return removals
        return self._contact_sentences(page, block)

    def _contact_block(self, page: _Page, block: Block) -> list[Removal]:
        draft = page.draft
        text = draft.reading_of(block)
        match = _CONTACT.match(text)
        if match is None or block.words > 60 or _PURPOSE.search(text) or not self._one_of_the_paper(page, block, match):
            return []
        rest = text[match.end() :]
        if len(rest.split()) > 30 or _STORY.search(rest):
            return []
        name = match["reached"] or match["contact"]
        facts = (Fact("authors", name.strip()),) if name and len(name.split()) > 1 else ()
        return [draft.remove_block(self, block, "says how to reach or follow the author", text[: match.end()].strip(), Tier.CERTAIN if block.words <= 40 else Tier.LIKELY, facts)]

    def _contact_sentences(self, page: _Page, block: Block) -> list[Removal]:
        draft = page.draft
        removals = []
        done = block.start
        for cue in draft.cues(block).all:
            if cue.category != self.category or cue.start < done or cue.start < block.end - 600:
                continue
            span = sentence_at(draft, block, cue.start)
            text = draft.document.reading(span.start, span.end)
            match = _CONTACT.match(text)
            if match is None or _PURPOSE.search(text) or len(text.split()) > 40 or not self._one_of_the_paper(page, block, match):
                continue
            if span.end < block.end - 240:
                continue
            removals.append(draft.remove(self, span.start, span.end, "a sentence that says how to reach or follow the author", text[: match.end()].strip(), Tier.LIKELY))
            done = span.end
        return removals

    def _one_of_the_paper(self, page: _Page, block: Block, match: regex.Match[str]) -> bool:
        """Return whether the person of a contact line may be the author: of the byline, called reporter, or not of the story."""
        groups = match.groupdict()
        name = (groups["reached"] or groups["contact"] or groups["follow"] or groups["line"] or "").strip()
        if groups["role"] or "writer" in match.group().casefold() or name.startswith("@") or name.casefold() in ("", "him", "her", "them", "me"):
            return (
                name != ""
                or bool(groups["role"])
                or match.group()
                .casefold()
                .lstrip(" *•_—–-")
                .startswith(("the ", "twitter", "story", "send", "tips", "seine", "ihre", "alle", "kontakt", "contact", "e-mail", "email", "instagram", "x:", "x ", "threads"))
            )
        if not name[:1].isupper():
            return False
        if any(name in a or a in name for a in page.authors()):
            return True
        return is_name(name) and not _spoken_of(page.draft, block, name)

    def _at_end(self, page: _Page, block: Block) -> list[Removal]:
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
        facts: tuple[Fact, ...] = (Fact("author_bio", text.strip(' •*·▪_~—–"“”„')),)
        if name is not None and is_name(name):
            facts = (Fact("authors", name), *facts)
        return [draft.remove_block(self, block, reason, name or text[:80], tier, facts)]

    def _beside_byline(self, draft: Draft, block: Block, text: str) -> list[Removal]:
        """Return the removal of a bio at the top, under the byline that names the same person."""
        if block.index > 14 or block.words > 60:
            return []
        match = _BIO.match(text)
        if match is None or not match["writer"] or _STORY.search(text):
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


class _Page:
    """What the judgement of several blocks of a page needs, found out once: its authors, and where the story ends."""

    __slots__ = ("_authors", "_end", "_judged", "draft")

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self._authors: tuple[str, ...] | None = None
        self._end: int | None = None
        self._judged: dict[int, tuple[str | None, str, Tier] | None] = {}

    def authors(self) -> tuple[str, ...]:
        """Return the names that the top of the page gives: marked by earlier filters, or in an opened byline."""
        if self._authors is None:
            draft = self.draft
            names: list[str] = []
            for block in draft.blocks[:16]:
                for removal in draft.marks(block):
                    if removal.tier <= Tier.LIKELY:
                        names += [fact.value for fact in removal.facts if fact.field == "authors"]
                if block.words <= 20 and draft.fold.startswith(_BY, block.content_start) and (reading := read_byline(draft.reading_of(block))) is not None:
                    names += reading.authors
            self._authors = tuple(dict.fromkeys(n for n in names if " " in n))
        return self._authors

    def end(self) -> int:
        """Return the index behind the last block that tells the story: what follows is furniture, bios, short lines."""
        if self._end is None:
            self._end = 0
            for block in reversed(self.draft.blocks[-40:]):
                self._end = block.index + 1
                if self.draft.marked(block) or not block.prose or block.words < 12 or self.judged(block) is not None:
                    continue
                text = self.draft.reading_of(block)
                if not self._hinted(block, 1) and not _PRONOUN.match(text) and not ("@" in text and _CONTACT.match(text)) and not self._follows(block, text):
                    break
            else:
                self._end = max(0, len(self.draft.blocks) - 40)
            start = 0.3 * len(self.draft.text)
            while self._end < len(self.draft.blocks) and self.draft.blocks[self._end].start < start:
                self._end += 1
        return self._end

    def _follows(self, block: Block, text: str) -> bool:
        """Return whether a block goes on about the person whom the block above it describes."""
        if block.index == 0:
            return False
        before = self.draft.blocks[block.index - 1]
        if text.split(" ", 1)[0] not in self.draft.text[before.start : before.start + 160]:
            return False
        above = self.judged(before)
        return above is not None and above[0] is not None and text.startswith(above[0].split()[0] + " ")

    def judged(self, block: Block) -> tuple[str | None, str, Tier] | None:
        """Return whom a block describes, why it is a bio by its form and how sure that is, were it the end of the text."""
        if block.index not in self._judged:
            text = self.draft.reading_of(block)
            judgement = self._judge(block, text) if block.words <= 200 else None
            self._judged[block.index] = None if judgement is not None and _STORY.search(text) else judgement
        return self._judged[block.index]

    def _judge(self, block: Block, text: str) -> tuple[str | None, str, Tier] | None:
        start = text.lstrip(' *•·_~|—–-"“▪')
        if _catchwords(text):
            return None, "a row of catchwords about the author", Tier.CERTAIN if self._name_line(block) else Tier.LIKELY
        if block.words <= 80 and start[:2].casefold() in _SELF_STARTS and _SELF.match(start):
            return None, "speaks of the writer of the article", Tier.LIKELY
        match = _BIO.match(text)
        led = _LED.match(text) if match is None else None
        if match is None and led is None:
            return self._judge_freely(block, text, start)
        name = (match or led)["name"].split(" Twitter ")[0].strip()  # type: ignore[index]
        if any(a == name or name in a.split() or a.split()[-1] == name.split()[-1] for a in self.authors()):
            return name, "describes the person in the byline", Tier.CERTAIN
        if (not is_name(name) and not self._hinted(block, 2) and not (match is not None and " " not in name and _PLAIN_WRITER.fullmatch(match["writer"] or ""))) or _spoken_of(
            self.draft, block, name
        ):
            return None
        if match is None or match["writer"] or match["does"] == "covers" or match["lead"].strip():
            return tidy_name(name), "describes a writer of whom the story does not speak", Tier.LIKELY
        if match["other"] and _MARKED.match(text):
            return name, "describes, behind a bullet or dash, a person of whom the story does not speak", Tier.LIKELY
        if match["other"] and block.index == len(self.draft.blocks) - 1:
            return name, "describes a person of whom the story does not speak", Tier.POSSIBLE
        return None

    def _judge_freely(self, block: Block, text: str, start: str) -> tuple[str | None, str, Tier] | None:
        """Judge a block that does not begin as bios do: by the byline's name, or by a description without a verb."""
        for author in self.authors() if start[:1].isupper() else ():
            if start.startswith(author) and _GOES_ON.match(start, len(author)):
                return author, "begins with the name in the byline", Tier.CERTAIN
        inverted = (_INVERTED.match(text) or _HEADLESS.match(text)) if block.words >= 12 else None
        if inverted is None or not _WRITERS.search(inverted.group()):
            return None
        name = inverted.groupdict().get("name")
        if name is not None and _spoken_of(self.draft, block, name):
            return None
        return name, "describes a writer without a verb of the story", Tier.LIKELY

    def _hinted(self, block: Block, least: int) -> bool:
        """Return whether at least so many cues say that a block is a bio."""
        return sum(cue.category == "author_bio" for cue in self.draft.cues(block).all) >= least

    def _name_line(self, block: Block) -> bool:
        return block.index > 0 and is_name(self.draft.reading_of(self.draft.blocks[block.index - 1]).strip(" ,.•|"))


def _spoken_of(draft: Draft, block: Block, name: str) -> bool:
    """Return whether the story has the name: its last word in a block of prose before this one."""
    surname = name.split()[-1].strip(".,")
    at = draft.text.find(surname)
    tries = 40
    while 0 <= at < block.start and (tries := tries - 1):
        there = draft.blocks[draft.block_at(at)]
        copied = draft.text[there.start : there.start + 60] == draft.text[block.start : block.start + 60]
        if there.prose and not copied and not draft.marked(there) and not _CONTACT.match(draft.reading_of(there)):
            return True
        at = draft.text.find(surname, max(at + 1, there.end))
    return False


def _catchwords(text: str) -> bool:
    """Return whether a text is a row of fragments with the catchwords of a profile: "Gamer. Avid reader. Beer fan."."""
    stops = text.count(". ") + text.count("! ")
    if stops < 2 or len(text) > 60 * (stops + 1):
        return False
    text = text.strip(" \"“”„'‘’*")
    if _NO_PROFILE.search(text):
        return False
    fragments = [f for f in _FRAGMENT_END.split(text) if f and f.strip()]
    if len(fragments) < 3 or sum(len(f.split()) for f in fragments) > 5 * len(fragments):
        return False
    return sum(_CATCHWORD.search(f) is not None for f in fragments) >= max(2, len(fragments) // 2)
