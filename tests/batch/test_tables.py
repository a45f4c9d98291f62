"""CSV, TSV, Parquet and Arrow IPC as sources."""

from __future__ import annotations

import io

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from reading import assert_skips, read, read_address

from newsclean.batch.sources import open_sources
from newsclean.errors import ConfigError, InputError


def test_csv_with_quotes_lines_and_commas_in_fields(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(b'\xef\xbb\xbfid,text,n\r\n1,"two\r\nlines, and a ""quote""",\r\n\r\n2,"",x y\n')

    found = read_address(path)

    assert found.rows == [{"id": "1", "text": 'two\r\nlines, and a "quote"', "n": None}, {"id": "2", "text": None, "n": "x y"}]
    assert found.places == ["line 2", "line 5"]
    assert found.errors == {}


def test_tsv(tmp_path):
    path = tmp_path / "a.tsv"
    path.write_bytes(b"id\ttext\n1\ta, b\n")

    assert read_address(path).rows == [{"id": "1", "text": "a, b"}]


def test_broken_rows_of_csv_are_errors_at_their_place(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(
        b"id,text\n1,a\n2\n3,b,c\n4,\xff\n" + b'5,"' + b"long line, in quotes\n" * 30 + b'"\n' + b"6," + b"x" * 500 + b'\n7,"a"b\n8,"two\nlines"\n9,"never closed\n and so on\n'
    )

    found = assert_skips(open_sources(str(path), max_record_bytes=200)[0])

    assert [row["id"] for row in found.rows] == ["1", None, None, None, None, None, None, "8", None]
    assert found.places == [f"line {number}" for number in (2, 3, 4, 5, 6, 37, 38, 39, 41)]
    assert found.errors == {
        1: "expected 2 fields, got 1",
        2: "expected 2 fields, got 3",
        3: "expected text in UTF-8, got bytes that are not (0xff)",
        4: "expected at most 200 bytes in a record, got 635; raise max_record_bytes to read it",
        5: "expected at most 200 bytes in a record, got 503; raise max_record_bytes to read it",
        6: "expected a row of fields, got none that can be read (',' expected after '\"')",
        8: "expected a row of fields, got a quoted field without its end",
    }


def test_huge_fields_of_csv(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("id,text\n1," + "x" * 3_000_000 + "\n")

    assert len(read_address(path).rows[0]["text"]) == 3_000_000


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "expected a line with the names of the columns, got an empty file"),
        (b"a,b,a\n1,2,3\n", "expected columns of different names, got 'a' several times"),
        (b"a,\xff\n1,2\n", "expected text in UTF-8, got bytes that are not"),
    ],
)
def test_csv_without_names_is_refused(tmp_path, data, message):
    path = tmp_path / "a.csv"
    path.write_bytes(data)

    with pytest.raises(InputError, match=message):
        read_address(path)


TABLE = pa.table(
    {
        "id": pa.array(range(2300)),
        "text": pa.array([f"story {nth}" for nth in range(2300)]),
        "kind": pa.array(["a", "b"] * 1150).dictionary_encode(),
        "tags": pa.array([["x"], None] * 1150),
    },
    pa.schema([pa.field("id", pa.int64(), nullable=False), ("text", pa.string()), ("kind", pa.dictionary(pa.int32(), pa.string())), ("tags", pa.list_(pa.string()))]),
)
POSITIONS = [0, 1, 699, 700, 701, 1399, 1400, 2299, 2300, 2301]


def test_parquet_by_row_groups(tmp_path):
    path = tmp_path / "a.parquet"
    pq.write_table(TABLE, path, row_group_size=700)
    [source] = open_sources(str(path))

    found = assert_skips(source, POSITIONS)

    assert found.rows == TABLE.to_pylist()
    assert found.places[700] == "row 1 of row group 2"
    assert source.schema.field("kind").type == pa.string()


def test_parquet_with_wanted_columns_alone(tmp_path):
    path = tmp_path / "a.parquet"
    pq.write_table(TABLE, path, row_group_size=700)
    [source] = open_sources(str(path), wanted=frozenset(["text", "id"]), drop_other=True)

    assert source.schema.names == ["id", "text"]
    assert_skips(source, POSITIONS)


def test_row_groups_that_are_skipped_are_not_read(tmp_path):
    path = tmp_path / "a.parquet"
    pq.write_table(TABLE, path, row_group_size=700)
    data = bytearray(path.read_bytes())
    data[4:2000] = b"\0" * 1996  # in the first row group
    path.write_bytes(data)

    [source] = open_sources(str(path))

    assert read(source, 700).rows == TABLE.to_pylist()[700:]
    assert read(source, 700).errors == {}


def test_rows_of_a_damaged_row_group_are_errors_and_the_next_group_is_read(tmp_path):
    path = tmp_path / "a.parquet"
    pq.write_table(TABLE, path, row_group_size=700)
    data = bytearray(path.read_bytes())
    data[4:2000] = b"\0" * 1996
    path.write_bytes(data)

    found = assert_skips(open_sources(str(path))[0], [0, 1, 699, 700])

    assert len(found.rows) == 2300
    assert sorted(found.errors) == list(range(700))
    assert found.errors[5].startswith("expected the row of a Parquet file, got damaged data (")
    assert found.rows[700:] == TABLE.to_pylist()[700:]


@pytest.mark.parametrize("data", [b"", b"PAR1", b"no parquet" * 100])
def test_what_is_no_parquet_file_is_refused(tmp_path, data):
    path = tmp_path / "a.parquet"
    path.write_bytes(data)

    with pytest.raises(InputError, match="expected a Parquet file"):
        _ = open_sources(str(path))[0].schema


def ipc(make, batches):
    out = io.BytesIO()
    with make(out, batches[0].schema) as writer:
        for batch in batches:
            writer.write_batch(batch)
    return out.getvalue()


@pytest.mark.parametrize(("suffix", "make"), [(".arrow", pa.ipc.new_file), (".feather", pa.ipc.new_file), (".arrows", pa.ipc.new_stream), (".ipc", pa.ipc.new_stream)])
def test_ipc_files_and_streams(tmp_path, suffix, make):
    path = tmp_path / f"a{suffix}"
    path.write_bytes(ipc(make, TABLE.to_batches(max_chunksize=700)))

    found = assert_skips(open_sources(str(path))[0], POSITIONS)

    assert found.rows == TABLE.to_pylist()
    assert found.places[700] == "row 1 of record batch 2"
    assert read_address(path, wanted=frozenset(["text"]), drop_other=True).rows == TABLE.select(["text"]).to_pylist()


@pytest.mark.parametrize("make", [pa.ipc.new_file, pa.ipc.new_stream])
def test_a_cut_ipc_file_ends_with_an_error(tmp_path, make):
    path = tmp_path / "a.arrow"
    data = ipc(make, TABLE.to_batches(max_chunksize=700))
    path.write_bytes(data[: len(data) * 3 // 4])

    found = assert_skips(open_sources(str(path))[0], [0, 1399, 1400, 1401, 2100, 2101, 2102])

    last = len(found.rows) - 1
    assert last in (1400, 2100)
    assert found.rows[:last] == TABLE.to_pylist()[:last]
    assert list(found.errors) == [last]
    assert found.errors[last].startswith("expected a record batch, got damaged data or the end of the file (")


def test_what_is_no_ipc_file_is_refused(tmp_path):
    path = tmp_path / "a.arrow"
    path.write_bytes(b"nothing of the kind")

    with pytest.raises(InputError, match="expected an Arrow IPC file or stream"):
        _ = open_sources(str(path))[0].schema


def test_kinds_are_told_by_suffixes_or_given(tmp_path):
    path = tmp_path / "data.bin"
    path.write_bytes(b'{"id": 1}\n')

    assert read_address(path, kind="jsonl").rows == [{"id": 1}]
    with pytest.raises(ConfigError, match=r"expected a name that ends in one of \.jsonl, .* got \.bin; else say kind=, one of: jsonl, parquet"):
        open_sources(str(path))
    with pytest.raises(ConfigError, match=r"no kind of file is named 'jsnl' \(did you mean 'jsonl'\?\); there are: jsonl, parquet"):
        open_sources(str(path), kind="jsnl")


def test_a_folder_and_a_glob_give_their_files_in_the_order_of_their_paths(tmp_path, monkeypatch):
    for name in ("b/2.jsonl", "a.jsonl", "b/1.jsonl.gz", "_SUCCESS", ".c.jsonl.part", "_temporary/x.jsonl", "c[1].jsonl"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"{}\n")
    (tmp_path / "b" / "up").symlink_to(tmp_path)
    monkeypatch.chdir(tmp_path)

    assert [one.name for one in open_sources(str(tmp_path))] == [str(tmp_path / name) for name in ("a.jsonl", "b/1.jsonl.gz", "b/2.jsonl", "c[1].jsonl")]
    assert [one.name for one in open_sources("b")] == ["b/1.jsonl.gz", "b/2.jsonl"]
    assert [one.name for one in open_sources("*.jsonl")] == ["a.jsonl", "c[1].jsonl"]
    assert [one.name for one in open_sources("c[1].jsonl")] == ["c[1].jsonl"]
    with pytest.raises(InputError, match=r"\*\.csv: no such file"):
        open_sources("*.csv")
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match="expected files in this folder, got none"):
        open_sources("empty")
