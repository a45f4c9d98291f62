"""Speed of cleaning text, beside C4's line rules and jusText in the same run.

    python benchmarks/text_speed.py BODIES.jsonl.gz [...]

Each input is a file of one JSON object a line with a field "text" (a clean or scraped article). Every tool runs over all
articles of a file in turn, five rounds, in one process on one core; the table gives the median over articles of the median
over rounds, in CPU time. Then one long text (all articles behind one another, at least 5 MB) for the throughput, and the
time of `import newsclean`. Without a file the articles are the project's own fixtures.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from corpora import json_lines
from peers import c4_rules

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 5
LONG_BYTES = 5_000_000


def tools() -> dict[str, Callable[[str], object]]:
    import newsclean

    found: dict[str, Callable[[str], object]] = {"newsclean": lambda text: newsclean.clean(text, format="text").text, "C4's rules": c4_rules}
    try:
        import justext
    except ImportError:
        print("jusText is not installed (pip install newsclean[bench]): left out", file=sys.stderr)
    else:
        stop_words = justext.get_stoplist("English")
        found["jusText"] = lambda text: justext.justext("".join(f"<p>{line}</p>" for line in text.splitlines()), stop_words)
    return found


def cpu_ms(run: Callable[[str], object], text: str) -> float:
    start = time.process_time()
    run(text)
    return 1000 * (time.process_time() - start)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    args = parser.parse_args()
    corpora = {path.name.split(".")[0]: [row["text"] for row in json_lines(path)] for path in args.files}
    if not corpora:
        corpora = {"fixtures": [file.read_bytes().decode() for file in sorted((ROOT / "fixtures/articles").glob("*/input.txt"))]}
    runs = tools()
    print("| corpus | articles | median chars | tool | median ms/article | MB/s |")
    print("|---|---|---|---|---|---|")
    for name, texts in corpora.items():
        for run in runs.values():
            run(texts[0])
        times: dict[str, list[list[float]]] = {tool: [[] for _ in texts] for tool in runs}
        for _ in range(ROUNDS):
            for tool, run in runs.items():
                for nth, text in enumerate(texts):
                    times[tool][nth].append(cpu_ms(run, text))
        size = sum(len(text.encode()) for text in texts)
        for tool in runs:
            per_text = [median(rounds) for rounds in times[tool]]
            print(f"| {name} | {len(texts)} | {median(map(len, texts)):.0f} | {tool} | {median(per_text):.3f} | {size / 1000 / sum(per_text):.1f} |")
    texts = [text for corpus in corpora.values() for text in corpus]
    long = "\n\n".join(texts * max(1, LONG_BYTES // max(1, sum(map(len, texts))) + 1))
    for tool, run in runs.items():
        if tool != "jusText":
            ms = median(cpu_ms(run, long) for _ in range(3))
            print(f"| one long text | 1 | {len(long)} | {tool} | {ms:.0f} | {len(long.encode()) / 1000 / ms:.1f} |")
    code = "import time; s = time.perf_counter(); import newsclean; print(1000 * (time.perf_counter() - s))"
    took = [float(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout) for _ in range(7)]
    print(f"\n`import newsclean`: {median(took):.1f} ms (median of 7 processes)")


if __name__ == "__main__":
    main()
