"""Streamed pages: their late parts are read in their places."""

from __future__ import annotations

import lxml.html
import pytest

from growth import assert_linear
from newsclean.readers.html import read_html

STORY = [f"The council voted on {day} to close the old bridge for six months, a spokesman for the town said." for day in ("Monday", "Tuesday", "Friday", "Sunday")]
PENDING = "<!--$?--><template id='{0}B:{1}'></template>{2}<!--/$-->"


def lines(source):
    return read_html(source).text.split("\n")


def p(*texts):
    return "".join(f"<p>{text}</p>" for text in texts)


@pytest.mark.parametrize("prefix", ["", "r3-"])
@pytest.mark.parametrize("fallback", ["", "<div>Loading …</div>", "<div>Please wait a moment</div> or two"])
def test_a_part_stands_in_its_place(prefix, fallback):
    source = f"<main>{p(STORY[0])}{PENDING.format(prefix, 0, fallback)}{p(STORY[2])}</main><footer>Imprint</footer><div hidden id='{prefix}S:0'>{p(STORY[1])}</div>"

    assert lines(source) == [*STORY[:3], "Imprint"]


def test_a_part_holds_places_of_its_own():
    source = (
        f"<main>{p(STORY[0])}{PENDING.format('', 'a', '')}{p(STORY[3])}</main>"
        f"<div hidden id='S:2'>{p(STORY[2])}</div><div hidden id='S:a'>{p(STORY[1])}<template id='P:2'></template></div>"
    )

    assert lines(source) == STORY


def test_a_place_within_a_paragraph():
    source = f"<p>One <template id='B:0'></template> three.</p>{p(*STORY)}<div hidden id='S:0'>and <b>two</b> and</div>"

    assert lines(source)[0] == "One and two and three."


def test_of_a_page_without_comments_only_a_short_line_that_ends_as_loading_does_goes():
    source = (
        "<main><template id='B:0'></template><div>Loading story...</div><template id='B:1'></template><p>See you.</p></main>"
        f"<div hidden id='S:0'>{p(*STORY)}</div><div hidden id='S:1'>{p('The end.')}</div>"
    )

    assert lines(source) == [*STORY, "The end.", "See you."]


@pytest.mark.parametrize(
    "source",
    [
        f"<main>{p(*STORY)}</main><div hidden id='S:0'>{p('A menu')}</div>",
        f"<main>{p(*STORY)}<template id='B:1'></template></main><div hidden id='S:0'>{p('A menu')}</div>",
        f"<main>{p(*STORY)}<template id='B:0'></template></main><div id='S:0' class='sr-only'>{p('A menu')}</div>",
        f"<main>{p(*STORY)}<template id='B:0'>{p('A template')}</template></main><div hidden id='x-S:0'>{p('A menu')}</div>",
        f"<main>{p(*STORY)}</main><div hidden id='S:0'>{p('A part in itself')}<template id='B:0'></template></div>",
        f"<main>{p(*STORY)}</main><div hidden id='S:0'>{p('One in the other')}<template id='P:1'></template></div><div hidden id='S:1'><template id='P:0'></template></div>",
    ],
    ids=["no place", "another place", "not hidden as parts are", "another prefix", "a part in itself", "a ring"],
)
def test_what_has_no_place_stays_hidden(source):
    assert lines(source) == STORY


def test_a_tree_that_was_given_is_not_changed():
    root = lxml.html.document_fromstring(f"<main>{p(STORY[0])}<template id='B:0'></template></main><div hidden id='S:0'>{p(STORY[1])}</div>")
    before = lxml.html.tostring(root)

    assert (read_html(root).text.split("\n"), lxml.html.tostring(root)) == (STORY[:2], before)


@pytest.mark.parametrize(
    ("head", "piece", "tail"),
    [
        ("<template id='B:0'></template><div hidden id='S:0'>", "<p>a</p><template id='P:1'></template>", "</div>"),
        ("", "<template id='B:0'></template><div hidden id='S:0'><p>a</p></div>", ""),
        ("<template id='B:0'></template>", "<div hidden id='S:0'>", ""),
        ("", "<!--$?--><template id='B:0'></template>a", ""),
    ],
)
def test_time_is_linear(head, piece, tail):
    assert_linear(lambda count: head + piece * count + tail, read_html, small=2_000)
