"""What a reader sees when a page fails: one calm sentence, and a code to find the rest in the log."""

from __future__ import annotations

import re
import secrets
from typing import Final

import streamlit as st

from dashboard.door.log import LOGGER
from dashboard.errors import DashboardError
from dashboard.texts import Language, as_language, text

ALPHABET: Final = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # read out over the telephone: no I, O, 0 or 1


def show(error: Exception) -> bool:
    """Streamlit's own box stays shut: it is English and offers to ask foreign sites."""
    if isinstance(error, DashboardError):
        LOGGER.warning("%s: %s", type(error).__name__, error)
        st.warning(literal(error.message(_language())))
        return True
    incident = new_code()
    LOGGER.error("page failed", exc_info=error, extra={"incident": incident})
    sentence = "This page could not be shown. Reload it; if it fails again, give the code {code}."
    st.error(literal(text(sentence, _language(), code=incident)))
    return True


def new_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(8))


def literal(sentence: str) -> str:
    """Streamlit reads Markdown, formulas, colours and icons in its boxes: nothing in a sentence is meant so."""
    return re.sub(r"([\\`*_{}\[\]()#+\-.!|<>$:~])", r"\\\1", sentence)


def _language() -> Language:
    return as_language(st.query_params.get("language") or st.session_state.get("language"))
