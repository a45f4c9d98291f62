"""Every filter alone on its cases: it removes exactly the expected texts, and keeps its near misses."""

from __future__ import annotations

import pytest

from cases import load_cases
from newsclean import Draft, Pipeline, Tier
from newsclean.model import CATEGORIES

FILTERS = {one.name: one for one in Pipeline.default().filters}
CASES = load_cases()
KEYS = {"label", "origin", "expect", "text", "removed", "possible", "tier", "facts", "why"}


def _params():
    for name, case in CASES:
        marks = [pytest.mark.xfail(reason=case.get("why", case["label"]), strict=True)] if case["expect"] == "known_failure" else []
        yield pytest.param(name, case, id=f"{name}: {case['label']}", marks=marks)


@pytest.mark.parametrize(("name", "case"), list(_params()))
def test_filter_removes_exactly_the_expected_spans(name, case):
    draft = Draft.of(case["text"])

    removals = sorted(FILTERS[name].find(draft), key=lambda r: r.span)

    cut = [r for r in removals if r.tier <= Tier.LIKELY]
    assert [draft.text_of(r) for r in cut] == case["removed"]
    if "possible" in case:
        assert [draft.text_of(r) for r in removals if r.tier is Tier.POSSIBLE] == case["possible"]
    if "tier" in case:
        assert {r.tier.name.lower() for r in cut} == {case["tier"]}
    for field, value in case.get("facts", {}).items():
        found = [fact.value for r in removals for fact in r.facts if fact.field == field]
        assert found == (value if isinstance(value, list) else [value])


# The scorer is learned, not written, and `other_article` reads pages alone: `tests/scorer` and `tests/test_other_article.py` have their tests.
@pytest.mark.parametrize("name", sorted(set(FILTERS) - {"page_chrome", "other_article"}))
def test_filter_has_enough_cases_and_near_misses(name):
    cases = [case for owner, case in CASES if owner == name]

    kept = [case for case in cases if case["expect"] == "keep"]

    assert len(cases) >= 20, f"{name}: {len(cases)} cases"
    assert len(kept) * 2 >= len(cases), f"{name}: {len(kept)} near misses of {len(cases)} cases"


def test_cases_are_well_formed():
    labels = set()
    for name, case in CASES:
        assert name in FILTERS, f"fixtures/filters/{name}: no such filter"
        assert set(case) <= KEYS, f"{name}: {case['label']}: unknown keys {set(case) - KEYS}"
        assert case["expect"] in ("remove", "keep", "known_failure"), f"{name}: {case['label']}"
        if case["expect"] == "keep":  # a mark that the default profile does not cut keeps the text
            assert case["removed"] == [], f"{name}: {case['label']}"
        if case["expect"] == "remove":
            assert case["removed"] or case.get("possible"), f"{name}: {case['label']}"
        assert (name, case["label"]) not in labels, f"{name}: {case['label']!r} twice"
        labels.add((name, case["label"]))


def test_every_category_of_a_filter_is_documented():
    assert {one.category for one in FILTERS.values()} <= CATEGORIES
