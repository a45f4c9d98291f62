"""Addresses: what a path, a glob, a folder, "-" or a URL names, the bytes there, and what is said when they cannot be had."""

from __future__ import annotations

import io
import os
import shutil
import stat
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import IO, Any, cast

from newsclean.batch.compression import BUFFER_BYTES, COMPRESSIONS, BrokenStreamError, compression_of, decompressed
from newsclean.errors import InputError, MissingExtraError, NewscleanError, OutputError

__all__ = ["STANDARD", "File", "filesystem", "found_files", "is_local", "reading", "seekable", "split_suffix", "writing"]

STANDARD = "-"
"""The address of standard input and output."""
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True)
class File:
    """A file on some file system, or standard input.

    `address` is what messages call it; `path` is its path on `system`, which is None for local files and standard input.
    """

    address: str
    path: str
    compression: str | None = None
    system: Any = field(default=None, repr=False)
    _stored: list[Any] = field(default_factory=list, repr=False, compare=False)

    def open(self) -> io.BufferedReader:
        """Return its bytes, decompressed, as a stream that reads ahead by 1 MB.

        Files whose name tells of no compression are looked at: gzip, zstd and lz4 have marks of their own.
        The stream raises `BrokenStreamError` where compressed data are damaged. Raises: `InputError` if the file cannot be opened.
        """
        stream = self.open_raw()
        compression = self.compression or compression_of(stream)
        return stream if compression is None else decompressed(stream, compression)

    def open_text(self) -> io.BufferedReader:
        """Return its bytes as `open` does. Raises: `InputError` too for a file in UTF-16, each of whose lines would be an error."""
        stream = self.open()
        try:
            utf16 = stream.peek(2)[:2] in _UTF16_MARKS
        except BrokenStreamError:  # the reader will come to it
            utf16 = False
        if utf16:
            stream.close()
            raise InputError(f"{self.address}: expected text in UTF-8, got UTF-16; convert it first: iconv -f UTF-16 -t UTF-8")
        return stream

    def open_raw(self) -> io.BufferedReader:
        """Return its bytes as they are stored. Raises: `InputError` if the file cannot be opened."""
        with reading(self.address, self.system):
            if self.path == STANDARD and self.system is None:
                return _standard_input.open()
            stored = open(self.path, "rb", buffering=0) if self.system is None else self.system.open(self.path, "rb")  # noqa: SIM115 - who asked closes it
            self._stored[:] = [stored]
            return io.BufferedReader(stored, BUFFER_BYTES)

    @property
    def size(self) -> int | None:
        """How many bytes it has where it is stored; None where that is not known, as of standard input. Raises: `InputError` if it is missing."""
        if self.path == STANDARD and self.system is None:
            return None
        with reading(self.address, self.system):
            if self.system is not None:
                size: int | None = self.system.size(self.path)
                return size
            about = os.stat(self.path)
            return about.st_size if stat.S_ISREG(about.st_mode) else None  # a pipe has none

    @property
    def position(self) -> int:
        """How many of these bytes have been read since it was last opened."""
        try:
            return int(self._stored[0].tell()) if self._stored else 0
        except (OSError, ValueError):  # a pipe; a file that was closed
            return self.size or 0

    @property
    def suffix(self) -> str:
        """The last suffix in lower case, after that of a compression: ".jsonl"."""
        return split_suffix(self.path)[0]


@contextmanager
def seekable(file: File) -> Iterator[IO[bytes]]:
    """Open a file for reading in any order; standard input and a compressed file are written to a temporary one first."""
    if file.path != STANDARD and file.compression is None:
        with file.open_raw() as stream:
            yield stream
        return
    with tempfile.TemporaryFile() as copy:
        with file.open() as stream:
            shutil.copyfileobj(stream, copy, BUFFER_BYTES)
        copy.seek(0)
        yield copy


@contextmanager
def reading(address: str, system: Any = None) -> Iterator[None]:
    """Turn what a disk, or the client of a store, raises into an `InputError` that says where."""
    try:
        yield
    except FileNotFoundError:
        raise InputError(f"{address}: no such file") from None
    except Exception as error:
        if (said := _failure(error, system)) is None:
            raise
        raise InputError(f"{address}: cannot be read: {said}") from error


@contextmanager
def writing(address: str, system: Any = None) -> Iterator[None]:
    """Turn what a disk, or the client of a store, raises into an `OutputError` that says where."""
    try:
        yield
    except Exception as error:
        # A reader that closes the pipe early, as `head` does, is no failure: that is for the command line to see.
        if (said := _failure(error, system)) is None or (address == STANDARD and isinstance(error, BrokenPipeError)):
            raise
        raise OutputError(f"{address}: cannot be written: {said}") from error


def _failure(error: Exception, system: Any) -> str | None:
    """Return in words what a disk or a store has raised; None for what is another's error."""
    if isinstance(error, NewscleanError):
        return None
    if isinstance(error, OSError):
        return error.strerror or str(error) or type(error).__name__
    # The client of each store has errors of its own.
    return None if system is None or is_local(system) else str(error).partition("\n")[0] or type(error).__name__


def split_suffix(path: str) -> tuple[str, str | None]:
    """Return the suffix of a path that tells its kind, in lower case, and its compression: `(".jsonl", "gzip")`."""
    name = PurePosixPath(path.replace("\\", "/").lower())
    compression = COMPRESSIONS.get(name.suffix)
    return (PurePosixPath(name.stem).suffix if compression else name.suffix), compression


def filesystem(address: str, storage_options: Mapping[str, Any] | None = None) -> tuple[Any, str]:
    """Return the fsspec file system of an address and the path there.

    Raises: `InputError` for an unknown protocol, `MissingExtraError` if the package is missing that speaks it.
    """
    from fsspec.core import url_to_fs

    try:
        return cast("tuple[Any, str]", url_to_fs(address, **(storage_options or {})))
    except ImportError as error:
        extra = "s3" if address.startswith(("s3:", "s3a:")) else None
        raise MissingExtraError(f"{address}: {error}" + (f"; pip install 'newsclean[{extra}]'" if extra else "")) from error
    except ValueError as error:
        raise InputError(f"{address}: {error}") from error


def found_files(address: str, storage_options: Mapping[str, Any] | None = None) -> tuple[list[File], bool]:
    """Return the files that an address names, in the order of their paths, and whether it is a folder.

    A folder gives all files below it but those with a dot or an underscore before a name on their path, as unfinished and marker files have.
    Raises: `InputError` if there are none.
    """
    if address == STANDARD:
        return [File(STANDARD, STANDARD)], False
    if not address:
        raise InputError("input: expected a file, a folder, a glob or an address, got an empty name")
    system, path = filesystem(address, storage_options)
    with reading(address, system):
        if system.isdir(path):
            root = path.rstrip("/")
            paths = [one for one in _below(system, root) if not any(part.startswith((".", "_")) for part in one[len(root) :].split("/"))]
            if not paths:
                raise InputError(f"{address}: expected files in this folder, got none")
            return [_file(system, one, address) for one in sorted(paths)], True
        if system.exists(path):
            return [File(address, path, split_suffix(path)[1], None if is_local(system) else system)], False
        paths = [one for one in system.glob(path) if not system.isdir(one)] if any(sign in path for sign in "*?[") else []
    if not paths:
        raise InputError(f"{address}: no such file")
    return [_file(system, one, address) for one in sorted(paths)], False


def _below(system: Any, root: str) -> list[str]:
    if not is_local(system):
        return cast("list[str]", system.find(root))

    def fail(error: OSError) -> None:
        raise error

    # os.walk follows no links to folders, so that one which points up does not end in a circle.
    return [os.path.join(folder, name).replace(os.sep, "/") for folder, _, names in os.walk(root, onerror=fail) for name in names]


def _file(system: Any, path: str, address: str) -> File:
    compression = split_suffix(path)[1]
    if not is_local(system):
        return File(system.unstrip_protocol(path), path, compression, system)
    name = path if os.path.isabs(address) or "://" in address else os.path.relpath(path)
    return File(name, path, compression)


def is_local(system: Any) -> bool:
    """Whether an fsspec file system is the local one."""
    protocol = system.protocol
    return "file" in ((protocol,) if isinstance(protocol, str) else protocol)


class _StandardInput:
    """Standard input, which can be read once, but is opened twice: for the schema, and for the records.

    What the first opening reads is kept for the second one.
    """

    def __init__(self) -> None:
        self.opened = 0
        self.head = bytearray()

    def open(self) -> io.BufferedReader:
        self.opened += 1
        if self.opened > 2:
            raise InputError("standard input: can be read once only; write it to a file first")
        return io.BufferedReader(_Replayed(self, sys.stdin.buffer, keep=self.opened == 1), BUFFER_BYTES)


class _Replayed(io.RawIOBase):
    def __init__(self, owner: _StandardInput, stream: IO[bytes], *, keep: bool) -> None:
        self._head, self._stream, self._keep, self._at = owner.head, stream, keep, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        if self._at < len(self._head):
            part = bytes(self._head[self._at : self._at + len(buffer)])
        else:
            part = self._stream.read(len(buffer))
            if self._keep:
                self._head += part
        self._at += len(part)
        buffer[: len(part)] = part
        return len(part)


_standard_input = _StandardInput()
