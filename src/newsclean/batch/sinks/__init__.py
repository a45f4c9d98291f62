"""Where a job's rows go: `open_sink` makes the sink of an address, one module for each format."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pyarrow as pa

from newsclean.batch.files import STANDARD, split_suffix
from newsclean.batch.kinds import SINK_KINDS, is_database, kind_of
from newsclean.batch.records import Sink
from newsclean.batch.sinks.csv import CsvSink
from newsclean.batch.sinks.ipc import IpcSink
from newsclean.batch.sinks.jsonl import JsonlSink
from newsclean.batch.sinks.parquet import ParquetSink
from newsclean.batch.sinks.target import Target
from newsclean.errors import ConfigError, MissingExtraError

__all__ = ["open_sink"]


def open_sink(address: str, schema: pa.Schema, *, kind: str | None = None, storage_options: Mapping[str, Any] | None = None) -> Sink:
    """Return the sink of an address.

    Args: `address` is a path, "-" (standard output), the URL of a store that fsspec knows, or of a table in a database (see `SqlSink`). `kind` is one of "jsonl", "parquet", "ipc", "csv", "tsv"; it
        is needed where the name's suffix does not tell it. A suffix .gz, .zst or .lz4 compresses the kinds that are text.
        `storage_options` go to fsspec.
    Raises: `ConfigError` if the kind is not known, or cannot be compressed; `InputError` if the file cannot be made.
    """
    if is_database(address):
        try:
            from newsclean.batch.sinks.sql import SqlSink
        except ImportError as error:
            raise MissingExtraError(f"databases need SQLAlchemy ({error}); pip install 'newsclean[sql]'") from error
        return SqlSink(address, schema)
    found = kind_of(address, SINK_KINDS, kind)
    suffix, compression = split_suffix(address)
    if compression is not None and found in ("parquet", "ipc"):
        raise ConfigError(f"{address}: {found} is compressed inside the file; leave the last suffix away")
    target = Target(address, storage_options)
    if found == "jsonl":
        return JsonlSink(target, schema, compression)
    if found == "parquet":
        return ParquetSink(target, schema)
    if found == "ipc":
        return IpcSink(target, schema, stream=address == STANDARD or suffix == ".arrows")
    return CsvSink(target, schema, compression, "," if found == "csv" else "\t")
