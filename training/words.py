"""What the words of a block say of it: a linear model over hashed words, always by weights that have not seen the block's site.

The forest is trained on what such a model says of a block, so the model must not know the block: `Words.odds` gives for each block
what a model trained without its fold, and without the fold that is held out, says.
"""

from __future__ import annotations

import warnings
from itertools import combinations

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from newsclean.draft import Draft
from newsclean.scorer.features import arrays
from newsclean.scorer.words import WORD_BITS, classes_of, tokens, word_slots

# A word that fewer sites have says more of the site than of the block.
MIN_SITES = 4
STRENGTH = 0.3
ROUNDS = 40


def matrix(drafts: list[Draft]) -> csr_matrix:
    """Return how often each block has each slot of words, over the root of its words: a row a block of all documents."""
    columns, values, ends = [], [], [np.zeros(1, np.int64)]
    for draft in drafts:
        found = tokens(draft, arrays(draft), classes_of(draft.document.mended)[0])
        slots, sizes = word_slots(found.hashes), found.end - found.first
        at = np.repeat(found.first, sizes) + np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        columns.append(slots[at])
        values.append(np.repeat(1 / np.sqrt(np.maximum(sizes, 1)), sizes))
        ends.append(ends[-1][-1] + np.cumsum(sizes))
    shape = (sum(len(draft.blocks) for draft in drafts), 1 << WORD_BITS)
    made = csr_matrix((np.concatenate(values).astype(np.float32), np.concatenate(columns), np.concatenate(ends)), shape=shape)
    made.sum_duplicates()
    return made


def fit(words: csr_matrix, labels: np.ndarray, weights: np.ndarray, sites: np.ndarray, rows: np.ndarray) -> np.ndarray:
    """Return the weight of each slot, trained on the given rows; 0 for a slot that fewer than `MIN_SITES` sites have."""
    some, names = words[rows], np.unique(sites[rows], return_inverse=True)[1]
    pairs = some.tocoo()
    seen = csr_matrix((np.ones(pairs.nnz, np.int8), (names[pairs.row], pairs.col)), shape=(names.max() + 1, words.shape[1]))
    known = np.flatnonzero(np.asarray((seen > 0).sum(axis=0)).ravel() >= MIN_SITES)
    model = LogisticRegression(C=STRENGTH, max_iter=ROUNDS)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it stops after its rounds: that is wanted
        model.fit(some[:, known], labels[rows], sample_weight=2 * weights)
    table = np.zeros(words.shape[1], np.float32)
    table[known] = model.coef_[0]
    return table


class Words:
    """The tables of words of all folds: `tables[{k, j}]` has seen neither fold k nor fold j; `tables[{k}]` all but k; `tables[{}]` all."""

    def __init__(self, tables: dict[frozenset[int], np.ndarray]) -> None:
        self.tables = tables

    @classmethod
    def trained(cls, words: csr_matrix, labels: np.ndarray, sites: np.ndarray, folds: np.ndarray, thinned: object) -> Words:
        """Train every table. `thinned` gives for a mask of rows those to train on and their weights."""
        tables = {}
        for size in range(3):
            for out in combinations(range(folds.max() + 1), size):
                rows, weights = thinned(~np.isin(folds, out))  # type: ignore[operator]
                tables[frozenset(out)] = fit(words, labels, weights, sites, rows)
                print("words without", out, flush=True)
        return cls(tables)

    def odds(self, words: csr_matrix, folds: np.ndarray, held_out: int | None) -> np.ndarray:
        """Return for each block what the table without its own fold and without the one held out says."""
        out = np.zeros(words.shape[0], np.float32)
        for fold in np.unique(folds):
            rows = folds == fold
            out[rows] = words[rows] @ self.tables[frozenset({int(fold)} | ({held_out} if held_out is not None else set()))]
        return out
