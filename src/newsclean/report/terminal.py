"""Views for the terminal: the source with its removals struck out, the explanation of an article, the list of filters.

Each view is built as rich text and rendered to a string: with colours for a terminal, with plain marks for everything else.
"""

from __future__ import annotations

import io
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence

import regex
from rich.console import Console
from rich.text import Text

from newsclean.article import Article
from newsclean.model import Fact, Removal
from newsclean.report.filterdoc import FilterDoc

MAX_QUOTED_CHARS = 160

_LINE_BREAK = regex.compile(r"\r\n|\n|\r")
# A scraped text may hold escape sequences that would steer the reader's terminal: they are shown, not sent.
_CONTROL = regex.compile(r"[^\P{Cc}\n\t]|[\u200b\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]")
_EDGES = regex.compile(r"(\s*)(.*?)(\s*)", regex.DOTALL)


class Places:
    """Line and column, both from 1, of the offsets of a text; a column counts code points."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(match.end() for match in _LINE_BREAK.finditer(text))]

    def of(self, offset: int) -> str:
        """Return "line:column" of an offset."""
        line = bisect_right(self._starts, offset)
        return f"{line}:{offset - self._starts[line - 1] + 1}"


def visible(text: str) -> str:
    r"""Return a text whose control and direction characters are written out, as "\x1b"; line breaks and tabs stay."""
    return _CONTROL.sub(lambda match: match[0].encode("unicode_escape").decode("ascii"), text)


def quoted(text: str, max_chars: int = MAX_QUOTED_CHARS) -> str:
    """Return a text on one line, control characters written out, cut to `max_chars` with an ellipsis."""
    line = " ".join(visible(text).split())
    return line if len(line) <= max_chars else line[: max_chars - 1].rstrip() + "…"


def render(text: Text, *, color: bool) -> str:
    """Return rich text as a string, with the escape codes of a terminal or without any; lines are not wrapped."""
    out = io.StringIO()
    console = Console(file=out, force_terminal=color, color_system="standard" if color else None, soft_wrap=True, highlight=False, markup=False, emoji=False, legacy_windows=False)
    console.print(text, end="")
    return out.getvalue()


# -- the source with its removals ------------------------------------------------------------------------


def removed_view(article: Article, *, color: bool) -> str:
    """Return the source with the removed text struck out and, beside each, who removed it and why.

    Args: `color` strikes out with the terminal's codes; without it removed text stands between `[-` and `-]`.
    """
    source = article.document.text
    out = Text()
    at = 0
    for start, end, removals in _holes(article.removals):
        out.append(visible(_lines(source[at:start])))
        _strike(out, _lines(source[start:end]), _because(removals), color=color)
        at = end
    out.append(visible(_lines(source[at:])).rstrip("\n"))
    out.append("\n\n")
    out.append(summary(article) + "\n", style="bold")
    return render(out, color=color)


def summary(article: Article) -> str:
    """Return one line: how much was removed, of which categories, and what was only marked."""
    counts = Counter(removal.category for removal in article.removals)
    kinds = ", ".join(f"{name} {count}" for name, count in counts.items())
    marked = len(_not_cut(article))
    text = f"{_count(len(article.removals), 'removal')}, profile {article.profile}" + (f": {kinds}" if kinds else "")
    return text + (f"; {_count(marked, 'candidate')} kept" if marked else "")


def _holes(removals: Iterable[Removal]) -> list[tuple[int, int, list[Removal]]]:
    """Return the union of the removals' spans, in order, each with its removals."""
    holes: list[tuple[int, int, list[Removal]]] = []
    for removal in sorted(removals, key=lambda r: (r.span.start, r.span.end)):
        start, end = removal.span.start, removal.span.end
        if holes and start < holes[-1][1]:
            first, last, before = holes[-1]
            holes[-1] = (first, max(last, end), [*before, removal])
        else:
            holes.append((start, end, [removal]))
    return holes


def _because(removals: Sequence[Removal]) -> str:
    return " + ".join(dict.fromkeys(f"{r.filter}: {quoted(r.reason)}" for r in removals))


def _strike(out: Text, part: str, because: str, *, color: bool) -> None:
    """Append a removed part: its words struck out line by line, the reason behind the last one."""
    match = _EDGES.fullmatch(part)
    before, words, after = match.groups() if match is not None else ("", part, "")
    out.append(before)
    for nth, line in enumerate(words.split("\n")):
        out.append("\n" if nth else "")
        if line.strip():
            out.append(visible(line) if color else f"[-{visible(line)}-]", style="strike red")
    out.append(f"  {{{because}}}", style="cyan")
    out.append(after)


def _lines(text: str) -> str:
    return _LINE_BREAK.sub("\n", text)


# -- the explanation -------------------------------------------------------------------------------------


def explanation(article: Article, name: str, *, color: bool) -> str:
    """Return everything that is known of an article: candidates, repairs, verdict, warnings, metadata with sources."""
    source = article.document.text
    places = Places(source)
    out = Text()
    _title(out, f"Removals and candidates of {quoted(name)}")
    marked = [*article.candidates, *_extra(article)]
    why_not = _not_cut(article)
    for removal in sorted(marked, key=lambda r: (r.span.start, r.span.end)):
        reason = why_not.get(id(removal))
        out.append(f"{places.of(removal.span.start):<8}", style="bold")
        out.append(f"{removal.filter}  ", style="cyan")
        out.append(f"category {removal.category}, tier {removal.tier.name.lower()}: ")
        out.append("removed\n" if reason is None else f"kept, {reason}\n", style="red" if reason is None else "green")
        rows = [("text", quoted(source[removal.span.start : removal.span.end])), ("reason", quoted(removal.reason)), ("evidence", quoted(removal.evidence))]
        if removal.facts:
            rows.append(("facts", ", ".join(map(_fact, removal.facts))))
        _rows(out, rows, indent=8)
    if not marked:
        out.append("none\n")
    _title(out, "Repairs")
    for repair in article.repairs:
        text = source[repair.span.start : repair.span.end]
        out.append(f"{places.of(repair.span.start):<8}", style="bold")
        out.append(f"{repair.reason}: {_shown(text)} -> {_shown(repair.replacement)}\n")
    if not article.repairs:
        out.append("none\n")
    _title(out, "Verdict")
    out.append(str(article.verdict) + (f": {article.verdict_reason}" if article.verdict_reason else "") + "\n")
    out.append(summary(article) + "\n")
    for warning in article.warnings:
        out.append(f"warning: {quoted(warning)}\n", style="yellow")
    _title(out, "Metadata")
    metadata = article.metadata.to_dict()
    sources, trust = metadata.pop("sources", {}), metadata.pop("trust", {})
    _rows(
        out,
        [(field, quoted("; ".join(value) if isinstance(value, list) else str(value), 400) + _from(sources.get(field), trust.get(field))) for field, value in metadata.items()],
        indent=0,
    )
    if not metadata:
        out.append("none\n")
    return render(out, color=color)


def _extra(article: Article) -> list[Removal]:
    """Return the removals that no filter marked: what the guard left out of a document that is no article."""
    marked = set(map(id, article.candidates))
    return [removal for removal in article.removals if id(removal) not in marked]


def _not_cut(article: Article) -> dict[int, str]:
    """Return the candidates that were not cut, by identity, with the reason why not."""
    applied = set(map(id, article.removals))
    return {id(removal): _why_kept(article, removal) for removal in article.candidates if id(removal) not in applied}


def _why_kept(article: Article, removal: Removal) -> str:
    deepest = article.profile.deepest
    if removal.tier > deepest:
        return f"profile {article.profile} cuts down to tier {deepest.name.lower()}"
    if any(warning.startswith("guard_tripped") and removal.filter in warning for warning in article.warnings):
        return "undone by the guard"
    return "a part that the pipeline keeps"


def _title(out: Text, title: str) -> None:
    out.append(("\n" if out.plain else "") + title + "\n", style="bold underline")


def _rows(out: Text, rows: Sequence[tuple[str, str]], indent: int) -> None:
    width = max((len(key) for key, _ in rows), default=0)
    for key, value in rows:
        out.append(" " * indent)
        out.append(f"{key:<{width}}  ", style="dim")
        out.append(value + "\n")


def _fact(fact: Fact) -> str:
    return f"{fact.field} = {quoted(fact.value)}"


def _from(source: str | None, trust: str | None) -> str:
    return f"  (from {source}, {trust})" if source else ""


def _shown(text: str) -> str:
    """Return a repaired text with its white space made visible."""
    return ascii(text) if not text.strip() or not text.isprintable() else f"'{quoted(text, 60)}'"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" + ("" if number == 1 else "s")


# -- the filters -----------------------------------------------------------------------------------------


def filter_list(docs: Iterable[FilterDoc], running: Iterable[str], *, color: bool) -> str:
    """Return the filters with what they say of themselves; those outside `running` are marked as not in the default order."""
    names = set(running)
    out = Text()
    for doc in docs:
        out.append(doc.name, style="bold cyan")
        out.append(f"  category {doc.category}" + ("" if doc.name in names else ", from another package: insert it to run it") + "\n")
        if doc.summary:
            out.append(f"    {doc.summary}\n")
        for option in doc.options:
            out.append(f"    {option.name} = {option.default!r}  ({option.type})\n", style="dim")
    return render(out, color=color)
