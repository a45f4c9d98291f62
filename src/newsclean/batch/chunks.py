"""Records of all sources of a job, in order, in chunks for the workers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator, Iterator, Sequence
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from newsclean.batch.columns import JSON_TEXT, NO_VALUES
from newsclean.batch.files import reading
from newsclean.batch.records import Piece, Source
from newsclean.batch.workers import Chunk, Cleaned
from newsclean.errors import ConfigError, InputError, JobError

__all__ = ["Place", "Reading"]

# A chunk is what one worker gets at once: so many records, or fewer large ones.
CHUNK_ROWS = 64
CHUNK_BYTES = 4_000_000


class Place(NamedTuple):
    """Where a chunk's records stand: the place of each, the source's name, and the source and the record that come next; how often each of its notes; and about how
    much of the input has been read with it, from 0 to 1, None where that is not known.
    """

    places: list[str]
    source: str
    next: list[int]
    notes: Counter[str]
    share: float | None


class Reading:
    """The reading of a job's sources: `schema` has the columns of all; `behind` counts the notes behind the last record that was read.

    Args: `column` is that of the sources, `id` that which errors are reported with.
    """

    def __init__(self, sources: Sequence[Source], column: str, id: str | None) -> None:
        self._sources = sources
        self._column = column
        self._id = id
        self.schema = _together(sources)
        self._sizes = [source.size for source in sources]
        self.behind: Counter[str] = Counter()

    def chunks(self, start: Sequence[int], left: int | None = None, rows: int | None = None) -> Generator[Chunk, None, None]:
        """Yield the records in chunks, each of one source.

        Args: `start` is the source and the record to begin with. Chunks end after `left` records, and then after every `rows`, where output files end.
        """
        first, skip = start
        self.behind.clear()
        for nth in range(first, len(self._sources)):
            source = self._sources[nth]
            at = skip if nth == first else 0
            reached = 0
            for piece in _readable(source, at):
                batch = self._fitted(piece.batch, source.name)
                begin, before, reached = 0, reached, source.reached(at + piece.batch.num_rows)
                for end in _ends(batch, self._column):
                    while begin < end:
                        count = end - begin if left is None else min(end - begin, left)
                        errors = {row - begin: message for row, message in piece.errors.items() if begin <= row < begin + count}
                        at += count
                        share = self._share(nth, before + (reached - before) * (begin + count) / batch.num_rows)
                        place = Place(piece.places[begin : begin + count], source.name, [nth, at], self._notes(piece, begin, begin + count), share)
                        yield Chunk(batch.slice(begin, count), errors, place)
                        begin += count
                        left = None if left is None else left - count or rows
                self.behind.update(note for row, note in piece.notes if row >= batch.num_rows)

    def _share(self, nth: int, reached: float) -> float | None:
        """Return about how much of the input has been read, given how much of a source; None where sizes are not known."""
        sizes = [size for size in self._sizes if size is not None]
        return min(1.0, (sum(sizes[:nth]) + reached) / max(1, sum(sizes))) if len(sizes) == len(self._sizes) else None

    def _notes(self, piece: Piece, begin: int, end: int) -> Counter[str]:
        """Return the notes of some rows of a piece, with those that stood between them and the rows before."""
        notes = Counter(self.behind)
        self.behind.clear()
        notes.update(note for row, note in piece.notes if begin <= row < end)
        return notes

    def errors(self, cleaned: Cleaned) -> list[dict[str, Any]]:
        """Return what is said of the records of a chunk that are errors: the input, the place in it, what is wrong, the id."""
        place: Place = cleaned.chunk.context
        ids = cleaned.chunk.batch.column(self._id) if self._id is not None else None
        return [
            {"input": place.source, "place": place.places[nth], "error": message, **({} if ids is None else {"id": ids[nth].as_py()})}
            for nth, message in sorted(cleaned.errors.items())
        ]

    def again(self, start: Sequence[int]) -> Again:
        """Return the records from a source and a record on, to be read again."""
        return Again(self.chunks(start))

    def _fitted(self, batch: pa.RecordBatch, name: str) -> pa.RecordBatch:
        """Return a batch of a source with the columns of all sources together; those it lacks are null. Raises: `InputError` where a value does not fit."""
        if batch.schema.equals(self.schema):
            return batch
        columns = []
        for one in self.schema:
            at = batch.schema.get_field_index(one.name)
            try:
                columns.append(pa.nulls(batch.num_rows, one.type) if at < 0 else batch.column(at).cast(one.type))
            except pa.ArrowInvalid as error:
                raise InputError(f"{name}: column {one.name!r}: expected values that fit {one.type}, the type for all inputs together, got others ({error})") from error
        return pa.RecordBatch.from_arrays(columns, schema=self.schema)


def _together(sources: Sequence[Source]) -> pa.Schema:
    """Return the columns of all sources. Raises: `ConfigError` where one has another type in two of them, unless both are numbers or the like."""
    fields: dict[str, tuple[pa.Field, str]] = {}
    for source in sources:
        for one in source.schema:
            known, first = fields.get(one.name, (one, source.name))
            if _has(known, NO_VALUES):
                known, first = one, source.name
            elif not _has(one, NO_VALUES):
                try:
                    if _has(known, JSON_TEXT) != _has(one, JSON_TEXT):
                        raise pa.ArrowTypeError
                    known = pa.unify_schemas([pa.schema([known]), pa.schema([one])], promote_options="permissive").field(0)
                except (pa.ArrowTypeError, pa.ArrowInvalid):
                    raise ConfigError(
                        f"{source.name}: column {one.name!r}: expected {_type(known)}, as in {first}, got {_type(one)}; convert one of them, or run a job for each"
                    ) from None
            fields[one.name] = known, first
    found = [one.with_metadata(None) if _has(one, NO_VALUES) else one for one, _ in fields.values()]
    return pa.schema(found, sources[0].schema.metadata)


def _has(field: pa.Field, mark: dict[bytes, bytes]) -> bool:
    return mark.items() <= (field.metadata or {}).items()


def _type(field: pa.Field) -> str:
    return "JSON (objects, lists, or values of several kinds)" if _has(field, JSON_TEXT) else str(field.type)


def _readable(source: Source, skip: int) -> Iterator[Piece]:
    """Yield the pieces of a source. Raises: `InputError` where the disk, or the store, gives no more of it."""
    with reading(source.name):
        yield from source.pieces(skip)


class Again:
    """Records that are read again, as many at a time as are asked for."""

    def __init__(self, chunks: Iterator[Chunk]) -> None:
        self._chunks = chunks
        self._rest: pa.RecordBatch | None = None

    def take(self, count: int) -> pa.RecordBatch:
        """Return the next `count` records. Raises: `JobError` if there are fewer, which the source had when the job began."""
        parts: list[pa.RecordBatch] = []
        while count:
            if not self._rest:
                chunk = next(self._chunks, None)
                if chunk is None:
                    raise JobError("resume: expected the input that the job began with, got one that has fewer records now; remove the output folder to start anew")
                self._rest = chunk.batch
            parts.append(self._rest.slice(0, count))
            self._rest = self._rest.slice(count)
            count -= parts[-1].num_rows
        return pa.Table.from_batches(parts).combine_chunks().to_batches()[0]


def _ends(batch: pa.RecordBatch, column: str) -> Iterator[int]:
    """Yield where the chunks of a batch end: after `CHUNK_ROWS` records, or before a sum of `CHUNK_BYTES`, but after one record at least."""
    sizes = pc.fill_null(pc.binary_length(batch.column(column)), 0).to_pylist() if batch.num_rows else []
    start = size = 0
    for row, bytes_ in enumerate(sizes):
        if row > start and (row - start == CHUNK_ROWS or size + bytes_ > CHUNK_BYTES):
            yield row
            start, size = row, 0
        size += bytes_
    if sizes:
        yield len(sizes)
