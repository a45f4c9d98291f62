"""JSON lines."""

from __future__ import annotations

import orjson
import pyarrow as pa

from newsclean.batch.sinks.target import Stream, Target
from newsclean.batch.sinks.values import columns_as_values, is_json_text, json_bytes

__all__ = ["JsonlSink"]


class JsonlSink:
    """A file of JSON lines, an object for each row with all its columns, nulls too."""

    def __init__(self, target: Target, schema: pa.Schema, compression: str | None) -> None:
        self._target, self._stream = target, Stream(target.stream, compression)
        self._names = schema.names
        self._raw = [nth for nth, one in enumerate(schema) if is_json_text(one)]

    def write(self, batch: pa.RecordBatch) -> None:
        """Append a batch."""
        columns = columns_as_values(batch)
        for nth in self._raw:
            columns[nth] = [value if value is None else orjson.Fragment(value) for value in columns[nth]]
        names = self._names
        lines = [json_bytes(dict(zip(names, row, strict=True))) for row in zip(*columns, strict=True)]
        self._stream.write(b"".join(line + b"\n" for line in lines))

    def close(self) -> None:
        """Finish the file and give it its name."""
        self._stream.finish()
        self._target.commit()

    def abort(self) -> None:
        """Remove what was written."""
        self._target.abort()
