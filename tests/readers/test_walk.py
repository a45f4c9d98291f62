"""What the page reader keeps of the markup for Markdown and HTML: marks with their places, and how each block is set."""

from __future__ import annotations

import pytest

from newsclean.page import Item, Layout, Row
from newsclean.readers.html import read_html


def marked(source, *kinds):
    """Return the marks of a page as kind, text, value and label."""
    document = read_html(source)
    return [(m.kind, document.text[m.start : m.end], m.value, m.label) for m in document.page.marks if not kinds or m.kind in kinds]


def layouts(source):
    """Return the text and the layout of each block."""
    document = read_html(source)
    return [(document.text[b.start : b.end], layout) for b, layout in zip(document.blocks, document.page.layouts, strict=True)]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('<p>The <a href="/c?a=1&amp;b">old council</a> voted</p>', [("link", "old council", "/c?a=1&b", "")]),
        ('<p>The<a href="/c"> <b>old</b> council </a>voted</p>', [("strong", "old", "", ""), ("link", "old council", "/c", "")]),
        ('<p>x</p><a href="/c"><h3>Title</h3><p>Text</p></a><p>y</p>', [("link", "Title\nText", "/c", "")]),
        ('<p><a name="x">anchor</a> <a href="/c"></a> y</p>', []),
        ("<p><i>a</i> <em>b</em> <strong>c</strong> <code>d</code> H<sub>2</sub>O x<sup>2</sup> <s>e</s></p>",
         [("em", "a", "", ""), ("em", "b", "", ""), ("strong", "c", "", ""), ("code", "d", "", ""), ("sub", "2", "", ""), ("sup", "2", "", ""), ("del", "e", "", "")]),
        ("<p>one<br>two<br/> <b>three</b> and a line of poetry that is long enough to be read as a paragraph of its own</p>",
         [("break", " ", "", ""), ("break", " ", "", ""), ("strong", "three", "", "")]),
        ('<p><b>a<br></b>b</p><p><a href="/">c</a></p>', [("strong", "a", "", ""), ("break", " ", "", ""), ("link", "c", "/", "")]),
        ('<p>a <a href="/">b<br><br>c</a> d</p>', [("link", "b\nc", "/", "")]),
        ('<ul><li>a</li><li>|</li><li><a href="/">b</a></li></ul>', [("link", "b", "/", "")]),
    ],
    ids=["link", "white space", "over blocks", "no link", "emphasis", "breaks", "break at an end", "two paragraphs", "a bar alone"],
)  # fmt: skip
def test_marks_stand_where_the_markup_put_them(source, expected):
    assert marked(source) == expected


def test_pictures_stand_between_the_blocks():
    document = read_html(
        '<p>One.</p><figure><img src="data:image/gif;base64,R0" data-src="/a.jpg" alt="A &quot;bridge&quot;"><figcaption>Two.</figcaption></figure>'
        '<p>Thr<img src="/b.png">ee.</p><p>Four.</p><img srcset="/c.png 1x, /d.png 2x"><img src="data:image/gif;base64,R0"><img>'
    )

    assert document.text == "One.\nTwo.\nThree.\nFour."
    assert [tuple(mark) for mark in document.page.marks] == [
        (5, 5, "picture", "/a.jpg", 'A "bridge"'),
        (13, 13, "picture", "/b.png", ""),
        (22, 22, "picture", "/c.png", ""),
    ]


def test_cells_of_a_table():
    source = '<table><caption>Days</caption><tr><th>a</th><td></td><td colspan="2">b c</td></tr><tr><td></td><td>d</td></tr></table>'

    assert marked(source) == [("cell", "a", "th", ""), ("cell", "", "td", ""), ("cell", "b c", "td 2", ""), ("cell", "", "td", ""), ("cell", "d", "td", "")]
    rows = [(text, layout.row) for text, layout in layouts(source)]
    table = rows[0][1].table
    assert [(text, row.table) for text, row in rows] == [("Days", table), ("a |  | b c", table), ("d", table)]
    assert rows[0][1] == Row(table, 0)
    assert 0 < rows[1][1].row < rows[2][1].row


def test_headings_quotations_and_plain_blocks():
    assert layouts("<h1>a</h1><blockquote><p>b</p><blockquote>c</blockquote></blockquote><p>d</p><h4><div>e</div></h4>") == [
        ("a", Layout(1, 0, (), None)),
        ("b", Layout(0, 1, (), None)),
        ("c", Layout(0, 2, (), None)),
        ("d", Layout(0, 0, (), None)),
        ("e", Layout(4, 0, (), None)),
    ]


def test_lists_count_and_nest():
    found = layouts('<ol start="3"><li>a</li><li><p>b</p><p>c</p><ul><li>d</li></ul></li><li value="9">e</li><li>f</li></ol><dl><dt>g</dt><dd>h</dd></dl><p>i</p>')

    assert [(text, [(item.list, item.number) for item in layout.items]) for text, layout in found] == [
        ("a", [("ol", 3)]),
        ("b", [("ol", 4)]),
        ("c", [("ol", 4)]),
        ("d", [("ol", 4), ("ul", 1)]),
        ("e", [("ol", 9)]),
        ("f", [("ol", 10)]),
        ("g", [("dt", 0)]),
        ("h", [("dd", 0)]),
        ("i", []),
    ]
    items = [layout.items for _, layout in found]
    assert items[1] == items[2], "two paragraphs of one item"
    assert items[3][0] == items[1][0], "a list in an item"
    assert isinstance(items[0][0], Item)
    assert len({one[0].element for one in items if one}) == 6


def test_a_number_that_is_none_is_not_believed():
    assert [layout.items[0].number for _, layout in layouts('<ol start="²"><li>a</li><li value="99999999999999999999">b</li><li value="-4">c</li></ol>')] == [1, 2, -4]


def test_the_base_of_addresses():
    assert read_html('<head><base href="https://example.org/n/"></head><p>a</p>').page.base == "https://example.org/n/"
    assert read_html("<p>a</p>").page.base is None


def test_white_space_in_code_stays():
    document = read_html("<p>x</p><pre><code>\n<b>if</b> <i>a</i>:\r\n    return\n\n</code></pre><p>y</p>")

    assert document.text == "x\nif a:\u2028    return\ny"
    assert marked("<pre>a<br>b <a href='/'>c\n</a></pre><p>d</p>") == [("link", "c", "/", "")]
