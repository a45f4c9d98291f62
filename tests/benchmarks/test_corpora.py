"""The readers of corpora, each over a folder made here in its layout."""

from __future__ import annotations

import gzip
import json

import pytest

from corpora import Corpus, CorpusError, Page, json_lines, read

HTML = "<!DOCTYPE html><html><body><p>Café au lait.</p></body></html>"


def write(path, content):
    path.parent.mkdir(parents=True, exist_ok=True)
    data = content if isinstance(content, bytes) else (content if isinstance(content, str) else json.dumps(content)).encode()
    path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)


@pytest.mark.parametrize("name", ["own.jsonl", "own.jsonl.gz"])
def test_lines(tmp_path, name):
    write(tmp_path / name, "".join(json.dumps(row) + "\n" for row in [{"id": "1", "url": "u", "html": HTML, "text": "Café."}, {"id": "2", "url": None, "html": HTML, "text": ""}]))

    assert read(tmp_path / name) == Corpus("lines", (Page("1", "u", HTML, ("Café.",)), Page("2", "", HTML, ("",))))


def test_scrapinghub(tmp_path):
    write(tmp_path / "ground-truth.json", {"ab12": {"articleBody": "Café au lait.", "url": "https://example.org/1"}, "cd34": {"articleBody": "Gone.", "url": ""}})
    write(tmp_path / "html/ab12.html.gz", HTML)

    assert read(tmp_path) == Corpus("scrapinghub", (Page("ab12", "https://example.org/1", HTML, ("Café au lait.",)),), ("1 records without a page (the first is 'cd34')",))


@pytest.mark.parametrize(
    "body",
    [
        [{"text": "One.", "optional": False}, {"text": "Two.", "optional": True}],
        [{"paragraph": "One.", "required": True, "type": "p"}, {"paragraph": "Two.", "required": False, "type": "p"}],
        {"required": ["One."], "optional": ["Two."]},
    ],
)
def test_fundus_has_a_gold_with_and_one_without_optional_paragraphs(tmp_path, body):
    write(tmp_path / "dataset/ground_truth.json", {"us/Paper_1.html.gz": {"url": "https://example.org/1", "body": body}})
    write(tmp_path / "dataset/html/us/Paper_1.html.gz", HTML)

    assert read(tmp_path) == Corpus("fundus", (Page("us/Paper_1.html.gz", "https://example.org/1", HTML, ("One.\n\nTwo.", "One.")),))


def test_fundus_without_optional_paragraphs_has_one_gold(tmp_path):
    write(tmp_path / "dataset/ground-truth.json", [{"id": "Paper_1", "body": ["One.", "Two."]}])
    write(tmp_path / "dataset/Paper_1.html", HTML)

    assert read(tmp_path).pages == (Page("Paper_1", "", HTML, ("One.\n\nTwo.",)),)


def test_fundus_with_a_file_a_page_and_sections(tmp_path):
    body = {"summary": ["One."], "sections": [{"headline": [], "paragraphs": ["Two."]}, {"headline": ["Three"], "paragraphs": ["Four."]}]}
    for name in ("Paper_1", "Paper_2"):
        write(tmp_path / f"dataset/truth/{name}.json", {"body": body})
        write(tmp_path / f"dataset/html/{name}.html.gz", HTML)

    assert read(tmp_path).pages == tuple(Page(name, "", HTML, ("One.\n\nTwo.\n\nThree\n\nFour.",)) for name in ("Paper_1", "Paper_2"))


def test_wcxb_reads_articles_and_counts_the_others(tmp_path):
    for name, kind in (("0001", "article"), ("0002", "product"), ("0003", "forum")):
        record = {"url": f"https://example.org/{name}", "ground_truth": {"title": "T", "main_content": "Café au lait."}, "_internal": {"page_type": {"primary": kind}}}
        write(tmp_path / f"dev/ground-truth/{name}.json", record)
        write(tmp_path / f"dev/html/{name}.html.gz", HTML)

    assert read(tmp_path / "dev") == Corpus("wcxb", (Page("0001", "https://example.org/0001", HTML, ("Café au lait.",)),), ("2 pages of other types than article",))
    with pytest.raises(CorpusError, match=r"expected the folder of one split of WCXB, with ground-truth/ and html/ in it; the splits here are dev$"):
        read(tmp_path)


def test_naeb_finds_pages_in_whatever_folder(tmp_path):
    write(tmp_path / "a/json/x1.json", {"url": "https://example.org/x1", "text": "Café au lait."})
    write(tmp_path / "a/html/x1.html", HTML.encode("utf-8"))
    write(tmp_path / "b/x2.json", {"source_url": "https://example.org/x2", "body": ["One.", "Two."]})
    write(tmp_path / "b/x2.html.gz", HTML)

    assert read(tmp_path).pages == (Page("x1", "https://example.org/x1", HTML, ("Café au lait.",)), Page("x2", "https://example.org/x2", HTML, ("One.\n\nTwo.",)))


def test_a_page_in_another_charset_is_decoded(tmp_path):
    html = HTML.replace("<html>", '<html><head><meta charset="iso-8859-1"></head>')
    write(tmp_path / "ground-truth.json", {"1": {"articleBody": "Café."}})
    write(tmp_path / "html/1.html.gz", html.encode("latin-1"))

    assert read(tmp_path).pages[0].html == html


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({}, "found an empty folder"),
        ({"readme.md": "x"}, "expected one of ground-truth.json with html/ .*; found readme.md"),
        ({"ground-truth.json": {"1": {"articleBody": "A."}}}, "html: expected a folder of pages, ID.html or ID.html.gz, found none"),
        ({"ground-truth.json": {"1": {"articleBody": "A."}}, "html/2.html": HTML}, "of 1 records 0 have no body and 1 no page; the first is '1'"),
        ({"ground-truth.json": {"1": {"title": "A."}}, "html/1.html": HTML}, "of 1 records 1 have no body and 0 no page; the first is '1'"),
        ({"ground-truth.json": {}, "html/1.html": HTML}, "read as layout 'scrapinghub', expected pages with a gold body, found none"),
        ({"ground-truth.json": "{", "html/1.html": HTML}, "ground-truth.json: expected JSON in UTF-8"),
        ({"ground-truth.json": "3", "html/1.html": HTML}, "expected an object {ID: record} or a list of records, got int"),
        ({"dataset/1.html": HTML}, "expected the ground truth as JSON, found 1.html"),
        ({"a/1.json": {"text": "A."}, "a/1.html": HTML, "b/1.html": HTML}, "b/1.html: expected one page a name, found .*a/1.html too"),
    ],
)
def test_a_folder_in_no_layout_or_a_broken_one_is_an_error_that_says_what_was_expected(tmp_path, files, message):
    for name, content in files.items():
        write(tmp_path / name, content)

    with pytest.raises(CorpusError, match=message):
        read(tmp_path)


def test_no_path_and_no_lines_are_errors(tmp_path):
    write(tmp_path / "pages.csv", "id,text")
    write(tmp_path / "pages.jsonl", '{"id": "1", "html": "x"}')
    write(tmp_path / "broken.jsonl", '{"id": "1"}\n{"id"')

    with pytest.raises(CorpusError, match="found nothing"):
        read(tmp_path / "none")
    with pytest.raises(CorpusError, match=r"named \*.jsonl"):
        read(tmp_path / "pages.csv")
    with pytest.raises(CorpusError, match="line 1: expected the strings 'id', 'html' and 'text', missing text; found id, html"):
        read(tmp_path / "pages.jsonl")
    with pytest.raises(CorpusError, match="line 2: expected a JSON object"):
        list(json_lines(tmp_path / "broken.jsonl"))
