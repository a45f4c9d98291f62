"""The metadata of whole pages: where each value is from, how sure it is, and what is refused."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date

import pytest

import newsclean
from newsclean.errors import ConfigError
from newsclean.metadata.candidates import ORDER, rank
from newsclean.metadata.model import Metadata
from newsclean.metadata.schema_org import news_article

STORY = (
    "<p>The council voted on Tuesday to close the old bridge for six months while engineers replace its bearings, which lorries have worn down.</p>"
    "<p>Traffic will be led over the northern crossing from the first of May, and the ferry company has promised two more boats a day.</p>"
)
LD = '<script type="application/ld+json">{"@type":"NewsArticle","headline":"Bridge closes for six months","author":"Ann Lee","datePublished":"2024-05-03","publisher":{"name":"Fenwick Star"}}</script>'
PAGE = f'<html lang="en"><head><title>Bridge closes for six months - Fenwick Star</title>{LD}<meta name="description" content="Six months."></head><body><article><h1>Bridge closes for six months</h1><p class="byline">By Ann Lee</p><p class="date">May 3, 2024</p>{STORY}</article></body></html>'


def test_sources_and_trust_of_a_page():
    metadata = newsclean.clean(PAGE, url="https://x.example/bridge").metadata

    assert metadata.sources == {
        "title": "heading",
        "authors": "JSON-LD",
        "published": "JSON-LD",
        "language": "function words",
        "site": "JSON-LD",
        "description": "meta",
        "url": "argument",
    }
    assert metadata.trust == {
        "title": "agreed",
        "authors": "agreed",
        "published": "agreed",
        "language": "guessed",
        "site": "agreed",
        "description": "stated",
        "url": "stated",
    }


def test_asking_for_metadata_never_changes_the_text():
    plain = newsclean.clean(PAGE).text

    assert newsclean.clean(PAGE, crawled=date(2024, 5, 4)).text == plain
    assert newsclean.clean(PAGE.replace(LD, "")).text == plain


def test_dates_behind_the_crawl_are_refused_with_a_reason():
    article = newsclean.clean(PAGE, crawled=date(2024, 5, 2))

    assert (article.metadata.published, article.metadata.crawled, article.metadata.sources["crawled"]) == (None, date(2024, 5, 2), "argument")
    assert article.warnings == ("date_refused: published 2024-05-03 (JSON-LD) lies behind the crawl of 2024-05-02",)
    assert newsclean.clean(PAGE, crawled=date(2024, 5, 3)).metadata.published == date(2024, 5, 3)
    assert article.recut("careful").metadata.published is None
    assert [one.metadata.published for one in newsclean.clean_many([PAGE], crawled=date(2024, 5, 2))] == [None]


def test_a_crawl_is_a_date():
    with pytest.raises(ConfigError, match=r"crawled: expected a date or a datetime, got '2024-05-03'"):
        newsclean.clean(PAGE, crawled="2024-05-03")  # type: ignore[arg-type]


def test_nothing_depends_on_the_clock():
    """The same page under two clocks, fifty years apart, in processes of their own: `date.today` asks `time.time`."""
    script = (
        "import sys, json, time\n"
        "time.time = lambda: float(sys.argv[1])\n"
        "import datetime, newsclean\n"
        "print(datetime.date.today().year, file=sys.stderr)\n"
        "print(json.dumps(newsclean.clean(sys.stdin.read()).metadata.to_dict(), sort_keys=True))\n"
    )
    pages = [PAGE, PAGE.replace(LD, "").replace("May 3, 2024", "3 hours ago"), PAGE.replace(LD, "").replace("May 3, 2024", "May 3")]
    for page in pages:
        runs = [subprocess.run([sys.executable, "-c", script, now], input=page, capture_output=True, text=True, check=True) for now in ("86400", "1577923200")]
        assert [run.stderr.strip() for run in runs] == ["1970", "2020"]
        assert len({run.stdout for run in runs}) == 1


def test_no_module_of_metadata_asks_what_day_it_is():
    from pathlib import Path

    import newsclean.metadata

    sources = "".join(path.read_text("utf-8") for path in Path(newsclean.metadata.__path__[0]).glob("*.py"))
    assert [word for word in (".today(", ".now(", ".utcnow(", "time.time(", "import time") if word in sources] == []


INDEX = "<p><a href='/a'>Mill sold after ninety years</a></p><p><a href='/b'>Lake reopens</a></p><p>Sign in</p><p>Subscribe now for unlimited access to all stories.</p><p>We value your privacy</p><p>Accept all cookies</p>"


def test_a_page_without_a_story_has_its_own_name_and_address_but_no_authors():
    head = '<title>Transport news | Fenwick Star</title><meta property="og:site_name" content="Fenwick Star"><meta name="author" content="Ann Lee"><meta name="date" content="2024-05-03">'
    article = newsclean.clean(f"<html><head>{head}</head><body>{INDEX}</body></html>", url="https://x.example/transport")

    assert article.verdict is newsclean.Verdict.NO_ARTICLE
    metadata = article.metadata
    assert (metadata.title, metadata.site, metadata.url, metadata.authors, metadata.published) == ("Transport news", "Fenwick Star", "https://x.example/transport", (), None)


def test_a_page_that_declares_an_article_keeps_what_it_states_though_its_body_is_not_there():
    article = newsclean.clean(f"<html><head>{LD}</head><body>{INDEX}</body></html>")

    assert article.verdict is newsclean.Verdict.NO_ARTICLE
    assert (article.metadata.authors, article.metadata.published) == (("Ann Lee",), date(2024, 5, 3))


@pytest.mark.parametrize(
    ("words", "free", "expected"),
    [(900, "false", "truncated"), (None, "false", "unknown"), (None, "true", "unknown"), (900, "true", "unknown"), (44, "false", "unknown")],
)
def test_access_needs_evidence(words, free, expected):
    count = "" if words is None else f',"wordCount":{words}'
    metadata = newsclean.clean(PAGE.replace('"publisher"', f'"isAccessibleForFree":{free}{count},"publisher"')).metadata

    assert (metadata.access, metadata.access_evidence is not None) == (expected, expected != "unknown")


def test_a_body_of_the_stated_length_is_whole():
    story = STORY * 3
    metadata = newsclean.clean(
        PAGE.replace(STORY, "".join(f"<p>{nth} {part}" for nth, part in enumerate(story.split("<p>")[1:]))).replace('"publisher"', '"wordCount":140,"publisher"')
    ).metadata

    assert metadata.access == "full"


def test_every_field_of_the_order_is_one_of_the_metadata():
    assert set(ORDER) <= set(Metadata.__dataclass_fields__)
    assert rank("title", "heading") == 0
    assert rank("title", "another filter") == len(ORDER["title"])
    assert rank("captions", "caption") == 0


def test_schema_org():
    article = newsclean.clean(PAGE, url="https://x.example/bridge", crawled=date(2024, 5, 9))
    data = json.loads(article.to_json(schema_org=True))

    assert {key: data[key] for key in data if key != "articleBody"} == {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": "Bridge closes for six months",
        "description": "Six months.",
        "inLanguage": "en",
        "url": "https://x.example/bridge",
        "author": [{"@type": "Person", "name": "Ann Lee"}],
        "datePublished": "2024-05-03",
        "sdDatePublished": "2024-05-09",
        "publisher": {"@type": "Organization", "name": "Fenwick Star"},
    }
    assert data["articleBody"] == article.text
    assert news_article(Metadata()) == {"@context": "https://schema.org", "@type": "NewsArticle"}


def test_what_schema_org_states_is_read_again():
    first = newsclean.clean(PAGE, url="https://x.example/bridge")
    page = f'<html><head><script type="application/ld+json">{first.to_json(schema_org=True)}</script></head><body><h1>Bridge closes for six months</h1>{STORY}</body></html>'
    second = newsclean.clean(page, url="https://x.example/bridge").metadata

    assert [getattr(second, name) for name in ("title", "authors", "published", "site", "description")] == [
        getattr(first.metadata, name) for name in ("title", "authors", "published", "site", "description")
    ]
