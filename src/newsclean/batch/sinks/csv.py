"""CSV and TSV."""

from __future__ import annotations

import base64
import csv
import io
from typing import Any

import pyarrow as pa

from newsclean.batch.sinks.target import Stream, Target
from newsclean.batch.sinks.values import columns_as_values, json_text

__all__ = ["CsvSink"]


class CsvSink:
    """A file of comma or tab separated values: a line of names, then the rows.

    Null is an empty field; lists, structs and maps are JSON text, bytes are base64, times ISO 8601.
    """

    def __init__(self, target: Target, schema: pa.Schema, compression: str | None, delimiter: str) -> None:
        self._target, self._stream, self._delimiter = target, Stream(target.stream, compression), delimiter
        self._nested = [pa.types.is_nested(one.type) for one in schema]
        self._write([schema.names])

    def write(self, batch: pa.RecordBatch) -> None:
        """Append a batch."""
        columns = [[_field(value, nested) for value in column] for column, nested in zip(columns_as_values(batch), self._nested, strict=True)]
        self._write(list(zip(*columns, strict=True)))

    def _write(self, rows: list[Any]) -> None:
        text = io.StringIO()
        csv.writer(text, delimiter=self._delimiter, lineterminator="\n").writerows(rows)
        self._stream.write(text.getvalue().encode("utf-8"))

    def close(self) -> None:
        """Finish the file and give it its name."""
        self._stream.finish()
        self._target.commit()

    def abort(self) -> None:
        """Remove what was written."""
        self._target.abort()


def _field(value: Any, nested: bool) -> Any:
    if value is None or isinstance(value, str):
        return value
    if nested:
        return json_text(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    return value.isoformat() if hasattr(value, "isoformat") else value
