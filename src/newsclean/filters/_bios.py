"""Bios by their form: who is described, by which words, and where the story ends and what is told of its author begins."""

from __future__ import annotations

import regex

from newsclean.draft import Draft
from newsclean.filters._contacts import CONTACT, NAME, WORD
from newsclean.filters._works import is_later_furniture, of_a_work, speaks_of
from newsclean.metadata.byline import read_byline
from newsclean.metadata.names import is_name, tidy_name
from newsclean.model import Block, Kind, Tier
from newsclean.page import Page as Markup
from newsclean.patterns import lazy_pattern

# Professions of writing for a publication, in six languages.
_WRITER = (
    r"(?:reporter|correspondent|journalist|columnist|(?:editor|writer|author)(?![\p{L}-]*\s+(?:of\s+the\s+(?:bill|study|report|law))\b)|contributor|blogger|newsletter|critic|photojournalist|producer|podcaster|intern"
    r"|\p{L}{0,14}redakteur(?:in)?|\p{L}{0,14}korrespondent(?:in)?|\p{L}{0,14}reporter(?:in)?|journalistin|autor(?:in)?|kolumnist(?:in)?|volontär(?:in)?"
    r"|journaliste|correspondante?|rédact(?:eur|rice)|chroniqueu(?:r|se)|autrice|auteure?|periodista|redactora?|corresponsal|columnista|colaboradora?|escritora?"
    r"|jornalista|repórter|colunista|correspondente|editora?|giornalista|redat+(?:ore|trice)|caporedat+(?:ore|trice)|corrispondente|inviat[oa]|scrittore|scrittrice|redaktør|verslaggever)"
)
_OTHER = r"(?:president|director|professor|lecturer|fellow|founder|economist|researcher|analyst|scholar|attorney|lawyer|historian|consultant|executive|chair(?:man|woman)?|officer|student|scientist|physician|teacher|activist|strategist|expert|specialist|novelist|poet|photographer|historian|philosopher|politologe|politologin|professorin|leiter(?:in)?|forscher(?:in)?|dozent(?:in)?|historiker(?:in)?|professeure?|chercheu(?:r|se)|économiste|directeur|directrice|profesora?|investigadora?|directora?|economista|professora?|pesquisadora?|diretora?|docente|ricercat(?:ore|rice)|direttore|direttrice)"
_IS = r"(?:is|are|ist|sind|est|es|é|è|sono|är|er)"
BIO = lazy_pattern(
    rf"""[\s*•·▪_~|—–\"“-]*(?P<lead>(?:About\s+the\s+(?:author|writer)\s*[:.]?\s+|Zur\s+Person:\s+|(?:{_WRITER})\s+)?)(?P<name>{NAME})(?:\s*\([^()]{{1,24}}\))?(?:,\s[^.]{{2,160}}?,)?\s+
        (?:(?:{_IS})\s(?P<what>[^.]{{0,180}}?(?<![\p{{L}}-])(?:(?P<writer>{_WRITER})|(?P<other>{_OTHER}))s?(?![\p{{L}}-]))
          |(?P<does>covers|writes|reports|edits|schreibt|berichtet|arbeitet|couvre|écrit|escribe|escreve|cobre|scrive|has\s+(?:been\s+(?:covering|writing|reporting)|covered|written|reported)|joined\s+(?:the|\p{{Lu}})|previously\s+(?:worked|wrote|reported)|hails\s+from|studied\s+journalism))""",
    regex.VERBOSE | regex.IGNORECASE,
)
# "Korrespondent Ulrich Exner ist bei … zuständig": the role first.
_LED = lazy_pattern(rf"[\s*•·—–-]*(?:(?:{_WRITER})\s)(?P<name>{NAME})\s(?:ist|schreibt|berichtet|arbeitet|is|writes|covers|reports|est|couvre|es|é|è)\s", regex.IGNORECASE)
# "A 35-year industry veteran and award-winning journalist, Lance has covered …"; "Washington-based correspondent covering …".
INVERTED = lazy_pattern(rf"(?:An?\s|Author\s+of\s|As\s+an?\s)[^.,]{{3,110}}?,\s(?P<name>{NAME})\s+(?:has|is|was|writes|covers|spent)\b")
_HEADLESS = lazy_pattern(
    rf"(?-i:(?=\p{{Lu}})(?!(?:I|He|She|We|They|You|It|The|This|Our|My|An?|One)\b))(?:{WORD}(?:,?\s{WORD}){{0,2}}-based\s|Award-winning\s|Freelance\s|Senior\s)?(?:[\p{{L}}-]+\s){{0,3}}(?:reporter|correspondent|journalist|columnist|writer|editor)\s(?:covering|based\s+in|at|for|specialising|specializing|who\s+(?:covers|writes))\s",
    regex.IGNORECASE,
)
# "As the senior editor for health, I've tested …": a writer who tells.
_FIRST_PERSON = lazy_pattern(r"(?<![\p{L}’'])(?:I|my|we|our|ich|wir|je|yo|io|eu)(?![\p{L}-])", regex.IGNORECASE)
# Speech and argument belong to a story, not to a bio.
STORY = lazy_pattern(
    r"\b(?:said|says|told|tells|argues?|added|asked|announced|died|arrested|charged|accused|testified|jailed|freed|survived\s+by|sagte|sagt|erklärte|dijo|disse|a\s+déclaré|ha\s+detto|verhaftet|starb|verstarb|dit-on|dizia|decía|diceva|diz|pide|dice|votó|votou|a\s+voté|ha\s+votato|ha\s+perso|perdió|perdeu|murió|morreu|faleceu|décédée?|è\s+mort[oa]"
    r"|condamnée?|condenad[oa]|condannat[oa]|confessou|confesó|confesado|confessato|angegriffen|promete|annuncia|se\s+souvient)\b|:\s[\"“„«]",
    regex.IGNORECASE,
)
# The catchwords of a profile: none is enough, two in a row of fragments are.
_CATCHWORD = lazy_pattern(
    r"\b(?:specialist|enthusiast|ninja|advocate|junkie|gamer|geek|nerd|guru|maven|buff|fanatic|evangelist|practitioner|scholar|aficionado|lover|trailblazer|introvert|extrovert|problem\s+solver|thinker|wannabe|creator|"
    r"communicator|organizer|explorer|entrepreneur|foodaholic|twitteraholic|reader|student|fan|expert|pioneer|analyst|writer|coffee|bacon|beer|zombie|hipster-friendly|award-winning|avid|freelance|unapologetic|subtly\s+charming|lifelong|hardcore|certified|incurable|devoted|extreme|typical|proud|amateur|professional)\b",
    regex.IGNORECASE,
)
_FRAGMENT_END = lazy_pattern(r"[.!]\s+|[.!][\"”'’]?$")
_NO_PROFILE = lazy_pattern(r"\d|https?:|www\.")
_BY = ("by ", "by\xa0", "by:", "von ", "von:", "par ", "por ", "di ", "written by", "posted by", "author:", "text:", "autor:", "autorin:")
# How the next sentence about the same person begins; on the fold.
PRONOUN = lazy_pattern(r"(?:he|she|they|his|her|er|sie|seine|ihre|il|elle|lui|ha)\s")
_GOES_ON = lazy_pattern(r",\s|\s+\(|\s+\p{Ll}")
_WRITERS = lazy_pattern(_WRITER, regex.IGNORECASE)
_SELF_STARTS = frozenset(("th", "de", "di", "un", "l'", "l’", "el", "la", "lo", "o ", "a ", "os", "gl"))
# What a person known by the first name alone must be: a molecule may be a contributor, too.
_PLAIN_WRITER = lazy_pattern(
    r"(?:reporter|journalist|writer|editor|columnist|correspondent|periodista|jornalista|giornalista|journaliste|journalistin|redakteur(?:in)?)", regex.IGNORECASE
)
_MARKED = lazy_pattern(r"\s*(?:[•·*▪_—–~]|- )")
_SELF = lazy_pattern(
    rf"(?:the\s+(?:writer|author)s?\s+(?:is|are|was)|der\s+autor\s+(?:ist|arbeitet)|die\s+autorin\s+(?:ist|arbeitet)|die\s+autoren\s+sind|unser[e]?\s+autor(?:in)?|l['’]aut(?:eur|rice|eure)\s+est|el\s+autor\s+es|la\s+autora\s+es|los\s+autores\s+son|o\s+autor\s+é|a\s+autora\s+é|os\s+autores\s+são|l['’]autore\s+è|l['’]autrice\s+è|gli\s+autori\s+sono)(?!\s(?:ein|eine|une?|una?|uno|uma?)\s)\b[^.]{{0,120}}?(?<![\p{{L}}-])(?:{_WRITER}|{_OTHER})(?![^.]*\b(?:y|e|et|und)\s\p{{L}}+(?:aron|ieron|aram|eram|iram|arono|irono|erono)\b)",
    regex.IGNORECASE,
)
# The verbs of a bio's first sentence, the words before which a name may go on, and roles, as they stand in a line.
_VERB_WORDS = "is are ist sind est es é è sono är er covers writes reports edits schreibt berichtet arbeitet couvre écrit escribe escreve cobre scrive has was spent joined previously hails studied"
_VERBS = frozenset(_VERB_WORDS.split())
_SECOND_WORDS = _VERBS | frozenset(["de", "da", "do", "di", "dos", "das", "del", "della", "van", "von", "der", "den", "la", "le", "al", "bin", "y", "e", "the"])
_ROLE_NAMES = "reporter correspondent journalist columnist writer editor"
_ROLE_WORDS = frozenset(form for role in _ROLE_NAMES.split() for form in (role, role + ",", role + "s", role.capitalize()))
# What a sentence of a bio speaks of: life, work, studies, books, addresses.
_BIO_WORD = lazy_pattern(
    r"""(?<!\p{L})(?:liv(?:es?|ing|ed)|based|born|grew|raised|wr(?:ites?|ote|itten|iting|iter)|authors?|books?|novels?|cover(?:s|ed|ing|age)?|report(?:s|ed|ing|er)|edit(?:s|ed|ing|or)
        |join(?:s|ed)|work(?:s|ed|ing)?|stud(?:ies|ied|ying|ied)|graduat\p{L}*|degree|universit\p{L}*|school|holds?|held|awards?|prizes?|won|winner|winning|fellow|publish\p{L}*|appear\p{L}*
        |contribut\p{L}*|podcasts?|newsletter|blogs?|column\p{L}*|twitter|facebook|instagram|linkedin|follow|e-?mail|contact|reach\p{L}*|previously|formerly|currently|former|years?
        |experience|interview\p{L}*|loves?|enjoys?|spends?|when|passion\p{L}*|interest\p{L}*|speaks?|speciali\p{L}*|focus\p{L}*|serv(?:es|ed|ing)|teach\p{L}*|taught|professor|members?|found\p{L}*|specialt\p{L}*
        |lebt|wohnt|geboren|aufgewachsen|studi\p{L}*|schr[ei]+b\p{L}*|geschrieben|arbeite\p{L}*|bericht\p{L}*|buch|bücher|roman\p{L}*|erschien\p{L}*|veröffentlich\p{L}*|redakt\p{L}*|volont\p{L}*|preis\p{L}*
        |seit|zuvor|autor\p{L}*|journalis\p{L}*|vit|née?|écri\p{L}*|publi\p{L}*|livres?|auteure?|travaill\p{L}*|collabor\p{L}*|prix|diplôm\p{L}*|étudi\p{L}*|enseign\p{L}*|spécialis\p{L}*
        |vive|vivió|nació|nasceu|nat[oa]|escri\p{L}*|escrev\p{L}*|scri\p{L}*|libros?|libri|livros?|pubblic\p{L}*|trabaj\p{L}*|trabalh\p{L}*|lavor\p{L}*|estud\p{L}*|premi\p{L}*|prêmio|licencia\p{L}*|formad[oa]
        |laure\p{L}*|period\p{L}*|jornal\p{L}*|giornal\p{L}*|especial\p{L}*|máster|mestr\p{L}*|profes\p{L}*|cubr\p{L}*|cobr\p{L}*|covers|ensina|enseña|insegna)(?!\p{L})
      | \b(?:interview|enthusias|favou?rite|avid|hobb|parent)|\b(?:s?he|they)(?:['’](?:s|re)|\sis|\sare)\b | @ | www\.|https?:""",
    regex.VERBOSE | regex.IGNORECASE,
)
_NEXT_SENTENCE = lazy_pattern(r"(?<=\p{Ll}{2}[.!?])[\"”’»)]?\s+(?=[\p{Lu}“\"@])")
# Somebody with a part in what the story tells, besides a pen.
_OFFICE = lazy_pattern(
    r"\b(?:councill?or|candidate|mayor|senator|lawmaker|stadtrat|gemeinderat|abgeordnete[rn]?|kandidat(?:in)?|concejal[a]?|candidat[oae]|alcalde(?:sa)?|vereadora?|deputad[oa]|diputad[oa]|consiglier[ea]|assessor[ea]?|conseill(?:er|ère)\s+municipale?)\b",
    regex.IGNORECASE,
)
# Prizes and panels present their people as a bio does.
_COMPANY = lazy_pattern(
    r"\b(?:speakers|winners|finalists|shortlist(?:ed)?|nominees|panel(?:l?ists)?|honou?red|(?:der|die)\s+jury|referent(?:en|innen)|gewinner(?:innen)?|preisträger(?:innen)?|ponentes|ganadores|palestrantes|vencedores|vincitori|relatori|intervenants|lauréats|prize|award)\b",
    regex.IGNORECASE,
)
# "Guest articles give the opinion of the author": a note behind the bio, not the story.
_OF_AUTHOR = lazy_pattern(
    r"\b(?:des\s+autors|der\s+autorin|the\s+authors?|del\s+autor|de\s+la\s+autora|dell['’]autore|de\s+l['’]aut(?:eur|rice)|d[oa]s?\s+autor(?:es|a)?)\b", regex.IGNORECASE
)
# No name begins with one of these: such a paragraph does not go on about the person above it by name.
_NO_NAMES = frozenset(
    ["The", "It", "He", "She", "They", "We", "You", "I", "This", "That", "His", "Her", "There", "What", "Who", "Der", "Die", "Das", "Er", "Sie", "Es", "Il", "Elle"]
)
_MARKS = ' *•·_~|—–-"“▪'
# How deep a page's body lies: html, body.
_BODY_DEPTH = 2


def may_describe(start: str) -> bool:
    """Return whether a text may be a bio, by its first words; it only saves reading paragraphs that cannot be one."""
    if start[:1].islower():
        return False
    words = start.split(None, 10)
    if len(words) < 4 or not words[0][0].isupper():
        return False
    first, second = words[0], words[1]
    if not _ROLE_WORDS.isdisjoint(words):
        return True
    if second[0].isupper() or second[0] == "(" or first[-1] == "," or first in ("A", "An", "As", "Author") or second in _SECOND_WORDS:
        return not _VERBS.isdisjoint(start[:240].split())
    return False


def tells_only_of_writing(text: str) -> bool:
    """Return whether every sentence of a bio speaks of a writer's life and work, and of no part in events."""
    if _OFFICE.search(text):
        return False
    return all(_BIO_WORD.search(sentence) for sentence in _NEXT_SENTENCE.split(text)[1:])


class Page:
    """What the judgement of several blocks of a page needs, found out once: its authors, and where the story ends."""

    __slots__ = ("_authors", "_end", "_judged", "draft")

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self._authors: tuple[str, ...] | None = None
        self._end: int | None = None
        self._judged: dict[int, tuple[str | None, str, Tier] | None] = {}

    def authors(self) -> tuple[str, ...]:
        """Return the names that the top of a text gives: marked by earlier filters, or in an opened byline; for a page, those in any byline."""
        if self._authors is None:
            draft = self.draft
            names: list[str] = []
            # menus stand above a page's headline
            for block in draft.lines if draft.document.page is not None else draft.blocks[:16]:
                if block.words > 20:
                    continue
                for removal in draft.marks(block):
                    if removal.tier <= Tier.LIKELY:
                        names += [fact.value for fact in removal.facts if fact.field == "authors"]
                if draft.fold.startswith(_BY, block.content_start) and (reading := read_byline(draft.reading_of(block))) is not None and not of_a_work(draft, block):
                    names += reading.authors
            self._authors = tuple(dict.fromkeys(n for n in names if " " in n))
        return self._authors

    def end(self) -> int:
        """Return the index behind the last block that tells the story: what follows is furniture, bios, short lines."""
        if self._end is None:
            page = self.draft.document.page
            self._end = (0 if page is None else self._end_in_container(page)) or self._end_of_text()
        return self._end

    def _end_of_text(self) -> int:
        """Return the index behind the last of the last blocks that tells the story, in the last two thirds of the text."""
        draft, blocks = self.draft, self.draft.blocks
        end = 0
        for block in reversed(blocks[-40:]):
            end = block.index + 1
            if block.prose and block.words >= 12 and not draft.marked(block) and self._tells(block):
                break
        else:
            end = max(0, len(blocks) - 40)
        start = 0.3 * len(draft.text)
        while end < len(blocks) and blocks[end].start < start:
            end += 1
        return end

    def _end_in_container(self, page: Markup) -> int:
        """Return the index behind the last block that tells the story in the container that holds most prose of a page; 0 without one.

        The container is the element around the one whose own paragraphs have most words, since adverts part a body into several; the latter itself
        where the page's body is around it.
        """
        told: dict[tuple[int, ...], int] = {}
        for block in self.draft.told:
            if block.prose and block.words >= 12:
                origin = page.origins[block.index]
                around = origin.path[1:3] if origin.depth > _BODY_DEPTH + 2 else origin.path[1:2]
                told[around] = told.get(around, 0) + block.words
        best = max(told, key=lambda path: told[path], default=())
        if not best:
            return 0
        for block in reversed(self.draft.told):
            if block.prose and block.words >= 12 and best[-1] in page.origins[block.index].path and not self.draft.marked(block) and self._tells(block):
                return block.index + 1
        return 0

    def _tells(self, block: Block) -> bool:
        """Return whether a paragraph tells the story, and does not describe its author or go on about the author."""
        if self.judged(block) is not None:
            return False
        draft = self.draft
        text = draft.document.reading(block.start, block.end)
        cues = draft.cues(block).all
        if cues and (any(cue.category == "author_bio" for cue in cues) or is_later_furniture(draft, block)):
            return False
        if PRONOUN.match(draft.fold, block.start) or ("@" in text and CONTACT.match(text)) or (block.words <= 30 and "aut" in text.lower() and _OF_AUTHOR.search(text)):
            return False
        return not self._follows(block, text)

    def _follows(self, block: Block, text: str) -> bool:
        """Return whether a block goes on about the person whom the block above it describes."""
        if block.index == 0:
            return False
        before = self.draft.blocks[block.index - 1]
        first = text[: text.find(" ")]
        if first in _NO_NAMES or self.draft.text.find(first, before.start, before.start + 160) < 0:
            return False
        above = self.judged(before)
        return above is not None and above[0] is not None and text.startswith(above[0].split()[0] + " ")

    def judged(self, block: Block) -> tuple[str | None, str, Tier] | None:
        """Return whom a block describes, why it is a bio by its form and how sure that is, were it the end of the text."""
        if block.index not in self._judged:
            text = self.draft.document.reading(block.start, block.end)
            judgement = self._judge(block, text) if block.words <= 200 else None
            self._judged[block.index] = None if judgement is not None and STORY.search(text) else judgement
        return self._judged[block.index]

    def _judge(self, block: Block, text: str) -> tuple[str | None, str, Tier] | None:
        start = text.lstrip(_MARKS)
        if _catchwords(text) and (text[:1] not in '"“„«' or self._name_line(block)):
            return None, "a row of catchwords about the author", Tier.CERTAIN if self._name_line(block) else Tier.LIKELY
        if block.words <= 80 and start[:2].casefold() in _SELF_STARTS and _SELF.match(start):
            return None, "speaks of the writer of the article", Tier.LIKELY
        if not may_describe(start):
            return None
        match = BIO.match(text)
        led = _LED.match(text) if match is None else None
        if match is None and led is None:
            return self._judge_freely(block, text, start)
        name = (match or led)["name"].split(" Twitter ")[0].strip()  # type: ignore[index]
        if any(a == name or name in a.split() or a.split()[-1] == name.split()[-1] for a in self.authors()):
            return name, "describes the person in the byline", Tier.CERTAIN
        if (not is_name(name) and not self._hinted(block, 2) and not (match is not None and " " not in name and _PLAIN_WRITER.fullmatch(match["writer"] or ""))) or speaks_of(
            self.draft, block, name
        ):
            return None
        if match is None or match["writer"] or match["does"] == "covers" or match["lead"].strip():
            if match is not None and not tells_only_of_writing(text):
                return None
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
        if block.words < 12:
            return None
        inverted = INVERTED.match(text) if start[:1] == "A" else None
        if inverted is None and not _ROLE_WORDS.isdisjoint(start[:120].split()):
            inverted = _HEADLESS.match(text)
        if inverted is None or not _WRITERS.search(inverted.group()) or _FIRST_PERSON.search(text):
            return None
        name = inverted.groupdict().get("name")
        if name is not None and speaks_of(self.draft, block, name):
            return None
        return name, "describes a writer without a verb of the story", Tier.LIKELY

    def in_company(self, block: Block) -> bool:
        """Return whether a block is one of several that present people: items of a list, the winners of a prize, a panel."""
        blocks = self.draft.blocks
        beside = blocks[max(0, block.index - 1) : block.index] + blocks[block.index + 1 : block.index + 2]
        if block.kind is Kind.LIST_ITEM and any(one.kind is Kind.LIST_ITEM for one in beside):
            return True
        at = block.index - 1
        while at >= 0 and block.index - at <= 6 and (self.draft.marked(blocks[at]) or self.judged(blocks[at]) is not None):
            at -= 1
        if at < 0:
            return False
        above = blocks[at]
        return self.draft.text[above.start : above.end].endswith(":") or _COMPANY.search(self.draft.text, max(above.start, above.end - 300), above.end) is not None

    def _hinted(self, block: Block, least: int) -> bool:
        """Return whether at least so many cues say that a block is a bio."""
        cues = self.draft.cues(block).all
        return len(cues) >= least and sum(cue.category == "author_bio" for cue in cues) >= least

    def _name_line(self, block: Block) -> bool:
        return block.index > 0 and is_name(self.draft.reading_of(self.draft.blocks[block.index - 1]).strip(" ,.•|"))


def _catchwords(text: str) -> bool:
    """Return whether a text is a row of fragments with the catchwords of a profile: "Gamer. Avid reader. Beer fan."."""
    if text.find(". ", 0, 100) < 0 and text.find("! ", 0, 100) < 0:
        return False
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
