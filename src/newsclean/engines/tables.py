"""What the engines share: tables in bounded batches, the new columns of a frame, columns of Python objects, the error for a missing package."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from newsclean.errors import ConfigError, MissingExtraError


@contextmanager
def extra(name: str) -> Iterator[None]:
    """Turn a failing import into `MissingExtraError`, which says that the extra `name` is to be installed."""
    try:
        yield
    except ImportError as error:
        raise MissingExtraError(f"newsclean.engines: expected the packages of the extra {name!r}, got: {error}; install them: pip install 'newsclean[{name}]'") from error


with extra("batch"):
    import pyarrow as pa

from newsclean.batch import Settings, clean_batch, output_schema  # noqa: E402 - needs pyarrow

__all__ = ["MAX_BYTES", "MAX_ROWS", "clean_table", "extra", "inputs_of", "new_columns", "new_schema", "plain_maps"]

# A batch is cleaned by way of Python objects, and Arrow's strings hold 2 GB at most: what an engine gives at once is cut into batches of this size.
MAX_ROWS = 1_000
MAX_BYTES = 100_000_000


def clean_table(table: pa.Table, settings: Settings, errors: Mapping[int, str] | None = None) -> pa.Table:
    """Return a table cleaned, as `clean_batch` does it, in batches of at most `MAX_ROWS` rows and about `MAX_BYTES` bytes."""
    rows = MAX_ROWS if table.nbytes <= MAX_BYTES else max(1, min(MAX_ROWS, table.num_rows * MAX_BYTES // table.nbytes))
    cleaned, start = [], 0
    for batch in table.to_batches(max_chunksize=rows):
        known = {nth - start: message for nth, message in (errors or {}).items() if start <= nth < start + batch.num_rows}
        cleaned.append(clean_batch(batch, settings, errors=known))
        start += batch.num_rows
    return pa.Table.from_batches(cleaned, output_schema(table.schema, settings))


def new_columns(inputs: pa.Table, names: Sequence[str], settings: Settings, errors: Mapping[int, str] | None = None) -> pa.Table:
    """Return the output columns alone, for a frame that keeps its own columns as they are.

    Args: `inputs` are the columns that cleaning reads; `names` all columns of the frame.
    Raises: `ConfigError` as for a table with all the frame's columns.
    """
    schema = pa.schema([inputs.schema.field(name) if name in inputs.column_names else pa.field(name, pa.null()) for name in names])
    new_schema(schema, settings)
    return clean_table(inputs, replace(settings, drop_input=True), errors)


def new_schema(schema: pa.Schema, settings: Settings) -> pa.Schema:
    """Return the schema of the output columns alone.

    Raises: `ConfigError` as `output_schema` does.
    """
    output_schema(schema, settings)
    return output_schema(schema, replace(settings, drop_input=True))


def inputs_of(columns: Mapping[str, Any], settings: Settings) -> tuple[pa.Table, dict[int, str]]:
    """Return the columns that cleaning reads, of what an engine holds as lists or pandas Series, and the errors of rows whose source does not fit.

    None and NaN are nulls. A name that is not among `columns` is left out.
    Raises: `ConfigError` for another column than the sources that holds values of several types, or what Arrow has no type for.
    """
    arrays: dict[str, pa.Array] = {}
    errors: dict[int, str] = {}
    for name in settings.input_columns:
        if name == settings.source and isinstance(columns.get(name), list):
            arrays[name], errors = _objects(columns[name])
        elif name in columns:
            arrays[name] = _column(name, columns[name])
    return pa.table(arrays), errors


def _surrogate(value: str | bytes) -> str | None:
    try:
        if isinstance(value, str):
            value.encode()
    except UnicodeEncodeError as error:
        return f"expected text, got half of a pair of surrogates ({error})"
    return None


def _objects(values: Iterable[Any]) -> tuple[pa.Array, dict[int, str]]:
    """Return a column of sources that came as Python objects, and the errors of those that do not fit.

    All of them are strings, or all bytes, as the first one is: Arrow would take a string among bytes for bytes, and a page's charset would be
    guessed that is known. One value that is neither, or half of a pair of surrogates, would be an error for all of them. None is a null.
    """
    kept: list[str | bytes | None] = []
    errors: dict[int, str] = {}
    kind: type | None = None
    for nth, value in enumerate(values):
        if isinstance(value, (str, bytes)) and kind in (None, type(value)):
            kind = type(value)
            error = _surrogate(value)
        else:
            error = None if value is None else f"expected {'strings or bytes' if kind is None else kind.__name__}, got {type(value).__name__}"
        if error is not None:
            errors[nth] = error
        kept.append(value if isinstance(value, (str, bytes)) and error is None else None)
    return pa.array(kept, pa.large_binary() if kind is bytes else pa.large_string()), errors


def _column(name: str, values: Any) -> pa.Array:
    try:
        return pa.array(values, from_pandas=True)
    except (pa.ArrowException, UnicodeEncodeError) as error:
        raise ConfigError(f"column {name!r}: expected values of one type, got others ({error})") from error


def plain_maps(table: pa.Table) -> pa.Table:
    """Return a table with each map as what Arrow stores it as, a list of structs with `key` and `value`: for engines that know no maps."""
    for nth, field in enumerate(table.schema):
        if pa.types.is_map(field.type):
            table = table.set_column(nth, field.with_type(_plain(field.type)), table.column(nth).cast(_plain(field.type)))
    return table


def _plain(kind: pa.DataType) -> pa.DataType:
    return pa.list_(pa.struct([pa.field("key", kind.key_type), pa.field("value", kind.item_type)]))
