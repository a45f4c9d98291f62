"""What a job reads: `open_sources` makes the sources of an address, one module for each format."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from newsclean.batch.files import File, found_files
from newsclean.batch.kinds import SOURCE_KINDS, kind_of
from newsclean.batch.records import Source
from newsclean.batch.sources.csv import CsvSource
from newsclean.batch.sources.ipc import IpcSource
from newsclean.batch.sources.jsonl import JsonlSource
from newsclean.batch.sources.parquet import ParquetSource

__all__ = ["open_sources"]


def open_sources(
    address: str,
    *,
    kind: str | None = None,
    wanted: frozenset[str] = frozenset(),
    drop_other: bool = False,
    max_record_bytes: int = 50_000_000,
    storage_options: Mapping[str, Any] | None = None,
) -> list[Source]:
    """Return the sources that an address names, in the order of their paths.

    Args: `address` is a path, a glob, a folder, "-" (standard input), or the URL of a store that fsspec knows. `kind` is one of "jsonl", "parquet", "ipc",
        "csv", "tsv"; it is needed where the suffix of a file does not tell it. `wanted` are the columns that cleaning reads: a value of another type
        there is an error; with `drop_other`, no other columns are read. A record of more than `max_record_bytes` bytes is an error.
        `storage_options` go to fsspec.
    Raises: `InputError` if there is no such file, `ConfigError` if the kind of one is not known.
    """
    files, _ = found_files(address, storage_options)
    return [_source(file, kind_of(file.path, SOURCE_KINDS, kind), wanted, drop_other, max_record_bytes) for file in files]


def _source(file: File, kind: str, wanted: frozenset[str], drop_other: bool, max_record_bytes: int) -> Source:
    if kind == "jsonl":
        return JsonlSource(file, wanted, drop_other, max_record_bytes)
    if kind == "parquet":
        return ParquetSource(file, wanted, drop_other)
    if kind == "ipc":
        return IpcSource(file, wanted, drop_other)
    return CsvSource(file, wanted, drop_other, max_record_bytes, "," if kind == "csv" else "\t")
