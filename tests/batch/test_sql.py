"""Tables of SQLite and of a real PostgreSQL, as sources and as sinks."""

from __future__ import annotations

import json
import uuid
from decimal import Decimal

import pyarrow as pa
import pytest
import sqlalchemy as sa
from reading import assert_skips, read

from newsclean.batch.sinks import open_sink
from newsclean.batch.sources import open_sources
from newsclean.errors import ConfigError, InputError, OutputError


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request, tmp_path):
    """The URL of a database."""
    return f"sqlite:///{tmp_path / 'a.db'}" if request.param == "sqlite" else request.getfixturevalue("server")


@pytest.fixture
def table():
    """A name that must be quoted, and that no other test has."""
    return f'select "x"; {uuid.uuid4().hex[:8]}'


def execute(url, *statements):
    engine = sa.create_engine(url.replace("postgresql:", "postgresql+psycopg:"))
    with engine.begin() as connection:
        results = [connection.execute(sa.text(one) if isinstance(one, str) else one) for one in statements]
        found = results[-1].all() if results[-1].returns_rows else None
    engine.dispose()
    return found


def address(url, table, **query):
    parts = {"table": table, **query}
    return sa.make_url(url).update_query_dict(parts).render_as_string(hide_password=False)


def quoted(name):
    return '"' + name.replace('"', '""') + '"'


SCHEMA = pa.schema(
    [("id", pa.string()), ("order", pa.int64()), ("text %s", pa.string()), ("ok", pa.bool_()), ("page", pa.binary()), ("tags", pa.list_(pa.string())), ("score", pa.float64())]
)


def batch(numbers, text="story"):
    rows = [
        {"id": f"a{nth:05}", "order": nth, "text %s": f"{text} {nth} Grünau", "ok": bool(nth % 2), "page": b"\xff\x00", "tags": ["x", None] if nth % 3 else None, "score": nth / 4}
        for nth in numbers
    ]
    return pa.RecordBatch.from_pylist(rows, SCHEMA)


def write(address, *batches):
    sink = open_sink(address, batches[0].schema)
    for one in batches:
        sink.write(one)
    sink.close()
    return sink


def test_what_is_written_is_read_back_in_the_order_of_ids(url, table):
    at = address(url, table, id="id")
    write(at, batch(range(700, 1500)), batch(range(700)))

    [source] = open_sources(at)
    found = assert_skips(source, [0, 1, 99, 100, 101, 1100, 1499, 1500, 1600])

    assert found.errors == found.notes == {}
    assert found.places[17] == "id a00017"
    known = batch(range(1500)).to_pylist()
    assert [{**row, "ok": bool(row["ok"]), "tags": json.loads(row["tags"]) if row["tags"] is not None else None} for row in found.rows] == known


def test_rows_that_are_written_again_replace_those_with_their_id(url, table):
    at = address(url, table, id="id")
    write(at, batch(range(10)))
    write(at, batch(range(5, 15), text="new"))

    found = read(open_sources(at)[0])

    assert [row["text %s"] for row in found.rows] == [f"{'story' if nth < 5 else 'new'} {nth} Grünau" for nth in range(15)]


def test_a_batch_is_a_transaction(url, table):
    at = address(url, table, id="id")
    execute(url, f"CREATE TABLE {quoted(table)} (id VARCHAR(20) PRIMARY KEY, n BIGINT CHECK (n < 5))")
    schema = pa.schema([("id", pa.string()), ("n", pa.int64())])
    sink = open_sink(at, schema)
    sink.write(pa.RecordBatch.from_pydict({"id": ["a"], "n": [1]}, schema))
    with pytest.raises(OutputError, match=r"cannot be written: .*(CHECK|check)"):
        sink.write(pa.RecordBatch.from_pydict({"id": ["b", "c"], "n": [2, 7]}, schema))
    sink.abort()

    assert read(open_sources(at)[0]).rows == [{"id": "a", "n": 1}]


def test_rows_without_an_id_are_left_out_and_counted(url, table):
    at = address(url, table, id="id")

    sink = write(at, pa.RecordBatch.from_pydict({"id": ["a", None, "b"], "n": [1, 2, 3]}))

    assert sink.left_out == 1
    assert read(open_sources(at)[0]).rows == [{"id": "a", "n": 1}, {"id": "b", "n": 3}]


def test_numbers_that_a_table_has_no_integers_for_lose_no_digit(url, table):
    at = address(url, table, id="id")
    numbers = {"large": pa.array([2**64 - 1], pa.uint64()), "exact": pa.array([Decimal("12345678901234567890.10")])}

    write(at, pa.RecordBatch.from_pydict({"id": ["a"], **numbers}))

    assert read(open_sources(at)[0]).rows == [{"id": "a", "large": str(2**64 - 1), "exact": "12345678901234567890.10"}]


def test_an_integer_that_a_table_cannot_take_is_an_error(url, table):
    execute(url, f"CREATE TABLE {quoted(table)} (id VARCHAR(20) PRIMARY KEY, n BIGINT)")
    schema = pa.schema([("id", pa.string()), ("n", pa.uint64())])
    sink = open_sink(address(url, table, id="id"), schema)

    if url.startswith("sqlite"):  # keeps what does not fit as it is
        sink.write(pa.RecordBatch.from_pydict({"id": ["a"], "n": [2**64 - 1]}, schema))
    else:
        with pytest.raises(OutputError, match=r"cannot be written: .*out of range"):
            sink.write(pa.RecordBatch.from_pydict({"id": ["a"], "n": [2**64 - 1]}, schema))
    sink.abort()


def test_nul_characters(url, table):
    at = address(url, table, id="id")
    write(at, pa.RecordBatch.from_pydict({"id": ["a"], "text": ["x\0y"], "tags": [["\0"]]}))

    [row] = read(open_sources(at)[0]).rows

    nul = "\0" if url.startswith("sqlite") else "\ufffd"
    assert row["text"] == f"x{nul}y"
    assert json.loads(row["tags"]) == [nul]


def test_ids_that_are_null_or_twice_there_are_refused(url, table):
    execute(url, f"CREATE TABLE {quoted(table)} (id BIGINT, text VARCHAR(20))", f"INSERT INTO {quoted(table)} VALUES (1, 'a'), (2, 'b'), (2, 'c')")
    with pytest.raises(ConfigError, match="expected a table with a primary key of one column, got 0; say &id=COLUMN"):
        _ = open_sources(address(url, table))[0].schema
    [source] = open_sources(address(url, table, id="id"))
    with pytest.raises(InputError, match="expected ids that are there once, got 2 several times in column 'id'"):
        _ = source.schema
    with pytest.raises(ConfigError, match="expected a primary key or a unique index on 'id', got none"):
        open_sink(address(url, table, id="id"), pa.schema([("id", pa.int64())]))
    execute(url, f"UPDATE {quoted(table)} SET id = NULL WHERE text = 'c'")
    with pytest.raises(InputError, match="expected an id in each row, got null in column 'id'"):
        _ = open_sources(address(url, table, id="id"))[0].schema
    execute(url, f"UPDATE {quoted(table)} SET id = 3 WHERE text = 'c'")
    assert [row["id"] for row in assert_skips(open_sources(address(url, table, id="id"))[0]).rows] == [1, 2, 3]


def test_a_table_or_a_column_that_is_missing_is_refused(url, table):
    with pytest.raises(InputError, match="no such table"):
        _ = open_sources(address(url, table))[0].schema
    with pytest.raises(ConfigError, match="expected &id= with one of the columns that are written \\(id, order, "):
        open_sink(address(url, table), SCHEMA)
    execute(url, f"CREATE TABLE {quoted(table)} (id VARCHAR(20) PRIMARY KEY)")
    with pytest.raises(ConfigError, match="got one without order, text %s, ok, page, tags, score"):
        open_sink(address(url, table), SCHEMA)
    with pytest.raises(ConfigError, match="expected id= to name a column, got 'nr'; the table has: id"):
        _ = open_sources(address(url, table, id="nr"))[0].schema


def test_only_wanted_columns_are_read_when_others_are_dropped(url, table):
    at = address(url, table, id="id")
    write(at, batch(range(3)))

    assert read(open_sources(at, wanted=frozenset(["order"]), drop_other=True)[0]).rows == [{"order": 0}, {"order": 1}, {"order": 2}]


def test_values_of_sqlite_that_are_not_what_their_column_says(tmp_path):
    url = f"sqlite:///{tmp_path / 'a.db'}"
    execute(
        url,
        "CREATE TABLE a (id INTEGER PRIMARY KEY, text TEXT, n INTEGER, day DATE)",
        "INSERT INTO a VALUES (1, 'a', 1, '2024-05-01'), (2, x'ff', 2, 'someday'), (3, 'c', 'many', NULL), (4, CAST(x'ff' AS TEXT), 4, NULL)",
    )

    found = assert_skips(open_sources(f"{url}?table=a", wanted=frozenset(["text"]))[0])

    assert found.rows == [
        {"id": 1, "text": "a", "n": 1, "day": "2024-05-01"},
        {"id": 2, "text": None, "n": 2, "day": "someday"},
        {"id": 3, "text": "c", "n": None, "day": None},
        {"id": 4, "text": None, "n": None, "day": None},
    ]
    assert found.errors[1] == "column 'text': expected a string, got bytes"
    assert found.errors[3].startswith("expected a row that can be read, got: ")
    assert list(found.errors) == [1, 3]
    assert found.notes == {"column 'n': expected an integer of 64 bits, got a string; left null": 1}


def test_types_of_postgresql(server, table):
    execute(
        server,
        f"CREATE TABLE {quoted(table)} (id UUID PRIMARY KEY, n NUMERIC, day DATE, at TIMESTAMPTZ, local TIMESTAMP, j JSONB, tags TEXT[], days DATE[], ok BOOL, f REAL, ip INET)",
        f"INSERT INTO {quoted(table)} VALUES ('00000000-0000-0000-0000-000000000001', 1.10, '2024-05-01', '2024-05-01T10:00:00+02', '2024-05-01T10:00:00',"
        " '{\"a\": null}', '{x,ü}', '{2024-05-01}', true, 0.5, '10.0.0.1'), ('00000000-0000-0000-0000-000000000002', NULL, 'infinity', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)",
    )

    [source] = open_sources(address(server, table))
    found = assert_skips(source)

    row = found.rows[0]
    assert {name: str(value) for name, value in row.items()} == {
        "id": "00000000-0000-0000-0000-000000000001",
        "n": "1.10",
        "day": "2024-05-01",
        "at": "2024-05-01 08:00:00+00:00",
        "local": "2024-05-01 10:00:00",
        "j": '{"a":null}',
        "tags": '["x","ü"]',
        "days": '["2024-05-01"]',
        "ok": "True",
        "f": "0.5",
        "ip": "10.0.0.1",
    }
    assert found.rows[1]["id"] == "00000000-0000-0000-0000-000000000002"
    assert list(found.errors) == [1]
    assert found.errors[1].startswith("expected a row that can be read, got: ")


def test_tables_in_a_schema_of_postgresql(server, table):
    execute(server, "CREATE SCHEMA IF NOT EXISTS news")
    at = address(server, table, id="id", schema="news")
    write(at, batch(range(3)))

    assert len(read(open_sources(at)[0]).rows) == 3
    with pytest.raises(InputError, match="no such table"):
        _ = open_sources(address(server, table, id="id"))[0].schema


def test_no_message_tells_the_password(server, table):
    [source] = open_sources(address(server, table))
    assert "secret" not in source.name
    with pytest.raises(InputError) as caught:
        _ = source.schema
    assert "secret" not in str(caught.value)
    with pytest.raises(InputError) as caught:
        _ = open_sources("postgresql://tester:secret@127.0.0.1:1/x?table=a")[0].schema
    assert "secret" not in str(caught.value)
    assert "127.0.0.1" in str(caught.value)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("sqlite:///a.db", r"expected the name of a table; append \?table=NAME"),
        ("sqlite:///a.db?table=a&table=b", "expected table= once, got it 2 times"),
    ],
)
def test_a_url_without_one_table_is_refused(text, message):
    with pytest.raises(ConfigError, match=message):
        _ = open_sources(text)[0].schema
