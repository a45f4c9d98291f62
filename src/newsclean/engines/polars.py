"""polars: a DataFrame or a LazyFrame in, the same with the columns of cleaning out."""

from __future__ import annotations

from typing import TypeVar

from newsclean.engines.tables import extra, new_columns, plain_maps

with extra("polars"):
    import polars as pl

from newsclean.batch import Settings

__all__ = ["clean"]

Frame = TypeVar("Frame", pl.DataFrame, pl.LazyFrame)


def clean(frame: Frame, settings: Settings) -> Frame:
    """Return the frame with the output columns beside its own, or with them alone if the settings drop the input.

    `sources` and `trust` are lists of structs with `key` and `value`, since not every release of polars has a type for maps.
    A LazyFrame is cleaned when it is collected, piece by piece with `collect(engine="streaming")` or a sink.
    Raises: `ConfigError` as `clean_batch` does, for a LazyFrame at once, from its schema.
    """
    if isinstance(frame, pl.DataFrame):
        return _clean(frame, settings)
    schema = _clean(pl.DataFrame(schema=frame.collect_schema()), settings).schema
    # Rows are cleaned one by one, so those that a filter or a limit behind this step drops need not be cleaned.
    return frame.map_batches(
        lambda piece: _clean(piece, settings),
        schema=dict(schema),
        predicate_pushdown=True,
        projection_pushdown=False,
        slice_pushdown=True,
        streamable=True,
    )


def _clean(frame: pl.DataFrame, settings: Settings) -> pl.DataFrame:
    inputs = frame.select([name for name in settings.input_columns if name in frame.columns]).to_arrow()
    new = pl.DataFrame(plain_maps(new_columns(inputs, frame.columns, settings)))
    return new if settings.drop_input else frame.hstack(new)
