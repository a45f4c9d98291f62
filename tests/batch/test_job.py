"""Jobs: the same bytes whatever the workers and the interruptions, no record lost or doubled, and errors that say where."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import newsclean
from newsclean.batch import Settings
from newsclean.batch.job import Job
from newsclean.batch.sources import open_sources
from newsclean.errors import ConfigError, JobError

STORY = "The council voted on Tuesday to close the old bridge for six months, a spokesman for the town said in the evening."
ENDS = ("Back to top", "Leave a Reply", "See also: The ferry that never came", "Follow us on Twitter")
COUNT = 150
SHARD = 40


def records(count=COUNT):
    for nth in range(count):
        yield {"id": f"r{nth}", "body": f"By Jane Doe\n\n{STORY} {nth}.\n\n{ENDS[nth % 4]}", "url": f"https://www.site{nth % 3}.example/{nth}"}


@pytest.fixture(scope="module")
def lines(tmp_path_factory):
    """A file of 150 records, the 21st no JSON and the 51st null."""
    file = tmp_path_factory.mktemp("input") / "in.jsonl"
    rows = [json.dumps(row) for row in records()]
    rows[20] = '{"id": "broken'
    rows[50] = json.dumps({"id": "r50", "body": None, "url": None})
    file.write_text("\n".join(rows) + "\n")
    return file


def job_of(lines, output, **arguments):
    settings = arguments.pop("settings", Settings(text="body", id="id", url="url"))
    sources = open_sources(str(lines), wanted=frozenset(settings.input_columns))
    return Job(**{"sources": sources, "output": str(output), "settings": settings, "shard_rows": SHARD, "workers": 2, "samples": 1, **arguments})


def files_of(folder):
    """Return the files of an output by name, but for the job's own state."""
    return {file.name: file.read_bytes() for file in Path(folder).iterdir() if file.is_file()}


def rows_of(folder):
    return [json.loads(line) for name, data in sorted(files_of(folder).items()) if name.startswith("part-") for line in data.splitlines()]


@pytest.fixture(scope="module")
def whole(lines, tmp_path_factory):
    """The output of a job that nobody interrupted."""
    folder = tmp_path_factory.mktemp("whole") / "out"
    job_of(lines, folder).run()
    return folder


def test_a_row_for_each_record_in_order_as_clean_gives_it(whole):
    rows = rows_of(whole)

    assert [row["id"] for row in rows] == [None if nth == 20 else f"r{nth}" for nth in range(COUNT)]
    for row, record in zip(rows, records(), strict=True):
        if row["nc_status"] != "error":
            assert row["nc_text"] == newsclean.clean(record["body"], format="text").text
    assert [nth for nth, row in enumerate(rows) if row["nc_status"] == "error"] == [20, 50]
    assert sorted(files_of(whole)) == ["errors.jsonl", "part-00000.jsonl", "part-00001.jsonl", "part-00002.jsonl", "part-00003.jsonl", "removals.jsonl", "report.json"]


def test_errors_say_where_and_what(whole):
    errors = [json.loads(line) for line in files_of(whole)["errors.jsonl"].splitlines()]

    assert [(Path(error["input"]).name, error["place"], error["id"]) for error in errors] == [("in.jsonl", "line 21", None), ("in.jsonl", "line 51", "r50")]
    assert errors[1]["error"] == "column 'body': expected a text or a page, got null"


def test_the_report_counts_all(whole):
    report = json.loads(files_of(whole)["report.json"])

    assert report["all"]["documents"] == COUNT
    assert report["all"]["status"] == {"error": 2, "ok": 148}
    assert report["filters"]["byline"]["documents"] == 148
    assert {host: group["documents"] for host, group in report["hosts"].items()} == {"(no address)": 2, "site0.example": 50, "site1.example": 50, "site2.example": 48}


@pytest.mark.parametrize("workers", [1, 3])
def test_the_number_of_workers_changes_nothing(lines, whole, tmp_path, workers):
    job_of(lines, tmp_path / "out", workers=workers).run()

    assert files_of(tmp_path / "out") == files_of(whole)


@pytest.mark.parametrize("kind", ["jsonl.gz", "parquet", "csv", "arrow", "folder"])
def test_the_share_of_the_input_that_was_read_grows_to_one(whole, tmp_path, kind):
    settings = Settings(text="body", columns=("status",), drop_input=True)
    source = tmp_path / f"in.{kind}"
    if kind == "folder":
        source.mkdir()
        for record in records():
            (source / f"{record['id']}.txt").write_text(record["body"])
        settings = Settings(auto="content", columns=("status",))
    else:
        job_of(whole / "part-*.jsonl", tmp_path / "made", kind=kind, shard_rows=1000, settings=Settings(text="body", columns=("text",), prefix="other_")).run()
        (tmp_path / f"made/part-00000.{kind}").rename(source)
    shares = []

    job_of(source, tmp_path / "out", settings=settings, workers=1).run(seen=lambda progress: shares.append(progress.share))

    assert shares[0] is None
    assert 0 < shares[1] < 1
    assert shares[1:] == sorted(shares[1:])
    assert shares[-1] == 1


def test_a_job_that_is_stopped_goes_on_where_it_was(lines, whole, tmp_path):
    taken = []
    first = job_of(lines, tmp_path / "out", workers=1).run(stop=lambda: len(taken) > 1, seen=taken.append)
    second = job_of(lines, tmp_path / "out", resume=True).run()

    assert first.interrupted
    assert 0 < first.records < COUNT
    assert not second.interrupted
    assert files_of(tmp_path / "out") == files_of(whole)


def test_a_job_that_was_killed_before_it_finished_a_full_file_can_be_killed_again(lines, whole, tmp_path, monkeypatch):
    def kill(self):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("newsclean.batch.sinks.jsonl.JsonlSink.close", kill)
        with pytest.raises(KeyboardInterrupt):
            job_of(lines, tmp_path / "out", workers=1).run()
    killed = []
    second = job_of(lines, tmp_path / "out", resume=True, workers=1).run(stop=lambda: bool(killed), seen=killed.append)
    assert second.records == SHARD
    job_of(lines, tmp_path / "out", resume=True).run()

    assert files_of(tmp_path / "out") == files_of(whole)


def test_a_job_is_not_resumed_over_an_input_that_has_changed(tmp_path):
    file = tmp_path / "in.jsonl"
    rows = [json.dumps(row) + "\n" for row in records(COUNT)]
    file.write_text("".join(rows))
    taken = []
    settings = Settings(text="body", columns=("text",))  # without the hashes of what was cleaned
    first = job_of(file, tmp_path / "out", workers=1, shard_rows=1000, settings=settings).run(stop=lambda: len(taken) > 1, seen=taken.append)
    assert first.interrupted

    def again(text):
        file.write_text(text)
        return job_of(file, tmp_path / "out", resume=True, shard_rows=1000, settings=settings).run()

    whole = "".join(rows)
    with pytest.raises(
        JobError, match=f"in.jsonl: expected the input that the job in .* began with, of size {len(whole)}, got one of {len(whole) - len(rows[10])}; choose another"
    ):
        again("".join([*rows[:10], *rows[11:]]))
    with pytest.raises(JobError, match="got one that has changed since"):
        again("".join([*rows[:10], rows[11], rows[10], *rows[12:]]))
    with pytest.raises(JobError, match="got one that has fewer records now"):
        again("".join(rows[:10]).ljust(len(whole), "\n"))
    assert again(whole).records == COUNT


def test_notes_of_sources_stand_in_the_report_whatever_the_interruptions(tmp_path):
    file = tmp_path / "in.jsonl"
    rows = [*records(1000), *({**row, "late": 1} if nth % 2 else {**row, "url": 7} for nth, row in enumerate(records(60)))]
    file.write_text("".join(json.dumps(row) + "\n" for row in rows))
    settings = Settings(text="body", columns=("status",))
    job_of(file, tmp_path / "whole", settings=settings, shard_rows=500).run()
    taken = []
    job_of(file, tmp_path / "out", settings=settings, shard_rows=500, workers=1).run(stop=lambda: len(taken) > 14, seen=taken.append)
    summary = job_of(file, tmp_path / "out", settings=settings, shard_rows=500, resume=True).run()

    report = json.loads(files_of(tmp_path / "whole")["report.json"])
    assert report["notes"] == {
        "column 'late': not in the first records, which tell the columns; left out": 30,
        "column 'url': expected a string, got an integer; left null": 30,
    }
    assert summary.notes == report["notes"]
    assert files_of(tmp_path / "out") == files_of(tmp_path / "whole")


def test_a_finished_job_that_is_resumed_does_nothing(lines, whole):
    before = files_of(whole)

    summary = job_of(lines, whole, resume=True).run()

    assert (summary.records, summary.errors, len(summary.shards)) == (COUNT, 2, 4)
    assert files_of(whole) == before


def run_cli(*arguments, **options):
    return subprocess.Popen(
        [sys.executable, "-m", "newsclean.cli", "run", *map(str, arguments)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True, **options
    )


def options_of(lines, output):
    return [lines, "-o", output, "--text-column", "body", "--id-column", "id", "--url-column", "url", "--shard-rows", SHARD, "--sample-removals", 1, "-w", 2]


@pytest.mark.parametrize("seed", range(2))
def test_a_job_killed_at_random_gives_the_same_bytes(lines, whole, tmp_path, seed):
    chance = random.Random(seed)
    kills = 0
    while True:
        process = run_cli(*options_of(lines, tmp_path / "out"), *(["--resume"] if kills and (tmp_path / "out").exists() else []))
        try:
            _, said = process.communicate(timeout=chance.uniform(0.8, 4) + kills)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
            kills += 1
            continue
        assert process.returncode == 0, said
        break

    # the paths of the inputs are the same, so every byte is
    assert files_of(tmp_path / "out") == files_of(whole)


def test_ctrl_c_finishes_what_is_out_and_says_how_to_go_on(lines, whole, tmp_path):
    process = run_cli(*options_of(lines, tmp_path / "out"))
    journal = tmp_path / "out/_newsclean/journal"
    until = time.monotonic() + 60
    while not (journal.exists() and journal.stat().st_size) and time.monotonic() < until and process.poll() is None:
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    if process.returncode == 0:
        pytest.skip("the job was quicker than the signal")

    assert process.returncode == 130
    assert "go on with: newsclean run" in said
    assert said.rstrip().endswith("--resume")
    done = run_cli(*options_of(lines, tmp_path / "out"), "--resume")
    assert done.wait(60) == 0
    assert files_of(tmp_path / "out") == files_of(whole)


def test_ctrl_c_twice_ends_at_once_and_says_how_to_go_on(lines, whole, tmp_path):
    process = run_cli(*options_of(lines, tmp_path / "out"))
    journal = tmp_path / "out/_newsclean/journal"
    until = time.monotonic() + 60
    while not (journal.exists() and journal.stat().st_size) and time.monotonic() < until and process.poll() is None:
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    assert "press Ctrl-C again to end at once" in process.stderr.readline()
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    if "ended at once" not in said:
        pytest.skip("the job was quicker than the second signal")

    assert process.returncode == 130
    assert "what was cleaned is safe; go on with: newsclean run" in said
    assert run_cli(*options_of(lines, tmp_path / "out"), "--resume").wait(60) == 0
    assert files_of(tmp_path / "out") == files_of(whole)


def test_a_folder_of_something_else_is_refused(lines, whole, tmp_path):
    (tmp_path / "notes.txt").write_text("mine")

    with pytest.raises(JobError, match="expected a new or empty folder, got one with files that are no job's"):
        job_of(lines, tmp_path).run()
    with pytest.raises(JobError, match="holds a job that is finished; choose another folder"):
        job_of(lines, whole).run()
    with pytest.raises(JobError, match="the job there was started with another shard_rows: 40, now 41"):
        job_of(lines, whole, resume=True, shard_rows=41).run()


def test_too_many_errors_stop_the_job(lines, tmp_path):
    with pytest.raises(JobError, match=r"2 records are errors, more than the 1 that were allowed \(max_errors\); the last: .*in.jsonl, line 51: column 'body'"):
        job_of(lines, tmp_path / "out", max_errors=1).run()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [({"workers": 0}, "workers must be at least 1, got 0"), ({"shard_rows": 0}, "shard_rows must be at least 1"), ({"timeout_s": 0}, "timeout_s must be above 0")],
)
def test_wrong_arguments_are_refused(lines, tmp_path, arguments, message):
    with pytest.raises(ConfigError, match=message):
        job_of(lines, tmp_path / "out", **arguments)


def test_sources_of_different_columns_are_one_table(tmp_path):
    (tmp_path / "a.jsonl").write_text(json.dumps({"id": "a", "body": STORY}) + "\n")
    (tmp_path / "b.csv").write_text(f'body,more\n"{STORY}",x\n')
    sources = [source for name in ("a.jsonl", "b.csv") for source in open_sources(str(tmp_path / name), wanted=frozenset(["body"]))]

    Job(sources=sources, output=str(tmp_path / "out"), settings=Settings(text="body", columns=("status",)), workers=1).run()

    assert rows_of(tmp_path / "out") == [{"id": "a", "body": STORY, "more": None, "nc_status": "ok"}, {"id": None, "body": STORY, "more": "x", "nc_status": "ok"}]


def test_a_column_of_nulls_has_the_type_that_another_file_tells(tmp_path):
    (tmp_path / "a.jsonl").write_text(json.dumps({"body": STORY, "n": None, "tags": None}) + "\n")
    (tmp_path / "b.jsonl").write_text(json.dumps({"body": STORY, "n": 5, "tags": ["x"]}) + "\n")
    (tmp_path / "c.jsonl").write_text(json.dumps({"body": STORY, "n": 0.5}) + "\n")

    job_of(tmp_path / "*.jsonl", tmp_path / "out", settings=Settings(text="body", columns=("status",)), workers=1).run()

    assert [(row["n"], row["tags"]) for row in rows_of(tmp_path / "out")] == [(None, None), (5.0, ["x"]), (0.5, None)]


@pytest.mark.parametrize(("other", "said"), [("many", "expected int64, as in .*a.jsonl, got string"), ([5], "expected int64, as in .*a.jsonl, got JSON")])
def test_a_column_of_another_type_in_another_file_is_refused(tmp_path, other, said):
    (tmp_path / "a.jsonl").write_text(json.dumps({"body": STORY, "n": 5}) + "\n")
    (tmp_path / "b.jsonl").write_text(json.dumps({"body": STORY, "n": other}) + "\n")

    with pytest.raises(ConfigError, match=f"b.jsonl: column 'n': {said}"):
        job_of(tmp_path / "*.jsonl", tmp_path / "out", settings=Settings(text="body"), workers=1).run()


def test_a_store_takes_the_output_too(lines, whole):
    import fsspec

    job_of(lines, "memory://job/out", kind="jsonl").run()
    store = fsspec.filesystem("memory")

    assert {Path(path).name: store.cat_file(path) for path in store.ls("/job/out", detail=False) if store.isfile(path)} == files_of(whole)


def test_rows_to_standard_output(lines):
    process = run_cli(lines, "-o", "-", "--text-column", "body", "--columns", "status", "--drop-input", "-w", 1)
    out, said = process.communicate(timeout=60)

    assert process.returncode == 0, said
    assert [json.loads(line)["nc_status"] for line in out.splitlines()].count("ok") == 148
    assert "150 records" in said


def test_a_job_that_differs_from_its_baseline_exits_with_3(lines, whole, tmp_path):
    report = json.loads(files_of(whole)["report.json"])
    (tmp_path / "same.json").write_text(json.dumps(report))
    report["filters"]["byline"]["documents"] = 10
    (tmp_path / "other.json").write_text(json.dumps(report))
    same = run_cli(*options_of(lines, tmp_path / "a"), "--baseline", tmp_path / "same.json")
    same.communicate(timeout=60)
    other = run_cli(*options_of(lines, tmp_path / "b"), "--baseline", tmp_path / "other.json")
    _, said = other.communicate(timeout=60)

    assert (same.returncode, other.returncode) == (0, 3)
    assert "drift: filter byline: removed something from 6.7% of the documents, does from 98.7%" in said


def test_only_stale_rows_are_cleaned_again(lines, whole, tmp_path):
    process = run_cli(whole, "-o", tmp_path / "out", "--text-column", "body", "--id-column", "id", "--url-column", "url", "--only-stale", "-w", 1)
    _, said = process.communicate(timeout=60)

    assert process.returncode == 0, said
    assert "148 fresh, 2 error" in said
    assert [row["nc_text"] for row in rows_of(tmp_path / "out")] == [row["nc_text"] for row in rows_of(whole)]


def test_diff_of_two_outputs_and_of_two_configurations(lines, whole, tmp_path, capsys):
    from newsclean.cli import main

    (tmp_path / "old.toml").write_text('without = ["byline", "page_chrome"]\n')
    (tmp_path / "new.toml").write_text("")

    assert main(["diff", str(whole), str(whole), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["changed"] == 0
    assert main(["diff", str(tmp_path / "old.toml"), str(tmp_path / "new.toml"), "--input", str(lines), "--text-column", "body", "--key", "id", "--examples", "1"]) == 0
    said = capsys.readouterr().out
    assert "150 documents compared, 148 changed" in said
    assert "newly removed: 444 words (byline in 148" in said
    assert "  - By Jane Doe" in said


def test_broken_requests_are_one_line(lines, tmp_path, capsys):
    from newsclean.cli import main

    assert main(["run", str(lines), "-o", str(tmp_path / "out")]) == 2
    assert main(["run", str(tmp_path / "no.jsonl"), "-o", str(tmp_path / "out"), "--text-column", "body"]) == 1
    assert main(["run", str(lines), "-o", str(tmp_path / "out"), "--text-column", "bodie"]) == 2
    assert main(["diff", "a.toml", "b"]) == 2
    said = capsys.readouterr().err.splitlines()
    assert len(said) == 4
    assert "expected one column of sources" in said[0]
    assert "column 'bodie': expected it once in the input, got no such column; the input has: id, body, url" in said[2]
