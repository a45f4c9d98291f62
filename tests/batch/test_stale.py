"""Cleaning again only the rows of another fingerprint."""

from __future__ import annotations

import json

import pyarrow as pa
import pytest

from newsclean.batch import Settings, clean_batch
from newsclean.batch.stale import refresh_batch
from newsclean.errors import ConfigError
from newsclean.pipeline import Pipeline

STORY = "The council voted on Tuesday to close the old bridge for six months, a spokesman for the town said in the evening."
TEXTS = [f"{STORY}\n\nBack to top", f"By Jane Doe\n\n{STORY}", None, STORY]
OLD = Settings(text="body", pipeline=Pipeline.default().without("navigation"))
NEW = Settings(text="body")


class Rows:
    def __init__(self):
        self.seen = []

    def before(self, nth):
        self.seen.append(nth)

    def after(self, article, error):
        pass


def mixed():
    """Return an output of which the rows 0 and 2 are of other settings, and 2 is an error in both."""
    batch = pa.RecordBatch.from_pydict({"body": pa.array(TEXTS, pa.string())})
    old, new = clean_batch(batch, OLD).to_pylist(), clean_batch(batch, NEW)
    return pa.RecordBatch.from_pylist([(old if nth in (0, 2) else new.to_pylist())[nth] for nth in range(4)], schema=new.schema), clean_batch(batch, NEW)


def test_only_stale_rows_are_cleaned_and_all_are_as_if_they_were():
    batch, expected = mixed()
    watch = Rows()

    out = refresh_batch(batch, NEW, watch=watch)

    assert out.equals(expected)
    assert watch.seen == [0, 2]


def test_nothing_stale_is_taken_over_and_everything_stale_is_cleaned():
    _, expected = mixed()
    watch = Rows()

    assert refresh_batch(expected.slice(0, 2), NEW, watch=watch).equals(expected.slice(0, 2))
    assert watch.seen == []
    old = clean_batch(expected.select(["body"]), OLD)
    assert refresh_batch(old, NEW).equals(expected)


def test_an_output_whose_lists_are_json_text_is_taken_over():
    _, expected = mixed()
    text = [json.dumps(dict(row["nc_sources"])) for row in expected.to_pylist()], [json.dumps(row["nc_marks"]) for row in expected.to_pylist()]
    batch = expected
    for name, values in zip(("nc_sources", "nc_marks"), text, strict=True):
        batch = batch.set_column(batch.schema.get_field_index(name), name, pa.array(values))
    watch = Rows()

    assert refresh_batch(batch, NEW, watch=watch).equals(expected)
    assert watch.seen == [2]


def test_rows_without_a_wanted_column_are_stale():
    _, expected = mixed()
    watch = Rows()

    out = refresh_batch(expected.drop_columns(["nc_title"]), NEW, watch=watch)

    assert out.equals(expected)
    assert watch.seen == [0, 1, 2, 3]


def test_a_row_that_could_not_be_read_is_an_error():
    _, expected = mixed()

    out = refresh_batch(expected, NEW, errors={1: "line 2: no JSON"}).to_pylist()

    assert [row["nc_error"] for row in out][:2] == [None, "line 2: no JSON"]


def test_an_input_without_a_fingerprint_is_refused():
    with pytest.raises(ConfigError, match="column 'nc_fingerprint': expected the output of an earlier job"):
        refresh_batch(pa.RecordBatch.from_pydict({"body": [STORY]}), NEW)
