"""What every engine is given, and what it must give back."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, ClassVar

import pyarrow as pa
import pyarrow.parquet as pq

import newsclean
from newsclean.batch import Settings, clean_batch
from newsclean.draft import Draft
from newsclean.model import Removal
from newsclean.pipeline import Pipeline

STORY = (
    "The council of {town} voted on Tuesday to close the old bridge for six months, a spokesman for the town said in the evening.\n\n"
    "Traffic will be led through the market street, which the shop owners there had asked the mayor not to do again.\n\n"
    "An engineer told the panel that the steel of the bridge had lost a third of its strength since the last inspection."
)
WALL = "Accept all cookies\nReject all\nManage cookies"
DEADLY = "Ravensmoor"  # the town in the one text at which `KillsWorkerOnce` kills


def _text(nth: int, town: str) -> str | None:
    story = STORY.format(town=town)
    return (
        f"By Jane Doe\n\n{story}\n\nBack to top",
        f"😀 {story}\n\nSee also: The ferry that never came",  # a character of two UTF-16 units before the marks
        story,
        WALL,
        "",
        None,
        f"{story}\n\nAbout the author\n\nJane Doe is a reporter at The Ledger.\n\nLeave a Reply\n\nYour email address will not be published.",
    )[nth % 7]


TOWNS = [f"Upper Wick {nth}" for nth in range(41)]
TOWNS[21] = DEADLY
RECORDS = pa.table(
    {
        "id": [f"r{nth:03d}" for nth in range(41)],
        "body": [_text(nth, town) for nth, town in enumerate(TOWNS)],
        "link": [None if nth % 5 == 0 else f"https://example.org/news/{nth}" for nth in range(41)],
        "shares": pa.array(range(41), pa.int64()),
        "labels": [["bridge", town] for town in TOWNS],
    }
)
SETTINGS = Settings(text="body", id="id", url="link")
VARIANTS = {
    "all columns": SETTINGS,
    "only three, input dropped": Settings(text="body", columns=("text", "marks", "document_text"), prefix="c_", drop_input=True),
    "private, in UTF-16 units": Settings(text="body", private=True, utf16=True, profile="thorough"),
    "another pipeline": Settings(text="body", pipeline=Pipeline.default().without("byline")),
}


@cache
def expected(settings: Settings) -> list[dict[str, Any]]:
    """Return the rows that `clean_batch` gives, their texts compared with those of `clean`."""
    [batch] = RECORDS.to_batches()
    rows = plain(clean_batch(batch, settings).to_pylist())
    for text, row in zip(RECORDS.column("body").to_pylist(), rows, strict=True):
        alone = "" if text is None else newsclean.clean(text, format="text", profile=settings.profile, pipeline=settings.pipeline).text
        assert row[f"{settings.prefix}text"] == alone
    return rows


def plain(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return rows with maps as dicts: engines without a type for maps hold pairs, or structs of key and value."""
    return [{name: _map(value) if name.endswith(("_sources", "_trust")) else value for name, value in row.items()} for row in rows]


def _map(value: Any) -> dict[str, str]:
    if isinstance(value, dict):
        return value
    return dict((pair["key"], pair["value"]) if isinstance(pair, dict) else pair for pair in value)


@dataclass(frozen=True, slots=True, kw_only=True)
class KillsWorkerOnce:
    """Ends the process that cleans the deadly text, at once and without a word, the first time it is cleaned at all."""

    name: ClassVar = "kills_worker_once"
    category: ClassVar = "navigation"
    marker: str

    def find(self, draft: Draft) -> Iterator[Removal]:
        if DEADLY in draft.text:
            try:
                with open(self.marker, "x") as file:
                    file.write(str(os.getpid()))
            except FileExistsError:
                return
            os._exit(1)
        yield from ()


def deadly_settings(marker: Path) -> Settings:
    """Return settings that kill a worker once, at the 22nd record."""
    return Settings(text="body", id="id", url="link", pipeline=Pipeline.default().insert(KillsWorkerOnce(marker=str(marker)), before="headline"))


def run_example(engine: str, folder: Path) -> Any:
    """Run the python block under the engine's heading in docs/etl.md, in a folder with `articles.parquet`; return what it calls `cleaned`, if anything."""
    pq.write_table(RECORDS, folder / "articles.parquet")
    document = (Path(__file__).resolve().parents[2] / "docs" / "etl.md").read_text("utf-8")
    section = re.search(rf"^### {re.escape(engine)}\n(.*?)(?=^##|\Z)", document, re.MULTILINE | re.DOTALL)
    assert section is not None, f"docs/etl.md has no section {engine}"
    blocks = re.findall(r"^```python\n(.*?)^```$", section[1], re.MULTILINE | re.DOTALL)
    assert len(blocks) == 1
    names: dict[str, Any] = {"__name__": "__main__"}
    here = Path.cwd()
    os.chdir(folder)
    try:
        exec(compile(blocks[0], f"docs/etl.md, {engine}", "exec"), names)
    finally:
        os.chdir(here)
    return names.get("cleaned")
