"""JSON lines: typed columns, and a row for every broken line."""

from __future__ import annotations

import gzip
import json

import lz4.frame
import pyarrow as pa
import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st
from reading import assert_skips, read, read_address

from newsclean.batch.sinks import open_sink
from newsclean.batch.sources import open_sources
from newsclean.errors import InputError

COMPRESS = {"": bytes, ".gz": gzip.compress, ".zst": zstandard.ZstdCompressor().compress, ".lz4": lz4.frame.compress}


def write(path, *lines):
    path.write_bytes(b"\n".join(line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines) + b"\n")
    return path


def test_values_have_the_types_that_the_first_records_tell(tmp_path):
    path = write(
        tmp_path / "a.jsonl",
        {"id": "a", "n": 1, "share": 1, "ok": True, "tags": ["x", "ü"], "mixed": 1, "late": None},
        {"id": "b", "n": None, "share": 0.5, "ok": None, "tags": None, "mixed": "1", "more": {"k": None}},
    )

    [source] = open_sources(str(path))

    assert source.name == str(path)
    assert [(one.name, str(one.type)) for one in source.schema] == [
        ("id", "string"),
        ("n", "int64"),
        ("share", "double"),
        ("ok", "bool"),
        ("tags", "string"),
        ("mixed", "string"),
        ("late", "string"),
        ("more", "string"),
    ]
    assert read(source).rows == [
        {"id": "a", "n": 1, "share": 1.0, "ok": True, "tags": '["x","ü"]', "mixed": "1", "late": None, "more": None},
        {"id": "b", "n": None, "share": 0.5, "ok": None, "tags": None, "mixed": '"1"', "late": None, "more": '{"k":null}'},
    ]


def test_json_text_is_written_as_what_it_says(tmp_path):
    lines = [{"id": "a", "tags": ["x"], "mixed": 1}, {"id": "b", "tags": [], "mixed": "1"}]
    [source] = open_sources(str(write(tmp_path / "a.jsonl", *lines)))
    sink = open_sink(str(tmp_path / "b.jsonl"), source.schema)
    for piece in source.pieces():
        sink.write(piece.batch)
    sink.close()

    assert [json.loads(line) for line in (tmp_path / "b.jsonl").read_text().splitlines()] == lines


def test_broken_lines_are_errors_at_their_place(tmp_path):
    path = write(
        tmp_path / "a.jsonl",
        b'\xef\xbb\xbf{"id": "a"}',
        b'{"id": "b"',
        b"",
        b" \t\r",
        b"[1]",
        b'{"id": "\xff"}',
        b'{"id": "' + b"x" * 200 + b'"}',
        b'{"id": ' + b"[" * 90,
        b"null",
        b'{"id": "z"}\r',
    )

    found = assert_skips(open_sources(str(path), max_record_bytes=100)[0])

    assert [row["id"] for row in found.rows] == ["a", None, None, None, None, None, None, "z"]
    assert found.places == [f"line {number}" for number in (1, 2, 5, 6, 7, 8, 9, 10)]
    assert found.errors == {
        1: "expected a JSON object, got none: Expecting ',' delimiter at character 12 of the line",
        2: "expected a JSON object, got a list",
        3: "expected text in UTF-8, got bytes that are not (byte 9 of the line: 0xff)",
        4: "expected at most 100 bytes in a record, got 211; raise max_record_bytes to read it",
        5: "expected a JSON object, got none: Expecting value at character 99 of the line",
        6: "expected a JSON object, got null",
    }


def test_a_line_may_be_as_long_as_the_limit_and_no_longer(tmp_path):
    line = json.dumps({"id": "x" * 50}).encode()
    path = write(tmp_path / "a.jsonl", line, line)

    assert read_address(path, max_record_bytes=len(line)).errors == {}
    assert len(read_address(path, max_record_bytes=len(line) - 1).errors) == 2
    path.write_bytes(line)  # without an end of line
    assert read_address(path, max_record_bytes=len(line)).errors == {}
    assert len(read_address(path, max_record_bytes=len(line) - 1).errors) == 1


def test_nesting_without_end_is_an_error(tmp_path):
    found = read_address(write(tmp_path / "a.jsonl", {"id": "a"}, b'{"id": ' + b"[" * 200_000 + b"]" * 200_000 + b"}", {"id": "b"}))

    assert found.errors == {1: "expected a JSON object, got one that is nested too deeply"}
    assert [row["id"] for row in found.rows] == ["a", None, "b"]


def late(**values):
    """Records of which the last one comes after the sample."""
    return [{"text": "a", "n": 1, "score": 0.5, "ok": True}] * 1000 + [{"text": "b", "n": 2, "score": 1, "ok": False} | values]


def test_a_later_value_that_does_not_fit_a_column_that_cleaning_reads_is_an_error(tmp_path):
    found = read_address(write(tmp_path / "a.jsonl", *late(text=7)), wanted=frozenset(["text"]))

    assert found.errors == {1000: "column 'text': expected a string, got an integer"}
    assert found.rows[1000] == {"text": None, "n": 2, "score": 1.0, "ok": False}
    assert found.notes == {}


@pytest.mark.parametrize(
    ("values", "note"),
    [
        ({"n": 2.5}, "column 'n': expected an integer of 64 bits, got a number with a fraction; left null"),
        ({"n": 2**63}, "column 'n': expected an integer of 64 bits, got an integer of more than 64 bits; left null"),
        ({"n": True}, "column 'n': expected an integer of 64 bits, got true or false; left null"),
        ({"score": 2**53 + 1}, "column 'score': expected a number, got an integer; left null"),
        ({"ok": 1}, "column 'ok': expected true or false, got an integer; left null"),
        ({"text": {}}, "column 'text': expected a string, got an object; left null"),
        ({"new": 1}, "column 'new': not in the first records, which tell the columns; left out"),
    ],
)
def test_a_later_value_that_does_not_fit_another_column_is_left_out_and_noted(tmp_path, values, note):
    found = read_address(write(tmp_path / "a.jsonl", *late(**values)))

    assert found.errors == {}
    assert found.notes == {note: 1}
    assert found.rows[1000] == {"text": "b", "n": 2, "score": 1.0, "ok": False} | {key: None for key in values if key != "new"}


def test_a_wanted_column_of_strings_and_others_is_one_of_strings(tmp_path):
    found = read_address(write(tmp_path / "a.jsonl", {"text": 5}, {"text": "a"}), wanted=frozenset(["text"]))

    assert found.rows == [{"text": None}, {"text": "a"}]
    assert found.errors == {0: "column 'text': expected a string, got an integer"}


def test_only_wanted_columns_are_read_when_others_are_dropped(tmp_path):
    found = read_address(write(tmp_path / "a.jsonl", {"text": "a", "n": 1}, {"n": 2}), wanted=frozenset(["text"]), drop_other=True)

    assert found.rows == [{"text": "a"}, {"text": None}]
    assert found.notes == {}


def test_a_file_without_records_has_the_wanted_columns(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"")
    [source] = open_sources(str(path), wanted=frozenset(["text", "id"]))

    assert source.schema == pa.schema([("id", pa.string()), ("text", pa.string())])
    assert read(source).rows == []


def test_not_a_number_and_half_of_a_pair(tmp_path):
    found = read_address(write(tmp_path / "a.jsonl", b'{"t": "x\\ud800y", "n": NaN}', b'{"t": "\\ud83d\\ude00", "n": 1.5}'))

    assert found.rows == [{"t": "x\ufffdy", "n": None}, {"t": "😀", "n": 1.5}]
    assert list(found.notes) == ["column 't': a character that is half of a pair; read as U+FFFD"]


@pytest.mark.parametrize("suffix", COMPRESS)
@pytest.mark.parametrize("named", [True, False])
def test_compressed_files_are_read_whatever_their_name(tmp_path, suffix, named):
    path = tmp_path / (f"a.jsonl{suffix}" if named else "a.jsonl")
    path.write_bytes(COMPRESS[suffix](b'{"id": 1}\n{"id": 2}\n') + COMPRESS[suffix](b'{"id": 3}\n'))

    assert read_address(path).rows == [{"id": 1}, {"id": 2}, {"id": 3}]


@pytest.mark.parametrize("suffix", [".gz", ".zst", ".lz4"])
def test_rows_before_the_end_of_a_cut_file_are_kept_and_the_last_is_an_error(tmp_path, suffix):
    path = tmp_path / f"a.jsonl{suffix}"
    line = b'{"id": %d, "text": "Traffic will be led through the market street."}\n'
    first, second = (COMPRESS[suffix](b"".join(line % nth for nth in range(*part))) for part in ((0, 50), (50, 100)))
    path.write_bytes(first + second[:-12])

    found = assert_skips(open_sources(str(path))[0], [0, 1, 49, 50, 98])

    kind = {".gz": "gzip", ".zst": "zstd", ".lz4": "lz4"}[suffix]
    last = len(found.rows) - 1
    assert last >= 50
    assert [row["id"] for row in found.rows] == [*range(last), None]
    assert found.errors == {last: f"the {kind} data end too early"}
    assert found.places[last] == f"line {last + 1}"


def test_a_damaged_gzip_tail_is_an_error(tmp_path):
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(b'{"id": 1}\n') + b"not gzip at all")

    found = read_address(path)

    assert found.rows == [{"id": 1}, {"id": None}]
    assert found.errors[1].startswith("the gzip data are damaged (")


def test_zeros_after_gzip_data_are_padding(tmp_path):
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(b'{"id": 1}\n') + bytes(5000))

    assert read_address(path).rows == [{"id": 1}]


def test_pieces_are_bounded_and_skips_at_their_borders_are_exact(tmp_path):
    path = write(tmp_path / "a.jsonl", *({"id": nth} for nth in range(2500)))
    [source] = open_sources(str(path))

    assert [piece.batch.num_rows for piece in source.pieces()] == [1000, 1000, 500]
    assert_skips(source, [0, 1, 999, 1000, 1001, 2499, 2500, 2600])


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(InputError, match="no such file"):
        open_sources(str(tmp_path / "a.jsonl"))


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.floats(allow_nan=False, allow_infinity=False) | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"]), max_size=3), inner, max_size=3),
    max_leaves=5,
)
RECORDS = st.lists(st.dictionaries(st.sampled_from(["a", "b", "c", "ü"]), VALUES), min_size=1, max_size=12)


@settings(max_examples=150, deadline=None)
@given(RECORDS)
def test_whatever_the_records_are_no_value_is_lost(tmp_path_factory, records):
    path = tmp_path_factory.mktemp("jsonl") / "a.jsonl"
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    [source] = open_sources(str(path))

    found = read(source)

    assert (len(found.rows), found.errors) == (len(records), {})
    as_json = {one.name for one in source.schema if one.metadata}
    for row, record in zip(found.rows, records, strict=True):
        for name, value in row.items():
            known = record.get(name)
            if name not in as_json or value is None:
                # the one loss: an integer beyond 2**53 among numbers with fractions
                assert value == known or (isinstance(known, int) and abs(known) > 2**53 and any(name in note for note in found.notes))
            else:
                assert json.loads(value) == known


@pytest.mark.parametrize("name", ["a.jsonl", "a.csv"])
@pytest.mark.parametrize("charset", ["utf-16", "utf-16-be"])
def test_a_file_in_utf_16_is_refused_as_a_whole(tmp_path, name, charset):
    (tmp_path / name).write_bytes("\ufeff".encode(charset).removeprefix(b"\xff\xfe" if charset == "utf-16" else b"") + 'body\n{"body": "Ä"}\n'.encode(charset))

    with pytest.raises(InputError, match=f"{name}: expected text in UTF-8, got UTF-16; convert it first: iconv"):
        _ = open_sources(str(tmp_path / name))[0].schema
