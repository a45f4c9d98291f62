"""datatrove: a step of a pipeline, Documents in and Documents out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice
from typing import Any

from newsclean.batch.settings import MAP_COLUMNS
from newsclean.engines.tables import MAX_ROWS, clean_table, extra, inputs_of

with extra("datatrove"):
    from datatrove.data import Document
    from datatrove.pipeline.base import PipelineStep

from newsclean.batch import Settings

__all__ = ["CleanStep", "clean"]


class CleanStep(PipelineStep):
    """A step that cleans the documents that come through it, as `clean` does, and counts them by status."""

    name = "newsclean"
    type = "CLEAN"

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.settings = settings

    def run(self, data: Iterable[Document] | None, rank: int = 0, world_size: int = 1) -> Iterator[Document]:
        """Yield the documents cleaned."""
        for document in clean(data or (), self.settings):
            self.stat_update("total", f"status_{document.metadata.get(f'{self.settings.prefix}status', 'unknown')}")
            self.update_doc_stats(document)
            yield document


def clean(documents: Iterable[Document], settings: Settings) -> Iterator[Document]:
    """Yield the documents in their order, each with the clean text as its text and the other output columns in its metadata.

    The settings' column names mean `text` and `id` of a document, and otherwise its metadata. What was removed is in `marks`. The text that came
    is kept in the metadata under the prefix and `source`, unless the settings drop the input. A document that cannot be cleaned has no text.
    Raises: `ConfigError` as `clean_batch` does.
    """
    stream = iter(documents)
    while group := list(islice(stream, MAX_ROWS)):
        yield from _clean(group, settings)


def _clean(documents: list[Document], settings: Settings) -> Iterator[Document]:
    columns = {name: [_value(document, name) for document in documents] for name in settings.input_columns}
    table, errors = inputs_of(columns, settings)
    rows = clean_table(table, replace(settings, drop_input=True), errors).to_pylist()
    for document, row in zip(documents, rows, strict=True):
        text = row.pop(f"{settings.prefix}text", document.text)
        row |= {name: dict(row[name]) for column in MAP_COLUMNS if (name := settings.prefix + column) in row}
        metadata = {**document.metadata, **row}
        if settings.drop_input:
            metadata.pop(settings.source, None)
        else:
            metadata[f"{settings.prefix}source"] = document.text
        yield replace(document, text=text, metadata=metadata)


def _value(document: Document, name: str) -> Any:
    return getattr(document, name) if name in ("text", "id") else document.metadata.get(name)
