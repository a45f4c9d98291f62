"""The same records through each engine: what `benchmarks/jobs.py --engines` measures.

Each function makes the engine's frame of a table and returns what cleans all of it and gives the number of rows.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa

from newsclean.batch import Settings

Run = Callable[[], int]


def pandas(table: pa.Table, settings: Settings) -> Run:
    from newsclean.engines.pandas import clean

    frame = table.to_pandas()
    return lambda: len(clean(frame, settings))


def polars(table: pa.Table, settings: Settings) -> Run:
    import polars as pl

    from newsclean.engines.polars import clean

    frame = pl.DataFrame(table)
    return lambda: int(clean(frame, settings).height)


def dask(table: pa.Table, settings: Settings) -> Run:
    import dask
    import dask.dataframe as dd

    from newsclean.engines.dask import clean

    frame = dd.from_pandas(table.to_pandas(), npartitions=8)

    def run() -> int:
        with dask.config.set(scheduler="processes", num_workers=2):
            return len(clean(frame, settings).compute())

    return run


def datasets(table: pa.Table, settings: Settings) -> Run:
    import datasets as library

    from newsclean.engines.datasets import clean

    library.disable_caching()
    library.disable_progress_bars()
    made = library.Dataset(library.table.InMemoryTable(table))
    return lambda: int(clean(made, settings).num_rows)


def ray(table: pa.Table, settings: Settings) -> Run:
    os.environ.update(RAY_USAGE_STATS_ENABLED="0", RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO="0")
    import ray as library
    import ray.data

    from newsclean.engines.ray import clean

    library.init(num_cpus=2, include_dashboard=False, object_store_memory=300_000_000, log_to_driver=False, configure_logging=False)
    ray.data.DataContext.get_current().enable_progress_bars = False
    size = -(-table.num_rows // 8)
    made = ray.data.from_arrow([table.slice(start, size) for start in range(0, table.num_rows, size)])
    return lambda: sum(1 for _ in clean(made, settings).iter_rows())


def spark(table: pa.Table, settings: Settings) -> Run:
    import pyspark
    from pyspark.sql import SparkSession

    from newsclean.engines.spark import clean

    os.environ.update(PYSPARK_PYTHON=sys.executable, SPARK_HOME=str(Path(pyspark.__file__).parent), SPARK_LOCAL_IP="127.0.0.1")
    build = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").config("spark.ui.showConsoleProgress", "false")
    session = build.config("spark.driver.host", "127.0.0.1").config("spark.sql.execution.arrow.maxRecordsPerBatch", "100").getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    frame = session.createDataFrame(table).repartition(8).cache()
    frame.count()
    return lambda: int(clean(frame, settings).toArrow().num_rows)


def datatrove(table: pa.Table, settings: Settings) -> Run:
    from dataclasses import replace

    from datatrove.data import Document

    from newsclean.engines.datatrove import clean

    texts = table.column(settings.source).to_pylist()
    by_text = replace(settings, text="text", html=None) if settings.text else replace(settings, html="text")
    return lambda: sum(1 for _ in clean((Document(text=text, id=str(nth)) for nth, text in enumerate(texts)), by_text))


# Each engine, and how many processes clean in it here.
ENGINES: dict[str, tuple[Callable[[pa.Table, Settings], Run], int]] = {
    "pandas": (pandas, 1),
    "polars": (polars, 1),
    "dask": (dask, 2),
    "datasets": (datasets, 1),
    "ray": (ray, 2),
    "spark": (spark, 2),
    "datatrove": (datatrove, 1),
}
