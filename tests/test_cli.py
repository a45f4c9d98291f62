"""The command line, as a person and as a shell script meet it."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import newsclean
from newsclean import Pipeline, Removal, Span, Tier
from newsclean.cli import main
from newsclean.report.filterdoc import describe_filter
from newsclean.report.terminal import Places, explanation, filter_list, quoted, removed_view, visible

STORY = """Bridge closes for a week

The bridge over the Tarn will be closed for a week from Monday, the council said on Friday, while workers mend its deck.

The last repair was in 1998, when a lorry hit the eastern pier and traffic was led over the old ford for a month.

Leave a Reply

Your email address will not be published. Required fields are marked *
"""
PAGE = Path(__file__).resolve().parent.parent / "examples" / "page.html"
LAST_LINES = "Leave a Reply\n\nYour email address will not be published. Required fields are marked *"


class Footer:
    """Remove what follows "Leave a Reply".

    Removes: the prompt and the form.
    Keeps: all else.
    """

    name = "footer"
    category = "comment_footer"

    def find(self, draft):
        at = draft.text.find("Leave a Reply")
        if at >= 0:
            yield Removal(Span(at, at + 13), self.name, self.category, "prompt of a comment form", "Leave a Reply", Tier.CERTAIN)
        at = draft.text.find("Your email")
        if at >= 0:
            end = len(draft.text.rstrip())
            yield Removal(Span(at, end), self.name, self.category, "notice of a comment form", "Your email", Tier.LIKELY)
        at = draft.text.find("The last repair")
        if at >= 0:
            yield Removal(Span(at, at + 15), self.name, self.category, "looks like a label", "The last", Tier.POSSIBLE)


@pytest.fixture
def story(tmp_path):
    file = tmp_path / "story.txt"
    file.write_text(STORY, "utf-8")
    return str(file)


@pytest.fixture
def stdin(monkeypatch):
    def give(data: bytes) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), encoding="utf-8"))

    return give


def run(*arguments: str, data: bytes = b"", env: dict[str, str] | None = None) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "-m", "newsclean.cli", *arguments], input=data, capture_output=True, env={**os.environ, **(env or {})}, check=False)


# -- clean -----------------------------------------------------------------------------------------------


def test_clean_prints_the_body_that_the_library_gives(story, capsys):
    code = main(["clean", story])

    out, err = capsys.readouterr()
    assert (code, out, err) == (0, newsclean.clean(STORY).text + "\n", "")


@pytest.mark.parametrize("arguments", [["clean"], ["clean", "-"]])
def test_clean_reads_standard_input_as_bytes(arguments, stdin, capsys):
    stdin(STORY.encode("utf-8-sig"))

    code = main(arguments)

    assert (code, capsys.readouterr().out) == (0, newsclean.clean(STORY).text + "\n")


def test_clean_prints_utf8_whatever_the_locale(tmp_path):
    file = tmp_path / "accents.txt"
    file.write_text(STORY.replace("Tarn", "Tårn – “Brücke”"), "utf-8")

    done = run("clean", str(file), env={"LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"})

    assert done.returncode == 0
    assert "Tårn – “Brücke”" in done.stdout.decode("utf-8")


def test_json_is_all_that_is_known(story, capsys):
    code = main(["clean", story, "--json", "--url", "https://example.org/a", "--language", "en"])

    data = json.loads(capsys.readouterr().out)
    assert code == 0
    assert data == json.loads(newsclean.clean(STORY, url="https://example.org/a", language="en").to_json())
    assert data["metadata"]["url"] == "https://example.org/a"
    assert data["metadata"]["sources"]["language"] == "stated"


def test_markdown_is_that_of_the_article(story, capsys):
    main(["clean", story, "--markdown"])

    assert capsys.readouterr().out == newsclean.clean(STORY).markdown()


@pytest.mark.parametrize(("arguments", "options"), [([], {}), (["--no-links"], {"links": False}), (["--pictures", "--links"], {"pictures": True})])
@pytest.mark.parametrize("format", ["markdown", "html"])
def test_formats_and_their_options_are_those_of_the_article(format, arguments, options, capsys):
    article = newsclean.clean(PAGE.read_bytes(), url="https://example.org/a")

    code = main(["clean", str(PAGE), f"--{format}", "--url", "https://example.org/a", *arguments])

    assert (code, capsys.readouterr().out) == (0, getattr(article, format)(**options))


def test_parts_reach_the_pipeline(capsys, tmp_path):
    config = tmp_path / "newsclean.toml"
    config.write_text("[parts]\ntables = false\ncaptions = false", "utf-8")
    both = Pipeline.default().with_parts(captions=True, tables=False)
    expected = newsclean.clean(PAGE.read_bytes(), pipeline=both)

    main(["clean", str(PAGE), "--keep", "captions", "--leave-out", "tables"])
    assert capsys.readouterr().out == expected.text + "\n"

    main(["clean", str(PAGE), "--config", str(config), "--keep", "captions", "--json"])
    assert json.loads(capsys.readouterr().out) == expected.to_dict()

    main(["explain", str(PAGE), "--keep", "captions", "--leave-out", "tables"])
    out = capsys.readouterr().out
    assert out == explanation(expected, str(PAGE), color=False)
    assert "caption  category caption, tier certain: kept, a part that the pipeline keeps\n" in out
    assert "tables  category table, tier certain: removed\n" in out


def test_profile_without_and_config_reach_the_pipeline(story, tmp_path, capsys):
    config = tmp_path / "news.toml"
    config.write_text("order = []\n", "utf-8")

    main(["clean", story, "--config", str(config), "--profile", "thorough"])

    assert capsys.readouterr().out.strip() == newsclean.clean(STORY, pipeline=Pipeline(()), profile="thorough").text


@pytest.mark.skipif(not Pipeline.default().names, reason="the default pipeline has no filters")
def test_without_leaves_filters_out(story, capsys):
    first, second = Pipeline.default().names[:2]

    main(["clean", story, "--json", "--without", first, "--without", second])

    assert json.loads(capsys.readouterr().out)["fingerprint"] == Pipeline.default().without(first, second).fingerprint


def test_encoding_is_used(tmp_path, capsys):
    file = tmp_path / "latin.txt"
    file.write_bytes(STORY.replace("Tarn", "Tårn").encode("latin-1"))

    assert main(["clean", str(file), "--encoding", "latin-1"]) == 0
    assert "Tårn" in capsys.readouterr().out


def test_utf16_with_a_byte_order_mark_is_text(tmp_path, capsys):
    file = tmp_path / "wide.txt"
    file.write_bytes(STORY.encode("utf-16"))

    assert main(["clean", str(file)]) == 0
    assert "over the Tarn" in capsys.readouterr().out


def test_a_verdict_and_warnings_go_to_standard_error(stdin, capsys):
    stdin("Sport\n\nÃ¼ber\n".encode())

    code = main(["clean"])

    out, err = capsys.readouterr()
    assert code == 0
    assert "Sport" in out
    assert err.splitlines()[0] == "newsclean: standard input: doubtful: no paragraph of prose"
    assert err.splitlines()[1].startswith("newsclean: standard input: mojibake:")


# -- errors ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "data", "code", "message"),
    [
        (["clean", "nowhere.txt"], b"", 1, "nowhere.txt: no such file"),
        (["explain", "nowhere.txt"], b"", 1, "nowhere.txt: no such file"),
        (["clean", "https://example.org/a"], b"", 1, "https://example.org/a: no such file; newsclean fetches no pages: save the text first"),
        (["clean", "."], b"", 1, ".: is a directory; give one file in it"),
        (["clean"], b"", 1, "standard input: expected text, got nothing: it is empty"),
        (["clean"], b"\xef\xbb\xbf \r\n\t", 1, "standard input: expected text, got white space only"),
        (["clean"], b"GIF89a\x00\x01", 1, "standard input: expected text, got binary data; if it is UTF-16 text, say --encoding utf-16-le or utf-16-be"),
        (["clean"], b"caf\xe9", 1, "standard input: expected text in utf-8, got bytes that are not (byte 3: 0xe9); pass --encoding if it is another charset"),
        (["clean", "--format", "html"], b"<!-- nothing -->", 1, "standard input: expected an HTML page, got text that holds no element"),
        (["clean", "--encoding", "utf-9"], b"x", 2, "encoding: no charset is named 'utf-9'"),
        (["clean", "--profile", "best"], b"x", 2, "profile: expected one of careful, balanced, thorough, got 'best'"),
        (["clean", "--config", "nowhere.toml"], b"x", 2, "nowhere.toml: no such file"),
        (["clean", "--no-links"], b"x", 2, "--no-links: expected --markdown or --html beside it"),
        (["clean", "--json", "--pictures"], b"x", 2, "--pictures: expected --markdown or --html beside it"),
        (["clean", "--keep", "tables", "--leave-out", "tables"], b"x", 2, "expected --keep or --leave-out for tables, got both"),
        (
            ["clean", "--keep", "caption"],
            b"x",
            2,
            "[parts]: no part 'caption' (did you mean 'captions'?); there are: standfirst, tables, social_posts, fact_boxes, corrections, captions, source_list",
        ),
        (["clean", "--json", "--removed"], b"x", 2, "expected one of --json, --schema-org, --markdown, --html and --removed, got several"),
        (["clean", "--jsn"], b"x", 2, None),
        (["cleen"], b"x", 2, None),
        (["clean", "--without", "nothing_like_it"], b"x", 2, None),
        (["clean", "a", "b"], b"x", 2, None),
    ],
)
def test_errors_are_one_line_and_a_code(arguments, data, code, message, stdin, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    stdin(data)

    got = main(arguments)

    out, err = capsys.readouterr()
    assert (got, out, err.count("\n")) == (code, "", 1)
    assert err.startswith("newsclean: ")
    if message is not None:
        assert err == f"newsclean: {message}\n"


@pytest.mark.skipif(not Pipeline.default().names, reason="the default pipeline has no filters")
def test_an_unknown_filter_is_met_with_a_suggestion(story, capsys):
    name = Pipeline.default().names[0]

    code = main(["clean", story, "--without", name + "s"])

    assert code == 2
    assert f"no filter is named '{name}s' (did you mean '{name}'?)" in capsys.readouterr().err


@pytest.mark.parametrize("text", ["order = [", "colour = 1", 'without = ["nothing_like_it"]', 'keep = ["("]', "[filters.nothing_like_it]\nmax_words = 1"])
def test_a_broken_config_names_its_file(text, story, tmp_path, capsys):
    config = tmp_path / "news.toml"
    config.write_text(text, "utf-8")

    code = main(["clean", story, "--config", str(config)])

    err = capsys.readouterr().err
    assert (code, err.count("\n")) == (2, 1)
    assert err.startswith(f"newsclean: {config}: ")


def test_an_unreadable_file_is_an_error_of_one_line(tmp_path, capsys, monkeypatch):
    def refuse(self):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)

    assert main(["clean", "secret.txt"]) == 1
    assert capsys.readouterr().err == "newsclean: secret.txt: cannot be read: Permission denied\n"


def test_a_name_with_control_characters_does_not_reach_the_terminal(capsys):
    assert main(["clean", "\x1b[31mred\n"]) == 1
    assert capsys.readouterr().err == "newsclean: \\x1b[31mred : no such file\n"


@pytest.mark.skipif(os.name == "nt", reason="needs a shell with pipes")
def test_a_closed_pipe_ends_quietly(tmp_path):
    file = tmp_path / "long.txt"
    file.write_text("\n\n".join(f"Paragraph {n} of a long report on the bridge over the river Tarn, which is closed." for n in range(5000)), "utf-8")

    done = subprocess.run(["bash", "-c", f"set -o pipefail; {sys.executable} -m newsclean.cli clean {file} | head -n 1"], capture_output=True, text=True, check=False)

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Paragraph 0")


def test_version_and_help(capsys):
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"newsclean {newsclean.__version__}\n"
    assert main([]) == 0
    assert "explain" in capsys.readouterr().out
    assert main(["clean", "--help"]) == 0
    assert "--without" in capsys.readouterr().out


def test_the_fixture_commands_are_there(capsys):
    assert main(["fixture", "--help"]) == 0
    assert "check" in capsys.readouterr().out
    assert main(["fixture"]) in (0, 2)  # which of the two, typer decides by its version
    out, err = capsys.readouterr()
    assert "check" in out
    assert err == ""


# -- views -----------------------------------------------------------------------------------------------


def _article(profile="balanced", text=STORY):
    return newsclean.clean(text, pipeline=Pipeline((Footer(),)), profile=profile)


def test_removed_view_marks_what_went_and_says_why():
    view = removed_view(_article(), color=False)

    assert view == STORY.replace(LAST_LINES, "").rstrip() + (
        "\n\n[-Leave a Reply-]  {footer: prompt of a comment form}"
        "\n\n[-Your email address will not be published. Required fields are marked *-]  {footer: notice of a comment form}"
        "\n\n2 removals, profile balanced: comment_footer 2; 1 candidate kept\n"
    )


def test_removed_view_in_colour_strikes_out():
    view = removed_view(_article(), color=True)

    assert "\x1b[9;31mLeave a Reply\x1b[0m" in view
    assert "[-" not in view


def test_removed_view_marks_each_line_of_a_long_removal_and_all_reasons_of_an_overlap():
    class Both:
        name = "both"
        category = "comment_footer"

        def find(self, draft):
            at = draft.text.index("Leave")
            yield Removal(Span(at, at + 20), self.name, self.category, "first reason", "x", Tier.CERTAIN)
            yield Removal(Span(at + 5, len(draft.text.rstrip())), self.name, self.category, "second reason", "x", Tier.CERTAIN)

    view = removed_view(newsclean.clean(STORY.replace("\n", "\r\n"), pipeline=Pipeline((Both(),))), color=False)

    assert "[-Leave a Reply-]\n\n[-Your email address will not be published. Required fields are marked *-]  {both: first reason + both: second reason}\n" in view
    assert "\r" not in view


def test_removed_view_keeps_the_rest_of_the_line_apart():
    view = removed_view(_article("thorough"), color=False)

    assert "[-The last repair-]  {footer: looks like a label} was in 1998" in view


def test_views_show_control_characters_instead_of_sending_them():
    article = _article(text=STORY.replace("Tarn", "Ta\x1b[2Jrn\u202e"))

    for view in (removed_view(article, color=False), explanation(article, "x", color=False)):
        assert "\x1b" not in view
        assert "\u202e" not in view
    assert "Ta\\x1b[2Jrn\\u202e" in removed_view(article, color=False)


def test_explanation_names_place_filter_category_tier_reason_evidence():
    text = explanation(_article(), "story.txt", color=False)

    assert "7:1     footer  category comment_footer, tier certain: removed\n" in text
    assert "5:1     footer  category comment_footer, tier possible: kept, profile balanced cuts down to tier likely\n" in text
    assert "reason    prompt of a comment form\n" in text
    assert "evidence  Leave a Reply\n" in text
    assert "Repairs\nnone\n" in text
    assert "Verdict\narticle\n" in text
    assert "language  en  (from function words, guessed)\n" in text


def test_explanation_says_what_the_guard_undid():
    class Greedy:
        name = "greedy"
        category = "promo"

        def find(self, draft):
            for block in draft.blocks:
                if block.prose:
                    yield draft.remove_block(self, block, "all prose", "", Tier.LIKELY)

    article = newsclean.clean(STORY, pipeline=Pipeline((Greedy(),)))
    text = explanation(article, "story.txt", color=False)

    assert "greedy  category promo, tier likely: kept, undone by the guard\n" in text
    assert "warning: guard_tripped: greedy" in text


def test_explanation_lists_repairs_with_their_places():
    text = explanation(_article(text=STORY.replace("Tarn", "Tarn&nbsp;&amp; Ouse")), "story.txt", color=False)

    assert "3:25    entity: '&nbsp;' -> ' '\n" in text
    assert "3:31    entity: '&amp;' -> '&'\n" in text


def test_explain_prints_it(story, capsys):
    assert main(["explain", story]) == 0
    assert capsys.readouterr().out == explanation(newsclean.clean(STORY), story, color=False)


def test_removed_is_plain_when_not_on_a_terminal(story, capsys):
    assert main(["clean", story, "--removed"]) == 0
    assert capsys.readouterr().out == removed_view(newsclean.clean(STORY), color=False)


@pytest.mark.parametrize(("env", "color"), [({"FORCE_COLOR": "1", "TERM": "xterm"}, True), ({"FORCE_COLOR": "1", "NO_COLOR": "1", "TERM": "xterm"}, False)])
def test_colours_heed_the_environment(env, color, story, capsys, monkeypatch):
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    # Hugging Face datasets, whose tests may run before this one, puts a copy in the place of os.environ; rich keeps the first
    monkeypatch.setattr("rich.console.Console._environ", os.environ)

    main(["explain", story])

    assert ("\x1b[" in capsys.readouterr().out) == color


def test_filters_prints_every_filter(capsys):
    assert main(["filters"]) == 0
    out = capsys.readouterr().out
    for one in Pipeline.default().filters:
        assert f"{one.name}  category {one.category}" in out


def test_filter_list_shows_options_and_what_does_not_run():
    out = filter_list([describe_filter(Footer())], [], color=False)

    assert out == 'footer  category comment_footer, from another package: insert it to run it\n    Remove what follows "Leave a Reply".\n'


def test_filter_doc_reads_headings_and_options():
    doc = describe_filter(Footer())

    assert doc.summary == 'Remove what follows "Leave a Reply".'
    assert doc.parts == {"Removes": "the prompt and the form.", "Keeps": "all else."}
    assert doc.options == ()


@pytest.mark.parametrize("one", Pipeline.default().filters, ids=lambda one: one.name)
def test_every_filter_documents_each_of_its_options(one):
    doc = describe_filter(one)

    assert doc.summary
    assert [option.name for option in doc.options if f"`{option.name}`" not in doc.parts.get("Options", "")] == []


@pytest.mark.parametrize(("offset", "place"), [(0, "1:1"), (1, "1:2"), (2, "1:3"), (3, "2:1"), (4, "3:1"), (5, "3:2"), (6, "3:3"), (7, "4:1"), (8, "4:2")])
def test_places_count_lines_of_every_kind(offset, place):
    assert Places("a\r\n\nb\ud7ff\rc"[:9]).of(offset) == place


def test_quoted_cuts_at_its_limit():
    assert quoted("a" * 20, 20) == "a" * 20
    assert quoted("a" * 21, 20) == "a" * 19 + "…"
    assert quoted(" a\n\n b\x07 ", 20) == "a b\\x07"
    assert visible("a\tb\n\u200b") == "a\tb\n\\u200b"
