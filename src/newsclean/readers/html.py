"""Read a page: its visible text in reading order, one block a line, with what the markup says of each block.

One parse by lxml, one pass over the tree without recursion. What no visitor sees (scripts, styles, templates, hidden
elements) is counted and not read.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

import regex
from lxml import etree

from newsclean.errors import InputError
from newsclean.model import Block, Document, Kind
from newsclean.page import Origin, Page, hints_of
from newsclean.phrases import EDGE
from newsclean.readers.text import LONG_MIN_WORDS, PROSE_MIN_WORDS, ends_sentence

_DROPPED = ("script", "style", "template", "svg", "noscript", "iframe", "object", "embed", "math", "select", "datalist", "canvas", "map", "audio", "video", "head", "textarea")
_BLOCKS = frozenset(
    """address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure footer form frameset
    h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol optgroup option p pre section summary table tbody td tfoot th thead
    tr ul amp-sidebar""".split()
)
_KINDS = {"li": Kind.LIST_ITEM, "dd": Kind.LIST_ITEM, "dt": Kind.LIST_ITEM, "blockquote": Kind.QUOTE, "figcaption": Kind.CAPTION, "caption": Kind.CAPTION, "pre": Kind.PRE, "tr": Kind.TABLE}
_KINDS |= {f"h{n}": Kind.HEADING for n in range(1, 7)}
_HIDDEN = regex.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", regex.IGNORECASE)
# Classes by which pages hide text from sight and give it to screen readers alone.
_UNSEEN = regex.compile(r"(?:^|\s)(?:sr-only|visually-?hidden|screen-reader-text|screen-reader-only|u-hidden|is-hidden|visuallyhidden|hidden-print|print-only|a11y-hidden)(?:\s|$)", regex.IGNORECASE)
_MAX_PATH = 8
_CJK = regex.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]")


def parse(source: str | bytes, encoding: str | None = None) -> Any:
    """Return the root element of a page. Raises: `InputError` where there is no element at all."""
    parser = etree.HTMLParser(encoding=encoding or "utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    data = source.encode("utf-8", "replace") if isinstance(source, str) else source
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise InputError(f"source: expected an HTML page, got text that holds no element ({error})") from error
    if root is None:
        raise InputError("source: expected an HTML page, got text that holds no element")
    return root


class _Open:
    """An element whose end has not been seen."""

    __slots__ = ("bold", "depth", "hints", "kind", "link", "number", "own", "path", "tag", "tokens")

    def __init__(self, tag: str, number: int, path: tuple[int, ...], own: int, hints: int, kind: Kind, depth: int, link: bool, bold: bool, tokens: str) -> None:
        self.tag, self.number, self.path, self.own, self.hints, self.kind = tag, number, path, own, hints, kind
        self.depth, self.link, self.bold, self.tokens = depth, link, bold, tokens


def read_html(source: str | bytes, url: str | None = None, encoding: str | None = None) -> Document:
    """Read a page into a document whose text is what a visitor sees, every block on a line of its own.

    Returns: a document with a `Page` beside its blocks; one without blocks where the page shows no text.
    """
    root = parse(source, encoding)
    title = " ".join("".join(root.xpath("string((//head/title)[1])")).split()) or None
    language = root.get("lang")
    left_out: Counter[str] = Counter()
    for element in root.iter(*_DROPPED):
        left_out[element.tag] += 1
    etree.strip_elements(root, *_DROPPED, with_tail=False)
    walk = _Walk()
    walk.run(root)
    left_out["hidden"] = walk.hidden
    text, blocks = _blocks(walk.texts, walk.kinds)
    page = Page(tuple(walk.origins), title, language, tuple(sorted((k, n) for k, n in left_out.items() if n)))
    return Document(text=text, mended=text, blocks=tuple(blocks), format="html", url=url, page=page)


class _Walk:
    """One pass over the tree: collects the texts of blocks with their origins."""

    def __init__(self) -> None:
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
        stack: list[_Open] = [_Open("html", 0, (), 0, 0, Kind.PARAGRAPH, 0, False, False, "")]
        number = 0
        walker = etree.iterwalk(root, events=("start", "end"))
        for event, element in walker:
            tag = element.tag
            if event == "start":
                number += 1
                top = stack[-1]
                style = element.get("style")
                classes = element.get("class") or ""
                if (
                    element.get("hidden") is not None
                    or (style and _HIDDEN.search(style))
                    or (classes and _UNSEEN.search(classes))
                    or (element.get("aria-hidden") == "true" and tag not in _BLOCKS)
                ):
                    self.hidden += 1
                    walker.skip_subtree()
                    stack.append(top)
                    continue
                if tag in _BLOCKS:
                    in_row = tag in ("td", "th")
                    if in_row:
                        self._add(" | " if self._parts else "", top)
                    else:
                        self._flush(top)
                    names = f"{classes} {element.get('id') or ''} {element.get('itemprop') or ''} {element.get('role') or ''}".strip().lower()
                    own = hints_of(tag, names)
                    kind = _KINDS.get(tag, top.kind if top.kind in (Kind.LIST_ITEM, Kind.QUOTE, Kind.CAPTION, Kind.TABLE) and not in_row else top.kind)
                    opened = _Open(tag, number, (number, *top.path[: _MAX_PATH - 1]), own | (top.own if len(top.path) < 2 else _own(top)), top.hints | own, kind, top.depth + 1, top.link, False, names)
                    self._line = element.sourceline or 0
                elif tag == "br":
                    self._add("\n", top)
                    opened = top
                else:
                    link = top.link or (tag == "a" and element.get("href") is not None)
                    if link and not top.link:
                        self._links += 1
                    bold = top.bold or tag in ("b", "strong")
                    opened = top if link == top.link and bold == top.bold else _Open(top.tag, top.number, top.path, top.own, top.hints, top.kind, top.depth, link, bold, top.tokens)
                stack.append(opened)
                if element.text:
                    self._add(element.text, opened)
            else:
                opened = stack.pop()
                top = stack[-1]
                if tag in _BLOCKS and tag not in ("td", "th"):
                    self._flush(opened)
                if element.tail:
                    self._add(element.tail, top)
        self._flush(stack[-1])

    def _add(self, text: str, where: _Open) -> None:
        if text == "\n":
            self._parts.append("\n")
            self._space = False
            return
        if where.kind is Kind.PRE:
            self._parts.append(text)
            self._size += len(text)
            return
        words = text.split()
        if not words:
            self._space = True
            return
        joined = " ".join(words)
        if (self._space or text[0].isspace()) and self._parts:
            self._parts.append(" ")
        self._parts.append(joined)
        self._space = text[-1].isspace()
        self._size += len(joined)
        if where.link:
            self._link_chars += len(joined)
        if where.bold:
            self._bold_chars += len(joined)

    def _flush(self, where: _Open) -> None:
        """End the block that is being read, if it has words."""
        if self._size:
            whole = "".join(self._parts)
            kind = where.kind
            pieces = [whole] if kind is Kind.PRE or "\n" not in whole else _split_breaks(whole)
            share_links, share_bold = self._link_chars / self._size, self._bold_chars / self._size
            for piece in pieces:
                piece = piece.strip() if kind is not Kind.PRE else piece.strip("\n")
                if not piece or piece.isspace():
                    continue
                if kind is not Kind.PRE:
                    piece = piece.replace("\n", " ")
                else:
                    piece = "\u2028".join(piece.splitlines())
                self.texts.append(piece)
                self.kinds.append(kind)
                self.origins.append(
                    Origin(where.tag, where.path, where.own, where.hints, where.depth, round(share_links * len(piece)), self._links, round(share_bold * len(piece)), self._line, where.tokens)
                )
        self._parts.clear()
        self._size = self._link_chars = self._links = self._bold_chars = 0
        self._space = False


def _own(top: _Open) -> int:
    return hints_of(top.tag, top.tokens)


def _split_breaks(whole: str) -> list[str]:
    """Split a block at double line breaks; at single ones too where the lines are paragraphs or a list of their own."""
    pieces = regex.split(r"\s*\n\s*\n\s*", whole)
    out: list[str] = []
    for piece in pieces:
        lines = [line.strip() for line in piece.split("\n") if line.strip()]
        long = sum(len(line) >= 80 for line in lines)
        if len(lines) > 1 and (long >= 2 or all(len(line) < 80 for line in lines) and len(lines) > 2):
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
        left = part.lstrip(EDGE)
        content_start = end - len(left)
        content_end = content_start + len(left.rstrip(EDGE))
        if content_start >= content_end:
            content_start, content_end = start, end
        words = part.count(" ") + 1
        if not part.isascii() and (wide := len(_CJK.findall(part))):
            words = max(words, wide // 2)
        ended = ends_sentence(part, 0, len(part))
        blocks.append(Block(nth, start, end, kind, content_start, content_end, words, ended, (ended and words >= PROSE_MIN_WORDS) or words >= LONG_MIN_WORDS))
    return "\n".join(texts), blocks
