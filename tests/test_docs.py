"""The documents: generated parts are up to date, links lead somewhere, every python block runs."""

from __future__ import annotations

import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

from newsclean.metadata.candidates import ORDER
from newsclean.model import CATEGORIES
from newsclean.pipeline import Pipeline

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")), *sorted((ROOT / "benchmarks").glob("*.md")), ROOT / "training" / "README.md"]
WITH_PYTHON = ("README.md", "docs/adding_a_filter.md", "docs/parts.md", "docs/metadata.md")

_FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"(?<!!)\[[^\]\n]*\]\((?P<target>[^)\s]+)\)")
_HEADING = re.compile(r"^#+ (?P<title>.+)$", re.MULTILINE)


def _load(name: str, path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


generate = _load("docs_generate", ROOT / "docs" / "generate.py")


def _prose(path: Path) -> str:
    return _FENCE.sub("", path.read_text("utf-8"))


def _anchors(path: Path) -> set[str]:
    titles = (match["title"] for match in _HEADING.finditer(_prose(path)))
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def test_pages_of_the_filters_are_up_to_date():
    pages = generate.filter_pages()
    on_disk = {path.name: path.read_text("utf-8") for path in (ROOT / "docs" / "filters").glob("*.md")}

    assert on_disk == pages, "run `make docs`"


@pytest.mark.parametrize("name", generate.SHOWN)
def test_python_blocks_run_and_shown_outputs_are_what_comes_out_now(name):
    text = (ROOT / name).read_text("utf-8")

    assert text == generate.refreshed(text), "run `make docs`"


@pytest.mark.parametrize("name", WITH_PYTHON)
def test_python_is_shown_where_it_should_be(name):
    assert name in generate.SHOWN
    assert "```python\n" in (ROOT / name).read_text("utf-8")


def test_a_python_block_that_fails_is_an_error():
    with pytest.raises(RuntimeError, match="a python block fails"):
        generate.refreshed("```python\nassert False\n```\n")


def test_an_old_output_is_replaced():
    assert generate.refreshed("```python\nprint(2)\n```\n\n```text output\n1\n```\n") == "```python\nprint(2)\n```\n\n```text output\n2\n```\n"


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_inside_the_project_lead_somewhere(path):
    broken = []
    for match in _LINK.finditer(_prose(path)):
        target, _, anchor = match["target"].partition("#")
        if "://" in target or target.startswith("mailto:"):
            continue
        file = (path.parent / target).resolve() if target else path
        if not file.exists() or (anchor and anchor not in _anchors(file)):
            broken.append(match["target"])

    assert broken == []


def test_terms_explain_every_category():
    terms = (ROOT / "docs" / "terms.md").read_text("utf-8")

    assert [category for category in sorted(CATEGORIES) if f"| `{category}` |" not in terms] == []


def test_the_order_of_trust_is_the_one_in_the_code():
    text = (ROOT / "docs" / "metadata.md").read_text("utf-8")
    shown = {field: tuple(order.split(", ")) for field, order in re.findall(r"^\| `(\w+)` \| [^|]+ \| [^|]+ \| ([^|]+) \|$", text, re.MULTILINE)}

    assert shown == {field: order for field, order in ORDER.items() if field != "language"}


def test_documents_name_only_filters_that_there_are():
    named = set(re.findall(r"\bfilters/(\w+)\.md\b", "".join(_prose(path) for path in DOCUMENTS)))

    assert named - {"README"} <= set(Pipeline.default().names)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_code_block_is_closed(path):
    assert len(re.findall(r"^```", path.read_text("utf-8"), re.MULTILINE)) % 2 == 0
