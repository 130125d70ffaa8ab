"""How much one file, one pack and one queue may hold; what exceeds it is refused in words before any work."""

from __future__ import annotations

from typing import Any, Final

from dashboard.charts.visual import Figure, Visual
from dashboard.errors import FileRefused

MARKS: Final = 5_000
POINTS: Final = 50_000
"""Of lines and outlines, where a point is no mark of its own: a map has thousands."""
LABELS: Final = 1_000
ROWS: Final = 20_000
FILE_BYTES: Final = 12_000_000
FILE_SECONDS: Final = 60.0
PACK_FILES: Final = 300
PACK_BYTES: Final = 250_000_000
PACK_SECONDS: Final = 300.0
WIDTH: Final = 1040
"""The width, in CSS px, at which a figure is counted."""
TOO_LARGE: Final = {
    "rows": "This picture has {found} rows, too many for a file (at most {most}): narrow it by its filters.",
    "marks": "This picture has {found} marks, too many to be read (at most {most}): narrow it by its filters.",
    "points": "The lines of this picture have {found} points (at most {most}): narrow it by its filters.",
    "labels": "This picture has {found} labels, too many to be read (at most {most}): narrow it by its filters.",
}


def refuse_too_large(visual: Visual) -> None:
    """A picture of more marks or words than anyone can read, or of more rows than its data sheet may have."""
    figure = visual.draw(WIDTH)
    counts = (
        ("rows", len(visual.rows), ROWS),
        ("marks", marks(figure), MARKS),
        ("points", points(figure), POINTS),
        ("labels", labels(figure), LABELS),
    )
    for what, found, most in counts:
        if found > most:
            raise FileRefused(TOO_LARGE[what], found=found, most=most)


def refuse_too_many(count: int) -> None:
    if count > PACK_FILES:
        raise FileRefused(
            "A pack holds at most {most} files; this one would have {count}. Choose fewer.",
            most=PACK_FILES,
            count=count,
        )


def marks(figure: Figure) -> int:
    """Bars, dots, sectors."""
    return sum(_points(trace) for trace in figure.get("data", []) if trace.get("mode") != "lines")


def points(figure: Figure) -> int:
    return sum(_points(trace) for trace in figure.get("data", []) if trace.get("mode") == "lines")


def _points(trace: Figure) -> int:
    return max(_length(trace.get(name)) for name in ("x", "y", "values"))


def labels(figure: Figure) -> int:
    layout = figure.get("layout", {})
    on_axes = (_length(axis.get("ticktext")) for name, axis in layout.items() if name[1:].startswith("axis"))
    on_marks = (_length(trace.get("text")) for trace in figure.get("data", []))
    return len(layout.get("annotations") or ()) + sum(on_axes) + sum(on_marks)


def _length(values: Any) -> int:
    return 0 if values is None or isinstance(values, (str, int, float)) else len(values)
