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


def test_a_stated_day_that_is_the_last_changes_gives_way_to_an_earlier_one_that_is_shown():
    seen = NOTHING._replace(published=(date(2024, 5, 3),), alone=(date(2024, 5, 3),))

    assert dated(("2024-08-01", "JSON-LD"), seen=seen, changed=["2024-08-01"]) == Dated(date(2024, 5, 3), "date block")
    assert dated(("2024-08-01", "JSON-LD"), seen=seen, changed=["2024-08-02"]) == Dated(date(2024, 8, 1), "JSON-LD")
    assert dated(("2024-05-04", "JSON-LD"), seen=seen, changed=["2024-05-04"]) == Dated(date(2024, 5, 4), "JSON-LD")


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
