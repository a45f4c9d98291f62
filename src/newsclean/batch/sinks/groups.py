"""Rows regrouped, so that what is written does not depend on the batches in which they came."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

__all__ = ["GROUP_BYTES", "GROUP_ROWS", "Groups"]

GROUP_ROWS = 1000
GROUP_BYTES = 64 << 20
"""A group ends at the row with which its strings and bytes reach this, or at `GROUP_ROWS`: a row group of pages stays small enough to hold."""


class Groups:
    """Rows waiting until there are enough for a group."""

    def __init__(self, schema: pa.Schema) -> None:
        self._schema = schema
        self._sized = [nth for nth, one in enumerate(schema) if _is_sized(one.type)]
        self._waiting: list[pa.RecordBatch] = []
        self._rows = self._bytes = 0

    def add(self, batch: pa.RecordBatch) -> Iterator[pa.Table]:
        """Take a batch; yield the groups that are full with it."""
        sizes = np.zeros(batch.num_rows, np.int64)
        for nth in self._sized:
            sizes += np.asarray(pc.fill_null(pc.binary_length(batch.column(nth)), 0))
        sums = np.cumsum(sizes)
        start = done = 0
        while start < batch.num_rows:
            # The first row with which the group has its bytes ends it.
            reached = int(np.searchsorted(sums, GROUP_BYTES - self._bytes + done, side="left")) + 1
            end = min(batch.num_rows, reached, start + GROUP_ROWS - self._rows)
            self._waiting.append(batch.slice(start, end - start))
            self._rows += end - start
            self._bytes += int(sums[end - 1]) - done
            start, done = end, int(sums[end - 1])
            if self._rows >= GROUP_ROWS or self._bytes >= GROUP_BYTES:
                yield self.rest()

    def rest(self) -> pa.Table:
        """Return what waits, as a table in one piece, and begin anew. Its buffers may be slices of those that came."""
        table = pa.Table.from_batches(self._waiting, schema=self._schema).combine_chunks()
        self._waiting, self._rows, self._bytes = [], 0, 0
        return table


def _is_sized(type: pa.DataType) -> bool:
    return bool(pa.types.is_string(type) or pa.types.is_large_string(type) or pa.types.is_binary(type) or pa.types.is_large_binary(type))
