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
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import numpy as np

from labels import align, words_of
from newsclean.draft import Draft
from newsclean.model import Document
from newsclean.pipeline import Pipeline
from newsclean.readers.blocks import make_block
from newsclean.readers.html import read_html
from newsclean.readers.text import read_text

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


def without_body(document: Document, share: np.ndarray) -> Document:
    """Return a page without the blocks of its body: a page that has no article."""
    kept = [block for block in document.blocks if share[block.index] < 0.5]
    blocks, at = [], 0
    for nth, block in enumerate(kept):
        moved = at - block.start
        content = (block.content_start + moved, block.content_end + moved)
        blocks.append(make_block(nth, at, at + block.chars, block.kind, content, block.words, block.sentence_end))
        at += block.chars + 1
    text = "\n".join(document.text[block.start : block.end] for block in kept)
    assert document.page is not None
    page = replace(document.page, origins=tuple(document.page.origins[block.index] for block in kept))
    return replace(document, text=text, mended=text, blocks=tuple(blocks), page=page)


def write(path: Path, rows: list[dict]) -> None:
    """Write rows as a pickle."""
    path.write_bytes(pickle.dumps(rows, protocol=5))


def main() -> None:
    """Write one pickle a corpus and kind."""
    parser = argparse.ArgumentParser()
    parser.add_argument("out", type=Path)
    parser.add_argument("--data", type=Path, required=True, help="the folder of the corpora, CORPUS.jsonl.gz")
    parser.add_argument("--only", nargs="*", default=["html", "dirty", "keep"])
    parser.add_argument("--corpora", nargs="*", default=list(CORPORA))
    args = parser.parse_args()
    warnings.filterwarnings("ignore")
    args.out.mkdir(parents=True, exist_ok=True)
    pipeline = Pipeline.default().without("page_chrome")
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
            bare = []
            for key, source, given, gold in cases:
                document = read_html(given) if kind == "html" else read_text(given)
                draft = Draft(document)
                removals = pipeline.mark(draft)
                share = align([words_of(document.reading(b.start, b.end)) for b in document.blocks], words_of(gold))
                row = {"id": key, "corpus": corpus, "source": source, "site": sites[key], "draft": draft, "removals": removals, "share": share, "gold": gold}
                rows.append(row)
                if kind == "html":
                    draft = Draft(without_body(document, share))
                    removals = pipeline.mark(draft)
                    bare.append({**row, "source": "bare", "draft": draft, "removals": removals, "share": np.zeros(len(draft.blocks)), "gold": ""})
            write(args.out / f"{corpus}.{kind}.pkl", rows)
            if bare:
                write(args.out / f"{corpus}.bare.pkl", bare)
            print(corpus, kind, len(rows), f"{time.time() - start:.0f} s", flush=True)


if __name__ == "__main__":
    main()
