"""Load a fixture folder, and say what is wrong with it."""

from __future__ import annotations

import dataclasses
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from newsclean.errors import FixtureError
from newsclean.metadata.model import Metadata, When
from newsclean.model import CATEGORIES
from newsclean.testing.consistency import FIELDS, check_consistency, near, wrong

if TYPE_CHECKING:
    from newsclean.article import Article
    from newsclean.pipeline import Pipeline

INPUTS = ("input.txt", "input.html")
FILES = (*INPUTS, "expected.txt", "expected.toml")
# Names that never are a fixture, nor part of one: notes for people and what tools leave behind.
_IGNORED = ("README.md", "__pycache__")

LIST_FIELDS = frozenset(f.name for f in dataclasses.fields(Metadata) if f.default == ())
DATE_FIELDS = frozenset({"published", "modified", "crawled"})
_ACCESS = ("full", "truncated", "unknown")

Value = str | tuple[str, ...] | When


@dataclass(frozen=True, slots=True)
class ExpectedRemoval:
    """A text of the input that must go, under this category."""

    category: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fixture:
    """An article with what newsclean must say of it; whatever is None or empty is not asserted.

    `body`: the exact clean text. `fields`: metadata fields with their whole values (`url` and `crawled` are also
    arguments of the call). `absent`: fields without a value. `removed`: in source order. `known_failure`: why it is expected to fail.
    """

    path: Path
    source: str
    format: Literal["text", "html"]
    body: str | None = None
    fields: dict[str, Value] = dataclasses.field(default_factory=dict)
    absent: tuple[str, ...] = ()
    verdict: str | None = None
    removed: tuple[ExpectedRemoval, ...] = ()
    must_keep: tuple[str, ...] = ()
    must_remove: tuple[str, ...] = ()
    shape: str | None = None
    profile: str | None = None
    known_failure: str | None = None
    without: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()
    options: dict[str, dict[str, Any]] = dataclasses.field(default_factory=dict)

    @property
    def slug(self) -> str:
        """The folder's name."""
        return self.path.name

    def pipeline(self) -> Pipeline | None:
        """Return the pipeline that the fixture asks for, None for the default. Raises: `ConfigError`."""
        if not (self.without or self.keep or self.options):
            return None
        from newsclean.pipeline import Pipeline

        pipeline = Pipeline.default()
        for name, options in self.options.items():
            pipeline = pipeline.with_options(name, **options)
        return pipeline.without(*self.without).keeping(self.keep)

    def clean(self) -> Article:
        """Clean the input as the fixture asks. Raises: what `newsclean.clean` raises."""
        from newsclean.api import clean

        url, crawled = self.fields.get("url"), self.fields.get("crawled")
        return clean(
            self.source,
            url=url if isinstance(url, str) else None,
            format=self.format,
            pipeline=self.pipeline(),
            profile=self.profile or "balanced",
            crawled=crawled if isinstance(crawled, date) else None,
        )


def is_fixture(folder: Path) -> bool:
    """Return whether a folder is one fixture, and not a folder of fixtures."""
    return any((folder / name).is_file() for name in FILES)


def find_fixtures(directory: Path) -> list[Path]:
    """Return the fixture folders of a directory by name; names that open with a dot are left out.

    Raises: `FixtureError` if it is no directory, or holds files beside the folders.
    """
    if not directory.is_dir():
        wrong(directory, "a folder of fixture folders", "a file" if directory.exists() else "nothing", "`newsclean fixture add FILE --slug NAME` makes the first one")
    entries = sorted(entry for entry in directory.iterdir() if not entry.name.startswith(".") and entry.name not in _IGNORED)
    stray = [entry for entry in entries if not entry.is_dir()]
    if stray:
        wrong(directory, "one folder for each fixture", f"the file {stray[0].name}", f"put it into a folder of its own, {directory.name}/<slug>/")
    return entries


def load_fixture(folder: Path) -> Fixture:
    """Read and check a fixture folder.

    Raises: `FixtureError` for an unknown file or key, a missing input, nothing expected, a value of a wrong type, texts
        that are not in the input, expectations that contradict each other.
    """
    _check_files(folder)
    name = next(name for name in INPUTS if (folder / name).exists())
    source = _read(folder / name)
    file = folder / "expected.toml"
    data = _read_toml(file) if file.exists() else {}
    fields = {key: _field(file, key, data[key]) for key in FIELDS if key in data}
    fixture = Fixture(
        path=folder,
        source=source,
        format="html" if name == "input.html" else "text",
        body=_read_body(folder / "expected.txt"),
        fields=fields,
        absent=_texts(file, data, "absent"),
        verdict=_text(file, data, "verdict"),
        removed=tuple(_removals(file, data.get("removed", []))),
        must_keep=_texts(file, data, "must_keep"),
        must_remove=_texts(file, data, "must_remove"),
        shape=_text(file, data, "shape"),
        profile=_text(file, data, "profile"),
        known_failure=_text(file, data, "known_failure"),
        without=_texts(file, data, "without"),
        keep=_texts(file, data, "keep"),
        options=_options(file, data.get("options", {})),
    )
    check_consistency(fixture)
    return fixture


def _check_files(folder: Path) -> None:
    names = sorted(entry.name for entry in folder.iterdir() if not entry.name.startswith(".") and entry.name not in _IGNORED)
    for name in names:
        if name not in FILES:
            wrong(folder, f"no other files than {', '.join(FILES)}", name, near(name, FILES, "rename it or move it elsewhere"))
    inputs = [name for name in INPUTS if name in names]
    if len(inputs) != 1:
        wrong(folder, "input.txt or input.html", " and ".join(inputs) or "neither", "each fixture has one input, the article as it was scraped")
    if "expected.txt" not in names and "expected.toml" not in names:
        wrong(folder, "expected.txt, expected.toml or both", "neither", "a fixture must expect something; `newsclean fixture add` writes both from what comes out now")


def _read(file: Path) -> str:
    data = file.read_bytes()
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise FixtureError(f"{file}: expected UTF-8, got the byte 0x{data[error.start]:02x} at {error.start}; convert the file to UTF-8") from error


def _read_body(file: Path) -> str | None:
    if not file.exists():
        return None
    text = _read(file).removeprefix("\ufeff")
    if text.count("\r\n") == text.count("\n"):  # a checkout with Windows line ends
        text = text.replace("\r\n", "\n")
    return text.rstrip("\r\n")


def _read_toml(file: Path) -> dict[str, Any]:
    try:
        data = tomllib.loads(_read(file).removeprefix("\ufeff"))
    except tomllib.TOMLDecodeError as error:
        raise FixtureError(f'{file}: expected TOML, got an error: {error}; texts stand in double quotes, with \\" and \\\\ inside') from error
    known = (*FIELDS, "absent", "verdict", "removed", "must_keep", "must_remove", "shape", "profile", "known_failure", "without", "keep", "options")
    for key in data:
        if key not in known:
            wrong(file, "a known key", repr(key), near(key, known, f"known are: {', '.join(sorted(known))}"))
    return data


def _text(file: Path, data: dict[str, Any], key: str) -> str | None:
    value = data.get(key)
    if value is not None and (not isinstance(value, str) or not value.strip()):
        wrong(file, f"{key} to be a text", repr(value), f'write {key} = "..." or delete the line')
    return value


def _texts(file: Path, data: dict[str, Any], key: str) -> tuple[str, ...]:
    value = data.get(key, [])
    if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
        wrong(file, f"{key} to be a list of texts", repr(value), f'write {key} = ["...", "..."] or delete the line')
    return tuple(value)


def _field(file: Path, key: str, value: Any) -> Value:
    if key in LIST_FIELDS:
        texts = _texts(file, {key: value}, key)
        if not texts:
            wrong(file, f"{key} to hold a text", "an empty list", f'a field without a value is said so: absent = ["{key}"]')
        return texts
    if key in DATE_FIELDS:
        if isinstance(value, date):
            return value
        if isinstance(value, str) and len(value) in (4, 7) and value[:4].isdigit() and (len(value) == 4 or (value[4] == "-" and value[5:].isdigit())):
            return value
        wrong(file, f'{key} to be a TOML date or time, or a partial date such as "2024-05"', repr(value), f"write {key} = 2024-05-01 or 2024-05-01T10:30:00, without quotes")
    text = _text(file, {key: value}, key)
    assert text is not None
    if key == "access" and text not in _ACCESS:
        wrong(file, f"access to be one of {', '.join(_ACCESS)}", repr(text), near(text, _ACCESS, "choose one"))
    return text


def _removals(file: Path, tables: Any) -> Iterable[ExpectedRemoval]:
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        wrong(file, "[[removed]] tables", repr(tables), 'write [[removed]], and under it category = "..." and text = "..."')
    for nth, table in enumerate(tables, 1):
        where = f"[[removed]] {nth}"
        for key in table:
            if key not in ("category", "text"):
                wrong(file, f"category and text in {where}", repr(key), near(key, ("category", "text"), "delete the line"))
        for key in ("category", "text"):
            if key not in table:
                wrong(file, f"{where} to have a {key}", "none", f'add {key} = "..."')
            _text(file, table, key)
        if table["category"] not in CATEGORIES:
            wrong(file, f"a category in {where}", repr(table["category"]), near(table["category"], CATEGORIES, f"known are: {', '.join(sorted(CATEGORIES))}"))
        yield ExpectedRemoval(table["category"], table["text"])


def _options(file: Path, tables: Any) -> dict[str, dict[str, Any]]:
    if not isinstance(tables, dict) or not all(isinstance(table, dict) for table in tables.values()):
        wrong(file, "[options.FILTER] tables", repr(tables), "write [options.related_links], and under it a line for each option")
    return dict(tables)
