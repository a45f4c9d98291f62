"""Phrases: the fold keeps every offset, roles hold their places, every phrase that ships says where it was seen."""

from __future__ import annotations

import sys

import pytest

from newsclean import Draft
from newsclean.errors import ConfigError
from newsclean.model import CATEGORIES
from newsclean.phrases import LANGUAGES, ROLES, PhraseBook, fold, parts_of, sources
from newsclean.readers.text import read_text

TABLE = {
    "share_prompt": {"line": {"share this article": ""}, "label": {"share": ""}},
    "related_links": {"opening": {"see also": ""}, "heading": {"Related stories": ""}},
    "comment_footer": {"within": {"email address will not be published": ""}, "heading": {"{number} comments": ""}},
    "author_bio": {"opening": {"follow {name} on x": ""}},
}
BOOK = PhraseBook([TABLE])


def found(text):
    document = read_text(text)
    folded = fold(document.mended)
    return [(cue.role, text[cue.start : cue.end]) for cue in BOOK.find(folded, document.blocks, parts_of(folded, document.blocks))]


def test_the_fold_keeps_the_length_of_every_character():
    every = "".join(chr(c) for c in range(sys.maxunicode + 1) if not 0xD800 <= c <= 0xDFFF)

    assert len(fold(every)) == len(every)


@pytest.mark.parametrize(("text", "folded"), [("“SHARE”", '"share"'), ("İstanbul", "istanbul"), ("it’s", "it's"), ("a\u00a0–\tb", "a - b"), ("ΣΑΣ", "σας")])
def test_what_the_fold_makes_plain(text, folded):
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("text", "cues"),
    [
        ("Share", [("label", "Share")]),
        ("» SHARE «", [("label", "SHARE")]),
        ("Share this article!", [("line", "Share this article")]),
        ("They share this article of faith.", []),
        ("See also: the annex", [("opening", "See also")]),
        ("- See also the annex", [("opening", "See also")]),
        ("You may see also the annex", []),
        ("See alsoran", []),
        ("12 Comments", [("heading", "12 Comments")]),
        ("The 12 comments", []),
        ("Your email address will not be published. *", [("within", "email address will not be published")]),
        ("See&nbsp;also the annex", [("opening", "See&nbsp;also")]),
        ("Follow Ann Lee on X for more", [("opening", "Follow Ann Lee on X")]),
        ("Follow Ann Lee on Xylophone", []),
    ],
)
def test_a_phrase_counts_only_in_its_place(text, cues):
    assert found(text) == cues


def test_an_unknown_role_is_refused():
    with pytest.raises(ConfigError, match="expected a role"):
        PhraseBook([{"share_prompt": {"anywhere": {"x": ""}}}])


def test_a_phrase_of_slots_alone_is_refused():
    with pytest.raises(ConfigError, match="fixed text"):
        PhraseBook([{"share_prompt": {"within": {"{name}": ""}}}])


def test_every_phrase_that_ships_is_well_formed():
    rows = list(sources())

    assert {language for language, *_ in rows} == {"any", *LANGUAGES}
    for language, category, role, phrase, seen in rows:
        where = f"{language} [{category}.{role}] {phrase!r}"
        assert category in CATEGORIES | {"correction_note"}, where
        assert role in ROLES, where
        assert phrase == phrase.strip(), where
        assert isinstance(seen, str), where
        assert seen.strip(), f"{where}: says not where it was seen"


def test_cues_are_shared_by_filters_through_the_draft():
    draft = Draft.of("The bridge is closed.\n\nYour email address will not be published.")

    cue = draft.cues(draft.blocks[1]).within("comment_footer")

    assert cue is not None
    assert cue in draft.cues_of("comment_footer")
    assert draft.cues(draft.blocks[0]).within("comment_footer") is None
