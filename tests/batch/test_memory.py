"""What reading holds in memory does not grow with the source."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys

import pytest

# The highest mark of Python's own memory and of Arrow's, in a process of its own, since neither can be set back.
PEAK = """
import sys, tracemalloc
import pyarrow as pa
from newsclean.batch.sources import open_sources
[source] = open_sources(sys.argv[1], max_record_bytes=1_000_000)
tracemalloc.start()
rows = errors = 0
for piece in source.pieces():
    rows += piece.batch.num_rows
    errors += len(piece.errors)
print(rows, errors, tracemalloc.get_traced_memory()[1] + pa.default_memory_pool().max_memory())
"""
MEGABYTE = 1 << 20


def measured(path):
    out = subprocess.run([sys.executable, "-c", PEAK, str(path)], capture_output=True, check=True, text=True).stdout
    return tuple(map(int, out.split()))


@pytest.mark.parametrize("suffix", [".jsonl", ".jsonl.gz"])
def test_a_large_file_of_json_lines(tmp_path, suffix):
    line = json.dumps({"id": 1, "text": "The ferry runs again. " * 1000}).encode() + b"\n"
    peaks = []
    for times in (1000, 8000):
        path = tmp_path / f"{times}{suffix}"
        with gzip.open(path, "wb", compresslevel=1) if suffix.endswith(".gz") else open(path, "wb") as file:
            for _ in range(times):
                file.write(line)
        rows, errors, peak = measured(path)
        assert (rows, errors) == (times, 0)
        peaks.append(peak)

    # 8,000 lines are 176 MB.
    assert peaks[1] < peaks[0] + 16 * MEGABYTE
    assert peaks[1] < 60 * MEGABYTE


@pytest.mark.parametrize(("suffix", "start", "end"), [(".jsonl", b'{"id": 2, "text": "', b'"}\n'), (".csv", b'2,"', b'"\n'), (".csv", b"2,", b"\n")])
def test_a_line_of_100_megabytes_is_passed_over(tmp_path, suffix, start, end):
    path = tmp_path / f"a{suffix}"
    first, last = (b'{"id": 1}\n', b'{"id": 3}\n') if suffix == ".jsonl" else (b"id,text\n1,a\n", b"3,a\n")
    with open(path, "wb") as file:
        file.write(first + start)
        for _ in range(100):
            file.write(b"x" * MEGABYTE)
        file.write(end + last)

    rows, errors, peak = measured(path)

    assert (rows, errors) == (3, 1)
    assert peak < 30 * MEGABYTE
