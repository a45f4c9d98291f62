"""`metadata/dates.py`: what is read from a short string, and what is left out."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from growth import assert_linear
from newsclean.metadata.dates import MAX_CHARS, match_date, match_day, match_time, parse_date


def _at(hours: float) -> timezone:
    return timezone(timedelta(hours=hours))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2023-12-21", date(2023, 12, 21)),
        ("2024/05/12", date(2024, 5, 12)),
        ("December 21, 2023", date(2023, 12, 21)),
        ("Dec. 21, 2023", date(2023, 12, 21)),
        ("21 December 2023", date(2023, 12, 21)),
        ("Thursday, December 21st, 2023", date(2023, 12, 21)),
        ("the 5th of May 2024", date(2024, 5, 5)),
        ("21-Dec-2023", date(2023, 12, 21)),
        ("5 de mayo de 2024", date(2024, 5, 5)),
        ("quinta-feira, 21 de dezembro de 2023", date(2023, 12, 21)),
        ("mar 5 mars 2024", date(2024, 3, 5)),
        ("Mar 5, 2024", date(2024, 3, 5)),
        ("1er janvier 2024", date(2024, 1, 1)),
        ("2 DECEMBRE 2023", date(2023, 12, 2)),
        ("Dienstag, 22. April 2024", date(2024, 4, 22)),
        ("lunedì 6 maggio 2024", date(2024, 5, 6)),
        ("(12 May 2024)", date(2024, 5, 12)),
    ],
)
def test_reads_a_date(text: str, expected: date) -> None:
    assert parse_date(text) == expected
    assert not isinstance(parse_date(text), datetime)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("22.04.2024, 06:00 Uhr", datetime(2024, 4, 22, 6)),
        ("5 mai 2024 à 10h30", datetime(2024, 5, 5, 10, 30)),
        ("5 maggio 2024 alle ore 10:30", datetime(2024, 5, 5, 10, 30)),
        ("12 de maio de 2024 às 10h30", datetime(2024, 5, 12, 10, 30)),
        ("10:30, 12 May 2024", datetime(2024, 5, 12, 10, 30)),
        ("Dec. 20, 2023 at 12 a.m.", datetime(2023, 12, 20, 0)),
        ("Dec. 20, 2023 at 12 p.m.", datetime(2023, 12, 20, 12)),
        ("December 20, 2023 17:23 PM", datetime(2023, 12, 20, 17, 23)),
    ],
)
def test_a_time_without_a_zone_stays_naive(text: str, expected: datetime) -> None:
    found = parse_date(text)

    assert found == expected
    assert isinstance(found, datetime)
    assert found.tzinfo is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2023-12-21T10:00:00.123Z", datetime(2023, 12, 21, 10, tzinfo=UTC)),
        ("2023-12-21T10:00:00+0530", datetime(2023, 12, 21, 10, tzinfo=_at(5.5))),
        ("2023-12-21T10:00:00-05:00", datetime(2023, 12, 21, 10, tzinfo=_at(-5))),
        ("17:41 JST, October 13, 2024", datetime(2024, 10, 13, 17, 41, tzinfo=_at(9))),
        ("9/26/2023 8:59 AM PT", datetime(2023, 9, 26, 8, 59, tzinfo=_at(-7))),
        ("Dec 26, 2023 8:59 AM PT", datetime(2023, 12, 26, 8, 59, tzinfo=_at(-8))),
        ("Saturday 23 December 2023 05:39, UK", datetime(2023, 12, 23, 5, 39, tzinfo=_at(0))),
        ("Sunday 23 July 2023 05:39, UK", datetime(2023, 7, 23, 5, 39, tzinfo=_at(1))),
        ("Thu, 21 Dec 2023 10:15:00 GMT", datetime(2023, 12, 21, 10, 15, tzinfo=UTC)),
        ("Sept. 27, 2023 at 11:09 a.m. GMT+02:00", datetime(2023, 9, 27, 11, 9, tzinfo=_at(2))),
    ],
)
def test_a_written_zone_makes_the_time_aware(text: str, expected: datetime) -> None:
    found = parse_date(text)

    assert isinstance(found, datetime)
    assert found == expected
    assert found.utcoffset() == expected.utcoffset()


@pytest.mark.parametrize(("text", "expected"), [("May 2024", "2024-05"), ("mayo de 2024", "2024-05"), ("DÉCEMBRE 2023", "2023-12"), ("2024-05", "2024-05")])
def test_a_month_and_a_year_stay_partial(text: str, expected: str) -> None:
    assert parse_date(text) == expected


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("04/05/2024", None, None),
        ("04/05/2024", "en", None),
        ("04/05/2024", "fr", date(2024, 5, 4)),
        ("04/05/2024", "pt-BR", date(2024, 5, 4)),
        ("4.5.2024", "de", date(2024, 5, 4)),
        ("04/25/2024", "en", date(2024, 4, 25)),
        ("25/04/2024", "en", date(2024, 4, 25)),
        ("05/05/2024", "en", date(2024, 5, 5)),
        ("Saturday 04/05/2024", "en", date(2024, 5, 4)),
        ("04/25/2024", "fr", None),
        ("12/25/23", "en", date(2023, 12, 25)),
        ("23/12/21", "en", None),
        ("23/12/21", "it", date(2021, 12, 23)),
    ],
)
def test_numbers_are_read_only_where_their_order_is_settled(text: str, language: str | None, expected: date | None) -> None:
    assert parse_date(text, language=language) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "today",
        "yesterday at 10:30",
        "20 December",
        "14:05",
        "2024",
        "2019-2022",
        "31 February 2024",
        "99.99.2024",
        "12 May 2024, 25:99",
        "12 May 2024 was a Sunday",
        "Updated 12 May 2024",
        "January 2019 – March 2020",
        "20231221",
        "²5 May 2024",
        "12 May 2024" + " " * MAX_CHARS,
    ],
)
def test_what_is_no_date_for_certain_is_left_out(text: str) -> None:
    assert parse_date(text) is None


def test_match_date_stops_behind_the_date() -> None:
    text = "Published: 12 May 2024 The bridge will close."

    assert match_date(text, 11) == (date(2024, 5, 12), 22)


def test_match_date_tells_an_ambiguous_date_from_none() -> None:
    assert match_date("04/05/2024", language="en") == (None, 10)
    assert match_date("99/99/2024", language="en") is None


def test_match_day_and_match_time_give_the_offset_behind() -> None:
    assert match_day("Dec. 20, she said") == 7
    assert match_day("5 de mayo") == 9
    assert match_day("December") is None
    assert match_time("06:00 Uhr") == 9
    assert match_time("14 people") is None


@pytest.mark.parametrize("unit", ["1 ", "1/", "at ", "12 de ", "10:10", "mar ", "May 1, "])
def test_hostile_strings_are_turned_away_in_linear_time(unit: str) -> None:
    def parse_often(text: str) -> None:
        for _ in range(200):
            parse_date(text)

    assert_linear(lambda chars: unit * (chars // len(unit)), parse_often, small=9)
