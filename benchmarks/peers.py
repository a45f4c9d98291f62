"""The tools that run beside newsclean, each under one name and with the settings its documentation gives for the body of an article.

A tool is made in the process in which it runs; making it imports it, so what is not installed raises `ImportError` there and
nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

# A page and its address to the body found.
Extract = Callable[[str, str], str]


@dataclass(frozen=True, slots=True)
class Tool:
    """A tool that takes pages. `package` is the distribution whose version counts; one that is no `extractor` has a cost but no body."""

    name: str
    package: str
    make: Callable[[], Extract]
    extractor: bool = True


# -- pages -----------------------------------------------------------------------------------------------


def _newsclean() -> Extract:
    from newsclean import clean

    return lambda html, url: clean(html, url=url or None, format="html").text


def _parse() -> Extract:
    from lxml.html import document_fromstring

    def run(html: str, url: str) -> str:
        document_fromstring(html)
        return ""

    return run


def _trafilatura() -> Extract:
    from trafilatura import extract

    return lambda html, url: extract(html, url=url or None, include_comments=False) or ""


def _trafilatura_fast() -> Extract:
    from trafilatura import extract

    return lambda html, url: extract(html, url=url or None, include_comments=False, fast=True) or ""


def _readability() -> Extract:
    from html_text import extract_text
    from readability import Document

    return lambda html, url: extract_text(Document(html, url=url or None).summary())


def _newspaper() -> Extract:
    from newspaper import Article

    def run(html: str, url: str) -> str:
        article = Article(url or "https://example.org/", fetch_images=False)
        article.download(input_html=html)
        article.parse()
        return article.text or ""

    return run


_HTML_LANGUAGE = re.compile(r"<html\b[^>]*?\blang\s*=\s*[\"']?\s*([a-z]{2})", re.IGNORECASE)


def _language(html: str) -> str:
    """Return the language that a page states, "en" where it states none."""
    stated = _HTML_LANGUAGE.search(html)
    return stated[1].lower() if stated else "en"


# goose3 finds the language of a page, but must be told how to part the words of these.
_GOOSE_WORDS = {"ar": "StopWordsArabic", "ja": "StopWordsJapanese", "ko": "StopWordsKorean", "zh": "StopWordsChinese"}


def _goose() -> Extract:
    from goose3 import Goose, text

    def run(html: str, url: str) -> str:
        words = _GOOSE_WORDS.get(_language(html))
        if words not in made:
            made[words] = Goose({"enable_image_fetching": False} | ({"stopwords_class": getattr(text, words)} if words else {}))
        return made[words].extract(raw_html=html).cleaned_text or ""

    made: dict[str | None, Goose] = {}
    return run


# jusText knows languages by their English names, and must be told which one a page is in; pages say so themselves.
_STOP_LISTS = {
    **{"ar": "Arabic", "bg": "Bulgarian", "ca": "Catalan", "cs": "Czech", "da": "Danish", "de": "German", "el": "Greek", "en": "English", "es": "Spanish", "et": "Estonian"},
    **{"fa": "Persian", "fi": "Finnish", "fr": "French", "he": "Hebrew", "hi": "Hindi", "hr": "Croatian", "hu": "Hungarian", "id": "Indonesian", "is": "Icelandic"},
    **{"it": "Italian", "ko": "Korean", "lt": "Lithuanian", "lv": "Latvian", "mk": "Macedonian", "ms": "Malay", "nb": "Norwegian_Bokmal", "nl": "Dutch"},
    **{"nn": "Norwegian_Nynorsk", "no": "Norwegian_Bokmal", "pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sk": "Slovak", "sl": "Slovenian"},
    **{"sq": "Albanian", "sr": "Serbian", "sv": "Swedish", "tr": "Turkish", "uk": "Ukrainian", "ur": "Urdu", "vi": "Vietnamese"},
}


def _justext() -> Extract:
    from justext import get_stoplist, justext

    def run(html: str, url: str) -> str:
        name = _STOP_LISTS.get(_language(html), "English")
        if name not in lists:
            lists[name] = get_stoplist(name)
        return "\n\n".join(paragraph.text for paragraph in justext(html, lists[name]) if not paragraph.is_boilerplate)

    lists: dict[str, frozenset[str]] = {}
    return run


def _boilerpy() -> Extract:
    from boilerpy3.extractors import ArticleExtractor

    extractor = ArticleExtractor()
    return lambda html, url: extractor.get_content(html)


def _resiliparse() -> Extract:
    from resiliparse.extract.html2text import extract_plain_text

    return lambda html, url: extract_plain_text(html, main_content=True, alt_texts=False)


PARSE = Tool("lxml parse", "lxml", _parse, extractor=False)
NEWSCLEAN = Tool("newsclean", "newsclean", _newsclean)
TOOLS = {
    tool.name: tool
    for tool in (
        PARSE,
        NEWSCLEAN,
        Tool("trafilatura", "trafilatura", _trafilatura),
        Tool("trafilatura fast", "trafilatura", _trafilatura_fast),
        Tool("readability", "readability-lxml", _readability),
        Tool("newspaper4k", "newspaper4k", _newspaper),
        Tool("goose3", "goose3", _goose),
        Tool("jusText", "jusText", _justext),
        Tool("boilerpy3", "boilerpy3", _boilerpy),
        Tool("resiliparse", "resiliparse", _resiliparse),
    )
}


# -- text ------------------------------------------------------------------------------------------------

_ENDS = (".", "?", "!", '"', "'", "”", "’", "»", "。", "！", "？")
_BAD = ("terms of use", "privacy policy", "cookie policy", "uses cookies", "use of cookies", "use cookies", "javascript")


def c4_rules(text: str) -> str:
    """Clean a text by the line rules of C4 (Raffel et al., 2020), as corpus pipelines use them."""
    return "\n".join(
        line
        for line in map(str.strip, text.splitlines())
        if line.endswith(_ENDS) and not line.endswith("...") and len(line.split()) >= 3 and not any(bad in line.lower() for bad in _BAD)
    )
