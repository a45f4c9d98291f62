"""The scorer: its table, its forests, and the filter that uses them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from growth import assert_linear
from newsclean.draft import Draft
from newsclean.filters.related_links import RelatedLinks
from newsclean.model import Tier
from newsclean.pipeline import Pipeline
from newsclean.readers.html import read_html
from newsclean.scorer import PageChrome
from newsclean.scorer.features import GROUPS, PAGE_NAMES, TEXT_NAMES, features, group_of
from newsclean.scorer.filter import amid, is_dump, keeps, runs, undone
from newsclean.scorer.model import Forest, chance_of, forest_for
from newsclean.scorer.sheet import Sheet, window

ARTICLES = Path(__file__).parents[2] / "fixtures/articles"
STORY = [
    "The river rose by two metres overnight, and the mayor asked the people of the old town to leave their homes before noon.",
    "Most of them went to the school on the hill, where the Red Cross had set up beds, a kitchen and a room for the children.",
    "“We have seen floods before, but none came as fast as this one,” said Ana Holt, who has run the bakery by the bridge since 1998.",
    "The water board expects the level to fall from Thursday on, when the rain in the hills should have moved away to the east.",
    "Engineers will then look at the bridge, which was closed to traffic on Monday because of cracks in one of its pillars.",
    "The council has put aside four million for repairs, a third of what it spent after the flood of 2013, according to its books.",
]
MENU = ["Home", "News", "Sport", "Weather", "Culture", "Opinion", "Shop", "Jobs", "Contact", "About us", "Archive", "Log in"]


def page(story: list[str] = STORY, menu: list[str] = MENU) -> str:
    items = "".join(f'<li><a href="/{n}">{word}</a></li>' for n, word in enumerate(menu))
    teasers = "".join(f'<div class="card teaser"><h3><a href="/t{n}">Another story of the day, number {n}</a></h3></div>' for n in range(8))
    body = "".join(f"<p>{text}</p>" for text in story)
    return (
        f"<html><head><title>River floods old town</title></head><body><nav><ul>{items}</ul></nav><main><article><h1>River floods old town</h1>"
        f'<div class="article-body">{body}</div></article><aside class="related">{teasers}</aside></main><footer><ul>{items}</ul></footer></body></html>'
    )


def draft_of(html: str) -> Draft:
    return Draft(read_html(html))


def judge(sheet: Sheet) -> np.ndarray:
    return chance_of(forest_for(sheet).odds(sheet.values))


def test_the_story_stays_and_the_menus_go():
    draft = draft_of(page())

    cut = [line for removal in PageChrome().find(draft) if removal.tier is Tier.LIKELY for line in draft.text_of(removal).split("\n")]

    assert not set(cut) & set(STORY)
    assert set(MENU) <= set(cut)


def test_lines_side_by_side_go_as_one_and_a_paragraph_goes_alone():
    draft = draft_of(page())
    sheet = features(draft)
    tiers = np.zeros(sheet.n, np.int64)
    lines = [nth for nth in range(sheet.n) if not sheet["prose"][nth] and not sheet["marked"][nth]]
    first = next(nth for nth in lines if {nth, nth + 1, nth + 2} <= set(lines))
    tiers[first : first + 3] = 2, 2, 3
    story = [block.index for block in draft.blocks if block.prose][:2]
    tiers[story] = 2
    at = tiers.nonzero()[0]

    cut = np.split(at, runs(sheet, at, tiers[at])[1:])

    assert [part.tolist() for part in cut] == [[first, first + 1], [first + 2], [story[0]], [story[1]]]


def test_the_same_document_gives_the_same_removals():
    assert list(PageChrome().find(draft_of(page()))) == list(PageChrome().find(draft_of(page())))


def test_blocks_are_judged_alike_whatever_the_portion(monkeypatch):
    sheet = features(draft_of(page()))
    whole = judge(sheet)

    monkeypatch.setattr("newsclean.scorer.model._PORTION", 3)

    assert np.array_equal(judge(sheet), whole)


def test_text_has_its_own_columns_and_no_value_is_missing():
    text, html = features(Draft.of("\n\n".join(STORY))), features(draft_of(page()))

    assert tuple(text.at) == TEXT_NAMES
    assert tuple(html.at) == PAGE_NAMES
    assert text.values.shape == (len(TEXT_NAMES), len(STORY))
    assert np.isfinite(text.values).all()
    assert np.isfinite(html.values).all()
    assert not {"tag", "link_share", "mass_1"} & set(TEXT_NAMES)


@pytest.mark.parametrize("text", ["", "   \n ", "\n"])
def test_an_empty_document_has_no_removals(text):
    draft = Draft.of(text)

    assert features(draft).values.shape == (len(TEXT_NAMES), 0)
    assert list(PageChrome().find(draft)) == []


@pytest.mark.parametrize("html", ["<p>x", "<html><body>One word</body></html>", "<table><tr><td></td></tr></table><p>😀 𝔘𝔫𝔦</p>", "<p>" + "a" * 70_000])
def test_odd_pages_are_judged(html):
    draft = draft_of(html)

    assert np.isfinite(features(draft).values).all()
    list(PageChrome().find(draft))


def test_a_clean_article_is_untouched():
    assert list(PageChrome(doubt=0.0).find(Draft.of("\n\n".join(STORY)))) == []


def test_a_lower_limit_removes_no_more():
    draft = draft_of(page())
    sizes = [sum(len(r.span) for r in PageChrome(page_limit=limit).find(draft) if r.tier is Tier.LIKELY) for limit in (0.0, 0.1, 0.3, 0.5, 0.7, 0.9)]

    assert sizes == sorted(sizes)
    assert sum(1 for _ in PageChrome(page_limit=0.0).find(draft)) == 0


def test_removals_say_how_sure_and_why_and_are_never_certain():
    draft = draft_of(page())
    found = list(PageChrome().find(draft))

    assert all("chance 0." in removal.evidence and removal.tier is not Tier.CERTAIN for removal in found)
    assert any("its links" in removal.evidence or "its container" in removal.evidence for removal in found)


def test_a_menu_line_made_a_paragraph_of_the_story_gains():
    draft, other = draft_of(page()), draft_of(page(menu=[*MENU[:-1], STORY[0]]))
    at = next(block.index for block in draft.blocks if draft.text_of(block) == "Log in")

    assert judge(features(other))[at] > judge(features(draft))[at]


def test_the_dump_of_a_page_is_told_from_an_article():
    def taken_for(text):
        draft = Draft.of(text)
        sheet = features(draft)
        return PageChrome().choose(draft, sheet, judge(sheet))[0]

    assert taken_for("\n".join([*MENU, *STORY, *MENU, *MENU])) == "the text of a page"
    assert taken_for("\n\n".join(STORY)) == "an article's text"


@pytest.mark.parametrize(
    ("low", "low_short", "short", "blocks", "dump"),
    [(7, 3, 8, 25, True), (6, 2, 8, 25, False), (7, 3, 7, 25, False), (7, 2, 8, 25, False), (7, 3, 8, 24, False), (10, 3, 12, 40, True), (10, 2, 12, 40, False)],
)
def test_a_dump_has_a_share_of_chrome_and_of_short_lines(low, low_short, short, blocks, dump):
    chance = np.array([0.1] * low + [0.9] * (blocks - low))
    words = np.array([5] * low_short + [6] * (low - low_short) + [5] * (short - low_short) + [6] * (blocks - low - short + low_short))

    assert is_dump(chance, words) is dump


@pytest.mark.parametrize(("first", "cut"), [(14, 1), (16, 0)])
def test_a_nearly_clean_text_loses_few_of_its_words(first, cut):
    lines = [" ".join(["word"] * first), " ".join(["word"] * (100 - first))]
    draft = Draft.of("\n\n".join(lines))

    assert np.count_nonzero(PageChrome(doubt=0.0).choose(draft, features(draft), np.array([0.05, 0.95]))[1]) == cut


def test_a_forest_adds_up_and_its_reasons_name_what_took_most():
    rng = np.random.default_rng(0)
    groups = np.array([3, 1, 3, 2])
    forest = Forest(rng.integers(0, 4, (5, 3)), rng.random((5, 3), np.float32), rng.random((5, 8), np.float32), 0.25, groups)
    values = rng.random((7, 4), np.float32)
    expected, taken = [], np.zeros((7, len(GROUPS)))
    for nth, row in enumerate(values):
        total, shares = 0.25, taken[nth]
        for t in range(5):
            place, left = 0, forest.leaves[t]
            for d in range(3):
                answer = int(row[forest.columns[t, d]] > forest.limits[t, d])
                place |= answer << d
                narrowed = left[answer::2]  # the leaves are numbered by their answers, the first lowest
                shares[groups[forest.columns[t, d]]] += narrowed.mean() - left.mean()
                left = narrowed
            total += float(forest.leaves[t, place])
        expected.append(total)

    def reason(shares):
        one, two = np.argsort(shares)[:2]
        return f"{GROUPS[one]} {shares[one]:+.1f}, {GROUPS[two]} {shares[two]:+.1f}"

    assert np.allclose(forest.odds(values.T), expected, atol=1e-5)
    assert forest.reasons(values.T) == [reason(shares) for shares in taken]


@pytest.mark.parametrize(
    ("inside", "chances", "kept"),
    [
        ("<p>a</p><h2>b</h2><p>c</p>", [0.9, 0.35, 0.9], [True, True, True]),
        ("<p>a</p><h2>b</h2><p>c</p>", [0.9, 0.35, 0.1], [True, False, False]),
        ("<p>a</p><ul><li>b</li><li>c</li></ul><p>d</p>", [0.9, 0.35, 0.4, 0.9], [True] * 4),
        ("<p>a</p><table><tr><td>b</td><td>x</td></tr><tr><td>c</td><td>y</td></tr></table><p>d</p>", [0.9, 0.35, 0.4, 0.9], [True] * 4),
        ("<p>a</p><pre>b</pre><p>d</p>", [0.9, 0.35, 0.9], [True] * 3),
        ("<p>a</p><ul><li>b</li><li>c</li></ul><p>d</p>", [0.9, 0.35, 0.25, 0.9], [True, False, False, True]),  # one far from staying parts them
        ("<p>a</p><ul><li>b</li><li>c</li></ul><p>d</p>", [0.9, 0.35, 0.4, 0.1], [True, False, False, False]),
        ("<p>a</p><p>b</p><p>d</p>", [0.9, 0.35, 0.9], [True, False, True]),
        ("<p>a</p><ul><li><a href='/b'>b</a></li></ul><p>d</p>", [0.9, 0.35, 0.9], [True, False, True]),
    ],
)
def test_what_nearly_stays_stays_amid_what_does(inside, chances, kept):
    sheet = features(draft_of(f"<body><main>{inside}</main></body>"))
    chance = np.array(chances)

    assert (amid(sheet, chance >= 0.45, chance, 0.45) | (chance >= 0.45)).tolist() == kept


@pytest.mark.parametrize(("marked", "tier", "expected"), [(2, Tier.LIKELY, 2), (1, Tier.LIKELY, 0), (2, Tier.POSSIBLE, 0)])
def test_what_the_guard_will_undo_is_judged_by_the_weights(marked, tier, expected):
    story = [f"{text} It was the {nth}th time." for nth, text in enumerate((STORY * 2)[:5], 4)]
    draft = Draft.of("\n\n".join(story))
    draft._mark([draft.remove_block(RelatedLinks(), block, "a test", "", tier) for block in draft.blocks[:marked]])

    assert undone(draft, features(draft)).tolist() == [True] * expected + [False] * (len(story) - expected)


def test_of_a_run_the_line_nearest_to_staying_says_why():
    draft = draft_of(page(STORY, MENU))
    sheet = features(draft)
    forest = forest_for(sheet)
    chance, reasons = chance_of(forest.odds(sheet.values)), forest.reasons(sheet.values)

    found = [removal for removal in PageChrome().find(draft) if "lines, chance" in removal.evidence]

    assert found
    for removal in found:
        run = [block.index for block in draft.blocks if removal.span.start <= block.start and block.end <= removal.span.end]
        assert removal.evidence.endswith(f": {reasons[max(run, key=lambda nth: chance[nth])]}")


def test_a_window_is_a_mean_of_what_is_there():
    assert np.allclose(window(np.array([0.0, 3.0, 6.0, 9.0]), 1), [1.5, 3.0, 6.0, 7.5])


def test_every_column_has_a_group():
    assert {GROUPS[group_of(name)] for name in (*PAGE_NAMES, *TEXT_NAMES)} == set(GROUPS)


def test_every_column_of_text_is_written():
    seen: set[str] = set()
    for file in sorted(ARTICLES.glob("*/input.txt")):
        draft = Draft.of(file.read_text("utf-8"))
        Pipeline.default().without("page_chrome").mark(draft)
        sheet = features(draft)
        seen |= {name for name in sheet.at if sheet[name].any()}

    assert set(TEXT_NAMES) - seen == set()


def test_a_name_that_is_not_wanted_is_passed_over():
    sheet = Sheet(("a", "b"), 3)
    sheet["a"], sheet["b"], sheet["c"] = np.arange(3), 7.0, np.arange(3)

    assert sheet.values.tolist() == [[0, 1, 2], [7, 7, 7]]


STANDFIRST = "Two nights of rain were too much"


@pytest.mark.parametrize(
    ("markup", "kept"),
    [
        (f'<h1>River floods old town</h1><p class="standfirst">{STANDFIRST}</p>', True),
        (f'<h1>River floods old town</h1><p class="article-dek">{STANDFIRST}</p>', True),
        (f'<h1>River floods old town</h1><p class="tagline">{STANDFIRST}</p>', False),
        (f'<h1>River floods old town</h1><p class="standfirst"><a href="/b">{STANDFIRST}</a></p>', False),
        ('<h1>River floods old town</h1><p class="standfirst">Two wet nights</p>', False),
        (f'<p class="standfirst">{STANDFIRST}</p><h1>River floods old town</h1>', False),
        (f'<h1>River floods old town</h1><div class="author-summary"><p class="summary">{STANDFIRST}</p></div>', False),
    ],
)
def test_a_standfirst_under_the_headline_stays(markup, kept):
    body = "".join(f"<p>{text}</p>" for text in STORY)
    draft = draft_of(f"<html><head><title>River floods old town</title></head><body><main><article>{markup}<div>{body}</div></article></main></body></html>")
    at = next(block.index for block in draft.blocks if draft.text_of(block) in (STANDFIRST, "Two wet nights"))

    assert bool(keeps(draft, features(draft))[at]) is kept


BRIEF = ["A swan on the line delayed the morning train to the old town by twenty-two minutes.", "It left by itself, the railway company said on Sunday."]


@pytest.mark.parametrize(
    ("label", "title", "texts", "chance", "told"),
    [
        ("two sentences under their headline", "Swan delays the morning train", BRIEF, 0.6, True),
        ("two sentences that the weights doubt", "Swan delays the morning train", BRIEF, 0.59, False),
        ("two sentences under no headline", "The Quay", BRIEF, 0.9, False),
        ("one short sentence", "Swan delays the morning train", BRIEF[1:], 0.9, False),
    ],
)
def test_a_brief_under_its_headline_is_a_story(label, title, texts, chance, told):
    html = page(texts).replace("River floods old town</title>", f"{title}</title>").replace("River floods old town</h1>", "Swan delays the morning train</h1>")
    draft = draft_of(html)
    chances = np.array([chance if draft.text_of(block) in texts else 0.1 for block in draft.blocks])

    kind, _ = PageChrome().choose(draft, features(draft), chances)

    assert kind == ("a page" if told else "a page without a story")


LONG = [f"{STORY[0]} {STORY[3]}", f"{STORY[1]} {STORY[4]}"]
SMALL = "two thousand sandbags"
LIST = f"<ul><li>the school on the hill</li><li>{SMALL}</li></ul>"


@pytest.mark.parametrize(
    ("label", "parts", "kept"),
    [
        ("a subhead between two paragraphs", (LONG[0], f"<h2>{SMALL}</h2>", LONG[1]), True),
        ("a list between two paragraphs", (LONG[0], LIST, LONG[1]), True),
        ("a line between two texts of one element", ("=", f"{LONG[0]}<br><br>{SMALL}<br><br>{LONG[1]}"), True),
        ("a short sentence behind the last text of the element", ("=", f"{LONG[0]}<br><br>{LONG[1]}<br><br>Of the {SMALL}, none was left on the evening."), True),
        ("a heading behind the last paragraph", (LONG[0], LONG[1], f"<h2>{SMALL}</h2>"), False),
        ("a list behind the last paragraph", (LONG[0], LONG[1], LIST), False),
        ("a heading that is a link", (LONG[0], f"<h2><a href='/s'>{SMALL}</a></h2>", LONG[1]), False),
        ("a list of links", (LONG[0], LIST.replace("<li>", "<li><a href='/s'>").replace("</li>", "</a></li>"), LONG[1]), False),
        ("headings in a row", (LONG[0], f"<h2>{SMALL}</h2>", "<h2>Who pays</h2>", "<h2>What next</h2>", LONG[1]), False),
        ("a long list", (LONG[0], "<ul>" + f"<li>{SMALL}</li>" + "<li>the school on the hill</li>" * 12 + "</ul>", LONG[1]), False),
        ("a paragraph that is no sentence", (LONG[0], f"<p>{SMALL}</p>", LONG[1]), False),
        ("a heading in a box", (LONG[0], f"<div><h2>{SMALL}</h2></div>", LONG[1]), False),
        ("a heading that names other stories", (LONG[0], "<h2>Related stories</h2>", LONG[1]), False),
    ],
)
def test_what_stands_among_the_paragraphs_of_the_story_stays(label, parts, kept):
    body = parts[1] if parts[0] == "=" else "".join(f"<p>{part}</p>" if part in LONG else part for part in parts)
    draft = draft_of(f"<html><head><title>River floods old town</title></head><body><main><h1>River floods old town</h1><div class='text'>{body}</div></main></body></html>")
    at = next(block.index for block in draft.blocks if SMALL in draft.text_of(block) or draft.text_of(block) == "Related stories")

    assert bool(keeps(draft, features(draft))[at]) is kept


WINNERS = "<ul><li>2023: Ana Holt</li><li>2022: two thousand sandbags</li><li>2021: nobody</li></ul>"


@pytest.mark.parametrize(
    ("label", "behind", "kept"),
    [
        ("a list under a heading with the words of the title", f"<section><h2>Old town floods so far</h2>{WINNERS}</section>", True),
        ("under another heading", f"<section><h2>Winners so far</h2>{WINNERS}</section>", False),
        ("under none", f"<section>{WINNERS}</section>", False),
        ("two items", f"<section><h2>Old town floods so far</h2>{WINNERS.replace('<li>2021: nobody</li>', '')}</section>", False),
        ("links", f"<section><h2>Old town floods so far</h2>{WINNERS.replace('<li>', '<li><a href=/s>').replace('</li>', '</a></li>')}</section>", False),
        ("a heading that names other stories", f"<section><h2>Read more: old town floods</h2>{WINNERS.replace('<li>', '<li><a href=/s>')}</section>", False),
    ],
)
def test_a_list_under_a_heading_that_takes_up_the_title_stays(label, behind, kept):
    body = "".join(f"<p>{text}</p>" for text in STORY)
    draft = draft_of(f"<html><head><title>River floods old town</title></head><body><main><h1>River floods old town</h1><div>{body}</div>{behind}</main></body></html>")
    at = next(block.index for block in draft.blocks if SMALL in draft.text_of(block))

    assert bool(keeps(draft, features(draft))[at]) is kept


def test_time_is_linear():
    assert_linear(lambda times: draft_of(page(STORY * times, MENU * times)), lambda draft: list(PageChrome().find(draft)), small=20)
