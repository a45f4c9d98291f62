"""Spark: a DataFrame in, the same with the columns of cleaning out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from newsclean.engines.tables import clean_table, extra, new_schema

with extra("spark"):
    import pyarrow as pa
    from pyspark.sql import DataFrame
    from pyspark.sql.pandas.types import from_arrow_schema
    from pyspark.sql.types import StructType

from newsclean.batch import Settings

__all__ = ["clean"]


def clean(frame: DataFrame, settings: Settings) -> DataFrame:
    """Return the frame with the output columns beside its own, or with them alone if the settings drop the input, to be computed by Spark.

    newsclean must be installed where the executors run Python. Places of marks count code points, as Spark SQL's `substring` does; for code in
    Java or Scala set `utf16`. Spark sends `spark.sql.execution.arrow.maxRecordsPerBatch` rows at a time: lower it for long pages.
    Raises: `ConfigError` as `clean_batch` does.
    """
    own = [] if settings.drop_input else frame.schema.fields
    new = from_arrow_schema(new_schema(frame.limit(0).toArrow().schema, settings)).fields
    return frame.mapInArrow(lambda batches: _clean(batches, settings), StructType([*own, *new]))


def _clean(batches: Iterable[pa.RecordBatch], settings: Settings) -> Iterator[pa.RecordBatch]:
    for batch in batches:
        yield from clean_table(pa.Table.from_batches([batch]), settings).to_batches()
