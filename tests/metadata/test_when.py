"""Dates as pages state them: forms, languages, and what is no date for certain."""

from __future__ import annotations

import importlib.util
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from newsclean.metadata.when import day_of, find_date, read_date, readings

ROOT = Path(__file__).resolve().parents[2]
DAY = date(2024, 5, 3)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2024-05-03", DAY),
        ("2024-5-3", DAY),
        ("2024/05/03", DAY),
        ("20240503", DAY),
        ("2024-05-03T18:15:00Z", datetime(2024, 5, 3, 18, 15, tzinfo=UTC)),
        ("2024-05-03T18:15:00.123456+0200", datetime(2024, 5, 3, 18, 15, tzinfo=timezone(timedelta(hours=2)))),
        ("2024-05-03T18:15-05", datetime(2024, 5, 3, 18, 15, tzinfo=timezone(timedelta(hours=-5)))),
        ("2024-05-03 18:15:00", datetime(2024, 5, 3, 18, 15)),
        ("2024-05-03T18:15:00[Europe/Berlin]", datetime(2024, 5, 3, 18, 15)),
        ("1714760100", datetime(2024, 5, 3, 18, 15, tzinfo=UTC)),
        ("1714760100000", datetime(2024, 5, 3, 18, 15, tzinfo=UTC)),
        ("Fri, 03 May 2024 18:15:00 GMT", datetime(2024, 5, 3, 18, 15, tzinfo=UTC)),
        ("Fri May 03 18:15:00 UTC 2024", datetime(2024, 5, 3, 18, 15, tzinfo=UTC)),
        ("May 3, 2024", DAY),
        ("2024-05", "2024-05"),
        ("2024", "2024"),
    ],
)
def test_forms(value, expected):
    assert read_date(value) == expected


@pytest.mark.parametrize("value", ["", "today", "2 hours ago", "May 3", "2024-13-41", "0001-01-01T00:00:00Z", "1970-01-01T00:00:00Z", "04/05/2024", "${date}", "x" * 500, "9" * 40])
def test_no_date_for_certain(value):
    assert read_date(value) is None


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Publicerad 3 maj 2024 kl. 10.30", "sv"),
        ("3. toukokuuta 2024 klo 10.30", "fi"),
        ("3 maja 2024, 10:30", "pl"),
        ("3 мая 2024 г., 10:30", "ru"),
        ("3 травня 2024", "uk"),
        ("3 Μαΐου 2024", "el"),
        ("3 Mayıs 2024 Cuma", "tr"),
        ("٣ مايو ٢٠٢٤", "ar"),
        ("3 במאי 2024", "he"),
        ("२०२४ मई 3", None),
        ("3 मई २०२४", "hi"),
        ("2024年5月3日 18:15", "ja"),
        ("2024년 5월 3일", "ko"),
        ("2024. május 3.", "hu"),
        ("3 tháng 5, 2024", "vi"),
        ("3 Mei 2024", "id"),
        ("2024 m. gegužės 3 d.", "lt"),
        ("03.05.2024", "de"),
    ],
)
def test_languages(text, language):
    found = find_date(text, language)

    assert found is not None
    assert day_of(found) == "2024-05-03"


def test_a_name_of_two_months_needs_its_language():
    assert read_date("3 listopada 2024", "pl") == date(2024, 11, 3)
    assert read_date("3 listopada 2024", "hr") == date(2024, 10, 3)
    assert read_date("3 listopada 2024") is None


@pytest.mark.parametrize(("text", "expected"), [("04/05/2024", (date(2024, 5, 4), date(2024, 4, 5))), ("05.05.2024", (date(2024, 5, 5),)), ("13/05/2024", ()), ("no numbers", ())])
def test_both_readings_of_numbers(text, expected):
    assert readings(text) == expected


def test_the_table_of_months_is_what_babel_has():
    pytest.importorskip("babel")
    spec = importlib.util.spec_from_file_location("month_names", ROOT / "docs" / "month_names.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)

    assert module.FILE.read_text("utf-8") == module.table(), "run `python docs/month_names.py`"
