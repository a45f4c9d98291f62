"""The table of a run, and its place in a document."""

from __future__ import annotations

import os
import platform
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from measure import Figures
from newsclean.model import Kind


@dataclass(frozen=True, slots=True)
class Row:
    """A tool in the table. `figures` and `recalls` are `None` for one that gives no body; `ratios` has one value a round."""

    tool: str
    version: str
    figures: Figures | None
    recalls: Mapping[Kind, float | None] | None
    ms: float
    ratios: tuple[float, ...]
    failures: int

    @property
    def ratio(self) -> float:
        """How many times the parse the tool takes: the median over rounds."""
        return median(self.ratios)


def ranked(rows: Sequence[Row]) -> list[Row]:
    """Return the tools by F1, the best first, and last what gives no body."""
    return sorted(rows, key=lambda row: -row.figures.f1 if row.figures else 1.0)


def quality_table(rows: Sequence[Row]) -> str:
    """Return quality and cost, one tool a line."""
    lines = [
        "| tool | version | F1 | precision | recall | exact | bad pages | ms/page | times the parse | lowest to highest round | failures |",
        "|---|---|---|---|---|---|---|---|---|---|---|",
    ]
    for row in rows:
        figures = row.figures
        quality = [f"{figures.f1:.3f}", f"{figures.precision:.3f}", f"{figures.recall:.3f}", f"{figures.exact:.1%}", f"{figures.bad:.1%}"] if figures else ["–"] * 5
        spread = f"{min(row.ratios):.1f} to {max(row.ratios):.1f}"
        lines.append(_line(row.tool, row.version, *quality, f"{row.ms:.1f}", f"{row.ratio:.1f}", spread, str(row.failures)))
    return "\n".join(lines)


def kinds_table(rows: Sequence[Row], total: Mapping[Kind, int]) -> str:
    """Return the share of the golds' words in blocks of each kind that the tools keep."""
    lines = [_line("tool", *(f"{kind.replace('_', ' ')} ({total[kind]:,} words)" for kind in total)), "|---" * (len(total) + 1) + "|"]
    for row in rows:
        if row.recalls is not None:
            lines.append(_line(row.tool, *("–" if (share := row.recalls[kind]) is None else f"{share:.1%}" for kind in total)))
    return "\n".join(lines)


def _line(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def machine() -> str:
    """Return what the run ran on: Python, processor, cores, and how busy the machine was."""
    info = Path("/proc/cpuinfo")
    names = [line.partition(":")[2].strip() for line in info.read_text("utf-8").splitlines() if line.startswith("model name")] if info.exists() else []
    load = f", load {os.getloadavg()[0]:.1f} at the end" if hasattr(os, "getloadavg") else ""
    return f"Python {platform.python_version()}, {names[0] if names else platform.processor() or platform.machine()}, {os.cpu_count()} cores{load}"


def put_section(document: str, name: str, body: str) -> str:
    """Return a document whose section of that name, between `<!-- NAME -->` and `<!-- /NAME -->`, holds a new body; a section that is not there comes to the end."""
    opening, closing = f"<!-- {name} -->", f"<!-- /{name} -->"
    section = f"{opening}\n{body.strip()}\n{closing}"
    before, found, rest = document.partition(opening)
    if not found:
        return f"{document.rstrip()}\n\n{section}\n".lstrip()
    _, found, behind = rest.partition(closing)
    if not found:
        raise ValueError(f"expected {closing} behind {opening}, found none; write it where the section ends")
    return f"{before}{section}{behind}"
