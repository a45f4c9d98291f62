"""What the engines share."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import pyarrow as pa
import pytest
from engine_cases import RECORDS, SETTINGS, VARIANTS, expected, plain

from newsclean.batch import Settings
from newsclean.engines import tables
from newsclean.errors import ConfigError

ENGINES = ("datasets", "datatrove", "pandas", "polars", "ray", "spark", "dask")


@pytest.mark.parametrize("settings", VARIANTS.values(), ids=VARIANTS)
def test_a_table_gives_the_rows_of_clean_batch(settings):
    assert plain(tables.clean_table(RECORDS, settings).to_pylist()) == expected(settings)


@pytest.mark.parametrize(("limit", "value", "batches"), [("MAX_ROWS", 40, [40, 1]), ("MAX_ROWS", 41, [41]), ("MAX_BYTES", RECORDS.nbytes // 4 + 1, [10, 10, 10, 10, 1])])
def test_a_large_table_is_cleaned_in_bounded_batches(monkeypatch, limit, value, batches):
    monkeypatch.setattr(tables, limit, value)

    out = tables.clean_table(RECORDS, SETTINGS)

    assert [batch.num_rows for batch in out.to_batches()] == batches
    assert plain(out.to_pylist()) == expected(SETTINGS)


def test_a_row_larger_than_a_batch_is_a_batch(monkeypatch):
    monkeypatch.setattr(tables, "MAX_BYTES", 1)

    assert tables.clean_table(RECORDS, SETTINGS).num_rows == RECORDS.num_rows


def test_errors_of_rows_are_found_again_in_later_batches(monkeypatch):
    monkeypatch.setattr(tables, "MAX_ROWS", 4)

    out = tables.clean_table(RECORDS, SETTINGS, {3: "broken three", 4: "broken four", 40: "broken forty"})

    found = {nth: error for nth, error in enumerate(out.column("nc_error").to_pylist()) if error and error.startswith("broken")}
    assert found == {3: "broken three", 4: "broken four", 40: "broken forty"}


def test_an_empty_table_has_the_output_schema():
    out = tables.clean_table(RECORDS.slice(0, 0), SETTINGS)

    assert out.num_rows == 0
    assert out.schema.names == [*RECORDS.schema.names, *(f"nc_{name}" for name in SETTINGS.columns)]


def test_new_columns_are_checked_against_the_columns_that_are_not_read():
    inputs = RECORDS.select(["id", "body", "link"])

    assert tables.new_columns(inputs, RECORDS.schema.names, SETTINGS).schema.names == [f"nc_{name}" for name in SETTINGS.columns]
    with pytest.raises(ConfigError, match="column 'nc_text': expected an input without it"):
        tables.new_columns(inputs, [*RECORDS.schema.names, "nc_text"], SETTINGS)


def objects(values):
    inputs, errors = tables.inputs_of({"body": values}, Settings(text="body"))
    return inputs.column("body").combine_chunks(), errors


@pytest.mark.parametrize(
    ("values", "kind", "errors"),
    [
        (["a", None, float("nan")], pa.large_string(), {2: "expected str, got float"}),
        ([None, b"a", b"\xff"], pa.large_binary(), {}),
        (["a", b"b", 3], pa.large_string(), {1: "expected str, got bytes", 2: "expected str, got int"}),
        ([3, b"b", "c"], pa.large_binary(), {0: "expected strings or bytes, got int", 2: "expected bytes, got str"}),
        ([["a"], "b"], pa.large_string(), {0: "expected strings or bytes, got list"}),
        ([], pa.large_string(), {}),
    ],
)
def test_a_column_of_objects(values, kind, errors):
    array, found = objects(values)

    assert (array.type, found) == (kind, errors)
    fine = [value if isinstance(value, (str, bytes)) and nth not in errors else None for nth, value in enumerate(values)]
    assert array.to_pylist() == fine


def test_half_of_a_surrogate_pair_is_an_error_of_its_row():
    array, found = objects(["fine", "half \ud83d"])

    assert array.to_pylist() == ["fine", None]
    assert list(found) == [1]
    assert found[1].startswith("expected text, got half of a pair of surrogates")


def test_a_column_of_several_types_is_refused():
    with pytest.raises(ConfigError, match="column 'link': expected values of one type"):
        tables.inputs_of({"body": ["a", "b"], "link": ["https://example.org/", 3]}, SETTINGS)


def test_maps_as_lists_hold_the_same():
    out = tables.clean_table(RECORDS, replace(SETTINGS, columns=("sources", "text")))

    made = tables.plain_maps(out)

    assert made.schema.names == out.schema.names
    assert made.schema.field("nc_sources").type == pa.list_(pa.struct([("key", pa.string()), ("value", pa.string())]))
    assert plain(made.to_pylist()) == plain(out.to_pylist())


def test_an_engine_whose_package_is_missing_says_what_to_install():
    script = (
        "import importlib, sys\n"
        "from newsclean import MissingExtraError\n"
        "sys.modules.update(dict.fromkeys(['dask', 'datasets', 'datatrove', 'pandas', 'polars', 'ray', 'pyspark']))\n"
        f"for name in {ENGINES}:\n"
        "    try:\n"
        "        importlib.import_module(f'newsclean.engines.{name}')\n"
        "    except MissingExtraError as error:\n"
        "        print(error)\n"
    )

    said = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.splitlines()

    assert len(said) == len(ENGINES)
    for name, message in zip(ENGINES, said, strict=True):
        assert f"newsclean.engines: expected the packages of the extra {name!r}" in message
        assert message.endswith(f"pip install 'newsclean[{name}]'")


def test_no_engine_is_imported_with_the_core():
    script = "import newsclean.engines.tables, sys; print([n for n in ('dask', 'datasets', 'datatrove', 'pandas', 'polars', 'ray', 'pyspark') if n in sys.modules])"

    assert subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout == "[]\n"
