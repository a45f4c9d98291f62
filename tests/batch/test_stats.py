"""The counts of a job: they add up whatever the parts, and tell when something has changed."""

from __future__ import annotations

import copy

import pytest

import newsclean
from newsclean.batch.stats import MAX_HOSTS, MAX_NOTES, OTHER_HOSTS, OTHER_NOTES, Stats, drift, host_of

STORY = "The council voted on Tuesday to close the old bridge for six months, a spokesman for the town said in the evening."
CLEANED = [
    (newsclean.clean(f"{STORY}\n\n{end}", format="text"), f"https://www.{host}/a")
    for end in ("Back to top", "Leave a Reply", "See also: Ferry")
    for host in ("one.example", "two.example")
]


def counted(cleaned, samples=0):
    stats = Stats(samples)
    for article, url in cleaned:
        stats.add(article, url)
    return stats


def test_parts_add_up_to_the_whole():
    whole = counted(CLEANED, samples=2)
    parts = Stats(2)
    for cleaned in (CLEANED[:1], CLEANED[1:4], CLEANED[4:]):
        parts.merge(counted(cleaned, samples=2))

    assert parts.report() == whole.report()
    assert list(parts.sample_lines()) == list(whole.sample_lines())


def test_a_report_counts_by_host_language_and_filter():
    stats = counted(CLEANED)
    stats.add_error("column 'body': expected a text or a page, got null", None)

    report = stats.report()

    assert report["all"]["documents"] == 7
    assert report["all"]["status"] == {"error": 1, "ok": 6}
    assert report["hosts"]["one.example"]["documents"] == 3
    assert report["languages"]["en"]["documents"] == 6
    assert report["filters"]["comment_footer"] == {"documents": 2, "removals": 2}
    assert report["errors"] == {"column 'body': expected a text or a page": 1}
    assert 0 < report["all"]["removed_share"]["p50"] < 0.2
    assert stats.mean_removed_share == pytest.approx(sum(1 - sum(map(len, a.kept)) / len(a.document.text) for a, _ in CLEANED) / 6, abs=0.01)


def test_an_empty_job_has_a_report():
    report = Stats().report()

    assert report["all"] == {"documents": 0, "status": {}, "verdicts": {}, "removed_share": {"p10": None, "p50": None, "p90": None, "p99": None}}
    assert Stats().mean_removed_share == 0.0


def test_samples_show_what_stands_around():
    lines = list(counted(CLEANED, samples=1).sample_lines())

    assert [(line["filter"], line["removed"]) for line in lines] == [("comment_footer", "Leave a Reply"), ("navigation", "Back to top"), ("related_links", "See also: Ferry")]
    assert all(STORY[-80:] in line["before"] for line in lines)


def test_hosts_beyond_the_limit_are_counted_together(monkeypatch):
    monkeypatch.setattr("newsclean.batch.stats.MAX_HOSTS", 1)

    stats = counted(CLEANED)

    assert {host: group["documents"] for host, group in stats.hosts.items()} == {"one.example": 3, OTHER_HOSTS: 3}
    assert MAX_HOSTS == 10_000


def test_notes_are_counted_and_bounded():
    stats = Stats()
    for nth in range(500):
        part = Stats()
        part.add_notes({f"column 'key{nth}': left out": 2, "all": 1})
        stats.merge(part)

    assert len(stats.notes) == MAX_NOTES + 1
    assert sum(stats.notes.values()) == 1500
    assert stats.report()["notes"]["all"] == 500
    assert stats.report()["notes"][OTHER_NOTES] == 2 * (500 - MAX_NOTES + 1)


@pytest.mark.parametrize(
    ("url", "host"), [("https://www.a.example/x", "a.example"), ("http://A.example:80", "a.example"), (None, "(no address)"), ("", "(no address)"), ("http://[", "(no address)")]
)
def test_the_host_of_an_address(url, host):
    assert host_of(url) == host


def report_of(*, documents=100, no_article=0, errors=0, share=0.1, byline=50):
    group = {
        "documents": documents,
        "status": {"ok": documents - no_article - errors, "no_article": no_article, "error": errors},
        "verdicts": {"article": documents - no_article, "no_article": no_article},
        "removed_share": {"p10": 0.0, "p50": share, "p90": share, "p99": share},
    }
    return {"all": group, "errors": {}, "filters": {"byline": {"documents": byline, "removals": byline}}, "languages": {}, "hosts": {"a.example": copy.deepcopy(group)}}


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ({}, []),
        ({"no_article": 10}, []),
        ({"no_article": 11}, ["all: article was 100% of 100 documents, is 89% of 100", "all: no_article was 0% of 100 documents, is 11% of 100"]),
        ({"errors": 11}, ["all: error was 0% of 100 documents, is 11% of 100"]),
        ({"share": 0.3}, ["all: the removed share (p50) was 0.10, is 0.30", "all: the removed share (p90) was 0.10, is 0.30"]),
        ({"byline": 100}, []),
        ({"byline": 24}, ["filter byline: removed something from 50.0% of the documents, does from 24.0%"]),
        ({"documents": 49, "byline": 0, "share": 0.9}, []),
    ],
)
def test_drift(now, expected):
    found = drift(report_of(**now), report_of())

    assert [line for line in found if not line.startswith("host ")] == expected
    assert [line.removeprefix("host a.example") for line in found if line.startswith("host ")] == [line.removeprefix("all") for line in expected if line.startswith("all")]
