"""The core of every job and engine: a batch of records in, the same records with what cleaning says of them out.

One row in is one row out, in its place. A record that cannot be cleaned is a row with the status "error", never an exception, so that
one document does not end a job of millions. Whatever engine runs it, the rows are those of `newsclean.clean`.
"""

from __future__ import annotations

import codecs
import hashlib
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Protocol

import pyarrow as pa
import regex

from newsclean._version import __version__
from newsclean.api import clean
from newsclean.article import Article
from newsclean.batch.columns import storable
from newsclean.batch.settings import MAP_COLUMNS, METADATA_COLUMNS, PRIVATE_COLUMNS, Settings
from newsclean.errors import ConfigError, InputError, NewscleanError
from newsclean.model import Verdict

__all__ = ["SCHEMA_VERSION", "Watch", "clean_batch", "input_sha256", "output_schema", "status_of"]

SCHEMA_VERSION = "1"
"""Changes when a column gets another name, type or meaning; a new column at the end does not change it."""

_MARK = pa.struct(
    [
        pa.field("start", pa.int64(), nullable=False),
        pa.field("end", pa.int64(), nullable=False),
        pa.field("filter", pa.string(), nullable=False),
        pa.field("category", pa.string(), nullable=False),
        pa.field("reason", pa.string(), nullable=False),
        pa.field("evidence", pa.string()),
        pa.field("tier", pa.string(), nullable=False),
        pa.field("applied", pa.bool_(), nullable=False),
    ]
)
_LISTS = ("authors", "tags", "captions", "warnings")
_TYPES: dict[str, pa.DataType] = dict.fromkeys(_LISTS, pa.list_(pa.string())) | {"marks": pa.list_(_MARK), **dict.fromkeys(MAP_COLUMNS, pa.map_(pa.string(), pa.string()))}
_NEVER_NULL = frozenset(["text", "authors", "tags", "captions", "warnings", *MAP_COLUMNS, "marks", "status", "version", "fingerprint"])
_ASTRAL = regex.compile("[\U00010000-\U0010ffff]")


class Watch(Protocol):
    """Who wants to know how a batch goes."""

    def before(self, nth: int) -> None:
        """Be told that the `nth` row is next."""

    def after(self, article: Article | None, error: str | None) -> None:
        """Be told what became of that row: an article, or an error."""


def output_schema(schema: pa.Schema, settings: Settings) -> pa.Schema:
    """Return the schema of the batches that `clean_batch` makes of batches with a given one.

    Its metadata say `newsclean.schema` (`SCHEMA_VERSION`) and `newsclean.offsets` ("code points" or "utf-16"), the unit of `start` and `end`.
    Raises: `ConfigError` where the input lacks a column that the settings name, has it with another type than wanted, or has a column of
        the name of an output column.
    """
    _check(schema, settings)
    columns = [] if settings.drop_input else list(schema)
    taken = {one.name for one in columns}
    for name in _wanted(settings):
        full = settings.prefix + name
        if full in taken:
            raise ConfigError(f"column {full!r}: expected an input without it, since cleaning writes it; say another prefix=, or drop_input=True")
        columns.append(pa.field(full, _TYPES.get(name, pa.string()), nullable=name not in _NEVER_NULL))
    unit = "utf-16" if settings.utf16 else "code points"
    return pa.schema(columns, {**(schema.metadata or {}), b"newsclean.schema": SCHEMA_VERSION.encode(), b"newsclean.offsets": unit.encode()})


def clean_batch(batch: pa.RecordBatch, settings: Settings, *, errors: Mapping[int, str] | None = None, watch: Watch | None = None) -> pa.RecordBatch:
    """Clean the records of a batch.

    Args: `errors` are rows that are known to be broken, each with what is wrong: they are not cleaned. `watch` is told of each row before
        and after.
    Returns: a batch of as many rows, in the same order, with the schema that `output_schema` gives. A null, a source above
        `max_record_bytes` and one that `clean` refuses are rows with the status "error" and what is wrong in `error`; an empty batch
        gives an empty one.
    Raises: `ConfigError` as `output_schema` does.
    """
    schema = output_schema(batch.schema, settings)
    known = errors or {}
    rows = _Rows(settings, watch)
    columns = {name: batch.column(name) for name in settings.input_columns}
    for nth in range(batch.num_rows):
        if watch is not None:
            watch.before(nth)
        if nth in known:
            rows.add_error(None, known[nth])
        else:
            try:
                format, arguments = _arguments(settings, columns, nth)
            except InputError as error:
                rows.add_error(None, str(error))
                continue
            rows.add(columns[settings.source][nth], format, arguments)
    arrays = [] if settings.drop_input else list(batch.columns)
    if "id" in settings.columns:
        rows.columns["id"] = [None if (id := value.as_py()) is None else str(id) for value in columns[settings.id or ""]]
    arrays += [rows.array(name) for name in _wanted(settings)]
    return pa.RecordBatch.from_arrays(arrays, schema=schema)


def _check(schema: pa.Schema, settings: Settings) -> None:
    for name in settings.input_columns:
        at = schema.get_all_field_indices(name)
        if len(at) != 1:
            there = ", ".join(schema.names) or "none"
            raise ConfigError(f"column {name!r}: expected it once in the input, got {'several' if at else 'no such column'}; the input has: {there}")
        kind = schema.field(at[0]).type
        if pa.types.is_dictionary(kind):
            kind = kind.value_type
        if name == settings.source:
            fine = _is_text(kind) or pa.types.is_binary(kind) or pa.types.is_large_binary(kind) or pa.types.is_null(kind)
            wanted = "strings or bytes"
        elif name == settings.crawled:
            fine = _is_text(kind) or pa.types.is_temporal(kind) or pa.types.is_null(kind)
            wanted = "dates, or strings in ISO 8601"
        elif name == settings.id:
            continue
        else:
            fine, wanted = _is_text(kind) or pa.types.is_null(kind), "strings"
        if not fine:
            raise ConfigError(f"column {name!r}: expected {wanted}, got {kind}")


def _is_text(kind: pa.DataType) -> bool:
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind))


def _wanted(settings: Settings) -> list[str]:
    return [name for name in settings.columns if not (settings.private and name in PRIVATE_COLUMNS)]


def input_sha256(value: pa.Scalar) -> str | None:
    """Return the hash of a source as it stands in its column, None for a null."""
    return _sha256(_stored(value)) if value.is_valid else None


def _stored(value: pa.Scalar) -> pa.Buffer:
    """Return the bytes of a string, in UTF-8, or of bytes, where they are."""
    return (value.value if isinstance(value, pa.DictionaryScalar) else value).as_buffer()


def _arguments(settings: Settings, columns: Mapping[str, Any], nth: int) -> tuple[str, dict[str, Any]]:
    """Return the format of a row, and the other arguments of `clean`."""
    format = "text" if settings.text is not None else "html" if settings.html is not None else "auto"
    if settings.format is not None:
        format = columns[settings.format][nth].as_py() or "auto"
    arguments = {role: columns[name][nth].as_py() for role in ("url", "language", "crawled", "encoding") if (name := getattr(settings, role)) is not None}
    if isinstance(arguments.get("crawled"), str):
        try:
            arguments["crawled"] = datetime.fromisoformat(arguments["crawled"])
        except ValueError:
            raise InputError(f"column {settings.crawled!r}: expected a date in ISO 8601, got {arguments['crawled']!r}") from None
    if arguments.get("encoding") is not None and not _is_charset(arguments["encoding"]):  # what a server says is no promise
        del arguments["encoding"]
    return format, {role: value for role, value in arguments.items() if value is not None}


def _is_charset(name: str) -> bool:
    try:
        return bool(codecs.lookup(name).name)
    except (LookupError, ValueError):
        return False


class _Rows:
    """The output columns of a batch in the making."""

    def __init__(self, settings: Settings, watch: Watch | None) -> None:
        self.settings = settings
        self.watch = watch
        self.fingerprint = settings.fingerprint
        self.columns: dict[str, list[Any]] = {name: [] for name in _wanted(settings)}
        self.marks: dict[str, list[Any]] = {one.name: [] for one in _MARK}
        self.mark_ends = [0]

    def add(self, value: pa.Scalar, format: str, arguments: dict[str, Any]) -> None:
        if not value.is_valid:
            return self.add_error(None, f"column {self.settings.source!r}: expected a text or a page, got null")
        data = _stored(value)
        try:
            source: str | bytes = value.as_py()
        except UnicodeDecodeError as error:  # Arrow takes the bytes of a string as they come
            return self.add_error(None, f"column {self.settings.source!r}: expected a string in UTF-8, got bytes that are not ({error})")
        if len(data) > self.settings.max_record_bytes:
            return self.add_error(data, f"source: expected at most {self.settings.max_record_bytes} bytes, got {len(data)}; raise max_record_bytes to clean it")
        try:
            article = clean(source, format=format, pipeline=self.settings.cleaning, profile=self.settings.profile, **arguments)  # type: ignore[arg-type]
        except NewscleanError as error:
            return self.add_error(data, str(error))
        except (ValueError, TypeError, RuntimeError, LookupError, ArithmeticError, AttributeError, MemoryError) as error:  # a defect of ours must not end a job
            return self.add_error(data, f"newsclean failed, please report it: {type(error).__name__}: {error}")
        return self._add_article(article, data)

    def _add_article(self, article: Article, data: pa.Buffer) -> None:
        asked = any(name in self.columns for name in (*METADATA_COLUMNS, *MAP_COLUMNS))
        values: dict[str, Any] = {name: getattr(article.metadata, name) for name in (*METADATA_COLUMNS, *MAP_COLUMNS)} if asked else {}
        values |= {name: values[name].isoformat() for name in ("published", "modified") if isinstance(values.get(name), date)}
        values |= {
            "text": article.text,
            "verdict": str(article.verdict),
            "verdict_reason": article.verdict_reason or None,
            "warnings": article.warnings,
            "status": status_of(article),
            "error": None,
            "text_sha256": _sha256(article.text.encode("utf-8", "surrogatepass")),
            "document_text": article.document.text,
        }
        self._append(values, data)
        if "marks" in self.columns:
            self._add_marks(article)
        if self.watch is not None:
            self.watch.after(article, None)

    def add_error(self, data: pa.Buffer | None, message: str) -> None:
        """Append a row for a record that cannot be cleaned."""
        values: dict[str, Any] = {"text": "", "status": "error", "error": message, **dict.fromkeys(_LISTS, ()), **{name: {} for name in MAP_COLUMNS}}
        self._append(values, data)
        self.mark_ends.append(len(self.marks["start"]))
        if self.watch is not None:
            self.watch.after(None, message)

    def _append(self, values: Mapping[str, Any], data: pa.Buffer | None) -> None:
        known = {"version": __version__, "fingerprint": self.fingerprint, "input_sha256": None if data is None else _sha256(data)}
        for name, column in self.columns.items():
            column.append(known[name] if name in known else values.get(name))

    def _add_marks(self, article: Article) -> None:
        place = _utf16_places(article.document.text) if self.settings.utf16 else _same
        add = self.marks
        for mark, applied in article.marks:
            add["start"].append(place(mark.span.start))
            add["end"].append(place(mark.span.end))
            add["filter"].append(mark.filter)
            add["category"].append(mark.category)
            add["reason"].append(mark.reason)
            add["evidence"].append(None if self.settings.private else mark.evidence)
            add["tier"].append(mark.tier.name.lower())
            add["applied"].append(applied)
        self.mark_ends.append(len(add["start"]))

    def array(self, name: str) -> pa.Array:
        """Return an output column."""
        if name == "marks":
            fields = [pa.array(self.marks[one.name], one.type) for one in _MARK]
            structs = pa.StructArray.from_arrays(fields, fields=list(_MARK))
            return pa.ListArray.from_arrays(pa.array(self.mark_ends, pa.int32()), structs, type=_TYPES["marks"])
        values: Sequence[Any] = self.columns[name]
        if name in MAP_COLUMNS:
            values = [list(value.items()) for value in values]
        return pa.array([None if value is None else storable(value) for value in values] if name not in (*MAP_COLUMNS, *_LISTS) else values, _TYPES.get(name, pa.string()))


def status_of(article: Article) -> str:
    """Return the status of a row that was cleaned: "ok", "no_article", "guard_tripped" or "limited"."""
    if article.verdict is Verdict.NO_ARTICLE:
        return "no_article"
    for status in ("guard_tripped", "limited"):
        if any(warning.startswith(status) for warning in article.warnings):
            return status
    return "ok"


def _sha256(data: bytes | pa.Buffer) -> str:
    return hashlib.sha256(data).hexdigest()


def _same(place: int) -> int:
    return place


def _utf16_places(text: str) -> Callable[[int], int]:
    """Return what turns a place in code points into one in UTF-16 units."""
    pairs = [match.start() for match in _ASTRAL.finditer(text)]
    return (lambda place: place + bisect_right(pairs, place - 1)) if pairs else _same
