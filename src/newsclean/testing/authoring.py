"""Write fixture folders: a new one from what comes out now, or new expectations for one that fails."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from newsclean.errors import FixtureError, InputError
from newsclean.model import Verdict
from newsclean.testing.checks import aspects, check, value_of
from newsclean.testing.consistency import FIELDS
from newsclean.testing.fixtures import FILES, Fixture, Value

if TYPE_CHECKING:
    from newsclean.article import Article

_SLUG = re.compile(r"[^\W_][\w.-]*")
_HTML_SUFFIXES = (".html", ".htm", ".xhtml")
# What a person wrote that no rewriting changes, in the order it is written.
_FIRST = ("shape", "known_failure", "profile", "without", "keep")


def add_fixture(file: Path, slug: str, directory: Path, *, url: str | None = None, shape: str | None = None, force: bool = False) -> Fixture:
    """Make a fixture folder `<directory>/<slug>` that expects what comes out of a file now.

    Raises: `FixtureError` for a slug that is no plain folder name, or a folder that is there already unless `force`;
        `InputError` for a file that cannot be read or cleaned.
    """
    if not _SLUG.fullmatch(slug):
        raise FixtureError(f"slug: expected a folder name of letters, digits, '-', '_' and '.', got {slug!r}")
    folder = directory / slug
    if folder.exists() and not force:
        raise FixtureError(f"{folder}: expected a new folder, got one that exists; choose another slug, or write over it with --force")
    try:
        data = file.read_bytes()
    except OSError as error:
        raise InputError(f"{file}: expected a file, got an error: {error.strerror}") from error
    try:
        source = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise InputError(f"{file}: expected UTF-8, got the byte 0x{data[error.start]:02x} at {error.start}; convert the file to UTF-8") from error
    html = file.suffix.lower() in _HTML_SUFFIXES
    plain = Fixture(path=folder, source=source, format="html" if html else "text", shape=shape, fields={"url": url} if url else {})
    article = plain.clean()
    folder.mkdir(parents=True, exist_ok=True)
    for name in FILES:
        (folder / name).unlink(missing_ok=True)
    _write(folder / ("input.html" if html else "input.txt"), data)
    _write(folder / "expected.txt", _body(article))
    _write(folder / "expected.toml", _toml(plain, _fields(FIELDS, article), (), str(article.verdict), _removals(article)))
    return plain


def update_fixture(fixture: Fixture, article: Article) -> list[Path]:
    """Rewrite what fails of a fixture's expectations from an article; comments in `expected.toml` are lost.

    What the fixture asserts stays asserted: a field that came out empty is `absent` from now on, one that was absent
    has its value. `[[removed]]` lists all removals, as in a new fixture. The texts of must_keep and must_remove stay.
    Returns: the files rewritten. Raises: `FixtureError` if must_keep or must_remove do not hold, for a person to decide.
    """
    failing = {name for name in aspects(fixture) if check(fixture, article, name) is not None}
    body = " ".join(article.text.split())
    for key, texts, present in (("must_keep", fixture.must_keep, True), ("must_remove", fixture.must_remove, False)):
        for text in texts:
            if (" ".join(text.split()) in body) is not present:
                raise FixtureError(f"{fixture.path / 'expected.toml'}: {key} does not hold for {text!r}; a rewrite leaves it alone, change the line or the cleaning")
    changed: list[Path] = []
    if "body" in failing:
        changed.append(fixture.path / "expected.txt")
        _write(changed[-1], _body(article))
    if failing - {"body"} or ("body" in failing and _empty_body(article) and fixture.verdict is None):
        fields, absent = dict(fixture.fields), fixture.absent
        if "metadata" in failing:
            asserted = [name for name in FIELDS if name in fields or name in absent]
            fields = _fields(asserted, article)
            absent = tuple(name for name in asserted if name not in fields)
        verdict = str(article.verdict) if "verdict" in failing or _empty_body(article) else fixture.verdict
        removed = _removals(article) if "removed" in failing else [(one.category, one.text) for one in fixture.removed]
        changed.append(fixture.path / "expected.toml")
        _write(changed[-1], _toml(fixture, fields, absent, verdict, removed))
    return changed


def _empty_body(article: Article) -> bool:
    return article.verdict is Verdict.NO_ARTICLE


def _body(article: Article) -> bytes:
    return (article.text + "\n" if article.text else "").encode("utf-8")


def _fields(names: Iterable[str], article: Article) -> dict[str, Value]:
    return {name: value for name in names if (value := value_of(article, name)) is not None}


def _removals(article: Article) -> list[tuple[str, str]]:
    """Return category and source text of what was cut, in source order, each once; parts of a larger removal of the same category are left out."""
    spans = sorted({(r.span.start, -r.span.end, r.category) for r in article.removals})
    reached: dict[str, int] = {}
    found: list[tuple[str, str]] = []
    for start, minus_end, category in spans:
        text = article.document.text[start:-minus_end].strip()
        if -minus_end > reached.get(category, 0) and text:
            reached[category] = -minus_end
            found.append((category, text))
    return found


def _toml(fixture: Fixture, fields: Mapping[str, Value], absent: tuple[str, ...], verdict: str | None, removed: Iterable[tuple[str, str]]) -> bytes:
    values: dict[str, Any] = {name: getattr(fixture, name) for name in _FIRST}
    values |= {"verdict": verdict, **fields, "absent": absent, "must_keep": fixture.must_keep, "must_remove": fixture.must_remove}
    lines = [f"{key} = {_value(value)}" for key, value in values.items() if value not in (None, ())]
    for name, options in fixture.options.items():
        lines += ["", f"[options.{name}]", *(f"{key} = {_value(value)}" for key, value in options.items())]
    for category, text in removed:
        lines += ["", "[[removed]]", f"category = {_value(category)}", f"text = {_value(text)}"]
    return ("\n".join(lines).lstrip("\n") + "\n").encode("utf-8")


def _value(value: Any) -> str:
    """Write a value of a fixture as TOML."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return "[" + ", ".join(_value(item) for item in value) + "]"
    if isinstance(value, str) and "\n" in value and "\r" not in value:
        lines = (_quoted(line)[1:-1] for line in value.split("\n"))
        return '"""\n' + "\n".join(lines) + '"""'
    return _quoted(value) if isinstance(value, str) else json.dumps(value)


def _quoted(text: str) -> str:
    """Write a text as a basic string of TOML: the escapes of JSON, and one for the control characters that JSON lets through."""
    return "".join(f"\\u{ord(char):04x}" if 0x7F <= ord(char) <= 0x9F else char for char in json.dumps(text, ensure_ascii=False))


def _write(file: Path, data: bytes) -> None:
    """Write a file whole or not at all: workers of pytest-xdist may write the same one at the same time."""
    part = file.with_name(f".{file.name}.{os.getpid()}")
    part.write_bytes(data)
    part.replace(file)
