"""Two outputs over the same records, compared."""

from __future__ import annotations

import pytest

from newsclean.batch.diff import compare
from newsclean.errors import ConfigError


def row(key, text, *marks, verdict="article", digest=None):
    return {
        "id": key,
        "nc_input_sha256": digest or key,
        "nc_text": text,
        "nc_verdict": verdict,
        "nc_marks": [{"start": a, "end": b, "filter": name, "applied": applied} for a, b, name, applied in marks],
    }


OLD = [
    row("a", "One.\n\nTwo.", (9, 12, "byline", True)),
    row("b", "One.\n\nBack to top", (0, 3, "promo", False)),
    row("c", "One.", verdict="article"),
    row("d", "Gone."),
]
NEW = [
    row("a", "One.\n\nTwo.\n\nThree and four."),
    row("b", "One.", (6, 17, "navigation", True)),
    row("c", "One.", verdict="doubtful"),
    row("e", "New."),
]


def test_what_is_newly_removed_and_newly_kept():
    found = compare(OLD, NEW, key="id")

    assert found.to_dict() == {
        "documents": 3,
        "changed": 3,
        "only_old": 1,
        "only_new": 1,
        "verdicts": [{"old": "article", "new": "doubtful", "documents": 1}],
        "newly_removed": {"words": 3, "documents_by_filter": {"navigation": 1}},
        "newly_kept": {"words": 3, "documents_by_filter": {"byline": 1}},
        "examples": [
            {"key": "a", "newly_removed": [], "newly_kept": ["Three and four."], "verdicts": ["article", "article"], "removed_by": [], "kept_by": ["byline"]},
            {"key": "b", "newly_removed": ["Back to top"], "newly_kept": [], "verdicts": ["article", "article"], "removed_by": ["navigation"], "kept_by": []},
            {"key": "c", "newly_removed": [], "newly_kept": [], "verdicts": ["article", "doubtful"], "removed_by": [], "kept_by": []},
        ],
    }


def test_the_same_outputs_do_not_differ_whatever_their_order():
    assert compare(OLD, OLD[::-1]).changed == 0
    assert compare(OLD, OLD[::-1]).documents == 4
    assert compare([], []).documents == 0


def test_records_that_are_the_same_are_paired_in_order():
    old = [row("a", "x", digest="1"), row("b", "y", digest="1")]
    new = [row("a", "x", digest="1"), row("b", "z", digest="1")]

    assert [(one.removed, one.kept) for one in compare(old, new).examples] == [(("y",), ("z",))]


def test_a_row_that_could_not_be_cleaned_has_no_text():
    old, new = [row("a", "One.")], [{"id": "a", "nc_input_sha256": "a", "nc_text": "", "nc_verdict": None, "nc_marks": None}]

    assert compare(old, new).verdicts == {("article", None): 1}


def test_rows_that_cannot_be_compared_are_refused():
    bare = [{"id": "a", "nc_text": "One."}]
    with pytest.raises(ConfigError, match="diff: OLD: expected the column 'nc_text', the output of a job; say prefix= if it has another; got: id, body"):
        compare([{"id": "a", "body": "One."}], OLD)
    with pytest.raises(ConfigError, match="diff: NEW: expected the column 'nc_input_sha256', a column that pairs the rows; say key=; got: id, nc_text"):
        compare(OLD, bare)
    with pytest.raises(ConfigError, match="expected the column 'nr', a column that pairs"):
        compare(OLD, OLD, key="nr")
    assert compare(bare, bare, key="id").documents == 1
