"""Streamlit's options, set in code from the one file that also serves `streamlit run`."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from streamlit import config

ROOT: Final = Path(__file__).resolve().parents[2]
FILE: Final = ROOT / ".streamlit" / "config.toml"


def apply() -> None:
    """Under uvicorn, Streamlit finds the file only when the server was started from the root; here it always is."""
    for name, value in _flat(tomllib.loads(FILE.read_text(encoding="utf-8"))):
        config.set_option(name, value)


def _flat(table: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", value
