"""The pipeline: order, options, the user's own patterns, TOML, fingerprint, third-party filters."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

import pytest

import newsclean
from newsclean import ConfigError, Draft, FilterError, Pipeline, Removal, Span, Tier, UnknownFilterError, pipeline

STORY = "The council voted on Tuesday to close the old bridge for six months while engineers replace its bearings."


@dataclass(frozen=True, slots=True, kw_only=True)
class Weather:
    """Remove the weather line."""

    name: ClassVar[str] = "weather"
    category: ClassVar[str] = "site_boilerplate"
    max_words: int = 5
    tier: int = 1

    def find(self, draft: Draft) -> Iterator[Removal]:
        for block in draft.blocks:
            if draft.fold_of(block).startswith("weather:") and block.words <= self.max_words:
                yield draft.remove_block(self, block, "weather line", draft.text_of(block), Tier(self.tier))


@dataclass(frozen=True, slots=True)
class Broken:
    name: ClassVar[str] = "broken"
    category: ClassVar[str] = "site_boilerplate"
    how: str = "raise"

    def find(self, draft: Draft) -> Iterator[Removal]:
        if self.how == "raise":
            raise KeyError("no such key")
        yield Removal(Span(0, len(draft.text) + 1), self.name, self.category, "reason", "", Tier.CERTAIN)


def test_names_are_unique_and_in_order():
    names = Pipeline.default().names

    assert len(set(names)) == len(names)
    assert names.index("byline") < names.index("headline")


def test_a_filter_object_runs_where_it_is_put():
    built = Pipeline.default().insert(Weather(), before="author_bio")

    assert built.names.index("weather") == built.names.index("author_bio") - 1
    assert newsclean.clean(f"Weather: 12 degrees, rain\n{STORY}", pipeline=built).text == STORY


def test_insert_after_and_at_the_end():
    base = Pipeline.default()

    assert base.insert(Weather(), after=base.names[0]).names[1] == "weather"
    assert base.insert(Weather()).names[-1] == "weather"


def test_insert_refuses_two_places():
    with pytest.raises(ConfigError, match="both"):
        Pipeline.default().insert(Weather(), before="author_bio", after="author_bio")


def test_a_name_is_used_once():
    with pytest.raises(ConfigError, match="'weather' twice"):
        Pipeline((Weather(), Weather()))


def test_without_and_with_options_leave_the_original_alone():
    base = Pipeline.default()

    fewer = base.without("image_credit")

    assert "image_credit" not in fewer.names
    assert "image_credit" in base.names
    assert fewer.fingerprint != base.fingerprint


def test_an_unknown_filter_gets_a_suggestion():
    with pytest.raises(UnknownFilterError, match=r"no filter is named 'autor_bio' \(did you mean 'author_bio'\?\)"):
        Pipeline.default().without("autor_bio")


def test_an_unknown_option_gets_a_suggestion():
    with pytest.raises(ConfigError, match=r"\[filters.weather\]: no option 'max_word' \(did you mean 'max_words'\?\)"):
        Pipeline((Weather(),)).with_options("weather", max_word=3)


@pytest.mark.parametrize(("value", "message"), [("five", "of type int"), (True, "of type int"), (-1, "at least 0")])
def test_a_wrong_option_value_is_refused(value, message):
    with pytest.raises(ConfigError, match=message):
        Pipeline((Weather(),)).with_options("weather", max_words=value)


@pytest.mark.parametrize(("max_words", "text"), [(4, "Weather: 12 degrees, rain"), (3, None)])
def test_a_threshold_holds_on_both_sides(max_words, text):
    built = Pipeline((Weather(),)).with_options("weather", max_words=max_words)

    removed = newsclean.clean(f"Weather: 12 degrees, rain\n{STORY}", pipeline=built).removals

    assert [r.evidence for r in removed] == ([text] if text else [])


def test_keeping_drops_every_removal_that_touches_a_match():
    source = f"{STORY}\nBack to top\n{STORY.replace('six', 'nine')}\nLeave a Reply"
    base = Pipeline.default()

    kept = newsclean.clean(source, pipeline=base.keeping(["(?i)back to"]))

    assert "Back to top" in kept.text
    assert "Leave a Reply" not in kept.text
    assert "Back to top" not in newsclean.clean(source, pipeline=base).text


def test_keeping_takes_the_lines_it_protects_out_of_a_longer_removal():
    class Lines:
        name = category = "navigation"

        def find(self, draft):
            yield Removal(Span(draft.blocks[1].start, draft.blocks[4].end), self.name, self.category, "a menu", "", Tier.CERTAIN)

    source = "\n".join([STORY, "Home", "The annex", "Sport", "Log in"])

    article = newsclean.clean(source, pipeline=Pipeline((Lines(),)).keeping(["annex"]))

    assert article.text == f"{STORY}\n\nThe annex"
    assert [source[r.span.start : r.span.end] for r in article.removals] == ["Home", "Sport", "Log in"]


def test_keeping_wants_a_list_of_patterns_that_compile():
    with pytest.raises(ConfigError, match="put it in a list"):
        Pipeline.default().keeping("Back to top")
    with pytest.raises(ConfigError, match="regular expression"):
        Pipeline.default().keeping(["(unclosed"])


def test_a_runaway_keep_pattern_is_an_error():
    built = Pipeline(()).keeping([r"(a+)+\1+$b"])

    with pytest.raises(FilterError, match="took more than 1 s"):
        newsclean.clean("a" * 5000 + "c", pipeline=built)


def test_a_filter_that_raises_is_named():
    with pytest.raises(FilterError, match="filter 'broken': KeyError"):
        newsclean.clean(STORY, pipeline=Pipeline((Broken(),)))


def test_a_removal_outside_the_document_is_an_error():
    with pytest.raises(FilterError, match="inside the document"):
        newsclean.clean(STORY, pipeline=Pipeline((Broken("outside"),)))


@pytest.mark.parametrize("thing", [object(), "author_bio", type("NoCategory", (), {"name": "x", "category": "nonsense", "find": lambda self, draft: []})()])
def test_what_is_no_filter_is_refused(thing):
    with pytest.raises(ConfigError):
        Pipeline((thing,))


def test_toml_goes_there_and_back(tmp_path):
    names = Pipeline.default().names
    built = Pipeline.default().without(names[3]).keeping(["See also the “annex”", r"\d+"])
    file = tmp_path / "newsclean.toml"

    file.write_text(built.to_toml(), encoding="utf-8")

    assert Pipeline.from_toml(file) == built
    assert Pipeline.from_toml(file).fingerprint == built.fingerprint


def test_toml_with_options(tmp_path):
    file = tmp_path / "newsclean.toml"
    file.write_text('without = ["byline"]\nkeep = ["annex"]\n[filters.related_links]\nmax_words = 7\n', encoding="utf-8")

    built = Pipeline.from_toml(file)

    assert "byline" not in built.names
    assert built.keep == ("annex",)
    assert "max_words=7" in repr(built)
    assert Pipeline.from_toml(file).to_toml() == built.to_toml()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("ordre = []", "unknown key 'ordre'"),
        ("order = 3", "order: expected a list of texts"),
        ('order = ["autor_bio"]', "did you mean 'author_bio'"),
        ("[filters.related_links]\nmax_wrds = 3", "no option 'max_wrds'"),
        ("[filters.related_links]\nmax_words = 'x'", "must be of type int"),
        ("not toml", "expected a TOML file"),
    ],
)
def test_a_wrong_toml_says_where(tmp_path, content, message):
    file = tmp_path / "news.toml"
    file.write_text(content, encoding="utf-8")

    with pytest.raises(ConfigError, match=message) as caught:
        Pipeline.from_toml(file)

    assert str(caught.value).startswith(str(file))


def test_a_missing_toml_says_so(tmp_path):
    with pytest.raises(ConfigError, match="no such file"):
        Pipeline.from_toml(tmp_path / "none.toml")


def test_repr_lists_filters_in_order_with_their_options():
    lines = repr(Pipeline((Weather(max_words=9),)).keeping(["annex"])).splitlines()

    assert lines[0].startswith("Pipeline ")
    assert lines[1].split() == ["1.", "weather", "site_boilerplate", "max_words=9,", "tier=1"]
    assert lines[2] == "keep 'annex'"


def test_the_fingerprint_knows_options_keeps_and_order():
    prints = {
        Pipeline.default().fingerprint,
        Pipeline.default().keeping(["a"]).fingerprint,
        Pipeline((Weather(),)).fingerprint,
        Pipeline((Weather(max_words=4),)).fingerprint,
        Pipeline(tuple(reversed(Pipeline.default().filters))).fingerprint,
    }

    assert len(prints) == 5
    assert Pipeline.default().fingerprint == Pipeline(Pipeline.default().filters).fingerprint


def test_entry_points_add_filters_by_name(monkeypatch):
    class Point:
        name, value = "weather", "weather:Weather"

        @staticmethod
        def load():
            return Weather

    monkeypatch.setattr(pipeline, "entry_points", lambda group: [Point] if group == "newsclean.filters" else [])

    built = Pipeline.default().insert("weather", before="headline")

    assert "weather" in built.names
    assert "weather" in pipeline.registered()


def test_a_broken_entry_point_is_named(monkeypatch):
    class Point:
        name, value = "gone", "gone:Filter"

        @staticmethod
        def load():
            raise ImportError("No module named 'gone'")

    monkeypatch.setattr(pipeline, "entry_points", lambda group: [Point])

    with pytest.raises(ConfigError, match="entry point gone = gone:Filter"):
        pipeline.registered()


def test_a_pipeline_can_be_pickled():
    built = Pipeline.default().keeping(["annex"])

    assert pickle.loads(pickle.dumps(built)) == built
