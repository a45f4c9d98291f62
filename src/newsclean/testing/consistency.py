"""What a fixture's expectations must agree with: the input, known names, each other."""

from __future__ import annotations

import dataclasses
import difflib
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from newsclean.errors import FixtureError, NewscleanError
from newsclean.metadata.model import Metadata
from newsclean.model import Verdict
from newsclean.profile import profile_of
from newsclean.testing.matching import Haystack, places, squeeze

if TYPE_CHECKING:
    from newsclean.testing.fixtures import Fixture

FIELDS: tuple[str, ...] = tuple(f.name for f in dataclasses.fields(Metadata) if f.name not in ("sources", "trust"))


def check_consistency(fixture: Fixture) -> None:
    """Raise a `FixtureError` for what cannot be meant: unknown names, contradictions, texts that are not in the input."""
    file = fixture.path / "expected.toml"
    _check_choices(file, fixture)
    _check_contradictions(file, fixture)
    _check_texts(file, fixture)


def wrong(path: Path, expected: str, got: str, hint: str) -> NoReturn:
    """Raise a `FixtureError`: where, what was expected, what came, what to do."""
    raise FixtureError(f"{path}: expected {expected}, got {got}; {hint}")


def near(name: str, known: Iterable[str], otherwise: str) -> str:
    """Return a suggestion for a misspelt name."""
    near = difflib.get_close_matches(name, list(known), n=1)
    return f"did you mean {near[0]!r}?" if near else otherwise


def _check_choices(file: Path, fixture: Fixture) -> None:
    for name in fixture.absent:
        if name not in FIELDS:
            wrong(file, "metadata fields in absent", repr(name), near(name, FIELDS, f"known are: {', '.join(FIELDS)}"))
    verdicts = [str(verdict) for verdict in Verdict]
    if fixture.verdict is not None and fixture.verdict not in verdicts:
        wrong(file, f"verdict to be one of {', '.join(verdicts)}", repr(fixture.verdict), near(fixture.verdict, verdicts, "choose one"))
    checks: list[Callable[[], object]] = [fixture.pipeline]
    if fixture.profile is not None:
        checks.append(partial(profile_of, fixture.profile))
    for one in checks:
        try:
            one()
        except NewscleanError as error:
            raise FixtureError(f"{file}: {error}") from error


def _check_contradictions(file: Path, fixture: Fixture) -> None:
    asserted = (fixture.body, fixture.verdict, *fixture.fields, *fixture.absent, *fixture.removed, *fixture.must_keep, *fixture.must_remove)
    if all(one is None for one in asserted):
        wrong(file, "something that newsclean must say", "none", "add expected.txt, must_keep, must_remove, [[removed]], verdict or a metadata field")
    both = sorted(set(fixture.absent) & set(fixture.fields))
    if both:
        wrong(file, f"{both[0]} to have a value or to be absent", "both", "delete one of the two")
    if fixture.body is None:
        return
    if not fixture.body.strip() and fixture.verdict != str(Verdict.NO_ARTICLE):
        wrong(fixture.path / "expected.txt", "the clean text", "an empty file", 'for an input that is no article, write verdict = "no_article" into expected.toml')
    if fixture.body.strip() and fixture.verdict == str(Verdict.NO_ARTICLE):
        wrong(fixture.path / "expected.txt", 'no text, as expected.toml says verdict = "no_article"', "a text", "empty the file or change the verdict")
    body = squeeze(fixture.body)
    for text in fixture.must_keep:
        if squeeze(text) not in body:
            wrong(file, "must_keep texts to be in expected.txt", repr(text), "copy the text from there, or delete it")
    for text in fixture.must_remove:
        if squeeze(text) in body:
            wrong(file, "must_remove texts not to be in expected.txt", repr(text), "one of the two is wrong")


def _check_texts(file: Path, fixture: Fixture) -> None:
    """Hold every text of the expectations against the input: a text that is not there could never be kept or removed."""
    name = f"input.{'html' if fixture.format == 'html' else 'txt'}"
    haystack = Haystack(fixture.source, fixture.format)
    for key, texts in (("must_keep", fixture.must_keep), ("must_remove", fixture.must_remove)):
        for text in texts:
            if not haystack.holds(text):
                wrong(file, f"{key} texts to be in {name}", repr(text), "copy the text from there")
    if fixture.format == "text":
        for nth, one in enumerate(fixture.removed, 1):
            if not places(fixture.source, one.text):
                wrong(file, f"the text of [[removed]] {nth} to be in {name}", repr(one.text), "copy it from there as it stands, entities and tags too")
    for nth, paragraph in enumerate((fixture.body or "").split("\n\n"), 1):
        missing = haystack.missing(paragraph)
        if missing is not None:
            wrong(fixture.path / "expected.txt", f"words that are in {name}", f"{missing!r} in paragraph {nth}", f"it reads {squeeze(paragraph)[:80]!r}; copy it from there")
