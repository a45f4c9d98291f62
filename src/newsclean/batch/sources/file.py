"""What the sources have in common that are one file."""

from __future__ import annotations

from dataclasses import dataclass

from newsclean.batch.files import File

__all__ = ["FileSource"]


@dataclass(frozen=True)
class FileSource:
    """A source of one file. `wanted` are the columns that cleaning reads; with `drop_other`, there are no others."""

    file: File
    wanted: frozenset[str]
    drop_other: bool

    @property
    def name(self) -> str:
        """The address of the file."""
        return self.file.address

    @property
    def size(self) -> int | None:
        """How many bytes it has where it is stored; None for standard input."""
        return self.file.size

    def reached(self, records: int) -> int:
        """Return how many of its bytes have been read."""
        return self.file.position
