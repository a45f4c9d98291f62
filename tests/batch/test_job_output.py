"""Where a job writes: what is full, gone, another's or misspelt is an error that says so, and costs no record."""

from __future__ import annotations

import json
import resource
import shutil
import subprocess
import sys

import pytest
from test_job import COUNT, files_of, job_of, options_of, records, rows_of

from newsclean.batch import Settings
from newsclean.errors import ConfigError, InputError, JobError, OutputError

SMALL = Settings(text="body", columns=("text", "status"))


@pytest.fixture(scope="module")
def lines(tmp_path_factory):
    file = tmp_path_factory.mktemp("input") / "in.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in records()))
    return file


def run(*arguments, **options):
    return subprocess.run([sys.executable, "-m", "newsclean.cli", "run", *map(str, arguments)], capture_output=True, text=True, timeout=120, check=False, **options)


@pytest.mark.parametrize("kind", ["jsonl", "jsonl.gz", "parquet", "arrow", "csv"])
def test_a_full_disk_is_an_error_of_one_line_and_costs_no_record(lines, tmp_path, kind):
    options = [*options_of(lines, tmp_path / "out"), "--format", kind]
    # Files end at 20 kB, as they would on a full disk.
    full = run(*options, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, resource.RLIM_INFINITY)))

    assert full.returncode == 1
    assert len(full.stderr.splitlines()) == 1
    assert "cannot be written: File too large; see to that, then run the job again with --resume" in full.stderr
    assert [file.name for file in (tmp_path / "out").iterdir()] == ["_newsclean"]

    assert run(*options, "--resume").returncode == 0
    assert run(*options_of(lines, tmp_path / "whole"), "--format", kind).returncode == 0
    assert files_of(tmp_path / "out") == files_of(tmp_path / "whole")


def test_two_jobs_into_one_folder_are_kept_apart(lines, tmp_path):
    def second(progress):
        with pytest.raises(JobError, match="expected a folder for this job alone, got one that another process is writing to"):
            job_of(lines, tmp_path / "out", settings=SMALL, resume=True).run()
        tried.append(progress)

    tried = []
    job_of(lines, tmp_path / "out", settings=SMALL).run(seen=second)

    assert tried
    assert len(rows_of(tmp_path / "out")) == COUNT


def test_a_folder_that_is_removed_while_the_job_runs_ends_it(lines, tmp_path):
    def remove(progress):
        if progress.shards == 1 and not removed:
            shutil.rmtree(tmp_path / "out")
            removed.append(progress)

    removed = []
    with pytest.raises(JobError, match="it was removed while the job ran; remove what is left of the folder to start anew"):
        job_of(lines, tmp_path / "out", settings=SMALL, workers=1).run(seen=remove)


@pytest.mark.parametrize("name", ["part-00001.jsonl", "errors.jsonl"])
def test_finished_files_that_are_gone_are_missed(tmp_path, name):
    file = tmp_path / "in.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in records()).replace('{"id": "r3"', "{"))
    job_of(file, tmp_path / "out", settings=SMALL).run()
    (tmp_path / "out" / name).unlink()

    with pytest.raises(JobError, match=f"expected 5 files that the job has finished, got 4: {name} is gone"):
        job_of(file, tmp_path / "out", settings=SMALL, resume=True).run()


def test_an_input_without_records_gives_a_file_with_the_columns(tmp_path):
    (tmp_path / "in.csv").write_text("id,body\n")

    job_of(tmp_path / "in.csv", tmp_path / "out", settings=SMALL, kind="csv").run()

    assert files_of(tmp_path / "out")["part-00000.csv"] == b"id,body,nc_text,nc_status\n"


def test_an_input_that_is_named_twice_is_refused(lines, tmp_path):
    sources = job_of(lines, tmp_path / "out").sources

    with pytest.raises(InputError, match=r"expected each input once, got .*in.jsonl 2 times"):
        job_of(lines, tmp_path / "out", sources=[*sources, *sources])


@pytest.mark.parametrize(
    ("kind", "message"),
    [
        ("paruqet", r"no kind of file is named 'paruqet' \(did you mean 'parquet'\?\); there are: jsonl, parquet, ipc, csv, tsv"),
        ("parquet.gz", "parquet is compressed inside the file; leave the last suffix away"),
        ("warc", "no kind of file is named 'warc'"),
    ],
)
def test_a_kind_that_cannot_be_written_is_refused_before_anything_is(lines, tmp_path, kind, message):
    with pytest.raises(ConfigError, match=message):
        job_of(lines, tmp_path / "out", kind=kind)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("output", "error", "message"),
    [
        ("", ConfigError, "output: expected a folder, got an empty name"),
        ("nowhere://bucket/out", InputError, "nowhere://bucket/out: Protocol not known: nowhere"),
        ("/proc/newsclean", OutputError, "/proc/newsclean/_newsclean/lock: cannot be written: No such file or directory; see to that"),
        ("{lines}", JobError, "expected a new or empty folder"),
        ("{lines}/out", OutputError, "cannot be written: Not a directory"),
    ],
)
def test_an_output_that_cannot_be_made_is_an_error(lines, output, error, message):
    with pytest.raises(error, match=message):
        job_of(lines, output.format(lines=lines), settings=SMALL).run()


def test_an_output_inside_an_input_is_refused(lines, tmp_path):
    shutil.copy(lines, tmp_path / "in.jsonl")

    refused = run(*options_of(tmp_path, tmp_path / "out"))

    assert refused.returncode == 2
    assert "expected a folder outside of the input" in refused.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"settings": Settings(text="body", private=True)}, "expected private settings or samples, which quote what was removed, got both"),
        ({"output": "-"}, "expected a folder for samples, which stand in a file of their own, got standard output"),
        ({"samples": -1}, "samples must be at least 0, got -1"),
        ({"max_errors": -1}, "max_errors must be at least 0, got -1"),
    ],
)
def test_what_does_not_go_together_is_refused(lines, tmp_path, arguments, message):
    with pytest.raises(ConfigError, match=message):
        job_of(lines, arguments.pop("output", tmp_path / "out"), **arguments)
