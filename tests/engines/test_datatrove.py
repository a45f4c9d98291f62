"""datatrove."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from engine_cases import RECORDS, SETTINGS, VARIANTS, expected, plain, run_example

from needs import need_package

need_package("datatrove", "datatrove")

from datatrove.data import Document  # noqa: E402
from datatrove.executor.local import LocalPipelineExecutor  # noqa: E402
from datatrove.pipeline.writers.jsonl import JsonlWriter  # noqa: E402

from newsclean.batch import Settings  # noqa: E402
from newsclean.engines import datatrove as engine  # noqa: E402
from newsclean.engines.datatrove import CleanStep, clean  # noqa: E402


def documents():
    """The records as datatrove's readers make them: the source is the document's text."""
    for row in RECORDS.to_pylist():
        yield Document(text=row.pop("body"), id=row.pop("id"), metadata=row)


def settings_for_documents(settings):
    return replace(settings, text="text")


def rows(found, settings):
    """The documents as rows: what came in and what cleaning made."""
    out = []
    for document in found:
        metadata = dict(document.metadata)
        own = (
            {} if settings.drop_input else {"id": document.id, "body": metadata.pop(f"{settings.prefix}source"), **{name: metadata[name] for name in ("link", "shares", "labels")}}
        )
        new = {f"{settings.prefix}{name}": document.text if name == "text" else metadata.get(f"{settings.prefix}{name}") for name in settings.columns}
        out.append(own | {name: value for name, value in new.items() if name.removeprefix(settings.prefix) == "text" or name in metadata})
    return plain(out)


@pytest.mark.parametrize("settings", VARIANTS.values(), ids=VARIANTS)
def test_rows_are_those_of_clean_batch(settings):
    assert rows(clean(documents(), settings_for_documents(settings)), settings) == [known_row(row, settings) for row in expected(settings)]


def known_row(row, settings):
    """An error names the column it was found in, which is `text` here."""
    name = f"{settings.prefix}error"
    return row | ({name: row[name] and row[name].replace("'body'", "'text'")} if name in row else {})


def test_many_documents_are_cleaned_in_groups(monkeypatch):
    monkeypatch.setattr(engine, "MAX_ROWS", 7)

    assert rows(clean(documents(), settings_for_documents(SETTINGS)), SETTINGS) == [known_row(row, SETTINGS) for row in expected(SETTINGS)]


def test_documents_are_asked_for_only_as_they_are_needed(monkeypatch):
    monkeypatch.setattr(engine, "MAX_ROWS", 3)
    asked = []

    def source():
        for document in documents():
            asked.append(document.id)
            yield document

    next(clean(source(), Settings(text="text")))

    assert asked == ["r000", "r001", "r002"]


def test_the_documents_that_came_are_not_changed():
    came = list(documents())

    list(clean(came, Settings(text="text")))

    assert came == list(documents())


def test_pages_in_the_metadata_and_dropped_input():
    page = "<html><body><p>" + RECORDS["body"][2].as_py().replace("\n\n", "</p><p>") + "</p></body></html>"
    document = Document(text="flattened", id="a", metadata={"page": page, "file_path": "x.warc.gz"})

    [kept] = clean([document], Settings(html="page"))
    [dropped] = clean([document], Settings(html="page", drop_input=True))

    assert kept.text == dropped.text == RECORDS["body"][2].as_py()
    assert (kept.metadata["page"], kept.metadata["nc_source"]) == (page, "flattened")
    assert "page" not in dropped.metadata
    assert "nc_source" not in dropped.metadata
    assert dropped.metadata["file_path"] == "x.warc.gz"


def test_without_the_text_among_the_columns_the_text_stays():
    [out] = clean([Document(text="Story\n\nBack to top", id="a")], Settings(text="text", columns=("marks",), drop_input=True))

    assert out.text == "Story\n\nBack to top"
    assert [mark["filter"] for mark in out.metadata["nc_marks"]]


def test_no_documents():
    assert list(clean([], Settings(text="text"))) == []


def written(folder):
    rows = [json.loads(line) for file in sorted(folder.iterdir()) for line in file.read_text("utf-8").splitlines()]
    return [Document(text=row.get("text", ""), id=row["id"], metadata=row["metadata"]) for row in rows]  # the writer leaves an empty text out


def test_a_pipeline_of_two_workers_writes_the_same_rows(tmp_path):
    class Reader:
        def __call__(self, data=None, rank=0, world_size=1):
            yield from (document for nth, document in enumerate(documents()) if nth % world_size == rank)

    step = CleanStep(settings_for_documents(SETTINGS))
    executor = LocalPipelineExecutor([Reader(), step, JsonlWriter(str(tmp_path / "out"), compression=None)], tasks=2, workers=2, logging_dir=str(tmp_path / "log"))
    executor.run()

    found = written(tmp_path / "out")
    assert rows(sorted(found, key=lambda document: document.id), SETTINGS) == [known_row(row, SETTINGS) for row in expected(SETTINGS)]


def test_the_step_counts_documents_by_status():
    step = CleanStep(settings_for_documents(SETTINGS))

    found = list(step.run(documents()))

    status = [row["nc_status"] for row in expected(SETTINGS)]
    assert step.stats.stats["total"].total == len(found) == 41
    assert {name: step.stats.stats[f"status_{name}"].total for name in set(status)} == {name: status.count(name) for name in set(status)}


def test_the_example_in_the_documents(tmp_path):
    run_example("datatrove", tmp_path)

    # datatrove's reader drops documents without text.
    assert rows(written(tmp_path / "cleaned"), SETTINGS) == [row for row in expected(SETTINGS) if row["body"]]
