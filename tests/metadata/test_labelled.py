"""Names behind a label, anywhere on a page that has no byline."""

from __future__ import annotations

import pytest

import newsclean

STORY = "".join(
    f"<p>The council of Fenwick voted on {day} evening to close the old bridge for six months while engineers replace its bearings, a spokesman said.</p>"
    for day in ("Monday", "Tuesday", "Friday")
)


def authors(before, behind):
    page = f"<html lang=en><title>Bridge closed</title><body><header>{before}</header><article><h1>Council closes the old bridge</h1>{STORY}</article>{behind}</body></html>"
    return newsclean.clean(page).metadata.authors


MENU = "<ul>" + "".join(f"<li><a href=/{n}>Section {n}</a></li>" for n in "abcdefgh") + "</ul>"


@pytest.mark.parametrize(
    "label",
    ["Written by", "Written by:", "BY", "Author", "Author(s)", "About the author", "Posted by", "Contributors", "Geschrieben von", "Über die Autorin", "Escrito por", "Rédigé par", "À propos de l'auteur", "Scritto da", "Geschreven door", "Om författaren"],
)  # fmt: skip
def test_a_name_under_a_label(label):
    assert authors("", f"{MENU}<div><span><div>{label}</div><div>Nicole Burke</div></span></div>") == ("Nicole Burke",)


@pytest.mark.parametrize("line", ["Written by Nicole Burke", "by Nicole Burke", "Author: Nicole Burke", "Authors: Nicole Burke and Tom Hale", "Escrito por Nicole Burke"])
def test_a_name_behind_a_label_in_its_line(line):
    found = authors("", f"{MENU}<div>{line}</div>")

    assert found == (("Nicole Burke", "Tom Hale") if "Hale" in line else ("Nicole Burke",))


def test_what_follows_a_name_behind_its_label():
    assert authors("", f"{MENU}<div>Posted by Nicole Burke on 2025-12-18 in bridges. Tags: bridges, roads.</div>") == ("Nicole Burke",)


def test_a_list_of_names_under_a_label():
    assert authors("", f"{MENU}<h4>Author(s)</h4><ul><li>Nicole Burke</li><li>Tom Hale</li></ul><p>Download</p>") == ("Nicole Burke", "Tom Hale")


def test_the_same_name_under_several_labels():
    assert authors("", f"{MENU}<div>Author</div><div>Nicole Burke</div>{MENU}<div>Written by</div><div>Nicole Burke</div>") == ("Nicole Burke",)


@pytest.mark.parametrize(
    "behind",
    [
        "<div>Written by</div><div>Nicole Burke</div><div>Another story</div><div>Written by</div><div>Tom Hale</div>",
        "<div>Author: Nicole Burke</div><div>Another story</div><div>Author: Tom Hale</div><div>Imprint</div>",
        "<div class=comments><div>by Nicole Burke</div><p>Well done, at last.</p></div>",
        "<dl><dt>Title</dt><dd>The Bridge</dd><dt>Author</dt><dd>Nicole Burke</dd><dt>Publisher</dt><dd>Hale &amp; Sons</dd></dl>",
        "<div>Author: Nicole Burke</div><div>ISBN: 978 3 16 148410 0</div>",
        "<div class=comments><div>Posted by</div><div>Nicole Burke</div><p>Well done, at last.</p></div>",
        "<div>Author</div><div>All our stories</div>",
        "<div>Written by</div><div>The Fenwick Herald Team</div>",
        "<div>By Friday</div><div>Author tools</div><div>About us</div>",
        "<div>Reviewed by</div><div>Nicole Burke</div>",
        "<div>Photos by</div><div>Nicole Burke</div>",
        "<div>Author Nicole Burke will read from her book</div>",
    ],
    ids=[
        "several stories",
        "several lines",
        "comments in lines",
        "a book",
        "a book in lines",
        "comments",
        "no name",
        "a team",
        "no names",
        "a reviewer",
        "a photographer",
        "a sentence",
    ],
)
def test_nobody(behind):
    assert authors("", MENU + behind) == ()


def test_a_byline_comes_first():
    assert authors("", f"<div class=byline>By Tom Hale</div>{MENU}<div>Author</div><div>Nicole Burke</div>") == ("Tom Hale",)
