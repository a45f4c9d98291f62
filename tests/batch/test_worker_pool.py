"""Worker processes: chunks come back in order; a record that hangs or kills its worker costs that record alone."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import pyarrow as pa
import pytest

from newsclean.batch import Settings, clean_batch
from newsclean.batch.workers import Chunk, Work, WorkerPool
from newsclean.errors import JobError
from newsclean.pipeline import Pipeline

STORY = "The council voted on Tuesday to close the old bridge for six months, a spokesman for the town said in the evening."


@dataclass(frozen=True)
class Trouble:
    """Hangs, kills its process, or kills it once, where the text says so."""

    name: ClassVar[str] = "trouble"
    category: ClassVar[str] = "navigation"
    marker: str = ""

    def find(self, draft):
        if "HANG" in draft.text:
            time.sleep(600)
        if "DIE" in draft.text or ("ONCE" in draft.text and self._first()):
            os._exit(7)
        return iter(())

    def _first(self):
        try:
            Path(self.marker).touch(exist_ok=False)
        except FileExistsError:
            return False
        return True


class Unpicklable:
    """Cannot be made again in another process."""

    name = category = "navigation"

    def __reduce__(self):
        return os._exit, (5,)

    def find(self, draft):
        return iter(())


def settings_of(*filters):
    return Settings(text="body", id="id", pipeline=Pipeline(filters))


def chunks(texts, size=3):
    for start in range(0, len(texts), size):
        batch = pa.RecordBatch.from_pydict({"id": [str(nth) for nth in range(start, min(start + size, len(texts)))], "body": texts[start : start + size]})
        yield Chunk(batch, {}, start)


def test_chunks_come_back_in_order_as_one_process_would_clean_them():
    settings = Settings(text="body", id="id")
    texts = [f"{STORY} {nth}\n\nBack to top" for nth in range(20)]

    work = Work(settings)
    with WorkerPool(2, work) as pool:
        cleaned = list(pool.clean(chunks(texts)))

    assert [one.chunk.context for one in cleaned] == list(range(0, 20, 3))
    for one, chunk in zip(cleaned, chunks(texts), strict=True):
        assert work.whole(one.chunk.batch, one.made).equals(clean_batch(chunk.batch, settings))


def test_hanging_and_dying_records_are_errors_and_the_rest_is_cleaned(tmp_path):
    texts = [STORY, f"{STORY} HANG", STORY, f"{STORY} DIE", f"{STORY} ONCE", STORY, STORY]

    with WorkerPool(2, Work(settings_of(Trouble(str(tmp_path / "once")))), timeout_s=6) as pool:
        cleaned = list(pool.clean(chunks(texts)))

    rows = [row for one in cleaned for row in one.made.to_pylist()]
    assert [row["nc_status"] for row in rows] == ["ok", "error", "ok", "error", "ok", "ok", "ok"]
    assert rows[1]["nc_error"] == "time-out: the record took longer than 6 s"
    assert rows[3]["nc_error"] == "the worker process died at this record twice (exit code 7)"
    assert [one.errors for one in cleaned] == [{1: rows[1]["nc_error"]}, {0: rows[3]["nc_error"]}, {}]
    assert (tmp_path / "once").exists()


def test_no_chunk_is_taken_after_stop_and_those_that_are_out_are_finished():
    taken = []

    def counted():
        for chunk in chunks([STORY] * 30):
            taken.append(chunk.context)
            yield chunk

    with WorkerPool(1, Work(settings_of())) as pool:
        cleaned = []
        for one in pool.clean(counted(), stop=lambda: bool(cleaned)):
            cleaned.append(one.chunk.context)

    assert cleaned == taken
    assert 1 <= len(cleaned) < 10


def test_workers_that_never_begin_end_the_job():
    with WorkerPool(1, Work(settings_of(Unpicklable()))) as pool, pytest.raises(JobError, match="ended before their first"):
        list(pool.clean(chunks([STORY])))
