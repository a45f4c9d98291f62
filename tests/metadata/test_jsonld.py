"""JSON-LD: scripts that are broken in the ways of pages, graphs, and which node is the page's article."""

from __future__ import annotations

import pytest

from growth import assert_linear
from newsclean.metadata.jsonld import Graph, article_node, load, types_of


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('{"a": 1}', [{"a": 1}]),
        ('<!-- {"a": 1} -->', [{"a": 1}]),
        ('//<![CDATA[\n{"a": 1}\n//]]>', [{"a": 1}]),
        ('/*<![CDATA[*/ {"a": 1} /*]]>*/', [{"a": 1}]),
        ('{"a": 1,}', [{"a": 1}]),
        ('{"a": [1, 2,],};', [{"a": [1, 2]}]),
        ('{"a": "two\nlines"}', [{"a": "two\nlines"}]),
        ('{"a": "x"\n "b": "y"}', [{"a": "x", "b": "y"}]),
        ("{&quot;a&quot;: 1}", [{"a": 1}]),
        ('{"a": 1} {"b": 2}', [{"a": 1}, {"b": 2}]),
        ('{"a": 1}, {"b": 2', [{"a": 1}]),
        ('{"a": ', []),
        ("", []),
        ("   ", []),
        ("[" * 100_000, []),
        ('{"a":' * 100_000, []),
        ("1" * 10_000, []),
    ],
)
def test_scripts_are_mended_or_passed_over(source, expected):
    assert load(source) == expected


def test_a_reference_is_resolved_and_keeps_what_stands_beside_it():
    graph = Graph([{"@graph": [{"@id": "#1", "@type": "Person", "name": "Ann Lee"}]}])

    assert graph.resolved({"@id": "#1", "url": "/ann"}) == {"@id": "#1", "@type": "Person", "name": "Ann Lee", "url": "/ann"}
    assert graph.resolved({"@id": "#2"}) == {"@id": "#2"}
    assert graph.resolved("Ann Lee") == "Ann Lee"


@pytest.mark.parametrize(
    ("stated", "expected"),
    [("NewsArticle", ("NewsArticle",)), (["Article", 3, "https://schema.org/BlogPosting"], ("Article", "BlogPosting")), (None, ()), (5, ()), ({"a": 1}, ())],
)
def test_types_are_texts(stated, expected):
    assert types_of({"@type": stated}) == expected


MILL = {"@type": "NewsArticle", "headline": "Mill sold", "url": "https://x.example/news/mill-sold"}
BRIDGE = {"@type": "NewsArticle", "headline": "Bridge closes", "url": "https://x.example/news/bridge-closes"}


@pytest.mark.parametrize(
    ("values", "urls", "titles", "expected"),
    [
        ([BRIDGE], [], [], BRIDGE),
        ([MILL, BRIDGE], ["https://www.x.example/news/bridge-closes?from=rss"], [], BRIDGE),
        ([MILL, BRIDGE], [], ["Bridge closes"], BRIDGE),
        ([MILL, BRIDGE], [], ["Something else"], None),
        ([{"@type": "ItemList", "itemListElement": [MILL, BRIDGE]}], [], ["Bridge closes"], None),
        ([{"@type": "WebPage", "mainEntity": BRIDGE}], [], [], BRIDGE),
        ([{"@type": "Recipe", "name": "Soup"}], [], [], {"@type": "Recipe", "name": "Soup"}),
        ([{"@type": "WebPage", "name": "Home"}], [], [], None),
        ([], [], [], None),
    ],
)
def test_the_article_of_the_page_is_chosen_by_address_and_title(values, urls, titles, expected):
    assert article_node(Graph(values), urls, titles) == expected


@pytest.mark.parametrize("frame", ['"\n', '{"a": ": \n', "],", '{"a":1}', "["])
def test_hostile_scripts_take_linear_time(frame):
    head, _, unit = frame.rpartition(":") if frame.endswith("\n") else ("", "", frame)

    assert_linear(lambda count: head + unit * count, load, small=8_000)
