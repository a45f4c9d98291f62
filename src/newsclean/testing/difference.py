"""Say how a body differs from the expected one: what is wrongly kept, what is wrongly removed and by which filter."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import partial
from typing import TYPE_CHECKING

from newsclean.model import FILLER, Removal, Span, Verdict
from newsclean.testing.matching import squeeze

if TYPE_CHECKING:
    from newsclean.article import Article

_BREAK = "\n\n"
# Other spaces than these stay inside words, so that a non-breaking space is seen to differ.
_TOKEN = re.compile(r"\n\n|[^ \n]+")
# Fewer equal words than this between two differences are chance ("of the"), not common text.
_MIN_COMMON_WORDS = 3
# At the edge of a paragraph fewer equal words count, if no more words than this differ beside them.
_MAX_EDIT_AT_EDGE = 8
# Above this similarity of characters, two runs of words are the same text that reads differently.
_SAME_TEXT = 0.6
# Longer texts are lined up by their rarer words alone: with "the" and "of" it takes a time that grows with the square.
_MAX_PAIRS = 1_000_000
_MAX_ENTRIES = 15
_MAX_SHOWN = 400


@dataclass(frozen=True, slots=True)
class Token:
    """A word, or the break between two paragraphs, with its place in the text."""

    text: str
    start: int
    end: int


def body_difference(expected: str, article: Article) -> str | None:
    """Compare a body, paragraph by paragraph. Returns: what a person should read, or None if the two are equal."""
    if article.text == expected:
        return None
    kinds: dict[str, int] = {}
    entries: list[Callable[[], list[str]]] = []
    for kind, entry in _entries(expected, article):
        kinds[kind] = kinds.get(kind, 0) + 1
        entries.append(entry)
    summary = ", ".join(f"{count} {kind}" for kind, count in kinds.items())
    head = [f"the body differs from expected.txt: {summary or 'only in white space'}"]
    if article.verdict is Verdict.NO_ARTICLE:
        head.append(f"  verdict no_article, so the body is empty: {article.verdict_reason}")
    head += [f"  warning {warning}" for warning in article.warnings]
    if not entries:
        head += ["", *_first_difference(expected, article.text)]
    shown = [line for entry in entries[:_MAX_ENTRIES] for line in ("", *entry())]
    if len(entries) > _MAX_ENTRIES:
        shown += ["", f"and {len(entries) - _MAX_ENTRIES} more"]
    return "\n".join([*head, *shown])


def explain(article: Article, start: int, end: int) -> list[str]:
    """Return a line for each removal that touches a span of the source: who marked it, how surely, and why."""
    span = Span(start, end)
    applied = {id(r) for r in article.removals}
    lines: list[str] = []
    for removal in (*article.removals, *(r for r in article.candidates if id(r) not in applied)):
        if not removal.span.overlaps(span):
            continue
        line = _sentence(removal, article, id(removal) in applied)
        if line not in lines:
            lines.append(line)
    return lines


def line_of(article: Article, offset: int) -> int:
    """Return the number of the source line that an offset is in."""
    return len(re.findall(r"\r\n|\r|\n", article.document.text[:offset])) + 1


def show(text: str) -> str:
    """Return a text on one line, invisible characters made visible, a long one shortened in its middle."""
    visible = "".join(char if char.isprintable() else "⏎" if char == "\n" else char.encode("unicode_escape").decode() for char in text)
    if len(visible) <= _MAX_SHOWN:
        return visible
    return f"{visible[: _MAX_SHOWN * 3 // 4]} […] {visible[-_MAX_SHOWN // 4 :]}"


def _sentence(removal: Removal, article: Article, applied: bool) -> str:
    name = removal.filter if removal.filter == removal.category else f"{removal.filter} as {removal.category}"
    said = f"({removal.tier.name.lower()}): {removal.reason}, {show(removal.evidence[:80])!r}"
    if applied:
        return f"removed by {name} {said}"
    if removal.tier > article.profile.deepest:
        return f"kept, as the profile {article.profile} does not cut what is only {removal.tier.name.lower()}; marked by {name} {said}"
    return f"kept, as the guard undid {name} {said}"


def _entries(expected: str, article: Article) -> Iterator[tuple[str, Callable[[], list[str]]]]:
    got = article.text
    wanted_pars, got_pars = _paragraphs(expected), _paragraphs(got)
    matcher = SequenceMatcher(None, [text for text, _ in wanted_pars], [text for text, _ in got_pars], autojunk=False)
    reading = _Reading(article)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag != "equal":
            yield from _compare(_tokens(wanted_pars[i1:i2]), _tokens(got_pars[j1:j2]), article, reading)


def _paragraphs(text: str) -> list[tuple[str, int]]:
    found: list[tuple[str, int]] = []
    at = 0
    for part in text.split(_BREAK):
        if part:
            found.append((part, at))
        at += len(part) + len(_BREAK)
    return found


def _tokens(paragraphs: Sequence[tuple[str, int]]) -> list[Token]:
    tokens: list[Token] = []
    for nth, (text, start) in enumerate(paragraphs):
        if nth:
            tokens.append(Token(_BREAK, start - len(_BREAK), start))
        tokens += [Token(match[0], start + match.start(), start + match.end()) for match in _TOKEN.finditer(text)]
    return tokens


def _compare(wanted: list[Token], got: list[Token], article: Article, reading: _Reading) -> Iterator[tuple[str, Callable[[], list[str]]]]:
    for i1, i2, j1, j2 in _runs([t.text for t in wanted], [t.text for t in got]):
        less, more = wanted[i1:i2], got[j1:j2]
        less_words, more_words = ([t.text for t in run if t.text != _BREAK] for run in (less, more))
        if less_words == more_words:
            if len(less) != len(more):
                yield "wrong paragraph break", partial(_breaks, wanted, got, i1, j1, len(less) > len(more))
            continue
        less_pieces, more_pieces = _pieces(less), _pieces(more)
        if len(less_pieces) == len(more_pieces) == 1 and _alike(" ".join(less_words), " ".join(more_words)):
            yield "reading differently", partial(_reads_differently, less_pieces[0], wanted, more_pieces[0], got, article)
            continue
        for piece in less_pieces:
            yield "wrongly removed", partial(_wrongly_removed, piece, wanted, article, reading)
        for piece in more_pieces:
            yield "wrongly kept", partial(_wrongly_kept, piece, got, article)


def _runs(wanted: list[str], got: list[str]) -> Iterator[tuple[int, int, int, int]]:
    """Yield the places where two lists of words differ, chance agreements of a few words not counted."""
    i = j = 0
    frequent_too = len(wanted) * len(got) <= _MAX_PAIRS
    blocks = SequenceMatcher(None, wanted, got, autojunk=not frequent_too).get_matching_blocks() if wanted and got else []
    for a, b, size in (*blocks, (len(wanted), len(got), 0)):
        words = sum(word != _BREAK for word in wanted[a : a + size])
        edge = (a == 0 and b == 0) or (a + size == len(wanted) and b + size == len(got))
        small_edit = min(len(wanted), len(got)) - size <= _MAX_EDIT_AT_EDGE
        if a + size < len(wanted) or b + size < len(got):
            if words < _MIN_COMMON_WORDS and not (edge and small_edit):
                continue
        elif size and words < _MIN_COMMON_WORDS and not small_edit:
            continue
        if i < a or j < b:
            yield i, a, j, b
        i, j = a + size, b + size


def _pieces(run: list[Token]) -> list[list[Token]]:
    pieces: list[list[Token]] = [[]]
    for token in run:
        if token.text == _BREAK:
            pieces.append([])
        else:
            pieces[-1].append(token)
    return [piece for piece in pieces if piece]


def _framed(piece: list[Token], tokens: list[Token]) -> str:
    """Return a piece as shown, with dots where its paragraph goes on."""
    first, last = tokens.index(piece[0]), tokens.index(piece[-1])
    before = "… " if first and tokens[first - 1].text != _BREAK else ""
    after = " …" if last + 1 < len(tokens) and tokens[last + 1].text != _BREAK else ""
    return before + show(" ".join(token.text for token in piece)) + after


def _alike(one: str, other: str) -> bool:
    """Return whether two short texts are the same text that reads differently; a long one counts as removed and another kept."""
    if max(len(one), len(other)) > _MAX_SHOWN:
        return False
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= _SAME_TEXT


def _reads_differently(less: list[Token], wanted: list[Token], more: list[Token], got: list[Token], article: Article) -> list[str]:
    line = line_of(article, article.to_source(more[0].start))
    return [f"reads differently (input line {line}):", f"  - {_framed(less, wanted)}", f"  + {_framed(more, got)}"]


def _wrongly_kept(piece: list[Token], tokens: list[Token], article: Article) -> list[str]:
    span = article.to_source(Span(piece[0].start, piece[-1].end))
    said = [line for line in explain(article, span.start, span.end) if line.startswith("kept")] or ["no filter marks it"]
    return [f"wrongly kept (input line {line_of(article, span.start)}):", f"  + {_framed(piece, tokens)}", *(f"    {line}" for line in said)]


def _wrongly_removed(piece: list[Token], tokens: list[Token], article: Article, reading: _Reading) -> list[str]:
    shown = f"  - {_framed(piece, tokens)}"
    span = reading.find([token.text for token in piece])
    if span is None:
        return ["wrongly removed, or read differently:", shown, "    the input has no such text in one piece"]
    moved = squeeze(" ".join(token.text for token in piece)) in squeeze(article.text)
    said = [line for line in explain(article, span.start, span.end) if line.startswith("removed")] or ["the body has it in another place" if moved else "no removal covers it"]
    return [f"wrongly removed (input line {line_of(article, span.start)}):", shown, *(f"    {line}" for line in said)]


def _breaks(wanted: list[Token], got: list[Token], i: int, j: int, missing: bool) -> list[str]:
    tokens, at = (wanted, i) if missing else (got, j)
    before = " ".join(token.text for token in tokens[max(0, at - 6) : at] if token.text != _BREAK)
    after = " ".join(token.text for token in tokens[at : at + 8] if token.text != _BREAK)
    return ["a paragraph break is missing:" if missing else "a paragraph break is too much:", f"  {'-' if missing else '+'} … {show(before)} ¶ {show(after)} …"]


def _first_difference(expected: str, got: str) -> list[str]:
    at = next((i for i, (a, b) in enumerate(zip(expected, got, strict=False)) if a != b), min(len(expected), len(got)))
    start = max(0, at - 30)
    return ["first difference:", *(f"  {sign} … {text[start : at + 30]!r} …" for sign, text in (("-", expected), ("+", got)))]


class _Reading:
    """A source as the reader mended it, in which expected texts are found with their place in the source."""

    def __init__(self, article: Article) -> None:
        mended = article.document.mended
        self._offsets = [i for i, char in enumerate(mended) if char != FILLER]
        self._text = mended.replace(FILLER, "")
        self._holes = sorted((r.span.start, r.span.end) for r in article.removals)
        self._starts = [start for start, _ in self._holes]

    def find(self, words: Sequence[str]) -> Span | None:
        """Return where a run of words stands, if twice then where something was removed."""
        first: Span | None = None
        for match in re.finditer(r"\s+".join(map(re.escape, words)), self._text):
            span = Span(self._offsets[match.start()], self._offsets[match.end() - 1] + 1)
            first = first or span
            if any(start < span.end and span.start < end for start, end in self._holes[: bisect_right(self._starts, span.end)]):
                return span
        return first
