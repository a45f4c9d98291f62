"""What a filter says of itself: its docstring in parts, and its options. For `newsclean filters` and `docs/filters/`."""

from __future__ import annotations

import inspect
from dataclasses import MISSING, dataclass, fields, is_dataclass
from typing import Any

import regex

from newsclean.pipeline import Filter

HEADINGS = ("Removes", "Keeps", "Options", "Source")
_HEADING = regex.compile(rf"(?P<heading>{'|'.join(HEADINGS)}):\s*(?P<rest>.*)")


@dataclass(frozen=True, slots=True)
class Option:
    """An option of a filter: its name, its type as written, and its default (None where it must be given)."""

    name: str
    type: str
    default: Any


@dataclass(frozen=True, slots=True)
class FilterDoc:
    """A filter's documentation. `summary` is the docstring's first line; `parts` are its headings with their text."""

    name: str
    category: str
    summary: str
    parts: dict[str, str]
    options: tuple[Option, ...]


def describe_filter(one: Filter) -> FilterDoc:
    """Return what a filter says of itself; without a docstring an empty summary and no parts."""
    kind = type(one)
    doc = inspect.cleandoc(kind.__doc__ or "")
    # A dataclass without a docstring gets its signature for one.
    summary = "" if doc.startswith(f"{kind.__name__}(") else " ".join(doc.split("\n\n", 1)[0].split())
    return FilterDoc(one.name, one.category, summary, _parts(doc), _options(one))


def _parts(doc: str) -> dict[str, str]:
    parts: dict[str, list[str]] = {}
    lines: list[str] | None = None
    for line in doc.splitlines():
        match = _HEADING.match(line)
        if match is not None:
            lines = parts.setdefault(match["heading"], [])
            lines.append(match["rest"])
        elif lines is not None and line.strip():
            lines.append(line.strip())
    return {heading: " ".join(text).strip() for heading, text in parts.items()}


def _options(one: Filter) -> tuple[Option, ...]:
    if not is_dataclass(one):
        return ()
    found = []
    for field in fields(one):
        if field.init:
            default = field.default if field.default is not MISSING else field.default_factory() if field.default_factory is not MISSING else None
            written = field.type if isinstance(field.type, str) else getattr(field.type, "__name__", str(field.type))
            found.append(Option(field.name, written, default))
    return tuple(found)
