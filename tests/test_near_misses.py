"""Articles about boilerplate: full of its words, with nothing in them that is boilerplate. They go through unchanged."""

from __future__ import annotations

import pytest

import newsclean
from cases import FIXTURES, load_inputs
from newsclean import Verdict

# What each is about, so that a topic that loses its article is missed.
ABOUT = {
    "de-cookie-urteil": "cookies and consent banners",
    "story-newsletters-paywalls": "newsletters",
    "fr-murs-payants": "paywalls",
    "es-agencias-de-fotos": "photo agencies and credits",
    "story-corrections-desk": "corrections",
    "fr-commentaires-fermes": "comments sections",
    "it-podcast-e-app": "podcasts and apps",
    "de-anzeige-oder-artikel": "advertising",
    "pt-botoes-de-partilha": "share buttons and social networks",
    "story-copyright-line": "copyright",
}
INPUTS = load_inputs()


def tries():
    for slug in ABOUT:
        for profile in ("careful", "balanced"):
            yield pytest.param(slug, profile, id=f"{slug}-{profile}")


@pytest.mark.parametrize("slug", ABOUT)
def test_the_fixture_expects_its_own_input(slug):
    assert (FIXTURES / "articles" / slug / "expected.txt").read_text("utf-8") == INPUTS[slug]


@pytest.mark.parametrize(("slug", "profile"), list(tries()))
def test_an_article_about_boilerplate_goes_through_unchanged(slug, profile):
    article = newsclean.clean(INPUTS[slug], profile=profile)

    assert [(r.filter, r.reason, article.document.text[r.span.start : r.span.end]) for r in article.removals] == []
    assert article.text == INPUTS[slug].rstrip("\n")
    assert (article.verdict, article.warnings) == (Verdict.ARTICLE, ())
