"""The article of a page that holds it as data alone; and second copies of a story."""

from __future__ import annotations

import json

import pytest

from growth import assert_linear
from newsclean.page import HINT_NAMES
from newsclean.readers.html import read_html

STORY = [
    "The council voted on Tuesday to close the old bridge for six months, a spokesman for the town said in the evening.",
    'Traffic will be led through the "market street", which the shop owners there had asked the mayor not to do again.',
    "An engineer told the panel that the steel of the bridge had lost a third of its strength since the last inspection.",
    "The work is to begin in the spring, and the county pays two thirds of the four million euros that it will cost.",
    "Nobody on the council could say on Tuesday whether the school bus would still reach the village on the other bank.",
]
OTHER = [f"Elsewhere {' '.join(text.rstrip('.').split()[::-1])}." for text in STORY]
TITLE = "Old bridge to close for six months"
HTML = "".join(f"<p>{text}</p>" for text in STORY)


def page(script, kind="application/ld+json", body="<div id='root'>Loading</div>", attributes=""):
    return f"<html><head><title>{TITLE} | Ledger</title></head><body>{body}<script type='{kind}'{attributes}>{script}</script></body></html>"


def state(value):
    return json.dumps({"props": {"pageProps": value}})


PARTS = [{"type": "paragraph", "children": [{"text": text[:30]}, {"text": text[30:]}]} for text in STORY]


@pytest.mark.parametrize(
    ("source", "place"),
    [
        (page(json.dumps({"@type": "NewsArticle", "headline": TITLE, "articleBody": "\n\n".join(STORY)})), "JSON-LD"),
        (page(json.dumps({"@graph": [{"@type": "WebPage", "name": "x"}, {"@type": "NewsArticle", "articleBody": HTML}]})), "JSON-LD"),
        (page(json.dumps([{"articleBody": HTML.replace("<", "&lt;").replace(">", "&gt;")}])), "JSON-LD"),
        (page('{"@type": "NewsArticle", "author": {"name": "x",}, "articleBody": ' + json.dumps("\n".join(STORY)) + ",}"), "JSON-LD"),
        (page('{"articleBody": "' + "\n".join(STORY).replace('"', '\\"') + '"}'), "JSON-LD"),
        (page(state({"article": {"title": TITLE, "body": HTML}}), "application/json", attributes=" id='__NEXT_DATA__'"), "the script '__NEXT_DATA__'"),
        (page(state({"story": {"headline": TITLE, "elements": [{"_id": "a1", "content": text, "type": "text"} for text in STORY]}}), "application/json"), "a script"),
        (page(state({"story": {"headline": TITLE, "content": PARTS}}), "application/json"), "a script"),
        (page("window.__INITIAL_STATE__ = " + state({"story": {"headline": TITLE, "paragraphs": STORY}}) + ";(function(){})();", ""), "a script"),
        (page("window.__APOLLO_STATE__ = JSON.parse(" + json.dumps(state({"text": HTML})) + ");", ""), "a script"),
        (page("window.__NUXT__=(function(a,b){return {data:[{title:a,body:" + json.dumps(HTML) + "}]}}(1,2));", ""), "a script"),
        (page(state({"title": TITLE, "text": "\n".join(STORY)}), "application/json", "<amp-state id='x'></amp-state>"), "a script"),
    ],
    ids=["json-ld", "graph", "escaped markup", "broken json", "line feeds in a string", "next", "elements", "children", "assignment", "parse", "nuxt", "amp state"],
)  # fmt: skip
def test_an_article_that_is_data_alone_is_read(source, place):
    document = read_html(source)

    shown = [line for line in document.text.split("\n") if line != "Loading"]
    assert shown == STORY
    assert document.warnings == (f"data: the page shows no article; its text was read from {place}",)
    assert [document.text[block.start : block.end] for block in document.blocks] == document.text.split("\n")
    assert [origin.tag for origin in document.page.origins[-len(STORY) :]] == ["p"] * len(STORY)
    assert "body" in {name for at, name in enumerate(HINT_NAMES) if document.page.origins[-1].hints >> at & 1}


def test_what_the_page_shows_is_not_read_again():
    document = read_html(page(json.dumps({"articleBody": "\n".join(STORY)}), body=f"<h1>{TITLE}</h1><p>{STORY[0]}</p><p>Subscribe to read on</p>"))

    assert document.text.split("\n") == [TITLE, STORY[0], "Subscribe to read on", *STORY[1:]]


@pytest.mark.parametrize(
    "source",
    [
        page(json.dumps({"articleBody": "\n".join(STORY)}), body=HTML),
        page(json.dumps({"articleBody": "\n".join(OTHER * 3)}), body=HTML),
        page(state({"stories": [{"title": f"Story {n}", "url": f"/{n}", "body": "\n".join(f"{n} {text}" for text in OTHER)} for n in range(4)]}), "application/json"),
        page(state({"stories": [{"title": f"Story {n}", "url": f"/{n}", "text": OTHER[n]} for n in range(5)]}), "application/json"),
        page(json.dumps({"headline": "Another story of the day", "articleBody": "\n".join(OTHER)}), body=f"<h1>{TITLE}</h1>{''.join(f'<p>{text}</p>' for text in STORY[:4])}"),
        page(json.dumps({"articleBody": "Too short to be an article of its own, whatever its key says."})),
        page(json.dumps({"description": " ".join(STORY)})),
        page("var a = 'x'; " + "function f(a, b) { if (a == b) { return a; } var c = a + b; return c; } " * 30, "text/javascript"),
        page('{"a": [' * 3000, "application/json"),
        page("[" * 100_000, "application/json"),
    ],
    ids=["shown", "another, though longer", "several stories", "a list of teasers", "another title", "short", "description", "code", "broken", "deep"],
)  # fmt: skip
def test_data_that_are_not_the_article_stay_data(source):
    document = read_html(source)

    assert document.warnings == ()
    assert not any(text in document.text for text in OTHER)


def test_of_several_stories_the_one_with_the_title_of_the_page_is_read():
    stories = [{"title": "Another country votes on a tunnel", "body": "\n".join(OTHER * 2)}, {"title": TITLE, "body": "\n".join(STORY)}]

    assert read_html(page(state({"stories": stories}), "application/json")).text.split("\n") == ["Loading", *STORY]


@pytest.mark.parametrize(
    "script",
    [
        lambda count: '{"a": ' * count,
        lambda count: '["' + 'word " ' * count,
        lambda count: '{"x": "' + "a b c d e f " * count,
        lambda count: json.dumps([[STORY[0], {"t": STORY[1]}]] * count),
        lambda count: '"' * count,
    ],
    ids=["nested", "quotes in a string", "a string never closed", "texts", "quotes"],
)
def test_data_of_any_size_take_linear_time(script):
    assert_linear(lambda count: page(script(count), "application/json"), read_html, small=2_000)


# -- second copies ---------------------------------------------------------------------------------------


def test_a_story_that_stands_twice_is_read_once():
    document = read_html(
        f"<div class='mobile'><h1>{TITLE}</h1>{HTML}<p><a href='/x'>More</a></p></div><nav>Menu</nav><div class='desktop'><h1>{TITLE}</h1>{HTML}<p><a href='/y'>Next</a></p></div>"
    )

    assert document.text.split("\n") == [TITLE, *STORY, "More", "Menu", "Next"]
    assert dict(document.page.left_out) == {"copy": 6}
    assert [(document.text[m.start : m.end], m.value) for m in document.page.marks] == [("More", "/x"), ("Next", "/y")]
    assert [(block.index, document.text[block.start : block.end]) for block in document.blocks] == list(enumerate(document.text.split("\n")))
    assert len(document.page.origins) == len(document.page.layouts) == len(document.blocks)


@pytest.mark.parametrize(
    ("first", "second"),
    [("d-none d-md-block", "d-md-none"), ("hidden-xs", "visible-xs"), ("desktop-only", "mobile-only"), ("hidden md:block", "md:hidden"), ("story", "show-on-mobile")],
)
def test_one_paragraph_for_each_screen_is_read_once(first, second):
    document = read_html(f"<div class='{first}'><p>{STORY[0]}</p></div><p>{STORY[1]}</p><div class='{second}'><p>{STORY[0]}</p></div><p>{STORY[2]}</p>")

    assert document.text.split("\n") == STORY[:3]
    assert dict(document.page.left_out) == {"copy": 1}


@pytest.mark.parametrize("name", ["d-none d-md-block", "hidden-xs", "desktop-only", "mobile-only", "hidden md:block"])
def test_the_only_copy_is_read_whatever_its_screen(name):
    assert read_html(f"<div class='{name}'>{HTML}</div>").text.split("\n") == STORY


def test_a_refrain_is_no_copy():
    lines = ["Row, row, row your boat, gently down the stream, merrily, merrily, merrily, merrily, life is but a dream.", *STORY[:2]]
    document = read_html("".join(f"<p>{text}</p>" for text in (lines[0], lines[1], lines[0], lines[2], lines[0])))

    assert document.text.split("\n") == [lines[0], lines[1], lines[0], lines[2], lines[0]]
