"""What a found body keeps of the gold's headings, quotes and list items."""

from __future__ import annotations

from kinds import Part, kept_words, parts_of, recall_of_kinds, words_of_kinds
from newsclean.model import Kind

PAGE = """<html><body><nav><ul><li>Home and other things here</li></ul></nav><article>
<p>Rain is due on Friday in the north, the service said.</p><h2>Background</h2><p>Last year the river rose by two metres.</p>
<ul><li>Bring warm clothes and boots</li><li>Stay home</li></ul><blockquote>We have never seen such rain</blockquote></article><footer>All rights reserved by the paper</footer></body></html>"""
GOLD = """Rain is due on Friday in the north, the service said.

Background

Last year the river rose by two metres.

Bring warm clothes and boots

Stay home

We have never seen such rain"""


def test_parts_are_the_blocks_of_the_page_that_stand_in_the_gold():
    parts = parts_of(PAGE, GOLD)

    assert [(part.kind, " ".join(part.words)) for part in parts] == [
        (Kind.PARAGRAPH, "Rain is due on Friday in the north the service said"),
        (Kind.HEADING, "Background"),
        (Kind.PARAGRAPH, "Last year the river rose by two metres"),
        (Kind.LIST_ITEM, "Bring warm clothes and boots"),
        (Kind.LIST_ITEM, "Stay home"),
        (Kind.QUOTE, "We have never seen such rain"),
    ]


def test_a_page_without_an_element_has_no_parts():
    assert parts_of("", GOLD) == []


def test_words_kept_are_those_in_found_shingles():
    parts = [Part(Kind.PARAGRAPH, ("a", "b", "c", "d", "e", "f"))]

    assert kept_words(parts, "a b c d e f") == [6]
    assert kept_words(parts, "b c d e x") == [4]
    assert kept_words(parts, "a b c x d e f") == [0]
    assert kept_words(parts, "") == [0]


def test_a_short_block_is_kept_only_beside_the_words_around_it():
    parts = parts_of(PAGE, GOLD)

    assert kept_words(parts, GOLD) == [11, 1, 8, 5, 2, 6]
    assert kept_words(parts, GOLD.replace("\n\nBackground", "") + "\n\nBackground")[1] == 0
    assert kept_words(parts, GOLD.replace("Last year the river rose by two metres.\n\n", ""))[1:3] == [1, 0]


def test_recall_is_the_share_of_words_by_kind_over_all_pages():
    parts = parts_of(PAGE, GOLD)
    found = [GOLD, GOLD.replace("Bring warm clothes and boots\n\n", "").replace("Background\n\n", "")]

    assert words_of_kinds([parts, parts]) == {Kind.PARAGRAPH: 38, Kind.HEADING: 2, Kind.QUOTE: 12, Kind.LIST_ITEM: 14}
    assert recall_of_kinds([parts, parts], found) == {Kind.PARAGRAPH: 1.0, Kind.HEADING: 0.5, Kind.QUOTE: 1.0, Kind.LIST_ITEM: 9 / 14}
    assert recall_of_kinds([[]], [""]) == {Kind.PARAGRAPH: None, Kind.HEADING: None, Kind.QUOTE: None, Kind.LIST_ITEM: None}
