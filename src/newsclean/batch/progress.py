"""How a job stands, and how it ended."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Any

from newsclean.batch.stats import Stats
from newsclean.batch.workers import Cleaned

__all__ = ["Progress", "Summary", "counted"]


@dataclass(slots=True)
class Progress:
    """How a job stands: counts since its beginning, and those of this run; `removed_share` is the mean over this run's documents.

    `share` is about how much of the input has been read, from 0 to 1, and `run_share` how much of it with the first chunk of this run; None where that is not known.
    """

    records: int = 0
    errors: int = 0
    shards: int = 0
    run_records: int = 0
    run_bytes: int = 0
    removed_share: float = 0.0
    share: float | None = None
    run_share: float | None = None
    started: float = field(default_factory=time.monotonic)
    removed: Stats = field(default_factory=Stats)

    def add(self, cleaned: Cleaned) -> None:
        """Count a chunk that this run has cleaned."""
        self.run_records += cleaned.made.num_rows
        self.run_bytes += cleaned.chunk.batch.nbytes
        self.share = cleaned.chunk.context.share
        if self.run_share is None:
            self.run_share = self.share
        self.removed.merge(Stats(0, {"total": cleaned.stats["total"]}))
        self.removed_share = self.removed.mean_removed_share


@dataclass(frozen=True, slots=True)
class Summary:
    """How a job ended: `interrupted` says that it was stopped before the end of its input; `notes` count what sources left out without making a record an error."""

    records: int
    errors: int
    shards: tuple[str, ...]
    interrupted: bool
    report: dict[str, Any]
    notes: dict[str, int]


def counted(cleaned: Cleaned, samples: int) -> Stats:
    """Return the counts of a chunk, with its notes. `samples` is how many removals to keep for each filter, language and tier."""
    stats = Stats(samples, cleaned.stats)
    stats.add_notes(cleaned.chunk.context.notes)
    return stats
