"""Arrow IPC, as a file or as a stream."""

from __future__ import annotations

from contextlib import suppress

import numpy as np
import pyarrow as pa
import pyarrow.ipc

from newsclean.batch.sinks.groups import Groups
from newsclean.batch.sinks.target import Target

__all__ = ["IpcSink"]


class IpcSink:
    """An Arrow IPC file, or a stream, with buffers compressed with zstd; its record batches are as `Groups` makes them."""

    def __init__(self, target: Target, schema: pa.Schema, *, stream: bool) -> None:
        self._target, self._groups = target, Groups(schema)
        make = pa.ipc.new_stream if stream else pa.ipc.new_file
        self._writer = make(target.stream, schema, options=pa.ipc.IpcWriteOptions(compression="zstd"))

    def write(self, batch: pa.RecordBatch) -> None:
        """Append a batch."""
        for table in self._groups.add(batch):
            self._write(table)

    def _write(self, table: pa.Table) -> None:
        # Taken row by row: the buffers of a slice would keep the places that they had in their batch, and the bytes written would tell of it.
        self._writer.write_table(table.take(pa.array(np.arange(table.num_rows))))

    def close(self) -> None:
        """Finish the file and give it its name."""
        rest = self._groups.rest()
        if rest.num_rows:
            self._write(rest)
        self._writer.close()
        self._target.commit()

    def abort(self) -> None:
        """Remove what was written."""
        with suppress(OSError):  # a full disk takes no end of the file either
            self._writer.close()
        self._target.abort()
