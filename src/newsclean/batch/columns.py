"""Typed columns from loosely typed values: what a sample tells of them, and what becomes of a value that does not fit."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import pyarrow as pa

from newsclean.batch.records import Piece

__all__ = ["JSON_TEXT", "NO_VALUES", "PIECE_BYTES", "PIECE_ROWS", "Column", "Rows", "columns_given", "columns_of", "json_text", "nulls", "schema_of"]

PIECE_ROWS = 1000
PIECE_BYTES = 8 << 20
"""A piece ends at the row that reaches either."""
NO_VALUES = {b"newsclean.no-values": b"true"}
"""Metadata of a field of strings whose file has nulls alone, as far as its beginning tells: beside another file's values it has their type."""
JSON_TEXT = {b"newsclean.json": b"true"}
"""Metadata of a field whose strings are JSON: writers of JSON lines write them as what they say."""
_TYPES = {"string": pa.string(), "integer": pa.int64(), "number": pa.float64(), "boolean": pa.bool_(), "json": pa.string()} | {
    "binary": pa.binary(),
    "date": pa.date32(),
    "time": pa.timestamp("us"),
    "instant": pa.timestamp("us", "UTC"),
}
_INT64 = range(-(2**63), 2**63)
_SAID = {dict: "an object", list: "a list", str: "a string", bool: "true or false", float: "a number with a fraction", int: "an integer", bytes: "bytes"}
_KINDS = {
    "string": "a string",
    "integer": "an integer of 64 bits",
    "number": "a number",
    "boolean": "true or false",
    "binary": "bytes",
    "date": "a date",
    "time": "a time",
    "instant": "a time",
}
_CLASSES: dict[str, type] = {"string": str, "boolean": bool, "binary": bytes, "date": date, "time": datetime, "instant": datetime}


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, its kind ("string", "integer", "number", "boolean", "binary", "date", "time", "instant": a time in UTC, "json": anything, as JSON text), whether cleaning reads it, and whether no value is known of it."""

    name: str
    kind: str
    wanted: bool = False
    empty: bool = False

    @property
    def field(self) -> pa.Field:
        """The Arrow field."""
        return pa.field(self.name, _TYPES[self.kind], metadata=JSON_TEXT if self.kind == "json" else NO_VALUES if self.empty else None)


def schema_of(columns: Iterable[Column]) -> pa.Schema:
    """Return the Arrow schema of columns."""
    return pa.schema([column.field for column in columns])


def columns_given(schema: pa.Schema, wanted: frozenset[str], *, drop_other: bool) -> pa.Schema:
    """Return the schema of a source whose file has one: all columns or those that are wanted.

    Each is nullable, as a row with an error has nulls, and what is encoded by a dictionary has the type of what it says.
    """
    kept = [one.with_nullable(True) for one in schema if one.name in wanted or not drop_other]
    return pa.schema([one.with_type(one.type.value_type) if pa.types.is_dictionary(one.type) else one for one in kept], schema.metadata)


def nulls(rows: int, schema: pa.Schema) -> pa.RecordBatch:
    """Return a batch of rows without values."""
    return pa.RecordBatch.from_arrays([pa.nulls(rows, one.type) for one in schema], schema=schema) if len(schema) else _without_columns(rows, schema)


def columns_of(sample: Iterable[Mapping[str, Any]], wanted: frozenset[str]) -> list[Column]:
    """Return the columns of records, in the order in which their keys first come.

    A column of strings, of integers, of numbers, of booleans is one; nested values, and values of several kinds, make a column of JSON text.
    Only the columns that cleaning reads (`wanted`) stay strings if some of their values are. A column of nulls is one of strings.
    """
    kinds: dict[str, set[str]] = {}
    for record in sample:
        for key, value in record.items():
            kinds.setdefault(key, set()).add(_kind(value))
    return [Column(key, _common({kind for kind in found if kind != "null"}, key in wanted), key in wanted, found == {"null"}) for key, found in kinds.items()]


def _kind(value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, str):
        return "string"
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int):
        return "integer" if value in _INT64 else "json"
    return "number" if isinstance(value, float) else "json"


def _common(kinds: set[str], wanted: bool) -> str:
    if not kinds or (wanted and "string" in kinds):
        return "string"
    if len(kinds) == 1:
        return next(iter(kinds))
    return "number" if kinds == {"integer", "number"} else "json"


def json_text(value: Any) -> str:
    """Return a value as JSON, in its shortest form; what JSON has no form for (dates of an array in a database) is a string."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=str)


def _fits(value: Any, kind: str) -> bool:
    if kind in _CLASSES:
        return isinstance(value, _CLASSES[kind])
    if isinstance(value, bool):
        return False
    if kind == "integer":
        return isinstance(value, int) and value in _INT64
    # 2**53 + 1 has no float of its own, and 10**400 has none at all.
    return isinstance(value, float) or (isinstance(value, int) and abs(value) <= 2**53)


@dataclass(slots=True)
class Rows:
    """A piece in the making. With `complete`, keys of a record that have no column are noted."""

    columns: Sequence[Column]
    schema: pa.Schema
    complete: bool = True
    values: list[list[Any]] = field(init=False)
    places: list[str] = field(default_factory=list)
    errors: dict[int, str] = field(default_factory=dict)
    notes: list[tuple[int, str]] = field(default_factory=list)
    size: int = 0
    _names: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        self.values = [[] for _ in self.columns]
        self._names = frozenset(column.name for column in self.columns)

    @property
    def full(self) -> bool:
        """Whether it has as many rows or bytes as a piece may have."""
        return len(self.places) >= PIECE_ROWS or self.size >= PIECE_BYTES

    def add(self, place: str, record: Mapping[str, Any], size: int) -> None:
        """Add a record, of `size` bytes in its source.

        A value that does not fit its column makes the row an error if cleaning reads the column; elsewhere it becomes null, and a note.
        A key that has no column is a note.
        """
        for column, values in zip(self.columns, self.values, strict=True):
            value = record.get(column.name)
            if value is not None:
                if column.kind == "json":
                    value = json_text(value)
                elif not _fits(value, column.kind):
                    wrong = f"column {column.name!r}: expected {_KINDS[column.kind]}, got {_said(value)}"
                    value = None
                    if column.wanted:
                        self.errors.setdefault(len(self.places), wrong)
                    else:
                        self.notes.append((len(self.places), f"{wrong}; left null"))
            values.append(value)
        if self.complete and not record.keys() <= self._names:
            for key in record:
                if key not in self._names:
                    self.notes.append((len(self.places), f"column {storable(key)!r}: not in the first records, which tell the columns; left out"))
        self.places.append(place)
        self.size += size

    def add_values(self, place: str, values: Sequence[Any], size: int) -> None:
        """Add a row of values that fit."""
        for column, value in zip(self.values, values, strict=True):
            column.append(value)
        self.places.append(place)
        self.size += size

    def add_error(self, place: str, message: str) -> None:
        """Add a row of nulls for a record that cannot be read."""
        self.errors[len(self.places)] = message
        self.add_values(place, [None] * len(self.columns), 100)

    def piece(self) -> Piece:
        """Return what was added, and begin anew."""
        arrays = [self._array(nth, one.type) for nth, one in enumerate(self.schema)]
        batch = pa.RecordBatch.from_arrays(arrays, schema=self.schema) if arrays else _without_columns(len(self.places), self.schema)
        piece = Piece(batch, self.errors, self.places, self.notes)
        self.values, self.places, self.errors, self.notes, self.size = [[] for _ in self.columns], [], {}, [], 0
        return piece

    def _array(self, nth: int, type: pa.DataType) -> pa.Array:
        try:
            return pa.array(self.values[nth], type)
        except UnicodeEncodeError:  # JSON can name half of a pair of surrogates, UTF-8 cannot
            known = self.values[nth]
            values = [value if value is None else storable(value) for value in known]
            note = f"column {self.columns[nth].name!r}: a character that is half of a pair; read as U+FFFD"
            self.notes += [(row, note) for row, value in enumerate(values) if value != known[row]]
            return pa.array(values, type)


def _without_columns(rows: int, schema: pa.Schema) -> pa.RecordBatch:
    batch = pa.RecordBatch.from_struct_array(pa.array([{}] * rows, pa.struct([])))
    return batch.replace_schema_metadata(schema.metadata)


def _said(value: Any) -> str:
    if isinstance(value, int) and value not in _INT64:
        return "an integer of more than 64 bits"
    return next((said for type, said in _SAID.items() if isinstance(value, type) and not (type is int and isinstance(value, bool))), type_name(value))


def type_name(value: Any) -> str:
    """Return the name of a value's type."""
    return type(value).__name__


def storable(text: str) -> str:
    """Return a text that Arrow can store: half of a pair of surrogates, which UTF-8 has no bytes for, becomes U+FFFD."""
    if text.isascii():
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
