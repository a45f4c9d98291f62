"""Values that pages state: texts without markup, addresses, and what holds neither."""

from __future__ import annotations

import pytest

from newsclean.metadata.values import MAX_CHARS, address, folded, plain


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("  Bridge \n closes ", "Bridge closes"),
        ("Smith &amp;amp; Sons", "Smith & Sons"),
        ("<b>Bridge</b> closes<br>today", "Bridge closes today"),
        ("a < b and c > d", "a < b and c > d"),
        ("Brü\u00adcke\u200b", "Brücke"),
        ("Rock & roll &notanentity;", "Rock & roll &notanentity;"),
        ("null", ""),
        ("{{ title }}", ""),
        ("page.author.name", ""),
        ("ledger.example", "ledger.example"),
        ("", ""),
        (None, ""),
        (7, ""),
        (float("nan"), ""),
        (["Bridge"], ""),
        ({"name": "Bridge"}, ""),
        ("x" * 5000, "x" * MAX_CHARS),
    ],
)
def test_the_text_of_a_value(value, expected):
    assert plain(value) == expected


@pytest.mark.parametrize(
    ("value", "base", "expected"),
    [
        ("https://ledger.example/a.jpg", None, "https://ledger.example/a.jpg"),
        ("/a.jpg", "https://ledger.example/news/", "https://ledger.example/a.jpg"),
        ("//cdn.example/a.jpg", "https://ledger.example/", "https://cdn.example/a.jpg"),
        ("/a.jpg", None, ""),
        ("javascript:alert(1)", "https://ledger.example/", ""),
        ("data:image/png;base64,AAAA", None, ""),
        ("http://[broken", None, ""),
        ("two words", "https://ledger.example/", ""),
        (3, None, ""),
    ],
)
def test_an_address_is_absolute_or_none(value, base, expected):
    assert address(value, base) == expected


def test_folding_leaves_letters_and_figures():
    assert folded("“The Fenwick-Ledger” 2") == "thefenwickledger2"
