"""Addresses and bytes: what a path, a glob, a folder, "-" or a URL names, and the bytes there, compressed or not."""

from __future__ import annotations

import io
import os
import shutil
import stat
import sys
import tempfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import IO, Any, Protocol, cast

from newsclean.errors import InputError, MissingExtraError, NewscleanError, OutputError

__all__ = [
    "COMPRESSIONS",
    "GZIP_MARK",
    "STANDARD",
    "BrokenStreamError",
    "File",
    "compressor",
    "decompressed",
    "filesystem",
    "found_files",
    "is_local",
    "reading",
    "seekable",
    "split_suffix",
    "writing",
]

STANDARD = "-"
"""The address of standard input and output."""
COMPRESSIONS = {".gz": "gzip", ".zst": "zstd", ".zstd": "zstd", ".lz4": "lz4"}
GZIP_MARK = b"\x1f\x8b"
_MAGIC = {GZIP_MARK: "gzip", b"\x28\xb5\x2f\xfd": "zstd", b"\x04\x22\x4d\x18": "lz4"}
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_BUFFER_BYTES = 1 << 20
# So few compressed bytes at a time, because the worst of them unfold to 32,000 times their size (zstd's runs).
_COMPRESSED_BYTES = 2048


class BrokenStreamError(Exception):
    """Compressed data are damaged or end too early; what came before has been read."""


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
        compression = self.compression or next((name for mark, name in _MAGIC.items() if stream.peek(len(mark)).startswith(mark)), None)
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
            return io.BufferedReader(stored, _BUFFER_BYTES)

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


def decompressed(stream: io.BufferedReader, compression: str) -> io.BufferedReader:
    """Return what a compressed stream of one or more members holds; reading raises `BrokenStreamError` where it is damaged or cut."""
    return io.BufferedReader(_Decompressed(stream, compression), _BUFFER_BYTES)


@contextmanager
def seekable(file: File) -> Iterator[IO[bytes]]:
    """Open a file for reading in any order; standard input and a compressed file are written to a temporary one first."""
    if file.path != STANDARD and file.compression is None:
        with file.open_raw() as stream:
            yield stream
        return
    with tempfile.TemporaryFile() as copy:
        with file.open() as stream:
            shutil.copyfileobj(stream, copy, _BUFFER_BYTES)
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


class _Decompressor(Protocol):
    @property
    def eof(self) -> bool: ...

    @property
    def unused_data(self) -> bytes: ...

    def decompress(self, data: bytes, /) -> bytes: ...


def _gzip() -> _Decompressor:
    from isal import isal_zlib  # twice as quick as zlib, whose bytes it reads and makes alike

    return cast("_Decompressor", isal_zlib.decompressobj(wbits=31))


def _zstd() -> _Decompressor:
    import zstandard

    return zstandard.ZstdDecompressor().decompressobj()


def _lz4() -> _Decompressor:
    import lz4.frame

    return cast("_Decompressor", lz4.frame.LZ4FrameDecompressor())


_DECOMPRESSORS: dict[str, Callable[[], _Decompressor]] = {"gzip": _gzip, "zstd": _zstd, "lz4": _lz4}


class _Decompressed(io.RawIOBase):
    """The bytes of a compressed stream of one or more members, read as far as they go."""

    def __init__(self, stream: io.BufferedReader, compression: str) -> None:
        self._stream = stream
        self._compression = compression
        self._decompressor: _Decompressor | None = None
        self._members = 0
        self._unused = b""
        self._ready = memoryview(b"")

    def readable(self) -> bool:
        return True

    def close(self) -> None:
        self._stream.close()
        super().close()

    def readinto(self, buffer: Any) -> int:
        while not self._ready:
            data = self._decompress()
            if data is None:
                return 0
            self._ready = memoryview(data)
        part = self._ready[: len(buffer)]
        buffer[: len(part)] = part
        self._ready = self._ready[len(part) :]
        return len(part)

    def _decompress(self) -> bytes | None:
        """Return some more bytes, perhaps none, or None at the end."""
        if self._decompressor is not None and self._decompressor.eof:
            self._unused, self._decompressor = self._decompressor.unused_data, None
        data = self._unused or self._stream.read(_COMPRESSED_BYTES)
        self._unused = b""
        if self._decompressor is None:
            at_end = not data
            if self._members:
                data = data.lstrip(b"\0")  # padding between members, as tape archives have it
            if not data:
                return None if at_end else b""
            self._decompressor = _DECOMPRESSORS[self._compression]()
            self._members += 1
        if not data:
            raise BrokenStreamError(f"the {self._compression} data end too early")
        try:
            return self._decompressor.decompress(data)
        except Exception as error:  # IsalError, ZstdError, RuntimeError: each library has its own
            if isinstance(error, MemoryError):
                raise
            raise BrokenStreamError(f"the {self._compression} data are damaged ({error})") from error


class _Compressor(Protocol):
    def compress(self, data: Any, /) -> bytes: ...

    def flush(self) -> bytes: ...


class _Lz4Compressor:
    def __init__(self) -> None:
        import lz4.frame

        self._frame = lz4.frame.LZ4FrameCompressor()
        self._begin = self._frame.begin()

    def compress(self, data: Any) -> bytes:
        begin, self._begin = self._begin, b""
        return cast("bytes", begin + self._frame.compress(bytes(data)))

    def flush(self) -> bytes:
        begin, self._begin = self._begin, b""
        return cast("bytes", begin + self._frame.flush())


def compressor(compression: str) -> _Compressor:
    """Return an object that compresses a stream: gzip (no time in its header), zstd or lz4."""
    if compression == "gzip":
        return zlib.compressobj(6, wbits=31)
    if compression == "lz4":
        return _Lz4Compressor()
    import zstandard

    return cast("_Compressor", zstandard.ZstdCompressor(level=3, write_checksum=True).compressobj())


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
        return io.BufferedReader(_Replayed(self, sys.stdin.buffer, keep=self.opened == 1), _BUFFER_BYTES)


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
