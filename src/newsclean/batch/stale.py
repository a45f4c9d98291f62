"""Cleaning again only what was cleaned with other code, phrases, weights or options: the rows of another fingerprint."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from newsclean.batch.arrow import Watch, clean_batch, output_schema
from newsclean.batch.settings import OUTPUT_COLUMNS, Settings
from newsclean.errors import ConfigError

__all__ = ["refresh_batch", "source_schema"]


def source_schema(schema: pa.Schema, settings: Settings) -> pa.Schema:
    """Return the schema of what was cleaned, given that of an earlier output: without the columns that cleaning wrote.

    Raises: `ConfigError` where there is no fingerprint, by which stale rows are told.
    """
    mark = f"{settings.prefix}fingerprint"
    if mark not in schema.names or "fingerprint" not in settings.columns:
        raise ConfigError(f"column {mark!r}: expected the output of an earlier job, with the fingerprint among its columns, got {', '.join(schema.names)}")
    written = {settings.prefix + name for name in OUTPUT_COLUMNS}
    return pa.schema([one for one in schema if one.name not in written], schema.metadata)


def refresh_batch(batch: pa.RecordBatch, settings: Settings, *, errors: Mapping[int, str] | None = None, watch: Watch | None = None) -> pa.RecordBatch:
    """Clean the rows of an earlier output whose fingerprint is another than the settings'; take the others over as they are.

    Args: as for `clean_batch`; `watch` hears of the rows that are cleaned, with their number in `batch`.
    Returns: a batch of as many rows, in the same order, with the columns that `clean_batch` would give. A row whose earlier output lacks one of
        them, or was an error, is cleaned again.
    """
    base = source_schema(batch.schema, settings)
    schema = output_schema(base, settings)
    source = batch.select(base.names)
    wanted = [one for one in schema if one.name not in base.names or settings.drop_input]
    known = errors or {}
    written = _typed(batch, wanted)
    if written is not None:
        same = pc.fill_null(pc.equal(written[f"{settings.prefix}fingerprint"], settings.fingerprint), False)
        if "error" in settings.columns:
            same = pc.and_(same, pc.is_null(written[f"{settings.prefix}error"]))
        stale = [nth for nth, fresh in enumerate(same.to_pylist()) if not fresh or nth in known]
    else:
        stale = list(range(batch.num_rows))
    at = {nth: place for place, nth in enumerate(stale)}
    cleaned = clean_batch(source.take(pa.array(stale, pa.int64())), settings, errors={at[nth]: message for nth, message in known.items()}, watch=watch and _Moved(watch, stale))
    if written is None or len(stale) == batch.num_rows:
        return cleaned
    fresh = [nth for nth in range(batch.num_rows) if nth not in at]
    columns = [written[one.name] if one.name in written else batch.column(one.name) for one in schema]
    kept = pa.RecordBatch.from_arrays(columns, schema=schema).take(pa.array(fresh, pa.int64()))
    both = pa.Table.from_batches([kept, cleaned])
    places = {nth: place for place, nth in enumerate((*fresh, *stale))}
    return both.take(pa.array([places[nth] for nth in range(batch.num_rows)], pa.int64())).combine_chunks().to_batches()[0]


def _typed(batch: pa.RecordBatch, fields: Sequence[pa.Field]) -> dict[str, pa.Array] | None:
    """Return columns of an earlier output with the types that cleaning writes, or None where one is missing or does not fit.

    A format without lists (JSON lines as they are read, CSV) has them as JSON text.
    """
    found: dict[str, pa.Array] = {}
    for one in fields:
        at = batch.schema.get_field_index(one.name)
        if at < 0:
            return None
        column = batch.column(at)
        try:
            if column.type == one.type:
                found[one.name] = column
            elif pa.types.is_nested(one.type):
                found[one.name] = pa.array([_nested(value, one.type) for value in column.to_pylist()], one.type)
            else:
                found[one.name] = column.cast(one.type)
        except (pa.ArrowInvalid, pa.ArrowTypeError, pa.ArrowNotImplementedError, ValueError):
            return None
    return found


def _nested(value: Any, kind: pa.DataType) -> Any:
    """Return a list, or the pairs of a map, of what stands for it in a format without them."""
    if isinstance(value, str):
        value = json.loads(value)
    return list(value.items()) if pa.types.is_map(kind) and isinstance(value, dict) else value


class _Moved:
    """A watch that is told the numbers rows have in the whole batch."""

    def __init__(self, watch: Watch, rows: list[int]) -> None:
        self._watch, self._rows = watch, rows
        self.after = watch.after

    def before(self, nth: int) -> None:
        self._watch.before(self._rows[nth])
