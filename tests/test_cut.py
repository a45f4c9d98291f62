"""The cut: unions, slices, the white space at the edges, and the way back to the source."""

from __future__ import annotations

import pytest

from growth import assert_linear
from newsclean.cut import Cut, Kept, cut, span_to_source, to_source, union
from newsclean.draft import Draft
from newsclean.model import Removal, Span, Tier
from newsclean.readers.text import read_text


class By:
    name = "tester"
    category = "promo"


def removal(start, end, reason="reason"):
    return Removal(Span(start, end), "tester", "promo", reason, "evidence", Tier.CERTAIN)


def of(text, *parts):
    """Return removals of exactly these parts of a text, found one behind the other."""
    removals, at = [], 0
    for part in parts:
        at = text.index(part, at)
        removals.append(removal(at, at + len(part)))
        at += len(part)
    return removals


def cut_of(text, *parts):
    return cut(read_text(text), of(text, *parts))


# -- unions ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([], []),
        ([(3, 5)], [(3, 5)]),
        ([(0, 4), (2, 6)], [(0, 6)]),
        ([(2, 6), (0, 4)], [(0, 6)]),
        ([(0, 9), (2, 3)], [(0, 9)]),
        ([(0, 3), (3, 5)], [(0, 5)]),
        ([(0, 3), (4, 5)], [(0, 3), (4, 5)]),
        ([(1, 2), (1, 2)], [(1, 2)]),
        ([(5, 8), (0, 2), (1, 3), (7, 9)], [(0, 3), (5, 9)]),
    ],
)
def test_the_union_has_no_overlaps_and_is_in_order(spans, expected):
    assert union([removal(*span) for span in spans]) == expected


def test_overlapping_removals_are_cut_as_their_union_and_all_stay():
    text = "Alpha beta gamma delta."
    removals = [removal(6, 17, "the first reason"), removal(11, 23, "the second reason")]

    result = cut(read_text(text), removals)

    assert result == Cut("Alpha", (Kept(0, 0, 5),))
    assert [r.reason for r in removals] == ["the first reason", "the second reason"]


# -- slices ----------------------------------------------------------------------------------------------


def test_without_removals_blocks_are_kept_whole():
    assert cut(read_text("One.\n  Two.\r\n\r\n\tThree.  "), []) == Cut("One.\n\nTwo.\n\nThree.", (Kept(0, 0, 4), Kept(6, 7, 11), Kept(12, 16, 22)))


def test_a_document_without_blocks_is_empty():
    assert cut(read_text(" \n "), []) == Cut("", ())


@pytest.mark.parametrize(
    ("parts", "text"),
    [
        (("One.",), "Two.\n\nThree."),
        (("Two.",), "One.\n\nThree."),
        (("Three.",), "One.\n\nTwo."),
        (("One.", "Three."), "Two."),
        (("One.\nTwo.\nThree.",), ""),
    ],
)
def test_a_block_goes_with_its_blank_line(parts, text):
    assert cut_of("One.\nTwo.\nThree.", *parts).text == text


def test_a_cut_over_the_edge_of_two_blocks_leaves_two_paragraphs():
    result = cut_of("The first story. Sign up\nnow for more. The second story.", "Sign up\nnow for more.")

    assert result == Cut("The first story.\n\nThe second story.", (Kept(0, 0, 16), Kept(18, 39, 56)))


def test_a_cut_over_many_blocks_takes_those_between_whole():
    result = cut_of("One. Two.\nThree.\nFour.\nFive. Six.", "Two.\nThree.\nFour.\nFive.")

    assert result.text == "One.\n\nSix."


def test_several_cuts_in_one_block():
    result = cut_of("Keep one [a] two [b] three.", " [a]", " [b]")

    assert result == Cut("Keep one two three.", (Kept(0, 0, 8), Kept(8, 12, 16), Kept(12, 20, 27)))


@pytest.mark.parametrize(
    ("part", "text"),
    [("(ad) ", "The end of it."), ("(ad)", "The end of it.")],
    ids=["with its space", "without"],
)
def test_white_space_that_a_cut_leaves_at_the_beginning_goes_too(part, text):
    assert cut_of("(ad) The end of it.", part).text == text


def test_white_space_that_a_cut_leaves_at_the_end_goes_too():
    assert cut_of("The end of it. (ad)", "(ad)") == Cut("The end of it.", (Kept(0, 0, 14),))


def test_a_block_of_which_only_white_space_is_left_is_gone():
    result = cut_of("One.\n[a] [b]\nTwo.", "[a]", "[b]")

    assert result == Cut("One.\n\nTwo.", (Kept(0, 0, 4), Kept(6, 13, 17)))


def test_the_order_of_removals_does_not_matter():
    text = "Keep one [a] two [b] three.\nFour [c]."
    removals = of(text, " [a]", " [b]", " [c]")

    assert cut(read_text(text), removals[::-1]) == cut(read_text(text), removals)


@pytest.mark.parametrize(
    ("text", "part", "expected"),
    [
        ("Read the report (opens in a new window) today.", "(opens in a new window)", "Read the report today."),
        ("Read the report (opens in a new window), she said.", "(opens in a new window)", "Read the report, she said."),
        ("Read the report (opens in a new window)", "(opens in a new window)", "Read the report"),
        ("(Advertisement) Read the report.", "(Advertisement)", "Read the report."),
        ("Read the report (advert)today.", "(advert)", "Read the report today."),
        ("Read the&nbsp;(advert)&nbsp;report.", "(advert)", "Read the report."),
        ("Read  (advert)  the report.", "(advert)", "Read  the report."),
    ],
    ids=["middle", "before a comma", "end", "beginning", "glued to a word", "between entities", "wide gaps"],
)
def test_an_inline_cut_by_the_draft_leaves_no_double_space_and_glues_no_words(text, part, expected):
    draft = Draft.of(text)
    at = text.index(part)

    result = cut(draft.document, [draft.remove(By(), at, at + len(part), "reason", part, Tier.CERTAIN)])

    assert result.text == expected


def test_two_inline_cuts_side_by_side_leave_one_space():
    text = "Read [a] [b] the report."
    draft = Draft.of(text)
    removals = [draft.remove(By(), 5, 8, "reason", "[a]", Tier.CERTAIN), draft.remove(By(), 9, 12, "reason", "[b]", Tier.CERTAIN)]

    assert cut(draft.document, removals).text == "Read the report."


# -- repairs ---------------------------------------------------------------------------------------------


def test_kept_slices_are_read_through_their_repairs():
    result = cut(read_text("Fish&nbsp;&amp;&nbsp;chips <b>now</b>"), [])

    assert result == Cut("Fish & chips now", (Kept(0, 0, 33),))


def test_a_cut_beside_a_repair_takes_no_more_than_its_span():
    text = "Fish &amp; chips [x] &amp; peas."

    result = cut(read_text(text), of(text, " [x]"))

    assert result == Cut("Fish & chips & peas.", (Kept(0, 0, 16), Kept(12, 20, 32)))


def test_fillers_at_the_edge_of_a_cut_go_like_white_space():
    text = "<i>[x]</i> The report.\nOne <i>[y]</i>"

    assert cut(read_text(text), of(text, "[x]", "[y]")).text == "The report.\n\nOne"


def test_a_joined_line_stays_one_paragraph_when_a_part_of_it_goes():
    text = "The decision was announced by the company that has run the line since 1998, on\nMonday [x]\nand took effect at once in all of the city."

    assert cut(read_text(text), of(text, " [x]")).text == (
        "The decision was announced by the company that has run the line since 1998, on Monday and took effect at once in all of the city."
    )


# -- back to the source ----------------------------------------------------------------------------------


def places(text, *parts):
    document = read_text(text)
    result = cut(document, of(text, *parts))
    return result.text, [to_source(document, result.kept, len(result.text), i) for i in range(len(result.text) + 1)]


def test_every_offset_has_its_place_in_the_source():
    text, at = places("ab\n\n  cd [x] e", " [x]")

    assert text == "ab\n\ncd e"
    #              a  b  end of the first paragraph, twice; c  d  " " e  end
    assert at == [0, 1, 2, 2, 6, 7, 12, 13, 14]


def test_every_offset_has_its_place_behind_fillers():
    text, at = places("a&amp;b <i>c</i> d")

    assert text == "a&b c d"
    assert at == [0, 1, 6, 7, 11, 16, 17, 18]


@pytest.mark.parametrize("pos", [-1, 4])
def test_an_offset_outside_the_clean_text_is_an_error(pos):
    document = read_text("abc")

    with pytest.raises(IndexError, match=rf"expected an offset from 0 to 3, got {pos}"):
        to_source(document, cut(document, []).kept, 3, pos)


@pytest.mark.parametrize("span", [Span(0, 4), Span(3, 4), Span(4, 4)])
def test_a_span_outside_the_clean_text_is_an_error(span):
    document = read_text("abc")

    with pytest.raises(IndexError, match=rf"expected a span from 0 to 3, got \[{span.start}, 4\)"):
        span_to_source(document, cut(document, []).kept, 3, span)


def test_an_empty_text_has_the_place_0():
    document = read_text(" ")

    assert to_source(document, (), 0, 0) == 0
    assert span_to_source(document, (), 0, Span(0, 0)) == Span(0, 0)


@pytest.mark.parametrize(
    ("source", "parts", "clean", "original"),
    [
        ("one two three", (), "two", "two"),
        ("one [x] two three", (" [x]",), "one two", "one [x] two"),
        ("one.\n[x]\ntwo.", ("[x]",), "one.\n\ntwo.", "one.\n[x]\ntwo."),
        ("a caf&eacute; open", (), "café", "caf&eacute;"),
        ("a caf&eacute; open", (), "caf", "caf"),
        ("R&amp;D grew", (), "&", "&amp;"),
        ("R&amp;D grew", (), "R&D", "R&amp;D"),
        ("the <b>old</b> bridge", (), "old", "old"),
        ("the <b>old</b> bridge", (), "old bridge", "old</b> bridge"),
        ("so-\u200bcalled end", (), "so-called", "so-\u200bcalled"),
    ],
)
def test_a_span_of_the_clean_text_has_its_span_in_the_source(source, parts, clean, original):
    document = read_text(source)
    result = cut(document, of(source, *parts))
    at = result.text.index(clean)

    span = span_to_source(document, result.kept, len(result.text), Span(at, at + len(clean)))

    assert source[span.start : span.end] == original


def test_an_empty_span_stays_empty():
    document = read_text("R&amp;D grew")
    kept = cut(document, []).kept

    assert [span_to_source(document, kept, 8, Span(i, i)) for i in (0, 2, 8)] == [Span(0, 0), Span(6, 6), Span(12, 12)]


def test_a_place_far_inside_one_long_block_is_found_in_linear_time():
    def uncut(count):
        document = read_text("Fish &amp; chips are here today. " * count)
        return document, cut(document, [])

    def find_last(pair):
        document, result = pair
        assert to_source(document, result.kept, len(result.text), len(result.text) - 1) == len(document.text) - 2

    assert_linear(uncut, find_last, small=5_000)
