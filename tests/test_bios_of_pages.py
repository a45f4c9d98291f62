"""`author_bio` on pages: bios between a story and the teasers behind it go, and what only looks like one stays."""

from __future__ import annotations

import pytest

from newsclean.draft import Draft
from newsclean.filters.author_bio import AuthorBio
from newsclean.readers.html import read_html

STORY = [
    "The harbour board voted on Tuesday to close the old pier for good, after engineers found that its piles had rotted below the water line.",
    "Anglers who have used it since the war were told to move to the new quay, which lies half a mile to the north and has no benches at all.",
    "The board will take the planks up in spring and keep the lamp, which a family of the town has offered to paint at its own cost and risk.",
]
TEASERS = "".join(
    f"<div class='card'><h3><a href='/{nth}'>{title}</a></h3><p>{text}</p></div>"
    for nth, (title, text) in enumerate(
        [
            ("Ferry to run on Sundays", "The ferry across the sound will run on Sundays again from May on, the company said in a letter to its passengers."),
            ("A roof of slate", "The school on the hill will have a roof of slate instead of tin, paid for by a fund that a teacher left to the town."),
        ]
    )
)
MENU = "".join(
    f"<li><a href='/{word}'>{word}</a></li>"
    for word in ["Home", "News", "Harbour", "Sport", "Weather", "Letters", "Jobs", "Boats", "Houses", "Births", "Deaths", "Games", "Maps", "Help", "Shop", "About"]
)
BIO = "Ann Hale is a senior reporter at the Quay. She studied history in Hull and has covered the harbour and its people since 2009."


def body(*texts):
    return "".join(f"<p>{text}</p>" for text in texts)


def bios(inside, behind=TEASERS):
    """Return the texts that go as bios, certain or likely."""
    draft = Draft(read_html(f"<body><ul>{MENU}</ul><main>{inside}</main><section>{behind}</section></body>"), "en")
    return [draft.text_of(removal) for removal in AuthorBio().find(draft) if removal.tier <= 2]


def story(*behind):
    return f"<h1>Old pier closes</h1><p class='byline'>By Ann Hale</p><div class='body'>{body(*STORY, *behind)}</div>"


@pytest.mark.parametrize(
    "inside",
    [
        story() + f"<div class='author'><p>{BIO}</p></div>",
        story(BIO),
        story() + f"<div class='about'><span>Ann Hale</span><p>{BIO}</p></div>",
        f"<h1>Old pier closes</h1>{body(*STORY)}<div class='author'><p>{BIO}</p></div>",
        f"<h1>Old pier closes</h1><div><div>{body(*STORY[:2])}</div><div class='ad'>Advertisement</div><div>{body(*STORY[2:])}</div></div><div class='author'><p>{BIO}</p></div>",
    ],
    ids=["in a box", "in the body", "under the name", "without a byline", "of a body in parts"],
)
def test_a_bio_goes_although_teasers_stand_behind_it(inside):
    assert BIO in bios(inside)


def test_a_byline_names_the_author_however_far_down_it_stands():
    text = "Ann Hale, who lives above the old bakery with two dogs and a boat, is at work on a book about piers."

    assert text in bios(story() + f"<div class='author'><p>{text}</p></div>")


@pytest.mark.parametrize(
    "text",
    [
        "As the senior editor for boats, I have tested nine lamps on our own pier over two winters, and none of them lasted until spring came.",
        "Ann Moss is a reporter who stood on the pier that night, and she told the board that she had seen the planks move under her feet.",
        "Bo Lund is a writer at the town hall, and he said on Tuesday that the letters to the board would fill a book of their own by now.",
    ],
    ids=["first person", "a witness", "a source"],
)
def test_a_paragraph_of_the_story_stays(text):
    parts = f"<h1>Old pier closes</h1><p class='byline'>By Ann Hale</p><div><div>{body(*STORY)}</div><div class='ad'>Advertisement</div><div>{body(text)}</div></div>"

    assert (bios(story(text)), bios(parts)) == ([], [])
