"""Many records at once: the Arrow core, sources and sinks, the resumable job. Needs the extra `batch`."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from newsclean.batch.arrow import SCHEMA_VERSION, clean_batch, output_schema
    from newsclean.batch.settings import OUTPUT_COLUMNS, Settings

__all__ = ["OUTPUT_COLUMNS", "SCHEMA_VERSION", "Settings", "clean_batch", "output_schema"]

_HOMES = {"SCHEMA_VERSION": "arrow", "clean_batch": "arrow", "output_schema": "arrow", "OUTPUT_COLUMNS": "settings", "Settings": "settings"}


def __getattr__(name: str) -> Any:
    """Import Arrow only when it is needed: the command line lists its commands without it."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
