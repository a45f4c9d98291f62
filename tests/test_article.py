"""The result: its plain data, Markdown, recut, kept slices and warnings, on whole documents made for the test."""

from __future__ import annotations

import json
import pickle

import pytest

import newsclean
from newsclean import ConfigError, Fact, Pipeline, Removal, Span, Tier, Verdict

STORY = "The council voted on Tuesday to close the old bridge for six months while engineers replace its bearings."
MORE = "Traffic will be led over the northern crossing, where a second lane opens in May, the road office said."


class Marks:
    """Remove what stands in square brackets: "[1 …]" is certain, "[2 …]" likely, "[3 …]" possible."""

    name = "marks"
    category = "promo"

    def find(self, draft):
        at = draft.text.find("[")
        while at >= 0:
            end = draft.text.index("]", at) + 1
            if draft.text[at + 1].isdigit():
                facts = (Fact("tags", draft.text[at + 3 : end - 1]),)
                yield draft.remove(self, at, end, "it stands in brackets", draft.text[at : at + 2], Tier(int(draft.text[at + 1])), facts)
            at = draft.text.find("[", end)


MARKS = Pipeline((Marks(),))


def clean(source, profile="balanced", **options):
    return newsclean.clean(source, pipeline=MARKS, profile=profile, language="en", **options)


SOURCE = f"{STORY} [1 one]\n\n[2 two]\n\n{MORE} R&amp;D [3 three] paid."


# -- plain data ------------------------------------------------------------------------------------------


def test_metadata_are_the_same_each_time_and_survive_pickling_before_they_are_asked_for():
    source = "By Jane Doe\n\nThe council voted on Tuesday to close the old bridge for six months, a spokesman said."
    first, second = newsclean.clean(source), pickle.loads(pickle.dumps(newsclean.clean(source)))

    assert first.metadata is first.metadata
    assert second.metadata == first.metadata
    assert first.metadata.authors == ("Jane Doe",)


def test_the_plain_data_hold_everything_but_the_source():
    first, second, third = SOURCE.index(" [1"), SOURCE.index("[2"), SOURCE.index(" [3")
    entity = SOURCE.index("&amp;")

    data = clean(SOURCE, url="https://example.org/bridge").to_dict()

    assert data == {
        "text": f"{STORY}\n\n{MORE} R&D [3 three] paid.",
        "verdict": "article",
        "verdict_reason": "",
        "metadata": {
            "language": "en",
            "tags": ["one", "two"],
            "url": "https://example.org/bridge",
            "sources": {"language": "stated", "tags": "marks", "url": "argument"},
            "trust": {"language": "stated", "tags": "guessed", "url": "stated"},
        },
        "removals": [
            {
                "start": first,
                "end": first + 8,
                "text": " [1 one]",
                "filter": "marks",
                "category": "promo",
                "reason": "it stands in brackets",
                "evidence": "[1",
                "tier": "certain",
                "applied": True,
                "facts": [{"field": "tags", "value": "one"}],
            },
            {
                "start": second,
                "end": second + 7,
                "text": "[2 two]",
                "filter": "marks",
                "category": "promo",
                "reason": "it stands in brackets",
                "evidence": "[2",
                "tier": "likely",
                "applied": True,
                "facts": [{"field": "tags", "value": "two"}],
            },
            {
                "start": third,
                "end": third + 10,
                "text": " [3 three]",
                "filter": "marks",
                "category": "promo",
                "reason": "it stands in brackets",
                "evidence": "[3",
                "tier": "possible",
                "applied": False,
                "facts": [{"field": "tags", "value": "three"}],
            },
        ],
        "repairs": [{"start": entity, "end": entity + 5, "replacement": "&", "reason": "entity"}],
        "warnings": [],
        "profile": "balanced",
        "fingerprint": MARKS.fingerprint,
    }


def test_the_plain_data_of_an_empty_text_have_the_same_keys():
    assert clean("").to_dict() == {
        "text": "",
        "verdict": "no_article",
        "verdict_reason": "empty",
        "metadata": {"language": "en", "sources": {"language": "stated"}, "trust": {"language": "stated"}},
        "removals": [],
        "repairs": [],
        "warnings": ["empty_input: the source holds no text"],
        "profile": "balanced",
        "fingerprint": MARKS.fingerprint,
    }


@pytest.mark.parametrize("indent", [None, 2])
def test_json_goes_there_and_back(indent):
    article = clean(f"{SOURCE} Ünïcode “stays”.")
    text = article.to_json(indent=indent)

    assert json.loads(text) == article.to_dict()
    assert "Ünïcode “stays”" in text
    assert ("\n" in text) is (indent is not None)


# -- Markdown --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (f"{STORY}\n{MORE}", f"{STORY}\n\n{MORE}\n"),
        (f"## A subhead\n{STORY}\n- an item\n> a quotation", f"## A subhead\n\n{STORY}\n\n- an item\n\n> a quotation\n"),
        (f"{STORY}\n\n###   <b>A subhead</b>\n\n{MORE}", f"{STORY}\n\n### A subhead\n\n{MORE}\n"),
        (f"{STORY}\n[1 x] {MORE}", f"{STORY}\n\n{MORE}\n"),  # a cut at the beginning of a paragraph once glued it to the last
        (f"{STORY}\n## A [1 x] subhead [1 y] here\n{MORE}", f"{STORY}\n\n## A subhead here\n\n{MORE}\n"),
        (f"{STORY}\n## [1 x] A subhead\n{MORE}", f"{STORY}\n\n## A subhead\n\n{MORE}\n"),
        (f"{STORY}\n## [1 x]\n{MORE}", f"{STORY}\n\n{MORE}\n"),
        (f"{STORY} R&amp;D [1 x] paid.", f"{STORY} R&D paid.\n"),
        ("", ""),
    ],
)
def test_markdown_has_the_headings_and_lists_of_the_source(source, expected):
    assert clean(source).markdown() == expected


class Titles:
    """Remove the first line and take it for the title."""

    name = "titles"
    category = "headline"

    def find(self, draft):
        yield draft.remove_block(self, draft.blocks[0], "it is first", "", Tier.CERTAIN, (Fact("title", draft.text_of(draft.blocks[0])),))


def test_markdown_begins_with_the_title_if_one_is_known():
    article = newsclean.clean(f"Bridge closes\n{STORY}", pipeline=Pipeline((Titles(),)))

    assert article.markdown() == f"# Bridge closes\n\n{STORY}\n"


# -- profiles --------------------------------------------------------------------------------------------

MARKED = f"{STORY} [1 one] It rained. [2 two] It blew. [3 three] It froze.\n\n{MORE}"


@pytest.mark.parametrize(
    ("profile", "kept"),
    [("careful", "It rained. [2 two] It blew. [3 three] It froze."), ("balanced", "It rained. It blew. [3 three] It froze."), ("thorough", "It rained. It blew. It froze.")],
)
def test_a_profile_cuts_down_to_its_tier(profile, kept):
    article = clean(MARKED, profile=profile)

    assert article.text == f"{STORY} {kept}\n\n{MORE}"
    assert [r.tier.name for r in article.candidates] == ["CERTAIN", "LIKELY", "POSSIBLE"]
    assert article.removals == article.candidates[: article.profile.deepest]
    assert article.metadata.tags == ("one", "two")


@pytest.mark.parametrize("before", ["careful", "balanced", "thorough"])
@pytest.mark.parametrize("after", ["careful", "balanced", "thorough"])
def test_recut_equals_cleaning_again(before, after):
    source = clean(MARKED, profile=before)

    again = source.recut(after)

    assert again == clean(MARKED, profile=after)
    assert again.to_json() == clean(MARKED, profile=after).to_json()
    assert source == clean(MARKED, profile=before)


def test_recut_refuses_an_unknown_profile():
    with pytest.raises(ConfigError, match="expected one of careful, balanced, thorough, got 'bold'"):
        clean(STORY).recut("bold")


# -- kept slices, source and warnings ----------------------------------------------------------------------


def test_kept_slices_are_places_of_the_source():
    article = clean(SOURCE)

    assert [SOURCE[span.start : span.end] for span in article.kept] == [STORY, f"{MORE} R&amp;D [3 three] paid."]
    assert [SOURCE[span.start : span.end] for span in article.recut("thorough").kept] == [STORY, f"{MORE} R&amp;D", " paid."]
    assert clean("").kept == ()


def test_the_source_is_untouched():
    article = clean(SOURCE)

    assert article.document.text == SOURCE
    assert [(r.span, r.replacement) for r in article.repairs] == [(Span(SOURCE.index("&amp;"), SOURCE.index("&amp;") + 5), "&")]


def test_places_go_back_to_the_source():
    article = clean(SOURCE)
    at = article.text.index("R&D [3")

    span = article.to_source(Span(at, at + 3))

    assert SOURCE[span.start : span.end] == "R&amp;D"
    assert article.to_source(at + 2) == span.end - 1
    assert article.to_source(len(article.text)) == len(SOURCE)
    with pytest.raises(IndexError):
        article.to_source(Span(at, len(article.text) + 1))


def test_warnings_of_the_reader_and_of_the_guard_come_together():
    class Eats(Marks):
        name = "eats"

        def find(self, draft):
            for block in draft.blocks:
                yield draft.remove_block(self, block, "all of it", "", Tier.CERTAIN)

    article = newsclean.clean(f"{STORY} The cafÃ© is closed.\n\n{MORE}", pipeline=Pipeline((Eats(),)), language="en")

    assert [warning.split(":")[0] for warning in article.warnings] == ["mojibake", "guard_tripped"]
    assert article.verdict is Verdict.DOUBTFUL
    assert [r["applied"] for r in article.to_dict()["removals"]] == [False, False]


class Walls:
    """Remove the blocks that speak of cookies."""

    name = "walls"
    category = "consent_banner"

    def find(self, draft):
        for block in draft.blocks:
            if "cookies" in draft.fold_of(block):
                yield draft.remove_block(self, block, "it speaks of cookies", "cookies", Tier.CERTAIN)


@pytest.mark.parametrize("profile", ["careful", "balanced", "thorough"])
def test_of_a_page_that_is_no_article_every_word_has_a_removal(profile):
    source = "We use cookies to store and access information on your device, and so do all of our partners.\n\nAccept R&amp;D"

    article = newsclean.clean(source, pipeline=Pipeline((Walls(),)), profile=profile)

    assert (article.verdict, article.text, article.kept) == (Verdict.NO_ARTICLE, "", ())
    at = source.index("Accept")
    assert article.removals == (
        Removal(Span(0, at - 2), "walls", "consent_banner", "it speaks of cookies", "cookies", Tier.CERTAIN),
        Removal(Span(at, len(source)), "guard", "page_chrome", f"no article: {article.verdict_reason}", "Accept R&amp;D", Tier.CERTAIN),
    )
    assert [(r["filter"], r["applied"]) for r in article.to_dict()["removals"]] == [("walls", True), ("guard", True)]
    assert len(article.candidates) == 1
    assert article.markdown() == ""
