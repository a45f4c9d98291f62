"""Who a page shows as its author, where no tag says so: lines around the headline, links, biographies."""

from __future__ import annotations

import pytest

import newsclean

STORY = "".join(
    f"<p>The council of Fenwick voted on {day} evening to close the old bridge for six months while engineers replace its bearings, a spokesman said.</p>"
    for day in ("Monday", "Tuesday", "Friday")
)
LD = '<script type="application/ld+json">{"@type":"NewsArticle","headline":"Council closes the old bridge","author":[%s]}</script>'


def authors(under="", behind="", *, tags=()):
    people = LD % ",".join(f'{{"@type":"Person","name":"{name}"}}' for name in tags) if tags else ""
    page = f"<html lang=en><title>Council closes the old bridge</title>{people}<body><article><h1>Council closes the old bridge</h1>{under}{STORY}</article>{behind}</body></html>"
    return newsclean.clean(page).metadata.authors


@pytest.mark.parametrize("line", ["Reviewed by", "Photography by", "Fact-checked by", "Illustrations by", "Edited by"])
def test_reviewers_and_photographers_are_no_authors(line):
    other = f"<p class=byline>{line} <a href=/authors/tom-hale>Tom Hale</a></p>"

    assert authors(f"<p class=byline>By <a href=/authors/nora-burke>Nora Burke</a></p>{other}") == ("Nora Burke",)
    assert authors(other) == ()


def test_tags_that_name_the_photographer_too_give_way_to_the_byline():
    line = "<p class=byline>By Nora Burke</p><p class=byline>Photography by <a href=/contributor/tom-hale>Tom Hale</a></p>"

    assert authors(line, tags=("Nora Burke", "Tom Hale")) == ("Nora Burke",)
    assert authors("<p class=byline>By Nora Burke and Tom Hale</p>", tags=("Nora Burke", "Tom Hale")) == ("Nora Burke", "Tom Hale")


def test_a_credit_at_the_end_of_a_caption_is_no_byline():
    caption = "<p>Members of the union have asked for higher stipends since the middle of last year, as these posters show. By <a href=/writer/tom-hale>Tom Hale</a></p>"

    assert authors(f"{caption}<p>By <a href=/writer/nora-burke>Nora Burke</a>, Fenwick Staff Writer</p>") == ("Nora Burke",)


def test_a_name_ends_where_its_link_ends():
    assert authors("<p>By <a href=/contributor/a-j-noel>A. J. Noel</a> View Gallery</p>") == ("A. J. Noel",)
    assert authors("<p>by Nora Burke Northern Coast May 2, 2025</p>", tags=("Nora Burke",)) == ("Nora Burke",)


def test_the_byline_in_a_link_to_another_story_is_of_that_story():
    teaser = "<ul><li><a href=/b>Where the next bridges will be closed by winter, by Tom Hale</a></li></ul>"

    assert authors(teaser) == ()
    assert authors("<p><a href=/authors/tom-hale>By Tom Hale</a></p>") == ("Tom Hale",)


@pytest.mark.parametrize("set_off", ["<p><strong>Mohlo Mpesa</strong></p>", "<p><b>Mohlo Mpesa / Mathato Sebusi</b></p>", "<p><em>Mohlo Mpesa and Mathato Sebusi</em></p>"])
def test_names_in_bold_right_above_the_first_paragraph(set_off):
    assert authors(set_off) == (("Mohlo Mpesa", "Mathato Sebusi") if "Mathato" in set_off else ("Mohlo Mpesa",))


@pytest.mark.parametrize(
    "line",
    [
        "<p><strong>Old Bridge</strong></p>",  # words of the story
        "<p>Mohlo Mpesa</p>",  # not set off
        "<p><strong>Mohlo</strong> Mpesa</p>",
        "<h2><strong>Mohlo Mpesa</strong></h2>",
        "<p><strong>Mohlo Mpesa</strong></p><p>Bridges</p>",  # not above the paragraph
        "<p><strong><a href=/mohlo>Mohlo Mpesa</a></strong></p>",
        "<p><strong>Editorial Desk</strong></p>",
    ],
)
def test_other_lines_above_the_first_paragraph(line):
    assert authors(line) == ()


BIO = (
    "<div class=author-box><h4>Zedra Quill</h4><p>Zedra Quill is a reporter who has written about the bridges of Fenwick and about its ferries since the spring of 2012.</p></div>"
)


def test_a_name_over_its_biography_behind_the_body():
    assert authors(behind=BIO) == ("Zedra Quill",)


@pytest.mark.parametrize(
    "behind",
    [
        BIO + BIO.replace("Zedra Quill", "Tom Hale"),  # two persons
        BIO.replace("Zedra Quill is a reporter who has written about the bridges", "The chapel is a building that looks down on the bridges"),
        "<div><h4>Fenwick Lines</h4><p>Fenwick Lines is a company that has carried cars and lorries over the bay for a hundred years and more.</p></div>",
    ],
)
def test_other_names_over_paragraphs(behind):
    assert authors(behind=behind) == ()


def test_the_link_of_an_author_below_a_note():
    note = "<p class=note>This story was first told in the paper of the harbour and is given here as it stood there, with its pictures.</p>"
    tags = "<p>Bridges</p><p>Roads</p><p>Ferries</p>"

    assert authors(f"{note}{tags}<p><em><a href=/profiles/nora-burke-12>Nora Burke</a>, Fenwick University</em></p>") == ("Nora Burke",)
    assert authors(f"{note}{tags}<p><a href=/users/video>Youtube</a></p>") == ()


def published(under="", behind=""):
    page = f"<html lang=en><title>Council closes the old bridge</title><body><article><h1>Council closes the old bridge</h1>{under}{STORY}{behind}</body></html>"
    value = newsclean.clean(page).metadata.published
    return None if value is None else str(value)


FAR = "</article><ul>" + "".join(f"<li><a href=/{n}>Section {n}</a></li>" for n in "abcdefgh") + "</ul>"


def test_the_date_beside_the_byline_comes_before_those_of_other_lines():
    claim = "<p>stated on December 13, 2023 in a post about the bridge:</p>"

    assert published(f"{claim}<p>By Nora Burke December 21, 2023</p>") == "2023-12-21"
    assert published(f"<p>December 13, 2023</p><p>By Nora Burke</p>{claim.replace('13', '15')}") == "2023-12-13"


@pytest.mark.parametrize("behind", ["<p>Published</p><p>Feb 2, 2023</p>", "<p>Published on Feb 2, 2023</p>", "<p>Published: Feb 2, 2023</p><p>Published Feb 2, 2023</p>"])
def test_the_only_date_under_a_label_of_publication(behind):
    assert published(behind=FAR + behind) == "2023-02-02"


@pytest.mark.parametrize(
    "behind",
    [
        "<p>Published</p><p>Feb 2, 2023</p><p>Published</p><p>Feb 3, 2023</p>",  # two stories
        "<p>Updated</p><p>Feb 2, 2023</p>",
        "<p>Published</p><p>The town in pictures, Feb 2, 2023 to May 3, 2024</p>",
        "<div class=comments><p>Published on Feb 2, 2023, and not a word of it in the town hall</p></div>",
        "<p>Feb 2, 2023</p>",
    ],
)
def test_other_dates_far_behind_the_body(behind):
    assert published(behind=FAR + behind) is None


def test_a_line_of_date_at_the_end_of_the_body():
    assert published(behind="<p class=date>December 3, 2025. <i>Updated: December 7, 2025</i></p>") == "2025-12-03"
    assert published(behind="<p class=date>Last reviewed December 3, 2025</p>") is None


def test_all_the_authors_of_a_paper():
    tags = '<meta name="citation_title" content="Council closes the old bridge">' + "".join(
        f'<meta name="citation_author" content="{name}">' for name in ("Nora Burke", "Tom Hale", "Ida Moe")
    )
    page = f"<html lang=en><head><title>Council closes the old bridge</title>{tags}</head><body><article><h1>Council closes the old bridge</h1><p class=byline>By Nora Burke</p>{STORY}</article></body></html>"

    assert newsclean.clean(page).metadata.authors == ("Nora Burke", "Tom Hale", "Ida Moe")
