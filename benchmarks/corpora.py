"""Readers of corpora: pages with their gold bodies, in the layouts in which they are published.

| layout | what is there |
|---|---|
| `lines` | a file of JSON lines, plain or gzipped: "id", "url", "html", "text" (the gold body) |
| `scrapinghub` | `ground-truth.json`: {ID: {"articleBody", "url"}}, and `html/ID.html.gz` |
| `fundus` | `dataset/` with the pages and one JSON file of all golds, or one a page; paragraphs may be optional |
| `wcxb` | `ground-truth/ID.json` with "main_content" and the page's type, and `html/ID.html.gz` |
| `naeb` | one JSON file a page with its body, `ID.json`, and the page, `ID.html`, in whatever folders |

`read` tells them apart by what it finds. A page may be plain or gzipped wherever the layout has either.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_PAGE_ENDS = (".html.gz", ".htm.gz", ".html", ".htm")
# Names under which a record keeps its body, its paragraphs and its address.
_BODY_KEYS = ("articleBody", "main_content", "text", "body", "content", "maintext", "article_text")
_URL_KEYS = ("url", "source_url", "canonical_url", "link")
_PARAGRAPH_KEYS = ("text", "content", "paragraph")
_ID_KEYS = ("id", "file_id", "uid", "hash")


class CorpusError(Exception):
    """A corpus is not laid out as expected; the message says what was expected where."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page and its gold body: one text, or several that are all right (with and without its optional paragraphs)."""

    id: str
    url: str
    html: str
    golds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Corpus:
    """Pages, the layout they were read from, and what was left out of it and why."""

    layout: str
    pages: tuple[Page, ...]
    left_out: tuple[str, ...] = ()


def read(path: Path) -> Corpus:
    """Read a corpus in any of the known layouts.

    Raises: `CorpusError` if the path is in none of them, a file of it is broken, or no page has a gold body.
    """
    if not path.exists():
        raise CorpusError(f"{path}: expected a corpus (a file of JSON lines, or the folder of a public benchmark), found nothing")
    for layout, (fits, reader) in LAYOUTS.items():
        if fits(path):
            corpus = reader(path)
            if not corpus.pages:
                raise CorpusError(f"{path}: read as layout {layout!r}, expected pages with a gold body, found none; {'; '.join(corpus.left_out) or 'nothing was left out'}")
            return corpus
    if path.is_file():
        raise CorpusError(f"{path}: expected a file of JSON lines named *.jsonl or *.jsonl.gz")
    raise CorpusError(
        f"{path}: expected one of ground-truth.json with html/ (scrapinghub), dataset/ (fundus-evaluation), ground-truth/ with html/ (WCXB; give the folder of one split), "
        f"or ID.json files for ID.html pages (NAEB); found {', '.join(sorted(child.name for child in path.iterdir())[:12]) or 'an empty folder'}"
    )


def json_lines(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the objects of a file of JSON lines, plain or gzipped.

    Raises: `CorpusError` with the line's number if a line is no JSON object.
    """
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            try:
                row = json.loads(line)
            except json.JSONDecodeError as error:
                raise CorpusError(f"{path}, line {number}: expected a JSON object, got {line[:40]!r} ({error.msg})") from error
            if not isinstance(row, dict):
                raise CorpusError(f"{path}, line {number}: expected a JSON object, got {type(row).__name__}")
            yield row


# -- the layouts -----------------------------------------------------------------------------------------


def _lines(path: Path) -> Corpus:
    pages = []
    for number, row in enumerate(json_lines(path), 1):
        missing = [key for key in ("id", "html", "text") if not isinstance(row.get(key), str)]
        if missing:
            raise CorpusError(f"{path}, line {number}: expected the strings 'id', 'html' and 'text', missing {', '.join(missing)}; found {', '.join(row)}")
        pages.append(Page(row["id"], row.get("url") or "", row["html"], (row["text"],)))
    return Corpus("lines", tuple(pages))


def _scrapinghub(path: Path) -> Corpus:
    return _one_file("scrapinghub", path / "ground-truth.json", path / "html")


def _fundus(path: Path) -> Corpus:
    folder = path / "dataset"
    files = sorted(folder.rglob("*.json"))
    named = [file for file in files if "truth" in file.stem.lower() or "annotation" in file.stem.lower()]
    golds = named or files
    if not golds:
        raise CorpusError(f"{folder}: expected the ground truth as JSON, found {', '.join(sorted(child.name for child in folder.iterdir())[:12]) or 'an empty folder'}")
    return _one_file("fundus", golds[0], folder) if len(golds) == 1 else _file_a_page("fundus", folder, folder)


def _wcxb(path: Path) -> Corpus:
    if not (path / "ground-truth").is_dir():
        splits = ", ".join(sorted(folder.parent.name for folder in path.glob("*/ground-truth")))
        raise CorpusError(f"{path}: expected the folder of one split of WCXB, with ground-truth/ and html/ in it; the splits here are {splits}")
    return _file_a_page("wcxb", path / "ground-truth", path / "html")


def _naeb(path: Path) -> Corpus:
    return _file_a_page("naeb", path, path)


def _one_file(layout: str, file: Path, html: Path) -> Corpus:
    """Read the layouts that keep all golds in one file: an object by id, or a list of records that state theirs."""
    data = _load(file)
    if isinstance(data, list):
        data = {_first(row, _ID_KEYS) or str(number): row for number, row in enumerate(data)}
    if not isinstance(data, dict):
        raise CorpusError(f"{file}: expected an object {{ID: record}} or a list of records, got {type(data).__name__}")
    return _paired(layout, data, html, str(file))


def _file_a_page(layout: str, golds: Path, html: Path) -> Corpus:
    """Read the layouts that keep a JSON file for each page. Pages said to be something else than an article are left out."""
    records, others = {}, 0
    for file in sorted(golds.rglob("*.json")):
        record = _load(file)
        if isinstance(record, dict):
            if (_page_type(record) or "article") == "article":
                records[file.stem] = record
            else:
                others += 1
    corpus = _paired(layout, records, html, str(golds))
    return Corpus(layout, corpus.pages, (*((f"{others} pages of other types than article",) if others else ()), *corpus.left_out))


def _paired(layout: str, records: Mapping[str, Any], html: Path, where: str) -> Corpus:
    """Join records with the pages of a folder by id."""
    if not html.is_dir():
        raise CorpusError(f"{html}: expected a folder of pages, ID.html or ID.html.gz, found none")
    files: dict[str, Path] = {}
    for file in sorted(html.rglob("*")):
        if (name := _page_id(file.name)) is not None and files.setdefault(name, file) != file:
            raise CorpusError(f"{file}: expected one page a name, found {files[name]} too")
    pages: list[Page] = []
    without_page: list[str] = []
    without_gold: list[str] = []
    for key, record in records.items():
        name = key.rpartition("/")[2]
        page = files.get(_page_id(name) or name)
        golds = _golds(record)
        if not golds:
            without_gold.append(key)
        elif page is None:
            without_page.append(key)
        else:
            pages.append(Page(key, _first(record, _URL_KEYS) or _first(_inner(record), _URL_KEYS) or "", _html(page), golds))
    if records and not pages:
        raise CorpusError(
            f"{where}: expected records with a body (one of {', '.join(_BODY_KEYS)}) whose pages are ID.html or ID.html.gz under {html}; "
            f"of {len(records)} records {len(without_gold)} have no body and {len(without_page)} no page; the first is {next(iter(records))!r}"
        )
    left_out = [f"{len(keys)} records without {what} (the first is {keys[0]!r})" for keys, what in ((without_gold, "a body"), (without_page, "a page")) if keys]
    return Corpus(layout, tuple(pages), tuple(left_out))


LAYOUTS: dict[str, tuple[Callable[[Path], bool], Callable[[Path], Corpus]]] = {
    "lines": (lambda path: path.is_file() and path.name.endswith((".jsonl", ".jsonl.gz")), _lines),
    "scrapinghub": (lambda path: (path / "ground-truth.json").is_file(), _scrapinghub),
    "wcxb": (lambda path: any(path.glob("ground-truth")) or any(path.glob("*/ground-truth")), _wcxb),
    "fundus": (lambda path: (path / "dataset").is_dir(), _fundus),
    "naeb": (lambda path: path.is_dir() and any(path.rglob("*.json")), _naeb),
}


# -- parts of records ------------------------------------------------------------------------------------


def _load(file: Path) -> Any:
    try:
        return json.loads(file.read_text("utf-8"))
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise CorpusError(f"{file}: expected JSON in UTF-8 ({error})") from error


def _inner(record: Any) -> Any:
    """Return the part of a record that holds its annotation, if it keeps it in a part of its own."""
    return record.get("ground_truth", record) if isinstance(record, dict) else record


def _first(record: Any, keys: tuple[str, ...]) -> str | None:
    values = [record.get(key) for key in keys] if isinstance(record, dict) else []
    return next((value for value in values if isinstance(value, str) and value), None)


def _golds(record: Any) -> tuple[str, ...]:
    """Return the gold body of a record, with and without its optional paragraphs where it has such."""
    inner = _inner(record)
    body = next((inner[key] for key in _BODY_KEYS if inner.get(key)), None) if isinstance(inner, dict) else inner
    paragraphs = list(_paragraphs(body))
    whole = "\n\n".join(text for text, _ in paragraphs)
    required = "\n\n".join(text for text, optional in paragraphs if not optional)
    return tuple(dict.fromkeys(text for text in (whole, required) if text.strip()))


def _paragraphs(body: Any, optional: bool = False) -> Iterator[tuple[str, bool]]:
    """Yield the paragraphs of a body, however nested, each with whether it is optional."""
    if isinstance(body, str):
        yield body, optional
    elif isinstance(body, list):
        for part in body:
            yield from _paragraphs(part, optional)
    elif isinstance(body, dict):
        leave = optional or body.get("optional") is True or body.get("required") is False
        own = next((body[key] for key in _PARAGRAPH_KEYS if key in body), None)
        if own is not None:
            yield from _paragraphs(own, leave)
        else:
            for key, part in body.items():
                yield from _paragraphs(part, leave or key == "optional")


def _page_type(record: dict[str, Any]) -> str | None:
    """Return the type of page that a record states, lower case: "article", "product" …"""
    for part in (record, record.get("ground_truth"), record.get("_internal"), record.get("metadata")):
        stated = part.get("page_type") if isinstance(part, dict) else None
        if isinstance(stated, dict):
            stated = stated.get("primary")
        if isinstance(stated, str):
            return stated.lower()
    return None


def _page_id(name: str) -> str | None:
    return next((name.removesuffix(end) for end in _PAGE_ENDS if name.endswith(end)), None)


def _html(file: Path) -> str:
    """Return a page as text: in UTF-8, or else in the charset that bs4 makes out."""
    data = gzip.decompress(file.read_bytes()) if file.suffix == ".gz" else file.read_bytes()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        from bs4.dammit import UnicodeDammit

        return UnicodeDammit(data, is_html=True).unicode_markup or data.decode("utf-8", "replace")
