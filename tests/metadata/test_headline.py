"""The headline among headings and stated titles."""

from __future__ import annotations

import pytest

from newsclean.metadata.headline import Choice, Heading, alike, choose

T = "Council closes the old bridge for six months"


def h1(text, near=True):
    return Heading(text, 1, near)


@pytest.mark.parametrize(
    ("stated", "headings", "sites", "expected"),
    [
        ([(T, "OpenGraph")], [h1(T)], [], (T, "heading")),
        ([(f"{T} | Fenwick Star", "OpenGraph")], [], ["Fenwick Star"], (T, "OpenGraph")),
        ([(f"{T} | Roads | Town News | Fenwick Star", "page title")], [], ["Fenwick Star"], (T, "page title")),
        ([(f"Fenwick Star: {T}", "page title")], [], ["Fenwick Star"], (T, "page title")),
        ([("Old bridge: dates and detours", "page title")], [h1("Log in", False), h1(T)], [], (T, "heading")),
        ([(T, "OpenGraph")], [h1("Fenwick Star"), Heading(T, 2, True)], ["Fenwick Star"], (T, "OpenGraph")),
        ([(T, "OpenGraph"), (T, "JSON-LD")], [h1(f"Transport {T}")], [], (T, "heading")),
        ([(f"Transport: {T}", "JSON-LD")], [h1(f"Transport{T}")], [], (f"Transport: {T}", "heading")),
        ([(f"{T}-Roads", "OpenGraph"), (T, "JSON-LD")], [], [], (T, "OpenGraph")),
        ([], [h1(T)], [], (T, "heading")),
        ([("Fenwick Star", "OpenGraph")], [], ["Fenwick Star"], None),
        ([], [], [], None),
    ],
)
def test_choice(stated, headings, sites, expected):
    choice = choose(stated, headings, sites)

    assert (None if choice is None else (choice.text, choice.source)) == expected


def test_agreement_is_counted():
    assert choose([(T, "OpenGraph"), (T.upper(), "JSON-LD"), ("Another", "meta")], [h1(T)], []) == Choice(T, "heading", ("OpenGraph", "JSON-LD"))


def test_an_authors_name_is_no_headline():
    choice = choose([(T, "OpenGraph")], [h1("Ann Lee"), h1(T)], [], ["Ann Lee"])

    assert choice is not None
    assert choice.text == T


@pytest.mark.parametrize(
    ("one", "two", "low", "high"),
    [(T, T.upper(), 1, 1), (T, "Old bridge closes", 0.9, 1), (T, "Mill sold", 0, 0), ("", T, 0, 0), ("古い橋を六か月閉鎖へ", "古い橋、六か月閉鎖", 0.5, 1)],
)
def test_likeness(one, two, low, high):
    assert low <= alike(one, two) <= high


LONG = "Council closes the old bridge for six months"


def test_a_lower_heading_that_is_the_title_for_previews_wins_over_one_for_search_engines():
    headings = [Heading("Old bridge: when it closes and for how long", 1, True), Heading(LONG, 2, True)]

    assert choose([(LONG, "OpenGraph"), (headings[0].text, "page title")], headings, []).text == LONG
    assert choose([(headings[0].text, "OpenGraph"), (LONG, "JSON-LD")], headings, []).text == headings[0].text
    far = [headings[0], Heading(LONG, 2, False)]
    assert choose([(LONG, "OpenGraph"), (headings[0].text, "page title")], far, []).text == headings[0].text


def test_a_word_far_from_the_article_and_a_description_are_no_headlines():
    assert choose([(LONG, "OpenGraph")], [Heading("Bridge", 1, False)], []).text == LONG
    assert choose([(LONG, "OpenGraph")], [Heading(f"{LONG}. " * 6, 1, True)], []).text == LONG


def test_an_article_is_no_kicker_and_a_label_is():
    end = "Best Bridges of the Northern Coast"
    stated = [(end, "OpenGraph"), (end, "page title")]

    assert choose(stated, [Heading(f"The {end}", 1, True)], []).text == f"The {end}"
    assert choose(stated, [Heading(f"Blog: {end}", 1, True)], []).text == end


def test_points_of_a_title_cut_off_are_not_added():
    assert choose([(f"{LONG}...", "JSON-LD")], [Heading(LONG, 1, True)], []).text == LONG


SEO = "Old bridge: when it closes and for how long"


@pytest.mark.parametrize(
    ("preview", "below", "expected"),
    [
        (LONG, f"Fenwick bridges {LONG}", LONG),
        (f"After years of delay: {LONG}", LONG, LONG),
        (LONG, f"Fenwick bridges {LONG} and more", SEO),  # goes on
        ("The bridge closes", "Why the bridge closes", SEO),  # too short to tell
        (LONG, f"What the town has waited for since the spring of nineteen eighty: {LONG}", SEO),  # no kicker is that long
    ],
)
def test_a_kicker_beside_the_title_for_previews(preview, below, expected):
    assert choose([(preview, "OpenGraph"), (SEO, "page title")], [Heading(SEO, 1, True), Heading(below, 2, True)], []).text == expected
    assert choose([(preview, "OpenGraph"), (SEO, "page title")], [Heading(SEO, 1, True), Heading(below, 2, False)], []).text == SEO


def test_a_heading_of_the_first_level_that_holds_the_lower_one_stays():
    whole = f"Bridges: {LONG}"

    assert choose([(f"The town: {LONG}", "OpenGraph")], [Heading(whole, 1, True), Heading(LONG, 2, True)], []).text == whole


def test_a_heading_where_the_article_begins_wins_over_one_like_the_title_far_away():
    near, far = Heading("The best trails on the coast to walk", 1, True), Heading("Here is where to row on the coast", 1, False)

    assert choose([("Where to walk on the coast", "page title")], [near, far], []).text == near.text
    assert choose([(far.text, "page title")], [near, far], []).text == far.text


def test_a_year_is_no_kicker():
    end = "Price Guide for Bridges and Ferries"

    assert choose([(end, "JSON-LD"), (end, "meta")], [Heading(f"2025 {end}", 1, True)], []).text == f"2025 {end}"
