"""The measure of bodies, against values counted by hand."""

from __future__ import annotations

import pytest

import labels
from measure import Figures, Score, closest, figures, ms_per_page, ratios, score, words


@pytest.mark.parametrize(
    ("gold", "found", "expected"),
    [
        ("a b c d e", "a b c d e", Score(1.0, 1.0, 1.0)),
        ("a b c d e", "a b c d x", Score(0.5, 0.5, 0.5)),  # abcd of abcd, bcdx
        ("a b c d e", "a b c d", Score(1.0, 0.5, 2 / 3)),
        ("a a a a a", "a a a a", Score(1.0, 0.5, 2 / 3)),  # the same shingle twice counts twice
        ("a a a a", "a a a a a", Score(0.5, 1.0, 2 / 3)),
        ("one two", "one, two!", Score(1.0, 1.0, 1.0)),  # fewer than four words are one shingle; punctuation is none
        ("one two", "one", Score(0.0, 0.0, 0.0)),
        ("a b c d", "", Score(0.0, 0.0, 0.0)),
        ("", "a b c d", Score(0.0, 0.0, 0.0)),
        ("", "", Score(1.0, 1.0, 1.0)),
    ],
)
def test_score_of_a_page(gold, found, expected):
    assert score(gold, found) == pytest.approx(expected)


def test_figures_of_a_corpus_leave_pages_without_a_found_word_out_of_precision_alone():
    pairs = [("a b c d e", "a b c d"), ("a b c d", " \n"), ("x", "x")]

    assert figures(pairs) == pytest.approx(Figures(f1=2 / 3, precision=1.0, recall=0.5, exact=1 / 3, bad=2 / 3))


def test_figures_where_nothing_is_found():
    assert figures([("a b c d", "")]) == Figures(0.0, 0.0, 0.0, 0.0, 1.0)


def test_bad_pages_are_those_below_four_fifths():
    # 5 shingles, 4 of them right on both sides: F1 is 0.8, and not below it.
    assert figures([("a b c d e f g h", "a b c d e f g x")]).bad == 0.0
    assert figures([("a b c d e f g", "a b c d e f x")]).bad == 1.0


def test_characters_of_scripts_without_spaces_are_words():
    assert words("今日 rain, it's 5") == ["今", "日", "rain", "it", "s", "5"]


def test_labels_of_training_count_the_same_words():
    text = "It's 今日は 5,000 m – ภาษาไทย über_all ខ្មែរ"

    assert labels.words_of(text) == words(text)


def test_of_several_golds_the_one_nearest_to_the_found_body_counts():
    golds = ("a b c d e f g h", "a b c d e")

    assert closest(golds, "a b c d e") == "a b c d e"
    assert closest(golds, "a b c d e f g") == "a b c d e f g h"


def test_time_of_a_page_is_the_median_over_rounds_and_of_a_corpus_the_mean_over_pages():
    assert ms_per_page([[1.0, 2.0], [3.0, 4.0], [2.0, 9.0]]) == pytest.approx(3000.0)


def test_ratio_is_taken_within_each_round():
    assert ratios([[2.0, 4.0], [3.0, 3.0]], [[1.0, 2.0], [0.5, 0.5]]) == pytest.approx([2.0, 6.0])
