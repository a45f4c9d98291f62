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
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from io import FileIO
from typing import Any, NamedTuple

import pyarrow as pa

from newsclean.batch.files import filesystem, is_local, writing
from newsclean.batch.records import packed, unpacked
from newsclean.errors import ConfigError, JobError

if sys.platform != "win32":
    import fcntl

__all__ = ["Entry", "Folder", "Journal", "Manifest"]

STATE_FOLDER = "_newsclean"
MANIFEST = f"{STATE_FOLDER}/manifest.json"
JOURNAL = f"{STATE_FOLDER}/journal"
LOCK = f"{STATE_FOLDER}/lock"
_LENGTHS = struct.Struct("<III")


class Folder:
    """The output folder of a job, local or on any store that fsspec knows.

    Raises: `ConfigError` for an empty address; its methods raise `OutputError` where the disk or the store refuses.
    """

    def __init__(self, address: str) -> None:
        if not address:
            raise ConfigError("output: expected a folder, got an empty name")
        self.address = address.rstrip("/") or "/"
        self.fs, self.path = filesystem(self.address)
        self.local = is_local(self.fs)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Keep other jobs out of it, until the end or the death of this process. On a store, and where there are no locks, nobody is kept out.

        Raises: `JobError` where another process is at it.
        """
        if not self.local or sys.platform == "win32":
            yield
            return
        path = self.at(LOCK)
        with writing(self.url(LOCK)):
            os.makedirs(os.path.dirname(path), exist_ok=True)
            lock = open(path, "ab")  # noqa: SIM115 - closed below
        with lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise JobError(
                    f"{self.address}: expected a folder for this job alone, got one that another process is writing to; wait for its end, or choose another folder"
                ) from None
            except OSError:  # some network disks know no locks
                pass
            yield

    def url(self, name: str) -> str:
        """Return the address of a file in it."""
        return f"{self.address}/{name}"

    def at(self, name: str) -> str:
        """Return the path of a file in it, as its store has it."""
        return posixpath.join(self.path, name)

    def read(self, name: str) -> bytes | None:
        """Return what a file holds, or None where there is none."""
        with writing(self.url(name), self.fs):
            try:
                data: bytes = self.fs.cat_file(self.at(name))
            except FileNotFoundError:
                return None
            return data

    def write(self, name: str, data: bytes) -> None:
        """Write a file at once: a reader sees the old one or the new one."""
        path = self.at(name)
        with writing(self.url(name), self.fs):
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
        with writing(self.url(name), self.fs):
            if self.fs.exists(self.at(name)):
                self.fs.rm_file(self.at(name))

    def has(self, name: str) -> bool:
        """Whether there is a file of a name."""
        with writing(self.url(name), self.fs):
            return bool(self.fs.exists(self.at(name)))

    def names(self) -> list[str]:
        """Return the names of the files and folders in it, none where it is missing."""
        with writing(self.address, self.fs):
            try:
                self.fs.invalidate_cache(self.path)
                return sorted(posixpath.basename(path.rstrip("/")) for path in self.fs.ls(self.path, detail=False))
            except FileNotFoundError:
                return []


@dataclass(slots=True)
class Manifest:
    """How far a job has come: `settings` are what decides its output, `shards` the finished files with their rows, `next` the
    source and the record with which the next file begins, `errors_size` the length of the list of errors by then, `stats` the counts.
    `sizes` are those of the inputs, by which one that has changed is told.
    """

    settings: dict[str, Any]
    sizes: list[int | None]
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

    What was cleaned is not in it, but `given`, a checksum of it: pages are large, and the sources have them.
    """

    shard: int
    given: int
    made: pa.RecordBatch
    next: list[int]
    stats: dict[str, Any]
    errors: list[dict[str, Any]]


class Journal:
    """The chunks of the output file that is being written, on this machine. A torn end, as a kill leaves it, is passed over."""

    def __init__(self, path: str) -> None:
        self.path = path
        self._file: FileIO | None = None

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
                    yield Entry(shard, known["given"], unpacked(data[said:]), known["next"], known["stats"], known["errors"])
        except FileNotFoundError:
            return
        if os.path.getsize(self.path) > good:  # never longer, which would fill it with zeros
            os.truncate(self.path, good)

    def append(self, entry: Entry) -> None:
        """Add a chunk. It is safe from the end of the process, not from that of the machine."""
        said = json.dumps({"shard": entry.shard, "given": entry.given, "next": entry.next, "stats": entry.stats, "errors": entry.errors}, default=str).encode()
        data = said + packed(entry.made)
        with writing(self.path):
            if self._file is None:
                os.makedirs(os.path.dirname(self.path), exist_ok=True)
                self._file = open(self.path, "ab", buffering=0)  # noqa: SIM115 (open as long as the job runs)
            left = memoryview(_LENGTHS.pack(len(said), len(data) - len(said), zlib.crc32(data)) + data)
            while left:
                left = left[self._file.write(left) :]

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
