"""Many records at once: the Arrow core, sources and sinks, the resumable job. Needs the extra `batch`."""

from newsclean.batch.arrow import SCHEMA_VERSION, clean_batch, output_schema
from newsclean.batch.settings import OUTPUT_COLUMNS, Settings

__all__ = ["OUTPUT_COLUMNS", "SCHEMA_VERSION", "Settings", "clean_batch", "output_schema"]
