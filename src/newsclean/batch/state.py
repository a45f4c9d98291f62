"""What a job knows of itself, so that it can be killed at any moment and go on: the manifest and the journal.

The manifest says which output files are finished and where in the input the next one begins; it is replaced at once when a file is
finished. Between two of them the journal keeps each cleaned chunk, so that nothing is cleaned twice but what was being cleaned.
Both are in the folder `_newsclean` of the output.
"""

from __future__ import annotations

import json
import os
import posixpath
import struct
import zlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any, BinaryIO, NamedTuple

import fsspec
import pyarrow as pa

from newsclean.batch.records import packed, unpacked
from newsclean.errors import JobError

__all__ = ["Entry", "Folder", "Journal", "Manifest"]

STATE_FOLDER = "_newsclean"
MANIFEST = f"{STATE_FOLDER}/manifest.json"
JOURNAL = f"{STATE_FOLDER}/journal"
_LENGTHS = struct.Struct("<III")


class Folder:
    """The output folder of a job, local or on any store that fsspec knows."""

    def __init__(self, address: str) -> None:
        self.address = address.rstrip("/") or "/"
        self.fs, self.path = fsspec.core.url_to_fs(self.address)
        self.local = "file" in (self.fs.protocol if isinstance(self.fs.protocol, tuple) else (self.fs.protocol,))

    def url(self, name: str) -> str:
        """Return the address of a file in it."""
        return f"{self.address}/{name}"

    def at(self, name: str) -> str:
        """Return the path of a file in it, as its store has it."""
        return posixpath.join(self.path, name)

    def read(self, name: str) -> bytes | None:
        """Return what a file holds, or None where there is none."""
        try:
            data: bytes = self.fs.cat_file(self.at(name))
        except FileNotFoundError:
            return None
        return data

    def write(self, name: str, data: bytes) -> None:
        """Write a file at once: a reader sees the old one or the new one."""
        path = self.at(name)
        self.fs.makedirs(posixpath.dirname(path), exist_ok=True)
        if not self.local:
            self.fs.pipe_file(path, data)
            return
        draft = f"{path}.tmp"
        with open(draft, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(draft, path)

    def remove(self, name: str) -> None:
        """Remove a file if it is there."""
        if self.fs.exists(self.at(name)):
            self.fs.rm_file(self.at(name))

    def names(self) -> list[str]:
        """Return the names of the files in it."""
        try:
            return sorted(posixpath.basename(path.rstrip("/")) for path in self.fs.ls(self.path, detail=False, refresh=True))
        except FileNotFoundError:
            return []
        except TypeError:  # a store without a cache to refresh
            return sorted(posixpath.basename(path.rstrip("/")) for path in self.fs.ls(self.path, detail=False))


@dataclass(slots=True)
class Manifest:
    """How far a job has come: `settings` are what decides its output, `shards` the finished files with their rows, `next` the
    source and the record with which the next file begins, `errors_size` the length of the list of errors by then, `stats` the counts.
    """

    settings: dict[str, Any]
    shards: list[dict[str, Any]] = field(default_factory=list)
    next: list[int] = field(default_factory=lambda: [0, 0])
    errors_size: int = 0
    errors: int = 0
    stats: dict[str, Any] = field(default_factory=dict)
    done: bool = False

    def save(self, folder: Folder) -> None:
        """Replace the manifest of a folder."""
        folder.write(MANIFEST, json.dumps(asdict(self), ensure_ascii=False, sort_keys=True).encode())

    @classmethod
    def load(cls, folder: Folder) -> Manifest | None:
        """Return the manifest of a folder, or None where there is none. Raises: `JobError` for one that cannot be read."""
        data = folder.read(MANIFEST)
        if data is None:
            return None
        try:
            return cls(**json.loads(data))
        except (ValueError, TypeError) as error:
            raise JobError(f"{folder.url(MANIFEST)}: expected the manifest of a job, got something else ({error}); remove the folder to start anew") from error


class Entry(NamedTuple):
    """A chunk in the journal: the file it belongs to, what workers made of it, the source and the record behind it, its counts, its errors.

    What was cleaned is not in it: pages are large, and the sources have them.
    """

    shard: int
    made: pa.RecordBatch
    next: list[int]
    stats: dict[str, Any]
    errors: list[dict[str, Any]]


class Journal:
    """The chunks of the output file that is being written, on this machine. A torn end, as a kill leaves it, is passed over."""

    def __init__(self, path: str) -> None:
        self.path = path
        self._file: BinaryIO | None = None

    def read(self, shard: int) -> Iterator[Entry]:
        """Yield the whole entries of an output file, and cut off what stands behind them; the journal may be cleared on the way."""
        good = 0
        try:
            with open(self.path, "rb") as file:
                while True:
                    head = file.read(_LENGTHS.size)
                    if len(head) < _LENGTHS.size:
                        break
                    said, batch, check = _LENGTHS.unpack(head)
                    data = file.read(said + batch)
                    if not said or len(data) < said + batch or zlib.crc32(data) != check:
                        break
                    known = json.loads(data[:said])
                    if known["shard"] != shard:
                        break
                    good = file.tell()
                    yield Entry(shard, unpacked(data[said:]), known["next"], known["stats"], known["errors"])
        except FileNotFoundError:
            return
        if os.path.getsize(self.path) > good:  # never longer, which would fill it with zeros
            os.truncate(self.path, good)

    def append(self, entry: Entry) -> None:
        """Add a chunk. It is safe from the end of the process, not from that of the machine."""
        if self._file is None:
            os.makedirs(os.path.dirname(self.path), exist_ok=True)
            self._file = open(self.path, "ab", buffering=0)  # noqa: SIM115 (open as long as the job runs)
        said = json.dumps({"shard": entry.shard, "next": entry.next, "stats": entry.stats, "errors": entry.errors}).encode()
        data = said + packed(entry.made)
        self._file.write(_LENGTHS.pack(len(said), len(data) - len(said), zlib.crc32(data)) + data)

    def clear(self) -> None:
        """Empty the journal."""
        if self._file is not None:
            self._file.truncate(0)
        elif os.path.exists(self.path):
            os.truncate(self.path, 0)

    def close(self, *, remove: bool = False) -> None:
        """Close the file, and remove it if it is needed no more."""
        if self._file is not None:
            self._file.close()
            self._file = None
        if remove and os.path.exists(self.path):
            os.remove(self.path)
