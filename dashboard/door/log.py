"""One JSON line for each event in the log: nothing a reader typed can break a line or colour a terminal."""

from __future__ import annotations

import datetime as dt
import json
import logging
import sys
from typing import Final

import streamlit.logger

LOGGER: Final = logging.getLogger("dashboard")


class JsonLines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        """Control characters are escaped by JSON itself; ASCII only, so bidi marks and ANSI are too."""
        line = {
            "at": dt.datetime.fromtimestamp(record.created, dt.UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "from": record.name,
            "message": record.getMessage(),
        }
        incident = getattr(record, "incident", None)
        if incident:
            line["incident"] = incident
        if record.exc_info:
            line["error"] = self.formatException(record.exc_info)
        return json.dumps(line)


def set_up() -> None:
    """Everything to standard error, Streamlit's and uvicorn's own loggers included."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.WARNING)
    LOGGER.setLevel(logging.INFO)
    streamlit.logger.setup_formatter = _hand_over
    for name in list(logging.root.manager.loggerDict):
        if name.split(".")[0] in {"streamlit", "uvicorn", "websockets"}:
            _hand_over(logging.getLogger(name))
    logging.getLogger("streamlit.error_util").addFilter(_is_not_a_script_error)


def _hand_over(logger: logging.Logger) -> None:
    """Streamlit gives each of its loggers a plain text handler; ours, at the root, is enough."""
    logger.handlers = []
    logger.propagate = True
    logger.setLevel(logging.WARNING)


def _is_not_a_script_error(record: logging.LogRecord) -> bool:
    """The panel writes these itself, with the code that the reader sees."""
    return record.msg != "Uncaught app execution"
