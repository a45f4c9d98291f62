"""newsclean and its peers over a corpus of pages: quality and cost, side by side.

    python benchmarks/pages.py CORPUS [--name NAME] [--found FILE] [--rounds 5] [--tools newsclean trafilatura ...]

CORPUS is a file of JSON lines or the folder of a public benchmark (`corpora.py` names the layouts). Every tool runs in a
process of its own over every page, in turns, and the table and the picture go into the corpus's section of RESULTS.md.
README.md beside this file says what the columns mean.
"""

from __future__ import annotations

import argparse
import shlex
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import date
from pathlib import Path

from corpora import Corpus, CorpusError, json_lines, read
from kinds import Part, parts_of, recall_of_kinds, words_of_kinds
from measure import closest, figures, ms_per_page, ratios
from peers import NEWSCLEAN, PARSE, TOOLS
from picture import Point, draw
from report import Row, kinds_table, machine, put_section, quality_table, ranked
from workers import Measured, ToolError, Worker, interleave

RESULTS = Path(__file__).resolve().parent / "RESULTS.md"


def start(names: Sequence[str], timeout_s: float, stack: ExitStack) -> list[Worker]:
    """Start the tools, and the parse that they are compared with; say which are left out."""
    workers = []
    for name in dict.fromkeys((PARSE.name, *names)):
        try:
            workers.append(stack.enter_context(Worker(TOOLS[name], timeout_s)))
        except ToolError as error:
            print(f"left out: {error}", file=sys.stderr)
    return workers


def found_bodies(file: Path, corpus: Corpus) -> list[str]:
    """Return the bodies of a file of JSON lines ("id", "text") in the order of the pages.

    Raises: `CorpusError` if a page has none.
    """
    by_id = {row["id"]: row["text"] for row in json_lines(file) if isinstance(row.get("id"), str) and isinstance(row.get("text"), str)}
    missing = [page.id for page in corpus.pages if page.id not in by_id]
    if missing:
        raise CorpusError(f"{file}: expected a line with 'id' and 'text' for each of {len(corpus.pages)} pages, {len(missing)} have none; the first is {missing[0]!r}")
    return [by_id[page.id] for page in corpus.pages]


def row_of(measured: Measured, parse: Measured, corpus: Corpus, parts: Sequence[Sequence[Part]], bodies: Sequence[str] | None) -> Row:
    """Return a tool's line of the table; its bodies are those it gave unless others are given."""
    bodies = measured.bodies if bodies is None else bodies
    pairs = [(closest(page.golds, body), body) for page, body in zip(corpus.pages, bodies, strict=True)]
    seconds, base = ([[run.seconds for run in runs] for runs in one.rounds] for one in (measured, parse))
    extractor = measured.tool.extractor
    return Row(
        tool=measured.tool.name,
        version=measured.version,
        figures=figures(pairs) if extractor else None,
        recalls=recall_of_kinds(parts, bodies) if extractor else None,
        ms=ms_per_page(seconds),
        ratios=tuple(ratios(seconds, base)),
        failures=len(measured.failures),
    )


def section(rows: Sequence[Row], corpus: Corpus, parts: Sequence[Sequence[Part]], name: str, command: str, picture: str | None, own: str) -> str:
    """Return what stands in the document between the marks of a corpus."""
    left_out = f" Left out: {'; '.join(corpus.left_out)}." if corpus.left_out else ""
    blocks = [
        f"### {name}",
        f"{len(corpus.pages)} pages, layout `{corpus.layout}`.{left_out} {own}",
        f"`{command}`",
        f"{date.today().isoformat()}, {machine()}.",
        quality_table(rows),
        "Share of the gold's words kept, by the kind of their block:",
        kinds_table(rows, words_of_kinds(parts)),
    ]
    if picture is not None:
        blocks.append(f"![F1 against cost on {name}]({picture})")
    return "\n\n".join(blocks)


def command_of(args: argparse.Namespace) -> str:
    """Return the command as anybody would type it, without the folders of this machine."""
    words = ["python", "benchmarks/pages.py", f"DIR/{args.corpus.resolve().name}"]
    for option in ("name", "found", "rounds", "limit", "tools"):
        value = getattr(args, option)
        if value is not None:
            words += [f"--{option}", *([f"DIR/{value.name}"] if isinstance(value, Path) else map(str, value) if isinstance(value, list) else [str(value)])]
    return shlex.join(words)


def picture_of(rows: Sequence[Row], corpus: Corpus, name: str, folder: Path) -> str | None:
    """Draw the picture and return its file's name, or `None` where there is nothing to draw or matplotlib is not installed."""
    file = folder / f"pages-{name}.svg"
    points = [Point(row.tool, row.ratio, row.figures.f1) for row in rows if row.figures]
    if not points:
        return None
    try:
        draw(points, f"{name}: {len(corpus.pages)} pages", NEWSCLEAN.name, file)
    except ImportError as error:
        print(f"left out: the picture ({error}); pip install -e '.[bench]'", file=sys.stderr)
        return None
    return file.name


def written(file: Path, name: str, text: str) -> str:
    """Return the document as it is now with a new section of that corpus.

    Raises: `CorpusError` if the section begins and does not end.
    """
    try:
        return put_section(file.read_text("utf-8") if file.exists() else "", f"pages:{name}", text)
    except ValueError as error:
        raise CorpusError(f"{file}: {error}") from error


def run(args: argparse.Namespace) -> None:
    """Read, run, and write the section and the picture.

    Raises: `CorpusError` if the corpus, the found bodies or the document are not as expected, all before the first page is run.
    """
    corpus = read(args.corpus)
    if args.limit is not None:
        corpus = Corpus(corpus.layout, corpus.pages[: args.limit], corpus.left_out)
    name = args.name or args.corpus.resolve().name.split(".")[0]
    found = found_bodies(args.found, corpus) if args.found else None
    if not args.output.parent.is_dir():
        raise CorpusError(f"{args.output}: expected a document in a folder that is there; make {args.output.parent}")
    written(args.output, name, "")
    parts = [parts_of(page.html, page.golds[0]) for page in corpus.pages]
    with ExitStack() as stack:
        workers = start(args.tools or list(TOOLS), args.timeout, stack)
        results = interleave(workers, corpus.pages, args.rounds)
    parse = next(one for one in results if one.tool is PARSE)
    rows = ranked([row_of(one, parse, corpus, parts, found if one.tool is NEWSCLEAN else None) for one in results])
    for one in results:
        for page, first in zip(corpus.pages, one.rounds[0], strict=True):
            if first.failure:
                print(f"failed: {one.tool.name} on {page.id}: {first.failure[:200]}", file=sys.stderr)
    own = "newsclean's bodies are those it gave." if found is None else "newsclean's bodies are cross-validated, its cost is that of running it as installed."
    text = section(rows, corpus, parts, name, command_of(args), picture_of(rows, corpus, name, args.output.parent), own)
    args.output.write_text(written(args.output, name, text), "utf-8")
    print(text)


def positive(value: str) -> int:
    """Return a whole number from 1."""
    if not value.isdecimal() or int(value) < 1:
        raise argparse.ArgumentTypeError(f"expected a whole number from 1, got {value!r}")
    return int(value)


def main() -> int:
    """Run as the arguments say."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path, help="a file of JSON lines, or the folder of a public benchmark")
    parser.add_argument("--name", help="the corpus's name in the results; that of the file or folder unless given")
    parser.add_argument("--found", type=Path, help="score these bodies of newsclean (JSON lines: id, text) instead of those it gives; its cost is still measured")
    parser.add_argument("--rounds", type=positive, default=5)
    parser.add_argument("--limit", type=positive, help="only the first pages")
    parser.add_argument("--tools", nargs="+", choices=[tool.name for tool in TOOLS.values() if tool.extractor], help="all unless given; the parse is always run")
    parser.add_argument("--timeout", type=float, default=60.0, help="seconds on the clock after which a page counts as failed")
    parser.add_argument("--output", type=Path, default=RESULTS, help="the document to write into")
    args = parser.parse_args()
    try:
        run(args)
    except CorpusError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
