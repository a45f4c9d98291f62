"""`clean` and `clean_many`: arguments, bad input, order, laziness, time linear in the input."""

from __future__ import annotations

import itertools
import pickle
import subprocess
import sys

import bs4
import lxml.html
import pytest

import newsclean
from cases import load_inputs
from growth import assert_linear
from newsclean import Article, ConfigError, InputError, Span, Verdict, clean, clean_many

STORY = "The council voted on Tuesday to close the old bridge for six months while engineers replace its bearings."
SAMPLE = load_inputs()["panjshir-embed-code"]


@pytest.mark.parametrize("thing", [None, 3, ["a"], object()])
def test_what_is_no_text_is_refused(thing):
    with pytest.raises(InputError, match=f"expected str or bytes, or a page as a bs4 or lxml element, got {type(thing).__name__}"):
        clean(thing)


@pytest.mark.parametrize("data", [b"\xff\xd8\xff\xe0\x00\x10JFIF", b"caf\xe9 au lait", b"%PDF-1.7\x80\x81"])
def test_bytes_that_are_no_text_are_refused(data):
    with pytest.raises(InputError, match="expected text in utf-8"):
        clean(data)


def test_binary_data_that_decodes_is_refused_too():
    with pytest.raises(InputError, match="binary data"):
        clean(b"abc\x00\x01def")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_bytes_are_decoded_by_their_mark(encoding):
    assert clean(f"{STORY} Café.".encode(encoding)).text == f"{STORY} Café."


def test_bytes_are_decoded_as_told():
    assert clean(f"{STORY} Café.".encode("latin-1"), encoding="latin-1").text == f"{STORY} Café."


def test_an_unknown_charset_is_a_config_error():
    with pytest.raises(ConfigError, match="no charset is named 'latin-99'"):
        clean(b"abc", encoding="latin-99")


@pytest.mark.parametrize("source", ["", " ", "\n\t\r\n", "\u3000\ufeff", b""])
def test_an_empty_text_is_a_result_with_a_warning(source):
    article = clean(source)

    assert (article.text, article.verdict, article.verdict_reason) == ("", Verdict.NO_ARTICLE, "empty")
    assert article.warnings == ("empty_input: the source holds no text",)


@pytest.mark.parametrize("name", ["format", "profile"])
def test_wrong_arguments_say_what_was_expected(name):
    with pytest.raises(ConfigError, match="expected one of"):
        clean(STORY, **{name: "nonsense"})


PAGE = f"""<html lang="en"><head><title>Bridge to close | Ledger</title></head><body><nav><ul><li><a href="/">Home</a></li><li><a href="/n">News</a></li>
<li><a href="/s">Sport</a></li><li><a href="/c">Contact us</a></li></ul></nav><article><h1>Bridge to close</h1><p>{STORY}</p><p>{STORY.replace("six", "nine")}</p>
<p>{STORY.replace("Tuesday", "Friday")}</p></article><footer><p>© 2024 The Ledger. All rights reserved.</p></footer></body></html>"""


@pytest.mark.parametrize("kind", ["str", "bytes", "doctype", "comment", "utf-16", "soup", "lxml"])
def test_a_page_is_read_as_a_page(kind):
    source = {
        "str": lambda: PAGE,
        "bytes": lambda: PAGE.encode(),
        "doctype": lambda: "\n <!DOCTYPE html>" + PAGE,
        "comment": lambda: "<!-- made by hand --><!doctype HTML>" + PAGE,
        "utf-16": lambda: PAGE.encode("utf-16"),
        "soup": lambda: bs4.BeautifulSoup(PAGE, "lxml"),
        "lxml": lambda: lxml.html.document_fromstring(PAGE),
    }[kind]()

    article = clean(source)

    assert article.document.format == "html"
    assert STORY in article.text
    assert "Contact us" not in article.text
    assert "All rights reserved" not in article.text
    assert article.metadata.title == "Bridge to close"


def test_a_page_can_be_cleaned_as_the_text_it_is():
    assert clean(PAGE, format="text").document.format == "text"


def test_a_parsed_page_is_no_text():
    with pytest.raises(InputError, match="got BeautifulSoup"):
        clean(bs4.BeautifulSoup(PAGE, "lxml"), format="text")


def test_a_fragment_of_html_is_text():
    assert clean(f"<p>{STORY}</p>").text == STORY


def test_a_stated_language_is_believed():
    article = clean(STORY, language="de-CH")

    assert article.metadata.language == "de"
    assert article.metadata.sources["language"] == "stated"


def test_to_source_gives_places_of_the_input():
    article = clean(SAMPLE)
    at = article.text.index("A source from the Sputnik")

    assert SAMPLE[article.to_source(at) :].startswith("A source from the Sputnik")
    assert article.to_source(Span(at, at + 8)) == Span(article.to_source(at), article.to_source(at) + 8)
    with pytest.raises(IndexError):
        article.to_source(len(article.text) + 1)


def test_a_result_can_be_pickled_and_printed():
    article = clean(SAMPLE)

    assert pickle.loads(pickle.dumps(article)).to_json() == article.to_json()
    assert len(repr(article)) < 40 * len(article.text)


# -- clean_many ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("workers", [1, 2])
def test_clean_many_is_lazy_and_in_order(workers):
    pulled = []

    def endless():
        for n in itertools.count():
            pulled.append(n)
            yield f"{STORY} It is number {n}."

    results = clean_many(endless(), workers=workers)
    first = [next(results).text for _ in range(20)]
    results.close()

    assert first == [f"{STORY} It is number {n}." for n in range(20)]
    assert len(pulled) < 400


@pytest.mark.parametrize("workers", [1, 2])
def test_errors_come_in_their_place_when_asked(workers):
    results = list(clean_many([STORY, None, STORY], workers=workers, on_error="return"))

    assert [type(r) for r in results] == [Article, InputError, Article]


@pytest.mark.parametrize("workers", [1, 2])
def test_errors_are_raised_otherwise(workers):
    results = clean_many([STORY, None, STORY], workers=workers)

    assert next(results).text == STORY
    with pytest.raises(InputError):
        next(results)


@pytest.mark.parametrize("arguments", [{"workers": 0}, {"on_error": "ignore"}, {"profile": "x"}])
def test_wrong_arguments_fail_at_once(arguments):
    with pytest.raises(ConfigError):
        clean_many([], **arguments)


def test_clean_many_of_nothing():
    assert list(clean_many([], workers=2)) == []


# -- time ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "unit",
    ["a", " ", "\n", "x ", "x\n", ".", "<", "&", "[", "](", "(", "<p", "&#8", "<!--", "- \n", "| ", "# ", "”", "İ", "日", "\u200b", "\u00a0", "[caption ", "/ embed home page code /\n", "See also: a\n", "{{", "pic.twitter.com/a ", "By A\n", "Photo: ", "12/05/2024 ", "A B C D. "],
    ids=repr,
)  # fmt: skip
def test_time_is_linear_in_the_input(unit):
    assert_linear(lambda chars: unit * (chars // len(unit)), lambda text: newsclean.clean(text, format="text"), small=20_000, factor=20)


def test_fifty_megabytes_of_one_character():
    text = "a" * 50_000_000

    article = newsclean.clean(text)

    assert article.text == text


def test_a_marker_that_is_never_closed_does_not_swallow_the_article():
    story = [f"{STORY} This is paragraph number {n}." for n in range(12)]

    article = newsclean.clean("\n\n".join(["/ embed home page code /", *story]))

    assert article.text == "\n\n".join(story)


def test_importing_is_quick_and_loads_nothing_heavy():
    code = "import sys, newsclean; print(*[m for m in ('numpy', 'bs4', 'lxml', 'langdetect', 'regex', 'rich', 'typer') if m in sys.modules])"

    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert out.stdout.split() == []


def test_cleaning_english_loads_neither_langdetect_nor_what_reads_pages():
    code = f"import sys, newsclean; newsclean.clean({SAMPLE!r}); print(*[m for m in ('bs4', 'lxml', 'langdetect') if m in sys.modules])"

    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert out.stdout.split() == []
