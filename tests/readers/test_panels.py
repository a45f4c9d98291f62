"""Panels that a button opens: read within the story, left out elsewhere."""

from __future__ import annotations

import pytest

from growth import assert_linear
from newsclean.readers.html import read_html

# Long enough that what is hidden elsewhere is never looked for.
STORY = [" ".join([f"The council voted on {day} to close the old bridge for six months, a spokesman for the town said."] * 6) for day in ("Monday", "Tuesday", "Friday")]
ANSWER = "The school bus goes round by the mill, and leaves ten minutes earlier than it did."
BUTTON = "<h3><button aria-expanded='false' aria-controls='p1'>What of the bus?</button></h3>"


def lines(inside, outside=""):
    return read_html(f"<body>{outside}<article><p>{STORY[0]}</p><p>{STORY[1]}</p>{inside}<p>{STORY[2]}</p></article></body>").text.split("\n")


@pytest.mark.parametrize(
    "fold",
    [
        f"{BUTTON}<div id='p1' hidden><p>{ANSWER}</p></div>",
        f"{BUTTON}<div id='p1' role='region' aria-labelledby='b' style='display:none'><p>{ANSWER}</p></div>",
        f"<div><a role='button' aria-controls='p1 x'>What of the bus?</a></div><div><section id='p1' hidden='until-found'>{ANSWER}</section></div>",
        f"<button aria-expanded='false'>What of the bus?</button><div aria-hidden='true' hidden class='css-1k'><p>{ANSWER}</p></div>",
        f"<h3><span role='button' aria-expanded='false'>What of the bus?</span></h3><div class='collapse' style='display:none'><p>{ANSWER}</p></div>",
    ],
    ids=["controls", "region", "without expanded", "the button before it", "a heading with a button before it"],
)
def test_a_panel_of_the_story_is_read_in_its_place(fold):
    assert lines(fold) == [*STORY[:2], "What of the bus?", ANSWER, STORY[2]]


@pytest.mark.parametrize(
    "inside",
    [
        f"<div hidden><p>{ANSWER}</p></div>",
        f"<div class='subscriber-only' style='display:none'><p>{ANSWER}</p></div>",
        f"<div id='p1' hidden><p>{ANSWER}</p></div>",
        f"<p aria-describedby='p1'></p><div id='p1' hidden><p>{ANSWER}</p></div>",
        f"<button aria-controls='p1' aria-haspopup='dialog'></button><div id='p1' hidden><p>{ANSWER}</p></div>",
        f"<button aria-controls='p1'></button><div id='p1' role='dialog' hidden><p>{ANSWER}</p></div>",
        f"<button aria-controls='p1'></button><div id='p1' class='newsletter-modal' hidden><p>{ANSWER}</p></div>",
        f"<button aria-controls='p1'></button><div id='p1' class='share-panel' hidden><p>{ANSWER}</p></div>",
        f"<button aria-controls='p1'></button><nav id='p1' hidden><p>{ANSWER}</p></nav>",
        f"<button aria-controls='p1'></button><div class='comments'><div id='p1' hidden><p>{ANSWER}</p></div></div>",
        f"<aside><button aria-controls='p1'></button><div id='p1' hidden><p>{ANSWER}</p></div></aside>",
        f"<button aria-controls='p1'></button><form id='p1' hidden><p>{ANSWER}</p></form>",
        "<button aria-controls='p1'></button><ul id='p1' hidden>" + "<li><a href='/x'>Another story of the day, and what came of it later</a></li>" * 9 + "</ul>",
        f"<button aria-controls='p1'></button><div id='p1' hidden><p>{STORY[1]}</p></div>",
        "<button aria-controls='p1'></button><div id='p1' hidden>Copied</div>",
    ],
    ids=[
        "nothing opens it",
        "behind a paywall",
        "an id that no button names",
        "named, but not opened",
        "a dialog by its button",
        "a dialog",
        "a newsletter",
        "a share box",
        "navigation",
        "comments",
        "beside the story",
        "a form",
        "links",
        "a copy of a paragraph",
        "a word",
    ],
)  # fmt: skip
def test_what_opens_for_another_reason_stays_out(inside):
    assert [line for line in lines(inside) if line] == STORY


@pytest.mark.parametrize("outside", ["<header>{}</header>", "<div class='mega'>{}</div>", "<section>{}</section>"])
def test_a_panel_outside_of_the_story_stays_out(outside):
    assert lines("", outside.format(f"<button aria-controls='p1' aria-expanded='false'></button><div id='p1' hidden><p>{ANSWER}</p></div>")) == STORY


def test_time_is_linear():
    head = f"<article><p>{STORY[0]}</p>{'<div>' * 200}"

    assert_linear(lambda count: head + f"<button aria-expanded='false'>a</button><div hidden><p>{ANSWER}</p></div>" * count, read_html, small=1_000)
