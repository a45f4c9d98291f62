"""Lines that say who wrote it, as pages show them, and near misses."""

from __future__ import annotations

import pytest

from newsclean.metadata.people import People
from newsclean.metadata.signed import names_others, read_line


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("By Ann Lee", ("Ann Lee",)),
        ("ByAngela Carpenter Updated onFebruary 16, 2026", ("Angela Carpenter",)),
        ("by Meg Weeden ● December 23, 2025 ● 6 min read", ("Meg Weeden",)),
        ("03/01/2017 by Agatha Caleo, Candidate to the Committee", ("Agatha Caleo",)),
        ("Published August 7, 2023 by Nicole Burke", ("Nicole Burke",)),
        ("Written by Jill Kubala | Reviewed by Kim Rosen, MD", ("Jill Kubala",)),
        ("Von Jörg Müller und Anna-Lena Groß", ("Jörg Müller", "Anna-Lena Groß")),
        ("Review by Rick Lund Contributor", ("Rick Lund",)),
        ("By Nelio C.J.", ("Nelio C.J.",)),
        ("Kolumne von Carla Siep - 28.04.2024 um 08:52 Uhr", ("Carla Siep",)),
        ("This post was written by Ann Lee, Head of Sales and Community Development", ("Ann Lee",)),
        ("Par Hélène Dufour et Marc Le Goff", ("Hélène Dufour", "Marc Le Goff")),
        ("Text: Anna Sjöberg", ("Anna Sjöberg",)),
        ("Av Ola Nordhaug", ("Ola Nordhaug",)),
        ("Автор: Мария Соколова", ("Мария Соколова",)),
        ("文＝山田太郎", ("山田太郎",)),
        ("作者：王小明", ("王小明",)),
        ("بقلم: أحمد محمود", ("أحمد محمود",)),
    ],
)
def test_opened_lines(line, authors):
    assert read_line(line, frozenset(), signed=False, bare=False) == ("opened", People(authors))


@pytest.mark.parametrize(
    "line",
    [
        "By midnight the crowd had gone.",
        "Photos by Sam Porter",
        "Edited by Sam Porter",
        "Styled by Sam Porter",
        "More by Sam Porter",
        "Articles by Sam",
        "Krönung von Charles Porter",
        "Sponsored by Fenwick Bank",
        "Inspired by Ann Lee",
        "Von Berlin nach Hamburg",
        "Standby for news",
        "",
        "x" * 400,
    ],
)
def test_lines_that_name_no_author(line):
    assert read_line(line, frozenset(), signed=False, bare=False) is None


def test_a_name_alone_counts_only_where_a_byline_stands():
    assert read_line("Dec 17, 2025Julian K. Arnold", frozenset(), signed=False, bare=False) is None
    assert read_line("Dec 17, 2025Julian K. Arnold", frozenset(), signed=False, bare=True) == ("bare", People(("Julian K. Arnold",)))
    assert read_line("Julian Arnold Senior Reporter", frozenset(), signed=True, bare=False) == ("signed", People(("Julian Arnold",)))


def test_a_desk_is_an_agency():
    assert read_line("By Fenwick Team• 4 mins read", frozenset(), signed=False, bare=False) == ("opened", People((), "Fenwick Team"))


def test_the_site_is_no_author():
    assert read_line("By Harbour Times", frozenset({"harbourtimes"}), signed=False, bare=False) is None


@pytest.mark.parametrize(("line", "expected"), [("Photography by Ann Lee", True), ("Medical reviewer: Ann Lee", True), ("Contact: Ann Lee", True), ("By Ann Lee", False), ("Author: Ann Lee", False)])  # fmt: skip
def test_lines_that_name_others(line, expected):
    assert names_others(line) is expected


def test_what_stands_around_a_signed_name_is_let_go():
    assert read_line("& Zora Cuevas Writer, Hardware", frozenset(), signed=True, bare=True) == ("signed", People(("Zora Cuevas",)))
