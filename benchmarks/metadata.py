"""Title, authors, date and topics of newsclean and its peers over corpora with gold metadata, and what they cost.

    python benchmarks/metadata.py CORPUS … [--tools newsclean trafilatura newspaper4k goose3] [--limit N] [--output RESULTS.md]

CORPUS is a file of JSON lines, plain or gzipped: "url", "html", and "meta" with "title", "authors", "published", "topics". The table of
each corpus goes into its section of RESULTS.md. A tool that is not installed is left out. All tools run in this process, one page
after the other, and so does the parse that they are compared with.
"""

from __future__ import annotations

import argparse
import gzip
import json
import logging
import re
import sys
import time
import unicodedata
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from statistics import mean, median
from typing import Any

from report import machine, put_section

RESULTS = Path(__file__).resolve().parent / "RESULTS.md"
# One token a character for scripts written without spaces, a word otherwise.
_WORD = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]|(?:(?![\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff])\w)+"
)


@dataclass(frozen=True, slots=True)
class Found:
    """What a tool says of a page; `organisations` count as authors only where the gold lists them as such."""

    title: str | None = None
    authors: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    published: str | None = None
    topics: tuple[str, ...] = ()


Describe = Callable[[str, str], Found]


def texts(values: Any) -> tuple[str, ...]:
    """Return the texts among the values that a tool gives."""
    return tuple(one for one in values or () if isinstance(one, str))


def _newsclean() -> Describe:
    from newsclean import clean

    def run(html: str, url: str) -> Found:
        data = clean(html, url=url or None, format="html").metadata
        organisations = tuple(one for one in (data.agency, data.site) if one)
        return Found(data.title, data.authors, organisations, str(data.published)[:10] if data.published else None, data.tags)

    return run


def _trafilatura() -> Describe:
    from trafilatura import extract_metadata

    def run(html: str, url: str) -> Found:
        data = extract_metadata(html, default_url=url or None)
        authors = tuple(one.strip() for one in (data.author or "").split(";") if one.strip())
        return Found(data.title, authors, (data.sitename,) if data.sitename else (), data.date, tuple(data.tags or ()))

    return run


def _newspaper() -> Describe:
    from newspaper import Article

    def run(html: str, url: str) -> Found:
        article = Article(url or "https://example.org/", fetch_images=False)
        article.download(input_html=html)
        article.parse()
        return Found(article.title, texts(article.authors), (), str(article.publish_date)[:10] if article.publish_date else None, texts(article.tags))

    return run


def _goose() -> Describe:
    from goose3 import Goose

    goose = Goose({"enable_image_fetching": False})

    def run(html: str, url: str) -> Found:
        data = goose.extract(raw_html=html)
        return Found(data.title, texts(data.authors), (), str(data.publish_date or "")[:10] or None, texts(data.tags))

    return run


TOOLS: dict[str, tuple[str, Callable[[], Describe]]] = {
    "newsclean": ("newsclean", _newsclean),
    "trafilatura": ("trafilatura", _trafilatura),
    "newspaper4k": ("newspaper4k", _newspaper),
    "goose3": ("goose3", _goose),
}


def norm(text: str | None) -> str:
    """Return the words of a text in lower case."""
    return " ".join(_WORD.findall(unicodedata.normalize("NFKC", text or "").casefold()))


def f1(gold: Sequence[str], found: Sequence[str]) -> float:
    """Return the F1 of two sets of texts; 1.0 where both are empty."""
    ours, theirs = {norm(one) for one in gold} - {""}, {norm(one) for one in found} - {""}
    if not ours and not theirs:
        return 1.0
    return 2 * len(ours & theirs) / (len(ours) + len(theirs)) if ours and theirs else 0.0


def authors_f1(gold: Sequence[str], found: Found) -> float:
    """Return the F1 of authors; some golds list the agency or the site among them: having it as such counts."""
    wanted = {norm(one) for one in gold}
    return f1(gold, [*found.authors, *(one for one in found.organisations if norm(one) in wanted)])


def scores(golds: Sequence[dict[str, Any]], founds: Sequence[Found]) -> list[str]:
    """Return the cells of a tool's line: titles and days that are right, F1 of authors and topics; "–" where the gold has none."""
    pairs = list(zip(golds, founds, strict=True))
    columns = (
        [float(norm(gold["title"]) == norm(found.title)) for gold, found in pairs if gold.get("title")],
        [authors_f1(gold.get("authors") or [], found) for gold, found in pairs],
        [float((found.published or "")[:10] == gold["published"][:10]) for gold, found in pairs if gold.get("published")],
        [f1(gold["topics"], found.topics) for gold, found in pairs if gold.get("topics")],
    )
    return [f"{mean(column):.3f}" if column else "–" for column in columns]


def pages_of(path: Path, limit: int | None) -> list[dict[str, Any]]:
    """Return the pages of a file of JSON lines."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        return [json.loads(line) for _, line in zip(range(limit or 10**9), lines, strict=False)]


def timed(describe: Describe, page: dict[str, Any]) -> tuple[Found, bool, float]:
    """Return what a tool says of a page, whether it failed, and its CPU seconds."""
    start = time.process_time()
    try:
        found, failed = describe(page["html"], page.get("url") or ""), False
    except Exception:  # a peer may fail on a page: that is counted
        found, failed = Found(), True
    return found, failed, time.process_time() - start


def parse_seconds(pages: Sequence[dict[str, Any]]) -> list[float]:
    """Return the CPU seconds of lxml's parse of each page."""
    from lxml.html import document_fromstring

    def run(page: dict[str, Any]) -> float:
        start = time.process_time()
        document_fromstring(page["html"].encode("utf-8", "replace"))
        return time.process_time() - start

    return [run(page) for page in pages]


def own_share(pages: Sequence[dict[str, Any]]) -> tuple[float, float]:
    """Return what metadata adds to `clean(html)`, as the median over pages of its ratio to the parse: in the reader, and when they are asked for."""
    from newsclean import clean
    from newsclean.metadata import merge
    from newsclean.readers import html

    spent: dict[str, float] = {}

    def spying(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def run(*args: Any, **options: Any) -> Any:
            start = time.process_time()
            result = function(*args, **options)
            spent[name] = spent.get(name, 0.0) + time.process_time() - start
            return result

        return run

    originals = html.read_stated, merge.describe
    html.read_stated, merge.describe = spying("read", originals[0]), spying("describe", originals[1])
    try:
        rows: list[tuple[float, float]] = []
        for nth in range(2):  # the first round warms up
            for page, base in zip(pages, parse_seconds(pages), strict=True):
                spent.clear()
                _ = clean(page["html"], url=page.get("url"), format="html").metadata
                if nth:
                    rows.append((spent.get("read", 0.0) / base, spent.get("describe", 0.0) / base))
    finally:
        html.read_stated, merge.describe = originals
    return median(row[0] for row in rows), median(row[1] for row in rows)


def made(names: Sequence[str]) -> Iterator[tuple[str, str, Describe]]:
    """Yield the tools that are installed, with their versions; say which are left out."""
    for name in names:
        package, make = TOOLS[name]
        try:
            yield name, version(package), make()
        except (ImportError, ModuleNotFoundError) as error:
            print(f"left out: {name} ({error})", file=sys.stderr)


def table(pages: Sequence[dict[str, Any]], names: Sequence[str]) -> str:
    """Run the tools over pages and return their table."""
    lines = ["| tool | version | title exact | authors F1 | date exact | topics F1 | times the parse | failures |", "|---|---|---|---|---|---|---|---|"]
    base = sum(parse_seconds(pages))
    for name, of, describe in made(names):
        timed(describe, pages[0])
        runs = [timed(describe, page) for page in pages]
        cells = scores([page["meta"] for page in pages], [found for found, _, _ in runs])
        lines.append(f"| {name} | {of} | {' | '.join(cells)} | {sum(seconds for _, _, seconds in runs) / base:.1f} | {sum(failed for _, failed, _ in runs)} |")
    return "\n".join(lines)


def main() -> int:
    """Run as the arguments say."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", nargs="+", type=Path, help="files of JSON lines with gold metadata")
    parser.add_argument("--tools", nargs="+", choices=list(TOOLS), default=list(TOOLS))
    parser.add_argument("--limit", type=int, help="only the first pages")
    parser.add_argument("--output", type=Path, default=RESULTS, help="the document to write into")
    args = parser.parse_args()
    logging.disable(logging.CRITICAL)
    warnings.filterwarnings("ignore")
    for path in args.corpora:
        name = path.name.split(".")[0]
        pages = pages_of(path, args.limit)
        read, described = own_share(pages)
        golds = [page["meta"] for page in pages]
        counts = ", ".join(f"{sum(bool(gold.get(field)) for gold in golds)} golds with {field}" for field in ("title", "authors", "published", "topics"))
        text = "\n\n".join(
            [
                f"### Metadata of {name}",
                f"{len(pages)} pages; {counts}. {machine()}.",
                table(pages, args.tools),
                f"Of newsclean's time metadata take {read:.2f} of a parse in the reader and {described:.2f} when they are asked for, which costs nothing where they are not (medians over the pages).",
            ]
        )
        args.output.write_text(put_section(args.output.read_text("utf-8") if args.output.exists() else "", f"metadata:{name}", text), "utf-8")
        print(text, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
