"""Walk through a page: make the texts of its blocks, and note what the markup says of each.

One pass over its tape. A block's text is put together from its pieces with single
spaces; every place noted on the way is already a place in the text of the document.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from typing import Any, TypeAlias

import regex

from newsclean.model import Block, Kind
from newsclean.page import TAG_HINTS, Item, Layout, Mark, Origin, Row, hints_of
from newsclean.readers.blocks import CJK, content_of, ends_sentence, make_block
from newsclean.readers.tape import Tape, behind, text_at

# What a tag does to the walk. What `_RARE` and those above it do is settled for each element.
_INLINE, _BLOCK, _CELL, _LINK, _MARK, _LINE_BREAK, _PICTURE, _BUTTON, _QUOTE, _RARE, _DROPPED, _HIDDEN_TAG = range(12)
# Elements that hold no text of the page, or repeat it (the reading aids of ruby, the source of a formula).
_DROPPED_TAGS = "script style iframe object embed select datalist canvas map audio video head textarea noframes noembed annotation annotation-xml rp rt rtc"
# Elements that may or may not.
_RARE_TAGS = "svg template noscript title dialog"
# Elements that a browser sets as blocks of their own.
_BLOCK_TAGS = (
    "address article aside blockquote body caption center dd details dir div dl dt fieldset figcaption figure footer form frameset"
    " h1 h2 h3 h4 h5 h6 header hgroup hr html legend li listing main menu nav ol optgroup option p plaintext pre search section summary"
    " table tbody tfoot thead tr ul xmp amp-sidebar"
)
_INLINE_TAGS = (
    "abbr acronym area base basefont bdi bdo big blink cite col colgroup data dfn font frame ins keygen label link mark marquee meta meter nobr"
    " output param picture progress rb ruby slot small source span time track tt u var wbr input"
    " math mi mn mo ms mtext mrow msup msub msubsup mfrac msqrt mroot mover munder munderover mfenced mtable mtr mtd mstyle mspace mpadded semantics"
    " o:p st1:place"
)
_MARK_NAMES = {"b": "strong", "strong": "strong", "i": "em", "em": "em", "code": "code", "kbd": "code", "samp": "code", "tt": "code"}
_MARK_NAMES |= {"sub": "sub", "sup": "sup", "s": "del", "del": "del", "strike": "del"}
_DOES = {
    tag: does
    for tags, does in ((_INLINE_TAGS, _INLINE), (_BLOCK_TAGS, _BLOCK), (" ".join(_MARK_NAMES), _MARK), (_DROPPED_TAGS, _DROPPED), (_RARE_TAGS, _RARE))
    for tag in tags.split()
}
_DOES |= {"a": _LINK, "td": _CELL, "th": _CELL, "br": _LINE_BREAK, "img": _PICTURE, "amp-img": _PICTURE, "button": _BUTTON, "q": _QUOTE}
# An element that HTML does not know, with a text of at least this length and none beside it, is a paragraph.
_MIN_PARAGRAPH_CHARS = 60
_KINDS = {
    "li": Kind.LIST_ITEM,
    "dd": Kind.LIST_ITEM,
    "dt": Kind.LIST_ITEM,
    "blockquote": Kind.QUOTE,
    "figcaption": Kind.CAPTION,
    "caption": Kind.CAPTION,
    "pre": Kind.PRE,
    "xmp": Kind.PRE,
    "listing": Kind.PRE,
    "plaintext": Kind.PRE,
    "tr": Kind.TABLE,
}
_KINDS |= {f"h{n}": Kind.HEADING for n in range(1, 7)}
_LISTS = frozenset(["ul", "ol", "dl", "menu", "dir"])
# Elements that change the kind or the layout of what they hold; those, and such as change its hints.
_SETS = frozenset([*_KINDS, *_LISTS, "table"])
_SPECIAL = _SETS | TAG_HINTS.keys()
_HIDDEN = regex.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", regex.IGNORECASE)
# Classes by which pages hide text from sight and give it to screen readers alone.
_UNSEEN = regex.compile(
    r"(?:^|\s)(?:sr-only|visually-?hidden|screen-reader-text|screen-reader-only|u-hidden|is-hidden|visuallyhidden|hidden-print|print-only|a11y-hidden)(?:\s|$)", regex.IGNORECASE
)
_AROUND = slice(7)  # the path of a block is that of the element around it, and one more
_OUTER = slice(1 - 16, None)  # of the items around an item, so that no block has more than 16
_MAX_COLSPAN = 1000
# Between the lines of a block: one break, or more. What stands there becomes one character, so that no place moves.
_BREAK, _BREAKS = "\n", "\x1e"
_PRE_BREAK = "\u2028"
_WIDE_SPACE = "\u3000"
_LINE_ENDS = dict.fromkeys(map(ord, "\n\r\v\f\x1c\x1d\x1e\x85\u2029"), _PRE_BREAK)
_CELL_GAP = " | "
_LABELS = frozenset(("span", "strong", "b", "em", "i", "small", "label"))
# What is set close to what stands before it, a button or a link as well.
_TIGHT = frozenset(",.;:!?)]}’”»%")
_LONG_LINE_CHARS = 80
_ADDRESSES = ("data-src", "data-lazy-src", "data-original", "data-lazy", "src")
_PLAIN = Layout(0, 0, (), None)
_PRE = Kind.PRE
_WITH_NAMES = (_BLOCK, _CELL)
_WITH_ENDS = (_LINK, _MARK)
# As `blocks.CJK`, by the faster engine.
_WIDE = re.compile(CJK.pattern)
_new = tuple.__new__


# A block element whose end has not been seen: its tag, its number among the page's elements, its own hints and those of all
# around it with its own, kind, depth, names, the element around it, layout, the count of the items of the list around, path.
# A bare tuple, since there is one for each block element of a page.
Open: TypeAlias = "tuple[str, int, int, int, Kind, int, str, Any, Layout, list[int], tuple[int, ...]]"
_TOP: Open = ("html", 0, 0, 0, Kind.PARAGRAPH, 0, "", None, _PLAIN, [1], ())


@lru_cache(maxsize=16384)
def _class(classes: str) -> tuple[bool, str, int]:
    """Return whether a class hides an element, the class in lower case, and its hints."""
    names = classes.lower()
    hides = ("hidden" in names or "sr-only" in names or "screen-reader" in names) and _UNSEEN.search(names) is not None
    return hides, names, hints_of(names)


def _names(attributes: Mapping[str, str], names: str) -> str:
    """Return what an element is called: class, id, itemprop and role in lower case."""
    for key in ("id", "itemprop", "role"):
        if key in attributes:
            names = f"{names} {attributes[key].lower()}"
    return names


def _is_labelled(tape: Tape, link: int) -> bool:
    """Return whether an element that ends in a small letter stands right before a link that begins with a capital."""
    if not link or tape.events[link - 1] is not None or not next(tape.texts(link), "")[:1].isupper():
        return False
    before = tape.before(link)
    return before is not None and tape.begin(before)[0] in _LABELS and tape.text(before)[-1:].islower()


def _special(tag: str, attributes: Mapping[str, str], number: int, above: Open) -> tuple[Kind, Layout, list[int]]:
    """Return the kind and the layout of what an element holds that changes one of them, and the count of the list around."""
    kind = _KINDS.get(tag, above[4])
    layout, count = above[8], above[9]
    level, quotes, items, row = layout
    if tag == "li":
        nth = count[0]
        if "value" in attributes:
            nth = _whole(attributes["value"], nth)
        count[0] = nth + 1
        item = _new(Item, ("ol" if above[0] == "ol" else "ul", nth, number))
        layout = _new(Layout, (level, quotes, (*items[_OUTER], item), row))
    elif tag in _LISTS:
        count = [_whole(attributes.get("start"), 1)]
    elif tag == "dt" or tag == "dd":
        layout = Layout(level, quotes, (*items[_OUTER], Item(tag, 0, number)), row)
    elif tag == "blockquote":
        layout = Layout(level, quotes + 1, items, row)
    elif tag == "table":
        layout = Layout(level, quotes, items, Row(number, 0))
    elif tag == "tr":
        layout = Layout(level, quotes, items, Row(row.table if row else 0, number))
    elif kind is Kind.HEADING and tag in _KINDS:
        layout = Layout(int(tag[1]), quotes, items, row)
    return kind, layout, count


def _whole(value: str | None, default: int) -> int:
    """Return an attribute as a whole number."""
    return int(value) if value is not None and len(value) < 10 and value.removeprefix("-").isdecimal() else default


def _cell_value(tag: str, attributes: Mapping[str, str]) -> str:
    """Return the tag of a cell, with the number of its columns if it is more than one."""
    columns = min(_whole(attributes.get("colspan"), 1), _MAX_COLSPAN)
    return f"{tag} {columns}" if columns > 1 else tag


class Walk:
    """One pass over a tape: `texts` of blocks, joined by line feeds, are the text of the document; the rest is said of them."""

    def __init__(self) -> None:
        self._number = 0
        self.texts: list[str] = []
        self._wheres: list[Open] = []
        self.blocks: list[Block] = []
        self.origins: list[Origin] = []
        self.marks: list[Mark] = []
        self.left_out: Counter[str] = Counter()
        self.hidden: dict[int, Open] = {}  # the place of each hidden element, and what is around it
        self._pictures: set[str] = set()
        self.title: str | None = None
        # The block elements around the place that is read, and the last that began.
        self._top = _TOP
        self._begun = 0
        # The block that is being read; `_at` is the place of its next character in the document, `_last` the end of what was read.
        self._parts: list[str] = []
        self._at = 0
        self._last, self._link_end = -1, -1
        self._size = self._link_chars = self._links = self._bold_chars = self._in_links = self._in_bold = self._breaks = 0
        self._space = self._gap = False
        self._opened: list[list[Any]] = []  # marks: begin (-1 before the first character), kind, value
        self._waiting = 0
        self._cells: list[tuple[int, str]] = []

    def run(self, tape: Tape, begin: int = 0, end: int | None = None, shown: Collection[int] = ()) -> None:
        """Read a part of a tape, or all of it.

        Args: `begin` and `end` are the place of the element to read and that behind its end, `shown` the elements to read although they are hidden.
        """
        events = tape.events
        end = len(events) if end is None else end
        self._top, self._begun = (*_TOP[:9], [1], ()), 0
        self._last, self._link_end = self._at - 1, -1
        self._breaks = 0
        self._space = self._gap = False
        # What the elements do whose ends have not been seen.
        doings: list[int] = []
        known: dict[str, tuple[bool, str, int]] = {}
        number = self._number
        place = begin - 1
        while (place := place + 1) < end:
            event = events[place]
            if event is None:
                does = doings.pop()
                if does == _BLOCK:
                    if self._size:
                        self._end_block()
                    self._top = self._top[7]
                elif does:
                    self._end(does)
                if not doings and self._size:
                    self._end_block()
                continue
            if isinstance(event, str):
                if place + 1 < end and type(events[place + 1]) is str:
                    event, after = text_at(events, place)
                    place = after - 1
                if event.isspace() and self._top[4] is not _PRE:
                    self._space = True
                else:
                    self._read(event)
                continue
            tag, attributes = event
            number += 1
            does = _DOES.get(tag, _RARE)
            unseen = False
            if does >= _RARE:
                if does == _RARE:
                    does = self._settle(tag, tape, place, place in shown)
                    unseen = does == _HIDDEN_TAG
                if does == _DROPPED:
                    self.left_out[tag] += 1
                    place, number = behind(events, place, number)
                    continue
            names, own = "", 0
            if attributes:
                if "class" in attributes:
                    classes = attributes["class"]
                    found = known.get(classes)
                    if found is None:
                        found = known[classes] = _class(classes)
                    hides, names, own = found
                    unseen = unseen or hides
                if len(attributes) > 1 or not names:
                    unseen = (
                        unseen
                        or ("style" in attributes and _HIDDEN.search(attributes["style"]) is not None)
                        or "hidden" in attributes
                        or (does not in _WITH_NAMES and "aria-hidden" in attributes and attributes["aria-hidden"] == "true")
                    )
            if unseen and place not in shown:
                self.left_out["hidden"] += 1
                self.hidden[place] = self._top
                if self._size and does == _BLOCK:
                    self._end_block()
                place, number = behind(events, place, number)
                continue
            if does == _HIDDEN_TAG:
                does = _BLOCK
            doings.append(does)
            if does:
                if does in _WITH_NAMES:
                    if does == _BLOCK:
                        if self._size:
                            self._end_block()
                    else:
                        self._begin_cell(tag, attributes)
                    if "id" in attributes or "role" in attributes or "itemprop" in attributes:
                        names = _names(attributes, names)
                        own = hints_of(names)
                    _, _, _, hints, kind, depth, _, _, layout, items, path = top = self._top
                    if tag in _SPECIAL:
                        if tag in TAG_HINTS:
                            own |= TAG_HINTS[tag]
                        if tag in _SETS:
                            kind, layout, items = _special(tag, attributes, number, top)
                    self._top = (tag, number, own, hints | own, kind, depth + 1, names, top, layout, items, (number, *path[_AROUND]))
                    self._begun = number
                elif does == _LINK:
                    # two links side by side are not one word, nor are a label and its link
                    if self._link_end == self._at or (self._last == self._at and not self._space and _is_labelled(tape, place)):
                        self._gap = True
                    if "href" in attributes:
                        self._opened.append([-1, "link", attributes["href"]])
                        if not self._in_links:
                            self._links += 1
                        self._in_links += 1
                    else:
                        self._opened.append([-1, "", ""])
                    self._waiting += 1
                elif does == _MARK:
                    name = _MARK_NAMES[tag]
                    if name == "strong":
                        self._in_bold += 1
                    self._opened.append([-1, name, ""])
                    self._waiting += 1
                elif does == _LINE_BREAK:
                    if self._breaks >= 0:
                        self._breaks += 1
                elif does == _PICTURE:
                    self._picture(attributes)
                elif does == _BUTTON:
                    self._gap = True
                elif does == _QUOTE:
                    self._read("\u201c")
        if self._size:
            self._end_block()
        self._number = number

    def _end(self, does: int) -> None:
        """End an element that does something and is no block."""
        if does in _WITH_ENDS:
            begun, name, value = self._opened.pop()
            if name == "link":
                self._in_links -= 1
                self._link_end = self._last
            elif name == "strong":
                self._in_bold -= 1
            if begun < 0:
                self._waiting -= 1
            elif name and self._last > begun:
                self.marks.append(_new(Mark, (begun, self._last, name, value, "")))
        elif does == _CELL:
            begun, value = self._cells.pop()
            self.marks.append(_new(Mark, (begun, max(begun, self._last), "cell", value, "")))
            self._top = self._top[7]
        elif does == _BUTTON:
            self._gap = True
        elif does == _QUOTE:
            self._read("\u201d")

    def _begin_cell(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Set a cell off from the one before it; one with paragraphs in it ends by itself."""
        if self._size and _BREAKS in self._parts:
            self._end_block()
        if self._size:
            self._parts.append(_CELL_GAP)
            self._at += len(_CELL_GAP)
            self._breaks = -1
        self._cells.append((self._at, _cell_value(tag, attributes)))

    def _read(self, text: str) -> None:
        """Add a text to the block, with what parts the two."""
        size, at, parts, breaks = self._size, self._at, self._parts, self._breaks
        if self._top[4] is _PRE:
            text = text.replace("\r\n", "\n").translate(_LINE_ENDS)
            text = _PRE_BREAK * max(0, breaks) + text if size else text.lstrip()
            self._breaks = 0
            if not text:
                return
            seen = len(text.rstrip())
        else:
            if size:
                if breaks > 0:
                    # in Japanese and Chinese, a line that begins with a wide space is a paragraph
                    parts.append(_BREAK if breaks == 1 and not text.lstrip(" \t\r\n").startswith(_WIDE_SPACE) else _BREAKS)
                    at += 1
                elif not breaks and (self._space or text[0].isspace() or (self._gap and text[0] not in _TIGHT)):
                    parts.append(" ")
                    at += 1
            self._breaks = 0
            self._gap = False
            self._space = text[-1].isspace()
            if self._space or not text.isprintable() or "  " in text or text[0] == " ":
                text = " ".join(text.split())
            seen = len(text)
        parts.append(text)
        got = len(text)
        self._size = size + got
        if seen:
            self._last = at + seen
        if self._in_links:
            self._link_chars += got
        if self._in_bold:
            self._bold_chars += got
        if self._waiting:
            for mark in self._opened[-self._waiting :]:
                mark[0] = at
            self._waiting = 0
        self._at = at + got

    def _settle(self, tag: str, tape: Tape, place: int, shown: bool) -> int:
        """Return what an element does of which the tag alone does not tell it."""
        if tag == "svg":  # never closed: a browser ends it before the first paragraph
            return _INLINE if "p" in tape.tags(place) else _DROPPED
        if tag == "title":
            self.title = self.title or " ".join(tape.text(place).split()) or None
            return _DROPPED
        if tag == "noscript":
            if shown:
                return _INLINE
            self.hidden[place] = self._top
            if "img" in tape.tags(place):
                for inner, attributes in map(tape.begin, tape.within(place)):
                    if inner == "img":
                        self._picture(attributes)
            return _DROPPED
        if tag == "template":  # a declared shadow root is what its host shows
            attributes = tape.begin(place)[1]
            return _INLINE if attributes.get("shadowrootmode") or attributes.get("shadowroot") else _DROPPED
        if tag == "dialog":
            return _BLOCK if "open" in tape.begin(place)[1] else _HIDDEN_TAG
        return self._unknown(tape, place)

    @staticmethod
    def _unknown(tape: Tape, place: int) -> int:
        """Return whether an element that HTML does not know is a block: it holds blocks, or a text as long as a paragraph with none beside it."""
        ends, events = tape.ends, tape.events
        end = ends[place]
        first = at = place + 1
        while at < end:
            if type(events[at]) is tuple:
                if _DOES.get(tape.begin(at)[0]) == _BLOCK:
                    return _BLOCK
                at = ends[at]
            at += 1
        if len(text_at(events, first)[0]) < _MIN_PARAGRAPH_CHARS or text_at(events, end + 1)[0].strip():
            return _INLINE
        before = events[place - 1] if place else None
        return _INLINE if type(before) is str and before.strip() else _BLOCK

    @property
    def wheres(self) -> list[Open]:
        """The element around each block."""
        return self._wheres

    @property
    def layouts(self) -> list[Layout]:
        """How each block is set."""
        return [where[8] for where in self._wheres]

    @property
    def chars(self) -> int:
        """How many characters were read."""
        return sum(map(len, self.texts))

    @property
    def prose(self) -> int:
        """How many characters were read that are prose and not links."""
        return sum(block.chars for block, origin in zip(self.blocks, self.origins, strict=True) if block.prose and origin.link_chars * 2 < block.chars)

    def names_around(self, nth: int) -> Iterator[str]:
        """Yield the names of the elements around a block, the nearest first."""
        at: Open | None = self._wheres[nth]
        while at is not None:
            yield at[6]
            at = at[7]

    def drop(self, blocks: set[int]) -> None:
        """Take blocks out, with their marks."""
        shifts: list[int] = []  # for each block, how far its start moves; a dropped one's begin is that of the next
        texts: list[str] = []
        origins: list[Origin] = []
        wheres: list[Open] = []
        kept: list[Block] = []
        shift = 0
        for nth, block in enumerate(self.blocks):
            shifts.append(shift)
            if nth in blocks:
                shift += block.chars + 1
                continue
            kept.append(
                block._replace(index=len(kept), start=block.start - shift, end=block.end - shift, content_start=block.content_start - shift, content_end=block.content_end - shift)
            )
            texts.append(self.texts[nth])
            origins.append(self.origins[nth])
            wheres.append(self._wheres[nth])
        starts = [block.start for block in self.blocks]

        def moved(place: int) -> int:
            nth = bisect_right(starts, place) - 1
            if nth < 0:
                return place
            return starts[nth] - shifts[nth] if nth in blocks else place - shifts[nth]

        marks = []
        for mark in self.marks:
            start, end = moved(mark.start), moved(mark.end)
            inside = bisect_right(starts, mark.start) - 1
            if inside in blocks and (mark.start == mark.end or start >= end):
                continue
            marks.append(mark._replace(start=start, end=end))
        self.blocks, self.texts, self.origins, self._wheres, self.marks = kept, texts, origins, wheres, marks
        self._at -= shift

    def finish(self) -> None:
        """Put the marks in order; none stands behind the end of the text."""
        end = max(0, self._at - 1)
        marks = self.marks
        nth = len(marks)
        while nth and marks[nth - 1].start > end:
            nth -= 1
            marks[nth] = marks[nth]._replace(start=end, end=end)
        marks.sort()

    def _picture(self, attributes: Mapping[str, str]) -> None:
        """Note a picture that stands before the next character."""
        for key in _ADDRESSES:
            address = attributes.get(key)
            if address and not address.startswith("data:"):
                break
        else:
            address = (attributes.get("data-srcset") or attributes.get("srcset") or "").strip().partition(" ")[0]
        if address and address not in self._pictures:
            self._pictures.add(address)
            self.marks.append(Mark(self._at, self._at, "picture", address, attributes.get("alt") or ""))

    def _end_block(self) -> None:
        """End the block that is being read; the next begins at the next character."""
        parts, at = self._parts, self._at
        tag, _, own, hints, kind, depth, names, parent, _, _, path = where = self._top
        if parent is not None:
            own |= parent[2]
        begun = self._begun
        link_chars, links, bold_chars = self._link_chars, self._links, self._bold_chars
        whole = parts[0] if len(parts) == 1 else "".join(parts)
        start = at - len(whole)
        if whole == "|" and kind is not _PRE:
            self._forget(start)
            at = start
        elif kind is not _PRE and whole[-1] != " " and _BREAK not in whole and _BREAKS not in whole:
            self._add(whole, start, where, _new(Origin, (tag, path, own, hints, depth, link_chars, links, bold_chars, begun, names)))
            at += 1
        else:
            at = start
            for piece in [whole] if kind is _PRE else self._split_breaks(whole, at):
                piece = piece.rstrip()
                size, share = len(piece), len(piece) / len(whole)
                linked, bold = min(size, round(link_chars * share)), min(size, round(bold_chars * share))
                self._add(piece, at, where, _new(Origin, (tag, path, own, hints, depth, linked, links, bold, begun, names)))
                at += size + 1
        parts.clear()
        self._at = at
        self._size = self._link_chars = self._links = self._bold_chars = self._breaks = 0
        self._space = False
        if self._last >= at:
            self._last = at - 1

    def _forget(self, start: int) -> None:
        """Drop the marks of a block that is nothing but a bar between two links."""
        while self.marks and self.marks[-1].start >= start:
            self.marks.pop()

    def _add(self, piece: str, start: int, where: Open, origin: Origin) -> None:
        """Append a block."""
        end = start + len(piece)
        words = piece.count(" ") + 1
        if not piece.isascii() and (wide := len(_WIDE.findall(piece))):
            words = max(words, wide // 2)
        if piece[0].isalnum() and piece[-1].isalnum():  # as most are
            content, ended = (start, end), False
        else:
            content, ended = content_of(piece, start, end), ends_sentence(piece, 0, end - start)
        blocks = self.blocks
        blocks.append(make_block(len(blocks), start, end, where[4], content, words, ended))
        self.texts.append(piece)
        self._wheres.append(where)
        self.origins.append(origin)

    def _split_breaks(self, whole: str, start: int) -> list[str]:
        """Split a block at double line breaks; at single ones too where the lines are paragraphs or a list of their own."""
        out: list[str] = []
        for piece in whole.split(_BREAKS):
            lines = piece.split(_BREAK)
            long = sum(len(line) >= _LONG_LINE_CHARS or (len(line) * 2 >= _LONG_LINE_CHARS and len(_WIDE.findall(line)) * 2 > len(line)) for line in lines)
            if len(lines) > 1 and (long >= 2 or (long == 0 and len(lines) > 2)):
                out.extend(lines)
                start += len(piece) + 1
            else:
                out.append(" ".join(lines))
                for nth, line in enumerate(lines):
                    start += len(line) + 1
                    if nth < len(lines) - 1:
                        self.marks.append(Mark(start - 1, start, "break", ""))
        return out
