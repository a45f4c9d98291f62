"""Markdown and HTML of whole pages and of single forms, as they should read."""

from __future__ import annotations

import builtins
from pathlib import Path

import pytest

import newsclean
from cases import FIXTURES, load_pages
from newsclean import Fact, MissingExtraError, Pipeline, Removal, Span, Tier

EXPECTED = Path(__file__).parent / "expected"
PAGES = load_pages()
NONE = Pipeline(())
STORY = "The council voted on Tuesday to close the old bridge for six months while engineers replace its bearings."


def read(body, *, cut="", **options):
    """Return an article made of a page's body, without the text `cut`."""

    class Cut:
        name = "cut"
        category = "repeated_block"

        def find(self, draft):
            if cut:
                at = draft.text.index(cut)
                yield Removal(Span(at, at + len(cut)), self.name, self.category, "for the test", "", Tier.CERTAIN)

    return newsclean.clean(f"<html><body>{body}</body></html>", pipeline=Pipeline((Cut(),)), language="en", **options)


def markdown(body, **options):
    return read(body, **options).markdown()


def html(body, **options):
    """Return the inside of the article element."""
    made = read(body, **options).html()
    assert made.startswith("<article>\n")
    assert made.endswith("\n</article>\n")
    return made.removeprefix("<article>\n").removesuffix("\n</article>\n")


# -- whole pages -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("slug", sorted(path.stem for path in EXPECTED.glob("*.md")))
def test_markdown_of_a_page(slug):
    article = newsclean.clean(PAGES[slug], url=f"https://tarnherald.example/news/{slug}")

    assert article.text == (FIXTURES / "articles" / slug / "expected.txt").read_text("utf-8").rstrip("\n")
    assert article.markdown() == (EXPECTED / f"{slug}.md").read_text("utf-8")


@pytest.mark.parametrize("slug", sorted(path.stem for path in EXPECTED.glob("*.html")))
def test_html_of_a_page(slug):
    pipeline = Pipeline.default().with_parts(captions=True)

    article = newsclean.clean(PAGES[slug], url=f"https://tarnherald.example/news/{slug}", pipeline=pipeline)

    assert article.html(pictures=True) == (EXPECTED / f"{slug}.html").read_text("utf-8")


# -- lines -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>a <em>b</em> <b>c</b> <i><b>d</b></i> <s>e</s> H<sub>2</sub>O</p>", "a *b* **c** ***d*** ~~e~~ H2O\n"),
        ("<p>un<b>believ</b>able</p>", "un**believ**able\n"),
        ("<p>a<em>, b</em>c</p>", "a, bc\n"),  # "a*, b*c" would show its stars
        ("<p><em>a</em><strong>b</strong></p>", "*a*b\n"),  # three stars in a row are read otherwise
        ("<p>use <code>a`b</code> or <code>`</code></p>", "use ``a`b`` or `` ` ``\n"),
        ("<p>a * b _c_ d_e #f &lt;i&gt; [g] &amp;amp; `h` ~i~ j\\</p>", "a \\* b \\_c\\_ d_e #f \\<i> \\[g\\] \\&amp; \\`h\\` \\~i\\~ j\\\\\n"),
        ("<p># a</p><p>- b</p><p>1. c</p><p>2) d</p><p>&gt; e</p><p>+</p><p>---</p><p>1984 was f</p>", "\\# a\n\n\\- b\n\n1\\. c\n\n2\\) d\n\n\\> e\n\n\\+\n\n\\---\n\n1984 was f\n"),
        (f"<p>{STORY}<br>- b<br>===</p>", f"{STORY}\\\n\\- b\\\n\\===\n"),
        ("<h2>A number #</h2>", "## A number \\#\n"),
        ("<pre>a\n  ```\n\nb</pre>", "````\na\n  ```\n\nb\n````\n"),
    ],
    ids=["marks", "inside a word", "no emphasis", "side by side", "code", "prose", "beginnings", "under a line", "heading", "fence"],
)  # fmt: skip
def test_markdown_of_lines(body, expected):
    assert markdown(body) == expected


@pytest.mark.parametrize(
    ("address", "base", "expected"),
    [
        ("/a b", "https://example.org/n/", "https://example.org/a%20b"),
        ("c(d)|e", "https://example.org/n/", "https://example.org/n/c%28d%29%7Ce"),
        ("?p=1&amp;copy=2", "https://example.org/n/", "https://example.org/n/?p=1&copy=2"),
        ("a?b&amp;copy;", "https://example.org/n/", "https://example.org/n/a?b\\&copy;"),
        ("//cdn.example/x", "https://example.org/", "https://cdn.example/x"),
        ("/a", None, "/a"),
        ("mailto:ana@example.org", None, "mailto:ana@example.org"),
    ],
)
def test_links_are_absolute_where_the_page_is_known(address, base, expected):
    assert markdown(f'<p>See <a href="{address}">this</a>!</p>', url=base) == f"See [this]({expected})!\n"


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", " JaVa\nScript:alert(1)", "\x01javascript:x", "data:text/html,x", "vbscript:x", "file:///etc/passwd", "#top", "", "http://["]
)
def test_links_that_must_not_be_shown_leave_their_words(address):
    body = f'<p>See <a href="{address}">this</a>.</p>'

    assert markdown(body, url="https://example.org/") == "See this.\n"
    assert html(body, url="https://example.org/") == "<p>See this.</p>"


def test_a_base_in_the_page_comes_before_its_address():
    page = '<html><head><base href="/guides/"></head><body><p>See <a href="a">this</a>.</p></body></html>'

    assert newsclean.clean(page, pipeline=NONE, url="https://example.org/news/x").markdown() == "See [this](https://example.org/guides/a).\n"


def test_links_are_optional():
    article = read('<p>See <a href="https://example.org/">this <b>page</b></a>!</p>')

    assert article.markdown(links=False) == "See this **page**!\n"
    assert article.html(links=False) == "<article>\n<p>See this <strong>page</strong>!</p>\n</article>\n"


@pytest.mark.parametrize(
    ("cut", "expected"),
    [
        ("b c", "a  [**d** e](https://example.org/) f\n"),
        ("d e", "a [b **c**](https://example.org/)  f\n"),
        ("a b", "[**c d** e](https://example.org/) f\n"),
        ("c d", "a [b  e](https://example.org/) f\n"),
        ("b c d e", "a  f\n"),
    ],
)
def test_a_cut_leaves_marks_balanced(cut, expected):
    body = '<p>a <a href="https://example.org/">b <b>c d</b> e</a> f</p>'

    assert markdown(body, cut=cut) == expected


# -- blocks ----------------------------------------------------------------------------------------------


def test_lists_have_the_numbers_of_the_page():
    body = '<ol start="3"><li>a</li><li>b</li><li value="9">c</li></ol><ol><li>d</li></ol><ol start="-1"><li>e</li></ol>'

    assert markdown(body) == "3. a\n4. b\n\n9) c\n\n1. d\n\n- e\n"
    assert html(body) == '<ol start="3"><li>a</li>\n<li>b</li></ol>\n<ol start="9"><li>c</li></ol>\n<ol><li>d</li></ol>\n<ul><li>e</li></ul>'


def test_an_item_that_is_cut_leaves_the_numbers_of_the_others():
    body = "<ol><li>a</li><li>advert</li><li>c</li></ol>"

    assert markdown(body, cut="advert") == "1. a\n\n3) c\n"
    assert html(body, cut="advert") == '<ol><li>a</li></ol>\n<ol start="3"><li>c</li></ol>'


def test_lists_and_quotations_nest():
    body = "<blockquote><p>a</p><ul><li>b<ul><li>c</li></ul></li></ul></blockquote><ul><li>d<blockquote>e</blockquote></li><li><p>f</p><p>g</p></li></ul>"

    assert markdown(body) == "> a\n>\n> - b\n>   - c\n\n- d\n\n  > e\n\n- f\n\n  g\n"
    assert html(body) == (
        "<blockquote><p>a</p>\n<ul><li>b\n<ul><li>c</li></ul></li></ul></blockquote>\n<ul><li>d\n<blockquote><p>e</p></blockquote></li>\n<li><p>f</p>\n<p>g</p></li></ul>"
    )


TABLE = (
    "<table><tr><th></th><th>1998</th><th>2024</th></tr><tr><td>Cars</td><td>1|2</td><td><b>3</b></td></tr>"
    '<tr><td>Both</td><td colspan="2">four</td></tr><tr><td><p>x</p><p>y</p></td><td></td><td>z</td></tr></table>'
)


def test_tables_are_tables():
    assert markdown(TABLE) == "|  | 1998 | 2024 |\n| --- | --- | --- |\n| Cars | 1\\|2 | **3** |\n| Both | four |  |\n| x y |  | z |\n"
    assert html(TABLE) == (
        "<table>\n<thead>\n<tr><td></td><th>1998</th><th>2024</th></tr>\n</thead>\n<tbody>\n<tr><td>Cars</td><td>1|2</td><td><strong>3</strong></td></tr>\n"
        '<tr><td>Both</td><td colspan="2">four</td></tr>\n<tr><td>x<br>y</td><td></td><td>z</td></tr>\n</tbody>\n</table>'
    )


def test_a_row_that_is_cut_in_part_keeps_its_columns():
    assert markdown(TABLE, cut="Cars | ") == "|  | 1998 | 2024 |\n| --- | --- | --- |\n|  | 1\\|2 | **3** |\n| Both | four |  |\n| x y |  | z |\n"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<table><tr><td>a</td><td></td></tr><tr><td></td><td>b</td></tr></table>", "|  |  |\n| --- | --- |\n| a |  |\n|  | b |\n"),
        ("<table><tr><td><p>a</p></td><td></td></tr><tr><td><p>b</p></td><td><p>c</p></td></tr></table>", "|  |  |\n| --- | --- |\n| a |\n| b | c |\n"),
        (f"<table><tr><td>{STORY}</td></tr><tr><td>{STORY}</td></tr></table>", f"{STORY}\n\n{STORY}\n"),
        (f"<table><tr><td><h2>a</h2><p>{STORY}</p></td><td>b</td></tr><tr><td>c</td></tr></table>", f"## a\n\n{STORY}\n\nb\n\nc\n"),
        ("<table><tr><td>a</td><td>b</td></tr></table>", "a | b\n"),
        ("<table><tr><td><table><tr><th>a</th><th>b</th></tr><tr><td>c</td><td>d</td></tr></table></td></tr></table>", "| a | b |\n| --- | --- |\n| c | d |\n"),
    ],
    ids=["empty ends", "empty end of paragraphs", "one column", "a heading inside", "one row", "a table in a table"],
)
def test_tables_that_are_hard_to_tell(body, expected):
    assert markdown(body) == expected


def test_what_a_page_claims_has_a_limit():
    row = '<tr><td colspan="1000">a</td><td>b</td></tr>'
    deep = "<blockquote>" * 300 + "c"

    assert html(f"<table>{row * 2}</table>").count('colspan="50"') == 2
    assert markdown(f"<table>{row * 2}</table>").splitlines()[2] == "| a |" + "  |" * 49 + " b |"
    assert markdown(deep) == "> " * 16 + "c\n"


def test_the_terms_of_a_list_stand_over_their_definitions():
    body = "<dl><dt>a</dt><dd>b</dd><dd>c</dd><dt>d</dt><dd>e</dd></dl>"

    assert markdown(body) == "a\n\n- b\n- c\n\nd\n\n- e\n"
    assert html(body) == "<dl><dt>a</dt>\n<dd>b</dd>\n<dd>c</dd>\n<dt>d</dt>\n<dd>e</dd></dl>"


# -- titles ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<h1>Bridge closes</h1><h3>Why</h3>", "# Bridge closes\n\n### Why\n"),
        ("<h2>BRIDGE <em>closes</em></h2><h1>Why</h1>", "# BRIDGE *closes*\n\n## Why\n"),
        ("<h1>Another one</h1>", "# Bridge closes\n\n## Another one\n"),
        ("<p>Bridge closes</p>", "# Bridge closes\n\nBridge closes\n"),
    ],
)
def test_the_title_is_set_once(body, expected):
    class Titles:
        name = "titles"
        category = "headline"

        def find(self, draft):
            at = draft.text.index("cut me")
            yield Removal(Span(at, at + 6), self.name, self.category, "for the test", "", Tier.CERTAIN, (Fact("title", "Bridge  closes"),))

    assert newsclean.clean(f"<html>{body}<p>cut me</p>", pipeline=Pipeline((Titles(),))).markdown() == expected


# -- Markdown and texts ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (f"{STORY}\n\n* one\n* two\n\n1. first\n2. second", f"{STORY}\n\n- one\n- two\n\n1. first\n2. second\n"),
        (f"## A head\n\n{STORY} [The **plan**](https://example.org/plan \"Plan\") is old.", f"## A head\n\n{STORY} [The **plan**](https://example.org/plan) is old.\n"),
        (f"## A head\n\n{STORY} It is *new* and `quick`.", f"## A head\n\n{STORY} It is *new* and `quick`.\n"),
        (f"{STORY} It is *new*.", f"{STORY} It is \\*new\\*.\n"),
        (f"{STORY}\n\n| a | b |\n|---|---|\n| 1 | [x](http://example.org) |", f"{STORY}\n\n| a | b |\n| --- | --- |\n| 1 | [x](http://example.org) |\n"),
        (f"{STORY}\n\n> one\n\n>> two", f"{STORY}\n\n> one\n\n\\>> two\n"),
        (f"{STORY}\n\n– Non, dit-il.", f"{STORY}\n\n– Non, dit-il.\n"),
    ],
    ids=["lists", "links", "marks of Markdown", "marks of a text", "table", "quotation", "dialogue"],
)  # fmt: skip
def test_texts_keep_what_they_mark(source, expected):
    assert newsclean.clean(source, pipeline=NONE, format="text").markdown() == expected


# -- HTML is safe ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>&lt;img src=x onerror=alert(1)&gt;</p>", "<p>&lt;img src=x onerror=alert(1)&gt;</p>"),
        ("<p onclick='x()' style='y'>a<script>alert(1)</script></p>", "<p>a</p>"),
        ("<pre>&lt;/code&gt;&lt;script&gt;</pre>", "<pre><code>&lt;/code&gt;&lt;script&gt;</code></pre>"),
        ("<p><a href='https://example.org/\"onclick=\"x()'>a</a></p>", '<p><a href="https://example.org/&quot;onclick=&quot;x()">a</a></p>'),
        ("<p><a href='java&#9;script:alert(1)' onclick='x()'>a</a></p>", "<p>a</p>"),
        ("<h2>&lt;/h2&gt;&lt;iframe src=//x&gt;</h2>", "<h2>&lt;/h2&gt;&lt;iframe src=//x&gt;</h2>"),
    ],
)
def test_html_is_safe(body, expected):
    assert html(body) == expected


def test_pictures_of_scripts_are_not_shown():
    article = read(f'<img src="javascript:x" alt="a"><p>{STORY}</p><img src="/p.png" alt="&quot;&gt;&lt;script&gt;"><p>b</p>')

    assert article.html(pictures=True) == f'<article>\n<p>{STORY}</p>\n<figure><img src="/p.png" alt="&quot;&gt;&lt;script&gt;"></figure>\n<p>b</p>\n</article>\n'
    assert article.markdown(pictures=True) == f'{STORY}\n\n![">\\<script>](/p.png)\n\nb\n'


def test_without_nh3_html_says_what_to_install(monkeypatch):
    real = builtins.__import__

    def no_nh3(name, *args, **kwargs):
        if name == "nh3":
            raise ImportError("No module named 'nh3'")
        return real(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", no_nh3)
    article = read("<p>a</p>")

    with pytest.raises(MissingExtraError, match=r"pip install 'newsclean\[html\]'"):
        article.html()
    assert article.markdown() == "a\n"


def test_no_article_has_no_formats():
    article = newsclean.clean("", format="text")

    assert article.markdown() == ""
    assert article.html() == "<article>\n</article>\n"
