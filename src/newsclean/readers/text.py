"""Read scraped text: find its paragraphs, mend what flattening broke, and say what was mended.

The document's text is the input as given. Lines become blocks. Lines that one paragraph was broken into (hard wrapping,
an inline tag that a scraper turned into a line break) are joined by a recorded repair; menus, poems and lists are not.
"""

from __future__ import annotations

from newsclean.errors import InputError
from newsclean.model import FILLER, Block, Document, Kind, Repair, Span
from newsclean.patterns import lazy_pattern
from newsclean.readers.blocks import CJK, content_of, ends_sentence, make_block
from newsclean.readers.mend import Mend, find_mends

_BULLETS = ("- ", "* ", "• ", "– ", "· ", "▪ ", "+ ")
_NUMBERED = lazy_pattern(r"\d{1,2}[.)] ")
_HEADING = lazy_pattern(r"#{1,6} [\s\uffff]*")
_TABLE_RULE_CHARS = "|:- \t\xa0"
# The same as `CJK`, which is inside this range: one range is passed over in a third of the time of six.
_WIDE = lazy_pattern(rf"[\u0e00-\u9fff](?<={CJK.pattern})")
# Lines are stripped of white space and of fillers mixed with it.
_BLANK = "\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000" + FILLER
# What a sentence goes on with at the start of a line, and what it hangs on at the end of one.
_GOES_ON = frozenset(",.;:!?)]%’”»")
_HANGS = frozenset("(,“„«‘[$€£/")
_NO_SPACE_BEFORE = frozenset(",.;:!?)]%’”")
_NO_SPACE_AFTER = frozenset("(“„‘[$€£/")
# Newsrooms that write bylines in lower case ("di Marta Lorenzi", "por Ana Sá") do so under a headline without a full stop.
_BYLINE = lazy_pattern(r"(?:by|di|von|por|par|de|da|av|af|door) \p{Lu}[\w'’.-]*(?: [\p{Lu}d][\w'’.-]*){0,5}$")
# A line that is shorter than this was not broken by a tag inside a paragraph: verse, menus and recipes are made of such lines.
_LONG_LINE_CHARS = 60
# The beginning of a sentence before a name may be shorter, when a long line goes on behind the name.
_HALF_LINE_CHARS = 25
# Hard wrapping: mail and wire copy breaks at 60 to 80 columns, quoted mail a little earlier, wide terminals later.
_WRAP_MIN, _WRAP_MAX = 50, 110
_WRAP_FULL = 0.7
# Mojibake is reported and never guessed at: these pairs are UTF-8 read as Windows-1252.
_MOJIBAKE = lazy_pattern("\u00c3[\u00a1-\u00bf]|\u00e2\u20ac[\u2122\u0153\u009d\u201c\u201d\u00a6]|\u00c2[\u00a0\u00b7\u00bb\u00ab\u00b0]|\ufffd")

_PARAGRAPH = Kind.PARAGRAPH

Line = tuple[int, int]


def read_text(text: str, url: str | None = None) -> Document:
    """Read a text into a document.

    Args: `text` is what a scraper left, of any length; `url` is carried along.
    Returns: a document whose blocks are in order and hold all that is not white space. An empty text has no blocks.
    Raises: `InputError` if the text holds NUL characters: it is binary.
    """
    if "\x00" in text:
        at = text.index("\x00")
        raise InputError(f"source: expected text, got binary data (NUL at character {at}); decode it, or pass bytes with encoding=")
    mends = find_mends(text)
    mended = _apply(text, mends) if mends else text
    captions = _captions(text, mends)
    joins: list[Mend] = []
    groups = _paragraphs(mended, joins, padded=bool(mends))
    if joins:
        mended = _apply(mended, joins)
        mends = sorted(mends + joins, key=lambda mend: (mend.start, mend.end))
    wide = not text.isascii() and _is_wide(text)
    blocks, marks = _blocks(mended, groups, captions, wide, padded=bool(mends))
    if marks:
        mended = _apply(mended, marks)
        mends = sorted(mends + marks, key=lambda mend: (mend.start, mend.end))
    warnings: tuple[str, ...] = ()
    if ("\u00c3" in text or "\u00c2" in text or "\ufffd" in text or ("\u00e2" in text and "\u20ac" in text)) and (found := _MOJIBAKE.search(text)) is not None:
        warnings = (f"mojibake: {found[0]!r} at character {found.start()}: the text was decoded with a wrong charset before",)
    repairs = tuple(Repair(Span(m.start, m.end), m.replacement, m.reason) for m in mends)
    return Document(text=text, mended=mended, blocks=tuple(blocks), repairs=repairs, url=url, warnings=warnings)


def _is_wide(text: str) -> bool:
    """Return whether a text is written without spaces between words, by a look at its beginning and its middle."""
    middle = len(text) // 2
    return any(not part.isascii() and _WIDE.search(part) is not None for part in (text[:200], text[middle : middle + 200]))


def _apply(text: str, mends: list[Mend]) -> str:
    """Return the text with its repairs, padded so that no offset moves; a break becomes line feeds."""
    parts, at = [], 0
    for mend in mends:
        size = mend.end - mend.start
        parts.append(text[at : mend.start])
        parts.append("\n" * size if mend.breaks else mend.replacement + FILLER * (size - len(mend.replacement)))
        at = mend.end
    parts.append(text[at:])
    return "".join(parts)


def _paragraphs(mended: str, joins: list[Mend], padded: bool) -> list[Line]:
    """Return the paragraphs; lines that belong to one are joined, by the repairs appended to `joins`.

    Lines are without the white space and the fillers around them; between two blank lines stands a run of them.
    """
    groups: list[Line] = []
    run: list[Line] = []
    at = 0
    lines = mended.splitlines(keepends=True)
    for line, words in zip(lines, map(_strip_padded if padded else str.strip, lines), strict=True):
        if words:
            start = at if line[0] == words[0] else at + line.index(words[0])
            run.append((start, start + len(words)))
        elif run:
            groups += run if len(run) == 1 else _joined(mended, run, joins)
            run.clear()
        at += len(line)
    groups += run if len(run) < 2 else _joined(mended, run, joins)
    return groups


def _strip_padded(line: str) -> str:
    """Return a line without the white space, and the fillers mixed with it, at both ends."""
    words = line.strip()
    return words.strip(_BLANK) if words[:1] == FILLER or words[-1:] == FILLER else words


def _captions(text: str, mends: list[Mend]) -> list[Line]:
    """Return what stands between the two shortcodes of each caption; one that is never closed encloses nothing."""
    captions: list[Line] = []
    opened = None
    for mend in mends:
        if mend.reason == "caption shortcode":
            if not text.startswith("[/", mend.start):
                opened = mend.end
            elif opened is not None:
                captions.append((opened, mend.start))
                opened = None
    return captions


def _joined(mended: str, run: list[Line], joins: list[Mend]) -> list[Line]:
    """Return the paragraphs of a run of lines; append the repairs to `joins`."""
    wrapped = _wrapped(mended, run) if len(run) >= 3 else None
    return _join(mended, run, wrapped if wrapped is not None else _broken(mended, run), joins)


def _join(mended: str, run: list[Line], joined: list[bool], joins: list[Mend]) -> list[Line]:
    groups = [run[0]]
    for line, with_last in zip(run[1:], joined, strict=True):
        if with_last:
            start, end = groups[-1]
            tight = mended[line[0]] in _NO_SPACE_BEFORE or mended[end - 1] in _NO_SPACE_AFTER
            joins.append(Mend(end, line[0], "" if tight else " ", False, "line break inside a paragraph"))
            groups[-1] = (start, line[1])
        else:
            groups.append(line)
    return groups


def _wrapped(mended: str, run: list[Line]) -> list[bool] | None:
    """Return which lines of a hard-wrapped region go on with the next, or None if the region is not wrapped.

    A region is wrapped when its longest line has 50 to 110 characters, most lines come near to it, and at least two
    (and two in five) break off inside a sentence that the next line goes on with in lower case.
    """
    sizes = [end - start for start, end in run]
    width = max(sizes)
    if not _WRAP_MIN <= width <= _WRAP_MAX:
        return None
    full = sum(size >= _WRAP_FULL * width for size in sizes[:-1])
    goes_on = sum(mended[b[0]].islower() and not ends_sentence(mended, *a) and size >= _WRAP_FULL * width for a, b, size in zip(run, run[1:], sizes, strict=False))
    breaks = len(run) - 1
    if goes_on < max(2, 0.4 * breaks) or full < 0.6 * breaks:
        return None
    joined = []
    for a, b, size in zip(run, run[1:], sizes, strict=False):
        short = size < _WRAP_FULL * width
        ended = ends_sentence(mended, *a)
        bullet = mended.startswith(_BULLETS, b[0])
        joined.append(not bullet and not (short and ended) and not (short and not mended[b[0]].islower()))
    return joined


def _broken(mended: str, run: list[Line]) -> list[bool]:
    """Return which lines go on with the next because an inline tag stood at the break.

    A line that begins with a comma or in lower case goes on with one before that ends no sentence, if one of them is
    long; a long line that breaks off goes on with a short one (the link, the name) that itself goes on so.
    """
    count = len(run)
    on = [False] * (count - 1)
    size = run[0][1] - run[0][0]
    for i in range(count - 1):
        (a, b), (c, d) = run[i], run[i + 1]
        on[i] = _goes_on(mended, (a, b), (c, d), max(size, d - c) >= _LONG_LINE_CHARS)
        if not on[i] and i + 2 < count and d - c < _LONG_LINE_CHARS and _breaks_off(mended, a, b) and not mended.startswith(_BULLETS, c):
            # a link or a name on its own line: the line behind it goes on with the sentence
            behind = run[i + 2][1] - run[i + 2][0]
            if size >= _LONG_LINE_CHARS or (size >= _HALF_LINE_CHARS and mended[b - 1].islower() and behind >= _LONG_LINE_CHARS):
                on[i] = _goes_on(mended, (c, d), run[i + 2], True)
        size = size + d - c if on[i] else d - c
    return on


def _breaks_off(mended: str, start: int, end: int) -> bool:
    return mended[end - 1] != ":" and not ends_sentence(mended, start, end) and not mended.startswith(_BULLETS, start)


def _goes_on(mended: str, line: Line, following: Line, long: bool) -> bool:
    """Return whether a sentence goes on over the break between two lines; `long` says that one of them is no short label."""
    (a, b), (c, d) = line, following
    first = mended[c]
    if not (first.islower() or first in _GOES_ON or mended[b - 1] in _HANGS) or not _breaks_off(mended, a, b):
        return False
    if d - c < _LONG_LINE_CHARS and _BYLINE.match(mended, c, d) and not ends_sentence(mended, c, d):
        return False
    if first in _GOES_ON:
        return long or (first in ",.;" and d - c > 2)
    return long and d - c >= 3


def _blocks(mended: str, groups: list[Line], captions: list[Line], wide: bool, padded: bool) -> tuple[list[Block], list[Mend]]:
    """Make blocks of the paragraphs; return them and the marks of Markdown to mend."""
    blocks: list[Block] = []
    marks: list[Mend] = []
    nth = caption = 0
    gaps = "  " in mended or "\t" in mended
    for start, end in groups:
        part = mended[start:end]
        first = part[0]
        if part[-1] == "." and first.isalnum() and part[-2].isalnum():  # as most paragraphs are
            content, ended = (start, end - 1), True
        else:
            content, ended = content_of(part, start, end), ends_sentence(mended, start, end)
        kind = _PARAGRAPH
        if not first.isalpha():
            if part.startswith(_BULLETS) or (first.isdigit() and _NUMBERED.match(part)):
                kind = Kind.LIST_ITEM
            elif first == "#" and (match := _HEADING.match(part)):
                kind = Kind.HEADING
                marks.append(Mend(start, start + match.end(), "", False, "Markdown heading mark"))
                start += match.end()
            elif first == ">" and part.startswith("> "):
                kind = Kind.QUOTE
            elif first == "|" and part.count("|") > 1:
                kind = Kind.TABLE
                if "---" in part and not part.strip(_TABLE_RULE_CHARS + FILLER):
                    marks.append(Mend(start, end, "", False, "Markdown table rule"))
                    continue
        if captions:
            while caption < len(captions) and captions[caption][1] < end:
                caption += 1
            if caption < len(captions) and captions[caption][0] <= start:
                kind = Kind.CAPTION
        words = len(part.split()) if gaps and ("  " in part or "\t" in part) else part.count(" ") + 1
        if padded and FILLER in part:
            words = len(part.replace(FILLER, "").split())
        if wide:
            words = max(words, len(CJK.findall(part)) // 2)
        blocks.append(make_block(nth, start, end, kind, content, words, ended))
        nth += 1
    return blocks, marks
