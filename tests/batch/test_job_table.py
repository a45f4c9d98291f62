"""Jobs into tables of SQLite and of a real PostgreSQL: killed at any moment and resumed, the table is that of a job that nobody interrupted."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import time
import uuid

import pytest
import sqlalchemy as sa
import test_job
from test_job import COUNT, STORY, records, run_cli
from test_sql import execute, quoted

from newsclean.batch import Settings
from newsclean.errors import ConfigError, OutputError

NO_ID = "rows without an id, by which a table keeps them; left out"
REPLACED = "rows that replaced one with the same id, in the table or earlier in the input"


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request, tmp_path):
    return f"sqlite:///{tmp_path / 'a.db'}" if request.param == "sqlite" else request.getfixturevalue("server")


@pytest.fixture
def table():
    return f"clean {uuid.uuid4().hex[:8]}"


@pytest.fixture(scope="module")
def lines(tmp_path_factory):
    """A file of 150 records: the 21st no JSON, the 51st null, the 101st with the id of the 11th."""
    file = tmp_path_factory.mktemp("input") / "in.jsonl"
    rows = list(records())
    rows[50]["body"] = None
    rows[100]["id"] = "r10"
    text = [json.dumps(row) for row in rows]
    text[20] = '{"id": "broken'
    file.write_text("\n".join(text) + "\n")
    return file


def job_of(lines, output, **arguments):
    return test_job.job_of(lines, output, samples=0, **arguments)


def address(url, table):
    return sa.make_url(url).update_query_dict({"table": table, "id": "id"}).render_as_string(hide_password=False)


def rows_of(url, table):
    return sorted(map(tuple, execute(url, f"SELECT * FROM {quoted(table)}")), key=str)


def test_a_job_into_a_table_that_is_killed_and_resumed_makes_the_same_table(lines, url, table):
    options = [lines, "--text-column", "body", "--id-column", "id", "--url-column", "url", "-w", 2]
    job_of(lines, address(url, f"{table} whole")).run()
    chance = random.Random(5)
    kills = 0
    while True:
        process = run_cli(*options, "-o", address(url, table), "--resume")
        try:
            _, said = process.communicate(timeout=chance.uniform(1, 4) + kills)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
            kills += 1
            continue
        assert process.returncode == 0, said
        break

    assert rows_of(url, table) == rows_of(url, f"{table} whole")
    assert len(rows_of(url, table)) == COUNT - 2


def test_a_resumed_job_cleans_only_what_the_table_lacks(lines, url, table):
    taken = []
    first = job_of(lines, address(url, table), workers=1).run(stop=lambda: bool(taken), seen=taken.append)
    assert first.interrupted
    assert 0 < first.records < COUNT
    # Of the null no row counts as done; r10 is in the table as the 11th record, or as the 101st.
    again = job_of(lines, address(url, table), resume=True).run()
    done = again.report["all"]["status"]["fresh"]
    assert 0 < done <= first.records
    assert again.records == COUNT
    assert rows_of(url, table) == rows_of_whole(lines, url, table)

    last = job_of(lines, address(url, table), resume=True).run()
    # The 11th record has another source than the row with its id, and so the 101st is to come after it again; two records are errors.
    assert last.report["all"]["status"] == {"error": 2, "fresh": COUNT - 4, "ok": 2}
    assert last.notes == {NO_ID: 1, REPLACED: 3}
    assert rows_of(url, table) == rows_of_whole(lines, url, table)


def rows_of_whole(lines, url, table):
    name = f"{table} {uuid.uuid4().hex[:4]}"
    summary = job_of(lines, address(url, name)).run()
    assert summary.notes == {NO_ID: 1, REPLACED: 1}
    return rows_of(url, name)


def test_rows_of_another_state_of_newsclean_are_cleaned_again(lines, url, table):
    job_of(lines, address(url, table)).run()
    execute(url, f"UPDATE {quoted(table)} SET nc_fingerprint = 'old', nc_text = 'old' WHERE id IN ('r7', 'r8')", f"UPDATE {quoted(table)} SET nc_text = 'kept' WHERE id = 'r9'")

    job_of(lines, address(url, table), resume=True).run()

    texts = dict(map(tuple, execute(url, f"SELECT id, nc_text FROM {quoted(table)} WHERE id IN ('r7', 'r8', 'r9')")))
    assert texts == {"r7": f"{STORY} 7.", "r8": f"{STORY} 8.", "r9": "kept"}


def test_what_a_resumed_job_needs_is_asked_for(lines, url, table):
    with pytest.raises(ConfigError, match="expected the column 'fingerprint' among those that are written, by which a resumed job knows what is done"):
        job_of(lines, address(url, table), resume=True, settings=Settings(text="body", columns=("text",))).run()
    by_hash = sa.make_url(address(url, f"{table} 2")).update_query_dict({"id": "nc_input_sha256"}).render_as_string(hide_password=False)
    with pytest.raises(ConfigError, match="expected an id that the input has, by which a resumed job knows what is done, got nc_input_sha256"):
        job_of(lines, by_hash, resume=True, settings=Settings(text="body", drop_input=True)).run()
    with pytest.raises(ConfigError, match="standard output: expected a folder or a table to resume a job in, got one stream of rows"):
        job_of(lines, "-", resume=True).run()


def test_ctrl_c_says_how_to_go_on_without_the_password(lines, server, table):
    process = run_cli(lines, "--text-column", "body", "--id-column", "id", "-w", 1, "-o", address(server, table))
    until = time.monotonic() + 60
    while time.monotonic() < until and process.poll() is None:
        there = execute(server, f"SELECT to_regclass('public.{quoted(table)}')")[0][0]
        if there and execute(server, f"SELECT count(*) FROM {quoted(table)}")[0][0]:
            break
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    if process.returncode == 0:
        pytest.skip("the job was quicker than the signal")

    assert process.returncode == 130
    assert "go on with: the same command and --resume" in said
    assert "secret" not in said


def test_the_input_can_be_dropped(lines, url, table):
    settings = Settings(text="body", id="id", drop_input=True, columns=("id", "text", "status", "fingerprint", "input_sha256"))
    by_id = address(url, table).replace("&id=id", "&id=nc_id").replace("?id=id", "?id=nc_id")
    job_of(lines, by_id, settings=settings).run()

    again = job_of(lines, by_id, settings=settings, resume=True).run()

    assert again.report["all"]["status"]["fresh"] == COUNT - 4
    assert execute(url, f"SELECT nc_id, nc_text FROM {quoted(table)} WHERE nc_id = 'r7'") == [("r7", f"{STORY} 7.")]


def test_a_server_that_goes_away_is_an_error(lines, server, table):
    def drop(progress):
        execute(server, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'")

    with pytest.raises(OutputError, match=r"cannot be written: .*; see to that, then run the job again with resume=True"):
        job_of(lines, address(server, table), workers=1).run(seen=drop)
    job_of(lines, address(server, table), resume=True).run()

    assert len(rows_of(server, table)) == COUNT - 2


def test_a_user_who_may_not_make_a_table_is_told(lines, server, table):
    execute(server, "DO $$ BEGIN CREATE ROLE weak LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$", "REVOKE CREATE ON SCHEMA public FROM PUBLIC")
    weak = sa.make_url(address(server, table)).set(username="weak").render_as_string(hide_password=False)

    with pytest.raises(OutputError, match="permission denied for schema public"):
        job_of(lines, weak).run()


@pytest.mark.parametrize(
    ("name", "message"), [("ü" * 32, "expected names of columns of at most 63 bytes, as PostgreSQL keeps them"), ("", "expected a name for each column, got an empty one")]
)
def test_names_that_a_table_cannot_have_are_refused(tmp_path, server, table, name, message):
    (tmp_path / "in.jsonl").write_text(json.dumps({"id": "a", "body": STORY, name: 1}) + "\n")

    with pytest.raises(ConfigError, match=message):
        job_of(tmp_path / "in.jsonl", address(server, table), settings=Settings(text="body", id="id")).run()
