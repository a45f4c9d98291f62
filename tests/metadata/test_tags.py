"""Meta tags and links: each vocabulary, and contents that say nothing."""

from __future__ import annotations

import pytest

from newsclean.metadata.tags import NAMES, link_candidates, meta_candidates


def found(*pairs):
    return [tuple(one) for one in meta_candidates(pairs, "https://x.example/news/")]


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("og:title", "Bridge closes", ("title", "Bridge closes", "OpenGraph")),
        ("article:published_time", "2024-05-03", ("published", "2024-05-03", "OpenGraph")),
        ("parsely-author", "Ann Lee", ("authors", "Ann Lee", "Parsely")),
        ("sailthru.date", "2024-05-03 10:00", ("published", "2024-05-03 10:00", "Sailthru")),
        ("citation_author", "Lee, Ann", ("authors", "Lee, Ann", "citation")),
        ("dc.date.issued", "2024-05-03", ("published", "2024-05-03", "Dublin Core")),
        ("twitter:title", "Bridge closes", ("title", "Bridge closes", "Twitter card")),
        ("news_keywords", "a, b", ("keywords", "a, b", "meta")),
        ("x-published-date", "2024-05-03", ("published", "2024-05-03", "meta")),
        ("cms:publishdate", "2024-05-03", ("published", "2024-05-03", "meta")),
        ("shop:article_published_time", "2024-05-03", ("published", "2024-05-03", "meta")),
        ("og:image", "/a.jpg", ("image", "https://x.example/a.jpg", "OpenGraph")),
    ],
)
def test_a_tag_fills_its_field(name, content, expected):
    assert found((name, content)) == [expected]


@pytest.mark.parametrize("content", ["", " ", "null", "{{ x }}", "<b></b>"])
def test_an_empty_content_says_nothing(content):
    assert found(("og:title", content), ("author", content)) == []


def test_unknown_names_say_nothing():
    assert found(("viewport", "width=1"), ("og:video", "x"), ("article:publisher", "x"), ("x-publication-name", "2024"), ("unpublished-date", "2024-05-03")) == []


def test_every_name_is_in_lower_case():
    assert [name for name in NAMES if name != name.lower()] == []


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ('{"title": "Bridge closes", "authors": ["Ann Lee", 5], "pub_date": null}', [("title", "Bridge closes", "Parsely"), ("authors", "Ann Lee", "Parsely")]),
        ("[]", []),
        ("{", []),
        ("[" * 5000, []),
    ],
)
def test_parselys_older_tag_is_json(content, expected):
    assert found(("parsely-page", content)) == expected


def test_links():
    pairs = [("canonical", "/bridge"), ("shortlink", "/b"), ("image_src", "/a.jpg"), ("canonical", "javascript:0")]

    assert [tuple(one) for one in link_candidates(pairs, "https://x.example/")] == [("url", "https://x.example/bridge", "link"), ("image", "https://x.example/a.jpg", "link")]
