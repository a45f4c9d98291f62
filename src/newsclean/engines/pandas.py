"""pandas: a DataFrame in, the same DataFrame with the columns of cleaning out."""

from __future__ import annotations

from typing import Any

from newsclean.engines.tables import extra, inputs_of, new_columns

with extra("pandas"):
    import pandas as pd

from newsclean.batch import Settings

__all__ = ["clean"]


def clean(frame: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """Return the frame with the output columns beside its own, or with them alone if the settings drop the input; its index stays.

    The output columns have Arrow's types (`pandas.ArrowDtype`), so that lists, structs and nulls stay what they are. A source that is neither a
    string nor bytes is a row with an error.
    Raises: `ConfigError` as `clean_batch` does, and for another column, such as the addresses, that holds mixed types.
    """
    names = [str(name) for name in frame.columns]
    # A name that stands there twice, or not at all, is what new_columns refuses.
    inputs, errors = inputs_of({name: _values(frame[name]) for name in settings.input_columns if names.count(name) == 1 and name in frame.columns}, settings)
    new = new_columns(inputs, names, settings, errors).to_pandas(types_mapper=pd.ArrowDtype)
    new.index = frame.index
    return new if settings.drop_input else pd.concat([frame, new], axis="columns")


def _values(column: pd.Series) -> Any:
    return column.where(column.notna(), None).to_list() if column.dtype == object else column
