"""A stored row gives the text of every profile."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pytest

import newsclean
from newsclean.batch import Settings, clean_batch
from newsclean.batch.recut import recut

ARTICLES = sorted(file for file in (Path(__file__).parents[2] / "fixtures/articles").glob("*/input.*"))


@pytest.mark.parametrize("profile", ["careful", "balanced", "thorough"])
def test_a_row_gives_what_cleaning_gives(profile):
    sources = [file.read_bytes().decode("utf-8", "replace") for file in ARTICLES]
    rows = clean_batch(pa.RecordBatch.from_pydict({"body": sources}), Settings(auto="body")).to_pylist()

    assert len(rows) > 60
    for file, source, row in zip(ARTICLES, sources, rows, strict=True):
        assert recut(source, row["nc_marks"], profile, language=row["nc_language"]) == newsclean.clean(source, profile=profile).text, file.parent.name
