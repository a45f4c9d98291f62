"""Pages without an article come out empty, with the verdict and the removals that show why; short articles do not."""

from __future__ import annotations

import pytest

import newsclean
from newsclean import Verdict

MENU = "".join(
    f"<li><a href='/{word}'>{word}</a></li>" for word in ["Home", "News", "Sport", "Weather", "Culture", "Opinion", "Shop", "Jobs", "Contact", "About", "Archive", "Podcasts"]
)
PARAGRAPHS = [
    "The harbour board voted on Tuesday to close the old pier for good, after engineers found that its piles had rotted below the water.",
    "Anglers who have used it since the war were told to move to the new quay, which lies half a mile to the north and has no benches.",
    "The board will take the planks up in spring and keep the lamp, which a family of the town has offered to paint at its own cost.",
]


def page(body: str, title: str) -> str:
    return (
        f"<html><head><title>{title}</title></head><body><nav><ul>{MENU}</ul></nav><main>{body}</main>"
        f"<footer><ul>{MENU}</ul><p>© 2025 The Quay. All rights reserved.</p></footer></body></html>"
    )


TEASERS = "".join(
    f"<article class='card'><h2><a href='/s{nth}'>{headline}</a></h2><p>{text}</p></article>"
    for nth, (headline, text) in enumerate(
        zip(
            ["Harbour board closes the old pier for good", "Anglers are told to move to the new quay", "A family offers to paint the lamp"] * 3,
            PARAGRAPHS * 3,
            strict=True,
        )
    )
)
NONE = {
    "error": ("<h1>Page not found</h1><p>Sorry, the page you are looking for does not exist or has been moved.</p><p><a href='/'>Go to the home page</a></p>", "Page not found"),
    "log-in": (
        "<h1>Log in</h1><form><label>E-mail</label><label>Password</label><button>Log in</button><p>Forgot your password?</p><p>Don't have an account? <a href='/r'>Register now</a></p></form>",
        "Log in",
    ),
    "consent": (
        "<div class='cookie-consent'><h2>We value your privacy</h2><p>We and our partners store and access information on your device, such as cookies, and process personal data "
        "for personalised ads and content.</p><button>Accept all</button><button>Reject all</button><button>Manage preferences</button></div>",
        "The Quay",
    ),
    "index with summaries": (TEASERS, "News | The Quay"),
    "menus alone": ("", "The Quay"),
}


@pytest.mark.parametrize("kind", NONE)
def test_a_page_without_an_article_is_none(kind):
    article = newsclean.clean(page(*NONE[kind]))

    assert (article.verdict, article.text) == (Verdict.NO_ARTICLE, "")
    assert article.verdict_reason
    assert len(article.removals) >= 20


@pytest.mark.parametrize("paragraphs", [1, 2, 3])
def test_a_short_article_among_the_same_menus_is_one(paragraphs):
    body = "".join(f"<p>{text}</p>" for text in [" ".join(PARAGRAPHS), *PARAGRAPHS[1:paragraphs]])

    article = newsclean.clean(page(f"<article><h1>Harbour board closes pier</h1>{body}</article>", "Harbour board closes pier | The Quay"))

    assert article.verdict is Verdict.ARTICLE
    assert article.text.split("\n\n") == [" ".join(PARAGRAPHS), *PARAGRAPHS[1:paragraphs]]


def test_an_article_with_teasers_between_its_paragraphs_is_one():
    first, *others = PARAGRAPHS
    teaser = "<aside class='related'><h3><a href='/s'>Anglers are told to move to the new quay</a></h3></aside>"

    article = newsclean.clean(page(f"<article><h1>Harbour board closes pier</h1><p>{first}</p>{teaser}<p>{others[0]}</p><p>{others[1]}</p></article>", "Harbour board closes pier"))

    assert article.text.split("\n\n") == PARAGRAPHS


def test_a_piece_of_a_page_is_no_page():
    assert newsclean.clean(f"<div><p>{PARAGRAPHS[0]}</p></div>", format="html").text == PARAGRAPHS[0]
