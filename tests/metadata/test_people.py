"""Author fields: persons in many languages and scripts, and all that is none."""

from __future__ import annotations

import pytest

from newsclean.metadata.names import is_name
from newsclean.metadata.people import People, person_in, read_people, trimmed, turned

OWN = frozenset({"thefenwickledger", "fenwickledger"})


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("Ann Lee", ("Ann Lee",)),
        ("By Ann Lee", ("Ann Lee",)),
        ("Ann Lee and Tom Pell", ("Ann Lee", "Tom Pell")),
        ("Ann Lee, Tom Pell", ("Ann Lee", "Tom Pell")),
        ("Ann Lee; Tom Pell|Eva Moe", ("Ann Lee", "Tom Pell", "Eva Moe")),
        ("Lucía Fernández y Andrés Gil", ("Lucía Fernández", "Andrés Gil")),
        ("ANN LEE", ("Ann Lee",)),
        ("Ann Lee | ann@ledger.example", ("Ann Lee",)),
        ("Ann Lee, Ph.D.", ("Ann Lee",)),
        ("Marna van der Merwe", ("Marna van der Merwe",)),
        ("Sinéad O’Connor-Ní Bhriain", ("Sinéad O’Connor-Ní Bhriain",)),
        ("Мария Соколова", ("Мария Соколова",)),
        ("Ελένη Παππά", ("Ελένη Παππά",)),
        ("山田太郎", ("山田太郎",)),
        ("김민수 기자", ("김민수",)),
        ("أحمد محمود", ("أحمد محمود",)),
        ("राजेश कुमार", ("राजेश कुमार",)),
        ("Kim Key", ("Kim Key",)),
        ("Jane Roe MS, RDN", ("Jane Roe",)),
        ("Jeremy A. Slot CPP, PSP", ("Jeremy A. Slot",)),
        ("Michael Grant, M.D. FAAN", ("Michael Grant",)),
        ("Ann Lee, MA", ("Ann Lee",)),
        ("Li-Na MA", ("Li-Na MA",)),
        ("Kim NG", ("Kim NG",)),
        ("ANN SMYTH", ("Ann Smyth",)),
        ("Agnes Calder, Committee Representative to the Fenwick Board", ("Agnes Calder",)),
        ("Ben Johnson, Director of Operations, Fenwick Lines", ("Ben Johnson",)),
        ("Ann Lee, Head of Sales and Community Development", ("Ann Lee",)),
        ("Ann Lee, Head of Sales, and Tom Pell", ("Ann Lee", "Tom Pell")),
        ("Jana Nová a Petr Malý", ("Jana Nová", "Petr Malý")),
    ],
)
def test_persons(value, expected):
    assert read_people(value, OWN).authors == expected


@pytest.mark.parametrize(
    "value",
    [
        "",
        "admin",
        "Staff",
        "The Fenwick Ledger",
        "https://social.example/ledger",
        "@fenwickledger",
        "ann@ledger.example",
        "wpadmin2",
        "Guest Author",
        "Content Manager",
        "Schedule Your Free Consultation",
        "Read More",
        "2 hours ago",
        "編集部",
        "新規登録",
    ],
)
def test_nobody(value):
    assert read_people(value, OWN).authors == ()


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("Reuters", People((), "Reuters")),
        ("John Roe The Associated Press", People(("John Roe",), "Associated Press")),
        ("Fenwick Star Newsroom", People((), "Fenwick Star Newsroom")),
        ("Harbour Times Editorial Board", People((), "Harbour Times Editorial Board")),
    ],
)
def test_agencies_and_desks_are_no_persons(value, expected):
    authors, agency = read_people(value, OWN)

    assert (authors, (agency or "").removeprefix("The ")) == (expected.authors, expected.agency)


def test_one_word_is_a_person_only_where_a_field_is_made_for_names():
    assert read_people("Krystyna").authors == ()
    assert read_people("Krystyna", mononyms=True).authors == ("Krystyna",)
    assert read_people("Find a Doctor", mononyms=True).authors == ()
    assert read_people("viktor hedlund", mononyms=True).authors == ("Viktor Hedlund",)


def test_many_authors_are_cut_off():
    assert len(read_people("; ".join(f"Ann {chr(65 + a)}{chr(97 + b)}x" for a in range(5) for b in range(8))).authors) == 15


@pytest.mark.parametrize(
    ("value", "expected"), [("Lee, Ann", "Ann Lee"), ("Kaufman, Jeff T.", "Jeff T. Kaufman"), ("Ann Lee", "Ann Lee"), ("Lee, Ann, Reuters", "Lee, Ann, Reuters")]
)
def test_family_names_that_stand_first(value, expected):
    assert turned(value) == expected


@pytest.mark.parametrize(("text", "expected"), [("Ann Lee", True), ("Fenwick Times", False), ("ann lee", False)])
def test_the_strict_test_of_lines_is_as_before(text, expected):
    assert is_name(text) is expected


@pytest.mark.parametrize("text", ["Ann Lee!", "Ann_Lee", "Ann Lee 2", "{Ann}", "A" * 80])
def test_signs_that_no_name_has(text):
    assert person_in(text) is None


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Ann Lee View", "Ann Lee"),
        ("Ann LeeTravel", "Ann Lee"),
        ("Ann Leeman", "Ann Leeman"),
        ("Tom Lee", "Tom Lee"),
        ("Mia Berg", "Mia Berg"),  # of one word alone nobody knows where the name ends
    ],
)
def test_names_end_where_a_known_one_does(name, expected):
    assert trimmed((name,), ["Ann Lee", "Mia"]) == (expected,)
