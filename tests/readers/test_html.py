"""The page reader: visible text in reading order, a block a line, with what the markup says of each."""

from __future__ import annotations

import time

import bs4
import lxml.html
import pytest

from newsclean.errors import ConfigError, InputError
from newsclean.model import Kind
from newsclean.page import HINT_NAMES
from newsclean.readers.html import read_html

PAGE = """<!doctype html><html lang="en"><head><title> The old
bridge | Ledger </title><style>p{}</style></head><body><nav class="main-nav"><a href="/">Home</a></nav>
<article class="story-body"><h1>The old bridge</h1><p>The <a href="/c">council</a> voted, <b>again</b>, to close it.</p>
<ul><li>One</li><li>Two <i>b</i></li></ul><figure><img alt="x"><figcaption>The bridge in 1904</figcaption></figure>
<blockquote><p>We could not wait.</p></blockquote><table><tr><td>Day</td><td>First</td></tr></table></article>
<script>var a = 1;</script></body></html>"""


def lines(source, **arguments):
    return read_html(source, **arguments).text.split("\n")


def hints(document, nth):
    bits = document.page.origins[nth].hints
    return {name for at, name in enumerate(HINT_NAMES) if bits >> at & 1}


def test_a_page_is_read_block_by_block():
    document = read_html(PAGE)

    assert [(b.kind.value, document.text[b.start : b.end]) for b in document.blocks] == [
        ("paragraph", "Home"),
        ("heading", "The old bridge"),
        ("paragraph", "The council voted, again, to close it."),
        ("list_item", "One"),
        ("list_item", "Two b"),
        ("caption", "The bridge in 1904"),
        ("quote", "We could not wait."),
        ("table", "Day | First"),
    ]
    assert document.page.title == "The old bridge | Ledger"
    assert document.page.language == "en"
    assert dict(document.page.left_out) == {"head": 1, "style": 1, "script": 1}


def test_what_the_markup_says_of_a_block():
    document = read_html(PAGE)
    home, _, paragraph = document.page.origins[:3]

    assert (home.tag, home.links, home.link_chars) == ("nav", 1, 4)
    assert "nav" in hints(document, 0)
    assert (paragraph.tag, paragraph.link_chars, paragraph.bold_chars) == ("p", 7, 5)
    assert {"article", "body"} <= hints(document, 2)
    assert paragraph.path[1] == document.page.origins[1].path[1]


@pytest.mark.parametrize("kind", ["str", "bytes", "soup", "tag", "lxml", "subtree"])
def test_every_input_gives_the_same_blocks(kind):
    source = {
        "str": lambda: PAGE,
        "bytes": lambda: PAGE.encode(),
        "soup": lambda: bs4.BeautifulSoup(PAGE, "lxml"),
        "tag": lambda: bs4.BeautifulSoup(PAGE, "lxml").find("body"),
        "lxml": lambda: lxml.html.document_fromstring(PAGE),
        "subtree": lambda: lxml.html.document_fromstring(PAGE).find("body"),
    }[kind]()

    assert lines(source) == lines(PAGE)


def test_an_lxml_tree_is_not_changed():
    tree = lxml.html.document_fromstring(PAGE)
    before = lxml.html.tostring(tree)

    read_html(tree)

    assert lxml.html.tostring(tree) == before


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        ("<p>Größe, café</p>".encode(), None),
        ("<p>Größe, café</p>".encode("utf-8-sig"), None),
        ("<p>Größe, café</p>".encode("utf-16"), None),
        ('<meta charset="windows-1252"><p>Größe, café</p>'.encode("cp1252"), None),
        ('<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-15"><p>Größe, café</p>'.encode("iso-8859-15"), None),
        ("<p>Größe, café</p>".encode("cp1252"), "windows-1252"),
    ],
    ids=["utf-8", "mark", "utf-16", "meta", "http-equiv", "stated"],
)
def test_bytes_are_decoded(data, encoding):
    assert lines(data, encoding=encoding) == ["Größe, café"]


def test_an_unknown_charset_is_refused():
    with pytest.raises(ConfigError, match="no charset is named 'latin-99'"):
        read_html(b"<p>x</p>", encoding="latin-99")


@pytest.mark.parametrize("source", ["", "   ", "<!-- nothing -->"])
def test_a_source_without_elements_is_refused(source):
    with pytest.raises(InputError, match="holds no element"):
        read_html(source)


def test_a_page_without_text_has_no_blocks():
    assert read_html("<html><body><script>x</script></body></html>").blocks == ()


@pytest.mark.parametrize(
    "hidden",
    ['<p hidden>no</p>', '<p style="display: none">no</p>', '<div style="visibility:hidden"><p>no</p></div>', '<span class="sr-only">no</span>', '<i aria-hidden="true">no</i>', "<template><p>no</p></template>", "<noscript>no</noscript>", "<select><option>no</option></select>"],
)  # fmt: skip
def test_what_no_visitor_sees_is_counted_and_not_read(hidden):
    story = "<p>" + "The council voted on Tuesday to close the old bridge for six months. " * 6 + "</p>"

    document = read_html(f"<body>{story}{hidden}<p>The end.</p></body>")

    assert document.text.split("\n")[1:] == ["The end."]
    assert sum(count for _, count in document.page.left_out) == 1


def test_a_page_that_hides_itself_until_its_script_has_run_is_read():
    assert lines('<body style="visibility:hidden"><p>The council voted.</p></body>') == ["The council voted."]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<p>a<br>b</p>", ["a b"]),
        ("<p>a<br><br>b</p>", ["a", "b"]),
        ("<p>one<b>two</b> three</p>", ["onetwo three"]),
        ("<p> a \n b&nbsp;c </p>", ["a b c"]),
        ("<div>a<div>b</div>c</div>", ["a", "b", "c"]),
        ("a<p>b</p>c", ["a", "b", "c"]),
        ("<table><tr><th>a</th><td></td><td>b</td></tr><tr><td>c</td></tr></table>", ["a |  | b", "c"]),
        ("<dl><dt>a</dt><dd>b</dd></dl>", ["a", "b"]),
        ("<pre>x\n  y</pre>", ["x\u2028  y"]),
        ("<p>5 &lt; 6 &amp; 7</p>", ["5 < 6 & 7"]),
    ],
)
def test_white_space_and_breaks(source, expected):
    assert lines(source) == expected


@pytest.mark.parametrize("depth", [300, 1500, 5000])
def test_deep_nesting_loses_nothing(depth):
    source = "<p>Before.</p>" + "<div>" * depth + "<p>Deep.</p>" + "</div>" * depth + "<p>After.</p>"

    document = read_html(source)

    assert document.text.split("\n") == ["Before.", "Deep.", "After."]
    assert bool(document.warnings) == (depth > 2048)


def test_a_colspan_without_end_is_a_number_like_any_other():
    assert lines('<table><tr><td colspan="9007199254740991">x</td></tr></table>') == ["x"]


def test_kinds_reach_into_what_they_hold():
    document = read_html("<blockquote><p>a</p><p>b</p></blockquote><ul><li><p>c</p></li></ul><p>d</p>")

    assert [block.kind for block in document.blocks] == [Kind.QUOTE, Kind.QUOTE, Kind.LIST_ITEM, Kind.PARAGRAPH]


def test_time_is_linear_in_the_page():
    def seconds(rows):
        source = "<table>" + "<tr><td>a</td><td>b</td></tr>" * rows + "</table>"
        start = time.process_time()
        read_html(source)
        return time.process_time() - start

    seconds(100)

    assert seconds(40_000) < 40 * max(seconds(4_000), 0.01)
