"""Prompts on pages: what stands in one box with a sure prompt goes with it, and what only shares an element with one stays."""

from __future__ import annotations

import pytest

from newsclean.draft import Draft
from newsclean.filters.newsletter_prompt import NewsletterPrompt
from newsclean.filters.support_appeal import SupportAppeal
from newsclean.readers.html import read_html

STORY = [
    f"The harbour board voted on {day} to close the old pier for good, after engineers found that its piles had rotted below the water line, and told the anglers who have used it "
    f"since the war to move to the new quay, which lies half a mile to the north and has neither benches nor a lamp."
    for day in ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
]
APPEAL = "Please support our journalism with a donation."
BOX = [
    "Local news about the county and its harbours has never been more important.",
    "With the challenges that the town faces, it has never been harder to bring it to every door.",
    APPEAL,
    "A cup of coffee a month is all it takes to secure the future of the Quay and its coverage.",
]
PROMPT = "Sign up for our newsletter and get the best of the Quay in your inbox."


def body(texts, tag="p"):
    return "".join(f"<{tag}>{text}</{tag}>" for text in texts)


def gone(by, beside, inside=""):
    """Return what goes of what stands beside a story, and of what stands in it."""
    draft = Draft(read_html(f"<body><main><h1>Old pier closes</h1><div>{body(STORY)}{inside}</div>{beside}</main></body>"), "en")
    return [draft.text_of(removal) for removal in by.find(draft) if removal.tier <= 2]


def test_an_appeal_takes_its_box_along():
    assert gone(SupportAppeal(), f"<div class='donate'>{body(BOX)}</div>") == BOX


def test_a_form_takes_its_box_along():
    box = ["The Quay in the morning", PROMPT, "Five stories and a photograph, at seven.", "Thank you, all done."]

    assert gone(NewsletterPrompt(), f"<div class='form'>{body(box, 'div')}</div>") == box


@pytest.mark.parametrize(
    "beside",
    [
        f"<div>{body(STORY[:1])}<p>{APPEAL}</p></div>",  # a part of the story behind an advert
        f"<div>{body(['The pier in figures'] + [f'Built in 18{year}' for year in range(60, 70)])}<p>{APPEAL}</p></div>",  # more blocks than a box has
        f"<div><p><a href='/pier'>All about the pier</a></p><p>{APPEAL}</p></div>",
    ],
    ids=["story", "a long list", "a link"],
)
def test_what_is_no_box_of_the_prompt_stays(beside):
    assert gone(SupportAppeal(), beside) == [APPEAL]


def test_the_story_around_a_prompt_stays():
    assert gone(SupportAppeal(), "", f"<p>{APPEAL}</p>") == [APPEAL]


def test_a_short_story_in_one_element_with_a_prompt_stays():
    draft = Draft(
        read_html(f"<body><div><h1>Old pier closes</h1><p>The harbour board closed the old pier on Monday, since its piles had rotted.</p><p>{APPEAL}</p></div></body>"), "en"
    )

    assert [draft.text_of(removal) for removal in SupportAppeal().find(draft) if removal.tier <= 2] == [APPEAL]


def test_what_another_phrase_explains_is_left_to_its_filter():
    assert gone(SupportAppeal(), f"<div>{body([APPEAL, 'Follow us on Facebook'])}</div>") == [APPEAL]
