"""The draft: cues by role, marks of earlier filters, three readings of a place, and removals of parts."""

from __future__ import annotations

import pytest

from newsclean.draft import Cues, Draft
from newsclean.model import Block, Cue, Fact, Removal, Span, Tier
from newsclean.phrases import fold


class By:
    name = "tester"
    category = "promo"


def cue(role, category, start=0, end=1):
    return Cue(start, end, category, role, "phrase", 0)


def mark(start, end, tier=Tier.CERTAIN):
    return Removal(Span(start, end), "tester", "promo", "reason", "evidence", tier)


# -- cues ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ["line", "label", "heading", "opening", "within"])
def test_a_cue_is_found_by_its_role_and_category(role):
    wanted = cue(role, "promo", 3, 5)
    cues = Cues([cue(role, "byline"), wanted, cue(role, "promo", 7, 9)])

    assert getattr(cues, role)("promo") is wanted
    assert getattr(cues, role)("caption") is None
    others = {"line", "label", "heading", "opening", "within"} - {role}
    assert [getattr(cues, other)("promo") for other in sorted(others)] == [None] * 4


def test_cues_are_a_sequence_that_may_be_empty():
    one = cue("line", "promo")

    assert (bool(Cues([])), list(Cues([]))) == (False, [])
    assert (bool(Cues([one])), list(Cues([one]))) == (True, [one])


def test_the_opening_cue_is_the_longest():
    draft = Draft.of("Sign up for our newsletter and more of the same.", "en")
    openings = [c for c in draft.cues(draft.blocks[0]) if c.role == "opening" and c.category == "newsletter_prompt"]

    assert draft.cues(draft.blocks[0]).opening("newsletter_prompt") == max(openings, key=lambda c: c.end - c.start)


def test_cues_of_a_category_come_in_source_order_and_by_role():
    draft = Draft.of("Your email address will not be published.\n\nThe bridge is closed.\n\nLeave a Reply", "en")
    found = draft.cues_of("comment_footer")

    assert [c.start for c in found] == sorted(c.start for c in found)
    assert {c.block for c in found} == {0, 2}
    assert draft.cues_of("comment_footer", "heading") == [c for c in found if c.role == "heading"]
    assert [draft.text_of(c) for c in draft.cues_of("comment_footer", "heading")] == ["Leave a Reply"]
    assert draft.cues_of("no_such_category") == []


def test_the_list_of_cues_is_the_callers_own():
    draft = Draft.of("Leave a Reply", "en")

    draft.cues_of("comment_footer").clear()

    assert draft.cues_of("comment_footer") != []


def test_a_block_without_cues_has_none():
    draft = Draft.of("The bridge is closed.", "en")

    assert list(draft.cues(draft.blocks[0])) == []


def test_a_stated_language_is_believed_and_a_found_one_says_how():
    stated = Draft.of("The council voted to close the bridge that it had built.", "de")
    found = Draft.of("The council voted to close the bridge that it had built, and the mayor was not at the meeting of the board.")

    assert (stated.language, stated.language_from) == ("de", "stated")
    assert (found.language, found.language_from) == ("en", "function words")


# -- marks -----------------------------------------------------------------------------------------------


def marks_of(draft):
    return [len(draft.marks(block)) for block in draft.blocks], [draft.marked(block) for block in draft.blocks]


@pytest.mark.parametrize(
    ("removal", "marks", "marked"),
    [
        (mark(5, 9), [0, 1, 0], [False, True, False]),
        (mark(5, 8), [0, 1, 0], [False, True, False]),  # all but the full stop
        (mark(5, 7), [0, 1, 0], [False, False, False]),
        (mark(0, 9), [1, 1, 0], [True, True, False]),
        (mark(2, 12), [1, 1, 1], [False, True, False]),
        (mark(4, 5), [0, 0, 0], [False, False, False]),  # the line feed between two blocks
        (mark(0, 4, Tier.LIKELY), [1, 0, 0], [True, False, False]),
        (mark(0, 4, Tier.POSSIBLE), [1, 0, 0], [False, False, False]),
    ],
)
def test_a_block_is_marked_when_a_removal_of_the_default_cut_covers_it(removal, marks, marked):
    draft = Draft.of("One.\nTwo.\nThree.")

    draft._mark([removal])

    assert marks_of(draft) == (marks, marked)


def test_marks_of_several_filters_add_up_in_their_order():
    draft = Draft.of("One.\nTwo.")
    first, second = mark(0, 4, Tier.POSSIBLE), mark(0, 9)

    draft._mark([first])
    draft._mark([second])

    assert draft.marks(draft.blocks[0]) == (first, second)
    assert draft.marks(draft.blocks[1]) == (second,)


@pytest.mark.parametrize(("pos", "nth"), [(0, 0), (3, 0), (4, 1), (5, 1), (8, 1), (9, 2), (15, 2), (16, 3)])
def test_block_at_is_the_first_block_that_ends_behind_a_place(pos, nth):
    assert Draft.of("One.\nTwo.\nThree.").block_at(pos) == nth


# -- texts -----------------------------------------------------------------------------------------------

SOURCE = "“R&amp;D”\u00a0is\n<b>ÉTÉ</b> – “Over”"


@pytest.mark.parametrize(
    ("nth", "text", "reading", "folded"),
    [(0, "“R&amp;D”\u00a0is", "“R&D” is", '"r&d" is'), (1, "ÉTÉ</b> – “Over”", "ÉTÉ – “Over”", 'été - "over"')],
)
def test_three_readings_of_a_place(nth, text, reading, folded):
    draft = Draft.of(SOURCE, "fr")
    block = draft.blocks[nth]

    for thing in (block, block.span):
        assert (draft.text_of(thing), draft.reading_of(thing), draft.fold_of(thing)) == (text, reading, folded)


def test_a_removal_and_a_cue_have_their_text():
    draft = Draft.of("Leave&nbsp;a Reply", "en")
    found = draft.cues_of("comment_footer", "heading")[0]

    assert (draft.text_of(found), draft.reading_of(found), draft.fold_of(found)) == ("Leave&nbsp;a Reply", "Leave a Reply", "leave a reply")
    assert draft.text_of(mark(0, 5)) == "Leave"


def test_the_fold_has_every_character_in_its_place():
    draft = Draft.of("İ – “R&amp;D”\u3000x")

    assert len(draft.fold) == len(draft.text)
    assert draft.fold == fold(draft.document.mended)


# -- removals --------------------------------------------------------------------------------------------


def test_a_block_is_removed_whole_with_what_is_known():
    draft = Draft.of("One.\n- By Ann Lee\nTwo.")
    facts = (Fact("authors", "Ann Lee"),)

    assert draft.remove_block(By(), draft.blocks[1], "a byline", "By", Tier.LIKELY, facts) == Removal(Span(5, 17), "tester", "promo", "a byline", "By", Tier.LIKELY, facts)


@pytest.mark.parametrize(
    ("text", "part", "gone"),
    [
        ("Read the report [x] today.", "[x]", " [x]"),
        ("Read the report   [x] today.", "[x]", "   [x]"),
        ("Read the report\u00a0[x] today.", "[x]", "\u00a0[x]"),
        ("Read the report&nbsp;<i>[x]</i> today.", "[x]", "&nbsp;<i>[x]"),
        ("Read the report[x] today.", "[x]", "[x]"),
        ("Read the report [x].", "[x]", " [x]"),
        ("Read the report [x]today.", "[x]", "[x]"),
        ("Read the report [x]“today”.", "[x]", "[x]"),
        ("Read the report [x]<b>today</b>.", "[x]", "[x]"),
        ("Read the report [x]", "[x]", " [x]"),
        ("One.\nRead the report [x]\nTwo.", "[x]", " [x]"),
        ("[x] Read the report.", "[x]", "[x] "),
        ("[x]&nbsp; Read the report.", "[x]", "[x]&nbsp; "),
        ("[x]Read the report.", "[x]", "[x]"),
        ("One.\n[x]  Read the report.", "[x]", "[x]  "),
        ("One.\n[x]\nTwo.", "[x]", "[x]"),
    ],
)
def test_a_part_goes_with_the_white_space_that_it_leaves(text, part, gone):
    draft = Draft.of(text)
    start = text.index(part)

    removal = draft.remove(By(), start, start + len(part), "reason", part, Tier.CERTAIN)

    assert text[removal.span.start : removal.span.end] == gone
    assert removal == Removal(removal.span, "tester", "promo", "reason", part, Tier.CERTAIN)


def test_a_draft_has_the_blocks_of_its_document():
    draft = Draft.of("One.\nTwo.")

    assert all(isinstance(block, Block) for block in draft.blocks)
    assert draft.blocks is draft.document.blocks
    assert draft.text == "One.\nTwo."
