"""JSON lines: an object on each line, plain or compressed."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from io import BufferedReader
from itertools import islice
from typing import Any, NamedTuple

import pyarrow as pa

from newsclean.batch.columns import Column, Rows, columns_of, schema_of
from newsclean.batch.compression import BrokenStreamError
from newsclean.batch.records import Piece
from newsclean.batch.sources.file import FileSource

__all__ = ["JsonlSource", "Line", "read_lines"]

_SAMPLE_RECORDS = 1000
_SAMPLE_BYTES = 8 << 20
_SKIP_BYTES = 1 << 20


class Line(NamedTuple):
    """A line of a stream: its number from 1, and its bytes, or what is wrong with it."""

    number: int
    data: bytes
    error: str | None = None


def read_lines(stream: BufferedReader, max_bytes: int) -> Iterator[Line]:
    """Yield the lines of a stream that hold more than white space.

    A line of more than `max_bytes` bytes is passed over to its end, without being held, and is a line with an error; so is the place where a
    compressed stream breaks off, which is the last one.
    """
    number = 0
    try:
        while True:
            number += 1
            data = stream.readline(max_bytes + 1)
            if number == 1:
                data = data.removeprefix(codecs.BOM_UTF8) or (stream.readline(max_bytes + 1) if data else b"")
            if not data:
                return
            if len(data) > max_bytes and not data.endswith(b"\n"):
                size, data = len(data), b""
                while part := stream.readline(_SKIP_BYTES):
                    size += len(part)
                    if part.endswith(b"\n"):
                        break
                yield Line(number, b"", f"expected at most {max_bytes} bytes in a record, got {size}; raise max_record_bytes to read it")
            elif not data.isspace():
                yield Line(number, data)
    except BrokenStreamError as error:
        yield Line(number, b"", str(error))


@dataclass(frozen=True)
class JsonlSource(FileSource):
    """A file of JSON lines.

    Its columns are those of the first 1,000 records, or of the first 8 MB; see `columns_of`.
    """

    max_record_bytes: int

    @cached_property
    def columns(self) -> list[Column]:
        """The columns that the beginning of the file tells."""
        with self.file.open_text() as stream:
            found = columns_of(self._sample(stream), self.wanted)
        # A file without records, as some engines write for an empty part, has what is wanted.
        found = found or [Column(name, "string", wanted=True) for name in sorted(self.wanted)]
        return [column for column in found if column.wanted or not self.drop_other]

    @cached_property
    def schema(self) -> pa.Schema:
        """The schema of all batches."""
        return schema_of(self.columns)

    def _sample(self, stream: BufferedReader) -> Iterator[dict[str, Any]]:
        size = 0
        for line in islice(read_lines(stream, self.max_record_bytes), _SAMPLE_RECORDS):
            found = line.error or _parsed(line.data)
            if not isinstance(found, str):
                yield found
            size += len(line.data)
            if size >= _SAMPLE_BYTES:
                return

    def pieces(self, skip: int = 0) -> Iterator[Piece]:
        """Yield the records without the first `skip`; see `Source`."""
        rows = Rows(self.columns, self.schema, complete=not self.drop_other)
        with self.file.open_text() as stream:
            for line in islice(read_lines(stream, self.max_record_bytes), skip, None):
                place = f"line {line.number}"
                found = line.error or _parsed(line.data)
                if isinstance(found, str):
                    rows.add_error(place, found)
                else:
                    rows.add(place, found, len(line.data))
                if rows.full:
                    yield rows.piece()
        if rows.places:
            yield rows.piece()


def _parsed(data: bytes) -> dict[str, Any] | str:
    """Return the object on a line, or what is wrong with it. NaN and Infinity, which some writers make and JSON has not, are null."""
    try:
        found = _DECODER.decode(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        return f"expected text in UTF-8, got bytes that are not (byte {error.start + 1} of the line: 0x{data[error.start]:02x})"
    except json.JSONDecodeError as error:
        return f"expected a JSON object, got none: {error.msg} at character {error.pos + 1} of the line"
    except RecursionError:
        return "expected a JSON object, got one that is nested too deeply"
    except ValueError as error:  # an integer of thousands of digits
        return f"expected a JSON object, got none: {error}"
    return found if isinstance(found, dict) else f"expected a JSON object, got {_NAMES[type(found)]}"


_DECODER = json.JSONDecoder(parse_constant=lambda name: None)
_NAMES = {list: "a list", str: "a string", int: "a number", float: "a number", bool: "true or false", type(None): "null"}
