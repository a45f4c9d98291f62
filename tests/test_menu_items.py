"""Menu items of pages: which blocks they are, and what filters still see of them."""

from __future__ import annotations

import pytest

from newsclean.draft import Draft
from newsclean.filters.byline import Byline
from newsclean.filters.date_line import DateLine
from newsclean.readers.html import read_html

PROSE = "The harbour board voted on Tuesday to close the old pier for good, after engineers found that its piles had rotted."


def draft_of(body: str) -> Draft:
    return Draft(read_html(f"<html><body>{body}</body></html>"), "en")


def removed(draft: Draft, by: Byline | DateLine) -> list[tuple[str, str]]:
    return [(draft.text_of(removal), removal.reason) for removal in by.find(draft)]


@pytest.mark.parametrize(
    ("item", "in_menu"),
    [
        ("<p><a href='/a'>Sport and culture of the town</a></p>", True),
        ("<p><a href='/a'>Sport and culture of the old town</a></p>", False),
        ("<p>Sport and <a href='/a'>culture</a></p>", False),
        ("<p>Sport and culture</p>", False),
        ("<p class='byline'><a href='/a'>Anna Hale</a></p>", False),
        ("<p class='timestamp'><a href='/a'>12 May 2024</a></p>", False),
    ],
    ids=["six words", "seven words", "partly linked", "not linked", "named a byline", "named a date"],
)
def test_a_short_link_is_a_menu_item_unless_its_element_says_byline_or_date(item, in_menu):
    draft = draft_of(f"{item}<p>{PROSE}</p>")

    assert (draft.menu == {0}, len(draft.told)) == (in_menu, 1 if in_menu else 2)


def test_a_text_has_no_menu_items():
    draft = Draft.of(f"Sport\n\n{PROSE}")

    assert (draft.menu, draft.told) == (frozenset(), draft.blocks)


def test_of_a_menu_item_only_a_phrase_that_is_the_whole_of_it_is_a_cue():
    draft = draft_of(f"<ul><li><a href='/1'>Skip to content</a></li><li><a href='/2'>See also: Flood maps</a></li></ul><p>See also: Flood maps</p><p>{PROSE}</p>")

    assert [(cue.block, cue.category, cue.role) for cue in draft.cues_of("navigation") + draft.cues_of("related_links")] == [
        (0, "navigation", "line"),
        (2, "related_links", "opening"),
    ]


def test_a_line_with_a_comma_is_a_byline_of_a_page_where_its_element_says_so():
    named = draft_of(f"<h1>Old pier to close</h1><p class='article-byline'>Anna Hale, 12 May 2024</p><p>{PROSE}</p>")
    plain = draft_of(f"<h1>Old pier to close</h1><p class='intro'>Anna Hale, 12 May</p><p>{PROSE}</p>")

    assert (removed(named, Byline()), removed(plain, Byline())) == ([("Anna Hale, 12 May 2024", "a byline where the article begins")], [])


@pytest.mark.parametrize(
    ("line", "gone"),
    [
        ("Anna Hale, 12 May 2024", True),
        ("Anna Hale Sun 12 May 2024 08.00 BST", True),
        ("Anna van Hale · 12/05/2024 06:00", True),
        ("Anna Hale, 12 May", False),
        ("Anna Hale, born 12 May 2004", False),
        ("Pier fire, 12 May 2024: what we know", False),
        ("anna hale, 12 May 2024", False),
    ],
)
def test_a_name_and_a_date_with_a_year_go_whatever_their_element_is_named(line, gone):
    found = list(Byline().find(draft_of(f"<h1>Old pier to close</h1><p class='intro'>{line}</p><p>{PROSE}</p>")))

    assert [(removal.reason, removal.facts) for removal in found] == [("a name and a date where the article begins", ())] * gone


def test_a_linked_byline_goes_where_its_element_says_so_or_it_says_whose_role():
    linked = draft_of(f"<h1>Old pier to close</h1><p class='author'><a href='/anna'>By Anna Hale</a></p><p>{PROSE}</p>")
    menu = draft_of(f"<h1>Old pier to close</h1><ul><li><a href='/anna'>Anna Hale, 2024</a></li></ul><p>{PROSE}</p>")
    role = draft_of(f"<h1>Old pier to close</h1><p>Anna Hale, Staff Writer</p><p>{PROSE}</p>")

    assert [removed(draft, Byline()) for draft in (linked, menu, role)] == [
        [("By Anna Hale", "a byline where the article begins")],
        [],
        [("Anna Hale, Staff Writer", "a byline where the article begins")],
    ]


def test_a_linked_date_goes_where_its_element_says_so():
    dated = draft_of(f"<h1>Old pier to close</h1><p class='timestamp'><a href='/d'>Published 12 May 2024</a></p><p>{PROSE}</p>")
    menu = draft_of(f"<h1>Old pier to close</h1><ul><li><a href='/d'>The budget of 2024</a></li></ul><p>{PROSE}</p>")

    assert (removed(dated, DateLine()), removed(menu, DateLine())) == ([("Published 12 May 2024", "line is a label and a date")], [])
