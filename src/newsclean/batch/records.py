"""What a job reads from and writes to: pieces of a source in order, and sinks that take batches.

`newsclean.batch.sources` and `newsclean.batch.sinks` hold one module for each format.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, Protocol

import pyarrow as pa

__all__ = ["Piece", "Sink", "Source", "packed", "unpacked"]


class Piece(NamedTuple):
    """Some records of a source, in order.

    `errors` are the rows (by their number in `batch`) that could not be read, each with what is wrong; what of them could be read is in their
    columns, the rest is null. `places` say for each row where it stands in the source, in words a person can use: "line 17",
    "row 3 of row group 2", "record at byte 5120". `notes` say what was left out without making a row an error, each with the row at or
    before which it stood (their number behind the last): a value that does not fit a column that cleaning does not read, an archive's records that hold no page.
    """

    batch: pa.RecordBatch
    errors: Mapping[int, str]
    places: list[str]
    notes: Sequence[tuple[int, str]] = ()


class Source(Protocol):
    """One input of a job: a file, an archive, a table.

    It is read the same way each time: the same records in the same order, with the same schema.
    """

    @property
    def name(self) -> str:
        """The address as the user gave it."""

    @property
    def schema(self) -> pa.Schema:
        """The schema of all its batches. Reading it may read the beginning of the source. Raises: `InputError` if it cannot be read at all."""

    @property
    def size(self) -> int | None:
        """How large it is, in a unit of its own (bytes where it is stored, files); None where that is not known. An input of another size has changed."""

    def reached(self, records: int) -> int:
        """Return about how much of `size` has been read when `records` have been given."""

    def pieces(self, skip: int = 0) -> Iterator[Piece]:
        """Yield its records in order, without the first `skip`. A piece is small: what is read ahead is bounded whatever the source's size.

        A record that is broken is a row with an error. Where the source itself ends too early (a truncated archive), the last row is that error.
        """


class Sink(Protocol):
    """One output file, or table, of a job. Nothing is seen under its name until `close` has returned."""

    def write(self, batch: pa.RecordBatch) -> None:
        """Append a batch. The same rows written in other batches make the same bytes."""

    def close(self) -> None:
        """Finish the file and move it to its name, at once."""

    def abort(self) -> None:
        """Drop what was written."""


def packed(batch: pa.RecordBatch) -> memoryview:
    """Return a batch with its schema as bytes, for a pipe or a file."""
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, batch.schema) as writer:
        writer.write_batch(batch)
    return memoryview(sink.getvalue())


def unpacked(data: bytes | memoryview) -> pa.RecordBatch:
    """Return the batch that `packed` gave as bytes."""
    with pa.ipc.open_stream(data) as reader:
        return reader.read_next_batch()
