"""Folders of pages and texts: a record for each file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

import pyarrow as pa

from newsclean.batch.columns import PIECE_BYTES, PIECE_ROWS, nulls
from newsclean.batch.files import File
from newsclean.batch.records import Piece
from newsclean.errors import InputError

__all__ = ["FORMATS", "FolderSource"]

FORMATS = {".html": "html", ".htm": "html", ".xhtml": "html", ".txt": "text"}
_SCHEMA = pa.schema([("path", pa.string()), ("content", pa.binary()), ("format", pa.string())])


@dataclass(frozen=True)
class FolderSource:
    """Files of pages and texts, in the order of their paths: `path`, `content` (its bytes) and `format` ("html" or "text").

    A file that cannot be read, or is larger than `max_record_bytes`, is an error. `wanted` are the columns that cleaning reads; with `drop_other`, there
    are no others. `passed_over` files are of other kinds, and noted.
    """

    name: str
    files: tuple[File, ...]
    wanted: frozenset[str]
    drop_other: bool
    max_record_bytes: int
    passed_over: int = 0

    @property
    def size(self) -> int:
        """How many files it has."""
        return len(self.files)

    def reached(self, records: int) -> int:
        """Return how many of its files have been read when so many records have."""
        return records

    @property
    def schema(self) -> pa.Schema:
        """The schema of all batches."""
        return pa.schema([one for one in _SCHEMA if one.name in self.wanted]) if self.drop_other else _SCHEMA

    def pieces(self, skip: int = 0) -> Iterator[Piece]:
        """Yield the records without the first `skip`; see `Source`. The place of a record is the path of its file."""
        columns: list[list[object]] = [[], [], []]
        errors: dict[int, str] = {}
        size = 0
        notes = [] if skip else [(0, "files that are no pages or texts; passed over")] * self.passed_over
        for file in islice(self.files, skip, None):
            content = self._content(file)
            if isinstance(content, str):
                errors[len(columns[0])] = content
            else:
                size += len(content)
            # Names on a disk may be bytes that are no UTF-8.
            path = file.address.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
            for column, value in zip(columns, (path, None if isinstance(content, str) else content, FORMATS.get(file.suffix, "text")), strict=True):
                column.append(value)
            if len(columns[0]) >= PIECE_ROWS or size >= PIECE_BYTES:
                yield self._piece(columns, errors, notes)
                columns, errors, size, notes = [[], [], []], {}, 0, []
        if columns[0]:
            yield self._piece(columns, errors, notes)

    def _content(self, file: File) -> bytes | str:
        """Return the bytes of a file, or what is wrong with it."""
        try:
            with replace(file, address="file").open_raw() as stream:
                content = stream.read(self.max_record_bytes + 1)
        except (InputError, OSError) as error:
            return str(error) if isinstance(error, InputError) else f"file: cannot be read: {error.strerror or error}"
        if len(content) > self.max_record_bytes:
            return f"file: expected at most {self.max_record_bytes} bytes, got more; raise max_record_bytes to read it"
        return content

    def _piece(self, columns: list[list[object]], errors: dict[int, str], notes: list[tuple[int, str]]) -> Piece:
        batch = pa.RecordBatch.from_arrays([pa.array(column, one.type) for column, one in zip(columns, _SCHEMA, strict=True)], schema=_SCHEMA)
        places = [str(path) for path in columns[0]]
        return Piece(batch.select(self.schema.names) if self.schema.names else nulls(len(places), self.schema), errors, places, notes)
