"""Stores other than the local disk: memory, S3 (a server of moto's), standard input and output."""

from __future__ import annotations

import json
import subprocess
import sys
import uuid

import pyarrow as pa
import pytest
from reading import assert_skips, read

from newsclean.batch.sinks import open_sink
from newsclean.batch.sources import open_sources
from newsclean.errors import InputError, NewscleanError

BATCH = pa.RecordBatch.from_pydict({"id": [f"r{nth}" for nth in range(1500)], "text": ["The ferry runs again."] * 1500})


@pytest.fixture(scope="module")
def s3():
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    options = {"key": "k", "secret": "s", "client_kwargs": {"endpoint_url": f"http://{host}:{port}", "region_name": "eu-central-1"}}
    import s3fs

    s3fs.S3FileSystem(**options).mkdir("news")
    yield options
    server.stop()


@pytest.fixture(params=["memory", "s3"])
def store(request):
    """A folder of its own on a store, and the options that reach it."""
    folder = uuid.uuid4().hex
    return (f"memory://{folder}", None) if request.param == "memory" else (f"s3://news/{folder}", request.getfixturevalue("s3"))


@pytest.mark.parametrize("suffix", [".jsonl", ".jsonl.gz", ".parquet", ".arrow", ".csv.zst"])
def test_what_is_written_to_a_store_is_read_back(store, suffix):
    root, options = store
    sink = open_sink(f"{root}/a{suffix}", BATCH.schema, storage_options=options)
    sink.write(BATCH)
    with pytest.raises(InputError, match="no such file"):
        open_sources(f"{root}/a{suffix}", storage_options=options)
    sink.close()

    [source] = open_sources(f"{root}/a{suffix}", storage_options=options)
    assert source.name == f"{root}/a{suffix}"
    assert assert_skips(source, [0, 1, 1000, 1499, 1500]).rows == BATCH.to_pylist()


def test_an_aborted_sink_leaves_nothing_on_a_store(store):
    root, options = store
    sink = open_sink(f"{root}/a.jsonl", BATCH.schema, storage_options=options)
    sink.write(BATCH)
    sink.abort()

    with pytest.raises(InputError, match="no such file"):
        open_sources(f"{root}/a.jsonl", storage_options=options)


def test_a_folder_and_a_glob_on_a_store(store):
    root, options = store
    for name in ("b.jsonl", "a.jsonl", "sub/c.jsonl"):
        sink = open_sink(f"{root}/{name}", BATCH.schema, storage_options=options)
        sink.write(BATCH.slice(0, 2))
        sink.close()

    names = [one.name.removeprefix(root).removeprefix(root.replace("://", ":///")) for one in open_sources(root, storage_options=options)]
    assert names == ["/a.jsonl", "/b.jsonl", "/sub/c.jsonl"]
    globbed = open_sources(f"{root}/*.jsonl", storage_options=options)
    assert len(globbed) == 2
    assert read(globbed[0]).rows == BATCH.to_pylist()[:2]


def test_an_unknown_store_is_refused():
    with pytest.raises(NewscleanError, match="nowhere"):
        open_sources("nowhere://a/b.jsonl")


PIPE = """
import sys
from newsclean.batch.sinks import open_sink
from newsclean.batch.sources import open_sources
[source] = open_sources("-", kind=sys.argv[1])
sink = open_sink("-", source.schema, kind=sys.argv[2])
for piece in source.pieces(int(sys.argv[3])):
    sink.write(piece.batch)
sink.close()
"""


@pytest.mark.parametrize("kind", ["jsonl", "csv", "tsv", "ipc", "parquet"])
def test_standard_input_and_output(tmp_path, kind):
    sink = open_sink(str(tmp_path / "a"), BATCH.schema, kind=kind)
    sink.write(BATCH)
    sink.close()

    out = subprocess.run([sys.executable, "-c", PIPE, kind, "jsonl", "10"], input=(tmp_path / "a").read_bytes(), capture_output=True, check=True).stdout
    assert [json.loads(line) for line in out.splitlines()] == BATCH.to_pylist()[10:]

    lines = b"".join(b'{"id": "%d"}\n' % nth for nth in range(5000))
    out = subprocess.run([sys.executable, "-c", PIPE, "jsonl", kind, "0"], input=lines, capture_output=True, check=True).stdout
    (tmp_path / "b").write_bytes(out)
    [source] = open_sources(str(tmp_path / "b"), kind=kind)
    assert [row["id"] for row in read(source).rows] == [str(nth) for nth in range(5000)]
