"""Tags without what software files beside them."""

from __future__ import annotations

import pytest

from newsclean.metadata.candidates import Candidate
from newsclean.metadata.topics import Tags, choose, split, tidy


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("bridges", "bridges"),
        ("#bridges", "bridges"),
        ("Cooperative Governance &amp; Affairs", "Cooperative Governance & Affairs"),
        ("topic/assault & theft", "assault & theft"),
        ("Category: Travel", "Travel"),
        ("3D printing", "3D printing"),
        ("26157981-b4f7-4929-adc1-e860c6f03636", ""),
        ("_commerce", ""),
        ("source:tagname:X", ""),
        ("2024", ""),
        ("p", ""),
        ("", ""),
        ("one two three four five six seven eight nine", ""),
    ],
)
def test_one_tag(tag, expected):
    assert tidy(tag) == expected


@pytest.mark.parametrize(("keywords", "expected"), [("a, b;c | d", ["a", "b", "c", "d"]), ("災害、気象，県", ["災害", "気象", "県"]), (" , ; ", []), ("", [])])
def test_lists_in_one_text(keywords, expected):
    assert split(keywords) == expected


def test_the_most_trusted_source_that_has_tags_wins():
    known = [
        Candidate("tags", "ferries", "OpenGraph"),
        Candidate("keywords", "bridges, Fenwick Star, Bridges", "meta"),
        Candidate("keywords", " ", "JSON-LD"),
        Candidate("tags", "bridges", "JSON-LD"),
    ]

    assert choose(known, frozenset({"fenwickstar"})) == Tags(("bridges",), "meta", ("JSON-LD",))
    assert choose([], frozenset()) == Tags()
