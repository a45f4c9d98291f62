"""Whatever the page holds and whatever is cut: both formats hold the words of the title and the clean text, in order."""

from __future__ import annotations

from html import escape

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import newsclean
from cases import load_inputs, load_pages
from formats import words_of, words_of_html, words_of_markdown
from newsclean import Kind, Pipeline, Removal, Span, Tier

INPUTS, PAGES = load_inputs(), load_pages()


class Cuts:
    """Remove ranges given as shares of the text, in thousandths; one ends before the next cell of a table, whose words would join those of this one."""

    name = "cuts"
    category = "repeated_block"  # the guard leaves these alone

    def __init__(self, ranges):
        self.ranges = ranges

    def find(self, draft):
        size = len(draft.text)
        for start, length in self.ranges:
            place = size * start // 1000
            end = min(size, place + length)
            gap = draft.text.find(" | ", max(0, place - 2), end + 2)
            span = Span(place, end if gap < 0 else max(place, min(end, gap)))
            if span:
                yield Removal(span, self.name, self.category, "for the test", "", Tier.CERTAIN)


_ODD = ["*", "**", "_", "`", "``", "~", "~~", "[", "]", "](", "!", "\\", "<b>", "<!--", "&amp;", "&copy;", "#", "##", "-", "+", ">", "1.", "2)", "=", "==", "---", "***", "|", "| - |", ":-", "http://a.b/c_d", "İ", "日本", "“", "€", "½", "\u00a0", "\u200b", "a", "b.", "C", "word", "snake_case"]  # fmt: skip
_TEXT = st.lists(st.sampled_from(_ODD), min_size=1, max_size=5).flatmap(lambda parts: st.sampled_from(["".join(parts), " ".join(parts)])).map(escape)
_ADDRESSES = ["/a", "x(y).html", "https://example.org/?a=1&copy=2;", "javascript:alert(1)", " java\nscript:x", "#top", "//host/<>", "http://[", 'q"uote', "data:text/html,x", "a|b"]


def _inline(children):
    tag = st.sampled_from(["b", "i", "em", "strong", "code", "sub", "sup", "del", "span"])
    joined = st.lists(children, min_size=1, max_size=3).map("".join)
    return st.one_of(
        st.tuples(tag, joined).map(lambda pair: f"<{pair[0]}>{pair[1]}</{pair[0]}>"),
        st.tuples(st.sampled_from(_ADDRESSES), joined).map(lambda pair: f'<a href="{escape(pair[0])}">{pair[1]}</a>'),
        joined.map(lambda text: f"{text}<br>{text}"),
        joined,
    )


_LINE = st.recursive(_TEXT, _inline, max_leaves=6)


def _block(children):
    inner = st.lists(children, min_size=1, max_size=3)
    joined = inner.map("".join)
    return st.one_of(
        joined.map(lambda text: f"<blockquote>{text}</blockquote>"),
        inner.map(lambda items: "<ul>" + "".join(f"<li>{item}</li>" for item in items) + "</ul>"),
        st.tuples(st.integers(-2, 12), inner).map(lambda pair: f'<ol start="{pair[0]}">' + "".join(f"<li>{item}</li>" for item in pair[1]) + "</ol>"),
        inner.map(lambda items: "<dl>" + "".join(f"<dt>{item}</dt><dd>{item}</dd>" for item in items) + "</dl>"),
        st.lists(st.lists(st.tuples(st.sampled_from(["td", "th", 'td colspan="2"']), st.one_of(st.just(""), children)), min_size=1, max_size=3), min_size=1, max_size=3).map(
            lambda rows: "<table>" + "".join("<tr>" + "".join(f"<{tag}>{cell}</{tag.split()[0]}>" for tag, cell in row) + "</tr>" for row in rows) + "</table>"
        ),
    )


_BLOCKS = st.recursive(
    st.one_of(
        _LINE.map(lambda line: f"<p>{line}</p>"),
        st.tuples(st.integers(1, 6), _LINE).map(lambda pair: f"<h{pair[0]}>{pair[1]}</h{pair[0]}>"),
        _TEXT.map(lambda text: f"<pre>{text}\n\n  {text}</pre>"),
        _LINE,
    ),
    _block,
    max_leaves=8,
)
_PAGES = st.lists(_BLOCKS, min_size=1, max_size=4).map(lambda blocks: f"<html><title>A *title* of_</title><body>{''.join(blocks)}</body></html>")
_RANGES = st.lists(st.tuples(st.integers(0, 999), st.integers(1, 12)), max_size=4)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_PAGES, _RANGES, st.booleans())
def test_pages_read_back_as_their_words(page, ranges, links):
    article = newsclean.clean(page, url="https://example.org/n/", pipeline=Pipeline((Cuts(ranges),)))

    assert words_of_markdown(article.markdown(links=links)) == words_of(article)
    assert words_of_html(article.html(links=links)) == words_of(article)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.lists(st.sampled_from([*_ODD, " "]), min_size=1, max_size=8).map("".join), min_size=1, max_size=5), _RANGES)
def test_texts_read_back_as_their_words(lines, ranges):
    article = newsclean.clean("\n\n".join(lines), format="text", pipeline=Pipeline((Cuts(ranges),)))

    # The marks of lists, quotations and Markdown are words of the text.
    if all(block.kind is Kind.PARAGRAPH for block in article.document.blocks) and not article.repairs:
        assert words_of_html(article.html()) == words_of(article)
        assert words_of_markdown(article.markdown()) == words_of(article)


@pytest.mark.parametrize("slug", sorted(PAGES))
def test_page_fixtures_read_back_as_their_words(slug):
    article = newsclean.clean(PAGES[slug], format="html")

    assert words_of_markdown(article.markdown(pictures=True)) == words_of(article)
    assert words_of_html(article.html(pictures=True)) == words_of(article)
