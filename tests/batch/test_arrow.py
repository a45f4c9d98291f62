"""The Arrow core: a row for each record, the same as `clean` gives, and never an exception for one record."""

from __future__ import annotations

import hashlib

import pyarrow as pa
import pytest

import newsclean
from newsclean.batch import OUTPUT_COLUMNS, Settings, clean_batch, output_schema
from newsclean.errors import ConfigError
from newsclean.pipeline import Pipeline

STORY = (
    "The council voted on Tuesday to close the old bridge for six months, a spokesman for the town said in the evening.\n\n"
    "Traffic will be led through the market street, which the shop owners there had asked the mayor not to do again.\n\n"
    "An engineer told the panel that the steel of the bridge had lost a third of its strength since the last inspection."
)
TEXTS = [f"{STORY}\n\nBack to top", f"By Jane Doe\n\n{STORY}\n\nSee also: The ferry that never came", STORY, "", "Accept all cookies\nReject all\nManage cookies"]
PAGE = f"<!doctype html><html><body>{''.join(f'<p>{part}</p>' for part in STORY.split(chr(10) * 2))}<p>Back to top</p></body></html>"


def batch_of(**columns):
    return pa.RecordBatch.from_pydict(columns)


def rows(batch, settings, **arguments):
    return clean_batch(batch, settings, **arguments).to_pylist()


def test_each_row_is_what_clean_gives():
    out = rows(batch_of(id=list("abcde"), body=TEXTS), Settings(text="body", id="id"))

    assert [row["id"] for row in out] == list("abcde")
    for row, text in zip(out, TEXTS, strict=True):
        article = newsclean.clean(text, format="text")
        known = article.to_dict()
        assert row["nc_text"] == article.text
        assert row["nc_verdict"] == known["verdict"]
        assert row["nc_authors"] == list(article.metadata.authors)
        assert dict(row["nc_sources"]) == article.metadata.sources
        assert row["nc_warnings"] == list(article.warnings)
        marks = [{key: mark[key] for key in ("start", "end", "filter", "category", "reason", "evidence", "tier", "applied")} for mark in known["removals"]]
        assert row["nc_marks"] == marks
        assert row["nc_input_sha256"] == hashlib.sha256(text.encode()).hexdigest()
        assert row["nc_text_sha256"] == hashlib.sha256(article.text.encode()).hexdigest()
    assert [row["nc_status"] for row in out] == ["ok", "ok", "ok", "no_article", "no_article"]


def test_the_schema_is_the_one_that_is_announced():
    batch = batch_of(id=["a"], body=[STORY])
    settings = Settings(text="body", id="id", columns=OUTPUT_COLUMNS)

    out = clean_batch(batch, settings)

    assert out.schema.equals(output_schema(batch.schema, settings), check_metadata=True)
    assert out.schema.names == ["id", "body", *(f"nc_{name}" for name in OUTPUT_COLUMNS)]
    assert out.schema.metadata == {b"newsclean.schema": b"1", b"newsclean.offsets": b"code points"}
    out.validate(full=True)


def test_the_id_is_a_string_beside_what_was_made_of_the_record():
    batch = pa.RecordBatch.from_pydict({"nr": [17, None], "body": [STORY, STORY]})

    out = clean_batch(batch, Settings(text="body", id="nr", columns=("id", "status"), drop_input=True))

    assert out.to_pylist() == [{"nc_id": "17", "nc_status": "ok"}, {"nc_id": None, "nc_status": "ok"}]


def test_an_empty_batch_gives_an_empty_batch():
    batch = pa.RecordBatch.from_pydict({"body": pa.array([], pa.string())})

    assert clean_batch(batch, Settings(text="body")).num_rows == 0


def test_columns_prefix_and_dropped_input():
    settings = Settings(text="body", columns=("text", "status"), prefix="clean_", drop_input=True)

    assert rows(batch_of(body=[STORY]), settings) == [{"clean_text": STORY, "clean_status": "ok"}]


def test_what_cannot_be_cleaned_is_a_row_with_an_error():
    settings = Settings(auto="body", max_record_bytes=1000)
    batch = batch_of(body=pa.array([STORY.encode(), None, b"x" * 1001, b"\x00\x81\xff", b"ok but broken"], pa.binary()))

    out = rows(batch, settings, errors={4: "line 5: no JSON"})

    assert [row["nc_status"] for row in out] == ["ok", "error", "error", "error", "error"]
    assert out[1]["nc_error"] == "column 'body': expected a text or a page, got null"
    assert out[2]["nc_error"] == "source: expected at most 1000 bytes, got 1001; raise max_record_bytes to clean it"
    assert out[3]["nc_error"].startswith("source: expected text in utf-8, got bytes that are not (byte 1: 0x81)")
    assert out[4]["nc_error"] == "line 5: no JSON"
    assert {row["nc_text"] for row in out[1:]} == {""}
    assert {row["nc_verdict"] for row in out[1:]} == {None}


def test_strings_that_are_no_utf8_are_an_error_of_their_row():
    broken = pa.Array.from_buffers(pa.string(), 1, [None, pa.py_buffer(b"\x00\x00\x00\x00\x02\x00\x00\x00"), pa.py_buffer(b"\xff\xfe")])

    out = rows(pa.RecordBatch.from_arrays([broken], ["body"]), Settings(text="body", drop_input=True))

    assert out[0]["nc_status"] == "error"
    assert "expected a string in UTF-8" in out[0]["nc_error"]


def test_a_defect_in_a_filter_is_an_error_of_its_row():
    class Broken:
        name = category = "navigation"

        def find(self, draft):
            raise ZeroDivisionError("by zero")

    out = rows(batch_of(body=[STORY]), Settings(text="body", pipeline=Pipeline((Broken(),))))

    assert (out[0]["nc_status"], out[0]["nc_error"]) == ("error", "filter 'navigation': ZeroDivisionError: by zero")


def test_pages_and_texts_in_one_column():
    settings = Settings(auto="body", format="kind", columns=("text", "document_text", "marks"))

    out = rows(batch_of(body=[PAGE, PAGE, STORY], kind=["html", "text", None]), settings)

    assert out[0]["nc_text"] == STORY
    assert out[0]["nc_document_text"] == newsclean.clean(PAGE).document.text
    assert out[1]["nc_document_text"] == PAGE
    mark = next(mark for mark in out[0]["nc_marks"] if mark["filter"] == "navigation")
    assert out[0]["nc_document_text"][mark["start"] : mark["end"]] == "Back to top"


def test_places_in_utf16_units():
    text = f"😀 {STORY}\n\nBack to top"
    point, unit = (rows(batch_of(body=[text]), Settings(text="body", utf16=utf16))[0]["nc_marks"] for utf16 in (False, True))

    assert text[point[-1]["start"] : point[-1]["end"]] == "Back to top"
    assert text.encode("utf-16-le")[2 * unit[-1]["start"] : 2 * unit[-1]["end"]].decode("utf-16-le") == "Back to top"


def test_private_rows_hold_no_evidence_and_no_bio():
    text = f"{STORY}\n\nAbout the author\n\nJane Doe is a reporter at The Ledger and has never liked the bridge.\n\nLeave a Reply"

    open_, private = (rows(batch_of(body=[text]), Settings(text="body", private=value, drop_input=True))[0] for value in (False, True))

    assert "never liked" in open_["nc_author_bio"]
    assert {mark["evidence"] for mark in private["nc_marks"]} == {None}
    assert "nc_author_bio" not in private
    assert "never liked" not in str(private)


def test_url_language_and_crawled_reach_the_metadata():
    batch = batch_of(body=[STORY, STORY, STORY], u=["https://example.org/a", None, None], l=["de", None, None], c=["2024-05-01", "2024-05-01T10:00:00Z", "May"])

    out = rows(batch, Settings(text="body", url="u", language="l", crawled="c"))

    assert [row["nc_url"] for row in out] == ["https://example.org/a", None, None]
    assert [row["nc_language"] for row in out] == ["de", "en", None]
    assert out[2]["nc_error"] == "column 'c': expected a date in ISO 8601, got 'May'"


def test_the_charset_of_a_header_is_heeded_unless_there_is_none_of_that_name():
    page = PAGE.replace("bridge", "мост").encode("windows-1251")
    batch = pa.RecordBatch.from_pydict({"page": pa.array([page, PAGE.encode()], pa.binary()), "charset": ["windows-1251", "no-such"]})

    out = rows(batch, Settings(html="page", encoding="charset"))

    assert "мост" in out[0]["nc_text"]
    assert out[1]["nc_text"] == STORY


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({}, "expected one column of sources, as text=, html= or auto=, got none"),
        ({"text": "a", "html": "b"}, "expected one column of sources, as text=, html= or auto=, got text, html"),
        ({"text": "a", "format": "b"}, "give auto= instead of text="),
        ({"text": "a", "columns": ("text", "titel")}, "no output column is named 'titel'"),
        ({"text": "a", "columns": ()}, "expected output columns, each once"),
        ({"text": "a", "private": True, "columns": ("document_text",)}, "expected private=True or the column document_text, got both"),
        ({"text": "a", "columns": ("id",)}, "expected id= with the column that the output column id is made of, got none"),
        ({"text": "a", "max_record_bytes": 0}, "max_record_bytes must be at least 1, got 0"),
        ({"text": "a", "profile": "bold"}, "profile"),
    ],
)
def test_wrong_settings_are_refused(arguments, message):
    with pytest.raises(ConfigError, match=message):
        Settings(**arguments)


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ({"text": [STORY]}, "column 'body': expected it once in the input, got no such column; the input has: text"),
        ({"body": [1]}, "column 'body': expected strings or bytes, got int64"),
        ({"body": [STORY], "nc_text": [""]}, "column 'nc_text': expected an input without it"),
    ],
)
def test_an_input_that_does_not_fit_is_refused(columns, message):
    with pytest.raises(ConfigError, match=message):
        clean_batch(batch_of(**columns), Settings(text="body"))


def test_the_fingerprint_changes_with_what_decides_the_rows_and_with_nothing_else():
    base = Settings(text="body")

    assert Settings(html="page", prefix="x_", drop_input=True).fingerprint == base.fingerprint
    others = {
        Settings(text="body", **change).fingerprint for change in ({"profile": "careful"}, {"private": True}, {"utf16": True}, {"pipeline": Pipeline.default().without("byline")})
    }
    assert len(others | {base.fingerprint}) == 5
