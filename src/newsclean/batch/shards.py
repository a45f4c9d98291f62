"""A job whose output is a folder of numbered files: killed at any moment, it goes on where it was.

The folder is the same, byte for byte, whatever the number of workers and however often the job was interrupted: rows stand in the order of
the input, and each file holds a fixed number of them.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable
from contextlib import closing
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from newsclean.batch.chunks import Reading
from newsclean.batch.progress import Progress, Summary, counted
from newsclean.batch.records import Sink
from newsclean.batch.sinks import open_sink
from newsclean.batch.state import JOURNAL, MANIFEST, Entry, Folder, Journal, Manifest
from newsclean.batch.stats import Stats
from newsclean.batch.workers import Cleaned
from newsclean.errors import JobError

if TYPE_CHECKING:
    from newsclean.batch.job import Job

__all__ = ["FolderRun"]

ERRORS = "errors.jsonl"
REPORT = "report.json"
SAMPLES = "removals.jsonl"
_ANEW = "remove what is left of the folder to start anew"


def _first_difference(known: list[Any], given: list[Any]) -> tuple[Any, Any]:
    """Return the first items that differ of two lists, which may be those of thousands of files; None where one has ended."""
    return next((was, now) for was, now in zip_longest(known, given) if was != now)


class FolderRun:
    """One run of a job whose output is a folder of files."""

    def __init__(self, job: Job, folder: Folder, reading: Reading, schema: pa.Schema) -> None:
        self.job = job
        self.folder = folder
        self.reading, self.schema = reading, schema
        self.manifest = self._manifest()
        self.stats = Stats(job.samples, self.manifest.stats)
        self.journal = Journal(self.folder.at(JOURNAL)) if self.folder.local else None
        self.progress = Progress(sum(shard["rows"] for shard in self.manifest.shards), self.manifest.errors, len(self.manifest.shards))
        # The output file that is being written: its sink, its rows, its errors, its counts; and where the next record stands.
        self.sink: Sink | None = None
        self.rows = 0
        self.errors: list[dict[str, Any]] = []
        self.open_stats = Stats(job.samples)
        self.next = list(self.manifest.next)

    def _manifest(self) -> Manifest:
        found = Manifest.load(self.folder)
        identity = json.loads(json.dumps(self.job.identity))
        sizes = [source.size for source in self.job.sources]
        if found is None:
            return Manifest(identity, sizes)
        output = self.job.output
        if not self.job.resume:
            raise JobError(f"{output}: holds a job that is {'finished; choose' if found.done else 'unfinished; go on with it by resume=True, or choose'} another folder")
        for key, value in identity.items():
            known = found.settings.get(key)
            if known != value:
                was, now = _first_difference(known, value) if isinstance(known, list) and isinstance(value, list) else (known, value)
                raise JobError(f"{output}: the job there was started with another {key}: {was!r}, now {now!r}; say what it was started with, or choose another folder")
        for source, was, now in zip(self.job.sources, found.sizes, sizes, strict=True):
            if was != now:
                raise JobError(f"{source.name}: expected the input that the job in {output} began with, of size {was}, got one of {now}; choose another folder")
        self._check_there(found)
        return found

    def _check_there(self, manifest: Manifest) -> None:
        """Raise `JobError` where files that the job has finished are gone."""
        files = [*(shard["name"] for shard in manifest.shards), *([ERRORS] if manifest.errors_size else [])]
        there = set(self.folder.names())
        if gone := [name for name in files if name not in there]:
            raise JobError(f"{self.job.output}: expected {len(files)} files that the job has finished, got {len(files) - len(gone)}: {gone[0]} is gone; {_ANEW}")

    def run(self, stop: Callable[[], bool], seen: Callable[[Progress], None]) -> Summary:
        """Run the job, or what is left of it; see `Job.run`."""
        if self.manifest.done:
            return self._summary(False)
        self.manifest.save(self.folder)
        self._clear_up()
        if self.journal is not None:
            self._take_again(self.journal)
        seen(self.progress)
        chunks = self.reading.chunks(self.next, self.job.shard_rows - self.rows, self.job.shard_rows)
        try:
            with self.job.pool() as pool, closing(chunks):
                for cleaned in pool.clean(chunks, stop):
                    self._add(cleaned)
                    seen(self.progress)
            interrupted = stop()
            if not interrupted:
                self._finish()
        finally:  # an output file that is not full is dropped: the journal has its rows
            if self.sink is not None:
                self.sink.abort()
            if self.journal is not None:
                self.journal.close(remove=self.manifest.done)
        return self._summary(interrupted)

    def _add(self, cleaned: Cleaned) -> None:
        """Keep a cleaned chunk: first in the journal, then in the output file. Raises: `JobError` if there are now too many errors."""
        given, place = cleaned.chunk.batch, cleaned.chunk.context
        entry = Entry(len(self.manifest.shards), self._checksum(given), cleaned.made, place.next, counted(cleaned, self.job.samples).to_data(), self.reading.errors(cleaned))
        if self.journal is not None:
            self.journal.append(entry)
        self._take(entry, given)
        self.progress.add(cleaned)
        self.job.check_errors(self.progress.errors, entry.errors)

    def _clear_up(self) -> None:
        """Remove what a killed run left behind: output files that the manifest does not know, errors behind its end."""
        known = {shard["name"] for shard in self.manifest.shards}
        for name in self.folder.names():
            if name.startswith("part-") and name not in known:
                self.folder.remove(name)
        data = self.folder.read(ERRORS)
        if data is not None and len(data) > self.manifest.errors_size:
            self.folder.write(ERRORS, data[: self.manifest.errors_size])

    def _take_again(self, journal: Journal) -> None:
        """Write the chunks of the journal, with what was cleaned read again. Raises: `JobError` where the input has changed since."""
        work, again = self.job.work, self.reading.again(self.manifest.next)
        for entry in journal.read(len(self.manifest.shards)):
            if not work.joins:
                self._take(entry, entry.made)
                continue
            given = again.take(entry.made.num_rows)
            if self._checksum(given) != entry.given:
                raise JobError(f"{self.job.output}: expected the input that the job there began with, got one that has changed since; choose another folder")
            self._take(entry, given)

    def _checksum(self, given: pa.RecordBatch) -> int:
        """Return a checksum of the sources of a chunk, by which an input is told that has changed since."""
        found = 0
        for value in given.column(self.job.settings.source):
            found = zlib.crc32(value.as_buffer() if value.is_valid else b"null", found)
        return found

    def _take(self, entry: Entry, given: pa.RecordBatch) -> None:
        """Write a cleaned chunk beside what was given; finish the output file if it is full."""
        if self.sink is None:
            self.sink = open_sink(self.folder.url(self._name()), self.schema)
        self.sink.write(self.job.work.whole(given, entry.made))
        self.rows += entry.made.num_rows
        self.errors += entry.errors
        self.open_stats.merge(Stats(self.job.samples, entry.stats))
        self.next = entry.next
        self.progress.records += entry.made.num_rows
        self.progress.errors += len(entry.errors)
        if self.rows == self.job.shard_rows:
            self._commit()

    def _name(self) -> str:
        return f"part-{len(self.manifest.shards):05d}.{self.job.kind}"

    def _commit(self) -> None:
        """Finish the output file: first the file, then its errors, then the manifest, which makes both count."""
        if self.sink is None:
            return
        name = self._name()
        self.sink.close()
        if not self.folder.has(MANIFEST):
            raise JobError(f"{self.job.output}: expected the folder of the job, got one without {MANIFEST}: it was removed while the job ran; {_ANEW}")
        if self.errors:
            data = (self.folder.read(ERRORS) or b"")[: self.manifest.errors_size]
            data += "".join(json.dumps(error, ensure_ascii=False, default=str) + "\n" for error in self.errors).encode("utf-8", "replace")
            self.folder.write(ERRORS, data)
            self.manifest.errors_size = len(data)
        self.stats.merge(self.open_stats)
        self.manifest.shards.append({"name": name, "rows": self.rows})
        self.manifest.next, self.manifest.stats = list(self.next), self.stats.to_data()
        self.manifest.errors += len(self.errors)
        self.manifest.save(self.folder)
        if self.journal is not None:
            self.journal.clear()
        self.sink, self.rows, self.errors, self.open_stats = None, 0, [], Stats(self.job.samples)
        self.progress.shards += 1

    def _finish(self) -> None:
        if self.sink is None and not self.manifest.shards:  # no record at all: who reads the output finds its columns
            self.sink = open_sink(self.folder.url(self._name()), self.schema)
        self._commit()
        self._check_there(self.manifest)
        self.stats.add_notes(self.reading.behind)
        self.folder.write(REPORT, (json.dumps(self.stats.report(), ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace"))
        if self.job.samples:
            self.folder.write(SAMPLES, "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in self.stats.sample_lines()).encode("utf-8", "replace"))
        self.manifest.stats, self.manifest.done = self.stats.to_data(), True
        self.manifest.save(self.folder)

    def _summary(self, interrupted: bool) -> Summary:
        return Summary(
            self.progress.records,
            self.progress.errors,
            tuple(self.folder.url(shard["name"]) for shard in self.manifest.shards),
            interrupted,
            self.stats.report(),
            self.stats.notes,
        )
