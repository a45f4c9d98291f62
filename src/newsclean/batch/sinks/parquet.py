"""Parquet."""

from __future__ import annotations

from contextlib import suppress

import pyarrow as pa
import pyarrow.parquet as pq

from newsclean.batch.sinks.groups import Groups
from newsclean.batch.sinks.target import Target

__all__ = ["ParquetSink"]


class ParquetSink:
    """A Parquet file, compressed with zstd, in row groups as `Groups` makes them."""

    def __init__(self, target: Target, schema: pa.Schema) -> None:
        self._target, self._groups = target, Groups(schema)
        self._writer = pq.ParquetWriter(target.stream, schema, compression="zstd")

    def write(self, batch: pa.RecordBatch) -> None:
        """Append a batch."""
        for table in self._groups.add(batch):
            self._writer.write_table(table, row_group_size=table.num_rows)

    def close(self) -> None:
        """Finish the file and give it its name."""
        rest = self._groups.rest()
        if rest.num_rows:
            self._writer.write_table(rest, row_group_size=rest.num_rows)
        self._writer.close()
        self._target.commit()

    def abort(self) -> None:
        """Remove what was written."""
        with suppress(OSError):  # a full disk takes no end of the file either
            self._writer.close()
        self._target.abort()
