"""The picture of a run: quality against cost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_OWN, _OTHER, _INK, _FAINT = "#b3261e", "#4a6785", "#222222", "#d9d9d9"
_SIZE = (8.0, 5.0)
# Where a label may stand beside its point, in points of the page, the best first.
_PLACES = [(9, 0, "left"), (-9, 0, "right"), (0, 11, "center"), (0, -11, "center"), (8, 10, "left"), (8, -10, "left"), (-8, 10, "right"), (-8, -10, "right")]


@dataclass(frozen=True, slots=True)
class Point:
    """A tool: how many times the parse it takes, and its F1."""

    name: str
    ratio: float
    f1: float


def draw(points: Sequence[Point], title: str, own: str, file: Path) -> None:
    """Write the picture, an SVG by the file's name; the tool named `own` stands out."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot
    from matplotlib.ticker import FuncFormatter, NullLocator

    matplotlib.rcParams.update({"svg.hashsalt": "newsclean", "font.family": "DejaVu Sans", "font.size": 10})
    figure, axes = pyplot.subplots(figsize=_SIZE, facecolor="white", layout="constrained")
    axes.set_xscale("log")
    highest = max(point.ratio for point in points)
    lowest = min(1.0, *(point.ratio for point in points))
    axes.set_xlim(lowest * 0.8, highest * 1.9)
    floor, top = min(point.f1 for point in points), max(point.f1 for point in points)
    margin = 0.12 * max(0.02, top - floor)
    axes.set_ylim(floor - margin, min(1.0, top + margin))
    ticks = [tick for tick in (1, 2, 3, 5, 10, 20, 30, 50, 100, 200, 300, 500, 1000) if lowest * 0.8 <= tick <= highest * 1.9]
    axes.set_xticks(ticks)
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}×"))
    axes.xaxis.set_minor_locator(NullLocator())
    axes.grid(color=_FAINT, linewidth=0.6)
    axes.set_axisbelow(True)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    axes.axvline(1.0, color=_INK, linewidth=1, linestyle=(0, (4, 3)))
    axes.annotate("parsing alone", (1.0, 0.02), xycoords=("data", "axes fraction"), xytext=(5, 0), textcoords="offset points", color=_INK, fontsize=9)
    axes.set_xlabel("CPU time a page, times parsing alone (log)   ← cheaper")
    axes.set_ylabel("F1 of the body   better →")
    axes.set_title(title, loc="left", fontsize=11, color=_INK)
    for point in points:
        colour, size = (_OWN, 80) if point.name == own else (_OTHER, 42)
        axes.scatter(point.ratio, point.f1, s=size, color=colour, edgecolor="white", linewidth=0.8, zorder=3)
    _label(figure, axes, sorted(points, key=lambda point: point.name != own), own)
    figure.savefig(file, metadata={"Date": None} if file.suffix == ".svg" else None, dpi=120)
    pyplot.close(figure)


def _label(figure: Any, axes: Any, points: Sequence[Point], own: str) -> None:
    """Write the names beside the points, each in the first place where it covers no point and no other name."""
    from matplotlib.transforms import Bbox

    figure.canvas.draw()
    renderer = figure.canvas.get_renderer()
    taken = []
    for point in points:
        x, y = axes.transData.transform((point.ratio, point.f1))
        taken.append(Bbox.from_bounds(x - 5, y - 5, 10, 10))
    area = axes.get_window_extent(renderer)
    for point in points:
        tried: list[tuple[int, int, Any, Any]] = []
        for nth, place in enumerate(_PLACES):
            text = _write(axes, point, place, point.name == own)
            box = text.get_window_extent(renderer)
            inside = area.x0 <= box.x0 and box.x1 <= area.x1 and area.y0 <= box.y0 and box.y1 <= area.y1
            tried.append((sum(box.overlaps(other) for other in taken) + (not inside), nth, text, box))
            if not tried[-1][0]:
                break
        tried.sort(key=lambda one: one[:2])
        taken.append(tried[0][3])
        for _, _, text, _ in tried[1:]:
            text.remove()


def _write(axes: Any, point: Point, place: tuple[int, int, str], stands_out: bool) -> Any:
    """Write a name at a place beside its point."""
    dx, dy, side = place
    colour, weight = (_OWN, "bold") if stands_out else (_INK, "normal")
    return axes.annotate(point.name, (point.ratio, point.f1), xytext=(dx, dy), textcoords="offset points", ha=side, va="center", color=colour, fontweight=weight)
