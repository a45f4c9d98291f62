"""polars."""

from __future__ import annotations

import pytest
from engine_cases import RECORDS, SETTINGS, VARIANTS, expected, plain, run_example

from needs import need_package

pl = need_package("polars", "polars")

from newsclean.engines.polars import clean  # noqa: E402
from newsclean.errors import ConfigError  # noqa: E402

FRAME = pl.DataFrame(RECORDS)


def rows(frame):
    return plain(frame.to_arrow().to_pylist())


@pytest.mark.parametrize("settings", VARIANTS.values(), ids=VARIANTS)
def test_rows_are_those_of_clean_batch(settings):
    assert rows(clean(FRAME, settings)) == expected(settings)


@pytest.mark.parametrize("engine", ["in-memory", "streaming"])
@pytest.mark.parametrize("settings", VARIANTS.values(), ids=VARIANTS)
def test_rows_of_a_lazy_frame(settings, engine):
    lazy = clean(FRAME.lazy(), settings)

    out = lazy.collect(engine=engine)

    assert out.schema == lazy.collect_schema()
    assert rows(out) == expected(settings)


def test_a_lazy_frame_from_a_file_with_what_polars_pushes_down(tmp_path):
    FRAME.write_parquet(tmp_path / "in.parquet", row_group_size=5)
    lazy = clean(pl.scan_parquet(tmp_path / "in.parquet"), SETTINGS).filter(pl.col("shares") >= 10).select("id", "nc_text").slice(3, 20)

    found = [row for row in expected(SETTINGS) if row["shares"] >= 10][3:23]
    for engine in ("in-memory", "streaming"):
        assert lazy.collect(engine=engine).rows() == [(row["id"], row["nc_text"]) for row in found]


def test_a_filter_on_what_cleaning_found():
    lazy = clean(FRAME.lazy(), SETTINGS).filter(pl.col("nc_status") == "ok")

    assert rows(lazy.collect()) == [row for row in expected(SETTINGS) if row["nc_status"] == "ok"]


def test_columns_that_arrow_has_no_type_for_stay():
    frame = FRAME.with_columns(thing=pl.Series([object()] * len(FRAME), dtype=pl.Object))

    assert clean(frame, SETTINGS)["thing"].to_list() == frame["thing"].to_list()


@pytest.mark.parametrize("make", [pl.DataFrame, pl.LazyFrame])
def test_a_frame_that_does_not_fit_is_refused_at_once(make):
    with pytest.raises(ConfigError, match="column 'body': expected it once in the input, got no such column; the input has: id"):
        clean(make({"id": ["a"]}), SETTINGS)
    with pytest.raises(ConfigError, match="column 'nc_text': expected an input without it"):
        clean(make({"id": ["a"], "body": ["b"], "link": [None], "nc_text": [""]}), SETTINGS)


def test_an_empty_frame():
    assert clean(FRAME.head(0), SETTINGS).shape == (0, len(RECORDS.schema) + len(SETTINGS.columns))


def test_the_example_in_the_documents(tmp_path):
    assert rows(run_example("polars", tmp_path)) == expected(SETTINGS)
