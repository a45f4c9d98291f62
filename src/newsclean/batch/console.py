"""What a person sees of a job: its progress, Ctrl-C, how it ended."""

from __future__ import annotations

import shlex
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.progress import BarColumn, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bar

from newsclean.batch.files import STANDARD
from newsclean.batch.kinds import is_database

if TYPE_CHECKING:
    from newsclean.batch.job import Job
    from newsclean.batch.progress import Progress, Summary

__all__ = ["conclude", "ended", "say", "shown", "stopping"]

# Without a terminal, a line so often.
_LINE_EVERY_S = 10.0


@contextmanager
def stopping(console: Console) -> Iterator[Callable[[], bool]]:
    """Give what says whether to stop: Ctrl-C once, or a termination, finishes what is out; Ctrl-C again ends at once."""
    asked = False

    def ask(number: int, frame: FrameType | None) -> None:
        nonlocal asked
        if asked and number == signal.SIGINT:
            raise KeyboardInterrupt
        asked = True
        console.print("stopping: the records that are being cleaned are finished first; press Ctrl-C again to end at once", highlight=False, soft_wrap=True)

    before = {number: signal.signal(number, ask) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield lambda: asked
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def shown(console: Console) -> Iterator[Callable[[Progress], None]]:
    """Give what shows the progress: a bar on a terminal, a line now and then elsewhere."""
    from newsclean.batch.progress import Progress

    if not console.is_terminal:
        last = time.monotonic()

        def line(progress: Progress) -> None:
            nonlocal last
            if progress.run_records and time.monotonic() - last >= _LINE_EVERY_S:
                last = time.monotonic()
                console.print(" · ".join(part for part in _said(progress).values() if part), highlight=False, soft_wrap=True)

        yield line
        return
    texts = [TextColumn(f"{{task.fields[{name}]}}") for name in ("records", "speed", "removed", "errors", "left")]
    with Bar(SpinnerColumn(), BarColumn(), *texts, TimeElapsedColumn(), console=console) as bar:
        task = bar.add_task("", total=None, **_said(Progress()))
        yield lambda progress: bar.update(task, total=None if progress.share is None else 1.0, completed=progress.share or 0.0, **_said(progress))


def _said(progress: Progress) -> dict[str, Any]:
    seconds = max(time.monotonic() - progress.started, 1e-9)
    done = (progress.share or 0.0) - (progress.run_share or 0.0)
    return {
        "records": f"{progress.records:,} records" + (f" ({progress.share:.0%} of the input)" if progress.share is not None else ""),
        "speed": f"{progress.run_records / seconds:,.0f} records/s, {progress.run_bytes / seconds / 1e6:.1f} MB/s",
        "removed": f"{progress.removed_share:.0%} removed",
        "errors": _counted(progress.errors, "error") if progress.errors else "",
        "left": f"{_time(seconds * (1 - (progress.share or 0.0)) / done)} left" if done > 0 else "",
    }


def _time(seconds: float) -> str:
    minutes, seconds = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{seconds:02d}" if hours else f"{minutes}:{seconds:02d}"


def conclude(console: Console, summary: Summary, job: Job) -> None:
    """Say how the job ended."""
    if summary.interrupted:
        say(console, f"interrupted after {_counted(summary.records, 'record')} in {job.name}; {_safe(job)}")
        return
    counts = summary.report["all"]["status"]
    parts = ", ".join(f"{count:,} {status.replace('_', ' ')}" for status, count in sorted(counts.items(), key=lambda item: -item[1]))
    share = summary.report["all"]["removed_share"]["p50"]
    removed = f"; of half the documents more than {share:.0%} was removed" if share is not None else ""
    files = "" if job.streams else f"{_counted(len(summary.shards), 'file')} in "
    say(console, f"{_counted(summary.records, 'record')} in {files}{job.name}: {parts or 'none'}{removed}")
    for note, count in summary.notes.items():
        say(console, f"{note}: {count:,}")
    if summary.errors:
        say(console, f"{_counted(summary.errors, 'error')}, each {'in its row' if job.streams else f'with its place, in {job.name}/errors.jsonl'}")


def ended(console: Console, job: Job) -> None:
    """Say that the job was ended at once."""
    say(console, f"ended at once, in {job.name}; {_safe(job)}")


def _safe(job: Job) -> str:
    return "run the job again from its beginning" if job.output == STANDARD else f"what was cleaned is safe; go on with: {_again()}"


def _counted(count: int, word: str) -> str:
    return f"{count:,} {word}{'' if count == 1 else 's'}"


def say(console: Console, text: str) -> None:
    """Print a line as it is."""
    console.print(text, markup=False, highlight=False, soft_wrap=True)


def _again() -> str:
    """Return the command that resumes the job."""
    arguments = ["newsclean", *sys.argv[1:]]
    if any(is_database(one) for one in arguments):  # their URLs have passwords, and what is said here ends up in logs
        return "the same command and --resume"
    return shlex.join(arguments if "--resume" in arguments else [*arguments, "--resume"])
