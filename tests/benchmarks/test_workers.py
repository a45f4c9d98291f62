"""Tools in processes of their own: what they answer, and what happens when they fail, hang, die or are not there."""

from __future__ import annotations

import os
import time
from contextlib import ExitStack
from functools import partial

import pytest

from corpora import Page
from peers import PARSE, TOOLS, Tool
from workers import ToolError, Worker, interleave


def page(html):
    return Page(html, "https://example.org/", html, ("",))


def make_moody():
    """A tool that does what the page says."""

    def run(html, url):
        if html == "raise":
            raise RuntimeError("no luck")
        if html == "hang":
            time.sleep(60)
        if html == "die":
            os._exit(3)
        if html == "work":
            end = time.process_time() + 0.1
            while time.process_time() < end:
                pass
        if html == "sleep":
            time.sleep(0.3)
        return f"{html} {url}"

    return run


def make_counter():
    """A tool that says how many pages it has seen since it was started."""
    seen = [-1]

    def run(html, url):
        seen[0] += 1
        if html == "die":
            os._exit(3)
        return str(seen[0])

    return run


def make_missing():
    raise ImportError("No module named 'nothing'")


def make_broken():
    def run(html, url):
        raise ValueError("never works")

    return run


def make_once(mark):
    """A tool that can be started once."""
    if mark.exists():
        raise ImportError("gone")
    mark.touch()
    return make_moody()


MOODY, COUNTER = Tool("moody", "lxml", make_moody), Tool("counter", "no such package", make_counter)


def test_a_page_is_answered_with_its_body_and_cpu_time():
    with Worker(MOODY, 30) as worker:
        work, sleep = worker.run(page("work")), worker.run(page("sleep"))

    assert (work.text, work.failure) == ("work https://example.org/", None)
    assert 0.1 <= work.seconds < 0.3
    assert sleep.seconds < 0.1, "sleeping is no work"


def test_failures_have_an_empty_body_and_the_next_page_is_answered():
    with Worker(MOODY, 2.0) as worker:
        runs = [worker.run(page(html)) for html in ("raise", "hang", "die", "fine")]

    assert [(run.text, run.failure) for run in runs] == [
        ("", "RuntimeError('no luck')"),
        ("", "no answer within 2 s"),
        ("", "the process died"),
        ("fine https://example.org/", None),
    ]
    assert runs[1].seconds >= 2.0


def test_a_tool_that_cannot_be_started_again_fails_on_every_page_left(tmp_path):
    with Worker(Tool("once", "once", partial(make_once, tmp_path / "started")), 30) as worker:
        failures = [worker.run(page(html)).failure for html in ("die", "fine", "fine")]

    assert failures == ["the process died", *["once: not installed (gone); pip install -e '.[bench]'"] * 2]


@pytest.mark.parametrize(
    ("make", "message"), [(make_missing, r"odd: not installed \(No module named 'nothing'\); pip install"), (make_broken, r"odd: fails on the first page \(ValueError")]
)
def test_a_tool_that_cannot_start_is_an_error(make, message):
    with pytest.raises(ToolError, match=message):
        Worker(Tool("odd", "odd", make), 30)


def test_tools_take_turns_and_a_page_that_failed_is_not_given_again():
    pages = [page("a"), page("raise"), page("die"), page("b")]
    with ExitStack() as stack:
        workers = [stack.enter_context(Worker(tool, 30)) for tool in (MOODY, COUNTER)]
        moody, counter = interleave(workers, pages, rounds=2)

    assert [[run.text for run in runs] for runs in counter.rounds] == [["1", "2", "", "1"], ["2", "3", "", "4"]]
    assert [[run.failure for run in runs] for runs in moody.rounds] == [[None, "RuntimeError('no luck')", "the process died", None]] * 2
    assert moody.bodies == ["a https://example.org/", "", "", "b https://example.org/"]
    assert len(moody.failures) == 2
    assert (counter.version, moody.version != "unknown") == ("unknown", True)


def test_the_parse_has_a_cost_and_no_body():
    with Worker(PARSE, 30) as worker:
        run = worker.run(page("<html><p>Rain is due.</p></html>"))

    assert (run.text, run.failure, PARSE.extractor) == ("", None, False)
    assert run.seconds > 0


def test_every_tool_that_was_asked_for_is_known():
    wanted = ["lxml parse", "newsclean", "trafilatura", "trafilatura fast", "readability", "newspaper4k", "goose3", "jusText", "boilerpy3", "resiliparse"]

    assert list(TOOLS) == wanted
