"""Web archives, and folders of pages."""

from __future__ import annotations

import gzip
import os

import pytest
from reading import assert_skips, read_address

from newsclean.batch.sources import open_sources
from newsclean.errors import ConfigError

PAGE = "<html><body><p>The ferry runs again, said the harbour of Grünau.</p></body></html>".encode("latin-1")
BODY_TYPES = {"response": "application/http; msgtype=response", "request": "application/http; msgtype=request", "conversion": "text/plain", "warcinfo": "application/warc-fields"}


def record(kind, body, nth=1, *extra):
    head = [
        "WARC/1.0",
        f"WARC-Type: {kind}",
        f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{nth:012}>",
        "WARC-Date: 2024-05-01T10:00:00Z",
        f"WARC-Target-URI: https://example.org/{nth}",
        f"Content-Type: {BODY_TYPES[kind]}",
        *extra,
        f"Content-Length: {len(body)}",
    ]
    return "\r\n".join(head).encode() + b"\r\n\r\n" + body + b"\r\n\r\n"


def page(nth=1, body=PAGE, *headers, status="200 OK", type="text/html; charset=ISO-8859-1"):
    head = [f"HTTP/1.1 {status}", f"Content-Type: {type}", *headers]
    return record("response", "\r\n".join(head).encode() + b"\r\n\r\n" + body, nth)


ARCHIVE = [record("warcinfo", b"software: none\r\n", 9), page(1), record("request", b"GET / HTTP/1.1\r\n\r\n", 8), page(2), page(3)]
JOINED = {"plain": b"".join, "gzip": lambda parts: b"".join(map(gzip.compress, parts))}


@pytest.mark.parametrize("join", JOINED)
def test_pages_of_an_archive(tmp_path, join):
    path = tmp_path / ("a.warc.gz" if join == "gzip" else "a.warc")
    path.write_bytes(JOINED[join](ARCHIVE))

    [source] = open_sources(str(path))
    found = assert_skips(source)

    assert found.rows == [
        {
            "url": f"https://example.org/{nth}",
            "date": "2024-05-01T10:00:00Z",
            "record_id": f"<urn:uuid:00000000-0000-0000-0000-{nth:012}>",
            "content_type": "text/html",
            "encoding": "iso-8859-1",
            "html": PAGE,
        }
        for nth in (1, 2, 3)
    ]
    assert found.errors == {}
    assert found.notes == {"records of another type than response; passed over": 2}
    assert found.places[0] == f"record at byte {len(JOINED[join](ARCHIVE[:1]))}"


def test_what_is_no_page_is_passed_over_and_counted(tmp_path):
    path = tmp_path / "a.warc"
    path.write_bytes(page(1, b"GIF", type="image/gif") + page(2, status="404 Not Found") + page(3, type="application/xhtml+xml") + page(4, type=""))

    found = read_address(path)

    assert [row["url"] for row in found.rows] == ["https://example.org/3"]
    assert found.rows[0]["encoding"] is None
    assert found.notes == {"responses that are no HTML; passed over": 2, "responses with another status than 2xx; passed over": 1}


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        (["Transfer-Encoding: chunked"], b"6\r\n" + PAGE[:6] + b"\r\n" + b"%x\r\n" % len(PAGE[6:]) + PAGE[6:] + b"\r\n0\r\n\r\n"),
        (["Content-Encoding: gzip"], gzip.compress(PAGE)),
        (["Content-Encoding: gzip"], PAGE),  # stored as it was decoded, under the header as it came
        (["Content-Encoding: identity"], PAGE),
        (["Content-Encoding: gzip", "Transfer-Encoding: chunked"], b"%x\r\n" % len(gzip.compress(PAGE)) + gzip.compress(PAGE) + b"\r\n0\r\n\r\n"),
    ],
    ids=["chunked", "gzip", "gzip undone already", "identity", "chunked gzip"],  # the bytes of a gzip member change with the clock
)
def test_encodings_are_undone(tmp_path, headers, body):
    path = tmp_path / "a.warc"
    path.write_bytes(page(1, body, *headers) + page(2))

    assert [row["html"] for row in read_address(path).rows] == [PAGE, PAGE]


def test_a_body_in_another_encoding_is_an_error(tmp_path):
    path = tmp_path / "a.warc"
    path.write_bytes(page(1, b"neither gzip nor a page", "Content-Encoding: gzip") + page(2))

    found = read_address(path)

    assert [row["html"] for row in found.rows] == [None, PAGE]
    assert found.rows[0]["url"] == "https://example.org/1"
    assert found.errors[0].startswith("expected a page in the encoding that its HTTP header states, got other bytes (")


def test_a_page_that_unfolds_to_more_than_the_limit_is_an_error(tmp_path):
    path = tmp_path / "a.warc"
    path.write_bytes(page(1, gzip.compress(bytes(1_000_000)), "Content-Encoding: gzip") + page(2, b"x" * 60_000) + page(3))

    found = assert_skips(open_sources(str(path), max_record_bytes=50_000)[0])

    assert "more than 50000 bytes when decoded" in found.errors[0]
    assert found.errors[1] == "expected at most 50000 bytes in a record, got 60000; raise max_record_bytes to read it"
    assert found.rows[2]["html"] == PAGE


@pytest.mark.parametrize("cut", [30, 120, 400])
@pytest.mark.parametrize("join", JOINED)
def test_a_cut_archive_ends_with_an_error_at_the_place(tmp_path, join, cut):
    path = tmp_path / "a.warc"
    data = JOINED[join](ARCHIVE)
    last = len(JOINED[join](ARCHIVE[:-1]))
    path.write_bytes(data[: max(last + 20, len(data) - cut)])

    found = assert_skips(open_sources(str(path))[0])

    assert [row["url"] for row in found.rows] == ["https://example.org/1", "https://example.org/2", None]
    assert list(found.errors) == [2]
    assert found.errors[2].startswith("expected a WARC record, got ")
    assert str(last) in found.places[2] or "after byte" in found.places[2]


def test_a_cut_record_that_is_no_page_is_an_error_too(tmp_path):
    path = tmp_path / "a.warc"
    path.write_bytes(page(1) + ARCHIVE[0][:-12])

    found = assert_skips(open_sources(str(path))[0])

    assert [row["html"] for row in found.rows] == [PAGE, None]
    assert found.errors == {1: "expected a WARC record, got the end of the file after 8 of 16 bytes"}


@pytest.mark.parametrize("at", [5, 40, 100, 180])
def test_a_damaged_gzip_member_is_an_error_and_the_next_one_is_read(tmp_path, at):
    path = tmp_path / "a.warc.gz"
    members = [gzip.compress(one) for one in [*ARCHIVE, page(4)]]
    members[3] = members[3][:at] + b"\xff" * 20 + members[3][at + 20 :]
    path.write_bytes(b"".join(members))

    found = assert_skips(open_sources(str(path))[0])

    assert [row["url"] and row["url"][-1] for row in found.rows] == ["1", None, "3", "4"]
    assert list(found.errors) == [1]
    assert found.places[3] == f"record at byte {sum(map(len, members[:5]))}"
    assert "got damaged data" in found.errors[1]


def test_rubbish_between_records_is_an_error_and_the_next_record_is_read(tmp_path):
    path = tmp_path / "a.warc"
    path.write_bytes(page(1) + b"rubbish\r\n" * 200_000 + page(2) + page(3) + b"more of it\r\n")

    found = assert_skips(open_sources(str(path))[0])

    assert [row["html"] for row in found.rows] == [PAGE, None, PAGE, PAGE, None]
    assert found.errors == dict.fromkeys((1, 4), "expected a WARC record, got damaged data (Invalid WARC header)")


def test_an_empty_archive_and_one_that_is_none(tmp_path):
    (tmp_path / "a.warc").write_bytes(b"")
    (tmp_path / "b.warc").write_bytes(b"this is no archive\n" * 50)

    assert read_address(tmp_path / "a.warc").rows == []
    found = assert_skips(open_sources(str(tmp_path / "b.warc"))[0])
    assert found.errors == {0: "expected a WARC record, got damaged data (Invalid WARC header)"}


def test_texts_of_a_wet_file(tmp_path):
    path = tmp_path / "a.warc.wet.gz"
    path.write_bytes(b"".join(gzip.compress(one) for one in [ARCHIVE[0], record("conversion", "Grünau".encode(), 1), record("conversion", b"Gr\xfcnau", 2)]))

    found = assert_skips(open_sources(str(path))[0])

    assert [row["text"] for row in found.rows] == ["Grünau", None]
    assert found.rows[1]["url"] == "https://example.org/2"
    assert found.errors == {1: "expected text in UTF-8, got bytes that are not (byte 3: 0xfc)"}


def test_a_folder_of_pages_and_texts(tmp_path):
    for name, content in {"b.html": PAGE, "a/c.TXT": b"text", "a/b.htm": b"", "a/b_files/x.png": b"\x89PNG", "z.html": b"x" * 200}.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(content)
    (tmp_path / "link.html").symlink_to(tmp_path / "nowhere.html")

    [source] = open_sources(str(tmp_path), max_record_bytes=100)
    found = assert_skips(source)

    assert source.name == str(tmp_path)
    assert found.rows == [
        {"path": str(tmp_path / name), "content": content, "format": format}
        for name, content, format in [
            ("a/b.htm", b"", "html"),
            ("a/c.TXT", b"text", "text"),
            ("b.html", PAGE, "html"),
            ("link.html", None, "html"),
            ("z.html", None, "html"),
        ]
    ]
    assert found.errors == {3: "file: no such file", 4: "file: expected at most 100 bytes, got more; raise max_record_bytes to read it"}
    assert found.places == [row["path"] for row in found.rows]
    assert found.notes == {"files that are no pages or texts; passed over": 1}


@pytest.mark.skipif(os.name != "posix", reason="names are text elsewhere")
def test_a_name_that_is_no_utf8_and_a_single_page(tmp_path):
    with open(os.fsencode(tmp_path) + b"/\xff.txt", "wb") as file:
        file.write(b"text")

    [row] = read_address(tmp_path).rows

    assert row["path"].endswith("/\ufffd.txt")
    assert row["content"] == b"text"


def test_a_folder_of_tables_and_pages_needs_a_kind(tmp_path):
    (tmp_path / "a.html").write_bytes(PAGE)
    (tmp_path / "b.csv").write_bytes(b"a\n")

    with pytest.raises(ConfigError, match=r"expected either pages and texts or tables, got .*b\.csv beside .*a\.html; say kind=, or give a glob"):
        open_sources(str(tmp_path))
    assert len(read_address(tmp_path, kind="folder").rows) == 1
    assert len(read_address(tmp_path / "*.html").rows) == 1
