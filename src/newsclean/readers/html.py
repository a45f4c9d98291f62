"""Read a page: its visible text in reading order, one block a line, with what the markup says of each block.

One parse by lxml, which gives the page as a tape, and one pass over that. What no visitor sees (scripts, styles, templates, hidden
elements) is counted and not read, unless the page shows no article and holds one there.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any

from lxml import etree

from newsclean.metadata.structured import read_stated
from newsclean.model import Document, Kind
from newsclean.page import Page
from newsclean.readers.copies import without_copies
from newsclean.readers.data import article_in_data
from newsclean.readers.decode import decode
from newsclean.readers.panels import panels_of_story
from newsclean.readers.streamed import put_in_place
from newsclean.readers.tape import Tape, behind, tape_of_source, tape_of_tree
from newsclean.readers.walk import Walk

# A page that shows less than this is empty, or hides itself until its script has run.
_MIN_VISIBLE_CHARS = 300
# A page that shows more prose than this has its article in sight.
_STORY_CHARS = 1500
# What is out of sight is read when it holds this much prose, and this many times what is in sight.
_MIN_HIDDEN_CHARS = 400
_MIN_HIDDEN_TIMES = 2
_MIN_LAYOUT_PARAGRAPHS = 3


def read_html(source: str | bytes | Any, url: str | None = None, encoding: str | None = None) -> Document:
    """Read a page into a document whose text is what a visitor sees, every block on a line of its own.

    Args: `source` is the page as text or bytes, a `bs4.BeautifulSoup` or `Tag`, or an lxml element (which is not changed).
    Returns: a document with a `Page` beside its blocks; one without blocks where the page shows no text.
    Raises: `InputError` if there is no element in it.
    """
    tape = _tape(source, encoding)
    warnings: tuple[str, ...] = ()
    walk = Walk()
    walk.run(tape)
    panels = panels_of_story(tape, walk)
    if panels:
        walk = Walk()
        walk.run(tape, shown=frozenset(panels))
    prose = walk.prose
    if prose < _STORY_CHARS:
        hidden = _hidden_story(tape, walk, prose)
        if hidden:
            walk = Walk()
            walk.run(tape, shown=frozenset((*panels, *hidden)))
            warnings = (*warnings, "hidden: the page hides most of its text; what it hides was read")
        elif (found := article_in_data(tape, walk, prose)) is not None:
            walk.run(tape_of_source(found.html))
            warnings = (*warnings, f"data: the page shows no article; its text was read from {found.place}")
    walk.finish()
    without_copies(walk)
    _read_as_paragraphs(walk)
    title = _title(tape) or walk.title
    base = next((tape.begin(place)[1].get("href") for place in tape.of_tag("base")), None)
    text = "\n".join(walk.texts)
    left_out = tuple(sorted(walk.left_out.items()))
    stated = read_stated(tape, url, title, base)
    page = Page(tuple(walk.origins), title, tape.begin(0)[1].get("lang"), left_out, tuple(walk.layouts), tuple(walk.marks), base, stated)
    warnings = (*warnings, *stated.warnings)
    return Document(text=text, mended=text, blocks=tuple(walk.blocks), format="html", url=url, warnings=warnings, page=page)


def lines_of(document: Document, source: str | bytes | Any, encoding: str | None = None) -> tuple[int, ...]:
    """Return for each block of a document the line of its source, from 1, on which its element begins.

    Args: `source` and `encoding` are those that the document was read from. Returns: 0 where there is no line: a text that was read from
    data, the first texts of a page without elements around them, an element that was made and not parsed.
    """
    lines = (0, *_tape(source, encoding).lines)
    origins = document.page.origins if document.page is not None else ()
    return tuple(lines[origin.element] if origin.element < len(lines) else 0 for origin in origins)


def _tape(source: str | bytes | Any, encoding: str | None) -> Tape:
    """Return the tape of a page in the order in which a visitor reads it."""
    if isinstance(source, etree._Element):
        return put_in_place(tape_of_tree(source))
    if isinstance(source, bytes | bytearray | memoryview):
        source = decode(bytes(source), encoding)
    return put_in_place(tape_of_source(source if isinstance(source, str) else str(source)))


def _title(tape: Tape) -> str | None:
    """Return the text of the title in the head."""
    head = next(tape.of_tag("head"), None)
    if head is None:
        return None
    end, _ = behind(tape.events, head, 0)
    title = next((place for place in tape.of_tag("title") if head < place < end), None)
    return " ".join(tape.text(title).split()) or None if title is not None else None


def _read_as_paragraphs(walk: Walk) -> None:
    """Make paragraphs of the blocks in tables that only set the page: a row of figures does not hold several paragraphs of prose."""
    rows = {nth: layout.row for nth, (block, layout) in enumerate(zip(walk.blocks, walk.layouts, strict=True)) if block.kind is Kind.TABLE and layout.row is not None}
    if not rows:
        return
    prose = Counter(row for nth, row in rows.items() if walk.blocks[nth].prose)
    tables = {row.table for row, count in prose.items() if count >= _MIN_LAYOUT_PARAGRAPHS}
    for nth, row in rows.items():
        if row.table in tables:
            walk.blocks[nth] = walk.blocks[nth]._replace(kind=Kind.PARAGRAPH)


def _hidden_story(tape: Tape, walk: Walk, prose: int) -> list[int]:
    """Return the hidden elements of one parent that hold the story of a page which does not show it; none where there is no such story."""
    groups: dict[int, list[int]] = defaultdict(list)
    for place in walk.hidden:
        groups[tape.parents[place]].append(place)
    best: list[int] = []
    most, limit = 0, max(_MIN_HIDDEN_CHARS, _MIN_HIDDEN_TIMES * prose)
    empty = walk.chars < _MIN_VISIBLE_CHARS
    for places in groups.values():
        found = Walk()
        for place in places:
            found.run(tape, place, tape.ends[place] + 1, {place})
        size = found.prose
        if size <= limit and empty and tape.begin(places[0])[0] != "noscript" and found.chars > walk.chars:
            size = limit + 1 + found.chars  # the page hides itself until its script has run
        if size > max(limit, most):
            best, most = places, size
    return best
