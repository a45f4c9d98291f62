"""Ray Data: a Dataset in, the same with the columns of cleaning out."""

from __future__ import annotations

from newsclean.engines.tables import MAX_ROWS, clean_table, extra

with extra("ray"):
    import ray.data

from newsclean.batch import Settings

__all__ = ["clean"]


def clean(dataset: ray.data.Dataset, settings: Settings) -> ray.data.Dataset:
    """Return the dataset with the output columns beside its own, or with them alone if the settings drop the input, to be computed by Ray.

    It runs as tasks, as many at a time as the cluster has cores; the settings lie in the object store and reach each machine once. A task whose worker
    dies is run again. Ray keeps no order of rows unless `DataContext.get_current().execution_options.preserve_order` is set.
    Raises: `ConfigError` as `clean_batch` does, when it runs.
    """
    return dataset.map_batches(clean_table, batch_format="pyarrow", batch_size=MAX_ROWS, zero_copy_batch=True, fn_kwargs={"settings": settings})
