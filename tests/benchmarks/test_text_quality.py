"""The benchmark of cleaning text, over a small corpus made here."""

from __future__ import annotations

import gzip
import json
import sys

import pytest

import text_quality

BODY = "Rain is due on Friday, the service said.\n\nThe river is expected to rise by a metre until noon"
# C4's rules cut the line without a full stop: 8 of 19 words are left, 5 of 16 shingles.
DIRTY = "Home\n\n" + BODY


def lines(path, rows):
    with gzip.open(path, "wt", encoding="utf-8") if path.suffix == ".gz" else path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(row) + "\n" for row in rows)
    return str(path)


@pytest.fixture
def run(monkeypatch, tmp_path):
    lines(tmp_path / "made.jsonl.gz", [{"id": "1", "text": BODY}])
    lines(tmp_path / "made.dirty.jsonl.gz", [{"id": "1", "source": "bs4", "input": DIRTY, "text": BODY}])

    def command(*options):
        monkeypatch.setattr(sys, "argv", ["text_quality.py", str(tmp_path), "made", *options])
        text_quality.main()

    return command


def rows_of(printed):
    return [line for line in printed.splitlines() if line.startswith("| made ")]


def test_found_texts_replace_newscleans(run, tmp_path, capsys):
    found = lines(tmp_path / "found.jsonl", [{"id": "1", "source": "keep", "text": BODY}, {"id": "1", "source": "bs4", "text": BODY}])

    run("--found", found)

    assert rows_of(capsys.readouterr().out) == [
        "| made | newsclean | 1 | 1 | 100.0% | 0.000% | 0% |",
        "| made | c4 | 1 | 0 | 0.0% | 57.895% | 58% |",
        "| made | bs4 | newsclean | 0.9697 | 1.0000 | 1.0000 | 1.0000 | 0.000 | 1.000 | 0/1 |",
        "| made | bs4 | c4 | 0.9697 | 0.4762 | 1.0000 | 0.3125 | 0.000 | 0.000 | 1/1 |",
    ]


def test_newsclean_is_run_where_nothing_is_found_elsewhere(run, capsys):
    run("--tools", "newsclean")

    assert rows_of(capsys.readouterr().out)[0] == "| made | newsclean | 1 | 1 | 100.0% | 0.000% | 0% |"


def test_a_found_text_that_is_missing_is_an_error(run, tmp_path):
    found = lines(tmp_path / "found.jsonl", [{"id": "1", "source": "keep", "text": BODY}])

    with pytest.raises(SystemExit, match="expected a line with 'id' '1', 'source' 'bs4' and 'text', found none among 1"):
        run("--found", found)
