"""Where a job's rows go: `open_sink` makes the sink of an address, one module for each format."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pyarrow as pa

from newsclean.batch.files import STANDARD, split_suffix, writing
from newsclean.batch.kinds import SINK_KINDS, is_database, kind_of
from newsclean.batch.records import Sink
from newsclean.batch.sinks.csv import CsvSink
from newsclean.batch.sinks.ipc import IpcSink
from newsclean.batch.sinks.jsonl import JsonlSink
from newsclean.batch.sinks.parquet import ParquetSink
from newsclean.batch.sinks.target import Target
from newsclean.errors import ConfigError, MissingExtraError

__all__ = ["check_kind", "open_sink"]


def open_sink(address: str, schema: pa.Schema, *, kind: str | None = None, storage_options: Mapping[str, Any] | None = None) -> Sink:
    """Return the sink of an address.

    Args: `address` is a path, "-" (standard output), the URL of a store that fsspec knows, or of a table in a database (see `SqlSink`).
        `kind` is what a suffix says: "jsonl", "jsonl.gz", "parquet", "arrow", "arrows", "csv", "tsv"; it is needed where the name has none.
        .gz, .zst and .lz4 compress the kinds that are text. `storage_options` go to fsspec.
    Raises: `ConfigError` if the kind is not known, or cannot be compressed; `OutputError` if the file cannot be made, as do the sink's methods if it
        cannot be written.
    """
    if is_database(address):
        try:
            from newsclean.batch.sinks.sql import SqlSink
        except ImportError as error:
            raise MissingExtraError(f"databases need SQLAlchemy ({error}); pip install 'newsclean[sql]'") from error
        return SqlSink(address, schema)
    found, suffix, compression = _form(address, kind)
    target = Target(address, storage_options)
    with writing(address, target.system):
        if found == "jsonl":
            sink: Sink = JsonlSink(target, schema, compression)
        elif found == "parquet":
            sink = ParquetSink(target, schema)
        elif found == "ipc":
            sink = IpcSink(target, schema, stream=address == STANDARD or suffix == ".arrows")
        else:
            sink = CsvSink(target, schema, compression, "," if found == "csv" else "\t")
    return _FileSink(sink, target)


def check_kind(kind: str) -> None:
    """Raise `ConfigError` if files of a kind cannot be written, before any is."""
    _form("output", kind)


def _form(address: str, kind: str | None) -> tuple[str, str, str | None]:
    """Return the kind of an output, the suffix that tells it, and its compression."""
    found = kind_of(address, SINK_KINDS, kind)
    suffix, compression = split_suffix(address if kind is None else f"part.{kind}")
    if compression is not None and found in ("parquet", "ipc"):
        raise ConfigError(f"{address}: {found} is compressed inside the file; leave the last suffix away")
    return found, suffix, compression


class _FileSink:
    """A sink of a file, whose errors say which file cannot be written and why."""

    def __init__(self, sink: Sink, target: Target) -> None:
        self._sink, self._target = sink, target

    def write(self, batch: pa.RecordBatch) -> None:
        with writing(self._target.address, self._target.system):
            self._sink.write(batch)

    def close(self) -> None:
        with writing(self._target.address, self._target.system):
            self._sink.close()

    def abort(self) -> None:
        self._sink.abort()
