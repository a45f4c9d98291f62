"""The body as Markdown (CommonMark with GitHub's tables and strikethrough), which reads as the same words again."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import regex

from newsclean.output.lines import Line, Token
from newsclean.output.structure import Around, Piece, same_list

# Where emphasis cannot be written so that a parser finds it again, the words stand without it.
_DELIMITERS = {"em": "*", "strong": "**", "del": "~~"}
_MAX_PASSES = 8
_ESCAPED = regex.compile(r"[\\`*\[\]~]|<(?=[A-Za-z/!?])|&(?=\#?\w{1,32};)|(?<![^\W_])_|_(?![^\W_])")
# What opens a block at the beginning of a line …
_OPENS_BLOCK = regex.compile(r"(?P<before>[0-9]{1,9})?(?P<mark>(?<=[0-9])[.)](?=\s|$)|\#{1,6}(?=\s|$)|[-+](?=\s|$)|>|-[-\s]*$)")
# … and what makes a heading or a table of the line before.
_GOES_WITH_LINE = regex.compile(r"(?P<before>)(?P<mark>[-:|]|=+\s*$)")
_CLOSES_HEADING = regex.compile(r"(?:(?<=\s)|^)\#+$")
_TICKS = regex.compile(r"`+")
_ENTITY = regex.compile(r"&(?=\#?\w{1,32};)")
_UNSAFE_IN_ADDRESS = regex.compile(r"[\s<>()\\`|\"^{}]")


class _Part(NamedTuple):
    """A part of a line: "text", "[", "](", "code", "break", or a delimiter ("*", "**", "~~"), open or not, of the pair `pair`."""

    what: str
    text: str = ""
    opens: bool = False
    pair: int = -1


class _Level(NamedTuple):
    """A quotation or a list item that is open: what stands before its first line and before the others."""

    around: Around
    first: str
    rest: str


def render(pieces: Sequence[Piece], *, escape: bool) -> str:
    """Return pieces as Markdown; `escape` says that their words are no Markdown themselves."""
    out: list[str] = []
    levels: list[_Level] = []
    before: Piece | None = None
    for piece in pieces:
        around = [one for one in piece.around if one.kind != "dt"]
        same = 0
        while same < min(len(around), len(levels)) and around[same] == levels[same].around:
            same += 1
        new = [_level(one, levels[same] if nth == 0 and same < len(levels) else None) for nth, one in enumerate(around[same:])]
        shared = [level.rest for level in levels[:same]]
        if before is not None and not _is_tight(before, piece, levels, same, new):
            out.append("".join(shared).rstrip())
        levels = levels[:same] + new
        rest = "".join(level.rest for level in levels)
        first = "".join(shared) + "".join(level.first for level in new)
        for line in _lines(piece, escape):
            out.append((first + line).rstrip(" ") if not line else first + line)
            first = rest
        before = piece
    return "\n".join(out) + "\n" if out else ""


def _level(one: Around, before: _Level | None) -> _Level:
    """Return an opened container; a list that is not the one before it takes another mark, or it would go on with it."""
    if one.kind == "quote":
        return _Level(one, "> ", "> ")
    if one.kind != "ol":
        return _Level(one, "- ", "  ")
    end = "."
    if before is not None and before.around.kind == "ol":
        end = before.first[-2] if same_list(before.around, one) else "." if before.first[-2] == ")" else ")"
    mark = f"{one.number}{end} "
    return _Level(one, mark, " " * len(mark))


def _is_tight(before: Piece, piece: Piece, levels: Sequence[_Level], same: int, new: Sequence[_Level]) -> bool:
    """Return whether no blank line stands between two pieces: between items of a list, and before a list in an item."""
    if before.kind != "paragraph" or piece.kind != "paragraph" or len(new) != 1 or new[0].around.kind == "quote":
        return False
    if any(level.around.kind == "quote" for level in levels[same:]):
        return False
    if same < len(levels):
        return same_list(levels[same].around, new[0].around)
    return same > 0 and levels[-1].around.kind != "quote" and (new[0].first == "- " or new[0].around.number == 1)


def _lines(piece: Piece, escape: bool) -> list[str]:
    """Return the lines of a piece."""
    if piece.kind == "heading":
        return [_heading(piece.level, piece.line, escape)]
    if piece.kind == "code":
        fence = "`" * max(3, 1 + max((len(run) for run in _TICKS.findall(piece.text)), default=0))
        return [fence, *piece.text.split("\n"), fence]
    if piece.kind == "table":
        return _table(piece, escape)
    if piece.kind == "picture":
        return [f"![{_escaped(piece.text)}]({_address(piece.address)})"]
    lines = _inline(piece.line, escape).split("\n")
    return [_safe_start(line, nth > 0) for nth, line in enumerate(lines)] if escape else lines


def _heading(level: int, line: Line, escape: bool) -> str:
    text = _inline(_unbroken(line), escape)
    if escape and (match := _CLOSES_HEADING.search(text)):
        text = f"{text[: match.start()]}\\{match[0]}"
    return f"{'#' * level} {text}"


def _table(piece: Piece, escape: bool) -> list[str]:
    rows = [_row(row, escape) for row in piece.rows]
    width = max(map(len, rows))
    if not all(cell.head for cell in piece.rows[0] if cell.lines):
        rows.insert(0, [])
    rows[0] += [""] * (width - len(rows[0]))
    rows.insert(1, ["---"] * width)
    return [f"| {' | '.join(row)} |" for row in rows]


def _row(cells: Iterable[tuple[Sequence[Line], int, bool]], escape: bool) -> list[str]:
    """Return the texts of a row's cells, an empty one for each column that a cell covers besides its own."""
    out: list[str] = []
    for lines, columns, _ in cells:
        out += [" ".join(_inline(_unbroken(line), escape) for line in lines).replace("|", "\\|"), *[""] * (columns - 1)]
    return out


def _unbroken(line: Line) -> Line:
    return tuple(Token("text", " ") if token.what == "break" else token for token in line)


# -- lines -----------------------------------------------------------------------------------------------


def _inline(line: Line, escape: bool) -> str:
    """Return a line's words with their marks."""
    if not escape:  # its own delimiters stand in the words
        line = tuple(token for token in line if token.what in ("text", "break") or token.value == "link")
    out: list[str] = []
    parts = _valid(_parts(line))
    for nth, part in enumerate(parts):
        if part.what == "text":
            text = _escaped(part.text) if escape else part.text
            image = text.endswith("!") and nth + 1 < len(parts) and parts[nth + 1].what == "["
            out.append(f"{text[:-1]}\\!" if image else text)
        elif part.what == "code":
            out.append(_code(part.text))
        elif part.what == "](":
            out.append(f"]({_address(part.text)})")
        else:
            out.append("\\\n" if part.what == "break" else part.what)
    return "".join(out)


def _parts(line: Line) -> list[_Part]:
    """Return the parts of a line: neighbouring texts as one, code as one."""
    parts: list[_Part] = []
    open_: list[tuple[int, str]] = []
    pairs = 0
    code: list[str] | None = None
    for token in line:
        if token.value == "code" and token.what != "text":
            if token.what == "open":
                code = []
            else:
                parts.append(_Part("code", "".join(code or ())))
                code = None
        elif token.what == "text":
            if code is not None:
                code.append(token.value)
            else:
                parts.append(_Part("text", token.value))
        elif token.what == "break":
            parts.append(_Part("break"))
        elif token.value == "link":
            if token.what == "open":
                open_.append((-1, token.address))
                parts.append(_Part("["))
            else:
                parts.append(_Part("](", open_.pop()[1]))
        elif token.value in _DELIMITERS:
            if token.what == "open":
                open_.append((pairs, ""))
                parts.append(_Part(_DELIMITERS[token.value], "", True, pairs))
                pairs += 1
            else:
                parts.append(_Part(_DELIMITERS[token.value], "", False, open_.pop()[0]))
    return parts


def _valid(parts: list[_Part]) -> list[_Part]:
    """Return the parts without the delimiters that a parser would not take for such, neighbouring texts joined."""
    for _ in range(_MAX_PASSES):
        parts = _merged(parts)
        wrong = _wrong_pairs(parts)
        if not wrong:
            return parts
        parts = [part for part in parts if part.pair not in wrong]
    return _merged([part for part in parts if part.pair < 0])


def _merged(parts: list[_Part]) -> list[_Part]:
    out: list[_Part] = []
    for part in parts:
        if part.what == "text" and out and out[-1].what == "text":
            out[-1] = _Part("text", out[-1].text + part.text)
        else:
            out.append(part)
    return out


def _wrong_pairs(parts: list[_Part]) -> set[int]:
    """Return the pairs of delimiters of which one stands where it opens or closes nothing (CommonMark 0.31, 6.2)."""
    wrong: set[int] = set()
    pending: dict[str, int] = {}
    at = 0
    while at < len(parts):
        if parts[at].pair < 0:
            at += 1
            continue
        end = at
        while end < len(parts) and parts[end].pair >= 0 and parts[end].what[0] == parts[at].what[0]:
            end += 1
        run = parts[at:end]
        before = _last(parts[at - 1]) if at else "\n"
        after = _first(parts[end]) if end < len(parts) else "\n"
        if len({part.opens for part in run}) > 1:
            wrong |= {part.pair for part in run if part.opens}
        inner, outer = (after, before) if run[0].opens else (before, after)
        if inner.isspace() or (_may_be_punctuation(inner) and not (outer in " \n" or _is_punctuation(outer))):
            wrong |= {part.pair for part in run}
        elif run[0].opens and pending.get(run[0].what[0]) and outer not in " \n" and not (_is_punctuation(outer) and not _may_be_punctuation(inner)):
            wrong |= {part.pair for part in run}  # it would close what is open around it
        for part in run:
            pending[part.what[0]] = pending.get(part.what[0], 0) + (1 if part.opens else -1)
        at = end
    return wrong


def _last(part: _Part) -> str:
    return part.text[-1] if part.what == "text" else {"code": "`", "](": ")", "break": "\n"}.get(part.what, part.what[-1])


def _first(part: _Part) -> str:
    return part.text[0] if part.what == "text" else {"code": "`", "break": "\\"}.get(part.what, part.what[0])


def _may_be_punctuation(char: str) -> bool:
    """Return whether a parser may take a character for punctuation; older ones do not count symbols."""
    return unicodedata.category(char)[0] in "PS"


def _is_punctuation(char: str) -> bool:
    return unicodedata.category(char)[0] == "P" or (char.isascii() and _may_be_punctuation(char))


def _escaped(text: str) -> str:
    return _ESCAPED.sub(r"\\\g<0>", text)


def _safe_start(line: str, goes_on: bool) -> str:
    """Return a line whose beginning opens no block."""
    line = line.lstrip()
    match = _OPENS_BLOCK.match(line) or (_GOES_WITH_LINE.match(line) if goes_on else None)
    return f"{match['before'] or ''}\\{line[match.start('mark') :]}" if match else line


def _code(text: str) -> str:
    runs = {len(run) for run in _TICKS.findall(text)}
    fence = "`" * next(size for size in range(1, len(runs) + 2) if size not in runs)
    space = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{space}{text}{space}{fence}"


def _address(address: str) -> str:
    """Return an address as the destination of a link."""
    address = _UNSAFE_IN_ADDRESS.sub(lambda match: "".join(f"%{byte:02X}" for byte in match[0].encode("utf-8", "replace")), address)
    return _ENTITY.sub(r"\\&", address)
