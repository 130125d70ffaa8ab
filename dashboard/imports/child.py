"""The process that reads a file: `python -m dashboard.imports.child`, one order on its input, progress on its output.

It has little memory, little time and no secrets, so that a hostile file harms nothing but its own reading.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from dashboard.errors import ImportRefused
from dashboard.imports import understanding
from dashboard.imports.order import REFUSED, Order, Refusal
from dashboard.imports.written import as_json, from_json
from dashboard.sheets.limits import Limits

NICE = 10
PAUSE = 0.2
TEXT_ENDINGS = (".csv", ".tsv", ".txt", ".tab")
EXIT_REFUSED, EXIT_MEMORY = 3, 4
DEEPEST = 4


def main() -> int:
    sys.excepthook = tell_where
    order = from_json(Order, sys.stdin.readline())
    os.nice(NICE)
    confine(order.limits, is_text=order.file_name.lower().endswith(TEXT_ENDINGS))
    try:
        understanding.read(order, progress())
    except ImportRefused as refused:
        refusal = Refusal(refused.message_key, dict(refused.holes))
        (order.folder / REFUSED).write_text(as_json(refusal), encoding="utf-8")
        return EXIT_REFUSED
    except MemoryError:
        return EXIT_MEMORY
    return 0


def tell_where(kind: type[BaseException], _error: BaseException, at: TracebackType | None) -> None:
    """Where the program failed, without a word of the file."""
    places = (f"{Path(frame.filename).name}:{frame.lineno}" for frame in traceback.extract_tb(at)[-DEEPEST:])
    sys.stderr.write(f"{kind.__name__} at {', '.join(places)}\n")


def confine(limits: Limits, *, is_text: bool) -> None:
    """No more memory and processor time than the file may cost, no child of its own, no large file left behind."""
    memory = limits.text_memory if is_text else limits.workbook_memory
    seconds = limits.text_seconds if is_text else limits.workbook_seconds
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def progress() -> Callable[[int, int], None]:
    """Lines of JSON, a few each second."""
    said = 0.0

    def step(done: int, of: int) -> None:
        nonlocal said
        now = time.monotonic()
        if now - said >= PAUSE or done >= of:
            said = now
            sys.stdout.write(json.dumps({"done": done, "of": of}) + "\n")
            sys.stdout.flush()

    return step


if __name__ == "__main__":
    sys.exit(main())
