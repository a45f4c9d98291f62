"""Sinks: what is written can be read back, does not depend on the batches, and is seen only when it is whole."""

from __future__ import annotations

import csv
import gzip
import json
import math
from datetime import UTC, date, datetime
from decimal import Decimal

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from reading import read, read_address

from newsclean.batch.sinks import open_sink
from newsclean.batch.sinks.groups import GROUP_BYTES, Groups
from newsclean.batch.sources import open_sources
from newsclean.errors import ConfigError, OutputError

SUFFIXES = [".jsonl", ".jsonl.gz", ".jsonl.zst", ".jsonl.lz4", ".parquet", ".arrow", ".arrows", ".csv", ".tsv", ".csv.gz"]
SCHEMA = pa.schema(
    [
        ("id", pa.string()),
        ("n", pa.int64()),
        ("tags", pa.list_(pa.string())),
        ("sources", pa.map_(pa.string(), pa.string())),
        ("marks", pa.list_(pa.struct([("start", pa.int64()), ("reason", pa.string())]))),
    ]
)


def row(nth):
    """A row with nulls now and then, at every depth."""
    return {
        "id": f"r{nth}\n" if nth % 5 else None,
        "n": nth if nth % 7 else None,
        "tags": ["ä,b", None, '"'] if nth % 3 else None,
        "sources": [("k", None if nth % 4 else "v")] if nth % 6 else [],
        "marks": [{"start": nth, "reason": "x" if nth % 2 else None}] * (nth % 4),
    }


BATCH = pa.RecordBatch.from_pylist([row(nth) for nth in range(2300)], SCHEMA)


def write(path, batch, step=1000, **arguments):
    sink = open_sink(str(path), batch.schema, **arguments)
    for at in range(0, batch.num_rows, step):
        sink.write(batch.slice(at, step))
    sink.close()
    return path


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_same_rows_make_the_same_bytes_whatever_the_batches(tmp_path, suffix):
    made = {write(tmp_path / f"{step}{suffix}", BATCH, step).read_bytes() for step in (1, 7, 1000, 1001, 2300)}

    assert len(made) == 1


@pytest.mark.parametrize("suffix", [".parquet", ".arrow", ".arrows"])
def test_what_is_written_typed_is_read_back(tmp_path, suffix):
    assert read_address(write(tmp_path / f"a{suffix}", BATCH)).rows == BATCH.to_pylist()


@pytest.mark.parametrize("suffix", SUFFIXES[:4])
def test_json_lines_are_objects_with_all_columns(tmp_path, suffix):
    found = read_address(write(tmp_path / f"a{suffix}", BATCH))

    for got, known in zip(found.rows, BATCH.to_pylist(), strict=True):
        assert {**got, **{name: json.loads(got[name]) if got[name] is not None else None for name in ("tags", "sources", "marks")}} == {**known, "sources": dict(known["sources"])}


@pytest.mark.parametrize("suffix", [".csv", ".tsv", ".csv.gz"])
def test_fields_of_csv_are_texts_and_json(tmp_path, suffix):
    found = read_address(write(tmp_path / f"a{suffix}", BATCH))

    assert found.errors == {}
    assert found.rows[1] == {"id": "r1\n", "n": "1", "tags": '["ä,b",null,"\\""]', "sources": '{"k":null}', "marks": '[{"start":1,"reason":"x"}]'}
    assert found.rows[0] == {"id": None, "n": None, "tags": None, "sources": "{}", "marks": "[]"}
    assert len(found.rows) == 2300


def test_values_that_json_has_no_form_for(tmp_path):
    batch = pa.RecordBatch.from_pydict(
        {
            "bytes": [b"\xff\x00"],
            "nan": [math.nan],
            "day": [date(2024, 5, 1)],
            "time": [datetime(2024, 5, 1, 10, 30, tzinfo=UTC)],
            "decimal": [Decimal("1.10")],
            "ns": pa.array([1714559400123456789], pa.timestamp("ns", "UTC")),
            "big": pa.array([2**64 - 1], pa.uint64()),
            "kind": pa.array(["a"]).dictionary_encode(),
            "broken": pa.Array.from_buffers(pa.string(), 1, [None, pa.py_buffer(b"\x00\x00\x00\x00\x02\x00\x00\x00"), pa.py_buffer(b"\xffz")]),
        }
    )

    assert json.loads(write(tmp_path / "a.jsonl", batch).read_text()) == {
        "bytes": "/wA=",
        "nan": None,
        "day": "2024-05-01",
        "time": "2024-05-01T10:30:00+00:00",
        "decimal": "1.10",
        "ns": "2024-05-01T10:30:00.123456789Z",
        "big": 2**64 - 1,
        "kind": "a",
        "broken": "\ufffdz",
    }
    with open(write(tmp_path / "a.csv", batch), encoding="utf-8", newline="") as file:
        assert list(csv.reader(file))[1] == ["/wA=", "nan", "2024-05-01", "2024-05-01T10:30:00+00:00", "1.10", "2024-05-01T10:30:00.123456789Z", str(2**64 - 1), "a", "\ufffdz"]


def test_gzip_has_no_time_in_its_header(tmp_path):
    data = write(tmp_path / "a.jsonl.gz", BATCH).read_bytes()

    assert data[4:8] == b"\0\0\0\0"
    assert gzip.decompress(data) == write(tmp_path / "a.jsonl", BATCH).read_bytes()


def test_row_groups_have_a_fixed_number_of_rows(tmp_path):
    about = pq.ParquetFile(write(tmp_path / "a.parquet", BATCH, 300)).metadata

    assert [about.row_group(nth).num_rows for nth in range(about.num_row_groups)] == [1000, 1000, 300]
    assert about.row_group(0).column(0).compression == "ZSTD"


@pytest.mark.parametrize("step", [1, 3, 20])
def test_large_rows_make_small_groups(step):
    page = "x" * (GROUP_BYTES // 4)
    batch = pa.RecordBatch.from_pydict({"id": list(range(10)), "page": [page] * 5 + [None] + [page] * 4})
    groups = Groups(batch.schema)

    sizes = [table.num_rows for at in range(0, 10, step) for table in groups.add(batch.slice(at, step))]

    assert sizes == [4, 5]
    assert groups.rest().column("id").to_pylist() == [9]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_nothing_is_seen_before_the_end_and_nothing_after_an_abort(tmp_path, suffix):
    path = tmp_path / "new" / f"a{suffix}"
    sink = open_sink(str(path), SCHEMA)
    sink.write(BATCH)
    assert not path.exists()
    assert [one.name for one in path.parent.iterdir()] == [f".a{suffix}.part"]
    sink.abort()
    assert list(path.parent.iterdir()) == []

    write(path, BATCH)
    before = path.read_bytes()
    sink = open_sink(str(path), SCHEMA)
    sink.write(BATCH.slice(0, 5))
    assert path.read_bytes() == before
    sink.close()
    assert path.read_bytes() != before
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_sink_without_rows_makes_a_file_that_can_be_read(tmp_path, suffix):
    [source] = open_sources(str(write(tmp_path / f"a{suffix}", BATCH.slice(0, 0))), wanted=frozenset(["id"]))

    assert read(source).rows == []
    assert "id" in source.schema.names


def test_what_cannot_be_written_is_refused(tmp_path):
    with pytest.raises(ConfigError, match="parquet is compressed inside the file; leave the last suffix away"):
        open_sink(str(tmp_path / "a.parquet.gz"), SCHEMA)
    with pytest.raises(ConfigError, match="say kind=, one of: jsonl, parquet, ipc, csv, tsv"):
        open_sink(str(tmp_path / "a.warc"), SCHEMA)
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(OutputError, match=r"a\.csv: cannot be written: File exists"):
        open_sink(str(tmp_path / "file" / "a.csv"), SCHEMA)
