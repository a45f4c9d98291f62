"""Worker processes: chunks of records go out, cleaned chunks come back, in order; a worker that hangs or dies costs one record.

Each worker says in shared memory which row it is at and since when. The job's process looks: a row that takes longer than the time-out,
or at which a worker has died twice, becomes an error, and the rest of its chunk is cleaned by a new worker.
"""

from __future__ import annotations

import multiprocessing
import signal
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from multiprocessing.connection import Connection, wait
from typing import Any, NamedTuple

import pyarrow as pa

from newsclean.article import Article
from newsclean.batch.arrow import clean_batch, output_schema
from newsclean.batch.records import packed, unpacked
from newsclean.batch.settings import Settings
from newsclean.batch.stale import refresh_batch
from newsclean.batch.stats import Stats
from newsclean.collector import paused
from newsclean.errors import JobError

__all__ = ["Chunk", "Cleaned", "Work", "WorkerPool"]

# Chunks that are out or wait for their turn, for each worker: enough that none waits for the job's process, few enough to bound memory.
CHUNKS_PER_WORKER = 3
# A worker that dies may have been killed from outside, so its row gets a second try.
MAX_DEATHS = 2
_LOOK_S = 0.1
_STOP_S = 5.0
_IDLE = -1


class Chunk(NamedTuple):
    """Records to clean: `errors` are the rows that could not be read; `context` comes back with them, untouched."""

    batch: pa.RecordBatch
    errors: dict[int, str]
    context: Any


class Work(NamedTuple):
    """What the workers are to do: with which settings, how many removals to keep as samples, whether to clean only rows of another fingerprint."""

    settings: Settings
    samples: int = 0
    only_stale: bool = False

    @property
    def joins(self) -> bool:
        """Whether rows of the output have the input's columns beside what workers make."""
        return not (self.only_stale or self.settings.drop_input)

    def bare(self) -> Work:
        """Return the work whose output lacks the input's columns: pages are large, and the job's process has them."""
        return self if self.only_stale else self._replace(settings=replace(self.settings, drop_input=True))

    def needed(self, given: pa.RecordBatch) -> pa.RecordBatch:
        """Return the columns of a chunk that workers need."""
        return given if self.only_stale else given.select(list(self.settings.input_columns))

    def whole(self, given: pa.RecordBatch, made: pa.RecordBatch) -> pa.RecordBatch:
        """Return what bare work made, where the output has them together with the columns that were given."""
        if not self.joins:
            return made
        return pa.RecordBatch.from_arrays([*given.columns, *made.columns], schema=output_schema(given.schema, self.settings))


class Cleaned(NamedTuple):
    """A chunk that was cleaned: what was made of it (`Work.whole` joins both), its counts, and all rows that are errors."""

    chunk: Chunk
    made: pa.RecordBatch
    stats: dict[str, Any]
    errors: dict[int, str]


class _Watch:
    """Keeps the worker's place in shared memory and counts what it finds."""

    def __init__(self, place: Any, work: Work, batch: pa.RecordBatch) -> None:
        self._place = place
        self._urls = batch.column(work.settings.url) if work.settings.url is not None else None
        self._nth = 0
        self.rows = 0
        self.stats = Stats(work.samples)
        self.errors: dict[int, str] = {}

    def before(self, nth: int) -> None:
        self._nth = nth
        if self._place is not None:
            self._place[1] = time.monotonic_ns()
            self._place[0] = nth

    def after(self, article: Article | None, error: str | None) -> None:
        self.rows += 1
        url = self._urls[self._nth].as_py() if self._urls is not None else None
        if article is not None:
            self.stats.add(article, url)
        else:
            self.errors[self._nth] = error or ""
            self.stats.add_error(error or "", url)


def clean_chunk(batch: pa.RecordBatch, errors: dict[int, str], work: Work, place: Any = None) -> tuple[pa.RecordBatch, dict[str, Any], dict[int, str]]:
    """Clean the records of a chunk; return the output batch, its counts and the rows that are errors."""
    watch = _Watch(place, work, batch)
    clean = refresh_batch if work.only_stale else clean_batch
    with paused():  # over the whole chunk: its rows are of small objects too
        out = clean(batch, work.settings, errors=errors, watch=watch)
    watch.stats.add_fresh(batch.num_rows - watch.rows)
    return out, watch.stats.to_data(), watch.errors


def _work(pipe: Connection, place: Any, work: Work) -> None:
    """Clean chunks until the pipe closes. The terminal's Ctrl-C is for the job's process alone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    bare = work.bare()
    with suppress(EOFError, OSError):
        while True:
            errors = pipe.recv()
            batch, stats, found = clean_chunk(unpacked(pipe.recv_bytes()), errors, bare, place)
            place[0] = _IDLE
            pipe.send((stats, found))
            pipe.send_bytes(packed(batch))


@dataclass(slots=True)
class _Task:
    number: int
    chunk: Chunk
    data: memoryview
    errors: dict[int, str]
    deaths: dict[int, int] = field(default_factory=dict)


@dataclass(slots=True)
class _Worker:
    process: Any
    pipe: Connection
    place: Any
    task: _Task | None = None


class WorkerPool:
    """Some processes that clean chunks. Use it as a context manager: its end stops them.

    Args: `timeout_s` is how long a record may take, None for as long as it likes; it is looked at ten times a second.
    """

    def __init__(self, count: int, work: Work, *, timeout_s: float | None = None) -> None:
        self._to_do = work
        self._timeout_s = timeout_s
        self._context = multiprocessing.get_context("spawn")  # a fork would take Arrow's threads along in any state
        self._count = count
        self._workers: list[_Worker] = []

    def __enter__(self) -> WorkerPool:
        self._workers = [self._start() for _ in range(self._count)]
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._workers:
            worker.pipe.close()
        for worker in self._workers:
            worker.process.join(0 if worker.task is not None else _STOP_S)
            if worker.process.is_alive():
                worker.process.kill()
                worker.process.join()

    def clean(self, chunks: Iterator[Chunk], stop: Callable[[], bool] = lambda: False) -> Iterator[Cleaned]:
        """Clean chunks; yield them in their order.

        Args: once `stop` says so, no more chunks are taken, and those that are out are finished.
        """
        fed = 0
        given = 0  # the number of the next chunk to yield
        done: dict[int, Cleaned] = {}
        again: deque[_Task] = deque()
        ended = False
        while True:
            for worker in self._workers:
                if worker.task is not None:
                    continue
                if again:
                    self._give(worker, again.popleft())
                elif not ended and fed - given < CHUNKS_PER_WORKER * self._count and not stop():
                    chunk = next(chunks, None)
                    if chunk is None:
                        ended = True
                    else:
                        self._give(worker, _Task(fed, chunk, packed(self._to_do.needed(chunk.batch)), dict(chunk.errors)))
                        fed += 1
            while given in done:
                yield done.pop(given)
                given += 1
            if given == fed and (ended or stop()):
                return
            self._look(done, again)

    def _start(self) -> _Worker:
        here, there = self._context.Pipe()
        place = self._context.RawArray("q", 2)
        place[0] = _IDLE
        process = self._context.Process(target=_work, args=(there, place, self._to_do), daemon=True)
        process.start()
        there.close()
        return _Worker(process, here, place)

    @staticmethod
    def _give(worker: _Worker, task: _Task) -> None:
        worker.place[0] = _IDLE
        worker.task = task
        with suppress(BrokenPipeError, OSError):  # it has died: `_look` will see
            worker.pipe.send(task.errors)
            worker.pipe.send_bytes(task.data)

    def _look(self, done: dict[int, Cleaned], again: deque[_Task]) -> None:
        """Wait a little for results; take them, and see to workers that hang or have died."""
        wait([worker.pipe for worker in self._workers if worker.task is not None], _LOOK_S)
        for nth, worker in enumerate(self._workers):
            task = worker.task
            if task is None:
                continue
            overdue = self._overdue(worker)
            with suppress(EOFError, OSError):  # it died while it sent
                if worker.pipe.poll():
                    stats, errors = worker.pipe.recv()
                    done[task.number] = Cleaned(task.chunk, unpacked(worker.pipe.recv_bytes()), stats, errors)
                    worker.task = None
                    continue
                if overdue is None and worker.process.is_alive():
                    continue
            at = worker.place[0] if overdue is None else overdue
            worker.process.kill()
            worker.process.join()
            worker.pipe.close()
            code = worker.process.exitcode
            if overdue is not None:
                task.errors[at] = f"time-out: the record took longer than {self._timeout_s:g} s"
            else:
                task.deaths[at] = task.deaths.get(at, 0) + 1
                if task.deaths[at] >= MAX_DEATHS and at != _IDLE:
                    task.errors[at] = f"the worker process died at this record twice (exit code {code})"
                elif task.deaths[at] > MAX_DEATHS:
                    raise JobError(f"worker: expected a process that cleans records, got {task.deaths[at]} that ended before their first (exit code {code})")
            self._workers[nth] = self._start()
            again.append(task)

    def _overdue(self, worker: _Worker) -> int | None:
        """Return the row that a worker has been at for too long, if any."""
        at, since = worker.place
        late = self._timeout_s is not None and at != _IDLE and time.monotonic_ns() - since > self._timeout_s * 1e9
        return at if late else None
