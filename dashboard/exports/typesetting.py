"""The one place that calls typst: a template of ours and data → PNG, SVG or PDF.

The template sees `data.json` as `sys.inputs.data` and pictures as `sys.inputs.pictures`: whatever people typed is a
value, never markup. Fonts are those of `data/fonts`; the compiler reads nothing but `templates/`, and fetches nothing.
"""

from __future__ import annotations

import json
import queue
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

import typst

Form = Literal["png", "svg", "pdf"]
Standard = Literal["ua-1", "a-2a", "a-2b"]
TEMPLATES = Path(__file__).parent / "templates"
FONTS = Path(__file__).parents[2] / "data" / "fonts"
TAGGED: tuple[Standard, ...] = ("ua-1",)
REFUSED = re.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f\\ud800-\\udfff\\ufffe\\uffff]")
_idle: queue.LifoQueue[typst.Compiler] = queue.LifoQueue()


def typeset(
    template: str, data: Mapping[str, Any], pictures: Mapping[str, str | bytes] | None = None, *, form: Form,
    ppi: float = 72, pdf_standards: Sequence[Standard] = TAGGED,
) -> bytes:  # fmt: skip
    """The file that `templates/<template>` makes of `data`. Pictures: SVG as text, anything else as bytes.

    Page sizes are typographic points: at 72 ppi a point is a pixel.
    """
    inputs = {"data": json.dumps(printable(data)), "pictures": json.dumps(_pictures(pictures or {}))}
    standards: list[Any] = list(pdf_standards) if form == "pdf" else []
    with _compiler() as compiler:
        made = compiler.compile(
            input=TEMPLATES / template, format=form, ppi=ppi, sys_inputs=inputs, pdf_standards=standards, timestamp=0
        )
    if not isinstance(made, bytes):
        raise TypeError(f"{template} makes several pages: only a PDF holds them")
    return made


@contextmanager
def _compiler() -> Iterator[typst.Compiler]:
    """A compiler nobody else is using: it keeps its fonts and what it learned for the next file."""
    try:
        compiler = _idle.get_nowait()
    except queue.Empty:
        compiler = typst.Compiler(root=TEMPLATES, font_paths=[FONTS], ignore_system_fonts=True)
    yield compiler
    _idle.put(compiler)  # one that failed is dropped


def _pictures(pictures: Mapping[str, str | bytes]) -> dict[str, Any]:
    return {name: found if isinstance(found, str) else list(found) for name, found in pictures.items()}


def printable(value: Any) -> Any:
    """The same data, its words without the characters that XML and PDF refuse."""
    if isinstance(value, (float, int)):
        return value
    if isinstance(value, str):
        return REFUSED.sub("", value)
    if isinstance(value, Mapping):
        return {name: printable(found) for name, found in value.items()}
    if isinstance(value, (list, tuple)):
        return [printable(found) for found in value]
    return value
