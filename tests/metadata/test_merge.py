"""The merge of facts: trust before place, lists without doubles, partial dates, and where each field came from."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from newsclean import FilterError, Pipeline, Verdict, clean
from newsclean.draft import Draft
from newsclean.metadata.merge import check_facts, describe
from newsclean.metadata.model import Metadata
from newsclean.model import Fact, Removal, Span, Tier
from newsclean.readers.text import read_text

STORY = "The council voted on Tuesday to close the old bridge for six months while engineers replace its bearings."


def knows(by, **facts):
    """Return a removal by a filter that carries these facts; a list gives one fact for each of its values."""
    pairs = [(field, value) for field, values in facts.items() for value in (values if isinstance(values, list) else [values])]
    return Removal(Span(0, 1), by, "byline", "reason", "evidence", Tier.CERTAIN, tuple(Fact(field, value) for field, value in pairs))


def merged(*removals, body="", language="en", url=None):
    return describe(Draft(read_text(STORY, url), language), removals, body).metadata


def test_nothing_known_is_nothing_but_the_language():
    assert merged() == Metadata(language="en", sources={"language": "stated"}, trust={"language": "stated"})


def test_every_field_names_its_source():
    metadata = merged(
        knows("headline", title="Bridge closes", site="The Fenwick Ledger"),
        knows("byline", authors="Ann Lee", agency="Reuters"),
        knows("date_line", published="2024-05-03", modified="2024-05-04T08:30:00+00:00"),
        knows("author_bio", author_bio="Ann Lee covers bridges."),
        knows("tag_list", tags=["bridges", "council"]),
        knows("caption", captions="The old bridge."),
        knows("copyright_notice", rights="© 2024 The Fenwick Ledger"),
        knows("paywall_prompt", access="truncated"),
        url="https://example.org/bridge",
    )

    assert metadata == Metadata(
        title="Bridge closes",
        site="The Fenwick Ledger",
        authors=("Ann Lee",),
        agency="Reuters",
        published=date(2024, 5, 3),
        modified=datetime(2024, 5, 4, 8, 30, tzinfo=UTC),
        author_bio="Ann Lee covers bridges.",
        tags=("bridges", "council"),
        captions=("The old bridge.",),
        rights="© 2024 The Fenwick Ledger",
        access="truncated",
        language="en",
        url="https://example.org/bridge",
        sources={
            "title": "headline",
            "site": "headline",
            "authors": "byline",
            "agency": "byline",
            "published": "date_line",
            "modified": "date_line",
            "author_bio": "author_bio",
            "tags": "tag_list",
            "captions": "caption",
            "rights": "copyright_notice",
            "access": "paywall_prompt",
            "access_evidence": "paywall_prompt",
            "language": "stated",
            "url": "argument",
        },
        access_evidence="evidence",
        trust={**dict.fromkeys(metadata.sources, "guessed"), "language": "stated", "url": "stated"},
    )


@pytest.mark.parametrize(
    ("field", "less", "more"),
    [
        ("title", "repeated_block", "headline"),
        ("published", "byline", "date_line"),
        ("modified", "byline", "date_line"),
        ("agency", "agency_credit", "byline"),
        ("agency", "caption", "agency_credit"),
    ],
)
def test_the_more_trusted_filter_wins_wherever_it_stands(field, less, more):
    doubted, trusted = knows(less, **{field: "2023"}), knows(more, **{field: "2024"})

    for removals in ([doubted, trusted], [trusted, doubted]):
        metadata = merged(*removals)
        assert (getattr(metadata, field), metadata.sources[field]) == ("2024", more)


def test_of_equal_trust_the_first_in_the_text_wins():
    metadata = merged(knows("headline", title="First"), knows("headline", title="Second"))
    others = merged(knows("caption", site="First"), knows("tag_list", site="Second"))

    assert metadata.title == "First"
    assert (others.site, others.sources["site"]) == ("First", "caption")


def test_authors_come_by_trust_and_then_by_place_each_once():
    metadata = merged(
        knows("agency_credit", authors=["Per Lind", "ann lee"]),
        knows("author_bio", authors="Ann  Lee"),
        knows("byline", authors=["Ann Lee", "Eva Moe"]),
    )

    assert metadata.authors == ("Ann Lee", "Eva Moe", "Per Lind")
    assert metadata.sources["authors"] == "byline"


@pytest.mark.parametrize(
    ("values", "distinct"),
    [
        (["Straße", "STRASSE", "strasse"], ("Straße",)),
        (["climate change", "Climate   Change"], ("climate change",)),
        (["a", "b", "a", "c"], ("a", "b", "c")),
    ],
)
def test_lists_hold_each_value_once_as_first_written(values, distinct):
    assert merged(knows("tag_list", tags=values)).tags == distinct


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2024-05-03", date(2024, 5, 3)),
        ("2024-05-03T18:15:00", datetime(2024, 5, 3, 18, 15)),
        ("2024-05-03T18:15:00+02:00", datetime.fromisoformat("2024-05-03T18:15:00+02:00")),
        ("2024-05", "2024-05"),
        ("2024", "2024"),
        ("2024-13-41", "2024-13-41"),
        ("Tuesday", "Tuesday"),
    ],
)
def test_a_date_is_as_exact_as_it_was_written(value, expected):
    published = merged(knows("date_line", published=value)).published

    assert (published, type(published)) == (expected, type(expected))


@pytest.mark.parametrize(
    ("body", "dateline", "agency"),
    [
        ("KABUL, Sept 3 (Reuters) - Fighters took the valley.", "KABUL, Sept 3 (Reuters)", "Reuters"),
        ("PARIS — The bridge is closed.", "PARIS", None),
        ("The bridge in Paris is closed.", None, None),
        ("", None, None),
    ],
)
def test_the_dateline_is_read_from_the_body(body, dateline, agency):
    metadata = merged(body=body)

    assert (metadata.dateline, metadata.agency) == (dateline, agency)
    assert metadata.sources.get("dateline") == ("first paragraph" if dateline else None)
    assert metadata.sources.get("agency") == ("dateline" if agency else None)


def test_a_fact_is_believed_before_the_body():
    metadata = merged(knows("byline", dateline="Kabul", agency="EFE"), body="KABUL, Sept 3 (Reuters) - Fighters took the valley.")

    assert (metadata.dateline, metadata.agency) == ("Kabul", "EFE")
    assert (metadata.sources["dateline"], metadata.sources["agency"]) == ("byline", "byline")


@pytest.mark.parametrize("field", ["colour", "sources", "text"])
def test_a_fact_of_an_unknown_field_is_an_error_of_its_filter(field):
    with pytest.raises(FilterError, match=rf"filter 'weather': expected facts of access, .*, got '{field}'"):
        check_facts([knows("weather", **{field: "red"})])


def test_plain_data_leave_out_what_is_not_known():
    metadata = merged(knows("date_line", published="2024-05-03T18:15:00", modified="2024-06"), knows("tag_list", tags=["a", "b"]))

    assert metadata.to_dict() == {
        "published": "2024-05-03T18:15:00",
        "modified": "2024-06",
        "language": "en",
        "tags": ["a", "b"],
        "sources": {"published": "date_line", "modified": "date_line", "tags": "tag_list", "language": "stated"},
        "trust": {"published": "guessed", "modified": "guessed", "tags": "guessed", "language": "stated"},
    }
    assert Metadata().to_dict() == {}
    assert Metadata(access="full").to_dict() == {"access": "full"}


class Knows:
    """Remove every block of a page and carry facts about it."""

    name = "knows"
    category = "consent_banner"

    def find(self, draft):
        for block in draft.blocks[1:]:
            facts = tuple(Fact(field, "x") for field in ("title", "authors", "site", "tags", "access", "rights"))
            yield draft.remove_block(self, block, "reason", "", Tier.CERTAIN, facts)


def test_a_page_that_is_no_article_keeps_only_its_access_and_rights():
    wall = "KABUL, Sept 3 (Reuters) - Sign in\n\nWe value your privacy\n\nAccept all\n\nYou have been logged out of your account, and must enter it again.\n\nReject all"

    article = clean(wall, pipeline=Pipeline((Knows(),)), language="en")

    assert (article.verdict, article.text) == (Verdict.NO_ARTICLE, "")
    assert article.metadata == Metadata(
        access="x",
        access_evidence=None,
        rights="x",
        language="en",
        sources={"access": "knows", "rights": "knows", "language": "stated"},
        trust={"access": "guessed", "rights": "guessed", "language": "stated"},
    )
