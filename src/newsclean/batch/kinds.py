"""The kinds of files, and the suffixes that tell them."""

from __future__ import annotations

import difflib

from newsclean.batch.compression import COMPRESSIONS
from newsclean.batch.files import split_suffix
from newsclean.errors import ConfigError

__all__ = ["SINK_KINDS", "SOURCE_KINDS", "is_database", "kind_of", "kind_or_none"]

_SUFFIXES = {
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".parquet": "parquet",
    ".pq": "parquet",
    ".arrow": "ipc",
    ".ipc": "ipc",
    ".feather": "ipc",
    ".arrows": "ipc",
    ".csv": "csv",
    ".tsv": "tsv",
    ".tab": "tsv",
    ".warc": "warc",
    ".wet": "wet",
    ".html": "folder",
    ".htm": "folder",
    ".xhtml": "folder",
    ".txt": "folder",
}
SOURCE_KINDS = ("jsonl", "parquet", "ipc", "csv", "tsv", "warc", "wet", "folder")
SINK_KINDS = ("jsonl", "parquet", "ipc", "csv", "tsv")
_DATABASES = ("postgresql", "sqlite")


def is_database(address: str) -> bool:
    """Whether an address is the URL of a database: `postgresql://...`, `postgresql+psycopg://...`, `sqlite:///...`."""
    scheme, url, _ = address.partition("://")
    return bool(url) and scheme.partition("+")[0] in _DATABASES


def kind_or_none(path: str) -> str | None:
    """Return the kind that a path's suffix tells, or None."""
    return _SUFFIXES.get(split_suffix(path)[0])


def kind_of(address: str, kinds: tuple[str, ...], kind: str | None = None) -> str:
    """Return the kind that is given, by its name or a suffix that tells it, or else the one that a path's suffix tells.

    Raises: `ConfigError` if neither is one of `kinds`.
    """
    if kind is not None:
        named = kind if kind in kinds else kind_or_none(f"file.{kind}")
        if named is not None and named in kinds:
            return named
        near = difflib.get_close_matches(kind, kinds, 1)
        raise ConfigError(f"{address}: no kind of file is named {kind!r}{f' (did you mean {near[0]!r}?)' if near else ''}; there are: {', '.join(kinds)}")
    found = kind_or_none(address)
    if found not in kinds:
        suffix = split_suffix(address)[0]
        there = ", ".join(one for one, name in _SUFFIXES.items() if name in kinds)
        raise ConfigError(
            f"{address}: expected a name that ends in one of {there} (and perhaps {', '.join(COMPRESSIONS)}), got {suffix or 'none'}; else say kind=, one of: {', '.join(kinds)}"
        )
    return found
