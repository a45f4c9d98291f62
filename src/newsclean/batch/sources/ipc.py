"""Arrow IPC, as a stream or as a file, which holds a stream after its mark."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pyarrow as pa
import pyarrow.ipc

from newsclean.batch.columns import PIECE_BYTES, PIECE_ROWS, columns_given, nulls
from newsclean.batch.compression import BrokenStreamError
from newsclean.batch.records import Piece
from newsclean.batch.sources.file import FileSource
from newsclean.errors import InputError

__all__ = ["IpcSource"]

_FILE_MARK = b"ARROW1\0\0"
_BROKEN = (pa.ArrowInvalid, OSError, BrokenStreamError)


@dataclass(frozen=True)
class IpcSource(FileSource):
    """An Arrow IPC stream or file.

    A file is read as the stream that it holds: from front to end, on standard input too, and as far as it goes if its end is missing.
    """

    @cached_property
    def schema(self) -> pa.Schema:
        """The schema of all batches. Raises: `InputError` if this is no Arrow IPC."""
        with self._opened() as reader:
            return columns_given(reader.schema, self.wanted, drop_other=self.drop_other)

    @contextmanager
    def _opened(self) -> Iterator[Any]:
        with self.file.open() as stream:
            if stream.peek(len(_FILE_MARK)).startswith(_FILE_MARK):
                stream.read(len(_FILE_MARK))
            try:
                reader = pa.ipc.open_stream(stream)
            except _BROKEN as error:
                raise InputError(f"{self.name}: expected an Arrow IPC file or stream, got none that can be read ({error})") from error
            with reader:
                yield reader

    def pieces(self, skip: int = 0) -> Iterator[Piece]:
        """Yield the records without the first `skip`; see `Source`. A record batch is read as a whole, and given in slices."""
        schema, at, nth = self.schema, 0, 0
        with self._opened() as reader:
            while True:
                nth += 1
                try:
                    batch = reader.read_next_batch()
                except StopIteration:
                    return
                except _BROKEN as error:
                    if at >= skip:
                        yield Piece(nulls(1, schema), {0: f"expected a record batch, got damaged data or the end of the file ({error})"}, [f"record batch {nth}"])
                    return
                start, at = max(0, skip - at), at + batch.num_rows
                if start < batch.num_rows:
                    given = batch.select([at for at, one in enumerate(reader.schema) if one.name in self.wanted]) if self.drop_other else batch
                    yield from _slices(given.cast(schema), start, nth)


def _slices(batch: pa.RecordBatch, start: int, nth: int) -> Iterator[Piece]:
    rows = max(1, min(PIECE_ROWS, PIECE_BYTES * batch.num_rows // max(1, batch.nbytes)))
    for at in range(start, batch.num_rows, rows):
        part = batch.slice(at, rows)
        yield Piece(part, {}, [f"row {row} of record batch {nth}" for row in range(at + 1, at + part.num_rows + 1)])
