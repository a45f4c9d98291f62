"""A job: records from sources, cleaned by worker processes, into numbered output files; killed at any moment, it goes on where it was.

The output is the same, byte for byte, whatever the number of workers and however often the job was interrupted: rows stand in the order of
the input, and each file holds a fixed number of them.
"""

from __future__ import annotations

import json
import time
import zlib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Any

import pyarrow as pa

from newsclean._version import __version__
from newsclean.batch.arrow import output_schema
from newsclean.batch.chunks import Reading
from newsclean.batch.database import Address
from newsclean.batch.files import STANDARD
from newsclean.batch.kinds import is_database
from newsclean.batch.records import Sink, Source
from newsclean.batch.settings import Settings
from newsclean.batch.sinks import check_kind, open_sink
from newsclean.batch.stale import source_schema
from newsclean.batch.state import JOURNAL, MANIFEST, STATE_FOLDER, Entry, Folder, Journal, Manifest
from newsclean.batch.stats import Stats
from newsclean.batch.workers import Cleaned, Work, WorkerPool
from newsclean.errors import ConfigError, InputError, JobError, OutputError

__all__ = ["Job", "Progress", "Summary"]

ERRORS = "errors.jsonl"
REPORT = "report.json"
SAMPLES = "removals.jsonl"


@dataclass(slots=True)
class Progress:
    """How a job stands: counts since its beginning, and those of this run; `removed_share` is the mean over this run's documents.

    `share` is about how much of the input has been read, from 0 to 1, and `run_share` how much of it when this run began; None where that is not known.
    """

    records: int = 0
    errors: int = 0
    shards: int = 0
    run_records: int = 0
    run_bytes: int = 0
    removed_share: float = 0.0
    share: float | None = None
    run_share: float = 0.0
    started: float = field(default_factory=time.monotonic)
    removed: Stats = field(default_factory=Stats)

    def add(self, cleaned: Cleaned) -> None:
        """Count a chunk that this run has cleaned."""
        self.run_records += cleaned.made.num_rows
        self.run_bytes += cleaned.chunk.batch.nbytes
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What to run. `output` is a folder, local or of a store; `kind` the format of its files ("jsonl", "jsonl.gz", "parquet", "csv", "arrow", …).

    `shard_rows` is how many records an output file holds; `workers` how many processes clean; `timeout_s` how long one record may take;
    `max_errors` how many records may be errors before the job stops; `samples` how many removals to keep for each filter, language and tier.
    `only_stale`: the sources are the output of an earlier job, of which only rows of another fingerprint are cleaned again.
    """

    sources: Sequence[Source]
    output: str
    settings: Settings
    kind: str = "jsonl"
    workers: int = 1
    shard_rows: int = 10_000
    timeout_s: float | None = 60.0
    max_errors: int | None = None
    samples: int = 0
    resume: bool = False
    only_stale: bool = False

    def __post_init__(self) -> None:
        for name, least in (("workers", 1), ("shard_rows", 1), ("samples", 0), ("max_errors", 0)):
            value = getattr(self, name)
            if value is not None and value < least:
                raise ConfigError(f"job: {name} must be at least {least}, got {value}")
        if not self.sources:
            raise InputError("job: expected an input, got none")
        names = Counter(source.name for source in self.sources)
        if twice := next((name for name, count in names.items() if count > 1), None):
            raise InputError(f"job: expected each input once, got {twice} {names[twice]} times, whose records would be there as often; name it once")
        if not is_database(self.output):
            check_kind(self.kind)
        if self.timeout_s is not None and self.timeout_s <= 0:
            raise ConfigError(f"job: timeout_s must be above 0, got {self.timeout_s:g}")

    def run(self, *, stop: Callable[[], bool] = lambda: False, seen: Callable[[Progress], None] = lambda progress: None) -> Summary:
        """Run the job, or what is left of it.

        Args: once `stop` says so, the chunks that are out are finished and kept, and the job ends. `seen` is told of each chunk.
        Raises: `JobError` where the output folder holds another job, or this one and `resume` is not set, or there were more errors than
            `max_errors`; `OutputError` where the output cannot be written; `ConfigError` and `InputError` as settings and sources do.
        """
        if self.streams:
            return _stream(self, stop, seen)
        folder = Folder(self.output)
        reading, schema = self.begin()
        if set(folder.names()) - {STATE_FOLDER} and not folder.has(MANIFEST):  # a job that was killed before its first line has but its own folder
            raise JobError(f"{self.output}: expected a new or empty folder, got one with files that are no job's; choose another")
        try:
            with folder.held():
                return _Run(self, folder, reading, schema).run(stop, seen)
        except OutputError as error:
            raise OutputError(f"{error}; see to that, then run the job again with resume=True") from error

    @property
    def streams(self) -> bool:
        """Whether the output is one stream or table, to which rows are added, and no folder of files."""
        return self.output == STANDARD or is_database(self.output)

    @property
    def name(self) -> str:
        """What messages call the output: its address without a slash at the end, that of a table without its password."""
        if self.output == STANDARD:
            return "standard output"
        return Address.of(self.output).name if is_database(self.output) else self.output.rstrip("/") or "/"

    def begin(self) -> tuple[Reading, Any]:
        """Return the reading of the sources, and the schema of the output. Raises: `ConfigError` and `InputError`."""
        reading = Reading(self.sources, self.settings.source, self.settings.id)
        base = source_schema(reading.schema, self.settings) if self.only_stale else reading.schema
        return reading, output_schema(base, self.settings)

    @property
    def work(self) -> Work:
        """What the workers are to do."""
        return Work(self.settings, self.samples, self.only_stale)

    def pool(self) -> WorkerPool:
        """Return the job's worker processes."""
        return WorkerPool(self.workers, self.work, timeout_s=self.timeout_s)

    def check_errors(self, count: int, last: Sequence[Mapping[str, Any]]) -> None:
        """Raise `JobError` if there are more errors than are allowed; `last` are the latest."""
        if self.max_errors is not None and count > self.max_errors:
            one = last[-1]
            last_one = f"{one['input']}, {one['place']}: {one['error']}"
            raise JobError(f"{count} records are errors, more than the {self.max_errors} that were allowed (max_errors); the last: {last_one}")

    @property
    def identity(self) -> dict[str, Any]:
        """What decides the output, as plain data: a job that is resumed must have the same."""
        settings = self.settings
        columns = {role: getattr(settings, role) for role in ("text", "html", "auto", "format", "url", "id", "language", "crawled", "encoding")}
        return {
            "inputs": [source.name for source in self.sources],
            "kind": self.kind,
            "shard_rows": self.shard_rows,
            "columns": columns,
            "output_columns": list(settings.columns),
            "prefix": settings.prefix,
            "drop_input": settings.drop_input,
            "max_record_bytes": settings.max_record_bytes,
            "samples": self.samples,
            "only_stale": self.only_stale,
            "version": __version__,
            "fingerprint": settings.fingerprint,
        }


def _stream(job: Job, stop: Callable[[], bool], seen: Callable[[Progress], None]) -> Summary:
    """Run a job whose output is one stream or table. It keeps no state: begun again, it cleans all records again, and a table's rows are replaced by their id."""
    if job.resume:
        table = is_database(job.output)
        again = "run it again without resume: rows are put in by their id, so that the table is the same afterwards" if table else "run it again without resume"
        raise ConfigError(f"{job.name}: expected a folder to resume a job in, got {'a table' if table else 'one stream of rows'}; {again}")
    reading, schema = job.begin()
    sink = open_sink(job.output, schema, kind=job.kind)
    progress, stats = Progress(), Stats(job.samples)
    chunks = reading.chunks([0, 0])
    try:
        with job.pool() as pool, closing(chunks):
            for cleaned in pool.clean(chunks, stop):
                sink.write(job.work.whole(cleaned.chunk.batch, cleaned.made))
                stats.merge(counted(job, cleaned))
                errors = reading.errors(cleaned)
                progress.records += cleaned.made.num_rows
                progress.errors += len(errors)
                progress.add(cleaned)
                progress.share = reading.share(cleaned.chunk.context.next)
                seen(progress)
                job.check_errors(progress.errors, errors)
    except BaseException:
        sink.abort()
        raise
    sink.close()
    stats.add_notes(reading.behind)
    if left_out := getattr(sink, "left_out", 0):
        stats.add_notes({"rows without an id, by which a table keeps them; left out": left_out})
    return Summary(progress.records, progress.errors, (job.name,), stop(), stats.report(), stats.notes)


def counted(job: Job, cleaned: Cleaned) -> Stats:
    """Return the counts of a chunk, with its notes."""
    stats = Stats(job.samples, cleaned.stats)
    stats.add_notes(cleaned.chunk.context.notes)
    return stats


_ANEW = "remove what is left of the folder to start anew"


def _first_difference(known: list[Any], given: list[Any]) -> tuple[Any, Any]:
    """Return the first items that differ of two lists, which may be those of thousands of files; None where one has ended."""
    return next((was, now) for was, now in zip_longest(known, given) if was != now)


class _Run:
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
        if self.manifest.done:
            return self._summary(False)
        self.manifest.save(self.folder)
        self._clear_up()
        if self.journal is not None:
            self._take_again(self.journal)
        self.progress.share = self.reading.share(self.next)
        self.progress.run_share = self.progress.share or 0.0
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
        entry = Entry(len(self.manifest.shards), self._checksum(given), cleaned.made, place.next, counted(self.job, cleaned).to_data(), self.reading.errors(cleaned))
        if self.journal is not None:
            self.journal.append(entry)
        self._take(entry, given)
        self.progress.add(cleaned)
        self.progress.share = self.reading.share(entry.next)
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
