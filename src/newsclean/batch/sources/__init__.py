"""What a job reads: `open_sources` makes the sources of an address, one module for each format."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from newsclean.batch.files import File, found_files
from newsclean.batch.kinds import SOURCE_KINDS, is_database, kind_of, kind_or_none
from newsclean.batch.records import Source
from newsclean.batch.sources.csv import CsvSource
from newsclean.batch.sources.folder import FolderSource
from newsclean.batch.sources.ipc import IpcSource
from newsclean.batch.sources.jsonl import JsonlSource
from newsclean.batch.sources.parquet import ParquetSource
from newsclean.batch.sources.warc import WarcSource
from newsclean.errors import ConfigError

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
    """Return the sources that an address names, in the order of their paths; pages and texts in files of their own are one source together.

    Args: `address` is a path, a glob, a folder, "-" (standard input), the URL of a store that fsspec knows, or of a table in a database (see `SqlSource`).
        `kind` is one of `SOURCE_KINDS`, or a suffix that tells one; it is needed where the suffix of a file does not tell it. `wanted` are the columns that cleaning reads: a value of
        another type there is an error; with `drop_other`, no other columns are read. A record of more than `max_record_bytes` bytes is an error.
        `storage_options` go to fsspec.
    Raises: `InputError` if there is no such file, `ConfigError` if the kind of one is not known, or a folder holds tables as well as pages.
    """
    if is_database(address):
        from newsclean.batch.sources.sql import SqlSource

        return [SqlSource(address, wanted, drop_other)]
    if kind is not None:
        kind = kind_of(address, SOURCE_KINDS, kind)
    files, is_folder = found_files(address, storage_options)
    pages = [file for file in files if (kind or kind_or_none(file.path)) == "folder"]
    if kind == "folder" and is_folder:
        pages = [file for file in files if kind_or_none(file.path) == "folder"]
        if not pages:
            raise ConfigError(f"{address}: expected pages or texts in this folder, got files of other kinds; say kind=, one of: {', '.join(SOURCE_KINDS)}")
    if not pages:
        return [_source(file, kind_of(file.address, SOURCE_KINDS, kind), wanted, drop_other, max_record_bytes) for file in files]
    if kind is None:
        for file in files:  # what lies beside saved pages (images, scripts) is no table, and is passed over
            other = kind_or_none(file.path)
            if other != "folder" and (other is not None or not is_folder):
                raise ConfigError(f"{address}: expected either pages and texts or tables, got {file.address} beside {pages[0].address}; say kind=, or give a glob")
    return [FolderSource(address, tuple(pages), wanted, drop_other, max_record_bytes, passed_over=len(files) - len(pages))]


def _source(file: File, kind: str, wanted: frozenset[str], drop_other: bool, max_record_bytes: int) -> Source:
    if kind == "jsonl":
        return JsonlSource(file, wanted, drop_other, max_record_bytes)
    if kind == "parquet":
        return ParquetSource(file, wanted, drop_other)
    if kind == "ipc":
        return IpcSource(file, wanted, drop_other)
    if kind in ("warc", "wet"):
        return WarcSource(file, wanted, drop_other, max_record_bytes, texts=kind == "wet")
    return CsvSource(file, wanted, drop_other, max_record_bytes, "," if kind == "csv" else "\t")
