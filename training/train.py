"""Train the scorer: cross-validated by site for the figures, then on everything for the weights that ship.

python training/prepare.py OUT --data DIR          the corpora, read, marked by the rules and labelled
python training/train.py OUT --kind html --words   what words say, by models that have not seen their site: OUT/words.pkl
python training/train.py OUT --kind html --cv      odds of every block by weights that have not seen its site: OUT/html.odds.npz
python training/train.py OUT --kind html --ship    the weights: OUT/html.weights.npz
python training/train.py OUT --join                both kinds into src/newsclean/scorer/weights.npz
"""

from __future__ import annotations

import argparse
import hashlib
import json
import pickle
import tempfile
import time
from itertools import pairwise
from pathlib import Path

import numpy as np
from catboost import CatBoostClassifier, Pool

from newsclean.model import Kind
from newsclean.scorer.features import GROUPS, PAGE_NAMES, TEXT_NAMES, features, group_of, lend
from newsclean.scorer.filter import keeps
from newsclean.scorer.model import Forest
from newsclean.scorer.sheet import Sheet
from newsclean.scorer.words import WORD_BITS
from words import Words, matrix

CORPORA = ("en-news-dev", "news-dev", "web-dev")
FOLDS = 5
TREES = 160
SETTINGS = {
    "learning_rate": 0.1,
    "depth": 6,
    "l2_leaf_reg": 5,
    "rsm": 0.3,
    "border_count": 64,
    "bootstrap_type": "Bernoulli",
    "subsample": 0.7,
    "random_seed": 1,
    "thread_count": 2,
    "verbose": 0,
    "allow_writing_files": False,
    "boosting_type": "Plain",
}
# Light blocks are many and tell little: those below this quantile of weight are thinned, and those that stay weigh more.
THIN_QUANTILE = 0.6
# What golds differ on is left to the parts' defaults, and what the rules cut is gone already.
MARKED_WEIGHT = 0.05
DIFFERENT_WEIGHT = 0.25
DIFFERENT = (Kind.TABLE, Kind.CAPTION, Kind.PRE)
# Each page comes from eight tools; dumps of whole pages have most blocks and need no more weight than what other extractors left.
DIRTY_WEIGHT = 0.2
DUMP_WEIGHT = 0.125
# A clean body is one in nine documents of text, and must stay untouched.
KEEP_WEIGHT = 1.5
# A page whose body was taken out is one that has no article.
BARE_WEIGHT = 0.02
DUMPS = ("inscriptis", "bs4_text")


def fold_of(site: str) -> int:
    """Return the fold of a site: pages of one site, of whatever corpus, are judged by the same weights."""
    return int(hashlib.md5(site.encode()).hexdigest(), 16) % FOLDS


def weights_of(row: dict, sheet: Sheet) -> np.ndarray:
    """Return what each block of a document weighs: its share of the words of the body, less where golds differ.

    What is not body weighs as much against the words of the body as it would cost in precision, up to a page that is
    nearly all chrome.
    """
    draft, share = row["draft"], row["share"]
    words = np.array([block.words for block in draft.blocks])
    marked = sheet["marked"] > 0
    body = share >= 0.5
    gold = max(50.0, words[body].sum())
    other = words[~body & ~marked].sum()
    weight = np.minimum((words + 4) / np.where(body, gold, max(gold, 0.5 * other)), 0.5) * np.abs(2 * share - 1)
    weight[marked] *= MARKED_WEIGHT
    weight[[block.kind in DIFFERENT for block in draft.blocks]] *= DIFFERENT_WEIGHT
    weight[keeps(draft, sheet)] = 0.0  # the filter keeps these, whatever the weights say
    return weight if row["corpus"] == "web-dev" else weight * 1.5


class Data:
    """Every block of the documents of a kind: `values` a row a block, with label, weight and fold; `keys` and `sizes` a document."""

    def __init__(self, folder: Path, kind: str) -> None:
        start = time.time()
        self.keys: list[tuple[str, str, str]] = []
        self.sizes: list[int] = []
        values, labels, weights, folds, sites, drafts = [], [], [], [], [], []
        unknown = np.zeros(1 << WORD_BITS, np.float32)
        for corpus in CORPORA:
            for part in ("html", "bare") if kind == "html" else ("dirty", "keep"):
                for row in pickle.loads((folder / f"{corpus}.{part}.pkl").read_bytes()):
                    if part == "dirty" and corpus == "web-dev" and (row["source"] == "resiliparse" or fold_of(row["id"]) > 1):
                        continue  # two pages in five of the largest corpus are enough
                    sheet = features(row["draft"], unknown)
                    if not sheet.n:
                        continue
                    weight = weights_of(row, sheet)
                    if part == "dirty":
                        weight *= (DUMP_WEIGHT if row["source"] in DUMPS else DIRTY_WEIGHT) * (2 if corpus == "web-dev" else 1)
                    elif part == "keep":
                        weight *= KEEP_WEIGHT
                    elif part == "bare":
                        weight *= BARE_WEIGHT
                    self.keys.append((corpus, row["id"], row["source"]))
                    drafts.append(row["draft"])
                    self.sizes.append(sheet.n)
                    values.append(sheet.values.T)
                    labels.append(np.ones(sheet.n, bool) if part == "keep" else row["share"] >= 0.5)
                    weights.append(weight)
                    folds.append(np.full(sheet.n, fold_of(row["site"])))
                    sites.append(np.full(sheet.n, row["site"]))
        self.values = np.concatenate(values)
        self.labels, self.weights, self.folds = np.concatenate(labels), np.concatenate(weights), np.concatenate(folds)
        self.sites, self.words = np.concatenate(sites), matrix(drafts)
        self.weights /= self.weights.mean()
        print(f"{len(self.sizes)} documents, {len(self.values)} blocks, {self.values.shape[1]} columns, {time.time() - start:.0f} s", flush=True)

    def say(self, names: tuple[str, ...], odds: np.ndarray) -> None:
        """Write what the words of each block say, and what its neighbours have of it, into `values`."""
        at = np.cumsum([0, *self.sizes])
        for start, end in pairwise(at):
            sheet = Sheet(names, int(end - start))
            sheet.values[:] = self.values[start:end].T
            sheet["word_odds"] = odds[start:end]
            lend(sheet)
            self.values[start:end] = sheet.values.T

    def thinned(self, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return the rows to train on of those given, and their weights: light ones are thinned at random, always alike."""
        chance = np.minimum(1.0, self.weights / np.quantile(self.weights[rows], THIN_QUANTILE))
        kept = np.flatnonzero(rows & (np.random.default_rng(1).random(len(rows)) < chance))
        return kept, self.weights[kept] / chance[kept]


def fit(data: Data, rows: np.ndarray, names: tuple[str, ...]) -> Forest:
    """Fit a forest to the given rows and return it as arrays."""
    kept, weights = data.thinned(rows)
    model = CatBoostClassifier(iterations=TREES, **SETTINGS)
    model.fit(Pool(data.values[kept], data.labels[kept].astype(int), weight=weights))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.json"
        model.save_model(str(path), format="json")
        made = json.loads(path.read_text())
    depth, trees = int(SETTINGS["depth"]), made["oblivious_trees"]
    columns = np.zeros((len(trees), depth), np.intp)
    limits = np.full((len(trees), depth), np.float32(np.inf))
    leaves = np.zeros((len(trees), 1 << depth), np.float32)
    for t, tree in enumerate(trees):
        for d, split in enumerate(tree["splits"] or []):
            columns[t, d] = split["float_feature_index"]
            limits[t, d] = split["border"]
        leaves[t, : len(tree["leaf_values"])] = tree["leaf_values"]
    scale, bias = made["scale_and_bias"]
    forest = Forest(columns, limits, leaves * np.float32(scale), float(bias[0] if isinstance(bias, list) else bias), np.array([group_of(name) for name in names]))
    check = model.predict(data.values[:2000], prediction_type="RawFormulaVal")
    worst = np.abs(forest.odds(data.values[:2000].T) - check).max()
    if worst > 1e-3:
        raise SystemExit(f"train: expected the arrays to give the model's odds, got a difference of {worst:.4f}")
    return forest


def report(odds: np.ndarray, data: Data) -> None:
    """Print the weighted loss and error."""
    loss = np.logaddexp(0, np.where(data.labels, -odds, odds))
    print(f"loss {np.average(loss, weights=data.weights):.4f} error {np.average((odds > 0) != data.labels, weights=data.weights):.4f}", flush=True)


def cross_validate(data: Data, words: Words, names: tuple[str, ...], path: Path) -> None:
    """Write the odds of every block by weights that have not seen its site."""
    start, odds = time.time(), np.zeros(len(data.labels))
    for fold in range(FOLDS):
        held_out = data.folds == fold
        data.say(names, words.odds(data.words, data.folds, fold))
        odds[held_out] = fit(data, ~held_out, names).odds(data.values[held_out].T)
        print("fold", fold, f"{time.time() - start:.0f} s", flush=True)
    report(odds, data)
    np.savez(path, odds=odds, sizes=data.sizes, keys=np.array(data.keys))


def ship(data: Data, words: Words, names: tuple[str, ...], kind: str, path: Path) -> None:
    """Write the weights trained on everything."""
    data.say(names, words.odds(data.words, data.folds, None))
    forest = fit(data, np.ones(len(data.labels), bool), names)
    arrays = {"columns": forest.columns.astype(np.int16), "limits": forest.limits, "leaves": forest.leaves.astype(np.float16), "bias": np.float64(forest.bias)}
    np.savez_compressed(path, **{f"{kind}.{key}": value for key, value in arrays.items()}, **{f"{kind}.names": np.array(names)})


def join(folder: Path) -> None:
    """Write both kinds of weights into the package."""
    arrays: dict[str, np.ndarray] = {}
    for kind in ("html", "text"):
        arrays.update(np.load(folder / f"{kind}.weights.npz"))
    arrays["words"] = pickle.loads((folder / "words.pkl").read_bytes()).tables[frozenset()].astype(np.float16)
    target = Path(__file__).resolve().parents[1] / "src/newsclean/scorer/weights.npz"
    np.savez_compressed(target, **arrays)
    print(target, target.stat().st_size, "bytes,", len(GROUPS), "groups of columns")


def main() -> None:
    """Train as the arguments say."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--kind", choices=["html", "text"])
    parser.add_argument("--words", action="store_true")
    parser.add_argument("--cv", action="store_true")
    parser.add_argument("--ship", action="store_true")
    parser.add_argument("--join", action="store_true")
    args = parser.parse_args()
    if args.join:
        join(args.out)
        return
    names = PAGE_NAMES if args.kind == "html" else TEXT_NAMES
    data = Data(args.out, args.kind)
    stored = args.out / "words.pkl"
    if args.words:
        stored.write_bytes(pickle.dumps(Words.trained(data.words, data.labels, data.sites, data.folds, data.thinned)))
    if not args.cv and not args.ship:
        return
    words = pickle.loads(stored.read_bytes())
    if args.cv:
        cross_validate(data, words, names, args.out / f"{args.kind}.odds.npz")
    if args.ship:
        ship(data, words, names, args.kind, args.out / f"{args.kind}.weights.npz")


if __name__ == "__main__":
    main()
