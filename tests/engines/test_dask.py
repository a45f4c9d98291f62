"""Dask, on worker processes of its own."""

from __future__ import annotations

import pyarrow as pa
import pytest
from engine_cases import RECORDS, SETTINGS, VARIANTS, expected, plain, run_example

from needs import need_package

dd = need_package("dask.dataframe", "dask")

import pandas as pd  # noqa: E402

from newsclean.engines.dask import clean  # noqa: E402
from newsclean.errors import ConfigError  # noqa: E402

FRAME = RECORDS.to_pandas(types_mapper=pd.ArrowDtype)


def rows(frame):
    return plain(pa.Table.from_pandas(frame, preserve_index=False).to_pylist())


@pytest.mark.parametrize("settings", VARIANTS.values(), ids=VARIANTS)
def test_rows_are_those_of_clean_batch(settings):
    out = clean(dd.from_pandas(FRAME, npartitions=4), settings)

    assert out.npartitions == 4
    assert rows(out.compute()) == expected(settings)
    assert list(out.columns) == list(out.compute().columns)
    assert (out.dtypes == out.compute().dtypes).all()


def test_on_two_processes():
    assert rows(clean(dd.from_pandas(FRAME, npartitions=2), SETTINGS).compute(scheduler="processes", num_workers=2)) == expected(SETTINGS)


def test_written_and_read_again(tmp_path):
    clean(dd.from_pandas(FRAME, npartitions=2), SETTINGS).to_parquet(tmp_path)

    assert plain(pa.parquet.read_table(tmp_path).drop(["__null_dask_index__"]).to_pylist()) == expected(SETTINGS)


def test_a_frame_that_does_not_fit_is_refused_at_once():
    with pytest.raises(ConfigError, match="column 'body': expected it once in the input, got no such column"):
        clean(dd.from_pandas(FRAME[["id"]], npartitions=1), SETTINGS)


def test_the_example_in_the_documents(tmp_path):
    assert rows(run_example("Dask", tmp_path)) == expected(SETTINGS)
