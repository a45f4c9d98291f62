"""Read a page: its visible text in reading order, one block a line, with what the markup says of each block.

One parse by lxml, one pass over the tree without recursion. What no visitor sees (scripts, styles, templates, hidden
elements) is counted and not read, unless the page shows no article and holds one there.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any

import regex
from lxml import etree

from newsclean.errors import InputError
from newsclean.metadata.structured import read_stated
from newsclean.model import Document, Kind
from newsclean.page import Page
from newsclean.readers.copies import without_copies
from newsclean.readers.data import article_in_data
from newsclean.readers.decode import decode
from newsclean.readers.panels import panels_of_story
from newsclean.readers.streamed import PENDING, put_in_place
from newsclean.readers.walk import Walk

# A page that shows less than this is empty, or hides itself until its script has run.
_MIN_VISIBLE_CHARS = 300
# A page that shows more prose than this has its article in sight.
_STORY_CHARS = 1500
# What is out of sight is read when it holds this much prose, and this many times what is in sight.
_MIN_HIDDEN_CHARS = 400
_MIN_HIDDEN_TIMES = 2
_MIN_LAYOUT_PARAGRAPHS = 3

# Tags that can be left out of a page that is nested deeper than the parser goes (libxml2: 2048 levels): first those that
# only wrap, then all but a few that hold text for no reader, or that the parser itself does not nest.
_WRAPPERS = regex.compile(r"</?(?:div|span|font|section|center|b|i|u|em|strong|blockquote|table|tbody|tr|td|ul|ol|li|dl|form)\b[^<>]{0,2000}>", regex.IGNORECASE)
_NESTING = regex.compile(r"</?(?!(?:p|h[1-6]|br|img|script|style|title|head|body|html|textarea|template|noscript|iframe|svg|select)\b)[a-z][^<>]{0,2000}>", regex.IGNORECASE)
_RELATION = regex.compile(r"rel=[\"']?[^\"'<>]{0,40}author")
_TOO_DEEP = "depth"


def parse(source: str) -> tuple[Any, tuple[str, ...]]:
    """Return the root element of a page, and warnings.

    Raises: `InputError` where there is no element at all.
    """
    root, too_deep = _parse(source)
    if not too_deep:
        return root, ()
    root, too_deep = _parse(_WRAPPERS.sub("<br><br>", source))
    if too_deep:
        root, too_deep = _parse(_NESTING.sub("<br><br>", source))
    lost = " some text may be lost" if too_deep else ""
    return root, (f"limited: the page is nested deeper than 2048 elements; wrappers were left out.{lost}",)


def _parse(source: str) -> tuple[Any, bool]:
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=PENDING not in source, remove_pis=True)
    try:
        data = source.encode("utf-8")
    except UnicodeEncodeError:  # halves of pairs, as escapes in JSON leave them
        data = source.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").encode("utf-8")
    if b"\0" in data:  # to the parser it is a character like any other, to a browser nothing
        data = data.replace(b"\0", b"")
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise InputError(f"source: expected an HTML page, got text that holds no element ({error})") from error
    if root is None:
        raise InputError("source: expected an HTML page, got text that holds no element")
    last = parser.error_log.last_error  # the parser stops there
    return root, last is not None and _TOO_DEEP in last.message


def read_html(source: str | bytes | Any, url: str | None = None, encoding: str | None = None) -> Document:
    """Read a page into a document whose text is what a visitor sees, every block on a line of its own.

    Args: `source` is the page as text or bytes, a `bs4.BeautifulSoup` or `Tag`, or an lxml element (which is not changed).
    Returns: a document with a `Page` beside its blocks; one without blocks where the page shows no text.
    Raises: `InputError` if there is no element in it.
    """
    warnings: tuple[str, ...] = ()
    given = isinstance(source, etree._Element)
    roots: list[Any] = [source]
    if not given:
        if isinstance(source, bytes | bytearray | memoryview):
            source = decode(bytes(source), encoding)
        root, warnings = parse(source if isinstance(source, str) else str(source))
        # What follows the end of the root element stands beside it.
        roots = [root, *root.itersiblings(etree.Element)]
    roots = put_in_place(roots, copy=given)
    walk = _walk(roots)
    panels = panels_of_story(roots, walk)
    if panels:
        walk = _walk(roots, panels)
    prose = walk.prose
    if prose < _STORY_CHARS:
        hidden = _hidden_story(walk, prose)
        if hidden:
            walk = _walk(roots, [*panels, *hidden])
            warnings = (*warnings, "hidden: the page hides most of its text; what it hides was read")
        elif (found := article_in_data(roots, walk, prose)) is not None:
            walk.run(parse(found.html)[0])
            warnings = (*warnings, f"data: the page shows no article; its text was read from {found.place}")
    walk.finish()
    without_copies(walk)
    _read_as_paragraphs(walk)
    root = roots[0]
    head = root.find("head")
    title = base = None
    if head is not None:
        title = " ".join((head.findtext("title") or "").split()) or None
        stated = head.find("base")
        base = stated.get("href") if stated is not None else None
    text = "\n".join(walk.texts)
    left_out = tuple(sorted(walk.left_out.items()))
    stated = read_stated(roots, url, title or walk.title, base, **_vocabularies(source, given))
    page = Page(tuple(walk.origins), title or walk.title, root.get("lang"), left_out, tuple(walk.layouts), tuple(walk.marks), base, stated)
    warnings = (*warnings, *stated.warnings)
    return Document(text=text, mended=text, blocks=tuple(walk.blocks), format="html", url=url, warnings=warnings, page=page)


def _vocabularies(source: Any, given: bool) -> dict[str, bool]:
    """Return which vocabularies a source may hold, so that nobody looks for others in the tree."""
    if given or not isinstance(source, str):
        return {"properties": True, "relations": True}
    return {"properties": "itemprop" in source, "relations": _RELATION.search(source) is not None}


def _walk(roots: list[Any], shown: list[Any] | None = None) -> Walk:
    walk = Walk(shown or ())
    for root in roots:
        walk.run(root)
    return walk


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


def _hidden_story(walk: Walk, prose: int) -> list[Any]:
    """Return the hidden elements of one parent that hold the story of a page which does not show it; none where there is no such story."""
    groups: dict[Any, list[Any]] = defaultdict(list)
    for element in walk.hidden:
        groups[element.getparent()].append(element)
    best: list[Any] = []
    most, limit = 0, max(_MIN_HIDDEN_CHARS, _MIN_HIDDEN_TIMES * prose)
    empty = walk.chars < _MIN_VISIBLE_CHARS
    for elements in groups.values():
        found = _walk(elements, elements)
        size = found.prose
        if size <= limit and empty and elements[0].tag != "noscript" and found.chars > walk.chars:
            size = limit + 1 + found.chars  # the page hides itself until its script has run
        if size > max(limit, most):
            best, most = elements, size
    return best
