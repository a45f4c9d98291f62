"""The metadata benchmark: how values are compared, and a run over pages of the tests."""

from __future__ import annotations

import json

import pytest

import metadata as bench


@pytest.mark.parametrize(
    ("gold", "found", "expected"),
    [([], [], 1.0), (["Ann Lee"], [], 0.0), ([], ["Ann Lee"], 0.0), (["Ann Lee"], ["ann  lee"], 1.0), (["Ann Lee", "Tom Pell"], ["Ann Lee"], 2 / 3)],
)
def test_sets_of_texts(gold, found, expected):
    assert bench.f1(gold, found) == pytest.approx(expected)


def test_an_organisation_counts_only_where_the_gold_has_it_among_the_authors():
    found = bench.Found(authors=("Ann Lee",), organisations=("Reuters",))

    assert bench.authors_f1(["Ann Lee"], found) == 1.0
    assert bench.authors_f1(["Ann Lee", "Reuters"], found) == 1.0


def test_a_gold_without_a_field_does_not_count():
    golds = [{"title": "Bridge closes", "authors": [], "published": None}, {"title": None, "authors": ["Ann Lee"], "published": "2024-05-03"}]
    founds = [bench.Found("Bridge, closes!"), bench.Found("x", ("Tom Pell",), (), "2024-05-03")]

    assert bench.scores(golds, founds) == ["1.000", "0.500", "1.000", "–"]


def test_a_run_writes_the_section(tmp_path, monkeypatch, capsys):
    page = "<html><head><title>Bridge closes for six months</title></head><body><h1>Bridge closes for six months</h1><p>By Ann Lee</p><p>The council voted on Tuesday to close the old bridge for six months while engineers replace its bearings.</p></body></html>"
    corpus = tmp_path / "small.jsonl"
    corpus.write_text(json.dumps({"url": "", "html": page, "meta": {"title": "Bridge closes for six months", "authors": ["Ann Lee"], "published": None}}) + "\n", "utf-8")
    output = tmp_path / "RESULTS.md"
    monkeypatch.setattr("sys.argv", ["metadata.py", str(corpus), "--tools", "newsclean", "--output", str(output)])

    assert bench.main() == 0
    text = output.read_text("utf-8")
    assert "<!-- metadata:small -->" in text
    assert "| 1.000 | 1.000 | – | – |" in text
    assert capsys.readouterr().out.strip() in text
