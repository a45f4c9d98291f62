"""The data: spans hold their order, documents read through their repairs, nothing can be changed."""

from __future__ import annotations

import dataclasses

import pytest

from newsclean.errors import NewscleanError, SpanError
from newsclean.model import CATEGORIES, FILLER, Block, Cue, Document, Kind, Repair, Span, Tier, Verdict


@pytest.mark.parametrize(("start", "end"), [(-1, 0), (-2, -1), (3, 2), (0, -1)])
def test_a_span_that_is_none_is_refused(start, end):
    with pytest.raises(SpanError) as caught:
        Span(start, end)

    assert str(caught.value) == f"span [{start}, {end}): expected 0 <= start <= end"
    assert isinstance(caught.value, NewscleanError)


@pytest.mark.parametrize(("span", "size"), [(Span(0, 0), 0), (Span(4, 4), 0), (Span(4, 5), 1), (Span(0, 9), 9)])
def test_a_span_counts_its_characters(span, size):
    assert len(span) == size
    assert bool(span) is (size > 0)


@pytest.mark.parametrize(
    ("one", "other", "shared"),
    [
        (Span(0, 5), Span(4, 9), True),
        (Span(0, 5), Span(5, 9), False),
        (Span(0, 9), Span(3, 4), True),
        (Span(2, 2), Span(2, 2), False),
        (Span(3, 3), Span(0, 5), False),
        (Span(0, 0), Span(0, 5), False),
        (Span(2, 4), Span(2, 4), True),
    ],
)
def test_spans_overlap_when_they_share_a_character(one, other, shared):
    assert one.overlaps(other) is shared
    assert other.overlaps(one) is shared


def test_spans_sort_by_start_then_end():
    assert sorted([Span(3, 4), Span(0, 9), Span(0, 2)]) == [Span(0, 2), Span(0, 9), Span(3, 4)]


def test_tiers_go_from_sure_to_unsure():
    assert [tier.name for tier in sorted(Tier)] == ["CERTAIN", "LIKELY", "POSSIBLE"]


def test_words_of_the_model_are_plain_text():
    assert [str(kind) for kind in Kind] == ["paragraph", "heading", "list_item", "quote", "caption", "table", "pre"]
    assert [str(verdict) for verdict in Verdict] == ["article", "no_article", "doubtful"]


def test_the_categories_are_those_of_the_design():
    assert sorted(CATEGORIES) == [
        "advert_marker", "agency_credit", "author_bio", "byline", "caption", "comment_footer", "consent_banner",
        "copyright_notice", "correction", "date_line", "disclosure", "embed_code", "fact_box", "headline", "image_credit", "interface_text",
        "markup", "navigation", "newsletter_prompt", "other_article", "page_chrome", "paywall_prompt", "promo",
        "related_links", "repeated_block", "share_prompt", "site_boilerplate", "social_post", "source_list", "standfirst", "support_appeal",
        "table", "tag_list",
    ]  # fmt: skip


def test_blocks_and_cues_know_their_span():
    block = Block(2, 10, 25, Kind.PARAGRAPH, 12, 24, 3, False, False)
    cue = Cue(12, 20, "share_prompt", "opening", "share this", 2)

    assert (block.span, block.chars) == (Span(10, 25), 15)
    assert cue.span == Span(12, 20)


def test_a_document_reads_through_its_repairs():
    text = "R&amp;D <b>costs</b>"
    mended = "R&" + FILLER * 4 + "D " + FILLER * 3 + "costs" + FILLER * 4
    document = Document(text, mended, (), (Repair(Span(1, 6), "&", "entity"),))

    assert len(mended) == len(text)
    assert document.reading(0, len(text)) == "R&D costs"
    assert document.reading(1, 6) == "&"
    assert document.reading(2, 6) == ""
    assert document.reading(3, 3) == ""


def test_a_document_without_repairs_reads_as_it_is_written():
    document = Document("a\u00a0b", "a\u00a0b", ())

    assert document.reading(0, 3) == "a\u00a0b"


@pytest.mark.parametrize("thing", [Span(0, 1), Repair(Span(0, 1), "", "tag"), Document("a", "a", ())], ids=["span", "repair", "document"])
def test_nothing_can_be_changed(thing):
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(thing, dataclasses.fields(thing)[0].name, None)
