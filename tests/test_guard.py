"""The guard: a rule that eats the article is undone, a page that speaks to the visitor is no article."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

import newsclean
from newsclean import Draft, Pipeline, Removal, Tier, Verdict

STORY = [
    "The council voted on Tuesday to close the old bridge for six months while engineers replace its bearings.",
    "Traffic will be led over the northern crossing, where a second lane opens in May, the road office said.",
    "Shopkeepers in the old town fear for their trade and have asked the mayor for a ferry across the river.",
    "The bridge was built in 1904 and has been closed only twice, once for a flood and once for a film.",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Eats:
    """Remove the first blocks of a document, whatever they are."""

    name: ClassVar[str] = "eats"
    category: ClassVar[str] = "site_boilerplate"
    count: int = 4

    def find(self, draft: Draft) -> Iterator[Removal]:
        for block in draft.blocks[: self.count]:
            yield draft.remove_block(self, block, "it stands at the top", "", Tier.CERTAIN)


def test_a_rule_that_would_cut_the_article_is_undone_and_reported():
    article = newsclean.clean("\n".join(STORY), pipeline=Pipeline((Eats(),)))

    assert article.text == "\n\n".join(STORY)
    assert article.removals == ()
    assert len(article.candidates) == 4
    assert article.verdict is Verdict.DOUBTFUL
    assert article.warnings[0].startswith("guard_tripped: eats would have cut 100% of the prose")


def test_a_rule_that_cuts_a_little_stands():
    article = newsclean.clean("\n".join(STORY), pipeline=Pipeline((Eats(count=1),)))

    assert article.text == "\n\n".join(STORY[1:])
    assert article.warnings == ()


def test_other_rules_stand_when_one_is_undone():
    source = "\n".join([*STORY, "Back to top"])

    article = newsclean.clean(source, pipeline=Pipeline.default().insert(Eats()))

    assert article.text == "\n\n".join(STORY)
    assert [article.document.text[r.span.start : r.span.end] for r in article.removals] == ["Back to top"]


def test_nothing_but_boilerplate_is_no_article():
    article = newsclean.clean("Leave a Reply\n\nYour email address will not be published. Required fields are marked *\n\nBack to top")

    assert (article.text, article.verdict) == ("", Verdict.NO_ARTICLE)


def test_a_story_of_one_paragraph_is_an_article():
    article = newsclean.clean(STORY[0])

    assert (article.text, article.verdict) == (STORY[0], Verdict.ARTICLE)


def test_lines_without_prose_are_doubtful_and_kept():
    text = "Osterby 3\n\nFenwick 1\n\nHarrow 2"

    article = newsclean.clean(text)

    assert (article.text, article.verdict) == (text, Verdict.DOUBTFUL)


@dataclass(frozen=True, slots=True, kw_only=True)
class EatsToo(Eats):
    """Remove the first blocks of a document under another name."""

    name: ClassVar[str] = "eats_too"


SIX = [*STORY, STORY[0].replace("Tuesday", "Wednesday"), STORY[1].replace("northern", "southern")]


@dataclass(frozen=True, slots=True, kw_only=True)
class EatsLast(Eats):
    """Remove the last blocks of a document."""

    name: ClassVar[str] = "eats_last"

    def find(self, draft: Draft) -> Iterator[Removal]:
        for block in draft.blocks[-self.count :]:
            yield draft.remove_block(self, block, "it stands at the end", "", Tier.CERTAIN)


def test_a_block_that_two_rules_mark_counts_once():
    article = newsclean.clean("\n".join(SIX), pipeline=Pipeline((Eats(count=2), EatsToo(count=2))))

    assert article.text == "\n\n".join(SIX[2:])
    assert article.warnings == ()


def test_rules_that_cut_most_of_the_article_together_are_undone_together():
    article = newsclean.clean("\n".join(SIX), pipeline=Pipeline((Eats(count=2), EatsLast(count=2))))

    assert article.text == "\n\n".join(SIX)
    assert article.warnings[0].startswith("guard_tripped: eats, eats_last together would have cut ")
