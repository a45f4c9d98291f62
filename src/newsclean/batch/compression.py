"""Compressed streams: gzip, zstd and lz4, read as far as they go, and written the same each time."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable
from typing import Any, Protocol, cast

__all__ = ["BUFFER_BYTES", "COMPRESSIONS", "GZIP_MARK", "BrokenStreamError", "compression_of", "compressor", "decompressed"]

COMPRESSIONS = {".gz": "gzip", ".zst": "zstd", ".zstd": "zstd", ".lz4": "lz4"}
GZIP_MARK = b"\x1f\x8b"
_MAGIC = {GZIP_MARK: "gzip", b"\x28\xb5\x2f\xfd": "zstd", b"\x04\x22\x4d\x18": "lz4"}
BUFFER_BYTES = 1 << 20
# So few compressed bytes at a time, because the worst of them unfold to 32,000 times their size (zstd's runs).
_COMPRESSED_BYTES = 2048


class BrokenStreamError(Exception):
    """Compressed data are damaged or end too early; what came before has been read."""


def compression_of(stream: io.BufferedReader) -> str | None:
    """Return the compression that the first bytes of a stream tell, or None."""
    return next((name for mark, name in _MAGIC.items() if stream.peek(len(mark)).startswith(mark)), None)


def decompressed(stream: io.BufferedReader, compression: str) -> io.BufferedReader:
    """Return what a compressed stream of one or more members holds; reading raises `BrokenStreamError` where it is damaged or cut."""
    return io.BufferedReader(_Decompressed(stream, compression), BUFFER_BYTES)


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
