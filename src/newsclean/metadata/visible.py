"""What a visitor sees of an article's metadata: headings, bylines, dates and tags in the blocks around its beginning."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from newsclean.draft import Draft
from newsclean.metadata.candidates import AUTHOR_LINK, BYLINE_BELOW, BYLINE_BLOCK, NAME_LINE
from newsclean.metadata.dates import DateValue
from newsclean.metadata.given_names import has_given_name
from newsclean.metadata.headline import Heading
from newsclean.metadata.labelled import labelled_author
from newsclean.metadata.lone_names import described, in_bold, is_confirmed, is_within
from newsclean.metadata.people import People, read_people, trimmed
from newsclean.metadata.shown import dates_in, is_published_line, labelled_dates
from newsclean.metadata.signed import may_be_bare, names_others, read_line
from newsclean.metadata.values import folded
from newsclean.metadata.when import readings
from newsclean.model import Block, Kind
from newsclean.page import PART_BITS, Page, hint_bits
from newsclean.patterns import lazy_pattern

_BYLINE, _DATE, _TAGS = (hint_bits(name) for name in ("byline", "date", "tags"))
_NAV, _ARTICLE = (hint_bits(name) for name in ("nav", "article"))
# Elements of others' texts, and those that are so outside the lines between headline and body.
_OF_OTHERS = hint_bits("comment", "caption")
_STANDFIRST = PART_BITS["standfirst"]
_MIN_STANDFIRST_WORDS = 6
_OF_PAGE = hint_bits("related", "side", "nav")
# So many blocks above the body, where no heading says where the article begins; so many below its first paragraph.
_MAX_ABOVE = 30
_MAX_BELOW = 3
# A line that begins with "By" or "Text:" may stand lower, below a picture and a standfirst; and below the end of the body.
_MAX_BELOW_OPENED = 9
_MAX_BEHIND = 5
# A date alone on its line stands so far below the headline or the beginning of the body at most; further down it is a cell of a table.
_MAX_BELOW_ALONE = 6
_ABOVE_TITLE = 6
_MAX_TITLE_CHARS = 400
_MAX_LINE_CHARS = 300
# An address that leads to what one author wrote.
_AUTHOR_PATH = lazy_pattern(
    r"/(?:authors?|autor(?:e[ns]?|i|as?|es)?|auteurs?|contributors?|people|persons?|profiles?|profil|staff|by|journalists?|journalistes?|reporters?|writers?|columnists?|columnistas?|firmas?"
    r"|redakteure?|redaktion|forfatter|skribent(?:er)?|autorzy|auteur|creators?|bios?|expert[s]?|tekijat?|editors?|our-team|team|users?|member|toimittaja|ekip|yazar(?:lar)?|kirjoittaja)s?/[^/?#]+"
)
# An element that is named for bylines may be a box with a portrait and a biography: that is prose.
_MAX_BYLINE_WORDS = 40
_MAX_BARE_WORDS = 12
_MAX_NAME_CHARS = 80
# A link with more words leads to a story.
_MAX_LINK_WORDS = 6
# How a line begins that says who wrote it, on the fold, and what it may have inside: it saves reading those that say nothing; `signed.py` decides.
_BEGINS = (
    *(
        "by",
        "von ",
        "von:",
        "par ",
        "par:",
        "por ",
        "por:",
        "door ",
        "door:",
        "av ",
        "af ",
        "przez ",
        "di ",
        "author",
        "autor",
        "auteur",
        "autrice",
        "autore",
        "skribent",
        "forfatter",
    ),
    *(
        "text",
        "tekst",
        "testo",
        "автор",
        "текст",
        "yazan",
        "yazar",
        "作者",
        "文",
        "記者",
        "记者",
        "撰文",
        "執筆",
        "글",
        "tác giả",
        "oleh",
        "penulis",
        "szerző",
        "írta",
        "kirjoitt",
        "بقلم",
        "كتب",
    ),
    *("מאת", "συντάκτης", "words", "story", "reporter", "contributor"),
)
_INSIDE = {"de": " von ", "fr": " par ", "es": " por ", "pt": " por ", "nl": " door ", "sv": " av ", "no": " av ", "da": " af "}
_DIGIT = lazy_pattern(r"\d")
# Lines of one byline stand no further apart than this, counted in blocks.
_MAX_GAP = 2
# More dates around the headline are those of other stories.
_MAX_DATES = 6
# Tags stand so many blocks behind the body; more than so many are a menu of the site.
_MAX_TAG_REACH = 15
_MAX_TAG_WORDS = 60
_MAX_TAGS = 20
_STRENGTH = {"author link": 4, "opened": 4, "signed": 3, "bare": 2, "behind": 1}
_SOURCES = {"author link": AUTHOR_LINK, "opened": BYLINE_BLOCK, "signed": BYLINE_BLOCK, "bare": NAME_LINE, "behind": BYLINE_BELOW}
_OTHERS = lazy_pattern(r"(?:reviewed|edited|checked|verified|approved|photos?|photographs?|illustrations?|translated|recommended|interviewed)\s+by:?\s*$")
_OTHERS_LABEL = lazy_pattern(r"(?:fact.check(?:er|ed)?|(?:medical )?reviewer|editor|foto|fotos|photographer|illustrator|translator):?\s*")


class Visible(NamedTuple):
    """What is seen: headings, lines of bylines in order with their persons, dates with what they are of, tags, a standfirst, the first picture.

    `alone` are the dates of publication that have a line around the headline for themselves; `under` says that the first stands below the headline.
    """

    headings: tuple[Heading, ...]
    bylines: tuple[tuple[str, People], ...]
    published: tuple[DateValue, ...]
    modified: tuple[DateValue, ...]
    alone: tuple[DateValue, ...]
    ambiguous: tuple[str, ...]
    tags: tuple[str, ...]
    standfirst: str | None = None
    picture: str | None = None
    under: bool = False


def look(draft: Draft, page: Page, start: int, end: int, sites: frozenset[str], linked: tuple[str, ...], *, named: bool = False, dated: bool = False) -> Visible:
    """Look at the blocks of a page.

    Args: the body begins at `start` in the text and ends at `end`; `sites` are the site's names, folded; `linked` the texts of links that the
        markup says lead to the author; `named` says that a tag names a person: then a name alone on a line adds nothing;
        `dated` that one states the publication: then no date is looked for away from the story.
    """
    body = draft.block_at(start)
    headings = _headings(draft, page, body)
    top = max((nth for nth, one in headings if nth <= body and one.level == 1), default=None)
    first = max(0, top - _ABOVE_TITLE) if top is not None and body - top <= 80 else max(0, body - _MAX_ABOVE)
    last = min(len(draft.blocks), body + _MAX_BELOW)
    linked_names = {folded(name) for name in linked}
    hits: list[tuple[int, str, People]] = []
    published: list[DateValue] = []
    modified: list[DateValue] = []
    alone: list[DateValue] = []
    under = signed = False
    ambiguous: list[str] = []
    title = top if top is not None else first
    blocks = draft.blocks
    low = min(len(blocks), body + _MAX_BELOW_OPENED)
    bottom = draft.block_at(end)
    # what stands behind the body under a heading of its own has dates of its own
    other = next((nth for nth in range(bottom, low) if blocks[nth].kind is Kind.HEADING), low)
    fold, origins, inside = draft.fold, page.origins, _INSIDE.get(draft.language or "", "")
    linked_blocks = _author_links(draft, page, min(first, title), low, linked_names)
    for nth in [*range(title, low), *range(title - 1, first - 1, -1)]:
        block = blocks[nth]
        if block.words > _MAX_BYLINE_WORDS or nth == top or len(block) > _MAX_LINE_CHARS:
            continue
        between = title < nth < body or (title < nth <= body + 2 and not block.prose)
        own = origins[nth].own
        bare = not named and between and not block.prose and block.words <= _MAX_BARE_WORDS and not own & _TAGS
        opened = _is_cued(fold, block, inside)
        numbered = (
            nth < other
            and len(published) + len(modified) < _MAX_DATES
            and not block.prose
            and block.words <= (24 if nth < last or opened else 8)
            and _DIGIT.search(fold, block.start, block.end) is not None
        )
        if not (bare or opened or numbered or own & _BYLINE or nth in linked_blocks):
            continue
        text = draft.text[block.start : block.end]
        if (opened or own & _BYLINE or nth in linked_blocks or (bare and may_be_bare(text))) and not _of_others(draft, nth):
            found = _byline(draft, page, block, text, sites, linked_blocks.get(nth, ()), cued=opened, bare=bare, between=between)
            if (
                found is not None
                and (nth < last or found[0] == "opened" or (found[0] == "author link" and not named))
                and (found[0] != "bare" or not found[1].authors or is_confirmed(draft, page, nth, found[1].authors[0]))
            ):
                hits.append((nth, *found))
        elif bare and (people := in_bold(draft, page, block, sites)) is not None:
            hits.append((nth, "bare", people))
        if numbered:
            dates = dates_in(draft, block)
            modified += [one.value for one in dates if one.changed]
            days = [one.value for one in dates if not one.changed]
            if signed or not (hits and hits[-1][0] == nth and hits[-1][2].authors):
                published += days
            else:  # beside the first name stands the article's own date
                published, signed = days + published, bool(days)
            if dates and dates[0].alone and not dates[0].changed and (nth < max(body, title) + _MAX_BELOW_ALONE or own & _DATE):
                under = under or (not alone and nth > title)
                alone.append(dates[0].value)
            if not dates and nth < last and readings(text):
                ambiguous.append(text)
    if not published:
        for block in blocks[max(body, bottom - 2) : bottom + _MAX_BEHIND]:
            if (is_published_line(draft, block) or (block.index <= bottom and origins[block.index].own & _DATE and not block.prose)) and (dates := dates_in(draft, block)):
                published += [one.value for one in dates if not one.changed]
                break
    if not (published or dated):
        published += labelled_dates(draft, page)
    if not any(people.authors for _, _, people in hits):
        behind = _author_links(draft, page, bottom, min(len(blocks), bottom + _MAX_BEHIND), linked_names)
        for block in blocks[bottom : bottom + _MAX_BEHIND]:
            if len(block) > _MAX_LINE_CHARS or block.words > _MAX_BYLINE_WORDS or not (block.index in behind or _is_cued(fold, block, inside)):
                continue
            found = _byline(draft, page, block, draft.text_of(block), sites, behind.get(block.index, ()), cued=True, bare=False, between=False)
            if found is not None and found[0] in ("opened", "author link") and found[1].authors:
                hits.append((block.index, "behind", found[1]))
                if not published:  # the date of a byline below stands in it or right behind it
                    published += [one.value for near in blocks[block.index : block.index + 2] if near.words <= _MAX_BARE_WORDS for one in dates_in(draft, near) if not one.changed][
                        :1
                    ]
                break
    if not named and not any(people.authors for _, _, people in hits):
        told = labelled_author(draft, page, sites) or described(draft, page, bottom, sites)
        if told is not None:
            hits.append((told[0], "behind", told[1]))
    standfirst = next(
        (
            draft.text_of(one)
            for one in blocks[title : body + 2]
            if page.origins[one.index].own & _STANDFIRST and one.words >= _MIN_STANDFIRST_WORDS and one.kind is not Kind.HEADING
        ),
        None,
    )
    picture = next((mark.value for mark in page.marks if mark.kind == "picture" and blocks[title].start <= mark.start <= blocks[body].end), None)
    return Visible(
        tuple(one for _, one in headings),
        _nearest(hits),
        tuple(published),
        tuple(modified),
        tuple(alone),
        tuple(ambiguous),
        _tags(draft, page, first, body, bottom),
        standfirst,
        picture,
        under,
    )


def _headings(draft: Draft, page: Page, body: int) -> list[tuple[int, Heading]]:
    found = []
    for block in draft.formed:
        if block.kind is not Kind.HEADING or len(block) > _MAX_TITLE_CHARS:
            continue
        level = page.layouts[block.index].level
        found.append((block.index, Heading(draft.reading_of(block), level, block.index <= body + 1 and body - block.index <= 40)))
    return found


def _of_others(draft: Draft, nth: int) -> bool:
    """Return whether the block above says that here follow the names of reviewers, editors or photographers."""
    if not nth:
        return False
    above = draft.blocks[nth - 1]
    if above.words > 6:
        return False
    return _OTHERS.search(draft.fold, above.start, above.end) is not None or _OTHERS_LABEL.fullmatch(draft.fold, above.start, above.end) is not None


def _is_cued(fold: str, block: Block, word: str) -> bool:
    """Return whether a line may say who wrote it: it begins with such a word, or "by" or the word of the page's language is in it."""
    start, end = block.start, block.end
    return fold.find("by", start, end) >= 0 or fold.startswith(_BEGINS, start) or (word != "" and fold.find(word, start, end) >= 0)


def _byline(
    draft: Draft, page: Page, block: Block, text: str, sites: frozenset[str], links: Sequence[tuple[str, bool]], *, cued: bool, bare: bool, between: bool
) -> tuple[str, People] | None:
    """Return the persons of a line that may be a byline, with the kind of evidence."""
    own = page.origins[block.index].own
    if not own & _BYLINE and (own & _OF_OTHERS or (own & _OF_PAGE and not between)):
        return None
    signed = bool(own & _BYLINE)
    found = read_line(text, sites, cued=cued, signed=signed, bare=bare)
    if found is not None and block.kind is Kind.HEADING and not (page.layouts[block.index].level > 2 and all(has_given_name(name) for name in found[1].authors)):
        return None
    if block.prose and (found is None or found[0] != "opened"):
        return None
    if found is not None and block.words > _MAX_LINK_WORDS and is_within(page, block, ("link",)):
        return None  # the headline of another story with its byline
    if not links:
        return found
    if found is None or found[0] != "opened" or not found[1].authors:
        leads = text.startswith(links[0][0])
        near = signed or found is not None or (between and (leads or block.words <= _MAX_BARE_WORDS))
        apart = leads and block.words <= _MAX_BARE_WORDS and not block.prose
        names = [name for anchor, marked in links if marked or near or apart for name in read_people(anchor, sites, mononyms=marked or near).authors]
        return ("author link", People(tuple(dict.fromkeys(names)))) if names and not names_others(text) else found
    # the link says where the name ends: "By Ann Lee View Gallery"
    return found[0], found[1]._replace(authors=trimmed(found[1].authors, [anchor.strip() for anchor, _ in links]))


def _author_links(draft: Draft, page: Page, first: int, last: int, linked: set[str]) -> dict[int, list[tuple[str, bool]]]:
    """Return by block the texts of links that lead to an author, by their address or (True) because the markup says so."""
    found: dict[int, list[tuple[str, bool]]] = {}
    if first >= last:
        return found
    marks, blocks = page.marks, draft.blocks
    at, end = bisect_left(marks, (blocks[first].start,)), blocks[last - 1].end
    while at < len(marks) and marks[at].start < end:
        mark = marks[at]
        at += 1
        if mark.kind != "link" or not 0 < mark.end - mark.start <= _MAX_NAME_CHARS:
            continue
        text = draft.text[mark.start : mark.end]
        marked = bool(linked) and folded(text) in linked
        if marked or _AUTHOR_PATH.search(mark.value) is not None:
            found.setdefault(draft.block_at(mark.start), []).append((text, marked))
    return found


def _nearest(hits: list[tuple[int, str, People]]) -> tuple[tuple[str, People], ...]:
    """Return of the lines that name somebody those with the best evidence: the first, and those right beside it."""
    persons = [hit for hit in hits if hit[2].authors]
    best: list[tuple[int, str, People]] = []
    if persons:
        most = max(_STRENGTH[kind] for _, kind, _ in persons)
        for hit in persons:
            if _STRENGTH[hit[1]] == most and (not best or (most > 2 and abs(hit[0] - best[-1][0]) <= _MAX_GAP)):
                best.append(hit)
    agencies = [hit for hit in hits if hit[2].agency and not hit[2].authors][:1]
    return tuple((_SOURCES[kind], people) for _, kind, people in (*best, *agencies))


def _links(draft: Draft, page: Page, block: Block) -> Iterator[tuple[str, str]]:
    """Yield the texts and addresses of the links in a block."""
    marks = page.marks
    at = bisect_left(marks, (block.start,))
    while at < len(marks) and marks[at].start < block.end:
        mark = marks[at]
        if mark.kind == "link" and mark.end > mark.start:
            yield draft.text[mark.start : mark.end], mark.value
        at += 1


def _tags(draft: Draft, page: Page, top: int, body: int, bottom: int) -> tuple[str, ...]:
    """Return the texts of the links in elements that are named for tags or topics, right behind the body or above it."""
    blocks = draft.blocks
    for near in (range(max(body, bottom - 3), min(len(blocks), bottom + _MAX_TAG_REACH)), range(top, body)):
        found: dict[str, str] = {}
        for nth in near:
            block = blocks[nth]
            origin = page.origins[nth]
            if not origin.own & _TAGS or (origin.hints & _NAV and not origin.hints & _ARTICLE):
                continue
            if block.index in draft.menu:
                text = draft.text[block.content_start : block.content_end].strip("# ")
                found.setdefault(folded(text), text)
            elif block.words <= _MAX_TAG_WORDS:
                links = [(folded(text), text.strip("# ,")) for text, _ in _links(draft, page, block)]
                if len(links) > 1 or (links and len(links[0][1]) >= 0.7 * len(block)):
                    found.update((word, text) for word, text in links if word and len(text.split()) <= 6)
        if 0 < len(found) <= _MAX_TAGS:
            return tuple(found.values())
    return ()
