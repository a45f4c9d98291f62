"""What a job into a table has left to clean: the records whose rows are not there yet."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from typing import Any

import pyarrow as pa

from newsclean.batch.arrow import input_sha256
from newsclean.batch.chunks import Reading
from newsclean.batch.settings import Settings
from newsclean.batch.sinks.sql import SqlSink
from newsclean.batch.workers import Chunk
from newsclean.errors import ConfigError

__all__ = ["Pending"]

_KNOWN_BY = ("fingerprint", "input_sha256", "status")


class Pending:
    """The reading of a job's sources without the records that a table has already: those whose row was made of the same source by the same state of newsclean,
    and is no error. A chunk may have no records left. `fresh` counts those that were left out.

    Raises: `ConfigError` where the columns are not written by which such rows are told, or the table's id is none that the input has.
    """

    def __init__(self, reading: Reading, sink: SqlSink, settings: Settings) -> None:
        self.fresh = 0
        self._reading, self._sink, self._settings = reading, sink, settings
        self._columns = [settings.prefix + name for name in _KNOWN_BY]
        if missing := [name for name in _KNOWN_BY if name not in settings.columns]:
            raise ConfigError(
                f"{sink.name}: expected the column {missing[0]!r} among those that are written, by which a resumed job knows what is done; write it, or run the job anew"
            )
        # The output column id is made of the input's.
        self._id = settings.id if sink.id == f"{settings.prefix}id" else sink.id
        if self._id not in reading.schema.names:
            raise ConfigError(f"{sink.name}: expected an id that the input has, by which a resumed job knows what is done, got {sink.id}; run the job anew")
        # Ids whose row in the table is to be replaced. A record that comes later with the same id is cleaned again too, so that the last one stays.
        self._again: set[str] = set()

    def chunks(self, start: Sequence[int]) -> Generator[Chunk, None, None]:
        """Yield the chunks, as `Reading.chunks` does. Raises: `OutputError` where the table cannot be read."""
        for chunk in self._reading.chunks(start):
            ids = chunk.batch.column(self._id).to_pylist()
            known = {str(id): found for id, found in self._sink.stored({id for id in ids if id is not None}, self._columns).items()}
            left = [nth for nth, id in enumerate(ids) if not self._is_fresh(str(id), known, chunk.batch.column(self._settings.source)[nth])]
            self.fresh += len(ids) - len(left)
            yield self._of(chunk, left)

    def _is_fresh(self, id: str, known: dict[str, tuple[Any, ...]], source: pa.Scalar) -> bool:
        if id not in known:
            return False
        fingerprint, sha256, status = known[id]
        if id not in self._again and fingerprint == self._settings.fingerprint and status != "error" and sha256 == input_sha256(source):
            return True
        self._again.add(id)
        return False

    @staticmethod
    def _of(chunk: Chunk, rows: list[int]) -> Chunk:
        """Return some rows of a chunk as one."""
        if len(rows) == chunk.batch.num_rows:
            return chunk
        errors = {nth: chunk.errors[row] for nth, row in enumerate(rows) if row in chunk.errors}
        place = chunk.context
        return Chunk(chunk.batch.take(pa.array(rows, pa.int64())), errors, place._replace(places=[place.places[row] for row in rows]))
