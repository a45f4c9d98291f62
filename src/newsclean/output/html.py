"""The body as HTML that is safe to show: made of a few elements, then sanitised by nh3."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from html import escape

from newsclean.errors import MissingExtraError
from newsclean.output.lines import Line
from newsclean.output.structure import Around, Cell, Piece, same_list

_TAGS = "article h1 h2 h3 h4 h5 h6 p ul ol li dl dt dd blockquote table thead tbody tr th td pre code a em strong del sub sup br figure figcaption img"
_ATTRIBUTES = {"a": {"href"}, "ol": {"start"}, "td": {"colspan"}, "th": {"colspan"}, "img": {"src", "alt"}}
_SCHEMES = {"http", "https", "mailto"}
_LISTS = {"ul": ("ul", "li"), "ol": ("ol", "li"), "dt": ("dl", "dt"), "dd": ("dl", "dd")}


def render(pieces: Sequence[Piece]) -> str:
    """Return pieces as an `<article>`.

    Raises: `MissingExtraError` without nh3.
    """
    try:
        import nh3
    except ImportError as error:
        raise MissingExtraError("article.html(): expected the package nh3, which makes HTML safe; install it: pip install 'newsclean[html]'") from error
    made = "\n".join(["<article>", *_body(pieces), "</article>"])
    return nh3.clean(made, tags=set(_TAGS.split()), attributes=_ATTRIBUTES, url_schemes=_SCHEMES, link_rel=None) + "\n"


def _body(pieces: Sequence[Piece]) -> list[str]:
    out: list[str] = []
    levels: list[Around] = []
    # A paragraph that is alone in its item stands in it without a tag of its own.
    alone = Counter(piece.around[-1].element for piece in pieces if piece.around)
    for nth, piece in enumerate(pieces):
        around = piece.around
        same = 0
        while same < min(len(around), len(levels)) and around[same] == levels[same]:
            same += 1
        goes_on = same < min(len(around), len(levels)) and around[same].kind != "quote" and same_list(levels[same], around[same])
        closing = [_close(one) for one in reversed(levels[same + goes_on :])]
        if goes_on:
            closing.append(f"</{_LISTS[levels[same].kind][1]}>")
        if closing:
            out[-1] += "".join(closing)
        opening = "".join([f"<{_LISTS[one.kind][1]}>" if goes_on and one is around[same] else _open(one) for one in around[same:]])
        levels = list(around)
        if piece.kind == "caption" and nth and pieces[nth - 1].kind == "picture" and not opening and not closing:
            out[-1] = f"{out[-1].removesuffix('</figure>')}<figcaption>{_inline(piece.line)}</figcaption></figure>"
        elif piece.kind == "paragraph" and around and around[-1].kind != "quote" and alone[around[-1].element] == 1:
            out.append(opening + _inline(piece.line))
        else:
            out.append(opening + _element(piece))
    if levels:
        out[-1] += "".join(_close(one) for one in reversed(levels))
    return out


def _open(one: Around) -> str:
    if one.kind == "quote":
        return "<blockquote>"
    name, item = _LISTS[one.kind]
    return f'<ol start="{one.number}"><li>' if name == "ol" and one.number != 1 else f"<{name}><{item}>"


def _close(one: Around) -> str:
    if one.kind == "quote":
        return "</blockquote>"
    name, item = _LISTS[one.kind]
    return f"</{item}></{name}>"


def _element(piece: Piece) -> str:
    if piece.kind == "heading":
        return f"<h{piece.level}>{_inline(piece.line)}</h{piece.level}>"
    if piece.kind == "code":
        return f"<pre><code>{escape(piece.text, quote=False)}</code></pre>"
    if piece.kind == "table":
        return _table(piece)
    if piece.kind == "picture":
        return f'<figure><img src="{escape(piece.address)}" alt="{escape(piece.text)}"></figure>'
    if piece.kind == "caption":
        return f"<figure><figcaption>{_inline(piece.line)}</figcaption></figure>"
    return f"<p>{_inline(piece.line)}</p>"


def _table(piece: Piece) -> str:
    rows = ["<tr>" + "".join(_cell(cell) for cell in row) + "</tr>" for row in piece.rows]
    heads = 1 if all(cell.head for cell in piece.rows[0] if cell.lines) else 0
    head = ["<thead>", *rows[:heads], "</thead>"] if heads else []
    body = ["<tbody>", *rows[heads:], "</tbody>"] if rows[heads:] else []
    return "\n".join(["<table>", *head, *body, "</table>"])


def _cell(cell: Cell) -> str:
    name = "th" if cell.head else "td"
    columns = f' colspan="{cell.columns}"' if cell.columns > 1 else ""
    return f"<{name}{columns}>{'<br>'.join(_inline(line) for line in cell.lines)}</{name}>"


def _inline(line: Line) -> str:
    return "".join(_marked(line))


def _marked(line: Line) -> Iterable[str]:
    for what, value, address in line:
        if what == "text":
            yield escape(value, quote=False)
        elif what == "break":
            yield "<br>"
        elif value == "link":
            yield f'<a href="{escape(address)}">' if what == "open" else "</a>"
        else:
            yield f"<{value}>" if what == "open" else f"</{value}>"
