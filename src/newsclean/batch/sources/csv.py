"""CSV and TSV: a line of names, then rows of as many fields, quoted or not."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from io import BufferedReader
from itertools import islice
from typing import NamedTuple

import pyarrow as pa

from newsclean.batch.columns import Column, Rows, schema_of
from newsclean.batch.compression import BrokenStreamError
from newsclean.batch.records import Piece
from newsclean.batch.sources.file import FileSource
from newsclean.errors import InputError

__all__ = ["CsvSource"]

_SKIP_BYTES = 1 << 20


@dataclass(frozen=True)
class CsvSource(FileSource):
    """A file of comma or tab separated values in UTF-8, whose columns are all strings; an empty field is null."""

    max_record_bytes: int
    delimiter: str = ","

    @cached_property
    def header(self) -> list[str]:
        """The names of all columns. Raises: `InputError` if they are missing or broken, or one is there twice."""
        with self.file.open_text() as stream:
            first = next(self._records(stream), None)
        if first is None:
            raise InputError(f"{self.name}: expected a line with the names of the columns, got an empty file")
        if first.error is not None:
            raise InputError(f"{self.name}: expected a line with the names of the columns, got: {first.error}")
        if twice := next((name for name in first.fields if first.fields.count(name) > 1), None):
            raise InputError(f"{self.name}: expected columns of different names, got {twice!r} several times")
        return first.fields

    @cached_property
    def schema(self) -> pa.Schema:
        """The schema of all batches."""
        return schema_of(self._columns)

    @property
    def _columns(self) -> list[Column]:
        return [Column(name, "string", name in self.wanted) for name in self.header if name in self.wanted or not self.drop_other]

    def pieces(self, skip: int = 0) -> Iterator[Piece]:
        """Yield the records without the first `skip`; see `Source`."""
        kept = [self.header.index(column.name) for column in self._columns]
        rows = Rows(self._columns, self.schema)
        with self.file.open_text() as stream:
            for record in islice(self._records(stream), skip + 1, None):
                place = f"line {record.line}"
                if record.error is not None:
                    rows.add_error(place, record.error)
                elif len(record.fields) != len(self.header):
                    rows.add_error(place, f"expected {len(self.header)} fields, got {len(record.fields)}")
                else:
                    rows.add_values(place, [record.fields[at] or None for at in kept], record.size)
                if rows.full:
                    yield rows.piece()
        if rows.places:
            yield rows.piece()

    def _records(self, stream: BufferedReader) -> Iterator[_Record]:
        lines = _Lines(stream, self.max_record_bytes)
        # The limit of the module counts for the whole process; our own one, in bytes, is met first.
        csv.field_size_limit(max(csv.field_size_limit(), self.max_record_bytes + 1))
        reader = csv.reader(lines, delimiter=self.delimiter, strict=True)
        while True:
            lines.begin()
            try:
                fields = next(reader)
            except StopIteration:
                return
            except _TooLongError:
                size = lines.skip_record()
                yield _Record(lines.first, [], size, f"expected at most {self.max_record_bytes} bytes in a record, got {size}; raise max_record_bytes to read it")
            except BrokenStreamError as error:
                yield _Record(lines.first, [], 0, str(error))
                return
            except csv.Error as error:
                wrong = "a quoted field without its end" if "unexpected end" in str(error) else f"none that can be read ({error})"
                yield _Record(lines.first, [], lines.size, f"expected a row of fields, got {wrong}")
            else:
                if fields:
                    yield _Record(lines.first, fields, lines.size, None if "".join(fields).isascii() else _broken(fields))


class _Record(NamedTuple):
    line: int
    fields: list[str]
    size: int
    error: str | None


def _broken(fields: list[str]) -> str | None:
    try:
        "".join(fields).encode("utf-8")
    except UnicodeEncodeError as error:
        return f"expected text in UTF-8, got bytes that are not (0x{ord(error.object[error.start]) - 0xDC00:02x})"
    return None


class _TooLongError(Exception):
    """A record is longer than it may be."""


class _Lines:
    """The lines of a stream for a `csv.reader`, counted for each record."""

    def __init__(self, stream: BufferedReader, max_bytes: int) -> None:
        self._stream, self._max_bytes = stream, max_bytes
        self._number = 0
        self._quotes = 0
        self._part = b""
        self.first = 1
        self.size = 0

    def begin(self) -> None:
        """A record begins."""
        self.first, self.size, self._quotes = self._number + 1, 0, 0

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._stream.readline(self._max_bytes - self.size + 1)
        if not line:
            raise StopIteration
        self._number += 1
        self.size += len(line)
        self._quotes += line.count(b'"')
        if self.size > self._max_bytes and not (self.size == self._max_bytes + 1 and line.endswith(b"\n") and self._quotes % 2 == 0):
            self._part = line
            raise _TooLongError
        if self._number == 1:
            line = line.removeprefix(b"\xef\xbb\xbf")
        return line.decode("utf-8", "surrogateescape")

    def skip_record(self) -> int:
        """Pass over the rest of a record, and return its size: to the end of a line that closes as many quotes as were opened."""
        part = self._part
        while not (part.endswith(b"\n") and self._quotes % 2 == 0):
            part = self._stream.readline(_SKIP_BYTES)
            if not part:
                break
            self._number += self._part.endswith(b"\n")
            self._part = part
            self.size += len(part)
            self._quotes += part.count(b'"')
        return self.size
