"""The tables of a run, and their place in a document."""

from __future__ import annotations

import pytest

from measure import Figures
from newsclean.model import Kind
from report import Row, kinds_table, put_section, quality_table, ranked

PARSE = Row("lxml parse", "6.1", None, None, 2.04, (1.0, 1.0, 1.0), 0)
GOOD = Row("good", "1.0", Figures(0.95, 0.9, 1.0, 0.25, 0.05), {Kind.PARAGRAPH: 0.999, Kind.QUOTE: None}, 10.26, (5.0, 4.0, 9.0), 0)
POOR = Row("poor", "2.0", Figures(0.5, 0.5, 0.5, 0.0, 1.0), {Kind.PARAGRAPH: 0.5, Kind.QUOTE: 0.0}, 1.0, (0.5, 0.4, 0.6), 3)


def test_quality_table_has_the_best_first_and_the_parse_last():
    lines = quality_table(ranked([PARSE, POOR, GOOD])).splitlines()

    assert lines[2:] == [
        "| good | 1.0 | 0.950 | 0.900 | 1.000 | 25.0% | 5.0% | 10.3 | 5.0 | 4.0 to 9.0 | 0 |",
        "| poor | 2.0 | 0.500 | 0.500 | 0.500 | 0.0% | 100.0% | 1.0 | 0.5 | 0.4 to 0.6 | 3 |",
        "| lxml parse | 6.1 | – | – | – | – | – | 2.0 | 1.0 | 1.0 to 1.0 | 0 |",
    ]
    assert {line.count("|") for line in lines} == {12}


def test_kinds_table_leaves_out_what_gives_no_body():
    assert kinds_table([PARSE, GOOD, POOR], {Kind.PARAGRAPH: 1200, Kind.QUOTE: 0}).splitlines() == [
        "| tool | paragraph (1,200 words) | quote (0 words) |",
        "|---|---|---|",
        "| good | 99.9% | – |",
        "| poor | 50.0% | 0.0% |",
    ]


def test_a_section_is_replaced_between_its_marks():
    document = "# Results\n\n<!-- pages:a -->\nold\n<!-- /pages:a -->\n\nmore\n"

    assert put_section(document, "pages:a", "new\n") == "# Results\n\n<!-- pages:a -->\nnew\n<!-- /pages:a -->\n\nmore\n"
    assert put_section(put_section(document, "pages:a", "new"), "pages:a", "old") == document


def test_a_section_that_is_not_there_comes_to_the_end():
    assert put_section("# Results\n", "pages:b", "new") == "# Results\n\n<!-- pages:b -->\nnew\n<!-- /pages:b -->\n"
    assert put_section("", "pages:b", "new") == "<!-- pages:b -->\nnew\n<!-- /pages:b -->\n"


def test_a_section_that_does_not_end_is_an_error():
    with pytest.raises(ValueError, match="expected <!-- /pages:a --> behind <!-- pages:a -->, found none"):
        put_section("<!-- pages:a -->\nold\n", "pages:a", "new")
