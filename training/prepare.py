"""Read the corpora, run the rule filters, label the blocks, and keep the drafts for training.

python training/prepare.py OUT --data DIR [--only html|dirty|keep]
"""

from __future__ import annotations

import argparse
import gzip
import json
import pickle
import time
import warnings
from pathlib import Path
from urllib.parse import urlsplit

from labels import align, words_of

CORPORA = ("en-news-dev", "news-dev", "web-dev")


def site_of(url: str) -> str:
    """Return the site of an address: the host without www and without the first label of a long one."""
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    parts = host.split(".")
    keep = 3 if len(parts) > 2 and len(parts[-2]) <= 3 else 2
    return ".".join(parts[-keep:])


def load(path: Path) -> list[dict]:
    """Return the lines of a gzipped file of JSON lines."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def main() -> None:
    """Write one pickle a corpus and kind."""
    parser = argparse.ArgumentParser()
    parser.add_argument("out", type=Path)
    parser.add_argument("--data", type=Path, required=True, help="the folder of the corpora, CORPUS.jsonl.gz")
    parser.add_argument("--only", nargs="*", default=["html", "dirty", "keep"])
    parser.add_argument("--corpora", nargs="*", default=list(CORPORA))
    args = parser.parse_args()
    from newsclean.draft import Draft
    from newsclean.filters import DEFAULT
    from newsclean.pipeline import Pipeline
    from newsclean.readers.html import read_html
    from newsclean.readers.text import read_text

    warnings.filterwarnings("ignore")
    args.out.mkdir(parents=True, exist_ok=True)
    pipeline = Pipeline(tuple(make() for make in DEFAULT))
    if "page_chrome" in pipeline.names:
        pipeline = pipeline.without("page_chrome")
    for corpus in args.corpora:
        pages = load(args.data / f"{corpus}.jsonl.gz")
        sites = {page["id"]: site_of(page["url"]) for page in pages}
        for kind in args.only:
            start, rows = time.time(), []
            if kind == "html":
                cases = [(page["id"], "html", page["html"], page["text"]) for page in pages]
            elif kind == "keep":
                cases = [(page["id"], "keep", page["text"], page["text"]) for page in pages]
            else:
                cases = [(row["id"], row["source"], row["input"], row["text"]) for row in load(args.data / f"{corpus}.dirty.jsonl.gz")]
            for key, source, given, gold in cases:
                document = read_html(given) if kind == "html" else read_text(given)
                draft = Draft(document)
                removals = pipeline.mark(draft)
                share = align([words_of(document.reading(b.start, b.end)) for b in document.blocks], words_of(gold))
                rows.append({"id": key, "corpus": corpus, "source": source, "site": sites[key], "draft": draft, "removals": removals, "share": share, "gold": gold})
            with (args.out / f"{corpus}.{kind}.pkl").open("wb") as file:
                pickle.dump(rows, file, protocol=5)
            print(corpus, kind, len(rows), f"{time.time() - start:.0f} s", flush=True)


if __name__ == "__main__":
    main()
