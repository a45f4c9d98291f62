"""Pointers to other stories that the markup of a page tells."""

from __future__ import annotations

import pytest

from newsclean.draft import Draft
from newsclean.filters.related_links import RelatedLinks
from newsclean.pipeline import Pipeline
from newsclean.readers.html import read_html

PROSE = "The harbour board voted on Tuesday to close the old pier for good, after engineers found that its piles had rotted."


def removed(block: str, language: str = "en") -> list[str]:
    draft = Draft(read_html(f"<h1>Old pier to close</h1><p>{PROSE}</p>{block}<p>{PROSE.replace('Tuesday', 'Friday')}</p>"), language)
    return [draft.text_of(removal) for removal in RelatedLinks().find(draft)]


@pytest.mark.parametrize(
    ("block", "language"),
    [
        ("<div><span>Te puede interesar</span><a href='/b'>Las boyas de la ría mandan mensajes</a></div>", "es"),
        ("<div><b>Te puede interesar</b> <a href='/b'>Las boyas de la ría mandan mensajes</a></div>", "es"),
        ("<div class='link-related thumb'><a href='/b'>The baker who bakes for the night bus</a></div>", "en"),
        ("<p class='related-article'><a href='/b'>The baker who bakes for the night bus</a></p>", "en"),
        ("<div class='box__relatedlink'><a href='/b'>The baker who bakes for the night bus</a></div>", "en"),
    ],
)
def test_a_pointer_that_the_markup_tells_goes(block, language):
    assert len(removed(block, language)) == 1


@pytest.mark.parametrize(
    ("block", "language"),
    [
        ("<p>Te puede interesar saber que <a href='/b'>las boyas mandan mensajes</a> desde hoy.</p>", "es"),
        ("<p>Te puede interesar <a href='/b'>Las boyas de la ría</a>, un libro que se vende bien</p>", "es"),
        ("<p><a href='/b'>The board voted for it in 2019 by a margin of one, and nobody was surprised.</a></p>", "en"),
        ("<p class='related'><a href='/b'>The baker who bakes for the night bus</a></p>", "en"),
        ("<p class='correlated-news-text'>The baker who bakes for the night bus</p>", "en"),
        ("<p class='related-article'>The baker <a href='/b'>who bakes</a> for the night bus has closed.</p>", "en"),
        ("<p class='related-article'><a href='/b'>Tarn Herald</a></p>", "en"),
    ],
)
def test_what_only_looks_like_a_pointer_stays(block, language):
    assert removed(block, language) == []


def test_buttons_of_a_carousel_do_not_take_the_headline_below_them():
    headline = "Harbour board closes the old pier for good"
    points = ["The pier on the north shore closes for good on Monday", "Anglers are told to move to the new quay at once", "Its lamp stays where it is"]
    items = "".join(f"<li>{text}</li>" for text in points)
    page = f"<div>Previous</div><div>Next</div><h1>{headline}</h1><ul>{items}</ul><p>24 shares</p><p>{'The board voted on Tuesday to close it. ' * 8}</p>"
    draft = Draft(read_html(f"<body>{page}</body>"), "en")

    found = Pipeline.default().without("page_chrome").mark(draft)

    assert [draft.text_of(removal) for removal in found if removal.filter == "related_links"] == []


def test_the_button_under_each_entry_heads_no_list():
    entries = "".join(
        f"<h2><a href='/{name}'>A shelf of {name} for the hall</a></h2><p>It takes an hour, a saw and a plank from the old pier, says the carpenter of the harbour board, who made the first.</p><div>Continue reading</div>"
        for name in ("oak", "pine", "beech")
    )

    assert removed(entries) == ["Continue reading"] * 3


def test_the_same_words_once_head_the_list_below_them():
    assert len(removed("<div>Continue reading</div><ul><li><a href='/a'>A shelf of oak for the hall</a></li><li><a href='/b'>A shelf of pine for the hall</a></li></ul>")) == 3
