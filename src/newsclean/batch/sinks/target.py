"""Output files in the making: beside their name until they are whole."""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
from collections.abc import Mapping
from typing import IO, Any

from newsclean.batch.compression import compressor
from newsclean.batch.files import STANDARD, filesystem, is_local, writing

__all__ = ["Stream", "Target"]

_CHUNK_BYTES = 1 << 20


class Target:
    """Where an output goes: `stream` takes its bytes, `commit` gives it its name, `abort` removes it.

    A local file is written as `.NAME.part` in the same folder, and named once the disk has it; one on another store is written to a temporary
    file and uploaded at once. Standard output takes bytes as they come. Raises: `OutputError` if the file cannot be made.
    """

    def __init__(self, address: str, storage_options: Mapping[str, Any] | None = None) -> None:
        self.address = address
        self.system: Any = None
        self._path = self._part = ""
        if address == STANDARD:
            self.stream: IO[bytes] = sys.stdout.buffer
            return
        system, self._path = filesystem(address, storage_options)
        with writing(address, system):
            if is_local(system):
                folder, name = os.path.split(self._path)
                os.makedirs(folder or ".", exist_ok=True)
                self._part = os.path.join(folder, f".{name}.part")
                self.stream = open(self._part, "wb")  # noqa: SIM115 - commit and abort close it
            else:
                self.system = system
                handle, self._part = tempfile.mkstemp(prefix="newsclean-")
                self.stream = os.fdopen(handle, "wb")

    def commit(self) -> None:
        """Give the output its name; what had it is replaced."""
        self.stream.flush()
        if not self._path:
            return
        if self.system is not None:
            self.stream.close()
            self.system.put_file(self._part, self._path)
            os.unlink(self._part)
            return
        os.fsync(self.stream.fileno())
        self.stream.close()
        os.replace(self._part, self._path)
        if os.name == "posix":  # the new name is on the disk only once its folder is
            folder = os.open(os.path.dirname(self._path) or ".", os.O_RDONLY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)

    def abort(self) -> None:
        """Remove what was written. Standard output cannot take it back."""
        if self._path and not self.stream.closed:
            with contextlib.suppress(OSError):  # a full disk has more to flush than it takes
                self.stream.close()
        with contextlib.suppress(FileNotFoundError):
            if self._part:
                os.unlink(self._part)


class Stream:
    """Bytes on their way to a target, compressed or not.

    They reach the compressor in pieces of 1 MB whatever the writes were, so that the same bytes in always make the same bytes out.
    """

    def __init__(self, stream: IO[bytes], compression: str | None) -> None:
        self._stream = stream
        self._compressor = compressor(compression) if compression else None
        self._waiting = bytearray()

    def write(self, data: bytes) -> None:
        """Take some more bytes."""
        if self._compressor is None:
            self._stream.write(data)
            return
        self._waiting += data
        whole = len(self._waiting) - len(self._waiting) % _CHUNK_BYTES
        for at in range(0, whole, _CHUNK_BYTES):
            self._stream.write(self._compressor.compress(bytes(self._waiting[at : at + _CHUNK_BYTES])))
        del self._waiting[:whole]

    def finish(self) -> None:
        """Write what is left."""
        if self._compressor is not None:
            self._stream.write(self._compressor.compress(bytes(self._waiting)))
            self._stream.write(self._compressor.flush())
