"""The page reader: visible text in reading order, a block a line, with what the markup says of each."""

from __future__ import annotations

import bs4
import lxml.html
import pytest

from growth import assert_linear
from newsclean.errors import InputError
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
    assert dict(document.page.left_out) == {"head": 1, "script": 1}


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
        ("<p><span>Read also</span><a href='/a'>The bridge</a></p>", ["Read also The bridge"]),
        ("<p><b>Mc</b><a href='/a'>donald</a>, <b>X</b><a href='/a'>Y</a>, on<a href='/a'>The</a></p>", ["Mcdonald, XY, onThe"]),
        ("<div>　橋は閉じた。<br>　町は怒った。</div>", ["橋は閉じた。", "町は怒った。"]),
        ("<div>橋は<br>閉じた。</div>", ["橋は 閉じた。"]),
        (f"<div>{'橋' * 45}。<br>{'町' * 45}。</div>", ["橋" * 45 + "。", "町" * 45 + "。"]),
        ("<table><tr><td>Home<br>News<br><br>Letters</td><td>The bridge</td></tr></table>", ["Home News", "Letters", "The bridge"]),
        ("<table><tr><td>12 May<br>13 May</td><td>low</td></tr></table>", ["12 May 13 May | low"]),
    ],
)
def test_white_space_and_breaks(source, expected):
    assert lines(source) == expected


@pytest.mark.parametrize("tag", ["div", "b", "x-box", "article"])
@pytest.mark.parametrize("depth", [300, 1500, 3000, 100_000])
def test_deep_nesting_loses_nothing(tag, depth):
    source = "<p>Before.</p>" + f"<{tag}>" * depth + "<p>Deep.</p>" + f"</{tag}>" * depth + "<p>After.</p>"

    document = read_html(source)

    assert document.text.split("\n") == ["Before.", "Deep.", "After."]
    assert document.warnings == ()


def test_every_text_of_a_deep_page_is_read():
    source = "".join(f"<div>Text {n}." for n in range(3000))

    assert lines(source) == [f"Text {n}." for n in range(3000)]


def test_kinds_reach_into_what_they_hold():
    document = read_html("<blockquote><p>a</p><p>b</p></blockquote><ul><li><p>c</p></li></ul><p>d</p>")

    assert [block.kind for block in document.blocks] == [Kind.QUOTE, Kind.QUOTE, Kind.LIST_ITEM, Kind.PARAGRAPH]


STORY = [
    "The council voted on Tuesday to close the old bridge for six months, a spokesman for the town said in the evening.",
    "Traffic will be led through the market street, which the shop owners there had asked the mayor not to do again.",
    "An engineer told the panel that the steel of the bridge had lost a third of its strength since the last inspection.",
    "The work is to begin in the spring, and the county pays two thirds of the four million euros that it will cost.",
    "Nobody on the council could say on Tuesday whether the school bus would still reach the village on the other bank.",
]
PARAGRAPHS = "".join(f"<p>{text}</p>" for text in STORY)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<html><body><p>a</p></body></html>\n<p>b</p>c<div>d</div>", ["a", "b", "c", "d"]),
        ("<html><body><p>a</p></body></html><!doctype html><html><head><title>x</title></head><body><p>b</p></body></html>", ["a", "b"]),
        ('<form id="aspnetForm"><div><p>a</p><input value="x"><textarea>no</textarea><p>b</p></div></form>', ["a", "b"]),
        ('<p><a href="/x">All of it is a link.</a></p>', ["All of it is a link."]),
        ("<body>a<div>b<p>c</p>d</div>e</body>", ["a", "b", "c", "d", "e"]),
        ("<center><font size=2>a<br><br>b<br> <br>c</font></center>", ["a", "b", "c"]),
        ("<p>a<p>b<ul><li>c<li>d", ["a", "b", "c", "d"]),
        ("<p>a</p><plaintext><b>x</b> y", ["a", "<b>x</b> y"]),
        ("<p>a</p><xmp><b>x</b>\n  y</xmp><p>z</p>", ["a", "<b>x</b>\u2028  y", "z"]),
        ("<table><tr><td><table><tr><td>a</td><td>b</td></tr></table></td><td>c<p>d</p></td></tr></table>", ["a | b", "c", "d"]),
        ("<p><ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>字</p>", ["漢字"]),
        ("<p>a fact<sup>[1]</sup> about super<wbr>long&shy;words&nbsp;x</p>", ["a fact[1] about superlong\xadwords x"]),
        ("<p>He said <q>yes</q>.</p>", ["He said “yes”."]),
        ("<p>if <math><semantics><mrow><mi>x</mi><mo>=</mo><mn>2</mn></mrow><annotation>x=2</annotation></semantics></math> then</p>", ["if x=2 then"]),
        ("<details><summary>a</summary><p>b</p></details>", ["a", "b"]),
        ("<p>x</p><dialog><p>no</p></dialog><dialog open><p>a</p></dialog>", ["x", "a"]),
        ("<x-card><template shadowrootmode='open'><p>a</p></template></x-card><template><p>no</p></template>", ["a"]),
        ("<p>a</p><svg><path d='M0'><p>b</p><p>c</p>", ["a", "b", "c"]),
        ("<p>a</p><svg><text>no</text></svg><p>b</p>", ["a", "b"]),
        ("<button>Share</button><button>Save</button>, or not", ["Share Save, or not"]),
        ('<a href="/a">One</a><a href="/b">Two</a>, <span>thr</span><span>ee</span>', ["One Two, three"]),
        ("<html><frameset cols='1,2'><frame src=a><noframes><body>use frames</body></noframes></frameset></html>", [""]),
        ('<?xml version="1.0" encoding="iso-8859-1"?><html xmlns="http://www.w3.org/1999/xhtml"><body><p>a<br/>é</p><div/><p>b</p></body></html>', ["a é", "b"]),
        ('<table><tr><td colspan="9007199254740991">x</td></tr></table>', ["x"]),
        ("<p>a</p><amp-img src='a.jpg'></amp-img><amp-ad><p>b</p></amp-ad>", ["a", "b"]),
        ("<body><title>no</title><p>a</p>", ["a"]),
    ],
)  # fmt: skip
def test_odd_pages(source, expected):
    assert lines(source) == expected


def test_a_title_outside_the_head_is_the_title():
    assert read_html("<body><p>a</p><title>The bridge</title>").page.title == "The bridge"
    assert read_html("<p>a</p><svg><title>Icon</title></svg>").page.title is None


def test_an_element_that_html_does_not_know_is_a_block_if_it_holds_blocks_or_a_paragraph():
    assert lines(f"<story-body><story-p>{STORY[0]}</story-p><story-p>{STORY[1]}</story-p></story-body>") == STORY[:2]
    assert lines("<p>The <x-tip>old</x-tip> bridge</p>") == ["The old bridge"]
    assert lines("<x-a><p>a</p>b</x-a><x-b>c <x-i>d</x-i> e</x-b>") == ["a", "b", "c d e"]
    assert lines(f"<p>See <x-link>{STORY[0]}</x-link> again</p>") == [f"See {STORY[0]} again"]


def test_an_lxml_element_is_read_alone():
    tree = lxml.html.fromstring("<div><p>before</p><div id='x'><!-- c -->a<p>b</p><!-- d --></div>tail<p>after</p></div>")

    assert lines(tree.get_element_by_id("x")) == ["a", "b"]
    assert lines(bs4.BeautifulSoup("<div><p>before</p><div id='x'>a<p>b</p></div>tail</div>", "html.parser").find(id="x")) == ["a", "b"]


@pytest.mark.parametrize(
    "hide",
    ["<div style='display:none'>{}</div>", "<div hidden>{}</div>", "<section class='content is-hidden'>{}</section>", "<noscript>{}</noscript>", "<dialog>{}</dialog>"],
)
def test_a_story_that_the_page_hides_is_read_where_it_shows_none(hide):
    hidden = hide.format(PARAGRAPHS)
    teaser = "<p>The old bridge will be closed for six months, to the anger of those who live behind it.</p>"

    document = read_html(f"<h1>Bridge</h1>{teaser}{hidden}<p>Imprint</p>")

    assert document.text.split("\n")[2:] == [*STORY, "Imprint"]
    assert document.warnings == ("hidden: the page hides most of its text; what it hides was read",)


def test_paragraphs_that_are_hidden_one_by_one_are_read_together():
    hidden = "".join(f"<p class='paid' style='display: none'>{text}</p>" for text in STORY)

    assert lines(f"<h1>Bridge</h1><div>{hidden}</div><div hidden>A menu</div>") == ["Bridge", *STORY]


@pytest.mark.parametrize("hide", ["<div style='display:none'>{}</div>", "<noscript>{}</noscript>"])
def test_what_is_hidden_beside_a_story_stays_hidden(hide):
    document = read_html(PARAGRAPHS + hide.format("".join(f"<p>{text.replace('bridge', 'tunnel')}</p>" for text in STORY)))

    assert document.text.split("\n") == STORY
    assert document.warnings == ()


@pytest.mark.parametrize(("paragraphs", "kind"), [(2, Kind.TABLE), (3, Kind.PARAGRAPH)])
def test_a_table_that_holds_paragraphs_only_sets_the_page(paragraphs, kind):
    document = read_html(f"<table><tr><td>Menu</td><td>{'<br><br>'.join(STORY[:1] * paragraphs)}</td></tr><tr><td colspan=2>Imprint</td></tr></table>")

    assert {block.kind for block in document.blocks} == {kind}


def test_templates_are_never_read():
    assert lines(f"<p>a</p><template>{PARAGRAPHS}</template>") == ["a"]


def test_a_picture_in_a_noscript_is_known_once():
    def pictures(source):
        return [(mark.value, mark.label) for mark in read_html(source).page.marks]

    assert pictures("<p>x</p><figure><img src='data:,x'><noscript><img src='/a.jpg' alt='b'></noscript><figcaption>c</figcaption></figure>") == [("/a.jpg", "b")]
    assert pictures("<p>x</p><img data-src='/a.jpg' alt='b'><noscript><img src='/a.jpg' alt='b'></noscript>") == [("/a.jpg", "b")]


@pytest.mark.parametrize(
    "page",
    [
        "<table>{}</table>:<tr><td>a</td><td>b</td></tr>",
        "<p>a{}b</p>:<span></span>",
        "<p>{}</p>:a<br>",
        "<p>{}</p>:<a href=x>a</a> ",
        "{}:<p hidden>a</p>",
        "{}:<div><p>The council voted on Tuesday to close the old bridge.",
        "<ul>{}</ul>:<li><i class='icon a b'></i>a",
        "<div>{}</div>:<x-a>b</x-a>",
        "{}:<svg><path/></svg><p>a",
        "<p>{}</p>:<img src=a>",
        "<p title='{}'>a</p>:word ",
        "{}:<noscript>a</noscript>",
        "<pre>{}</pre>:a\nb",
    ],
)
def test_time_is_linear_in_the_page(page):
    frame, _, piece = page.rpartition(":")

    assert_linear(lambda count: frame.format(piece * count), read_html, small=3_000)
