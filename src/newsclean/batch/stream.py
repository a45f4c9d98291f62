"""A job whose output is one stream of rows, or a table. It keeps no state of its own."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from typing import TYPE_CHECKING, Any

from newsclean.batch.chunks import Reading
from newsclean.batch.kinds import is_database
from newsclean.batch.progress import Progress, Summary, counted
from newsclean.batch.sinks import open_sink
from newsclean.batch.stats import Stats
from newsclean.errors import ConfigError

if TYPE_CHECKING:
    from newsclean.batch.job import Job
    from newsclean.batch.pending import Pending

__all__ = ["run_stream"]

_NOTES = {
    "left_out": "rows without an id, by which a table keeps them; left out",
    "replaced": "rows that replaced one with the same id, in the table or earlier in the input",
}


def run_stream(job: Job, stop: Callable[[], bool], seen: Callable[[Progress], None]) -> Summary:
    """Run a job whose output is one stream or table.

    A table is resumed by what stands in it: only the records are cleaned whose rows it lacks, or has from another source or state of newsclean.
    Raises: as `Job.run`, and `ConfigError` for a stream, or a table without an id from the input, that is to be resumed.
    """
    if job.resume and not is_database(job.output):
        raise ConfigError(f"{job.name}: expected a folder or a table to resume a job in, got one stream of rows; run it again without resume=True")
    reading, schema = job.begin()
    sink = open_sink(job.output, schema, kind=job.kind)
    progress, stats = Progress(), Stats(job.samples)
    try:
        pending = _pending(job, reading, sink)
        with job.pool() as pool, closing((pending or reading).chunks([0, 0])) as chunks:
            for cleaned in pool.clean(chunks, stop):
                sink.write(job.work.whole(cleaned.chunk.batch, cleaned.made))
                errors = reading.errors(cleaned)
                stats.merge(counted(cleaned, job.samples))
                progress.add(cleaned)
                progress.records += cleaned.made.num_rows
                progress.errors += len(errors)
                seen(progress)
                job.check_errors(progress.errors, errors)
    except BaseException:
        sink.abort()
        raise
    sink.close()
    fresh = pending.fresh if pending is not None else 0
    stats.add_fresh(fresh)
    stats.add_notes(reading.behind)
    for counter, note in _NOTES.items():
        if count := getattr(sink, counter, 0):
            stats.add_notes({note: count})
    return Summary(progress.records + fresh, progress.errors, (job.name,), stop(), stats.report(), stats.notes)


def _pending(job: Job, reading: Reading, sink: Any) -> Pending | None:
    """Return what is left of a job into a table that is resumed, or None."""
    if not job.resume:
        return None
    from newsclean.batch.pending import Pending  # with the packages of databases

    return Pending(reading, sink, job.settings)
