"""Quality of cleaning text, beside C4's line rules, on corpora of clean bodies and of what extractors left of the same pages.

    python benchmarks/text_quality.py DIR CORPUS [CORPUS ...] [--profile balanced] [--tools newsclean c4] [--found FILE ...] [--losses]

DIR holds, for each corpus, CORPUS.jsonl.gz (one page a line: "id", "text" the clean body) and, if dirty text is to be scored too,
CORPUS.dirty.jsonl.gz ("id", "source" the extractor, "input" its text, "text" the clean body).

keep: the clean bodies are cleaned again. "untouched" is the share whose words come out the same; "words lost" the share of
all words that are gone; `--losses` prints every removal.
dirty: F1 over 4-word shingles with counts (`measure.py`), before and after; "hurt" is the share of pages whose F1 falls by more than 0.02.

`--found` takes newsclean's texts from files of JSON lines ("id", "source", "text"; the source of a clean body is "keep"), as
`training/bodies.py` makes them with weights that never saw the page's site.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from corpora import CorpusError, json_lines
from measure import figures, score, words
from peers import c4_rules

HURT = 0.02
KEEP = "keep"

# The id of a page, the source of its text and the text to the clean text.
Cleaner = Callable[[str, str, str], str]


def cleaners(names: list[str], profile: str, found: list[Path]) -> dict[str, Cleaner]:
    """Return the tools by name; with found texts newsclean is not run."""
    import newsclean

    known: dict[str, Cleaner] = {
        "newsclean": lambda page, source, text: newsclean.clean(text, format="text", profile=profile).text,
        "c4": lambda page, source, text: c4_rules(text),
    }
    if found:
        texts = {(row["id"], row["source"]): row["text"] for file in found for row in json_lines(file)}
        known["newsclean"] = lambda page, source, text: _found(texts, page, source)
    return {name: known[name] for name in names}


def _found(texts: dict[tuple[str, str], str], page: str, source: str) -> str:
    if (page, source) not in texts:
        raise CorpusError(f"--found: expected a line with 'id' {page!r}, 'source' {source!r} and 'text', found none among {len(texts)}")
    return texts[page, source]


def keep(directory: Path, corpora: list[str], tools: dict[str, Cleaner]) -> None:
    """Print what is left of clean bodies."""
    print("| corpus | tool | articles | untouched | share | words lost | most lost in one |\n|---|---|---|---|---|---|---|")
    for corpus in corpora:
        bodies = {row["id"]: row["text"] for row in json_lines(directory / f"{corpus}.jsonl.gz")}
        golds = [words(body) for body in bodies.values()]
        for name, clean in tools.items():
            found = [words(clean(page, KEEP, body)) for page, body in bodies.items()]
            same = sum(g == f for g, f in zip(golds, found, strict=True))
            lost = [max(0, len(g) - len(f)) for g, f in zip(golds, found, strict=True)]
            worst = max(gone / len(g) for gone, g in zip(lost, golds, strict=True))
            print(f"| {corpus} | {name} | {len(bodies)} | {same} | {same / len(bodies):.1%} | {sum(lost) / sum(map(len, golds)):.3%} | {worst:.0%} |")


def dirty(directory: Path, corpora: list[str], tools: dict[str, Cleaner]) -> None:
    """Print what cleaning makes of the texts that extractors left."""
    print("\n| corpus | text from | tool | F1 before | F1 after | precision | recall | exact before | exact after | hurt |\n|---|---|---|---|---|---|---|---|---|---|")
    for corpus in corpora:
        path = directory / f"{corpus}.dirty.jsonl.gz"
        if not path.exists():
            continue
        rows = list(json_lines(path))
        for source in sorted({row["source"] for row in rows}):
            some = [row for row in rows if row["source"] == source]
            given = [(row["text"], row["input"]) for row in some]
            before = figures(given)
            for name, clean in tools.items():
                cleaned = [(row["text"], clean(row["id"], source, row["input"])) for row in some]
                after = figures(cleaned)
                hurt = sum(score(*new).f1 - score(*old).f1 < -HURT for new, old in zip(cleaned, given, strict=True))
                print(
                    f"| {corpus} | {source} | {name} | {before.f1:.4f} | {after.f1:.4f} | {after.precision:.4f} | {after.recall:.4f} "
                    f"| {before.exact:.3f} | {after.exact:.3f} | {hurt}/{len(some)} |",
                    flush=True,
                )


def losses(directory: Path, corpora: list[str], profile: str) -> None:
    """Print what is removed from clean bodies, for a person to judge whether it is the gold's own furniture."""
    import newsclean

    for corpus in corpora:
        for row in json_lines(directory / f"{corpus}.jsonl.gz"):
            article = newsclean.clean(row["text"], format="text", profile=profile)
            for removal in article.removals:
                text = row["text"][removal.span.start : removal.span.end]
                print(f"{corpus}\t{row['id']}\t{removal.filter}\t{removal.tier.name.lower()}\t{text[:160]!r}\t{removal.reason}")


def main() -> None:
    """Run as the arguments say."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("directory", type=Path)
    parser.add_argument("corpora", nargs="+")
    parser.add_argument("--profile", default="balanced")
    parser.add_argument("--tools", nargs="+", default=["newsclean", "c4"], choices=["newsclean", "c4"])
    parser.add_argument("--found", nargs="+", type=Path, default=[])
    parser.add_argument("--losses", action="store_true")
    args = parser.parse_args()
    if args.losses:
        losses(args.directory, args.corpora, args.profile)
        return
    tools = cleaners(args.tools, args.profile, args.found)
    try:
        keep(args.directory, args.corpora, tools)
        dirty(args.directory, args.corpora, tools)
    except CorpusError as error:
        sys.exit(f"error: {error}")


if __name__ == "__main__":
    main()
