"""The kinds of files, and the suffixes that tell them."""

from __future__ import annotations

import difflib

from newsclean.batch.files import COMPRESSIONS, split_suffix
from newsclean.errors import ConfigError

__all__ = ["SINK_KINDS", "SOURCE_KINDS", "kind_of"]

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
    ".txt": "folder",
}
SOURCE_KINDS = ("jsonl", "parquet", "ipc", "csv", "tsv", "warc", "wet", "folder", "sql")
SINK_KINDS = ("jsonl", "parquet", "ipc", "csv", "tsv", "sql")


def kind_of(address: str, kinds: tuple[str, ...], kind: str | None = None) -> str:
    """Return the kind that is given, or else the one that a path's suffix tells. Raises: `ConfigError` if neither is one of `kinds`."""
    if kind is not None:
        if kind in kinds:
            return kind
        near = difflib.get_close_matches(kind, kinds, 1)
        raise ConfigError(f"{address}: no kind is named {kind!r}{f' (did you mean {near[0]!r}?)' if near else ''}; there are: {', '.join(kinds)}")
    suffix = split_suffix(address)[0]
    found = _SUFFIXES.get(suffix)
    if found not in kinds:
        there = ", ".join(one for one, name in _SUFFIXES.items() if name in kinds)
        raise ConfigError(
            f"{address}: expected a name that ends in one of {there} (and perhaps {', '.join(COMPRESSIONS)}), got {suffix or 'none'}; else say its kind, one of: {', '.join(kinds)}"
        )
    return found
