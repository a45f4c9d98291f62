"""The tape of a page: the same events from its source and from a tree, balanced whatever the source is."""

from __future__ import annotations

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from newsclean.errors import InputError
from newsclean.readers.html import lines_of, read_html
from newsclean.readers.tape import tape_of_source, tape_of_tree

PIECES = [
    "<p>",
    "</p>",
    "<div class='a'>",
    "</div>",
    "<a href=/x rel=author>",
    "</a>",
    "a &amp; b",
    "<br>",
    "<li>",
    "<table><tr><td>",
    "</table>",
    "<b>",
    "</i>",
    "&nbsp;",
    "<!-- c -->",
]
PIECES += [
    "<script>if (a < b) {}</script>",
    "<h1 itemprop=headline>",
    "</h1>",
    "<body>",
    "</body>",
    "</html>",
    "<head>",
    "<title>",
    "</title>",
    "<svg><path d='M0'/></svg>",
    "<x-a>",
    "\n",
    "<",
]
PIECES += ["<?php echo 1 ?>", "<![CDATA[x]]>", "<meta name=a content=b>", "<form>", "<option>", "<template>", "<p hidden>", "&#0;", "&bogus;", "\x00", "\ud800", "</", "<a b"]


def merged(tape):
    """Return the events with neighbouring texts as one, without those outside; an attribute without a value has its name as its value in a tree."""
    out = []
    depth = 0
    for event in tape.events:
        depth += (type(event) is tuple) - (event is None)
        if not depth and event is not None:
            continue
        if isinstance(event, str) and out and isinstance(out[-1], str):
            out[-1] += event
        elif isinstance(event, tuple):
            out.append((event[0], {name: "" if value == name else value for name, value in event[1].items()}))
        else:
            out.append(event)
    return out


def test_events_in_the_order_of_the_source():
    tape = tape_of_source("<title>T</title><p class=a>One &amp; <b>two</b>.<br>Three<!-- no --></p>")

    assert merged(tape) == [
        ("html", {}), ("head", {}), ("title", {}), "T", None, None,
        ("body", {}), ("p", {"class": "a"}), "One & ", ("b", {}), "two", None, ".", ("br", {}), None, "Three", None, None, None,
    ]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_every_element_ends(source):
    try:
        tape = tape_of_source(source)
    except InputError:
        return
    depth = 0
    for event in tape.events:
        depth += (type(event) is tuple) - (event is None)
        assert depth >= 0
    assert depth == 0
    assert sorted(tape.ends) == [place for place, event in enumerate(tape.events) if type(event) is tuple]
    assert all(tape.events[end] is None and tape.parents[place] < place < end for place, end in tape.ends.items())


@given(st.lists(st.sampled_from([piece for piece in PIECES if piece not in ("\x00", "\ud800", "&#0;", "</html>")]), max_size=40).map("".join))
def test_a_tree_gives_the_same_tape_as_its_source(source):
    try:
        tape = tape_of_source(source)
    except InputError:
        return
    tree = etree.fromstring(source, etree.HTMLParser(huge_tree=True))
    if tree is None or tree.getnext() is not None:
        return

    assert merged(tape_of_tree(tree)) == merged(tape)
    assert len(tape_of_tree(tree).lines) == len(tape.lines) == sum(type(event) is tuple for event in tape.events)


def test_what_a_tree_holds_beside_elements_is_passed_over():
    tree = etree.fromstring("<!DOCTYPE p [<!ENTITY e 'x'>]><p>a<!-- b -->c<?d e?>f&e;g<b/>h</p>", etree.XMLParser(resolve_entities=False))

    assert tape_of_tree(tree).text(0) == "acf&e;gh"


def test_texts_of_an_element():
    tape = tape_of_source("<div>R&amp;D <b> here</b> and\n <i>there</i></div><p>no</p>")
    place = next(place for place, event in enumerate(tape.events) if type(event) is tuple and event[0] == "div")

    assert list(tape.texts(place)) == ["R&D ", " here", " and\n ", "there"]
    assert tape.text(place) == "R&D  here and\n there"
    assert tape.beginning(place, 5) == "R&D here"
    assert tape.tags(place) == ["div", "b", "i"]
    assert [tape.begin(at)[0] for at in tape.within(place)] == ["div", "b", "i"]


@pytest.mark.parametrize(("source", "before"), [("<b>a</b> <i></i><u>", "i"), ("<b>a</b> x <u>", "b"), ("x <u>", None), ("<b><i>a</i></b><u>", "b")])
def test_the_element_before_another(source, before):
    tape = tape_of_source(f"<p>{source}")
    place = next(place for place, event in enumerate(tape.events) if type(event) is tuple and event[0] == "u")
    found = tape.before(place)

    assert (tape.begin(found)[0] if found is not None else None) == before


def test_what_is_noted():
    source = "<title>a</title><meta name=b><p>c <a rel=author href=/x>d</a><a href=/y>e</a><span itemprop=f>g</span><div itemscope><time>h</time></div><script>i</script>"
    tape = tape_of_source(source)

    assert [tape.begin(place)[0] for place in tape.noted] == ["head", "title", "meta", "a", "span", "div", "time", "script"]
    assert [tape.text(place) for place in tape.of_tag("title", "time")] == ["a", "h"]


@pytest.mark.parametrize("kind", ["source", "tree"])
def test_lines_of_blocks(kind):
    page = "<html>\n<head><title>x</title></head>\n<script>\n\n</script>\n<h1>Bridge\nclosed</h1>\n\n<div>\n<p>One.</p><p>Two.</p>\n<ul>\n<li>Three.</ul></div>after\n"
    source = page if kind == "source" else lxml.html.document_fromstring(page)
    document = read_html(source)

    assert document.text.split("\n") == ["Bridge closed", "One.", "Two.", "Three.", "after"]
    assert lines_of(document, source) == (6, 10, 10, 12, 12)


def test_lines_of_a_streamed_page_are_those_of_its_source():
    source = (
        "<main><p>The council voted on Monday to close the old bridge.</p>\n<!--$?--><template id='B:0'></template><p>Loading</p><!--/$-->\n<p>Three.</p></main>\n"
        "<div hidden id='S:0'>\n<p>Two.</p></div>"
    )
    document = read_html(source)

    assert document.text.split("\n")[1:] == ["Two.", "Three."]
    assert lines_of(document, source) == (1, 5, 3)
