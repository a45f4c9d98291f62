"""`comment_footer` on pages: comments go by the names of their elements, and what only shares such a name stays."""

from __future__ import annotations

import pytest

from newsclean.draft import Draft
from newsclean.filters.comment_footer import CommentFooter
from newsclean.readers.html import read_html

STORY = [
    "The harbour board voted on Tuesday to close the old pier for good, after engineers found that its piles had rotted below the water line.",
    "Anglers who have used it since the war were told to move to the new quay, which lies half a mile to the north and has no benches at all.",
    "The board will take the planks up in spring and keep the lamp, which a family of the town has offered to paint at its own cost and risk.",
]
# Longer than what a region of text is believed to reach over.
LONG = " ".join(f"My father fished there in {year}, and I stood beside him with a bucket, a lamp and a book about the stars." for year in range(1950, 1972))
COMMENTS = [
    "<div class='comment-author vcard'>Ann Hale May 3, 2024, 9:46 pm</div>",
    f"<p>{LONG}</p>",
    f"<p>{LONG.replace('father', 'mother')}</p>",
    "<div class='comment-author vcard'>Bo Lund May 3, 2024, 9:59 pm</div>",
    "<p>I shall miss the smell of it, and the gulls that stole our bread on the way home from school in the rain.</p>",
]


def paragraphs(texts):
    return "".join(f"<p>{text}</p>" for text in texts)


def removed(body, **options):
    """Return the texts of the blocks that go whole, certain or likely."""
    draft = Draft(read_html(f"<html><head><title>Old pier closes</title></head><body><main>{body}</main></body></html>"), "en")
    draft._mark(list(CommentFooter(**options).find(draft)))
    return [draft.text_of(block) for block in draft.blocks if draft.marked(block)]


def section(inside, names="comments-area"):
    return f"<section class='{names}'>{inside}</section>"


ARTICLE = f"<article><h1>Old pier closes</h1>{paragraphs(STORY)}</article>"
HEADING = "<h2>2 Comments</h2>"
ALL = 1 + len(COMMENTS)


def test_all_comments_go_with_their_heading_however_long_they_are():
    found = removed(ARTICLE + section(HEADING + "".join(COMMENTS)) + "<p>The town is 900 years old, says the leaflet that lies in the hall.</p>")

    assert len(found) == ALL
    assert (found[0], found[2]) == ("2 Comments", LONG)


def test_comments_go_without_a_heading_where_each_is_signed():
    third = "<div class='comment-author'>Cy Moss May 4, 2024, 7:01 am</div><p>So shall I.</p><a href='#reply'>Reply</a>"

    assert len(removed(ARTICLE + section("".join(COMMENTS) + third, "comment-list"))) == ALL + 2


def test_the_story_behind_the_comments_stays():
    behind = paragraphs(text.replace("pier", "mill") for text in STORY)

    assert len(removed(ARTICLE + section(HEADING + "".join(COMMENTS)) + behind)) == ALL


def test_comments_stay_where_the_option_says_so():
    assert removed(ARTICLE + section(HEADING + "".join(COMMENTS)), comments=False) == ["2 Comments"]


@pytest.mark.parametrize(
    "body",
    [
        f"<div class='kommentar comment-piece'>{ARTICLE}<p>Updated on May 3, 2024, 9:46 pm</p><p>{LONG}</p></div>",  # an opinion piece
        ARTICLE + section(f"<h2>Discussion</h2><p>{LONG}</p>", "discussion"),  # a part of a study
        ARTICLE + f"<div class='respondents'><h2>Who answered</h2><p>{LONG}</p><p>{LONG}</p></div>",
        ARTICLE + section(f"<p>{LONG}</p><p>Leave a comment for the board at the town hall, she said on May 3.</p>", "comment-box"),  # one sign
        section(HEADING + "".join(COMMENTS[:1])) + ARTICLE,  # a bar in the page's head, with no story above it
    ],
    ids=["opinion", "study", "respondents", "one sign", "above the story"],
)
def test_what_only_shares_a_name_with_comments_stays(body):
    assert [text for text in removed(body) if len(text) > 60] == []


def test_a_forum_thread_stays():
    posts = "".join(f"<article class='comment'><div class='comment-author'>Ann Hale May {day}, 2024, 9:46 pm</div><p>{text}</p></article>" for day, text in enumerate(STORY, 1))

    assert [text for text in removed(section(f"<h1>Old pier closes</h1>{posts}", "forum-thread comments")) if len(text) > 60] == []
