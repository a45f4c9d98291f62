"""What a visitor sees of an article's metadata: headings, bylines, dates and tags in the blocks around its beginning."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from newsclean.draft import Draft
from newsclean.metadata.byline import opened, read_byline
from newsclean.metadata.dates import DateValue
from newsclean.metadata.headline import Heading
from newsclean.metadata.people import People, person_in, read_people
from newsclean.metadata.values import folded
from newsclean.metadata.when import find_date, readings
from newsclean.model import Block, Kind
from newsclean.page import HINT_NAMES, Page
from newsclean.patterns import lazy_pattern

_BYLINE, _DATE, _TAGS = (1 << HINT_NAMES.index(name) for name in ("byline", "date", "tags"))
_RELATED, _COMMENT, _SIDE = (1 << HINT_NAMES.index(name) for name in ("related", "comment", "side"))
# So many blocks above the body, where no heading says where the article begins; so many below its first paragraph.
_MAX_ABOVE = 30
_MAX_BELOW = 3
_ABOVE_TITLE = 6
_MAX_TITLE_CHARS = 400
_MAX_LINE_CHARS = 300
# An address that leads to what one author wrote.
_AUTHOR_PATH = lazy_pattern(
    r"/(?:authors?|autor(?:e[ns]?|i|as?|es)?|auteurs?|contributors?|people|persons?|profiles?|profil|staff|by|journalists?|journalistes?|reporters?|writers?|columnists?|columnistas?|firmas?"
    r"|redakteure?|redaktion|forfatter|skribent(?:er)?|autorzy|auteur|creators?|bios?|expert[s]?|tekijat?|editors?|our-team|team|users?|member|toimittaja|ekip|yazar(?:lar)?|kirjoittaja)s?/[^/?#]+"
)
# The names of an element say "byline" of whole boxes as well; those that hold an author's portrait or a biography hold prose.
_MAX_BYLINE_WORDS = 30
_OPENER = lazy_pattern(
    r"\s*(?:by|written by|words by|story by|posted by|author|von|par|por|di|door|af|av|przez|text|tekst|texto|texte|testo|autor(?:a|in|es)?|auteurs?|autore|autrice|автор(?:ы)?|текст|автори|teksti|kirjoittaja|yazan|yazar|文|作者|記者|记者|撰文|執筆|글|tác giả|oleh|penulis|szerző|írta|autoři|kirjoittanut|بقلم|كتب|מאת|द्वारा|συντάκτης|γράφει|скрибент)(?=[\s:：=／/]|$)",
    0,
)
_CHANGED = lazy_pattern(
    r"updat|modif|edited|revis|aktualis|geändert|bearbeitet|a[ct]+uali[sz]|mis[e]? à jour|actualis|aggiorn|uppdat|oppdat|opdat|bijgewerkt|gewijzigd|zaktualiz|aktualiz|güncel|обновл|изменен|оновл|päivitet|muokat|更新|수정|diperbarui|cập nhật|ενημ|تحديث|עודכן|अपडेट|frissít|módosít|stand[: ]",
    0,
)


class Visible(NamedTuple):
    """What is seen: headings, lines of bylines in order with their persons, dates with what they are of, tags."""

    headings: tuple[Heading, ...]
    bylines: tuple[tuple[str, People], ...]
    published: tuple[DateValue, ...]
    modified: tuple[DateValue, ...]
    ambiguous: tuple[str, ...]
    tags: tuple[str, ...]


def look(draft: Draft, page: Page, start: int, sites: frozenset[str], linked: tuple[str, ...]) -> Visible:
    """Look at the blocks of a page.

    Args: `start` is where its body begins in the text; `sites` are the site's names, folded; `linked` the texts of links that the
        markup says lead to the author.
    """
    body = draft.block_at(start)
    headings = _headings(draft, page, body)
    top = max((nth for nth, one in headings if nth <= body and one.level == 1), default=None)
    first = max(0, top - _ABOVE_TITLE) if top is not None and body - top <= 80 else max(0, body - _MAX_ABOVE)
    last = min(len(draft.blocks), body + _MAX_BELOW)
    linked_names = {folded(name) for name in linked}
    bylines: list[tuple[str, People]] = []
    published: list[DateValue] = []
    modified: list[DateValue] = []
    ambiguous: list[str] = []
    title = top if top is not None else first
    blocks = draft.blocks
    waiting = False
    for nth in [*range(title, last), *range(title - 1, first - 1, -1)]:
        block = blocks[nth]
        if len(block) > _MAX_LINE_CHARS or nth == top:
            waiting = False
            continue
        text = draft.text[block.start : block.end]
        origin = page.origins[nth]
        signed = bool(origin.own & _BYLINE)
        begins = _OPENER.match(draft.fold, block.start) is not None
        if (signed or begins or waiting or linked_names) and block.words <= _MAX_BYLINE_WORDS and not (block.prose and not begins):
            found = _byline(draft, page, block, text, sites, linked_names, signed=signed or waiting, begins=begins)
            if found is not None:
                bylines.append(found)
            rest = opened(text)
            waiting = begins and not rest.strip(" :-–|")
        if not block.prose and block.words <= 24 and any(c.isdigit() for c in text):
            date = find_date(text, draft.language)
            if date is not None:
                (modified if _CHANGED.search(draft.fold, block.start, block.end) else published).append(date)
            elif readings(text):
                ambiguous.append(text)
    return Visible(tuple(one for _, one in headings), tuple(bylines), tuple(published), tuple(modified), tuple(ambiguous), _tags(draft, page))


def _headings(draft: Draft, page: Page, body: int) -> list[tuple[int, Heading]]:
    found = []
    for block in draft.formed:
        if block.kind is not Kind.HEADING or len(block) > _MAX_TITLE_CHARS:
            continue
        level = page.layouts[block.index].level
        found.append((block.index, Heading(draft.reading_of(block), level, block.index <= body + 1 and body - block.index <= 40)))
    return found


def _byline(draft: Draft, page: Page, block: Block, text: str, sites: frozenset[str], linked: set[str], *, signed: bool, begins: bool) -> tuple[str, People] | None:
    """Return the persons of a line that may be a byline, with the kind of evidence."""
    names = []
    for anchor, href in _links(draft, page, block):
        if folded(anchor) in linked or (_AUTHOR_PATH.search(href) and (signed or begins)):
            names += read_people(anchor, sites, mononyms=True).authors
    if names:
        return "author link", People(tuple(dict.fromkeys(names)))
    if begins:
        reading = read_byline(text)
        if reading is not None and (reading.authors or reading.agency):
            return "byline block", People(tuple(name for name in reading.authors if folded(name) not in sites), reading.agency)
        rest = opened(text)
        if rest != text or signed:
            people = read_people(rest, sites)
            if people.authors or people.agency:
                return "byline block", people
        return None
    if signed:
        reading = read_byline(text)
        if reading is not None and (reading.authors or reading.agency):
            return "byline block", People(tuple(name for name in reading.authors if folded(name) not in sites), reading.agency)
        name = person_in(text.strip(" ,.|•·:-–—"))
        if name is not None and folded(name) not in sites:
            return "byline block", People((name,))
    return None


def _links(draft: Draft, page: Page, block: Block) -> Iterator[tuple[str, str]]:
    """Yield the texts and addresses of the links in a block."""
    marks = page.marks
    at = bisect_left(marks, (block.start,))
    while at < len(marks) and marks[at].start < block.end:
        mark = marks[at]
        if mark.kind == "link" and mark.end > mark.start:
            yield draft.text[mark.start : mark.end], mark.value
        at += 1


def _tags(draft: Draft, page: Page) -> tuple[str, ...]:
    """Return the texts of the links in elements that are named for tags or topics."""
    found: dict[str, str] = {}
    for block in draft.blocks:
        if block.words <= 6 and page.origins[block.index].own & _TAGS and block.index in draft.menu:
            text = draft.text[block.content_start : block.content_end].strip("# ")
            found.setdefault(folded(text), text)
    return tuple(found.values())[:40]
