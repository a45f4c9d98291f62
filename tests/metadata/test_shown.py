"""The dates that lines show: what each is of, and which are none of the publication."""

from __future__ import annotations

from datetime import date

import pytest

from newsclean.draft import Draft
from newsclean.metadata.shown import dates_in, is_of_change, is_published_line

MAY_3, MAY_7 = date(2024, 5, 3), date(2024, 5, 7)


def shown(*lines):
    draft = Draft.of("\n\n".join(lines))
    return [(one.value, one.changed, one.alone) for one in dates_in(draft, draft.blocks[-1])]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("May 3, 2024", [(MAY_3, False, True)]),
        ("Published May 3, 2024", [(MAY_3, False, True)]),
        ("Ann Lee, Fenwick, May 3, 2024", [(MAY_3, False, False)]),
        ("Updated May 7, 2024", [(MAY_7, True, True)]),
        ("May 7, 2024 (updated)", [(MAY_7, True, True)]),
        ("May 3, 2024. Updated: May 7, 2024", [(MAY_3, False, False), (MAY_7, True, False)]),
        ("Updated May 7, 2024 | Published May 3, 2024", [(MAY_7, True, False), (MAY_3, False, False)]),
        ("Published May 3, 2024 | Updated two days ago", [(MAY_3, False, False)]),
        ("May 3, 2024, edited by Ann Lee", [(MAY_3, False, False)]),
        ("Updated two days ago", []),
        ("Mental Health and FoodMay 3, 2024", [(MAY_3, False, False)]),
        ("Ann LeeMAY 3, 2024Updated: MAY 7, 2024", [(MAY_3, False, False), (MAY_7, True, False)]),
        ("Roomy 3, 2024", []),
        ("Last reviewed May 3, 2024", []),
        ("May 3, 2024 | Last reviewed May 7, 2024", [(MAY_3, False, False)]),
        ("Medically reviewed by Tom Hale on May 3, 2024", [(MAY_3, False, False)]),
    ],
)
def test_a_word_is_of_the_date_behind_it(line, expected):
    assert shown(line) == expected


def test_a_label_alone_in_the_line_above_is_of_the_date_below():
    assert shown("Last updated", "May 7, 2024") == [(MAY_7, True, True)]
    assert shown("Published", "May 3, 2024") == [(MAY_3, False, True)]
    assert shown("Updated May 7, 2024", "May 3, 2024") == [(MAY_3, False, True)]
    assert shown("The council has updated its plans for the bridge", "May 3, 2024") == [(MAY_3, False, True)]


def test_what_is_of_a_change():
    assert is_of_change("Updated May 7, 2024")
    assert not is_of_change("Published May 3, updated May 7")
    assert not is_of_change("May 3, 2024")


def test_a_line_of_publication_is_known_wherever_it_stands_in_the_text():
    draft = Draft.of("The bridge is closed.\n\nPosted on May 3, 2024\n\nThe report was published on May 3, 2024")

    assert [is_published_line(draft, block) for block in draft.blocks] == [False, True, False]
