"""Spark, on a local cluster of two workers."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pyarrow as pa
import pytest
from engine_cases import RECORDS, SETTINGS, VARIANTS, deadly_settings, expected, plain, run_example

from needs import need_package, need_program

need_package("pyspark", "spark")
need_program("java", "openjdk-17-jre-headless")

import pyspark  # noqa: E402
from pyspark.sql import SparkSession  # noqa: E402

from newsclean.engines.spark import clean  # noqa: E402
from newsclean.errors import ConfigError  # noqa: E402

_QUICK_START = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"  # half the time for jobs as short as these


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Where the cluster starts, and so where relative paths lead."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path_factory.mktemp("cluster"))
        # The workers run this Python, and find the filters of these tests.
        patch.setenv("PYTHONPATH", os.pathsep.join([str(Path(__file__).parent), *filter(None, [os.environ.get("PYTHONPATH")])]))
        yield Path.cwd()


@pytest.fixture(scope="module")
def spark(folder):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYSPARK_PYTHON", sys.executable)
        patch.setenv("SPARK_HOME", str(Path(pyspark.__file__).parent))
        patch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
        session = (
            SparkSession.builder.master("local-cluster[2,1,1024]")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.executor.memory", "512m")
            .config("spark.driver.extraJavaOptions", _QUICK_START)
            .config("spark.executor.extraJavaOptions", _QUICK_START)
            .config("spark.ui.showConsoleProgress", "false")
            .config("spark.ui.enabled", "false")
            .config("spark.sql.warehouse.dir", str(folder))
            .config("spark.sql.shuffle.partitions", "2")
            .config("spark.sql.execution.arrow.maxRecordsPerBatch", "8")
            .getOrCreate()
        )
        yield session
        session.stop()


@pytest.fixture
def frame(spark):
    return spark.createDataFrame(RECORDS).repartition(4)


def rows(frame):
    """The rows, in any order."""
    return plain(frame.toArrow().to_pylist())


def in_order(found):
    return sorted(found, key=lambda row: row["id"])


@pytest.mark.parametrize("settings", VARIANTS.values(), ids=VARIANTS)
def test_rows_are_those_of_clean_batch(frame, settings):
    found, known = rows(clean(frame, settings)), expected(settings)

    if "id" in known[0]:
        assert in_order(found) == known
    else:
        assert sorted(found, key=repr) == sorted(known, key=repr)


def test_a_worker_that_dies_costs_no_row_and_doubles_none(frame, tmp_path):
    settings = deadly_settings(tmp_path / "died")

    found = rows(clean(frame, settings))

    assert int((tmp_path / "died").read_text()) != os.getpid()
    assert in_order(found) == expected(settings)


def test_places_count_code_points_as_spark_sql_does(frame):
    frame = clean(frame, SETTINGS).selectExpr("body", "explode(nc_marks) as mark").where("mark.filter = 'related_links'")

    found = [row[0] for row in frame.selectExpr("substring(body, mark.start + 1, mark.end - mark.start)").collect()]

    assert found == ["See also: The ferry that never came"] * 6


def test_types_that_arrow_and_spark_see_apart_come_through(spark):
    frame = spark.sql(
        "select 'A story.' as body, cast(1 as decimal(9,2)) as price, timestamp '2026-01-02 03:04:05' as at, timestamp_ntz '2026-01-02 03:04:05' as wall, "
        "date '2026-01-02' as day, map('a', 1) as numbers, named_struct('x', array(1, null)) as deep, binary('b') as raw, cast(null as string) as nothing"
    )
    settings = SETTINGS.__class__(text="body")

    out = clean(frame, settings)

    assert out.schema.fields[: len(frame.columns)] == frame.schema.fields
    assert out.select(frame.columns).collect() == frame.collect()


def test_a_frame_that_does_not_fit_is_refused_at_once(frame):
    with pytest.raises(ConfigError, match="column 'body': expected it once in the input, got no such column"):
        clean(frame.drop("body"), SETTINGS)


def test_written_and_read_again(frame, tmp_path):
    clean(frame, SETTINGS).write.parquet(str(tmp_path / "out"))

    assert in_order(plain(pa.parquet.read_table(tmp_path / "out").to_pylist())) == expected(SETTINGS)


def test_the_example_in_the_documents(spark, folder):
    assert in_order(rows(run_example("Spark", folder))) == expected(SETTINGS)
