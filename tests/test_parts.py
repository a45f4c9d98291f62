"""Parts: each option takes out, or puts back, its own spans and nothing else."""

from __future__ import annotations

import pytest

import newsclean
from cases import load_inputs, load_pages
from newsclean import ConfigError, Parts, Pipeline
from newsclean.parts import PART_NAMES
from test_contract import assert_conserved

SOURCES = {**load_inputs(), **load_pages()}
BASE = {slug: newsclean.clean(source) for slug, source in SOURCES.items()}
DEFAULT = Pipeline.default()


def gone(slug, **parts):
    """Return the blocks of the clean text that an option takes out."""
    text = newsclean.clean(SOURCES[slug], pipeline=DEFAULT.with_parts(**parts)).text
    left = text.split("\n\n")
    return [block for block in BASE[slug].text.split("\n\n") if block not in left]


@pytest.mark.parametrize("profile", ["balanced", "thorough"])
@pytest.mark.parametrize("value", [True, False])
@pytest.mark.parametrize("name", PART_NAMES)
def test_a_part_touches_nothing_else(name, value, profile):
    pipeline = DEFAULT.with_parts(**{name: value})
    category = Parts.categories[name]
    for slug, source in SOURCES.items():
        plain = BASE[slug].recut(profile)

        article = newsclean.clean(source, pipeline=pipeline, profile=profile)

        assert_conserved(article)
        assert (article.metadata, article.verdict, article.verdict_reason, article.warnings) == (plain.metadata, plain.verdict, plain.verdict_reason, plain.warnings), slug
        missing = {removal.category for removal in plain.removals if removal not in article.removals}
        added = {removal.category for removal in article.removals if removal not in plain.removals}
        assert missing <= ({category, "page_chrome"} if value else set()), slug
        assert added <= (set() if value else {category}), slug


@pytest.mark.parametrize("parts", [{"captions": True}, {"tables": False, "source_list": False}, dict.fromkeys(PART_NAMES, False)], ids=str)
@pytest.mark.parametrize("slug", sorted(load_pages()))
def test_recut_knows_the_parts(slug, parts):
    pipeline = DEFAULT.with_parts(**parts)
    article = newsclean.clean(SOURCES[slug], pipeline=pipeline)

    for profile in ("careful", "thorough"):
        assert article.recut(profile) == newsclean.clean(SOURCES[slug], pipeline=pipeline, profile=profile)


@pytest.mark.parametrize(
    ("slug", "name", "expected"),
    [
        ("page-tables-and-box", "standfirst", ["For a week, nine students sat in the rain with clickers. Their numbers decide which bridge is mended first."]),
        ("page-tables-and-box", "tables", ["Cars | Lorries | Note", "Old bridge | 12,040 | 1,980 | one lane", "Northern crossing | 31,200 |  | toll | free on Sundays", "Both | 45,220 together |"]),
        ("page-tables-and-box", "fact_boxes", ["The old bridge in figures", "Built in 1911 by the railway company", "Length: 210 metres", "Closed twice, in 1931 and in 1998"]),
        ("page-tables-and-box", "corrections", ["Correction: An earlier version of this article said that the students had umbrellas. They had none."]),
        ("page-quotes-and-posts", "social_posts", ["The poem stays where it is, and so does the weir. Whoever wants to quarrel with either of them may come to the town hall on Thursday from two to four."]),
        ("page-quotes-and-posts", "standfirst", []),
        ("page-steps-and-code", "tables", []),
        ("page-gallery-captions", "captions", []),
    ],
)  # fmt: skip
def test_a_part_is_left_out(slug, name, expected):
    assert gone(slug, **{name: False}) == expected


def test_captions_stay_in_their_places_and_in_the_metadata():
    plain = BASE["page-gallery-captions"]

    article = newsclean.clean(SOURCES["page-gallery-captions"], pipeline=DEFAULT.with_parts(captions=True))

    added = [block for block in article.text.split("\n\n") if block not in plain.text]
    assert added == [
        "The market square of Tarnfield on Saturday morning.",  # its credit is another filter's
        "Pupils clear mud from the gym of the school.",
        "The piano belongs to nobody in the street.",
        "Firefighters carry a dog and its basket across Mill Lane.",
    ]  # and not the caption of the teaser
    assert article.text.startswith(added[0])
    assert article.metadata.captions == plain.metadata.captions != ()


def test_captions_of_a_text():
    source = SOURCES["gallery-captions"]

    article = newsclean.clean(source, pipeline=DEFAULT.with_parts(captions=True))

    added = [block for block in article.text.split("\n\n") if block not in BASE["gallery-captions"].text]
    assert added[0].startswith("Residents clear mud from the school gym in Tarnfield on Saturday.")
    assert len(added) == 4


NOTES = "The council voted on Tuesday to close the old bridge for six months while engineers replace its rusted bearings.\n\nSources:\n\n[1] Road office, report of 2023, pp. 4-9\n\n[2] https://example.org/bridge"


@pytest.mark.parametrize(
    ("parts", "profile", "stays"), [({}, "balanced", True), ({}, "thorough", False), ({"source_list": False}, "balanced", False), ({"source_list": True}, "thorough", True)]
)
def test_sources_follow_the_profile_unless_they_are_a_part(parts, profile, stays):
    article = newsclean.clean(NOTES, pipeline=DEFAULT.with_parts(**parts), profile=profile)

    assert ("[1] Road office" in article.text) is stays


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("Correction: the bridge was built in 1911.", True),
        ("Editor’s note — This piece was first printed in May.", True),
        ("This article was amended on 4 May to give the right year.", True),
        ("Anm. d. Red.", False),
        ("Korrektur: Die Brücke stammt von 1911.", True),
        ("Fe de errores: el puente es de 1911.", True),
        ("Correction fluid is what the council needs, said the mayor on Tuesday.", False),
        ("Clarifications were asked for by three members of the council.", False),
    ],
)
def test_corrections_are_told_by_how_they_open(note, expected):
    story = NOTES.partition("\n")[0]

    article = newsclean.clean(f"{story}\n\n{note}\n\n{story.replace('Tuesday', 'Friday')}", pipeline=DEFAULT.with_parts(corrections=False))

    assert (note not in article.text) is expected
    assert story in article.text


def test_a_label_takes_its_correction_with_it():
    story = NOTES.partition("\n")[0]

    article = newsclean.clean(f"{story}\n\nCorrection\n\nThe bridge was built in 1911.\n\n{story.replace('Tuesday', 'Friday')}", pipeline=DEFAULT.with_parts(corrections=False))

    assert article.text == f"{story}\n\n{story.replace('Tuesday', 'Friday')}"


def test_a_name_on_most_of_the_story_is_no_fact_box_or_standfirst():
    story = "".join(f"<p>{NOTES.partition(chr(10))[0].replace('Tuesday', day)}</p>" for day in ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"))
    page = f'<html><body><div class="infobox standfirst">{story}</div></body></html>'
    plain = newsclean.clean(page)

    assert newsclean.clean(page, pipeline=DEFAULT.with_parts(fact_boxes=False, standfirst=False)).text == plain.text != ""


def test_a_user_pattern_keeps_a_part():
    pipeline = DEFAULT.with_parts(tables=False).keeping(["Northern crossing"])

    text = newsclean.clean(SOURCES["page-tables-and-box"], pipeline=pipeline).text

    assert "Northern crossing | 31,200" in text
    assert "Old bridge | 12,040" not in text


def test_parts_in_toml_and_in_print(tmp_path):
    pipeline = DEFAULT.with_parts(captions=True, tables=False)
    file = tmp_path / "newsclean.toml"
    file.write_text(pipeline.to_toml(), "utf-8")

    again = Pipeline.from_toml(file)

    assert again == pipeline
    assert again.fingerprint == pipeline.fingerprint != DEFAULT.fingerprint
    assert "\n[parts]\ntables = false\ncaptions = true\n" in pipeline.to_toml()
    assert str(pipeline).splitlines()[-2:] == ["leave out tables", "keep captions"]
    assert pipeline.without("caption").parts == pipeline.parts


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        ({"caption": True}, r"\[parts\]: no part 'caption' \(did you mean 'captions'\?\); there are: standfirst, "),
        ({"captions": "yes"}, r"\[parts\]: captions must be true \(kept\) or false \(left out\), got 'yes'"),
        ({"captions": None}, r"got None"),
    ],
)
def test_a_wrong_part_is_refused(parts, message):
    with pytest.raises(ConfigError, match=message):
        DEFAULT.with_parts(**parts)


def test_no_filter_has_the_name_of_a_part():
    class Tables:
        name = "tables"
        category = "table"

        def find(self, draft):
            return []

    with pytest.raises(ConfigError, match="got 'tables', which is a part"):
        Pipeline((Tables(),))


def test_a_wrong_table_of_parts_is_refused(tmp_path):
    file = tmp_path / "newsclean.toml"
    file.write_text("parts = [1]", "utf-8")

    with pytest.raises(ConfigError, match=r"newsclean.toml: \[parts\]: expected a table"):
        Pipeline.from_toml(file)
