"""The text reader: paragraphs, joins, repairs, and offsets that stay those of the input."""

from __future__ import annotations

import pytest

import newsclean
from growth import assert_linear
from newsclean.errors import InputError
from newsclean.model import Kind
from newsclean.readers.text import read_text


def paragraphs(text):
    document = read_text(text)
    return [document.reading(block.start, block.end) for block in document.blocks]


@pytest.mark.parametrize("gap", ["\n", "\n\n", "\r\n", "\r\n\r\n", "\r", "\u2028", "\u2029", "\u0085", "\n \t \n", "\n\u00a0\n", "\n\u3000\n\n\n"])
def test_lines_are_paragraphs_whatever_parts_them(gap):
    assert paragraphs(f"The first one.{gap}The second one.{gap}A third") == ["The first one.", "The second one.", "A third"]


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\r\n \t", "\u3000", "\u200b\ufeff"])
def test_a_text_without_words_has_no_blocks(text):
    assert read_text(text).blocks == ()


def test_a_hard_wrapped_region_is_one_paragraph():
    text = (
        "KALMAR, May 3 (Wire) - The harbour of Kalmar opened again on Friday\n"
        "after four days of storm, and the first ferries left for the island\n"
        "with a delay of two hours, the port said.\n"
        "\n"
        "It had been closed since Monday, when a crane was blown into the dock\n"
        "and blocked the only berth that is deep enough for them.\n"
    )

    assert paragraphs(text) == [
        "KALMAR, May 3 (Wire) - The harbour of Kalmar opened again on Friday after four days of storm, and the first ferries left for the island with a delay of two hours, the port said.",
        "It had been closed since Monday, when a crane was blown into the dock and blocked the only berth that is deep enough for them.",
    ]


def test_wrapped_paragraphs_without_blank_lines_part_at_a_short_last_line():
    text = (
        "The harbour of Kalmar opened again on Friday after four days of storm, and\n"
        "the first ferries left for the island with a delay of two hours, the port\n"
        "said.\n"
        "It had been closed since Monday, when a crane was blown into the dock and\n"
        "blocked the only berth that is deep enough for them.\n"
    )

    assert [p.split()[0] for p in paragraphs(text)] == ["The", "It"]


@pytest.mark.parametrize(
    "text",
    [
        "Home\nNews\nSport\nweather\nculture\nlocal news\nContact",
        "200 g flour\n2 eggs\na pinch of salt\n50 g butter, melted\nhalf a lemon",
        "The tide came in at half past four,\nand took the sandbanks, one by one,\nthe boats lay still upon the shore\nand waited for the morning sun.",
        "Osterby 3\nFenwick 1\nHarrow 2\nAmble 2",
        "Bride: Anna Holm\nGroom: Per Lind\nWitness: Eva Moe",
    ],
    ids=["menu", "recipe", "verse", "results", "labels"],
)
def test_short_lines_stay_lines(text):
    assert paragraphs(text) == text.split("\n")


def test_lines_broken_at_inline_tags_are_joined():
    text = (
        "The decision was announced by\nFjordlink\n, the company that has run the line since the spring of 1998, on\nMonday\nand took effect at once.\n"
        "Passengers had hoped that the city, which owns the tracks and the stations, would step in\n(it did not)\n.\n"
        "Nobody else bid."
    )

    assert paragraphs(text) == [
        "The decision was announced by Fjordlink, the company that has run the line since the spring of 1998, on Monday and took effect at once.",
        "Passengers had hoped that the city, which owns the tracks and the stations, would step in (it did not).",
        "Nobody else bid.",
    ]


def test_a_byline_in_lower_case_is_not_joined_to_the_headline():
    text = "Il ponte di Castelvento riapre dopo tre anni, ma per ora soltanto ai pedoni\ndi Marta Lorenzi\nA mezzogiorno il sindaco ha tolto la transenna."

    assert len(paragraphs(text)) == 3


def test_a_list_after_a_colon_is_not_joined():
    text = "The city has paid for three things, which the council had asked for in the spring:\nnew track\nlevel platforms\nbetter signals"

    assert len(paragraphs(text)) == 4


def test_an_article_on_one_line_is_one_block():
    text = "The bridge is closed. " * 400

    assert len(read_text(text).blocks) == 1


@pytest.mark.parametrize(
    ("source", "reading"),
    [
        ("Fish&nbsp;&amp;&nbsp;chips", "Fish & chips"),
        ("It&#8217;s &quot;late&quot; &#x2014; very", 'It’s "late" — very'),
        ("AT&amp;amp;T", "AT&T"),
        ("Salt & pepper; R&D; 5 < 6 > 4", "Salt & pepper; R&D; 5 < 6 > 4"),
        ("Not an &unknownentity; here", "Not an &unknownentity; here"),
        ("a\u00a0b\u200bc\ufeff", "a bc"),
        ("re\u00adport", "re\u00adport"),
        ('See <em>this</em> and <a href="https://x.org/a?b=1">that</a>.', "See this and that."),
        ("The tag <b> makes text bold, <3", "The tag <b> makes text bold, <3"),
        ("Read [the report](https://x.org/a_(b)) now", "Read the report now"),
        ("An aside [sic] and [1] stay", "An aside [sic] and [1] stay"),
        ("Before ![a bridge](https://x.org/b.jpg) after", "Before  after"),
        ('Text <!-- wp:paragraph {"a":1} -->', "Text"),
        ("## A subhead", "A subhead"),
        ("#hashtag stays", "#hashtag stays"),
        ('x <span class="a">y</span> z', "x y z"),
    ],
)
def test_what_is_mended_on_a_line(source, reading):
    assert paragraphs(source) == [reading]


def test_breaking_tags_part_paragraphs():
    assert paragraphs("<p>One.</p><p>Two.<br />Three.</p>\n<div>Four.</div>") == ["One.", "Two.", "Three.", "Four."]


def test_scripts_go_with_their_text():
    source = "Before.\n<script type='a'>var a = '<p>';\n</script>\n// <![CDATA[\nwindow.x = 1;\n// ]]>\nAfter."

    assert paragraphs(source) == ["Before.", "After."]


def test_plain_cdata_marks_go_without_their_text():
    assert paragraphs("<![CDATA[ The story. ]]>") == ["The story."]


def test_a_cdata_mark_goes_where_nothing_closes_it():
    assert paragraphs("<![CDATA[ The story, and no bracket behind it") == ["The story, and no bracket behind it"]


def test_white_space_of_any_kind_goes_with_the_fillers_beside_it():
    assert paragraphs("\uffff\x1f The story.\x1f\u200b\u3000") == ["The story."]


def test_a_wordpress_caption_is_a_caption():
    document = read_text('[caption id="attachment_1" align="left"]<img src="a.jpg" /> The old bridge[/caption]\nThe story.')

    assert [(b.kind, document.reading(b.start, b.end)) for b in document.blocks] == [(Kind.CAPTION, "The old bridge"), (Kind.PARAGRAPH, "The story.")]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("- an item", Kind.LIST_ITEM),
        ("• an item", Kind.LIST_ITEM),
        ("3. an item", Kind.LIST_ITEM),
        ("# Head", Kind.HEADING),
        ("> quoted", Kind.QUOTE),
        ("| a | b |", Kind.TABLE),
        ("3 items", Kind.PARAGRAPH),
        ("-5 degrees", Kind.PARAGRAPH),
    ],
)
def test_kinds_of_blocks(line, kind):
    assert [block.kind for block in read_text(line).blocks] == [kind]


def test_table_rules_are_mended_away():
    assert paragraphs("| a | b |\n| --- | :-: |\n| 1 | 2 |") == ["| a | b |", "| 1 | 2 |"]


def test_every_repair_is_recorded_and_offsets_are_those_of_the_input():
    source = "A&nbsp;b\u200bc.\r\n<p>Two.</p>"

    document = read_text(source)

    assert document.text == source
    assert len(document.mended) == len(source)
    assert [(source[r.span.start : r.span.end], r.replacement) for r in document.repairs] == [("&nbsp;", " "), ("\u200b", ""), ("<p>", ""), ("</p>", "")]


def test_mojibake_is_reported_and_left_alone():
    source = "The cafÃ© on the quay was closed, and nobody knew why."

    article = newsclean.clean(source)

    assert article.text == source
    assert article.warnings[0].startswith("mojibake: 'Ã©' at character 7")


def test_portuguese_capitals_are_no_mojibake():
    assert read_text("A REUNIÃO DE MAÇÃS E A ALEMÃ.").warnings == ()


def test_nul_characters_are_binary_input():
    with pytest.raises(InputError, match="NUL at character 3"):
        read_text("abc\x00def")


# -- faults that were mended -------------------------------------------------------------------------------


@pytest.mark.parametrize("source", ["##   A subhead", "\u200b\u2009A subhead", "# <b> A subhead</b>", "A subhead\u2009\u200b"])
def test_no_white_space_is_left_at_the_edges_of_a_block(source):
    assert paragraphs(source) == ["A subhead"]


def test_cells_of_a_table_on_one_line_are_not_glued():
    assert paragraphs("<tr><td>Osterby</td><td>3</td> <td>1</td></tr>") == ["Osterby 3 1"]


@pytest.mark.parametrize(
    ("source", "reading"),
    [
        ("one&#10;line", "one line"),
        ("one&#13;&#10;line", "one line"),
        ("one&NewLine;line", "one line"),
        ("rock&notes; and &copyright; stay", "rock&notes; and &copyright; stay"),
        ("&amp;rsquo;", "’"),
    ],
)
def test_entities_glue_no_words_and_are_read_whole(source, reading):
    assert paragraphs(source) == [reading]


def test_a_caption_that_is_never_closed_encloses_nothing():
    document = read_text("[caption id=1] A boat\nThe story goes on.\n[caption id=2]A ship[/caption]\nMore of the story.\n[/caption]\nThe end.")

    assert [(document.reading(b.start, b.end), b.kind) for b in document.blocks] == [
        ("A boat", Kind.PARAGRAPH),
        ("The story goes on.", Kind.PARAGRAPH),
        ("A ship", Kind.CAPTION),
        ("More of the story.", Kind.PARAGRAPH),
        ("The end.", Kind.PARAGRAPH),
    ]


@pytest.mark.parametrize(
    "source", ["She said: “It is over.”", "She said: “<a href='x'>It is over.</a>”", "She said: &ldquo;It is over.&rdquo;", "(She said: “<b>It is over.</b>”)"]
)
def test_a_sentence_ends_before_its_quotation_marks_whatever_was_mended(source):
    assert [block.sentence_end for block in read_text(source).blocks] == [True]


@pytest.mark.parametrize(("line", "words"), [("Osterby 3", 2), ("Osterby     3", 2), ("Osterby\t\t3", 2), ("Osterby&nbsp;&nbsp;3", 2), ("Osterby", 1)])
def test_words_are_counted_whatever_the_gaps(line, words):
    assert [block.words for block in read_text(line).blocks] == [words]


@pytest.mark.parametrize(
    ("unit", "tail"),
    [("<b> x ", ""), ("||-", "x"), ("[caption]a[/caption]\n", ""), ("<script>", ""), ("<!--", ""), ("![", ""), ("[a](http://(", ""), ("&", ";")],
    ids=["open tags", "table rule", "captions", "scripts", "comments", "images", "links", "entities"],
)
def test_hostile_markup_is_read_in_linear_time(unit, tail):
    assert_linear(lambda count: unit * count + tail, read_text, small=5_000)
