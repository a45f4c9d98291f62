"""A job: records from sources, cleaned by worker processes, into files, a stream or a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from newsclean._version import __version__
from newsclean.batch.arrow import output_schema
from newsclean.batch.chunks import Reading
from newsclean.batch.database import Address
from newsclean.batch.files import STANDARD
from newsclean.batch.kinds import is_database
from newsclean.batch.progress import Progress, Summary
from newsclean.batch.records import Source
from newsclean.batch.settings import Settings
from newsclean.batch.shards import FolderRun
from newsclean.batch.sinks import check_kind
from newsclean.batch.stale import source_schema
from newsclean.batch.state import MANIFEST, STATE_FOLDER, Folder
from newsclean.batch.stream import run_stream
from newsclean.batch.workers import Work, WorkerPool
from newsclean.errors import ConfigError, InputError, JobError, OutputError

__all__ = ["Job"]


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
        if self.samples and self.settings.private:
            raise ConfigError("job: expected private settings or samples, which quote what was removed, got both; leave one out")
        if self.samples and self.streams:
            raise ConfigError(f"job: expected a folder for samples, which stand in a file of their own, got {self.name}; leave samples out")
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
        try:
            return run_stream(self, stop, seen) if self.streams else self._run_folder(stop, seen)
        except OutputError as error:
            again = "" if self.output == STANDARD else " with resume=True"
            raise OutputError(f"{error}; see to that, then run the job again{again}") from error

    def _run_folder(self, stop: Callable[[], bool], seen: Callable[[Progress], None]) -> Summary:
        folder = Folder(self.output)
        reading, schema = self.begin()
        if set(folder.names()) - {STATE_FOLDER} and not folder.has(MANIFEST):  # a job that was killed before its first line has but its own folder
            raise JobError(f"{self.output}: expected a new or empty folder, got one with files that are no job's; choose another")
        with folder.held():
            return FolderRun(self, folder, reading, schema).run(stop, seen)

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
