"""`other_article`: whole other stories on a page go, and what only looks like one stays."""

from __future__ import annotations

import pytest

from newsclean.api import clean
from newsclean.draft import Draft
from newsclean.filters.other_article import OtherArticle
from newsclean.readers.html import read_html

TITLE = "Harbour board closes the old pier for good"
OWN = [
    "The harbour board voted on Tuesday to close the old pier for good, after engineers found that its piles had rotted below the water.",
    "Anglers who have used it since the war were told to move to the new quay, which lies half a mile to the north and has no benches.",
    "The board will take the planks up in spring and keep the lamp, which a family of the town has offered to paint at its own cost.",
]
OTHERS = {
    "Ferry to run on Sundays from May": [
        "The ferry across the sound will run on Sundays again from May on, the company said, for the first time since the old boat was sold.",
        "It will leave at ten and come back at six, and dogs, bicycles and crates of fish go free as they did in the days of the old boat.",
    ],
    "School gets a roof of slate": [
        "The school on the hill will have a roof of slate instead of tin, paid for by a fund that a teacher left to the town in her will.",
        "Work begins in the summer holidays and should be over before the rain, according to the builder, who went to the school himself.",
    ],
}


def story(title: str, paragraphs: list[str], tag: str = "h1", form: str = "headline", byline: str = "") -> str:
    return f"<article><header><{tag} class='{form}'>{title}</{tag}>{byline}</header><div class='body'>{''.join(f'<p>{text}</p>' for text in paragraphs)}</div></article>"


def removed(body: str, title: str = TITLE) -> list[str]:
    draft = Draft(read_html(f"<html><head><title>{title} | The Quay</title></head><body><main>{body}</main></body></html>"), "en")
    return [draft.text_of(removal) for removal in OtherArticle().find(draft)]


ALL_OTHERS = [text for title, paragraphs in OTHERS.items() for text in (title, *paragraphs)]


def test_stories_behind_the_pages_own_go():
    assert removed(story(TITLE, OWN) + "".join(story(title, texts) for title, texts in OTHERS.items())) == ALL_OTHERS


def test_a_story_before_the_pages_own_goes():
    first = next(iter(OTHERS))

    assert removed(story(first, OTHERS[first]) + story(TITLE, OWN)) == [first, *OTHERS[first]]


def test_headlines_of_the_second_level_need_a_byline_or_a_date():
    first = next(iter(OTHERS))
    draft = Draft(
        read_html(
            f"<html><head><title>{TITLE}</title></head><body>{story(TITLE, OWN, 'h2')}{story(first, OTHERS[first], 'h2', byline='<p class=byline>By Anna Hale</p>')}</body></html>"
        ),
        "en",
    )
    from newsclean.filters.byline import Byline

    unsigned = list(OtherArticle().find(draft))
    draft._mark(list(Byline().find(draft)))

    assert (unsigned, [draft.text_of(removal) for removal in OtherArticle().find(draft)]) == ([], [first, "By Anna Hale", *OTHERS[first]])


@pytest.mark.parametrize(
    ("label", "body", "title"),
    [
        ("one story", story(TITLE, OWN), TITLE),
        (
            "entries of a live blog under a headline without paragraphs of its own",
            f"<header><h1 class='headline'>{TITLE}</h1></header>" + "".join(story(t, p) for t, p in OTHERS.items()),
            TITLE,
        ),
        ("sections of a guide in containers of their own", story(TITLE, OWN, "h2") + "".join(story(t, p, "h2") for t, p in OTHERS.items()), TITLE),
        ("headings of another form", story(TITLE, OWN) + "".join(story(t, p, form="section") for t, p in OTHERS.items()), TITLE),
        ("headings of another level", story(TITLE, OWN) + "".join(story(t, p, "h3") for t, p in OTHERS.items()), TITLE),
        ("teasers without paragraphs", story(TITLE, OWN) + "".join(story(t, []) for t in OTHERS), TITLE),
        ("teasers of one paragraph", story(TITLE, OWN) + "".join(story(t, p[:1]) for t, p in OTHERS.items()), TITLE),
        ("a round-up whose title names none of its stories", story(TITLE, OWN) + "".join(story(t, p) for t, p in OTHERS.items()), "The week on the quay"),
        ("the second half of the same story", story(TITLE, OWN) + story(TITLE + ", part two", next(iter(OTHERS.values()))), TITLE),
        ("a page without a title", story(TITLE, OWN) + "".join(story(t, p) for t, p in OTHERS.items()), ""),
        (
            "headlines and paragraphs of all in one container",
            "<div>" + "".join(f"<h1 class='headline'>{t}</h1>" + "".join(f"<p>{x}</p>" for x in p) for t, p in {TITLE: OWN, **OTHERS}.items()) + "</div>",
            TITLE,
        ),
    ],
    ids=lambda value: value if isinstance(value, str) and len(value) < 90 and "<" not in value else "",
)
def test_what_only_looks_like_another_story_stays(label, body, title):
    assert removed(body, title) == []


def test_text_has_no_containers():
    assert list(OtherArticle().find(Draft.of("\n\n".join([TITLE, *OWN, *ALL_OTHERS])))) == []


@pytest.mark.parametrize(("least", "gone"), [(2, True), (3, False)])
def test_each_story_has_a_least_number_of_paragraphs(least, gone):
    first = next(iter(OTHERS))
    draft = Draft(read_html(f"<html><head><title>{TITLE}</title></head><body>{story(TITLE, OWN)}{story(first, OTHERS[first])}</body></html>"), "en")

    assert bool(list(OtherArticle(min_paragraphs=least).find(draft))) is gone


# -- lists of teasers -------------------------------------------------------------------------------------

TEASERS = [
    ("Ferry to run on Sundays from May", "Ana Brook May 3, 2024", "The ferry across the sound will run on Sundays again, and dogs go free as they did."),
    ("School on the hill gets a roof of slate", "Olaf Reed May 2, 2024", "The school will have a roof of slate instead of tin, paid for by a fund of a teacher."),
    ("Who put the salt into the town's water?", "Ana Brook May 2, 2024", "Three works stand on the river, and each has found that it was one of the others."),
]
BODY = "".join(f"<p>{text}</p>" for text in OWN)


def teasers(items=TEASERS, item="<div class='item'><div class='top'><a href='/{n}'>{head}</a></div><p>{text}</p><span>{stamp}</span></div>"):
    return "<section>" + "".join(item.format(n=n, head=head, stamp=stamp, text=text) for n, (head, stamp, text) in enumerate(items)) + "</section>"


@pytest.mark.parametrize(
    "item",
    [
        "<div class='item'><div class='top'><a href='/{n}'>{head}</a></div><p>{text}</p><span>{stamp}</span></div>",
        "<article><h2><a href='/{n}'>{head}</a></h2><div class='meta'>{stamp}</div><p>{text}</p></article>",
        "<li><div><h3><a href='/{n}'>{head}</a></h3></div><div><p>{text}</p><p>{stamp}</p></div></li>",
    ],
)
def test_a_list_of_teasers_behind_the_story_goes(item):
    found = removed(f"<article><h1>{TITLE}</h1><div class='body'>{BODY}</div></article>{teasers(item=item)}")

    assert sorted(found) == sorted(text for teaser in TEASERS for text in teaser)


@pytest.mark.parametrize(
    ("label", "body"),
    [
        ("two teasers", f"<article><div>{BODY}</div></article>{teasers(TEASERS[:2])}"),
        ("a list without bylines or dates", f"<article><div>{BODY}</div></article>{teasers([(head, '', text) for head, _, text in TEASERS])}"),
        ("a round-up before the paragraphs", f"{teasers()}<article><div>{BODY}</div></article>"),
        ("a list in the element of the paragraphs", f"<article><div>{BODY}{teasers().removeprefix('<section>').removesuffix('</section>')}</div></article>"),
        ("an index: no story before the list", teasers()),
        ("entries of a live blog: places of one page", f"<article><div>{BODY}</div></article>{teasers(item='<div><h2><a href=#e{n}>{head}</a></h2><time>{stamp}</time><p>{text}</p></div>')}"),
        ("entries whose links differ behind the question mark alone", f"<article><div>{BODY}</div></article>{teasers(item='<div><h2><a href=/live?e={n}>{head}</a></h2><p>{stamp}</p><p>{text}</p></div>')}"),
        ("a list of products with long texts", f"<article><div>{BODY}</div></article>{teasers([(head, stamp, text * 9) for head, stamp, text in TEASERS])}"),
        ("headings that are no links", f"<article><div>{BODY}</div></article>{teasers(item='<div><h2>{head}</h2><p>{stamp}</p><p>{text}</p></div>')}"),
        ("works with a year in the heading", f"<article><div>{BODY}</div></article>{teasers(item='<div><h2>{stamp}</h2><p>{text}</p><p><a href=/{n}>{head}</a></p></div>')}"),
    ],
    ids=lambda value: value if "<" not in value else "",
)  # fmt: skip
def test_lists_of_the_newsroom_stay(label, body):
    assert removed(body) == []


def test_the_guard_lets_other_stories_go_where_the_pages_own_is_told():
    page = f"<html><head><title>{TITLE} | The Quay</title></head><body><main>{story(TITLE, OWN)}{''.join(story(t, p * 3) for t, p in OTHERS.items())}</main></body></html>"
    article = clean(page)

    assert (article.text.split("\n\n"), article.warnings) == (OWN, ())
