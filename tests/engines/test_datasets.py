"""Hugging Face datasets."""

from __future__ import annotations

import os

import pytest
from engine_cases import RECORDS, SETTINGS, VARIANTS, expected, plain, run_example

from needs import need_package

os.environ["HF_HUB_OFFLINE"] = "1"  # before the import: nothing here is on a hub
datasets = need_package("datasets", "datasets")

from newsclean.engines.datasets import clean  # noqa: E402
from newsclean.errors import ConfigError  # noqa: E402


@pytest.fixture
def dataset(tmp_path, monkeypatch):
    monkeypatch.setattr(datasets.config, "HF_DATASETS_CACHE", tmp_path / "cache")
    file = tmp_path / "articles.parquet"
    datasets.Dataset(RECORDS).to_parquet(file)
    return datasets.Dataset.from_parquet(str(file), cache_dir=str(tmp_path / "cache"))


def rows(dataset):
    return plain(list(dataset))


@pytest.mark.parametrize("settings", VARIANTS.values(), ids=VARIANTS)
def test_rows_are_those_of_clean_batch(dataset, settings):
    out = clean(dataset, settings)

    assert rows(out) == expected(settings)
    assert out.column_names == list(expected(settings)[0])


@pytest.mark.parametrize("settings", VARIANTS.values(), ids=VARIANTS)
def test_rows_of_an_iterable_dataset(dataset, settings):
    out = clean(dataset.to_iterable_dataset(num_shards=3), settings)

    assert rows(out) == expected(settings)
    assert list(out.features) == list(expected(settings)[0])


def test_rows_of_a_stream_that_says_nothing_of_its_columns():
    stream = datasets.IterableDataset.from_generator(lambda: iter(RECORDS.to_pylist()))

    assert stream.features is None
    assert rows(clean(stream, SETTINGS)) == expected(SETTINGS)


def test_on_two_processes(dataset):
    assert rows(clean(dataset, SETTINGS, num_proc=2)) == expected(SETTINGS)


def test_features_of_the_input_stay_and_any_format_may_come(dataset):
    dataset = dataset.cast_column("shares", datasets.Value("int16")).with_format("numpy", columns=["shares"])

    out = clean(dataset, SETTINGS)

    assert out.features["shares"] == datasets.Value("int16")
    assert rows(out) == expected(SETTINGS)


def test_the_cache_is_used_for_the_same_rows_and_for_no_others(dataset, monkeypatch):
    first = clean(dataset, SETTINGS)

    assert clean(dataset, SETTINGS).cache_files == first.cache_files
    monkeypatch.setattr("newsclean.batch.settings._weights", lambda: "other weights")
    assert clean(dataset, SETTINGS).cache_files != first.cache_files


def test_a_dataset_that_does_not_fit_is_refused(dataset):
    with pytest.raises(ConfigError, match="column 'body': expected it once in the input, got no such column"):
        clean(dataset.remove_columns("body"), SETTINGS)


def test_the_example_in_the_documents(tmp_path, monkeypatch):
    monkeypatch.setattr(datasets.config, "HF_DATASETS_CACHE", tmp_path / "cache")

    assert rows(run_example("Hugging Face datasets", tmp_path)) == expected(SETTINGS)
