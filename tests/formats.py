"""Read Markdown and HTML back into words, with parsers that are not ours."""

from __future__ import annotations

import re

from lxml import html as lxml_html
from markdown_it import MarkdownIt

from newsclean import Kind

_PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
_SET_AS_BLOCKS = re.compile(r"<(?=/?(?:article|h\d|p|ul|ol|li|dl|dt|dd|blockquote|table|thead|tbody|tr|t[hd]|pre|br|figure|figcaption)\b)")


def words_of_markdown(source: str) -> list[str]:
    """Return the words that a CommonMark parser finds; bars are left out, since they part the cells of a table."""
    out: list[str] = []
    for token in _PARSER.parse(source):
        if token.type == "inline":
            out += ["".join(" " if child.type in ("softbreak", "hardbreak") else "" if child.type == "image" else child.content for child in token.children or ()), " "]
        elif token.type in ("fence", "code_block", "html_block"):
            out += [token.content, " "]
    return "".join(out).replace("|", " ").split()


def words_of_html(source: str) -> list[str]:
    """Return the words that a parser of HTML finds; bars are left out."""
    root = lxml_html.document_fromstring(_SET_AS_BLOCKS.sub(" <", source))
    return str(root.text_content()).replace("|", " ").split()


def words_of(article) -> list[str]:
    """Return the words of an article's title and text; bars are left out, and a title that is the first heading of the text comes once."""
    words = _words(article.text)
    if not article.kept or article.metadata.title is None:
        return words
    document = article.document
    nth = next(nth for nth, block in enumerate(document.blocks) if block.end > article.kept[0].start)
    heading = document.page.layouts[nth].level > 0 if document.page is not None else document.blocks[nth].kind is Kind.HEADING
    title = _words(article.metadata.title)
    is_title = heading and article.text.partition("\n\n")[0].casefold().split() == article.metadata.title.casefold().split()
    return words if is_title else title + words


def _words(text: str) -> list[str]:
    return text.replace("|", " ").split()
