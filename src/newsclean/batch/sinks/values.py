"""The values of a batch as plain objects, for the formats that are text."""

from __future__ import annotations

import base64
from typing import Any

import orjson
import pyarrow as pa
import pyarrow.compute as pc

from newsclean.batch.columns import JSON_TEXT

__all__ = ["columns_as_values", "is_json_text", "json_bytes", "json_text"]

_OPTIONS = orjson.OPT_NON_STR_KEYS


def columns_as_values(batch: pa.RecordBatch) -> list[list[Any]]:
    """Return the columns of a batch as lists of Python values; maps are dicts."""
    return [_values(column) for column in batch.columns]


def _values(column: pa.Array) -> list[Any]:
    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    if pa.types.is_timestamp(column.type) and column.type.unit == "ns":  # finer than Python's
        return [text and f"{text}{'Z' if column.type.tz else ''}" for text in pc.strftime(_in_utc(column), format="%Y-%m-%dT%H:%M:%S").to_pylist()]
    if pa.types.is_list(column.type):
        return _lists(column)
    if pa.types.is_struct(column.type) and column.type.num_fields:
        names = [one.name for one in column.type]
        rows = zip(*(_values(one) for one in column.flatten()), strict=True)
        return [dict(zip(names, row, strict=True)) if there else None for row, there in zip(rows, column.is_valid().to_pylist(), strict=True)]
    try:
        if pa.types.is_string(column.type):  # several times faster than to_pylist, and this is most of what is written
            return list(column.to_numpy(zero_copy_only=False).tolist())
        return list(column.to_pylist(maps_as_pydicts="lossy"))
    except (UnicodeDecodeError, pa.ArrowException):  # Arrow takes the bytes of a string as they come
        if pa.types.is_string(column.type) or pa.types.is_large_string(column.type):
            raw = column.cast(pa.binary() if pa.types.is_string(column.type) else pa.large_binary())
            return [value if value is None else value.decode("utf-8", "replace") for value in raw.to_pylist()]
        raise


def _lists(column: pa.ListArray) -> list[Any]:
    values, end = _values(column.flatten()), 0
    lists: list[Any] = []
    for length in pc.list_value_length(column).to_pylist():
        lists.append(None if length is None else values[end : end + length])
        end += length or 0
    return lists


def _in_utc(column: pa.Array) -> pa.Array:
    return column.cast(pa.timestamp("ns", "UTC")) if column.type.tz else column


def is_json_text(field: pa.Field) -> bool:
    """Whether the strings of a field are JSON."""
    return all((field.metadata or {}).get(key) == value for key, value in JSON_TEXT.items())


def json_bytes(value: Any) -> bytes:
    """Return a value as JSON: bytes in base64, times in ISO 8601, decimal numbers as strings, NaN as null."""
    return orjson.dumps(value, _plain, _OPTIONS)


def json_text(value: Any) -> str:
    """Return a value as JSON, as `json_bytes` does."""
    return json_bytes(value).decode("utf-8")


def _plain(value: Any) -> Any:
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    if isinstance(value, float):
        return float(value)
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
