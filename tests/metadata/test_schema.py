"""Nodes of schema.org: every property with values of wrong types, and the trail of breadcrumbs."""

from __future__ import annotations

import pytest

from newsclean.metadata.candidates import Candidate
from newsclean.metadata.jsonld import Graph
from newsclean.metadata.schema import article_candidates, breadcrumb_candidates


def found(node):
    return [(one.field, one.value) for one in article_candidates(node, Graph([node]), "JSON-LD", "https://x.example/news/")]


@pytest.mark.parametrize(
    ("node", "expected"),
    [
        ({"headline": "Bridge closes"}, [("title", "Bridge closes")]),
        ({"name": "Bridge closes"}, [("title", "Bridge closes")]),
        ({"headline": ["Bridge closes", 7]}, [("title", "Bridge closes")]),
        ({"headline": {"@value": "Bridge closes"}}, [("title", "Bridge closes")]),
        ({"headline": 7}, []),
        ({"author": "Ann Lee"}, [("authors", "Ann Lee")]),
        ({"author": {"name": "Ann Lee"}}, [("authors", "Ann Lee")]),
        ({"author": {"givenName": "Ann", "familyName": "Lee"}}, [("authors", "Ann Lee")]),
        ({"author": {"@type": "Organization", "name": "Reuters"}}, [("agency", "Reuters")]),
        ({"author": [None, 3, [], {}, {"name": None}]}, []),
        ({"creator": ["Ann Lee"]}, [("authors", "Ann Lee")]),
        ({"author": [], "creator": "Ann Lee"}, [("authors", "Ann Lee")]),
        ({"datePublished": "2024-05-03", "dateModified": True}, [("published", "2024-05-03")]),
        ({"dateCreated": "2024-05-03"}, [("published", "2024-05-03")]),
        ({"keywords": "bridges, ferries"}, [("keywords", "bridges, ferries")]),
        ({"keywords": ["bridges", {"name": "ferries"}, 5]}, [("tags", "bridges"), ("tags", "ferries")]),
        ({"publisher": {"name": "The Ledger"}}, [("site", "The Ledger")]),
        ({"publisher": [5, "The Ledger"]}, [("site", "The Ledger")]),
        ({"image": ["/a.jpg", "/b.jpg"]}, [("image", "https://x.example/a.jpg")]),
        ({"image": {"url": {"x": 1}, "contentUrl": "/a.jpg"}}, [("image", "https://x.example/a.jpg")]),
        ({"articleSection": ["Town", "Roads"]}, [("section", "Town"), ("section", "Roads")]),
        ({"isAccessibleForFree": "False"}, [("free", "false")]),
        ({"isAccessibleForFree": "perhaps"}, []),
        ({"wordCount": "120"}, [("words", "120")]),
        ({"wordCount": float("nan")}, []),
        ({"wordCount": True}, []),
        ({"articleBody": "three words here"}, [("words", "3")]),
    ],
)
def test_properties(node, expected):
    assert found(node) == expected


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        ([{"name": "Home", "position": 1}, {"name": "Town", "position": 2}, {"name": "Bridge closes", "position": 3}], ["Town"]),
        ([{"item": {"name": "Town"}, "position": 2}, {"item": {"name": "Startseite"}, "position": 1}], ["Town"]),
        ([{"name": "Home"}], []),
        ([5, None, {"name": 7, "position": "x"}], []),
        ([{"name": "Town", "position": float("nan")}], ["Town"]),
    ],
)
def test_the_section_is_the_last_of_the_trail(items, expected):
    assert list(breadcrumb_candidates({"itemListElement": items}, "Bridge closes")) == [Candidate("section", one, "breadcrumb") for one in expected]
