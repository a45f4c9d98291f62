"""All that a page states: limits, and values of any kind never raise nor come through as anything but text."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import newsclean
from growth import assert_linear
from newsclean.metadata.jsonld import MAX_SCRIPT_CHARS
from newsclean.metadata.model import Metadata

STORY = (
    "<p>The council voted on Tuesday to close the old bridge for six months while engineers replace its bearings, which lorries have worn down.</p>"
    "<p>Traffic will be led over the northern crossing from the first of May, and the ferry company has promised two more boats a day.</p>"
)
KEYS = [
    "@type",
    "@id",
    "@graph",
    "headline",
    "name",
    "author",
    "creator",
    "datePublished",
    "dateModified",
    "keywords",
    "publisher",
    "image",
    "articleSection",
    "description",
    "url",
    "mainEntityOfPage",
    "itemListElement",
    "position",
    "isAccessibleForFree",
    "wordCount",
    "articleBody",
    "inLanguage",
    "givenName",
    "familyName",
    "@value",
    "item",
]


def cleaned(head, top="<h1>Bridge closes</h1>"):
    return newsclean.clean(f"<html><head>{head}</head><body><article>{top}{STORY}</article></body></html>", url="https://x.example/news/bridge")


def script(text):
    return f'<script type="application/ld+json">{text}</script>'


def assert_valid(metadata: Metadata):
    for name in ("title", "author_bio", "language", "site", "agency", "dateline", "description", "section", "image", "url", "rights", "access", "access_evidence"):
        value = getattr(metadata, name)
        assert value is None or (isinstance(value, str) and value.strip()), (name, value)
    for name in ("authors", "tags", "captions"):
        assert all(isinstance(one, str) and one.strip() for one in getattr(metadata, name)), name
    for name in ("published", "modified", "crawled"):
        assert getattr(metadata, name) is None or isinstance(getattr(metadata, name), date | str), name
    assert set(metadata.trust) == set(metadata.sources)
    assert set(metadata.trust.values()) <= {"stated", "agreed", "guessed"}
    assert metadata.access in ("full", "truncated", "unknown")
    json.dumps(metadata.to_dict())


def test_a_script_beyond_the_limit_is_not_read_and_that_is_said():
    article = cleaned(script(json.dumps({"@type": "NewsArticle", "author": "Ann Lee", "articleBody": "x" * MAX_SCRIPT_CHARS})))

    assert article.metadata.authors == ()
    assert [warning for warning in article.warnings if warning.startswith("limited: JSON-LD")] != []


def test_many_nodes_take_linear_time():
    def nodes(count):
        return script(json.dumps([{"@type": "NewsArticle", "headline": f"Story {nth}", "author": [{"name": "Ann Lee"}] * 3} for nth in range(count)]))

    assert_linear(nodes, cleaned, small=400)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30) | st.sampled_from(["NewsArticle", "Ann Lee", "2024-05-03", "https://x.example/a", "{{x}}"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=6),
    max_leaves=25,
)


@settings(max_examples=150, deadline=None)
@given(json_values)
def test_any_json_ld_gives_valid_values(value):
    assert_valid(cleaned(script(json.dumps(value).replace("</", "<\\/"))).metadata)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["og:title", "author", "date", "article:published_time", "keywords", "parsely-page", "og:image", "description", "og:site_name", "dc.creator"]),
            st.text(max_size=60),
        ),
        max_size=8,
    )
)
def test_any_meta_tags_give_valid_values(pairs):
    import html

    head = "".join(f'<meta name="{name}" content="{html.escape(content)}">' for name, content in pairs)
    assert_valid(cleaned(head).metadata)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=80), st.text(max_size=80))
def test_any_byline_and_date_give_valid_values(byline, dated):
    import html

    assert_valid(cleaned("", f'<h1>Bridge closes</h1><p class="byline">{html.escape(byline)}</p><p class="date">{html.escape(dated)}</p>').metadata)


@pytest.mark.parametrize("text", ["[" * 3000 + "]" * 3000, '{"author":' * 3000 + "1" + "}" * 3000, "NaN", '{"@graph": NaN}', "\x00", "<!--"])
def test_deep_and_odd_scripts_never_raise(text):
    assert_valid(cleaned(script(text)).metadata)
