"""Load the filters' cases and the article fixtures for the tests that hold for all of them."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
FIXTURES = ROOT / "fixtures"


def load_cases() -> list[tuple[str, dict[str, Any]]]:
    """Return every filter case as (filter name, case)."""
    found = []
    for file in sorted((FIXTURES / "filters").glob("*/cases.toml")):
        for case in tomllib.loads(file.read_text("utf-8"))["case"]:
            found.append((file.parent.name, case))
    return found


def load_inputs() -> dict[str, str]:
    """Return the source text of every article fixture by its slug, line ends as they are."""
    return {file.parent.name: file.read_bytes().decode("utf-8") for file in sorted((FIXTURES / "articles").glob("*/input.txt"))}


def load_pages() -> dict[str, str]:
    """Return the source of every article fixture that is a page, by its slug."""
    return {file.parent.name: file.read_bytes().decode("utf-8") for file in sorted((FIXTURES / "articles").glob("*/input.html"))}
