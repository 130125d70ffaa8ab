"""Streamlit's options, set in code from the one file that also serves `streamlit run`."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from streamlit import config
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session

from dashboard import secrets_file

ROOT: Final = Path(__file__).resolve().parents[2]
FILE: Final = ROOT / ".streamlit" / "config.toml"


def apply() -> None:
    """Under uvicorn, Streamlit finds the file only when the server was started from the root; here it always is."""
    for name, value in _flat(tomllib.loads(FILE.read_text(encoding="utf-8"))):
        config.set_option(name, value)
    config.set_option("secrets.files", [str(secrets_file.PATH)])
    _theme.cache_clear()
    app_session._populate_theme_msg = _theme_into


def _theme_into(msg: CustomThemeConfig, section: str = "theme") -> None:
    if _theme(section).ByteSize():
        msg.MergeFrom(_theme(section))


@lru_cache
def _theme(section: str) -> CustomThemeConfig:
    """One part of the theme, as Streamlit makes it anew for every session: a tenth of the server's time."""
    message = CustomThemeConfig()
    STREAMLITS_OWN(message, section)
    return message


STREAMLITS_OWN: Final = app_session._populate_theme_msg


def _flat(table: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", value
