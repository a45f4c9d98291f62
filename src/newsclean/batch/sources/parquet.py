"""Parquet: row group after row group."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from newsclean.batch.columns import PIECE_BYTES, PIECE_ROWS, columns_given, nulls
from newsclean.batch.files import seekable
from newsclean.batch.records import Piece
from newsclean.batch.sources.file import FileSource
from newsclean.errors import InputError

__all__ = ["ParquetSource"]

_PAGE_BUFFER_BYTES = 1 << 20


@dataclass(frozen=True)
class ParquetSource(FileSource):
    """A Parquet file. Columns that are not wanted are not read with `drop_other`."""

    @cached_property
    def schema(self) -> pa.Schema:
        """The schema of all batches. Raises: `InputError` if this is no Parquet file, or one without its end."""
        with self._opened() as opened:
            return columns_given(opened.schema_arrow, self.wanted, drop_other=self.drop_other)

    @contextmanager
    def _opened(self) -> Iterator[pq.ParquetFile]:
        with seekable(self.file) as stream:
            try:
                # Buffered by pages and not by whole columns, so that a row group of any size can be read.
                opened = pq.ParquetFile(stream, pre_buffer=False, buffer_size=_PAGE_BUFFER_BYTES)
            except (pa.ArrowInvalid, OSError) as error:
                raise InputError(f"{self.name}: expected a Parquet file, got none that can be read ({error})") from error
            with opened:
                yield opened

    def pieces(self, skip: int = 0) -> Iterator[Piece]:
        """Yield the records without the first `skip`; see `Source`. Row groups that are skipped are not read.

        Where a row group is damaged, its rows from there on are errors.
        """
        with self._opened() as opened:
            for group in range(opened.metadata.num_row_groups):
                rows = opened.metadata.row_group(group).num_rows
                if skip >= rows:
                    skip -= rows
                    continue
                yield from self._of_group(opened, group, skip)
                skip = 0

    def _of_group(self, opened: Any, group: int, skip: int) -> Iterator[Piece]:
        about = opened.metadata.row_group(group)
        count, row_bytes = about.num_rows, max(1, about.total_byte_size // max(1, about.num_rows))
        size = max(1, min(PIECE_ROWS, PIECE_BYTES // row_bytes))
        columns = self.schema.names if self.drop_other else None
        at, wrong = 0, f"row group {group + 1}: has fewer rows than it says"
        try:
            for batch in opened.iter_batches(size, row_groups=[group], columns=columns, use_threads=False):
                rest = batch.slice(max(0, skip - at))
                first = at + batch.num_rows - rest.num_rows
                at += batch.num_rows
                if rest.num_rows:
                    yield Piece(rest.cast(self.schema), {}, _places(first, rest.num_rows, group))
        except (pa.ArrowInvalid, OSError) as error:
            wrong = f"expected the row of a Parquet file, got damaged data ({error})"
        at = max(at, skip)
        while at < count:
            rows = min(PIECE_ROWS, count - at)
            yield Piece(nulls(rows, self.schema), dict.fromkeys(range(rows), wrong), _places(at, rows, group))
            at += rows


def _places(first: int, count: int, group: int) -> list[str]:
    return [f"row {nth} of row group {group + 1}" for nth in range(first + 1, first + count + 1)]
