"""Hugging Face datasets: a Dataset or an IterableDataset in, the same with the columns of cleaning out."""

from __future__ import annotations

import hashlib
from typing import Any, TypeVar

from newsclean.engines.tables import MAX_ROWS, clean_table, extra, inputs_of, new_columns, new_schema, plain_maps

with extra("datasets"):
    import datasets
    import pyarrow as pa

from newsclean.batch import Settings

__all__ = ["clean"]

Set = TypeVar("Set", datasets.Dataset, datasets.IterableDataset)


def clean(dataset: Set, settings: Settings, *, num_proc: int | None = None) -> Set:
    """Return the dataset with the output columns beside its own, or with them alone if the settings drop the input; it is in Python's format.

    Args: `num_proc` is the number of processes, for a Dataset only; an IterableDataset is split by its reader (PyTorch's DataLoader, say).
    A Dataset that was cleaned by the same code, with the same settings, comes from the library's cache. `sources` and `trust` are lists of structs with
    `key` and `value`, since the library has no type for maps.
    Raises: `ConfigError` as `clean_batch` does.
    """
    arguments: dict[str, Any] = {"batched": True, "batch_size": MAX_ROWS, "fn_kwargs": {"settings": settings}}
    if dataset.features is None:  # a stream that does not say, whose values Arrow must see in groups to know their types
        names = list(next(iter(dataset), ())) if settings.drop_input else None
        return dataset.map(_clean_objects, remove_columns=names, **arguments)
    new = datasets.Features.from_arrow_schema(plain_maps(new_schema(dataset.features.arrow_schema, settings).empty_table()).schema)
    arguments["features"] = new if settings.drop_input else datasets.Features({**dataset.features, **new})
    if isinstance(dataset, datasets.Dataset):
        # The library knows a step by its function, not by the modules and weights behind it.
        key = hashlib.sha256(f"{dataset._fingerprint} {settings.fingerprint} {settings!r}".encode()).hexdigest()[:16]
        arguments |= {"num_proc": num_proc, "new_fingerprint": key, "desc": "newsclean"}
    return dataset.with_format("arrow").map(_clean, **arguments).with_format(None)


def _clean(table: pa.Table, settings: Settings) -> pa.Table:
    return plain_maps(clean_table(table, settings)).replace_schema_metadata(None)


def _clean_objects(columns: dict[str, list[Any]], settings: Settings) -> dict[str, list[Any]]:
    inputs, errors = inputs_of(columns, settings)
    made: dict[str, list[Any]] = plain_maps(new_columns(inputs, list(columns), settings, errors)).to_pydict()
    return made
