"""Read a page: its visible text in reading order, one block a line, with what the markup says of each block.

One parse by lxml, one pass over the tree without recursion. What no visitor sees (scripts, styles, templates, hidden
elements) is counted and not read.
"""

from __future__ import annotations

import codecs
from collections import Counter
from copy import deepcopy
from typing import Any

import regex
from lxml import etree

from newsclean.errors import ConfigError, InputError
from newsclean.model import Block, Document, Kind
from newsclean.page import Origin, Page, hints_of
from newsclean.readers.blocks import CJK, content_of, ends_sentence, make_block

_DROPPED = ("script", "style", "template", "svg", "noscript", "iframe", "object", "embed", "math", "select", "datalist", "canvas", "map", "audio", "video", "head", "textarea")
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "frameset",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "optgroup",
        "option",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "amp-sidebar",
    ]
)
_KINDS = {
    "li": Kind.LIST_ITEM,
    "dd": Kind.LIST_ITEM,
    "dt": Kind.LIST_ITEM,
    "blockquote": Kind.QUOTE,
    "figcaption": Kind.CAPTION,
    "caption": Kind.CAPTION,
    "pre": Kind.PRE,
    "tr": Kind.TABLE,
}
_KINDS |= {f"h{n}": Kind.HEADING for n in range(1, 7)}
_HIDDEN = regex.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", regex.IGNORECASE)
# Classes by which pages hide text from sight and give it to screen readers alone.
_UNSEEN = regex.compile(
    r"(?:^|\s)(?:sr-only|visually-?hidden|screen-reader-text|screen-reader-only|u-hidden|is-hidden|visuallyhidden|hidden-print|print-only|a11y-hidden)(?:\s|$)", regex.IGNORECASE
)
_MAX_PATH = 8
# A page that shows less than this is empty, or hides itself until its script has run.
_MIN_VISIBLE_CHARS = 300


# Wrappers that can be left out of a page that is nested deeper than the parser goes (libxml2: 2048 levels).
_WRAPPERS = regex.compile(r"</?(?:div|span|font|section|center|b|i|u|em|strong|blockquote|table|tbody|tr|td|ul|ol|li|dl|form)\b[^<>]{0,2000}>", regex.IGNORECASE)
_TOO_DEEP = "depth"


def decode(data: bytes, encoding: str | None = None) -> str:
    """Return the text of a page's bytes: by mark, by the stated charset, by the page's own word, or by a detector.

    Raises: `ConfigError` if no charset has the stated name.
    """
    from bs4.dammit import UnicodeDammit

    if encoding is not None:
        try:
            codecs.lookup(encoding)
        except LookupError:
            raise ConfigError(f"encoding: no charset is named {encoding!r}") from None
    else:
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError:
            pass
    found = UnicodeDammit(data, known_definite_encodings=[encoding] if encoding else [], is_html=True).unicode_markup
    if found is None:
        raise InputError("source: expected a page in a known charset, got bytes that none fits; pass encoding=")
    return str(found)


def parse(source: str) -> tuple[Any, tuple[str, ...]]:
    """Return the root element of a page, and warnings.

    Raises: `InputError` where there is no element at all.
    """
    root, too_deep = _parse(source)
    if not too_deep:
        return root, ()
    root, too_deep = _parse(_WRAPPERS.sub("<br><br>", source))
    lost = " some text may be lost" if too_deep else ""
    return root, (f"limited: the page is nested deeper than 2048 elements; wrappers were left out.{lost}",)


def _parse(source: str) -> tuple[Any, bool]:
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(source.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError as error:
        raise InputError(f"source: expected an HTML page, got text that holds no element ({error})") from error
    if root is None:
        raise InputError("source: expected an HTML page, got text that holds no element")
    return root, any(_TOO_DEEP in entry.message for entry in parser.error_log)


class _Open:
    """An element whose end has not been seen."""

    __slots__ = ("bold", "depth", "hints", "kind", "link", "names", "own", "path", "tag")

    def __init__(self, tag: str, path: tuple[int, ...], own: int, hints: int, kind: Kind, depth: int, link: bool, bold: bool, names: str) -> None:
        self.tag, self.path, self.own, self.hints, self.kind = tag, path, own, hints, kind
        self.depth, self.link, self.bold, self.names = depth, link, bold, names

    def inside(self, *, link: bool = False, bold: bool = False) -> _Open:
        """Return the same element for what a link or bold type in it holds."""
        return _Open(self.tag, self.path, self.own, self.hints, self.kind, self.depth, self.link or link, self.bold or bold, self.names)


def _is_unseen(element: Any, tag: str) -> bool:
    """Return whether a visitor does not see an element: hidden by attribute, style or the usual classes."""
    style, classes = element.get("style"), element.get("class")
    return (
        (style is not None and _HIDDEN.search(style) is not None)
        or (classes is not None and ("hidden" in classes or "sr-only" in classes or "screen-reader" in classes) and _UNSEEN.search(classes) is not None)
        or element.get("hidden") is not None
        or (tag not in _BLOCKS and element.get("aria-hidden") == "true")
    )


def read_html(source: str | bytes | Any, url: str | None = None, encoding: str | None = None) -> Document:
    """Read a page into a document whose text is what a visitor sees, every block on a line of its own.

    Args: `source` is the page as text or bytes, a `bs4.BeautifulSoup` or `Tag`, or an lxml element (which is not changed).
    Returns: a document with a `Page` beside its blocks; one without blocks where the page shows no text.
    Raises: `InputError` if there is no element in it.
    """
    warnings: tuple[str, ...] = ()
    if isinstance(source, bytes | bytearray | memoryview):
        source = decode(bytes(source), encoding)
    if isinstance(source, str):
        root, warnings = parse(source)
    elif isinstance(source, etree._Element):
        root = deepcopy(source)
    else:
        root, warnings = parse(str(source))
    title = " ".join("".join(root.xpath("string((//head/title)[1])")).split()) or None
    left_out: Counter[str] = Counter()
    left_out.update(element.tag for element in root.iter(*_DROPPED))
    etree.strip_elements(root, *left_out, with_tail=False)
    walk = _Walk()
    walk.run(root)
    if walk.hidden and sum(map(len, walk.texts)) < _MIN_VISIBLE_CHARS:
        # The page hides itself until its script has run.
        shown = _Walk(all_visible=True)
        shown.run(root)
        walk = shown if sum(map(len, shown.texts)) > sum(map(len, walk.texts)) else walk
    if walk.hidden:
        left_out["hidden"] = walk.hidden
    text, blocks = _blocks(walk.texts, walk.kinds)
    page = Page(tuple(walk.origins), title, root.get("lang"), tuple(sorted(left_out.items())))
    return Document(text=text, mended=text, blocks=tuple(blocks), format="html", url=url, warnings=warnings, page=page)


class _Walk:
    """One pass over the tree: collects the texts of blocks with their origins."""

    def __init__(self, *, all_visible: bool = False) -> None:
        self.all_visible = all_visible
        self.texts: list[str] = []
        self.kinds: list[Kind] = []
        self.origins: list[Origin] = []
        self.hidden = 0
        self._parts: list[str] = []
        self._size = self._link_chars = self._links = self._bold_chars = 0
        self._space = False
        self._line = 0

    def run(self, root: Any) -> None:
        """Walk a tree, start and end of each element."""
        top = _Open("html", (), 0, 0, Kind.PARAGRAPH, 0, False, False, "")
        stack: list[_Open] = [top]
        number = 0
        add, flush = self._add, self._flush
        walker = etree.iterwalk(root, events=("start", "end"))
        for event, element in walker:
            tag = element.tag
            if event == "start":
                number += 1
                if not self.all_visible and _is_unseen(element, tag):
                    self.hidden += 1
                    walker.skip_subtree()
                    stack.append(top)
                    continue
                if tag in _BLOCKS:
                    if tag == "td" or tag == "th":
                        if self._size:
                            self._parts.append(" | ")
                            self._space = False
                        kind = top.kind
                    else:
                        if self._size:
                            flush(top)
                        kind = _KINDS.get(tag, top.kind)
                    names = _names(element)
                    own = hints_of(tag, names)
                    top = _Open(tag, (number, *top.path[: _MAX_PATH - 1]), own | hints_of(top.tag, top.names), top.hints | own, kind, top.depth + 1, top.link, False, names)
                    self._line = element.sourceline or 0
                elif tag == "br":
                    self._parts.append("\n")
                    self._space = False
                elif tag == "a":
                    if element.get("href") is not None and not top.link:
                        self._links += 1
                        top = top.inside(link=True)
                elif (tag == "b" or tag == "strong") and not top.bold:
                    top = top.inside(bold=True)
                stack.append(top)
                text = element.text
            else:
                left = stack.pop()
                if self._size and tag in _BLOCKS and tag != "td" and tag != "th":
                    flush(left)
                top = stack[-1]
                text = element.tail
            if text:
                if text.isspace():
                    self._space = True
                else:
                    add(text, top)
        if self._size:
            flush(top)

    def _add(self, text: str, where: _Open) -> None:
        """Add a text that is not only white space to the block that is being read."""
        if where.kind is Kind.PRE:
            self._parts.append(text)
            self._size += len(text)
            return
        joined = " ".join(text.split())
        if self._parts and (self._space or text[0].isspace()):
            self._parts.append(" ")
        self._parts.append(joined)
        self._space = text[-1].isspace()
        self._size += len(joined)
        if where.link:
            self._link_chars += len(joined)
        if where.bold:
            self._bold_chars += len(joined)

    def _flush(self, where: _Open) -> None:
        """End the block that is being read."""
        whole = "".join(self._parts)
        kind = where.kind
        if kind is Kind.PRE:
            pieces = ["\u2028".join(whole.strip("\n").splitlines())]
        elif "\n" in whole:
            pieces = _split_breaks(whole)
        else:
            pieces = [whole]
        for piece in pieces:
            piece = piece.strip()
            if piece and piece != "|":
                share = len(piece) / self._size if len(pieces) > 1 else 1.0
                self.texts.append(piece)
                self.kinds.append(kind)
                self.origins.append(
                    Origin(
                        where.tag,
                        where.path,
                        where.own,
                        where.hints,
                        where.depth,
                        min(len(piece), round(self._link_chars * share)),
                        self._links,
                        min(len(piece), round(self._bold_chars * share)),
                        self._line,
                        where.names,
                    )
                )
        self._parts.clear()
        self._size = self._link_chars = self._links = self._bold_chars = 0
        self._space = False


def _names(element: Any) -> str:
    """Return what an element is called: class, id, itemprop and role in lower case."""
    names = element.get("class") or ""
    for key in ("id", "itemprop", "role"):
        value = element.get(key)
        if value is not None:
            names = f"{names} {value}"
    return names.lower()


def _split_breaks(whole: str) -> list[str]:
    """Split a block at double line breaks; at single ones too where the lines are paragraphs or a list of their own."""
    pieces = regex.split(r"\s*\n\s*\n\s*", whole)
    out: list[str] = []
    for piece in pieces:
        lines = [line.strip() for line in piece.split("\n") if line.strip()]
        long = sum(len(line) >= 80 for line in lines)
        if len(lines) > 1 and (long >= 2 or (all(len(line) < 80 for line in lines) and len(lines) > 2)):
            out.extend(lines)
        else:
            out.append(" ".join(lines))
    return out


def _blocks(texts: list[str], kinds: list[Kind]) -> tuple[str, list[Block]]:
    blocks: list[Block] = []
    at = 0
    for nth, (part, kind) in enumerate(zip(texts, kinds, strict=True)):
        start, end = at, at + len(part)
        at = end + 1
        words = part.count(" ") + 1
        if not part.isascii() and (wide := len(CJK.findall(part))):
            words = max(words, wide // 2)
        content = content_of(part, start, end)
        blocks.append(make_block(nth, start, end, kind, content, words, ends_sentence(part, 0, len(part))))
    return "\n".join(texts), blocks
