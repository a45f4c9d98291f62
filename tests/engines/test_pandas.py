"""pandas."""

from __future__ import annotations

from dataclasses import replace

import pyarrow as pa
import pytest
from engine_cases import RECORDS, SETTINGS, VARIANTS, expected, plain, run_example

from needs import need_package

pd = need_package("pandas", "pandas")

from newsclean.engines.pandas import clean  # noqa: E402
from newsclean.errors import ConfigError  # noqa: E402

FRAME = RECORDS.to_pandas(types_mapper=pd.ArrowDtype)


def rows(frame):
    return plain(pa.Table.from_pandas(frame, preserve_index=False).to_pylist())


@pytest.mark.parametrize("settings", VARIANTS.values(), ids=VARIANTS)
def test_rows_are_those_of_clean_batch(settings):
    assert rows(clean(FRAME, settings)) == expected(settings)


@pytest.mark.parametrize("dtype", [object, None, "string", "category"])
def test_strings_of_every_dtype(dtype):
    frame = FRAME.assign(body=pd.Series(RECORDS["body"].to_pylist(), dtype=dtype), link=FRAME["link"].astype(object))

    assert rows(clean(frame, replace(SETTINGS, drop_input=True))) == expected(replace(SETTINGS, drop_input=True))


def test_own_columns_and_index_stay_as_they_are():
    frame = FRAME.assign(shares=FRAME["shares"].astype("float32"), thing=[object()] * len(FRAME)).set_index(pd.Index([7] * len(FRAME), name="seven"))

    out = clean(frame, SETTINGS)

    pd.testing.assert_frame_equal(out[list(frame.columns)], frame)
    assert out.index.name == "seven"


def test_a_row_that_is_no_text_is_a_row_with_an_error():
    frame = pd.DataFrame({"body": [RECORDS["body"][2].as_py(), 3, "half \ud83d", b"bytes", None]}, dtype=object)

    out = clean(frame, SETTINGS.__class__(text="body"))

    assert out["nc_status"].to_list() == ["ok", "error", "error", "error", "error"]
    assert out["nc_error"].to_list()[1] == "expected str, got int"


@pytest.mark.parametrize(
    ("frame", "message"),
    [
        (FRAME.drop(columns="body"), "column 'body': expected it once in the input, got no such column; the input has: id, link, shares, labels"),
        (pd.concat([FRAME, FRAME[["body"]]], axis=1), "column 'body': expected it once in the input, got several"),
        (FRAME.assign(nc_text=""), "column 'nc_text': expected an input without it"),
        (FRAME.assign(link=[3, "x"] + [None] * 39), "column 'link': expected values of one type"),
        (FRAME.assign(body=1), "column 'body': expected strings or bytes"),
    ],
)
def test_a_frame_that_does_not_fit_is_refused(frame, message):
    with pytest.raises(ConfigError, match=message):
        clean(frame, SETTINGS)


def test_an_empty_frame():
    out = clean(FRAME.head(0), SETTINGS)

    assert out.shape == (0, len(RECORDS.schema) + len(SETTINGS.columns))


def test_the_example_in_the_documents(tmp_path):
    assert rows(run_example("pandas", tmp_path)) == expected(SETTINGS)
