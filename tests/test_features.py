"""What filters share: sentences, headlines and their runs, the tail of a page."""

from __future__ import annotations

import pytest

from newsclean.draft import Draft
from newsclean.features import (
    LONG_PROSE_WORDS,
    MAX_HEADLINE_WORDS,
    MAX_QUESTION_WORDS,
    headline_like,
    near_end,
    sentence_at,
    tail_start,
)
from newsclean.model import Removal, Tier


def words(count, end=""):
    return " ".join(["Bridge"] + ["word"] * (count - 1)) + end


PROSE = words(LONG_PROSE_WORDS, ".")


# -- sentences -------------------------------------------------------------------------------------------


def sentences(text):
    """Return the sentence at every place of the first block, each once, in order."""
    draft = Draft.of(text, "en")
    block = draft.blocks[0]
    return list(dict.fromkeys(draft.reading_of(sentence_at(draft, block, pos)) for pos in range(block.start, block.end)))


@pytest.mark.parametrize(
    "expected",
    [
        ["The bridge is closed."],
        ["No full stop at the end"],
        ["The bridge is closed.", "It was rusty!", "Who pays?", "Nobody…", "We shall see"],
        ["“It is closed.”", "He left.", "(Nobody saw him.)", "The end."],
        ["He asked Mr. Smith, Dr. Jones and Gen. J. R. Holm.", "They agreed."],
        ["They met at 6 p.m. Friday in St. Ives.", "Then it rained."],
        ["Am 3. Mai kam er nach Bonn.", "Dann ging er."],
        ["The U.S. Senate voted.", "It passed."],
        ["It cost 3.5 million.", "The city paid."],
        ["Visit example.org today.", "It is free."],
        ["Vale.", "¿Quién lo dijo?", "¡Nadie!", "Fin."],
        ["Il est parti.", "« Jamais ! » dit-elle.", "Voilà."],
        ["He left.", "– Nobody saw him.", "So what?"],
        ["Он ушёл.", "Она осталась."],
        ["It fell in 1998.", "12 people saw it."],
    ],
    ids=lambda expected: expected[-1],
)
def test_a_block_falls_into_its_sentences(expected):
    assert sentences(" ".join(expected)) == expected


@pytest.mark.parametrize(
    "expected",
    [
        ["橋は閉鎖された。", "市長は辞任した。"],
        ["何！？", "そうだ。", "本当に？", "はい"],
        ["「橋は閉鎖された。」", "市長は辞任した。"],
        ["桥已关闭！", "市长辞职了｡", "完"],
    ],
    ids=lambda expected: expected[0],
)
def test_sentences_without_spaces_between(expected):
    assert sentences("".join(expected)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<b>The end.</b> Then it was late.", ["The end.", "Then it was late."]),
        ("&ldquo;The end.&rdquo; Then it was late.", ["“The end.”", "Then it was late."]),
        ("The end.&nbsp;&ldquo;Then it was late.&rdquo;", ["The end.", "“Then it was late.”"]),
    ],
)
def test_repairs_do_not_hide_the_end_of_a_sentence(text, expected):
    assert sentences(text) == expected


def test_a_sentence_stays_inside_its_block():
    draft = Draft.of("One. Two\nThree. Four")

    assert [draft.text_of(sentence_at(draft, draft.blocks[1], pos)) for pos in (9, 16)] == ["Three.", "Four"]


# -- headlines -------------------------------------------------------------------------------------------


def first_is_headline(text):
    draft = Draft.of(text)
    return headline_like(draft, draft.blocks[0])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bridge closes for six months", True),
        ("Who pays for the bridge?", True),
        ("The bridge is closed!", True),
        ("And then the bridge fell…", True),
        ("And then the bridge fell...", True),
        ("“Who pays for the bridge?”", True),
        ("“The bridge is closed”", True),
        ("The bridge is closed.", False),
        ("“The bridge is closed.”", False),
        ("橋は閉鎖された。", False),
        ("橋は閉鎖されるのか？", True),
        ("| Bridge | closed |", False),
        ("- Bridge closes for six months", True),
    ],
)
def test_a_headline_does_not_end_in_a_full_stop(text, expected):
    assert first_is_headline(text) is expected


@pytest.mark.parametrize(
    ("count", "end", "expected"),
    [(MAX_HEADLINE_WORDS, "", True), (MAX_HEADLINE_WORDS + 1, "", False), (MAX_QUESTION_WORDS, "?", True), (MAX_QUESTION_WORDS + 1, "?", False)],
)
def test_a_headline_is_short(count, end, expected):
    assert first_is_headline(words(count, end)) is expected


# -- the tail --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "start"),
    [
        ([], 0),
        (["A menu", "A line"], 0),
        ([PROSE], 1),
        ([PROSE, "A line", "Another"], 1),
        ([PROSE, "A line", PROSE], 3),
        ([PROSE, words(LONG_PROSE_WORDS - 1, ".")], 1),
        ([PROSE, words(LONG_PROSE_WORDS, ".")], 2),
        ([PROSE, words(29)], 1),
        ([PROSE, words(30)], 2),
    ],
)
def test_the_tail_begins_behind_the_last_long_prose(lines, start):
    assert tail_start(Draft.of("\n\n".join(lines), "en")) == start


def test_marked_prose_is_part_of_the_tail():
    draft = Draft.of(f"{PROSE}\n\nA line\n\n{PROSE}", "en")

    draft._mark([Removal(draft.blocks[2].span, "tester", "promo", "reason", "", Tier.LIKELY)])

    assert tail_start(draft) == 1


@pytest.mark.parametrize(("nth", "expected"), [(0, False), (1, False), (2, True), (9, True)])
def test_the_last_blocks_are_near_the_end(nth, expected):
    draft = Draft.of("\n".join(["A line"] * 10))

    assert near_end(draft, draft.blocks[nth], max_share=0.0) is expected


@pytest.mark.parametrize(("nth", "expected"), [(7, False), (8, True), (9, True)])
def test_the_last_characters_are_near_the_end(nth, expected):
    draft = Draft.of("\n".join(["123456789"] * 10) + "\n")

    assert len(draft.text) == 100
    assert near_end(draft, draft.blocks[nth], max_blocks=0, max_share=0.2) is expected
