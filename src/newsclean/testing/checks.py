"""Hold an article against its fixture: each check says what differs, for a person to read."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from newsclean.cut import union
from newsclean.testing.difference import body_difference, explain, line_of, show
from newsclean.testing.fixtures import ExpectedRemoval, Fixture
from newsclean.testing.matching import places, squeeze

if TYPE_CHECKING:
    from newsclean.article import Article


def aspects(fixture: Fixture) -> tuple[str, ...]:
    """Return the names of the checks that a fixture asks for: body, metadata, verdict, removed, keep."""
    asked = {
        "body": fixture.body is not None,
        "metadata": bool(fixture.fields or fixture.absent),
        "verdict": fixture.verdict is not None,
        "removed": bool(fixture.removed or fixture.must_remove),
        "keep": bool(fixture.must_keep),
    }
    return tuple(name for name, wanted in asked.items() if wanted)


def check(fixture: Fixture, article: Article, aspect: str) -> str | None:
    """Run one check. Returns: what differs, or None if nothing does."""
    if aspect == "body":
        return body_difference(fixture.body or "", article)
    one = {"metadata": _metadata, "verdict": _verdict, "removed": _removed, "keep": _keep}[aspect]
    lines = one(fixture, article)
    return "\n".join(lines) if lines else None


def value_of(article: Article, name: str) -> Any:
    """Return a metadata field as fixtures compare it: None for no value, whatever its type."""
    value = getattr(article.metadata, name)
    return None if value in (None, (), "") or (name == "access" and value == "unknown") else value


def _metadata(fixture: Fixture, article: Article) -> list[str]:
    lines: list[str] = []
    for name, expected in fixture.fields.items():
        got = value_of(article, name)
        wanted = None if (name, expected) == ("access", "unknown") else expected
        if _plain(got) != _plain(wanted):
            lines += _differs(article, name, _plain(expected), got)
    for name in fixture.absent:
        got = value_of(article, name)
        if got is not None:
            lines += _differs(article, name, "no value", got)
    return [f"the metadata differ from expected.toml in {len(lines) // 3} of {len(fixture.fields) + len(fixture.absent)} fields", *lines] if lines else []


def _differs(article: Article, name: str, expected: str, got: Any) -> list[str]:
    origin = article.metadata.sources.get(name)
    shown = "no value" if got is None else _plain(got)
    return [f"{name}:", f"  - expected {expected}", f"  + got      {shown}" + (f"   (from {origin})" if origin and got is not None else "")]


def _plain(value: Any) -> str:
    """Return a value so that equal texts are equal values of equal type: TOML, or nearly."""
    if isinstance(value, date):
        return value.isoformat()
    return json.dumps(list(value) if isinstance(value, tuple) else value, ensure_ascii=False)


def _verdict(fixture: Fixture, article: Article) -> list[str]:
    if str(article.verdict) == fixture.verdict:
        return []
    reason = f": {article.verdict_reason}" if article.verdict_reason else ""
    return ["the verdict differs from expected.toml", f"  - expected {fixture.verdict}", f"  + got      {article.verdict}{reason}", *_warnings(article)]


def _warnings(article: Article) -> list[str]:
    return [f"  warning {warning}" for warning in article.warnings]


def _removed(fixture: Fixture, article: Article) -> list[str]:
    lines: list[str] = []
    for one in _not_removed(fixture.removed, article):
        lines += ["", f"not removed as {one.category}:", f"  - {show(one.text)}", *_why_not(one, article)]
    body = squeeze(article.text)
    for text in fixture.must_remove:
        if squeeze(text) in body:
            lines += ["", "in the body, though expected.toml says must_remove:", f"  + {show(text)}", *_why_kept(text, article)]
    return ["removals of expected.toml are missing", *lines] if lines else []


def _not_removed(wanted: Sequence[ExpectedRemoval], article: Article) -> list[ExpectedRemoval]:
    """Return the expected removals that find no place, behind the one before, that removals of their category cover."""
    source = article.document.text
    covered: dict[str, list[tuple[int, int]]] = {}
    missing: list[ExpectedRemoval] = []
    used: set[tuple[int, ExpectedRemoval]] = set()
    at = 0
    for one in wanted:
        if one.category not in covered:
            covered[one.category] = union([r for r in article.removals if r.category == one.category])
        for start, end in places(source, one.text):
            if start >= at and (start, one) not in used and _covers(covered[one.category], source, start, end):
                used.add((start, one))
                at = start
                break
        else:
            missing.append(one)
    return missing


def _covers(holes: Sequence[tuple[int, int]], source: str, start: int, end: int) -> bool:
    """Return whether holes cover a span but for white space."""
    at = start
    for a, b in holes:
        if b > at and a < end:
            if a > at and source[at:a].strip():
                return False
            at = max(at, b)
    return at >= end or not source[at:end].strip()


def _why_not(one: ExpectedRemoval, article: Article) -> list[str]:
    found = places(article.document.text, one.text)
    lines: list[str] = []
    for start, end in found[:3]:
        said = explain(article, start, end)
        lines += [f"    input line {line_of(article, start)}: " + (said[0] if said else "no filter marks it"), *(f"      {line}" for line in said[1:])]
    if len(found) > 3:
        lines.append(f"    and {len(found) - 3} more places")
    if found and all(_covers(union([r for r in article.removals if r.category == one.category]), article.document.text, *place) for place in found):
        lines.append("    every place of it is covered: [[removed]] is not in the order of the input, or names it too often")
    return lines


def _why_kept(text: str, article: Article) -> list[str]:
    found = places(article.document.text, text)
    if not found:
        return []
    said = explain(article, *found[0])
    return [f"    input line {line_of(article, found[0][0])}: " + (said[0] if said else "no filter marks it")]


def _keep(fixture: Fixture, article: Article) -> list[str]:
    body = squeeze(article.text)
    lines: list[str] = []
    for text in fixture.must_keep:
        if squeeze(text) in body:
            continue
        lines += ["", "not in the body, though expected.toml says must_keep:", f"  - {show(text)}"]
        for start, end in places(article.document.text, text)[:1]:
            said = explain(article, start, end)
            lines += [f"    input line {line_of(article, start)}: {line}" for line in said or ["no removal covers it; it reads differently in the body"]]
    return ["texts that must be kept are not in the body", *lines, *_warnings(article)] if lines else []
