"""Read the line under a headline that says who wrote the article, as pages show it: with dates, roles and sections around the name.

`byline.py` is strict, because a filter cuts what it reads; here a name is all that is wanted, and what stands beside it is let go.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from newsclean.metadata.byline import MONTH, opened, read_byline
from newsclean.metadata.given_names import has_given_name
from newsclean.metadata.names import person
from newsclean.metadata.people import INITIAL, People, is_desk, is_person, person_in, read_people
from newsclean.metadata.values import folded
from newsclean.metadata.when import find_date, readings
from newsclean.patterns import lazy_pattern

# Two texts that another element parted: "ByAnn Lee", "Dec 17, 2025Ann Lee", "Ann LeeTravel Reporter". No split inside McLee, DeLee, iLee.
_GLUED = lazy_pattern(r"(?<=\p{Ll}\p{Ll}|\d|[)\]])(?<!\b(?:Mac|Fitz|Van|Von|Del|Des))(?=\p{Lu}\p{Ll})|(?<=\b[Bb]y)(?=\p{Lu})|(?<=[a-z]{3})(?=[A-Z]{2,}\b)")
# A verb of authorship, or none, and its preposition: "Written by", "03/01/2017 by", "Posted on May 1 by". Other verbs are other people's.
_BY = lazy_pattern(
    r"(?<![\p{L}’'])(?:(?P<verb>\p{L}{3,14}(?:[\s-]\p{L}{2,14})?)\s+)?(?P<prep>by|von|par|por|door|av|af|přez|przez)(?:\s*[:：]\s*|\s+)(?=\p{Lu}|\p{Lo}|the\s)",
    regex.IGNORECASE,
)
_OTHERS = lazy_pattern(
    r"review|check|edit|photo|pictur|image|illustrat|translat|produc|recommend|updat|verif|approv|curat|video|graphic|interviewed|presented|sponsor|powered|supported|brought|inspired|made|used|owned"
    r"|relu|geprüft|foto|übersetz|traduc|verificad|revisad|own|follow|research|host|design|more|art$|directed|music|medically|styl|make.?up|tested|articles$|posts$"
)
OTHERS_LABEL = lazy_pattern(
    r"\s*(?:(?:media |press )?contacts?|fact.check(?:er|ed)?|(?:medical )?reviewer|editors?|fotos?|photos?|photograph(?:er|y|s)|illustrat(?:or|ion)s?|translators?)\s*[:：]",
    regex.IGNORECASE,
)
_LABEL = lazy_pattern(
    r"\s*(?:authors?|autor(?:a|in|en|es|i|ka|zy)?|auteurs?|autrice|autore|författare|forfatter|skribent|text|tekst|teksti|texto|texte|testo|автор(?:ы|и)?|текст|yazan|yazar|作者|文|記者|记者|撰文|執筆|글"
    r"|tác giả|oleh|penulis|szerző|írta|kirjoittanut|kirjoittaja|بقلم|كتب|מאת|συντάκτης|words|story|reporter)(?:\s*[:：=＝/／]\s*|\s+(?=[\p{Han}\p{Hangul}\p{Arabic}\p{Hebrew}])|(?<=oleh|yazan|írta|tác giả|مكتب|بقلم|كتب|מאת)\s+)",
    regex.IGNORECASE,
)
_PARTS = lazy_pattern(r"\s*[|•·⋅∙●/—–\n]\s*|\s+-\s+|\s{2,}|\t")
# What ends a name behind "by": a section, a day, a place.
_END = lazy_pattern(
    rf"[\s,]+(?:{MONTH})\.?\s+\d.*$|\s+(?:in|on|at|for|from|to|updated|published|posted|edited|reviewed|last|under|filed|with\s+additional|and\s+(?:reviewed|edited)|in\s+collaboration|aus|(?:am|em|le|el|il|den)\s+\d|\d|[-–—|•·])(?![\p{{L}}]).*$|\s*[|•·●—–].*$|,?\s*\d.*$|\s*\(.*$",
    regex.IGNORECASE | regex.DOTALL,
)
_READING = lazy_pattern(r"\d+\s*(?:min|words|comment|shares?|views?)|\d{1,2}:\d\d|read$|ago$", regex.IGNORECASE)
_AND = lazy_pattern(r"\s+(?:and|&|und|et|y|og|och|en|și|ve|и|та|і|a|e)\s+(?=\p{Lu}[\p{L}\p{M}.'’-]*\s+\p{L})")
_MAX_CHARS = 300
_MAX_NAMES = 20
_NAME_LIKE = lazy_pattern(r"[\p{Lu}\p{Lo}][\p{L}\p{M}'’-]*", 0)
_STAFF_WORDS = ("staff", "team", "desk", "room", "redak", "redac", "rédac", "redaz", "contributor", "editors")


def may_be_bare(text: str) -> bool:
    """Return whether a line may name somebody without saying so: a given name or a word for a staff is in it, or figures stand beside a word with a capital."""
    if any(has_given_name(word.group()) for word in _NAME_LIKE.finditer(text)):
        return True
    lowered = text.casefold()
    return any(word in lowered for word in _STAFF_WORDS) or (any(c.isdigit() for c in text) and _NAME_LIKE.search(text) is not None)


def read_line(text: str, own: frozenset[str], *, cued: bool = True, signed: bool, bare: bool) -> tuple[str, People] | None:
    """Return whom a line names, and how: "opened" by a word such as "by" or "Autor:", "signed" by its element, or "bare".

    Args: `own` are the site's names, folded; `cued` is False where no such word is known to be in it; `signed` says that the element's name is one of bylines, `bare` that the line stands
        between headline and body, where a name alone is a byline. Returns: None for a line that names nobody.
    """
    if len(text) > _MAX_CHARS:
        return None
    others: bool | None = None
    for variant in _variants(text):
        if cued and (people := _opened(variant, own)) is not None and not _is_glued(people):
            return "opened", people
        if signed or bare:
            others = names_others(text) if others is None else others
            if not others and (people := _alone(variant, own, strict=not signed)) is not None and not _is_glued(people):
                return ("signed" if signed else "bare"), people
    return None


def names_others(text: str) -> bool:
    """Return whether a line says that somebody reviewed, edited, photographed it: "Reviewed by Ann Lee", "Photographer: Ann Lee"."""
    return OTHERS_LABEL.match(text) is not None or any(_OTHERS.search((match["verb"] or "").casefold()) for match in _BY.finditer(text))


def _variants(text: str) -> Iterator[str]:
    """Yield a line as it is, then with what other elements hold set apart."""
    yield text
    if " " in text or any(c.isdigit() for c in text):
        parted = _GLUED.sub(" | ", text)
        if parted != text:
            yield parted


def _is_glued(people: People) -> bool:
    return any(_GLUED.search(name) is not None for name in people.authors)


def _opened(text: str, own: frozenset[str]) -> People | None:
    """Return who stands behind a preposition or a label."""
    authors: list[str] = []
    agency: str | None = None
    found = list(_BY.finditer(text))
    for nth, match in enumerate(found):
        verb = (match["verb"] or "").casefold()
        front = text[: match.start()].strip(" |•·—–-,:")
        if _OTHERS.search(verb) is not None:
            continue
        if front and not (verb or _is_aside(front) or nth):
            continue  # a word before it that is no verb: "Bread by Sue", a title
        if front and verb and not _is_verb(verb) and not _is_aside(f"{front} {verb}"):
            continue
        if verb and match["prep"].casefold() != "by" and not _is_verb(verb):
            continue  # "Krönung von Karl": most of these prepositions mean "of" too
        end = found[nth + 1].start() if nth + 1 < len(found) else len(text)
        people = named(text[match.end() : end], own)
        authors += people.authors
        agency = agency or people.agency
    if authors or agency:
        return People(tuple(dict.fromkeys(authors)), agency)
    label = _LABEL.match(text)
    if label is not None:
        people = named(text[label.end() :], own)
        return people if people.authors or people.agency else None
    reading = read_byline(text) if opened(text) != text else None
    if reading is not None and reading.opened and (reading.authors or reading.agency):
        return People(tuple(name for name in reading.authors if folded(name) not in own and is_person(name)), reading.agency)
    return None


_VERBS = lazy_pattern(
    r"(?:written|posted|published|words|story|stories|text|report|reported|article|created|contributed|authored|submitted|opinion|analysis|commentary|column|interview|post|blog|guest\s+post|essay|compiled"
    r"|geschrieben|verfasst|veröffentlicht|kommentar|kolumne|gastbeitrag|gastkommentar|interview|reportage|analyse|essay|bericht|beitrag|artikel|glosse|porträt|rezension|chronique|entretien|enquête|récit"
    r"|crónica|reportagem|publié|écrit|rédigé|publicado|escrito|redactado|scritto|pubblicato|skrivet|skrevet|geschreven|napisane)$"
)


def _is_verb(verb: str) -> bool:
    return _VERBS.search(verb) is not None


def _is_aside(front: str) -> bool:
    """Return whether what stands before "by" is a date, a reading time or a label of one."""
    return any(c.isdigit() for c in front) and (find_date(front) is not None or readings(front) != () or _READING.search(front) is not None)


def named(rest: str, own: frozenset[str]) -> People:
    """Return whom the words behind a preposition name, without what follows them."""
    pieces = _AND.split(rest)
    if len(pieces) > 1:
        found = [named(piece, own) for piece in pieces[:_MAX_NAMES]]
        # behind a role goes on what it is of: "Ann Lee, Head of Sales and Community Affairs"
        names = (name for nth, one in enumerate(found) for name in one.authors if not nth or "," not in pieces[nth - 1] or has_given_name(name))
        return People(tuple(dict.fromkeys(names)), next((one.agency for one in found if one.agency), None))
    name = _END.sub("", rest).strip(" ,;:")
    name = name if INITIAL.search(name) else name.rstrip(".")
    people = read_people(name, own)
    if not people.authors and not people.agency and "," in name:
        people = read_people(name.partition(",")[0], own)
    if not people.authors and not people.agency:
        if " " not in name and has_given_name(name) and person_in(name, mononyms=True) is not None:
            return People((name,))
        words = regex.split(r"\s+(?=\d)|\s*[•|·]", rest)[0].strip(" ,.;:")
        if is_desk(words):
            return People((), words)
    return people


def _alone(text: str, own: frozenset[str], *, strict: bool) -> People | None:
    """Return the person or desk that a line is about besides dates and reading times."""
    for part in _parts(text):
        name = _END.sub("", part).strip(" ,.;:*&")
        first = name.partition(",")[0].strip()
        found = person(first) if strict else person_in(first)
        if found is not None and first == name and is_person(found) and folded(found) not in own:
            return People((found,))
        reading = read_byline(name) if name else None
        if (
            reading is not None
            and not reading.bare
            and (reading.authors or reading.agency)
            and not (strict and len(reading.authors) > 1 and "," in name and not _all_persons(name))
        ):
            authors = tuple(one for one in reading.authors if folded(one) not in own and is_person(one))
            if authors or reading.agency:
                return People(authors, reading.agency)
        if found is not None and is_person(found) and folded(found) not in own:
            return People((found,))
        if " " not in name and person_in(name, mononyms=True) is not None and has_given_name(name):
            return People((name,))
        if is_desk(name):
            return People((), name)
    return None


def _all_persons(text: str) -> bool:
    return all(person(part.strip()) is not None for part in regex.split(r",|\s(?:and|und|et|y|e|&)\s", text))


def _parts(text: str) -> Iterator[str]:
    """Yield the parts of a line between its bars that are no date and no reading time."""
    for nth, part in enumerate(_PARTS.split(text)):
        if nth > 8:
            return
        part = part.strip(" ,|")
        if part and not (any(c.isdigit() for c in part) and (_READING.search(part) or find_date(part) is not None)):
            yield opened(part) if part.casefold() not in ("by", "von") else ""
