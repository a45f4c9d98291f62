"""Labels: which blocks of a document belong to the gold body, by alignment of their words with it."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict

import numpy as np
import regex

# The words of the measure (`benchmarks/measure.py`): one token a character for scripts written without spaces.
WORD = regex.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]|(?:(?![\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff])\w)+"
)
N = 4


def words_of(text: str) -> list[str]:
    """Return the words of a text as the measure counts them."""
    return WORD.findall(text)


def align(blocks: list[list[str]], gold: list[str]) -> np.ndarray:
    """Return for each block the share of its words that stand in the gold, in order.

    Blocks of four words and more match by 4-word shingles; of several places in the gold, and of several blocks for one
    place, the chain of matches that covers most words in order wins. Blocks that the chain leaves out but whose words the
    gold holds and nothing else covers (columns read in another order) match too. Shorter blocks match where their words
    stand, in order, between the places of their matched neighbours.
    """
    places: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for i in range(len(gold) - N + 1):
        places[tuple(gold[i : i + N])].append(i)
    share = np.zeros(len(blocks))
    candidates: list[tuple[int, int, int, float]] = []  # block, place in gold, end in gold, words matched
    for nth, words in enumerate(blocks):
        if len(words) < N:
            continue
        votes: dict[int, list[int]] = defaultdict(list)  # places in the gold, by how far the block is shifted against it
        hit = np.zeros(len(words), bool)
        for i in range(len(words) - N + 1):
            found = places.get(tuple(words[i : i + N]))
            if found:
                hit[i : i + N] = True
                for at in found[:8]:
                    votes[(at - i) // 8].append(at)
        covered = int(hit.sum())
        share[nth] = covered / len(words)
        if covered < 0.4 * len(words):
            continue
        best = sorted(votes.items(), key=lambda v: (-len(v[1]), v[0]))[:6]
        for shift, found in best:
            if len(found) * 2 >= len(best[0][1]):
                found = [at for near in (shift - 1, shift, shift + 1) for at in votes.get(near, ())]
                candidates.append((nth, min(found), max(found) + N, min(len(found) + N - 1, len(words))))
    chain = _chain(candidates)
    out = np.zeros(len(blocks))
    taken = np.zeros(len(gold) + 1, bool)
    place: dict[int, tuple[int, int]] = {}
    for nth, at, end in chain:
        out[nth] = share[nth]
        place[nth] = (at, end)
        taken[at:end] = True
    for nth, at, end, _ in candidates:  # out of order, but nothing else is the source of these words
        if nth not in place and taken[at:end].mean() < 0.3:
            out[nth] = share[nth]
            taken[at:end] = True
            place[nth] = (at, end)
    _short(blocks, gold, place, taken, out)
    return out


def _chain(candidates: list[tuple[int, int, int, float]]) -> list[tuple[int, int, int]]:
    """Return the chain of candidates, increasing in block and place, that matches most words."""
    candidates = sorted(candidates)
    starts = sorted({c[1] for c in candidates})
    size = len(starts)
    tree = [(0.0, -1)] * (size + 1)
    best: list[tuple[float, int]] = []
    nth = 0
    while nth < len(candidates):
        last = nth
        while last < len(candidates) and candidates[last][0] == candidates[nth][0]:
            last += 1
        added = []
        for k in range(nth, last):
            _, at, _, weight = candidates[k]
            low, top = bisect_left(starts, at), (0.0, -1)
            i = low
            while i > 0:
                top = max(top, tree[i])
                i -= i & -i
            best.append((top[0] + weight, top[1]))
            added.append((low + 1, top[0] + weight, k))
        for i, value, k in added:
            while i <= size:
                if value > tree[i][0]:
                    tree[i] = (value, k)
                i += i & -i
        nth = last
    if not best:
        return []
    k = max(range(len(best)), key=lambda i: best[i][0])
    chain = []
    while k >= 0:
        chain.append(candidates[k][:3])
        k = best[k][1]
    return chain[::-1]


def _short(blocks: list[list[str]], gold: list[str], place: dict[int, tuple[int, int]], taken: np.ndarray, out: np.ndarray) -> None:
    """Match blocks of few words between their matched neighbours, in order."""
    matched = sorted(place)
    for left, right in zip([-1, *matched], [*matched, len(blocks)], strict=True):
        if right - left < 2:
            continue
        start = place[left][1] if left >= 0 else 0
        end = place[right][0] if right < len(blocks) else len(gold)
        start, end = max(0, start - 8), min(len(gold), end + 8)
        if end - start > 400:
            end = start + 400
        at = start
        # before the first match only the nearest blocks, read backwards from it
        order = range(left + 1, right)
        if left < 0:
            order = range(max(0, right - 6), right)
        elif right == len(blocks):
            order = range(left + 1, min(len(blocks), left + 7))
        for nth in order:
            words = blocks[nth]
            if not words or len(words) > 40 or (len(words) >= N and out[nth] == 0 and len(words) > 12):
                continue
            for i in range(at, end - len(words) + 1):
                if not taken[i : i + len(words)].all() and gold[i : i + len(words)] == words:
                    out[nth] = 1.0
                    taken[i : i + len(words)] = True
                    at = i + len(words)
                    break
