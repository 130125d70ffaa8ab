"""A file is read in a process of its own, which may run out of memory or time without harming anybody."""

from __future__ import annotations

import contextlib
import json
import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from selectors import EVENT_READ, DefaultSelector
from typing import IO, Final

from dashboard.errors import ImportRefused
from dashboard.imports.child import EXIT_MEMORY, TEXT_ENDINGS
from dashboard.imports.order import ISSUES, OUTCOME, REFUSED, ROWS, Order, Refusal
from dashboard.imports.understood import Outcome
from dashboard.imports.written import as_json, from_json, outcome_of

LOGGER = logging.getLogger("dashboard")
__all__ = ["ISSUES", "OUTCOME", "ROWS", "Order", "read"]

ROOT: Final = Path(__file__).parents[2]
GRACE: Final = 15
"""Seconds by the clock beyond the processor time that a file may take: others use the machine too."""
SLOWER: Final = 3
LONGEST_LOG: Final = 2000
PAUSE: Final = 0.1
LATE: Final = "Reading this file takes too long, and was stopped. Split it into smaller files."
TOO_LARGE: Final = "Reading this file needs too much memory, and was stopped. Split it, or save it again as CSV."
STOPPED: Final = "This file was not read: the reading was stopped."
BROKEN: Final = "This file cannot be read: something in it is damaged. Open it, save it again, and bring the new file."


def read(order: Order, *, step: Callable[[int, int], None], cancelled: Callable[[], bool]) -> Outcome:
    """What the file means; its rows and issues stand in the folder of the order. `step`: how far, out of how much."""
    process = _started(order)
    try:
        _watch(process, order, step, cancelled)
        if process.returncode == 0:
            return outcome_of(order.folder / OUTCOME)
        _log(process)
        raise refusal(process.returncode, order.folder)
    except BaseException:
        _clean(order.folder)
        raise
    finally:
        _end(process)


def environment() -> dict[str, str]:
    """What the process may know: where Python and this program are."""
    return {"PATH": os.defpath, "LANG": "C.UTF-8", "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}


def _started(order: Order) -> subprocess.Popen[bytes]:
    """A fresh interpreter that knows neither the database nor any secret of this one."""
    process = subprocess.Popen(
        [sys.executable, "-m", "dashboard.imports.child"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
        cwd=order.folder,
        start_new_session=True,
    )
    assert process.stdin is not None
    with contextlib.suppress(BrokenPipeError):
        process.stdin.write(as_json(order).encode() + b"\n")
        process.stdin.close()
    return process


def _watch(
    process: subprocess.Popen[bytes], order: Order, step: Callable[[int, int], None], cancelled: Callable[[], bool]
) -> None:
    is_text = order.file_name.lower().endswith(TEXT_ENDINGS)
    seconds = order.limits.text_seconds if is_text else order.limits.workbook_seconds
    deadline = time.monotonic() + SLOWER * seconds + GRACE
    assert process.stdout is not None
    with DefaultSelector() as ready:
        ready.register(process.stdout, EVENT_READ)
        while process.poll() is None:
            if cancelled():
                raise ImportRefused(STOPPED)
            if time.monotonic() > deadline:
                raise ImportRefused(LATE)
            if ready.select(PAUSE):
                _said(process.stdout, step)


def _said(output: IO[bytes], step: Callable[[int, int], None]) -> None:
    line = output.readline()
    with contextlib.suppress(ValueError):
        told = json.loads(line)
        step(int(told["done"]), int(told["of"]))


def _log(process: subprocess.Popen[bytes]) -> None:
    """Where the program itself failed, which its maintainers want to know."""
    told = process.stderr.read(LONGEST_LOG).decode(errors="replace").strip() if process.stderr else ""
    if told:
        LOGGER.warning("the process that reads a file failed: %s", " ".join(told.split()))


def refusal(code: int, folder: Path) -> ImportRefused:
    """What a death means to whoever brought the file."""
    refused = folder / REFUSED
    if refused.exists():
        refusal = from_json(Refusal, refused.read_text(encoding="utf-8"))
        return ImportRefused(refusal.message_key, **refusal.holes)
    if code in {-signal.SIGXCPU, -signal.SIGKILL}:
        return ImportRefused(LATE)
    return ImportRefused(TOO_LARGE if code == EXIT_MEMORY else BROKEN)


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    for pipe in (process.stdin, process.stdout, process.stderr):
        if pipe is not None:
            with contextlib.suppress(BrokenPipeError):
                pipe.close()


def _clean(folder: Path) -> None:
    for name in (OUTCOME, ROWS, ISSUES, REFUSED):
        (folder / name).unlink(missing_ok=True)
