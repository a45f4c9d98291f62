"""Dask: a DataFrame in, the same with the columns of cleaning out, partition by partition."""

from __future__ import annotations

from newsclean.engines.tables import extra

with extra("dask"):
    import dask.dataframe as dd

from newsclean.batch import Settings
from newsclean.engines import pandas

__all__ = ["clean"]


def clean(frame: dd.DataFrame, settings: Settings) -> dd.DataFrame:
    """Return the frame with the output columns beside its own, or with them alone if the settings drop the input, to be computed by Dask.

    Each partition is cleaned as `newsclean.engines.pandas.clean` does it; the divisions stay.
    Raises: `ConfigError` at once where the columns do not fit the settings.
    """
    return frame.map_partitions(pandas.clean, settings, meta=pandas.clean(frame._meta, settings))
