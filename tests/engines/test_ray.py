"""Ray Data, on a local cluster of two workers."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from engine_cases import RECORDS, SETTINGS, VARIANTS, deadly_settings, expected, plain, run_example

from needs import need_package

os.environ.update(RAY_USAGE_STATS_ENABLED="0", RAY_DEDUP_LOGS="0", RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO="0")
ray = need_package("ray", "ray")
need_package("ray.data", "ray")

from newsclean.engines.ray import clean  # noqa: E402
from newsclean.errors import ConfigError  # noqa: E402


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Where the cluster starts, and so where relative paths lead."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path_factory.mktemp("cluster"))
        # The workers run this Python, and find the filters of these tests.
        patch.setenv("PYTHONPATH", os.pathsep.join([str(Path(__file__).parent), *filter(None, [os.environ.get("PYTHONPATH")])]))
        yield Path.cwd()


@pytest.fixture(scope="module", autouse=True)
def cluster(folder):
    ray.init(num_cpus=2, include_dashboard=False, object_store_memory=150_000_000, log_to_driver=False, configure_logging=False)
    ray.data.DataContext.get_current().enable_progress_bars = False
    yield
    ray.shutdown()


def dataset(blocks=4):
    return ray.data.from_arrow([RECORDS.slice(start, 11) for start in range(0, 44, 11)][:blocks])


def rows(dataset):
    """The rows, in any order: Ray keeps none."""
    return plain(list(dataset.take_all()))


def in_order(found):
    return sorted(found, key=lambda row: row["id"])


@pytest.mark.parametrize("settings", VARIANTS.values(), ids=VARIANTS)
def test_rows_are_those_of_clean_batch(settings):
    found, known = rows(clean(dataset(), settings)), expected(settings)

    if "id" in known[0]:
        assert in_order(found) == known
    else:
        assert sorted(found, key=repr) == sorted(known, key=repr)


def test_types_are_those_of_the_output_schema():
    from newsclean.batch import output_schema

    assert clean(dataset(), SETTINGS).materialize().schema().base_schema.equals(output_schema(RECORDS.schema, SETTINGS))


def test_a_worker_that_dies_costs_no_row_and_doubles_none(tmp_path):
    settings = deadly_settings(tmp_path / "died")

    found = rows(clean(dataset(), settings))

    assert int((tmp_path / "died").read_text()) != os.getpid()
    assert in_order(found) == expected(settings)


def test_a_dataset_that_does_not_fit_is_refused():
    with pytest.raises(Exception, match="column 'body': expected it once in the input, got no such column") as caught:
        clean(dataset().drop_columns(["body"]), SETTINGS).take_all()

    assert isinstance(caught.value, (ConfigError, ray.exceptions.RayTaskError))


def test_the_example_in_the_documents(folder):
    assert in_order(rows(run_example("Ray Data", folder))) == expected(SETTINGS)
