"""The command over a small corpus made here, with newsclean and the parse alone: no peer need be installed."""

from __future__ import annotations

import json
import re
import sys
from importlib.util import find_spec

import pytest
from test_kinds import GOLD, PAGE

import pages


@pytest.fixture
def corpus(tmp_path):
    file = tmp_path / "made.jsonl"
    rows = [{"id": str(nth), "url": "https://example.org/", "html": PAGE, "text": GOLD} for nth in range(3)]
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return file


@pytest.fixture
def run(monkeypatch, corpus, tmp_path):
    def command(*options):
        monkeypatch.setattr(sys, "argv", ["pages.py", str(corpus), "--tools", "newsclean", "--rounds", "2", "--output", str(tmp_path / "results.md"), *options])
        return pages.main()

    return command


def cells(document, tool):
    return [cell.strip() for cell in re.search(rf"^\| {tool} \|.*$", document, re.MULTILINE)[0].strip("|").split("|")]


def found_file(path, texts):
    path.write_text("".join(json.dumps({"id": key, "text": text}) + "\n" for key, text in texts.items()), "utf-8")
    return str(path)


def test_the_section_says_what_was_run_and_what_came_out(run, tmp_path):
    (tmp_path / "results.md").write_text("# Results\n\n<!-- pages:made -->\nold\n<!-- /pages:made -->\n\nmore\n", "utf-8")

    assert run("--limit", "2") == 0

    document = (tmp_path / "results.md").read_text("utf-8")
    assert document.startswith("# Results\n\n<!-- pages:made -->\n### made\n\n2 pages, layout `lines`. newsclean's bodies are those it gave.\n")
    assert document.endswith("\n<!-- /pages:made -->\n\nmore\n")
    assert "`python benchmarks/pages.py DIR/made.jsonl --rounds 2 --limit 2 --tools newsclean`" in document
    assert str(tmp_path) not in document
    assert cells(document, "lxml parse")[2:7] == ["–"] * 5
    assert cells(document, "lxml parse")[8:] == ["1.0", "1.0 to 1.0", "0"]
    assert float(cells(document, "newsclean")[8]) > 1.0
    assert cells(document, "newsclean")[-1] == "0"


def test_the_picture_is_linked_if_it_could_be_drawn(run, tmp_path, capsys):
    assert run("--limit", "1") == 0

    drawn = find_spec("matplotlib") is not None
    assert (tmp_path / "pages-made.svg").exists() == drawn
    assert ("![F1 against cost on made](pages-made.svg)" in (tmp_path / "results.md").read_text("utf-8")) == drawn
    assert ("left out: the picture" in capsys.readouterr().err) == (not drawn)


def test_found_bodies_replace_newscleans_for_quality(run, tmp_path):
    found = found_file(tmp_path / "found.jsonl", {"0": GOLD, "1": GOLD, "2": "", "of another corpus": "x"})

    assert run("--found", found) == 0

    document = (tmp_path / "results.md").read_text("utf-8")
    assert "newsclean's bodies are cross-validated, its cost is that of running it as installed." in document
    assert cells(document, "newsclean")[2:7] == ["0.800", "1.000", "0.667", "66.7%", "33.3%"]
    assert document.splitlines().count("| newsclean | 66.7% | 66.7% | 66.7% | 66.7% |") == 1


def test_what_is_not_as_expected_ends_the_run_before_it_begins(run, tmp_path, capsys):
    results = tmp_path / "results.md"
    results.write_text("<!-- pages:made -->\n", "utf-8")

    assert run() == 1
    assert run("--found", found_file(tmp_path / "found.jsonl", {"0": GOLD})) == 1
    assert run("--output", str(tmp_path / "none" / "results.md")) == 1

    errors = capsys.readouterr().err.splitlines()
    assert [error.replace(str(tmp_path), "") for error in errors] == [
        "error: /results.md: expected <!-- /pages:made --> behind <!-- pages:made -->, found none; write it where the section ends",
        "error: /found.jsonl: expected a line with 'id' and 'text' for each of 3 pages, 2 have none; the first is '1'",
        "error: /none/results.md: expected a document in a folder that is there; make /none",
    ]
    assert results.read_text("utf-8") == "<!-- pages:made -->\n"


def test_a_failure_is_counted_and_named(run, tmp_path, corpus, capsys):
    row = {"id": "empty", "url": "", "html": "", "text": GOLD}
    corpus.write_text(corpus.read_text("utf-8") + json.dumps(row) + "\n", "utf-8")

    assert run() == 0

    document = (tmp_path / "results.md").read_text("utf-8")
    assert cells(document, "newsclean")[-1] == "1"
    assert "failed: newsclean on empty: InputError" in capsys.readouterr().err
