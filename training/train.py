"""Train the scorer: cross-validated by site for the figures, then on everything for the weights that ship.

python training/prepare.py OUT                     the corpora, read, marked by the rules and labelled
python training/train.py OUT --kind html --cv      odds of every block by weights that have not seen its site: OUT/html.odds.npz
python training/train.py OUT --kind html --ship    the weights: OUT/html.weights.npz
python training/train.py OUT --join                both kinds into src/newsclean/scorer/weights.npz
"""

from __future__ import annotations

import argparse
import hashlib
import pickle
import time
from pathlib import Path

import numpy as np
from catboost import CatBoostClassifier, Pool

from newsclean.scorer.features import PAGE_NAMES, SECOND_NAMES, TEXT_NAMES, features, second_table
from newsclean.scorer.model import Forest

CORPORA = ("en-news-dev", "news-dev", "web-dev")
FOLDS = 5
SETTINGS = {
    "border_count": 64,
    "bootstrap_type": "Bernoulli",
    "subsample": 0.7,
    "random_seed": 1,
    "thread_count": 2,
    "verbose": 0,
    "allow_writing_files": False,
    "boosting_type": "Plain",
}


def fold_of(site: str) -> int:
    """Return the fold of a site: pages of one site, of whatever corpus, are judged by the same weights."""
    return int(hashlib.md5(site.encode()).hexdigest(), 16) % FOLDS


def weights_of(row: dict, table: object, names: tuple[str, ...]) -> np.ndarray:
    """Return what each block of a document weighs: its share of the words of the body, less where golds differ."""
    share, values, words = row["share"], table.values, table.words  # type: ignore[attr-defined]
    gold = max(50.0, words[share >= 0.5].sum())
    other = words[(share < 0.5) & (values[:, names.index("marked")] == 0)].sum()
    weight = np.minimum((words + 4) / np.where(share >= 0.5, gold, max(gold, 0.5 * other)), 0.5) * np.abs(2 * share - 1)
    column = {name: values[:, names.index(name)] for name in ("marked", "kind_table", "kind_caption", "kind_quote")}
    weight[column["marked"] > 0] *= 0.05  # the rules have cut these already
    weight[(column["kind_table"] + column["kind_caption"]) > 0] *= 0.25
    if row["corpus"] != "web-dev":
        weight *= 1.5
    return weight


class Data:
    """Every block of the documents of a kind, with the table of each document."""

    def __init__(self, folder: Path, kind: str) -> None:
        start = time.time()
        self.keys: list[tuple[str, str, str]] = []
        self.tables, labels, weights, folds = [], [], [], []
        names = PAGE_NAMES if kind == "html" else TEXT_NAMES
        for corpus in CORPORA:
            for part in ("html",) if kind == "html" else ("dirty", "keep"):
                with (folder / f"{corpus}.{part}.pkl").open("rb") as file:
                    rows = pickle.load(file)
                for row in rows:
                    if part == "dirty" and corpus == "web-dev" and (row["source"] == "resiliparse" or fold_of(row["id"]) > 1):
                        continue  # two pages in five of the largest corpus are enough
                    table = features(row["draft"])
                    if not len(table.values):
                        continue
                    weight = weights_of(row, table, names)
                    if part == "dirty":
                        weight *= 0.25 if corpus == "web-dev" else 0.125
                        weight *= 2.0 if row["source"] in ("inscriptis", "bs4_text") else 1.0
                    elif part == "keep":
                        weight *= KEEP_WEIGHT
                    self.keys.append((corpus, row["id"], row["source"]))
                    self.tables.append(table)
                    labels.append(np.ones(len(table.values), bool) if part == "keep" else row["share"] >= 0.5)
                    weights.append(weight)
                    folds.append(np.full(len(table.values), fold_of(row["site"])))
        self.sizes = [len(table.values) for table in self.tables]
        self.values = np.concatenate([table.values for table in self.tables])
        self.labels, self.weights, self.folds = np.concatenate(labels), np.concatenate(weights), np.concatenate(folds)
        self.weights /= self.weights.mean()
        print(f"{len(self.tables)} documents, {len(self.values)} blocks, {self.values.shape[1]} columns, {time.time() - start:.0f} s", flush=True)

    def second(self, odds: np.ndarray) -> np.ndarray:
        """Return the table of the second look for all documents."""
        at = np.cumsum([0, *self.sizes])
        return np.concatenate([second_table(table, odds[a:b]) for table, a, b in zip(self.tables, at, at[1:], strict=False)])


KEEP_WEIGHT = 1.0


FIRST = {"learning_rate": 0.1, "rsm": 0.3, "depth": 6, "l2_leaf_reg": 5}
SECOND = {"learning_rate": 0.08, "rsm": 0.5, "depth": 4, "l2_leaf_reg": 10}


def fit(values: np.ndarray, labels: np.ndarray, weights: np.ndarray, trees: int, settings: dict[str, float]) -> Forest:
    """Fit a forest and return it as arrays."""
    model = CatBoostClassifier(iterations=trees, **SETTINGS, **settings)
    some = weights > 0
    model.fit(Pool(values[some], labels[some].astype(int), weight=weights[some]))
    path = Path(f"/tmp/catboost-{time.time_ns()}.json")
    model.save_model(str(path), format="json")
    import json

    data = json.loads(path.read_text())
    path.unlink()
    depth = int(settings["depth"])
    made = data["oblivious_trees"]
    cols = np.zeros((len(made), depth), np.int16)
    limits = np.full((len(made), depth), np.float32(np.inf))
    leaves = np.zeros((len(made), 1 << depth), np.float32)
    for t, tree in enumerate(made):
        for d, split in enumerate(tree["splits"] or []):
            cols[t, d] = split["float_feature_index"]
            limits[t, d] = split["border"]
        leaves[t, : len(tree["leaf_values"])] = tree["leaf_values"]
    scale, bias = data["scale_and_bias"]
    bias = bias[0] if isinstance(bias, list) else bias
    forest = Forest(cols.astype(np.intp), limits, leaves * np.float32(scale), float(bias))
    check = model.predict(values[:2000], prediction_type="RawFormulaVal")
    assert np.allclose(forest.odds(values[:2000]), check, atol=1e-3), np.abs(forest.odds(values[:2000]) - check).max()
    return forest


def report(name: str, odds: np.ndarray, data: Data) -> None:
    """Print the weighted loss and error."""
    loss = np.logaddexp(0, np.where(data.labels, -odds, odds))
    print(name, f"loss {np.average(loss, weights=data.weights):.4f} error {np.average((odds > 0) != data.labels, weights=data.weights):.4f}", flush=True)


def main() -> None:
    """Train as the arguments say."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--kind", choices=["html", "text"])
    parser.add_argument("--cv", action="store_true")
    parser.add_argument("--ship", action="store_true")
    parser.add_argument("--join", action="store_true")
    parser.add_argument("--first", type=int, default=160)
    parser.add_argument("--second", type=int, default=100)
    args = parser.parse_args()
    if args.join:
        arrays = {}
        for kind in ("html", "text"):
            path = args.out / f"{kind}.weights.npz"
            if path.exists():
                arrays.update(np.load(path))
        target = Path(__file__).resolve().parents[1] / "src/newsclean/scorer/weights.npz"
        np.savez_compressed(target, **arrays)
        print(target, target.stat().st_size)
        return
    data = Data(args.out, args.kind)
    names = PAGE_NAMES if args.kind == "html" else TEXT_NAMES
    start = time.time()
    path = args.out / f"{args.kind}.odds.npz"
    if args.cv:
        first, second = np.zeros(len(data.labels)), np.zeros(len(data.labels))
        for k in range(FOLDS):
            train = data.folds != k
            first[~train] = fit(data.values[train], data.labels[train], data.weights[train], args.first, FIRST).odds(data.values[~train])
            print("first", k, f"{time.time() - start:.0f} s", flush=True)
        report("first", first, data)
        both = data.second(first)
        for k in range(FOLDS):
            train = data.folds != k
            second[~train] = fit(both[train], data.labels[train], data.weights[train], args.second, SECOND).odds(both[~train])
            print("second", k, f"{time.time() - start:.0f} s", flush=True)
        report("second", second, data)
        np.savez(path, first=first, second=second, sizes=data.sizes, keys=np.array(data.keys))
    if args.ship:
        first = np.load(path)["first"]
        both = data.second(first)
        arrays = {}
        for name, values, trees, settings in (("first", data.values, args.first, FIRST), ("second", both, args.second, SECOND)):
            forest = fit(values, data.labels, data.weights, trees, settings)
            arrays |= {
                f"{args.kind}.{name}.columns": forest.columns.astype(np.int16),
                f"{args.kind}.{name}.limits": forest.limits,
                f"{args.kind}.{name}.leaves": forest.leaves.astype(np.float16),
                f"{args.kind}.{name}.bias": np.float64(forest.bias),
            }
            arrays[f"{args.kind}.{name}.names"] = np.array(names if name == "first" else SECOND_NAMES[names])
        np.savez_compressed(args.out / f"{args.kind}.weights.npz", **arrays)
        print("shipped", f"{time.time() - start:.0f} s")


if __name__ == "__main__":
    main()
