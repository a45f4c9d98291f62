"""What the benchmarks count: words, 4-word shingles, and what of a gold body was found."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from statistics import mean, median
from typing import NamedTuple

# One token a character for scripts written without spaces (Thai to Han and Kana), a word otherwise.
_WIDE = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_WORD = re.compile(rf"[{_WIDE}]|(?:(?![{_WIDE}])\w)+")
SHINGLE = 4
# A page whose F1 is lower is a bad page.
BAD = 0.8

Shingle = tuple[str, ...]


class Score(NamedTuple):
    """One found body against its gold."""

    precision: float
    recall: float
    f1: float


class Figures(NamedTuple):
    """The found bodies of a corpus against their golds.

    `f1` is of the two means beside it; `precision` is the mean over the pages where something was found; `exact` is the share
    of pages whose words are those of the gold; `bad` is the share of pages whose own F1 is below `BAD`.
    """

    f1: float
    precision: float
    recall: float
    exact: float
    bad: float


def words(text: str) -> list[str]:
    """Return the words of a text."""
    return _WORD.findall(text)


def shingles(found: Sequence[str]) -> Counter[Shingle]:
    """Return the 4-word shingles of a list of words with their counts; fewer than four words are one shingle.

    Source: Zyte's article-extraction-benchmark.
    """
    return Counter(tuple(found[i : i + SHINGLE]) for i in range(max(1, len(found) - SHINGLE + 1)) if found)


def harmonic(precision: float, recall: float) -> float:
    """Return F1."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def score(gold: str, found: str) -> Score:
    """Return precision, recall and F1 of one page; two empty bodies agree."""
    g, f = shingles(words(gold)), shingles(words(found))
    if not g and not f:
        return Score(1.0, 1.0, 1.0)
    hit = (g & f).total()
    precision, recall = hit / f.total() if f else 0.0, hit / g.total() if g else 0.0
    return Score(precision, recall, harmonic(precision, recall))


def figures(pairs: Sequence[tuple[str, str]]) -> Figures:
    """Return the figures of a corpus, from pairs of gold and found body."""
    scores = [score(gold, found) for gold, found in pairs]
    precision = mean([one.precision for one, (_, found) in zip(scores, pairs, strict=True) if words(found)] or [0.0])
    recall = mean(one.recall for one in scores)
    return Figures(
        f1=harmonic(precision, recall),
        precision=precision,
        recall=recall,
        exact=mean(float(words(gold) == words(found)) for gold, found in pairs),
        bad=mean(float(one.f1 < BAD) for one in scores),
    )


def closest(golds: Iterable[str], found: str) -> str:
    """Return of several bodies that are all right (with and without optional paragraphs) the one nearest to what was found."""
    return max(golds, key=lambda gold: score(gold, found).f1)


def ms_per_page(rounds: Sequence[Sequence[float]]) -> float:
    """Return the mean over pages of the median over rounds, in milliseconds, from the seconds of each page in each round."""
    medians: list[float] = [median(page) for page in zip(*rounds, strict=True)]
    return 1000 * mean(medians)


def ratios(rounds: Sequence[Sequence[float]], base: Sequence[Sequence[float]]) -> list[float]:
    """Return for each round how many times the time of the base a tool took over all pages."""
    return [sum(own) / sum(other) for own, other in zip(rounds, base, strict=True)]
