"""Tools in processes of their own: one process a tool, one busy at a time, watched by the clock."""

from __future__ import annotations

import logging
import multiprocessing
import sys
import time
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from multiprocessing.connection import Connection
from types import TracebackType
from typing import Self

from corpora import Page
from peers import Tool

CHUNK = 8
START_TIMEOUT_S = 60.0
# What a tool sees before the clock runs: whatever it loads on first use is loaded then.
_WARM_UP = """<!DOCTYPE html><html lang="en"><head><title>Old bridge to close for a year</title></head><body><nav><a href="/">Home</a></nav><article>
<h1>Old bridge to close for a year</h1><p>The old bridge over the river will be closed to all traffic from Monday, the town council said after a long debate.</p>
<p>Engineers found cracks in two of its pillars in spring. "We could not wait any longer," the mayor told reporters on the bank of the river.</p>
<p>Buses will take the northern road until the work is done, and a ferry will carry people on foot, the council said.</p>
</article><footer>All rights reserved</footer></body></html>"""


class ToolError(Exception):
    """A tool cannot be run here; the message says why."""


@dataclass(frozen=True, slots=True)
class Run:
    """One tool over one page: the body, the CPU time, and what went wrong (the body is empty then)."""

    text: str
    seconds: float
    failure: str | None = None


class Worker:
    """A process that holds one tool. A page on which it hangs or dies is a failure, and the process is started anew for the next one."""

    def __init__(self, tool: Tool, timeout_s: float) -> None:
        """Start the tool.

        Raises: `ToolError` if it is not installed or fails before its first page.
        """
        self.tool = tool
        self.timeout_s = timeout_s
        self._start()

    def run(self, page: Page) -> Run:
        """Run the tool over a page. Where it hangs or dies, the time is what passed on the clock until then."""
        start = time.perf_counter()
        try:
            if not self._process.is_alive():
                self._start()
            self._connection.send((page.html, page.url))
            if self._connection.poll(self.timeout_s):
                return Run(*self._connection.recv())
            failure = f"no answer within {self.timeout_s:g} s"
        except (EOFError, ConnectionError):
            failure = "the process died"
        except ToolError as error:
            failure = str(error)
        passed = time.perf_counter() - start
        self.stop()
        return Run("", passed, failure)

    def stop(self) -> None:
        """End the process."""
        self._connection.close()
        self._process.kill()
        self._process.join()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.stop()

    def _start(self) -> None:
        spawn = multiprocessing.get_context("spawn")
        self._connection, theirs = spawn.Pipe()
        self._process = spawn.Process(target=_serve, args=(theirs, self.tool), daemon=True)
        self._process.start()
        theirs.close()
        try:
            answer = self._connection.recv() if self._connection.poll(START_TIMEOUT_S) else f"it did not start within {START_TIMEOUT_S:g} s"
        except EOFError:
            answer = "its process died at the start"
        if answer is not None:
            self.stop()
            raise ToolError(f"{self.tool.name}: {answer}")


def _serve(connection: Connection, tool: Tool) -> None:
    """Make the tool, warm it up, say that it is ready, then answer pages until the pipe is closed."""
    logging.disable(logging.CRITICAL)
    warnings.filterwarnings("ignore")
    try:
        run = tool.make()
    except ImportError as error:
        connection.send(f"not installed ({error}); pip install -e '.[bench]'")
        return
    try:
        run(_WARM_UP, "https://example.org/bridge")
    except Exception as error:
        connection.send(f"fails on the first page ({error!r})")
        return
    connection.send(None)
    while True:
        try:
            html, url = connection.recv()
        except EOFError:
            return
        text, failure = "", None
        start = time.process_time()
        try:
            text = run(html, url)
        except Exception as error:  # whatever a tool raises is its failure on this page
            failure = repr(error)
        connection.send((text, time.process_time() - start, failure))


@dataclass(frozen=True, slots=True)
class Measured:
    """A tool over a corpus: the runs of each round, in the order of the pages."""

    tool: Tool
    version: str
    rounds: tuple[tuple[Run, ...], ...]

    @property
    def bodies(self) -> list[str]:
        """The body of each page."""
        return [run.text for run in self.rounds[0]]

    @property
    def failures(self) -> list[Run]:
        """The pages that failed in the first round."""
        return [run for run in self.rounds[0] if run.failure]


def interleave(workers: Sequence[Worker], pages: Sequence[Page], rounds: int) -> list[Measured]:
    """Run every tool over every page, `rounds` times.

    The tools take turns over a few pages each, so that what slows the machine for a while slows all of them alike. A page
    on which a tool hung or died is not given to it again; that run stands for the later rounds.
    """
    runs: dict[str, list[list[Run]]] = {worker.tool.name: [[] for _ in range(rounds)] for worker in workers}
    for nth in range(rounds):
        for start in range(0, len(pages), CHUNK):
            for worker in workers:
                mine = runs[worker.tool.name]
                for at, page in enumerate(pages[start : start + CHUNK], start):
                    first = mine[0][at] if nth else None
                    mine[nth].append(first if first and first.failure else worker.run(page))
        print(f"round {nth + 1} of {rounds} done", file=sys.stderr)
    return [Measured(worker.tool, version_of(worker.tool), tuple(map(tuple, runs[worker.tool.name]))) for worker in workers]


def version_of(tool: Tool) -> str:
    """Return the version of a tool's package."""
    try:
        return version(tool.package)
    except PackageNotFoundError:
        return "unknown"
