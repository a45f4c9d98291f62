"""The promises of the design, held over every filter, every fixture and made-up documents."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import newsclean
from cases import ROOT, load_cases, load_inputs
from newsclean import Draft, Pipeline, Profile, Tier, Verdict
from newsclean.cut import union
from newsclean.phrases import sources
from newsclean.readers.text import read_text

INPUTS = load_inputs()
CASES = load_cases()
PIPELINE = Pipeline.default()
FILTERS = {one.name: one for one in PIPELINE.filters}
PROFILES = [profile.value for profile in Profile]

PROSE = (
    "The council voted on Tuesday to close the old bridge for six months while engineers replace its rusted bearings.",
    "“We could not wait any longer,” the mayor said after the meeting, which lasted until midnight.",
    "Traffic will be led over the northern crossing, where a second lane opens in May, according to the road office.",
    "Der Stadtrat stimmte am Dienstag mit großer Mehrheit dafür, die alte Brücke für sechs Monate zu sperren.",
    "Le conseil municipal a voté mardi la fermeture du vieux pont pendant six mois pour remplacer ses appuis rouillés.",
)
PHRASES = sorted({phrase for *_, phrase, _ in sources()})
_ODD = ["", " ", "\t", "\u00a0", "\u3000", "\u2028", "\r\n", "İ", "ß", "\ufeff", "\u200b", "&nbsp;", "&#8217;", "<br />", "<p>", "</p>", "[caption id=\"a\"]", "[/caption]", "<!-- wp:x -->", "[a](http://b.c/d)", "![x](y.png)", "| a | b |", "# Head", "- item", "> q", "/ embed home page code /", "/final embed code/", "{{x}}", "日本語の文章です。", "\uffff", "😀"]  # fmt: skip


def lines():
    piece = st.one_of(st.sampled_from(PROSE), st.sampled_from(PHRASES), st.sampled_from(_ODD), st.text(max_size=40).map(lambda t: t.replace("\x00", "")))
    return st.lists(piece, max_size=4).map(" ".join)


def documents():
    return st.lists(st.tuples(lines(), st.sampled_from(["\n", "\n\n", "\r\n", " ", "\n \n", "\u2028"])), max_size=14).map(lambda parts: "".join(a + b for a, b in parts))


def assert_conserved(article):
    """Each source character is kept, removed, mended or white space between blocks: never two of kept and removed, never none."""
    document = article.document
    state = [0] * len(document.text)
    for span in article.kept:
        for i in range(span.start, span.end):
            assert state[i] == 0, f"kept twice at {i}"
            state[i] = 1
    for start, end in union(article.removals):
        for i in range(start, end):
            assert state[i] != 1, f"kept and removed at {i}: {document.text[start:end]!r}"
            state[i] = 2
    for repair in document.repairs:
        for i in range(repair.span.start, repair.span.end):
            state[i] = state[i] or 3
    lost = [i for i, s in enumerate(state) if s == 0 and not document.text[i].isspace()]
    assert not lost, f"lost: {[document.text[i : i + 30] for i in lost[:3]]!r}"
    # … and the output is the kept slices with their repairs, and one blank line between paragraphs.
    text = "".join(document.reading(span.start, span.end) for span in article.kept)
    assert article.text.replace("\n\n", "") == text.replace("\n\n", "")


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("slug", sorted(INPUTS))
def test_fixture_is_conserved(slug, profile):
    assert_conserved(newsclean.clean(INPUTS[slug], profile=profile))


@pytest.mark.parametrize("slug", sorted(INPUTS))
def test_cleaning_a_fixture_again_removes_nothing(slug):
    once = newsclean.clean(INPUTS[slug])

    again = newsclean.clean(once.text)

    assert again.text == once.text
    assert [again.document.text[r.span.start : r.span.end] for r in again.removals] == []


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("slug", sorted(INPUTS))
def test_recut_equals_cleaning_under_that_profile(slug, profile):
    assert newsclean.clean(INPUTS[slug], profile="careful").recut(profile) == newsclean.clean(INPUTS[slug], profile=profile)


@pytest.mark.parametrize("slug", sorted(INPUTS))
def test_every_place_of_the_body_has_its_place_in_the_source(slug):
    article = newsclean.clean(INPUTS[slug])
    source = article.document

    for i, char in enumerate(article.text):
        if char not in "\n ":
            at = article.to_source(i)
            assert source.mended[at] == char, (i, article.text[i : i + 20], source.text[at : at + 20])


@pytest.mark.parametrize("name", sorted(FILTERS))
def test_filter_says_what_it_does(name):
    doc = type(FILTERS[name]).__doc__ or ""

    for heading in ("Removes:", "Keeps:", "Options:", "Source:"):
        assert heading in doc, f"{name}: its docstring lacks {heading}"


@pytest.mark.parametrize("name", sorted(FILTERS))
def test_filter_finds_the_same_twice_and_nothing_in_its_own_output(name):
    one = FILTERS[name]
    alone = Pipeline((one,))
    for owner, case in CASES:
        if owner != name:
            continue
        draft = Draft.of(case["text"])
        assert list(one.find(draft)) == list(one.find(draft)), case["label"]
        text = newsclean.clean(case["text"], pipeline=alone).text
        again = newsclean.clean(text, pipeline=alone)
        assert again.text == text, f"{name}: {case['label']}"


@pytest.mark.parametrize(("name", "case"), [(name, case) for name, case in CASES if case["expect"] == "keep"], ids=lambda v: v if isinstance(v, str) else v["label"])
def test_near_misses_hold_under_the_whole_pipeline_without_loss_of_conservation(name, case):
    assert_conserved(newsclean.clean(case["text"]))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(documents(), st.sampled_from(PROFILES))
def test_any_document_is_conserved_and_explained(text, profile):
    article = newsclean.clean(text, format="text", profile=profile)

    assert_conserved(article)
    for removal in article.candidates:
        assert removal.reason
        assert removal.filter in FILTERS or removal.filter == "guard"
    deepest = Profile(profile).deepest
    assert all(r.tier <= deepest for r in article.removals)
    assert [r.span for r in article.removals] == sorted(r.span for r in article.removals)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(documents())
def test_an_option_affects_only_its_own_output(text):
    plain = newsclean.clean(text, format="text")

    plain.to_json()
    plain.markdown()

    assert newsclean.clean(text, format="text", url="https://example.org/a").text == plain.text
    assert newsclean.clean(text, format="text") == plain


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(PROSE), min_size=3, max_size=10, unique=True), st.sampled_from(["\n", "\n\n", "\r\n"]))
def test_prose_goes_through_untouched(paragraphs, gap):
    article = newsclean.clean(gap.join(paragraphs))

    assert article.text == "\n\n".join(paragraphs)
    assert article.removals == ()
    assert article.verdict is Verdict.ARTICLE


def test_the_order_of_documents_does_not_matter():
    slugs = sorted(INPUTS)
    forth = {slug: newsclean.clean(INPUTS[slug]).to_json() for slug in slugs}

    back = {slug: newsclean.clean(INPUTS[slug]).to_json() for slug in reversed(slugs)}

    assert forth == back


def test_two_workers_give_what_one_gives():
    texts = [INPUTS[slug] for slug in sorted(INPUTS)]

    assert [a.to_json() for a in newsclean.clean_many(texts, workers=2)] == [newsclean.clean(t).to_json() for t in texts]


@pytest.mark.parametrize("seed", ["0", "1", "4242"])
def test_hash_seed_and_clock_do_not_matter(seed):
    code = "import sys, newsclean; sys.stdout.write(newsclean.clean(sys.stdin.read()).to_json())"
    slug = "panjshir-embed-code"
    env = {**os.environ, "PYTHONHASHSEED": seed, "TZ": "Pacific/Kiritimati" if seed == "1" else "UTC", "PYTHONIOENCODING": "utf-8"}

    out = subprocess.run([sys.executable, "-c", code], input=INPUTS[slug], capture_output=True, text=True, encoding="utf-8", env=env, check=True, cwd=ROOT)

    assert out.stdout == newsclean.clean(INPUTS[slug]).to_json()


def test_blocks_cover_all_that_is_not_white_space():
    for text in INPUTS.values():
        document = read_text(text)
        covered = set()
        for block in document.blocks:
            covered.update(range(block.start, block.end))
        for repair in document.repairs:
            covered.update(range(repair.span.start, repair.span.end))
        assert [text[i] for i in range(len(text)) if i not in covered and not text[i].isspace()] == []


def test_tiers_are_nested():
    for text in INPUTS.values():
        careful, balanced, thorough = (set(newsclean.clean(text, profile=p).recut(p).candidates) for p in PROFILES)
        assert careful == balanced == thorough
        assert all(r.tier is Tier.CERTAIN for r in newsclean.clean(text, profile="careful").removals)
