"""`related_links`: pointers to other stories, single or as a heading with a list of headlines."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import ClassVar

import regex

from newsclean.draft import Draft
from newsclean.features import headline_like, in_form, taken_up
from newsclean.filters._place import between_prose, in_verse, listed
from newsclean.model import Block, Cue, Kind, Removal, Tier
from newsclean.page import Mark
from newsclean.patterns import lazy_pattern

# A separator behind a cue: "See also: Flood maps", "WATCH | Trailer", "Read more - Flood maps". The dash needs
# room on both sides: "Read-more links" is a word.
_SEPARATOR = lazy_pattern(r"\uffff*(?:\s*[:：|›>»→]+|\s+-{1,2}(?=\s))\s*")
# The wide gap that flattening leaves where a link began: "See also  Flood maps". One space is none.
_GAP = lazy_pattern(r"[ \uffff]*(?: {2,}|\n)[ \uffff]*")
# Words between a cue and its colon: "Read more from Anna: Flood maps". Not across a sentence.
_LED = lazy_pattern(r"(?: [^\s.!?:]{1,24}){1,5}\s?:\s+")
# What a headline begins with: a capital, a figure, a quotation, or a script without capitals. A sentence that goes
# on ("See also how the court ruled") begins in lower case.
_BEGINS = lazy_pattern(r"[\"'“‘«„»(\[¿¡–#@-]{0,2}\s?[\p{Lu}\p{Lt}\p{Lo}\p{N}]")
# Cue and site in capitals, glued to the headline: "MORE FROM THE LEDGERHundreds Of Schools".
_GLUED = lazy_pattern(r"MORE (?:FROM|ON|IN) [\p{Lu}&' ]{2,30}\p{Lu}(?=\p{Lu}\p{Ll})")
# Only a phrase that says "also" may be followed by a headline after one space: "À lire aussi La natalité menacée".
_ALSO = lazy_pattern(
    r"\b(?:also|auch|aussi|également|egalement|también|además|também|ainda|anche|pure|også|också|även|ook|także|też|również|také|též|aj|myös|juga|și|şi|также|також)\b",
    regex.IGNORECASE,
)
_NUMBER = lazy_pattern(r"#?\d{1,2}[.)]?")
# "Kicker: Headline" in a list; not "Berlin: Sunny" (too short) and not a fact with a figure behind the colon.
_KICKER = lazy_pattern(r"[\"“„«‘']?\p{Lu}[^:\n]{1,45}:\s[\"“„«‘']?\p{Lu}\p{L}")
_ARROWS = lazy_pattern(r"^[ \t]*(?:>>(?!>)|»|➡️?|👉|▶️?)[ \t]*\S", regex.MULTILINE)
_MAX_ARROWS = 4
_OPENS_PROSE_WORDS = 45
# Words with which a guide, a programme or a leaflet points as well: to sights, broadcasts, books, offices.
_GUIDES = lazy_pattern(
    r"""(?:don't\ miss.*|must.reads?|watch|listen|also\ (?:on|watch)|watch\ next|recommended.*|in\ case\ you\ missed\ it|from\ the\ archives?|find\ out\ more|learn\ more\ about|suggested\ reading|read:?
        |m[aá]s\ informaci[oó]n|no\ (?:te\ pierdas|se\ pierda)|[lt]e\ recomendamos|lea|mehr\ (?:infos|erfahren|informationen|dazu)|nicht\ verpassen|lesetipp|buchtipp
        |(?:pour\ )?en\ savoir\ plus|[aà]\ (?:lire|écouter|découvrir|ne\ pas\ (?:manquer|rater)|relire)|relire|lire|pour\ aller\ plus\ loin
        |scopri\ di\ più|per\ (?:saperne\ di\ più|approfondire)|da\ non\ perdere|leggi|leggi\ ancora|approfondi\w+|saiba\ mais|não\ perca|leia|confira|assista|recomendamos):?""",
    regex.VERBOSE | regex.IGNORECASE,
)
_MIN_GUIDED_WORDS = 5
# What such a pointer offers where it is no headline: a telephone, a price, an hour, a house in a street, an office; and what any
# document has to refer to in itself ("See also: Chapter 4").
_OFFER = lazy_pattern(
    r"""\b(?:tel|tél|teléfono|telefone|téléphone|telefono|telefon|phone|numero\ verde|hotline)\b\.?:?\ ?\d
        |\d[\d\ ./-]{6,}\d
        |[€£$]\s?\d+(?:[.,]\d+)?\b(?!\s?(?:m|bn|k|million|billion|mil))
        |\b\d{1,3}(?:[.,]\d\d)?\ ?(?:€|euros?\b|libras\b|reais\b)
        |\b(?:\w+\ )?euros?(?:\ la\ \w+)?$
        |\b\d{1,2}(?:[.:h]\d\d)?\ ?(?:am|pm|uhr)\b
        |\b(?:street|road|avenue|lane|square|rue|place|calle|plaza|avenida|rua|via|viale|piazza|corso)\b[^,]{0,40}\b\d{1,4}$
        |\b(?:avenida|rua|calle|via|piazza)\ [^,]{2,30},\ \d{1,4}$
        |\p{L}(?:straße|strasse|platz|weg|allee)\ \d{1,4}\b
        |,\ (?:place|rue|piazza|plaza)\ \p{L}[\p{L}-]+$""",
    regex.VERBOSE,
)
_PART = lazy_pattern(
    r"(?:chapter|table|page|figure|fig\.|section|part|platform|appendix|annex|kapitel|tabelle|seite|abschnitt|chapitre|tableau|capítulo|tabla|página|capitolo|tabella|pagina|tabela)\s\d",
    regex.IGNORECASE,
)
# Whole lines that name a kind of thing, and not an act of the visitor: a chart of books or films has them as subheads too.
_CHARTS = lazy_pattern(
    r"""(?:the\ )?(?:most|top|latest|recent|popular|trending|recommended|suggested|editors?'?s?'?|must|photo|web|visual|promoted|paid|sponsored|around\ the\ web|from\ (?:around|the\ archives?)|dig\ deeper|keep\ exploring|explore\ more|don't\ miss
        |in\ case\ you\ missed|discover
        |(?:os|as|los|las|lo|i|le|les|más|mais|più)\ (?:mais|más|più|plus|lid|leíd|vist|lett|comentad|popular|lue|compartid|vendid)\w*|les\ plus\ \w+|meist\w+|nicht\ verpassen|da\ non\ perdere|não\ perca|no\ te\ pierdas|no\ se\ pierda|à\ (?:découvrir|ne\ pas\ manquer)|últimas|dernières|ultime|人気)\b.*""",
    regex.VERBOSE,
)
# Entries of such a chart: a book by its author, a price, a count of viewers, a month.
_CHART_ENTRY = lazy_pattern(
    r"""[^\n]{0,120}(?:\ (?:by|von|de|di|par)\ (?:\p{Lu}[\p{L}.'’-]+\ ?){2,3}$|\ \([^()]{0,40}[£$€]\ ?\d[^()]{0,10}\)$|,\ \d[\d.,]*\ ?(?:m|k|million|mio)?$)
        |(?:January|February|March|April|May|June|July|August|September|October|November|December|Januar|März|Mai|Juni|Juli|enero|janvier|gennaio|janeiro)\b:\ """,
    regex.VERBOSE,
)
# Names of an element that holds such a link: "link-related", "related_article", not "related" alone, which may be anything.
_NAMED = lazy_pattern(
    r"(?:links?|articles?|stor(?:y|ies)|posts?|content|news|reads?)[-_]{1,2}related|related[-_]{0,2}(?:links?|articles?|stor(?:y|ies)|posts?|content|news|reads?|items?)"
)
_MIN_NAMED_WORDS = 4
_NAMED_LINK_SHARE = 0.9
# The same button so often ends the entries of a list.
_MIN_CARDS = 3
# Shorter lines above prose are subheads more often than headlines.
_SUBHEAD_CHARS = 42


@dataclass(frozen=True, slots=True, kw_only=True)
class RelatedLinks:
    """Remove what only points to other stories.

    Removes: a short block that opens with a pointer ("See also  HEADLINE", "READ MORE: HEADLINE", "Lesen Sie auch"),
        of a page a pointer that ends in one link ("Te puede interesar <a>Las boyas</a>") and a link in an element that is named for
        related stories; headlines with a tabloid's tail ("[INSIGHT]"), a block that opens with ">>", and a heading ("Related stories",
        "Most read") with the headlines under it, up to the first line of prose.
    Keeps: prose that uses the same words, the short last line of a list when prose follows (it is its subhead),
        briefs, transcripts that mark speakers with ">>". A list of "Kicker: Headline" items without a heading is
        only possible.
    Options: `max_words`, the longest single pointer removed, in white-space-separated words; `max_items`, the longest
        list removed under a heading, in blocks.
    Source: the cues in `phrases/`, each with the page it was seen on.
    """

    name: ClassVar[str] = "related_links"
    category: ClassVar[str] = "related_links"
    max_words: int = 28
    max_items: int = 40

    def find(self, draft: Draft) -> Iterator[Removal]:
        """Yield the removals in source order."""
        found: dict[int, Removal] = {}
        done: set[int] = set()
        cues = draft.cues_of(self.category)
        # Behind the last long paragraph, headlines may have teasers under them.
        tail = next((b.index for b in reversed(draft.blocks) if b.words > _OPENS_PROSE_WORDS), -1) if cues else -1
        for cue in cues:
            block = draft.blocks[cue.block]
            if block.index in done or block.index in found:
                continue
            done.add(block.index)
            for removal in self._of_block(draft, block, tail):
                found.setdefault(draft.block_at(removal.span.start), removal)
        for removal in self._named(draft):
            found.setdefault(draft.block_at(removal.span.start), removal)
        for removal in self._arrows(draft):
            found.setdefault(draft.block_at(removal.span.start), removal)
        for removal in self._kickers(draft, found):
            found.setdefault(draft.block_at(removal.span.start), removal)
        for index in sorted(found):
            yield found[index]

    # -- one block -------------------------------------------------------------------------------------

    def _of_block(self, draft: Draft, block: Block, last_long: int) -> Iterator[Removal]:
        cues = draft.cues(block)
        whole = cues.line(self.category)
        heading = cues.heading(self.category) or whole or cues.label(self.category)
        if heading is not None and not (block.sentence_end and "{" in heading.phrase and not _asks(draft, block)):
            # "Related" alone may be the subhead of a story; two words, or a colon, are not.
            plain = heading.role != "label" and "{" not in heading.phrase
            strong = plain and (" " in heading.phrase or not draft.text[block.content_start].isascii() or ":" in draft.text[block.content_end : block.end])
            items = [] if _ends_cards(draft, block) else self._region(draft, block, strong=strong, label=heading.role == "label", last_long=last_long)
            sure = strong and whole is not None and _CHARTS.fullmatch(draft.fold, block.content_start, block.content_end) is None
            if items:
                evidence = draft.text_of(heading)
                yield draft.remove_block(self, block, "heading of a list of other stories", evidence, Tier.CERTAIN if sure else Tier.LIKELY)
                for item in items:
                    yield draft.remove_block(self, item, "headline in a list of other stories", evidence, Tier.LIKELY)
                return
            if whole is not None and block.kind is not Kind.HEADING and ("{" not in whole.phrase or (block.words <= 8 and not block.sentence_end)):
                if in_verse(draft, block):
                    return
                named = "{" not in whole.phrase and self._charts(draft, block)
                yield draft.remove_block(self, block, "block is a pointer to other stories", draft.text_of(whole), Tier.POSSIBLE if named else Tier.LIKELY)
                return
        opening = cues.opening(self.category)
        if opening is not None:
            tier = self._pointer(draft, block, opening)
            if tier is not None:
                yield draft.remove_block(self, block, "block opens with a pointer to another story", draft.text_of(opening), tier)
                return
        tail = cues.within(self.category)
        if tail is not None and self._tail(draft, block, tail):
            yield draft.remove_block(self, block, "headline ends with a teaser label", draft.text_of(tail), Tier.LIKELY)

    def _pointer(self, draft: Draft, block: Block, cue: Cue) -> Tier | None:
        """Return how sure it is that a block that opens with a cue points elsewhere; None where it is prose."""
        if block.words > self.max_words or block.kind is Kind.TABLE:
            return None
        mended = draft.document.mended
        bracketed = mended[block.start] in "([" and mended[block.end - 1] in ")]"
        several = " " in cue.phrase.strip()
        # Prose ends with a full stop, a headline does not; in brackets a pointer may be a sentence.
        stops = block.sentence_end and not bracketed and not _asks(draft, block)
        shouts = mended[cue.start : cue.end].isupper()
        match = _SEPARATOR.match(draft.fold, cue.end, block.end)
        if match is not None:
            if match.end() >= block.content_end or not _BEGINS.match(mended, match.end(), block.end):
                return None
            if _PART.match(mended, match.end()) or in_form(draft, block):
                return None
            rest = block.words - len(cue.phrase.split())
            if _GUIDES.fullmatch(cue.phrase) and (several or not stops):
                archived = "archive" in cue.phrase.lower() and block.index + 1 < len(draft.blocks) and taken_up(draft, match.end(), block.end, draft.blocks[block.index + 1]) >= 2
                if (rest < _MIN_GUIDED_WORDS and not shouts and not _asks(draft, block)) or archived or listed(draft, block, self.category):
                    return None
                if _OFFER.search(draft.fold, match.end(), block.content_end):
                    return None
                return Tier.LIKELY if several or shouts or mended[cue.start].isupper() else None
            if not several and (stops or not (shouts or mended[cue.start].isupper())):
                return None
            if stops and block.words > 20:
                return None
            return Tier.CERTAIN if (several or shouts) and not stops and rest >= 4 else Tier.LIKELY
        if bracketed and several and block.words <= self.max_words:
            return Tier.LIKELY
        if not several or stops:
            return None
        match = _GAP.match(draft.fold, cue.end, block.end)
        if match is not None and _BEGINS.match(mended, match.end(), block.end):
            return Tier.CERTAIN
        match = _LED.match(draft.fold, cue.end, block.end)
        if match is not None and match.end() < block.content_end and _BEGINS.match(mended, match.end(), block.end):
            return Tier.LIKELY
        if shouts and _GLUED.match(mended, cue.start, block.end):
            return Tier.LIKELY
        if _is_link(draft, cue.end, block) and _BEGINS.match(mended, cue.end + 1, block.end):
            return Tier.LIKELY
        # "À lire aussi La natalité menacée": one space, then a headline.
        rest = block.words - len(cue.phrase.split())
        if _ALSO.search(cue.phrase) and rest >= 3 and draft.fold[cue.end : cue.end + 1] == " " and _BEGINS.match(mended, cue.end + 1, block.end) and headline_like(draft, block):
            return Tier.LIKELY
        return None

    def _tail(self, draft: Draft, block: Block, cue: Cue) -> bool:
        """Return whether a block is a headline that ends with a label in capitals; the first blocks may be the title."""
        if cue.end < block.content_end or block.index < 2 or block.words > self.max_words:
            return False
        return draft.text[cue.start : cue.end].isupper()

    # -- lists -----------------------------------------------------------------------------------------

    def _region(self, draft: Draft, heading: Block, *, strong: bool, label: bool, last_long: int) -> list[Block]:
        """Return the blocks of the list under a heading: headlines up to the first line of prose."""
        blocks = draft.blocks
        items: list[Block] = []
        teasers = 0
        in_tail = heading.index >= last_long and heading.start * 2 > len(draft.text)
        at = heading.index + 1
        last = len(blocks)
        while at < last and len(items) < self.max_items:
            block = blocks[at]
            if draft.marked(block) and all(mark.category == "advert_marker" for mark in draft.marks(block)):
                at += 1  # an advertisement in the list
                continue
            if (draft.marked(block) and not self._framed(draft, block)) or self._opens_list(draft, block) or not self._item(draft, block, label=label) or _heads_page(draft, block):
                break
            # A list of links ends with its last item.
            if items and items[0].kind is Kind.LIST_ITEM and block.kind is not Kind.LIST_ITEM and not _NUMBER.fullmatch(draft.reading_of(items[0])):
                break
            items.append(block)
            at += 1
        else:
            at = min(at, last)
        # At the end of a page every headline may have a teaser under it, a sentence each.
        if strong and at < last and items and in_tail:
            more = self._with_teasers(draft, items, at)
            teasers = len(more) - len(items)
            items, at = more, more[-1].index + 1
        if at < last and teasers == 0 and items:
            follows = blocks[at]
            if not draft.marked(follows) and (follows.prose or follows.words > 12):
                items = self._give_back(draft, items, heading)
        if at < last and any(draft.marked(item) for item in items) and not draft.marked(blocks[at]):
            items = [item for item in items if not draft.marked(item)]
        if items and self._charts(draft, heading):
            return []
        if not items or all(_NUMBER.fullmatch(draft.reading_of(item)) for item in items):
            return []
        # Single words are tags or sections, not headlines.
        lines = [item.words for item in items if not _NUMBER.fullmatch(draft.reading_of(item))]
        if sum(lines) < 3 * len(lines):
            return []
        listed = items[0].kind is Kind.LIST_ITEM
        ends = at >= last or draft.marked(blocks[at]) or self._opens_list(draft, blocks[at])
        if not strong and len(items) < (3 if label else 2):
            return []
        if not strong and not (listed or ends or in_tail):
            return []
        if label and not ends:
            return []
        return items

    def _charts(self, draft: Draft, heading: Block) -> bool:
        """Return whether a heading is of the story: a chart of books or films stands under it, or prose before and behind it."""
        if _CHARTS.fullmatch(draft.fold, heading.content_start, heading.content_end) is None:
            return False
        below = draft.blocks[heading.index + 1 : heading.index + 4]
        entries = sum(_CHART_ENTRY.match(draft.document.mended, one.content_start, one.end) is not None for one in below)
        return entries >= 2 or between_prose(draft, heading)

    def _framed(self, draft: Draft, block: Block) -> bool:
        """Return whether a block is marked only because it stands between two markers of an embed: under a heading it is the link."""
        return all(mark.category == "embed_code" for mark in draft.marks(block)) and not any(cue.category == "embed_code" for cue in draft.cues(block).all)

    def _opens_list(self, draft: Draft, block: Block) -> bool:
        """Return whether a block is itself the heading of a list or a pointer: it is looked at by itself."""
        return any(cue.category == self.category and cue.role in ("line", "heading") for cue in draft.cues(block).all)

    def _item(self, draft: Draft, block: Block, *, label: bool) -> bool:
        if block.kind in (Kind.TABLE, Kind.QUOTE, Kind.PRE) or not headline_like(draft, block):
            return False
        mended = draft.document.mended
        if mended[block.end - 1] in ":：" or mended[block.start] in "/<{":
            return False
        first = mended[block.content_start]
        if first.islower() and block.kind is not Kind.LIST_ITEM and block.words > 2:
            return False
        if label and block.words < 4:
            return False
        return not any(cue.category != self.category and cue.role in ("line", "heading") for cue in draft.cues(block).all)

    def _with_teasers(self, draft: Draft, items: list[Block], at: int) -> list[Block]:
        """Return the items with the pairs of headline and teaser that follow; as before where they make no pairs."""
        blocks = draft.blocks
        grown = list(items)
        pairs = 0
        while at < len(blocks) and len(grown) < self.max_items:
            block = blocks[at]
            if draft.marked(block):
                break
            if self._item(draft, block, label=False):
                grown.append(block)
            elif block.words <= 40 and block.kind is Kind.PARAGRAPH and grown[-1].kind is Kind.PARAGRAPH and headline_like(draft, grown[-1]):
                grown.append(block)
                pairs += 1
            else:
                break
            at += 1
        ends = at >= len(blocks) or draft.marked(blocks[at])
        return grown if pairs >= 2 and ends else items

    def _give_back(self, draft: Draft, items: list[Block], heading: Block) -> list[Block]:
        """Return the items without the last one where it is the subhead of the prose behind them."""
        last = items[-1]
        if last.kind is Kind.LIST_ITEM:
            return items
        if last.kind is Kind.HEADING:
            return items[:-1] if len(items) == 1 or items[-2].kind is not Kind.HEADING else items
        # Where the link itself was lost, the first line under the heading is the story's next subhead: it is short, or quoted.
        short = last.chars < _SUBHEAD_CHARS
        colon = ":" in draft.text[heading.content_end : heading.end]
        if not colon and draft.text[last.end - 1] == "?":
            return items[:-1]
        if len(items) == 1:
            quoted = draft.text[last.start] in '"“„«' and draft.text[last.end - 1] in '"”“»'
            return [] if (last.words < 5 if colon else short or quoted) else items
        before = items[-2]
        if before.kind is Kind.LIST_ITEM:
            return items[:-1]
        usual = sum(item.words for item in items[:-1]) / (len(items) - 1)
        return items[:-1] if short or last.words <= 6 or last.words * 2 <= usual else items

    # -- blocks without a cue --------------------------------------------------------------------------

    def _named(self, draft: Draft) -> Iterator[Removal]:
        """Yield the links of a page whose own element is named for related stories."""
        page = draft.document.page
        if page is None:
            return
        for block, origin in zip(draft.blocks, page.origins, strict=True):
            if block.words >= _MIN_NAMED_WORDS and origin.link_chars >= _NAMED_LINK_SHARE * block.chars and "relate" in origin.tokens and _NAMED.search(origin.tokens):
                yield draft.remove_block(self, block, "a link in an element named for related stories", origin.tokens, Tier.LIKELY)

    def _arrows(self, draft: Draft) -> Iterator[Removal]:
        """Yield short blocks that open with an arrow; a text with many of them is a transcript or a list."""
        text = draft.text
        if (">" not in text or ">>" not in text) and "👉" not in text and "➡" not in text:
            return
        places = [match.start() for match in islice(_ARROWS.finditer(text), _MAX_ARROWS + 1)]
        if len(places) > _MAX_ARROWS:
            return
        for place in places:
            block = draft.blocks[min(draft.block_at(place), len(draft.blocks) - 1)]
            if block.start >= place and block.words <= 24 and block.index and text[block.start] != "»" and block.words >= 6:
                yield draft.remove_block(self, block, "short block opens with an arrow", text[block.start : block.content_start].strip(), Tier.LIKELY)

    def _kickers(self, draft: Draft, found: dict[int, Removal]) -> Iterator[Removal]:
        """Yield the items of a list in which every item is "Kicker: Headline"; without a heading they are only possible.

        A text with several such lists is a list of products or of facts.
        """
        lists: list[list[Block]] = []
        last = -2
        for block in draft.formed:
            if block.kind is Kind.LIST_ITEM:
                if block.index != last + 1:
                    lists.append([])
                lists[-1].append(block)
                last = block.index
        if not lists:
            return
        mended = draft.document.mended
        runs = [run for run in lists if 2 <= len(run) <= 8 and all(_KICKER.match(mended, b.content_start, b.end) and headline_like(draft, b) for b in run)]
        if len(runs) != 1:
            return
        run = runs[0]
        first = run[0]
        if not first.index or first.index in found or mended[draft.blocks[first.index - 1].end - 1] in ":：":
            return
        if all(len(mended[b.start : b.end].split(": ", 1)[-1].split()) >= 4 for b in run):
            for block in run:
                yield draft.remove_block(self, block, "item of a list of kickers and headlines", draft.text_of(block)[:40], Tier.POSSIBLE)


def _ends_cards(draft: Draft, block: Block) -> bool:
    """Return whether a line is the button under each of several entries ("Continue reading"): what stands behind it is the heading of the next."""
    below = draft.blocks[block.index + 1 : block.index + 2]
    if not below or below[0].kind is not Kind.HEADING:
        return False
    same = draft.parts[block.index]
    return sum(part == same for part in draft.parts) >= _MIN_CARDS


def _heads_page(draft: Draft, block: Block) -> bool:
    """Return whether a block is a heading of the first level: behind the buttons of a carousel ("Next") stands the page's own headline."""
    page = draft.document.page
    return page is not None and block.kind is Kind.HEADING and page.layouts[block.index].level == 1


def _is_link(draft: Draft, at: int, block: Block) -> bool:
    """Return whether one link begins right behind a place, one space between, and goes on to the end of a block."""
    page = draft.document.page
    if page is None or draft.fold[at : at + 1] != " ":
        return False
    marks = page.marks
    nth = bisect_left(marks, Mark(at + 1, at + 1, "", ""))
    while nth < len(marks) and marks[nth].start == at + 1:
        if marks[nth].kind == "link":
            return marks[nth].end >= block.content_end
        nth += 1
    return False


def _asks(draft: Draft, block: Block) -> bool:
    """Return whether a block ends with a question, a cry or an ellipsis, as headlines do."""
    return draft.document.mended[max(block.start, block.end - 4) : block.end].rstrip("\"'”’»)]* ").endswith(("?", "!", "…", "..."))
