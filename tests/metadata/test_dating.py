"""The choice of dates: trust, the newsroom's clock, ambiguous numbers, the day in the address."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from newsclean.metadata.candidates import Candidate
from newsclean.metadata.dating import Dated, choose, day_in
from newsclean.metadata.structured import Landmark
from newsclean.metadata.visible import Visible

NOTHING = Visible((), (), (), (), (), (), ())
WEST = timezone(timedelta(hours=-5))


def dated(*known, seen=NOTHING, landmarks=(), addresses=(), changed=(), title=None):
    return choose("published", [Candidate("published", value, source) for value, source in known], seen, landmarks, title, addresses, changed, "en")


def test_the_most_trusted_source_wins_and_agreement_is_counted():
    assert dated(("2024-05-04", "meta"), ("2024-05-03", "JSON-LD"), ("2024-05-03T10:00:00Z", "OpenGraph")) == Dated(date(2024, 5, 3), "JSON-LD", ("OpenGraph",))


def test_a_moment_is_told_by_the_newsrooms_clock():
    time = [Landmark("time", "May 3", "2024-05-03T22:22:07-0500")]
    naive = [Landmark("time", "May 3", "2024-05-03 22:22:07")]

    for landmarks in (time, naive):
        found = dated(("2024-05-04T03:22:07Z", "JSON-LD"), landmarks=landmarks)
        assert found is not None
        assert isinstance(found.value, datetime)
        assert found.value.isoformat() == "2024-05-03T22:22:07-05:00"
    assert dated(("2024-05-04T03:22:07Z", "JSON-LD"), landmarks=[Landmark("time", "", "2024-05-03T20:00:07-0500")]) == Dated(datetime(2024, 5, 4, 3, 22, 7, tzinfo=UTC), "JSON-LD")


def test_the_time_behind_the_headline_is_the_articles():
    landmarks = [
        Landmark("time", "", "2024-01-01"),
        Landmark("h1", "Fenwick Star"),
        Landmark("time", "", "2024-02-02"),
        Landmark("h1", "Bridge closes"),
        Landmark("time", "", "2024-05-03"),
    ]

    assert dated(landmarks=landmarks, title="Bridge closes") == Dated(date(2024, 5, 3), "time")


def test_numbers_are_settled_by_another_date_or_left_out():
    seen = NOTHING._replace(ambiguous=("04/05/2024",))

    assert dated(seen=seen) is None
    assert dated(seen=seen, changed=["2024-05-04"]) == Dated(date(2024, 5, 4), "date block")
    assert dated(seen=seen, landmarks=[Landmark("time", "", "2024-04-05")]) == Dated(date(2024, 4, 5), "time", ("date block",))


def test_a_stated_day_gives_way_to_an_earlier_one_alone_under_the_headline():
    shown = date(2024, 5, 3)
    seen = NOTHING._replace(published=(shown,), alone=(shown,))

    assert dated(("2024-08-01", "JSON-LD"), seen=seen, changed=["2024-08-01"]) == Dated(shown, "date block")
    assert dated(("2024-08-01T10:00:00Z", "OpenGraph"), seen=seen) == Dated(shown, "date block")
    assert dated(("2024-08-01", "JSON-LD"), seen=seen._replace(alone=())) == Dated(date(2024, 8, 1), "JSON-LD")
    assert dated(("2023-02-01", "JSON-LD"), seen=seen, changed=["2024-05-03"]) == Dated(date(2023, 2, 1), "JSON-LD")


@pytest.mark.parametrize(("stated", "wins"), [("2024-05-04", False), ("2024-05-05", True), ("2024-05-04T11:59:00Z", False), ("2024-05-04T12:01:00Z", True)])
def test_a_day_that_is_the_day_before_somewhere_is_no_earlier_one(stated, wins):
    seen = NOTHING._replace(published=(date(2024, 5, 3),), alone=(date(2024, 5, 3),))

    found = dated((stated, "JSON-LD"), seen=seen)

    assert found is not None
    assert (found.source == "date block") is wins


def test_a_source_alone_with_its_day_gives_way_to_the_day_that_the_page_shows_and_another_states():
    seen = NOTHING._replace(published=(date(2024, 5, 3),))
    lone, other = ("2024-04-01", "JSON-LD"), ("2024-05-03T10:00:00Z", "Parsely")

    assert dated(lone, other, seen=seen) == Dated(datetime(2024, 5, 3, 10, tzinfo=UTC), "Parsely", ("date block",))
    assert dated(lone, other) == Dated(date(2024, 4, 1), "JSON-LD")
    assert dated(lone, seen=seen) == Dated(date(2024, 4, 1), "JSON-LD")
    assert dated(lone, ("2024-04-01", "OpenGraph"), other, seen=seen) == Dated(date(2024, 4, 1), "JSON-LD", ("OpenGraph",))


def test_a_time_that_is_not_the_date_under_the_headline_is_another_storys():
    landmarks = [Landmark("h1", "Bridge closes"), Landmark("time", "16 Feb 2025")]
    seen = NOTHING._replace(published=(date(2024, 5, 3),), alone=(date(2024, 5, 3),))

    assert dated(seen=seen._replace(under=True), landmarks=landmarks, title="Bridge closes") == Dated(date(2024, 5, 3), "date block")
    assert dated(seen=seen, landmarks=landmarks, title="Bridge closes") == Dated(date(2025, 2, 16), "time")
    assert dated(seen=NOTHING._replace(modified=(date(2025, 2, 16),)), landmarks=landmarks, title="Bridge closes") is None


def test_a_time_that_says_updated_is_no_publication():
    assert dated(landmarks=[Landmark("time", "Updated May 7, 2024", "2024-05-07")]) is None
    assert dated(landmarks=[Landmark("time", "Updated May 7, 2024", "2024-05-07"), Landmark("time", "May 3, 2024", "2024-05-03")]) == Dated(date(2024, 5, 3), "time")
    assert dated(landmarks=[Landmark("time", "Published May 3, updated May 7", "2024-05-03")]) == Dated(date(2024, 5, 3), "time")


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://x.example/2024/05/03/bridge", date(2024, 5, 3)),
        ("https://x.example/news/2024/may/03/bridge", date(2024, 5, 3)),
        ("https://x.example/2024-05-03-bridge", date(2024, 5, 3)),
        ("https://x.example/20240503/bridge", date(2024, 5, 3)),
        ("https://x.example/2024/05/bridge", None),
        ("https://x.example/2024/13/41/bridge", None),
        ("https://x.example/story/1234567890", None),
    ],
)
def test_the_day_in_an_address(address, expected):
    assert day_in(address) == expected
