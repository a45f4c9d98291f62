"""The pipeline: filters in an explicit order, with their options."""

from __future__ import annotations

import difflib
import hashlib
import json
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import date
from functools import cache
from importlib import resources
from importlib.metadata import entry_points
from os import PathLike
from pathlib import Path
from typing import Any, ClassVar, Protocol, cast, runtime_checkable

import regex

from newsclean import filters as _filters
from newsclean._version import __version__
from newsclean.article import Article, assemble
from newsclean.draft import Draft
from newsclean.errors import ConfigError, FilterError, UnknownFilterError
from newsclean.model import CATEGORIES, Document, Removal
from newsclean.parts import FOUND_PARTS, PART_NAMES, Parts, mark
from newsclean.profile import Profile

ENTRY_POINTS = "newsclean.filters"
# A pattern of the user's own may run wild; then its document is an error, never a partial text.
KEEP_TIMEOUT_S = 1.0


@runtime_checkable
class Filter(Protocol):
    """A small object that finds removals of one category; `docs/adding_a_filter.md` shows one."""

    name: ClassVar[str]
    category: ClassVar[str]

    def find(self, draft: Draft) -> Iterable[Removal]:
        """Yield the removals found in a draft; the same for the same draft, whatever the profile."""


@dataclass(frozen=True, slots=True, repr=False)
class Pipeline:
    """Ordered filters and the user's own patterns that are never removed. It is never changed: each method gives a new one.

    Args: `filters` run in this order and see what earlier ones marked; names are unique. `keep` are regular expressions:
        a removal that touches a match of one of them is dropped. `fingerprint` is a text of 16 hexadecimal digits that
        changes when the code version, the phrases, a filter or an option does. `parts` says which parts stay.
    Raises: `ConfigError` for two filters of one name, an object that is no filter, or a pattern that does not compile.
    """

    filters: tuple[Filter, ...]
    keep: tuple[str, ...] = ()
    parts: Parts = field(default_factory=Parts)
    fingerprint: str = field(init=False, compare=False)

    def __post_init__(self) -> None:
        seen: set[str] = set()
        for one in self.filters:
            _check(one)
            if one.name in seen:
                raise ConfigError(f"pipeline: expected filters of different names, got {one.name!r} twice")
            if one.name in FOUND_PARTS:
                raise ConfigError(f"pipeline: expected a filter of another name, got {one.name!r}, which is a part: {', '.join(sorted(FOUND_PARTS))}")
            seen.add(one.name)
        for pattern in self.keep:
            _compiled(pattern)
        object.__setattr__(self, "fingerprint", _fingerprint(self.filters, self.keep, self.parts))

    # -- making ----------------------------------------------------------------------------------------

    @classmethod
    def default(cls) -> Pipeline:
        """Return the filters that ship with newsclean, in their order, with their default options."""
        return _default()

    @classmethod
    def from_toml(cls, path: str | PathLike[str]) -> Pipeline:
        """Read a pipeline from a TOML file.

        Keys, all optional: `order`, names of the filters to run; `without`, names to leave out; `keep`, patterns;
        `[parts]`, which parts stay; `[filters.NAME]`, options of a filter. Filters of other packages are found by their entry point.
        Raises: `ConfigError` (with the file's name) for whatever is wrong in it, `UnknownFilterError` for a name.
        """
        file = Path(path)
        try:
            data = tomllib.loads(file.read_text("utf-8"))
        except FileNotFoundError:
            raise ConfigError(f"{file}: no such file") from None
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise ConfigError(f"{file}: expected a TOML file: {error}") from error
        try:
            return cls._from_data(data)
        except ConfigError as error:
            raise type(error)(f"{file}: {error}") from None

    @classmethod
    def _from_data(cls, data: dict[str, Any]) -> Pipeline:
        unknown = sorted(set(data) - {"order", "without", "keep", "parts", "filters"})
        if unknown:
            raise ConfigError(f"unknown key {unknown[0]!r}; expected order, without, keep, [parts] or [filters.NAME]")
        for key in ("order", "without", "keep"):
            value = data.get(key, [])
            if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
                raise ConfigError(f"{key}: expected a list of texts, got {value!r}")
        pipeline = cls.default()
        if "order" in data:
            pipeline = cls(tuple(_registered(name) for name in data["order"]))
        for name, options in data.get("filters", {}).items():
            if not isinstance(options, dict):
                raise ConfigError(f"[filters.{name}]: expected a table of options, got {options!r}")
            pipeline = pipeline.with_options(name, **options)
        parts = data.get("parts", {})
        if not isinstance(parts, dict):
            raise ConfigError(f"[parts]: expected a table of parts, got {parts!r}")
        return pipeline.with_parts(**parts).without(*data.get("without", ())).keeping(data.get("keep", ()))

    def to_toml(self) -> str:
        """Return TOML from which `from_toml` makes an equal pipeline: the order, and the options that differ from a default."""
        lines = ["order = [", *(f"    {json.dumps(one.name)}," for one in self.filters), "]"]
        if self.keep:
            lines += ["keep = [", *(f"    {json.dumps(pattern, ensure_ascii=False)}," for pattern in self.keep), "]"]
        parts = {name: value for name in PART_NAMES if (value := getattr(self.parts, name)) != getattr(Parts(), name)}
        if parts:
            lines += ["", "[parts]", *(f"{name} = {json.dumps(value)}" for name, value in parts.items())]
        for one in self.filters:
            changed = _changed(one)
            if changed:
                lines += ["", f"[filters.{one.name}]", *(f"{key} = {_toml(value, one.name, key)}" for key, value in changed.items())]
        return "\n".join(lines) + "\n"

    def without(self, *names: str) -> Pipeline:
        """Return the pipeline without the filters of these names. Raises: `UnknownFilterError`."""
        for name in names:
            self._index(name)
        return replace(self, filters=tuple(one for one in self.filters if one.name not in names))

    def with_options(self, name: str, **options: Any) -> Pipeline:
        """Return the pipeline with other options for one filter.

        Raises: `UnknownFilterError` for the name, `ConfigError` for an option that the filter does not have, a value of
            another type, or one that the filter refuses.
        """
        nth = self._index(name)
        changed = _with_options(self.filters[nth], options)
        return replace(self, filters=(*self.filters[:nth], changed, *self.filters[nth + 1 :]))

    def with_parts(self, **parts: bool) -> Pipeline:
        """Return the pipeline with parts kept (True) or left out (False); nothing else changes in the result.

        The parts are `standfirst`, `tables`, `social_posts`, `fact_boxes`, `corrections`, `captions` and `source_list`.
        Raises: `ConfigError` for another name or value.
        """
        for name, value in parts.items():
            if name not in PART_NAMES:
                near = difflib.get_close_matches(name, PART_NAMES, n=1)
                hint = f" (did you mean {near[0]!r}?)" if near else ""
                raise ConfigError(f"[parts]: no part {name!r}{hint}; there are: {', '.join(PART_NAMES)}")
            if not isinstance(value, bool):
                raise ConfigError(f"[parts]: {name} must be true (kept) or false (left out), got {value!r}")
        return replace(self, parts=replace(self.parts, **parts))

    def insert(self, new: Filter | str, *, before: str | None = None, after: str | None = None) -> Pipeline:
        """Return the pipeline with one filter more: an object, or the name of a registered one.

        Args: `before` or `after` names its neighbour; without either it goes to the end.
        Raises: `UnknownFilterError`, or `ConfigError` for both `before` and `after`, or a name that is there already.
        """
        if before is not None and after is not None:
            raise ConfigError("insert: expected before= or after=, got both")
        one = _registered(new) if isinstance(new, str) else new
        neighbour = before if before is not None else after
        nth = len(self.filters) if neighbour is None else self._index(neighbour) + (before is None)
        return replace(self, filters=(*self.filters[:nth], one, *self.filters[nth:]))

    def keeping(self, patterns: Iterable[str]) -> Pipeline:
        """Return the pipeline with more patterns of text that is never removed.

        A pattern is a regular expression of the `regex` package, searched in the source text, case-sensitive unless it
        says "(?i)". A removal that touches a match is dropped; one of several whole blocks loses those that do. Raises: `ConfigError` for a broken pattern.
        """
        if isinstance(patterns, str):
            raise ConfigError(f"keeping: expected a list of patterns, got the text {patterns!r}; put it in a list")
        return replace(self, keep=(*self.keep, *patterns))

    # -- looking ---------------------------------------------------------------------------------------

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the filters, in order."""
        return tuple(one.name for one in self.filters)

    def __repr__(self) -> str:
        lines = [f"Pipeline {self.fingerprint}"]
        for nth, one in enumerate(self.filters, 1):
            options = ", ".join(f"{key}={value!r}" for key, value in _options(one).items())
            lines.append(f"{nth:3d}. {one.name:<18} {one.category:<18} {options}".rstrip())
        lines += [f"keep {pattern!r}" for pattern in self.keep]
        lines += [f"{'keep' if value else 'leave out'} {name}" for name in PART_NAMES if (value := getattr(self.parts, name)) != getattr(Parts(), name)]
        return "\n".join(lines)

    def _index(self, name: str) -> int:
        if name in self.names:
            return self.names.index(name)
        raise _unknown(name, self.names)

    # -- running ---------------------------------------------------------------------------------------

    def mark(self, draft: Draft) -> tuple[Removal, ...]:
        """Run the filters over a draft; return all candidates in source order.

        Raises: `FilterError` if a filter raises, or yields something else than removals inside the document.
        """
        protected = self._protected(draft.text) if self.keep else []
        candidates: list[Removal] = []
        size = len(draft.text)
        for one in self.filters:
            try:
                found = list(one.find(draft))
            except Exception as error:
                raise FilterError(f"filter {one.name!r}: {type(error).__name__}: {error}") from error
            if not found:
                continue
            for removal in found:
                if not isinstance(removal, Removal) or removal.span.end > size or removal.span.start == removal.span.end:
                    raise FilterError(f"filter {one.name!r}: expected removals of one character or more inside the document, got {removal!r}")
            if protected:
                found = [left for removal in found for left in _spared(draft, removal, protected)]
            draft._mark(found)
            candidates += found
        if self.parts != Parts():
            found = mark(draft, self.parts)
            candidates += [left for removal in found for left in _spared(draft, removal, protected)]
        candidates.sort(key=lambda r: (r.span.start, r.span.end))
        return tuple(candidates)

    def _protected(self, text: str) -> list[tuple[int, int]]:
        spans: list[tuple[int, int]] = []
        for pattern in self.keep:
            try:
                spans += [match.span() for match in _compiled(pattern).finditer(text, timeout=KEEP_TIMEOUT_S)]
            except TimeoutError:
                raise FilterError(f"keep pattern {pattern!r}: took more than {KEEP_TIMEOUT_S:g} s; make it simpler") from None
        return spans

    def run(self, document: Document, *, profile: Profile, language: str | None = None, crawled: date | None = None) -> Article:
        """Mark, guard, cut and describe a document."""
        draft = Draft(document, language)
        return assemble(draft, self.mark(draft), profile, self.fingerprint, self.parts, crawled)


def _spared(draft: Draft, removal: Removal, protected: list[tuple[int, int]]) -> list[Removal]:
    """Return what is left of a removal where a match of a `keep` pattern touches it: nothing, or the other blocks of several whole ones."""
    span = removal.span
    touched = [(start, end) for start, end in protected if span.start < end and start < span.end]
    if not touched:
        return [removal]
    first, behind = draft.block_at(span.start), draft.block_at(span.end - 1) + 1
    blocks = draft.blocks[first:behind]
    if len(blocks) < 2 or span.start != blocks[0].start or span.end != blocks[-1].end:
        return []
    return [replace(removal, span=block.span) for block in blocks if not any(block.start < end and start < block.end for start, end in touched)]


@cache
def _default() -> Pipeline:
    return Pipeline(tuple(make() for make in _filters.DEFAULT))


def registered() -> dict[str, Filter]:
    """Return every filter that has a name: those that ship, then those of other packages' entry points.

    Raises: `ConfigError` if an entry point cannot be loaded or is no filter.
    """
    found: dict[str, Filter] = {one.name: one for one in _default().filters}
    for point in entry_points(group=ENTRY_POINTS):
        try:
            one = point.load()
            one = one() if isinstance(one, type) else one
        except Exception as error:
            raise ConfigError(f"entry point {point.name} = {point.value}: cannot be loaded: {error}") from error
        _check(one)
        if one.name in found:
            raise ConfigError(f"entry point {point.name} = {point.value}: a filter named {one.name!r} is registered already")
        found[one.name] = cast(Filter, one)
    return found


def _registered(name: str) -> Filter:
    known = registered()
    if name not in known:
        raise _unknown(name, known)
    return known[name]


def _unknown(name: str, known: Iterable[str]) -> UnknownFilterError:
    names = sorted(known)
    near = difflib.get_close_matches(name, names, n=1)
    hint = f" (did you mean {near[0]!r}?)" if near else ""
    return UnknownFilterError(f"no filter is named {name!r}{hint}; registered: {', '.join(names)}")


def _check(one: object) -> None:
    name = getattr(one, "name", None)
    if not isinstance(name, str) or not name.isidentifier() or not callable(getattr(one, "find", None)):
        raise ConfigError(f"pipeline: expected a filter (an object with name, category and find), got {one!r}")
    category = getattr(one, "category", None)
    if category not in CATEGORIES:
        raise ConfigError(f"filter {name!r}: expected a category of {', '.join(sorted(CATEGORIES))}, got {category!r}")


def _options(one: Filter) -> dict[str, Any]:
    return {f.name: getattr(one, f.name) for f in fields(one) if f.init} if is_dataclass(one) else {}


def _changed(one: Filter) -> dict[str, Any]:
    plain = _options(_registered(one.name))
    return {key: value for key, value in _options(one).items() if value != plain.get(key)}


def _with_options(one: Filter, options: dict[str, Any]) -> Filter:
    known = _options(one)
    for key, value in options.items():
        if key not in known:
            near = difflib.get_close_matches(key, list(known), n=1)
            hint = f" (did you mean {near[0]!r}?)" if near else ""
            raise ConfigError(f"[filters.{one.name}]: no option {key!r}{hint}; it has: {', '.join(known) or 'none'}")
        now = known[key]
        if isinstance(now, tuple) and isinstance(value, list):
            options = {**options, key: tuple(value)}
        elif now is not None and value is not None and not (type(value) is type(now) or (isinstance(now, float) and type(value) is int)):
            raise ConfigError(f"[filters.{one.name}]: {key} must be of type {type(now).__name__}, got {value!r}; delete the line for the default, {now!r}")
        elif isinstance(value, int | float) and not isinstance(value, bool) and value < 0:
            raise ConfigError(f"[filters.{one.name}]: {key} must be at least 0, got {value!r}; delete the line for the default, {now!r}")
    try:
        return cast(Filter, replace(cast(Any, one), **options))
    except (TypeError, ValueError) as error:
        raise ConfigError(f"[filters.{one.name}]: {error}") from error


def _toml(value: Any, name: str, key: str) -> str:
    if isinstance(value, tuple | list):
        return "[" + ", ".join(_toml(item, name, key) for item in value) + "]"
    if isinstance(value, bool | str | int | float):
        return json.dumps(value, ensure_ascii=False)
    raise ConfigError(f"[filters.{name}]: {key} = {value!r} cannot be written as TOML")


@cache
def _compiled(pattern: str) -> Any:
    try:
        return regex.compile(pattern)
    except (regex.error, TypeError) as error:
        raise ConfigError(f"keep: expected a regular expression, got {pattern!r}: {error}") from None


def _fingerprint(filters: Iterable[Filter], keep: Iterable[str], part_options: Parts) -> str:
    parts = [__version__, _phrases_hash(), *keep, repr(part_options)]
    for one in filters:
        parts.append(f"{type(one).__module__}.{type(one).__qualname__}:{one.name}:{_options(one)!r}")
    return hashlib.sha256("\x00".join(parts).encode()).hexdigest()[:16]


@cache
def _phrases_hash() -> str:
    digest = hashlib.sha256()
    for file in sorted(resources.files("newsclean.phrases").iterdir(), key=lambda f: f.name):
        if file.name.endswith(".toml"):
            digest.update(file.name.encode() + b"\x00" + file.read_bytes())
    return digest.hexdigest()
