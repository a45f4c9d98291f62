"""Quality of cleaning text, beside C4's line rules, on corpora of clean bodies and of what extractors left of the same pages.

    python benchmarks/text_quality.py DIR CORPUS [CORPUS ...] [--profile balanced] [--tools newsclean c4] [--losses]

DIR holds, for each corpus, CORPUS.jsonl.gz (one page a line: "id", "text" the clean body) and, if dirty text is to be scored too,
CORPUS.dirty.jsonl.gz ("id", "source" the extractor, "input" its text, "text" the clean body).

keep: the clean bodies are cleaned again. "untouched" is the share whose words come out the same; "words lost" the share of
all words that are gone; `--losses` prints every removal.
dirty: F1 over 4-word shingles with counts (the measure of Zyte's article-extraction-benchmark), of mean precision and mean recall, before and
after; "hurt" is the share of pages whose F1 falls by more than 0.02.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import mean

from text_speed import c4_rules

# One token a character for scripts written without spaces (Thai to Han and Kana), a word otherwise.
_WIDE = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_WORD = re.compile(rf"[{_WIDE}]|(?:(?![{_WIDE}])\w)+")
HURT = 0.02


def words(text: str) -> list[str]:
    return _WORD.findall(text)


def shingles(text: str, n: int = 4) -> Counter[tuple[str, ...]]:
    found = words(text)
    return Counter(tuple(found[i : i + n]) for i in range(max(1, len(found) - n + 1)) if found)


def score(gold: str, found: str) -> tuple[float, float, float]:
    """Return precision, recall and F1 of one page."""
    g, f = shingles(gold), shingles(found)
    if not g and not f:
        return 1.0, 1.0, 1.0
    hit = (g & f).total()
    p, r = hit / f.total() if f else 0.0, hit / g.total() if g else 0.0
    return p, r, 2 * p * r / (p + r) if p + r else 0.0


def corpus_f1(pairs: list[tuple[str, str]], rows: list[tuple[float, float, float]]) -> float:
    """Return F1 of the mean precision (over pages where something was found) and the mean recall."""
    p = mean([row[0] for row, (_, found) in zip(rows, pairs, strict=True) if words(found)] or [0.0])
    r = mean(row[1] for row in rows)
    return 2 * p * r / (p + r) if p + r else 0.0


def load(path: Path) -> Iterator[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def cleaners(names: list[str], profile: str) -> dict[str, Callable[[str], str]]:
    import newsclean

    known: dict[str, Callable[[str], str]] = {"newsclean": lambda text: newsclean.clean(text, format="text", profile=profile).text, "c4": c4_rules}
    return {name: known[name] for name in names}


def keep(directory: Path, corpora: list[str], tools: dict[str, Callable[[str], str]]) -> None:
    print("| corpus | tool | articles | untouched | share | words lost | most lost in one |\n|---|---|---|---|---|---|---|")
    for corpus in corpora:
        bodies = [row["text"] for row in load(directory / f"{corpus}.jsonl.gz")]
        golds = [words(body) for body in bodies]
        for name, clean in tools.items():
            found = [words(clean(body)) for body in bodies]
            same = sum(g == f for g, f in zip(golds, found, strict=True))
            lost = [max(0, len(g) - len(f)) for g, f in zip(golds, found, strict=True)]
            worst = max(gone / len(g) for gone, g in zip(lost, golds, strict=True))
            print(f"| {corpus} | {name} | {len(bodies)} | {same} | {same / len(bodies):.1%} | {sum(lost) / sum(map(len, golds)):.3%} | {worst:.0%} |")


def dirty(directory: Path, corpora: list[str], tools: dict[str, Callable[[str], str]]) -> None:
    print("\n| corpus | text from | tool | F1 before | F1 after | precision | recall | exact before | exact after | hurt |\n|---|---|---|---|---|---|---|---|---|---|")
    for corpus in corpora:
        path = directory / f"{corpus}.dirty.jsonl.gz"
        if not path.exists():
            continue
        rows = list(load(path))
        for source in sorted({row["source"] for row in rows}):
            some = [row for row in rows if row["source"] == source]
            pairs = [(row["text"], row["input"]) for row in some]
            before = [score(*pair) for pair in pairs]
            exact = mean(float(words(g) == words(f)) for g, f in pairs)
            for name, clean in tools.items():
                cleaned = [(row["text"], clean(row["input"])) for row in some]
                after = [score(*pair) for pair in cleaned]
                hurt = sum(a[2] - b[2] < -HURT for a, b in zip(after, before, strict=True))
                now = mean(float(words(g) == words(f)) for g, f in cleaned)
                print(
                    f"| {corpus} | {source} | {name} | {corpus_f1(pairs, before):.4f} | {corpus_f1(cleaned, after):.4f} | {mean(a[0] for a in after):.4f} "
                    f"| {mean(a[1] for a in after):.4f} | {exact:.3f} | {now:.3f} | {hurt}/{len(some)} |",
                    flush=True,
                )


def losses(directory: Path, corpora: list[str], profile: str) -> None:
    """Print what is removed from clean bodies, for a person to judge whether it is the gold's own furniture."""
    import newsclean

    for corpus in corpora:
        for row in load(directory / f"{corpus}.jsonl.gz"):
            article = newsclean.clean(row["text"], format="text", profile=profile)
            for removal in article.removals:
                text = row["text"][removal.span.start : removal.span.end]
                print(f"{corpus}\t{row['id']}\t{removal.filter}\t{removal.tier.name.lower()}\t{text[:160]!r}\t{removal.reason}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("directory", type=Path)
    parser.add_argument("corpora", nargs="+")
    parser.add_argument("--profile", default="balanced")
    parser.add_argument("--tools", nargs="+", default=["newsclean", "c4"], choices=["newsclean", "c4"])
    parser.add_argument("--losses", action="store_true")
    args = parser.parse_args()
    if args.losses:
        losses(args.directory, args.corpora, args.profile)
        return
    tools = cleaners(args.tools, args.profile)
    keep(args.directory, args.corpora, tools)
    dirty(args.directory, args.corpora, tools)


if __name__ == "__main__":
    main()
