"""`python -m dashboard.exports.worker`: makes files for the server, in a process of its own that gives way to readers.

One order a line on standard input, as JSON. The answer is a line of JSON, then as many bytes as it announces:
`{"step": …}` while a pack grows, at the end `{"file": …}`, `{"refused": …}` or `{"failed": …}`.
"""

from __future__ import annotations

import gc
import json
import os
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

from dashboard import database, pictures
from dashboard.errors import DashboardError
from dashboard.exports import files, orders, pack, papers
from dashboard.exports.remembering import remembering
from dashboard.texts import LANGUAGES

Answer = tuple[dict[str, Any], bytes]
Say = Callable[[Answer], None]


def main() -> None:
    """Until the server closes the line."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a library prints is no answer
    os.environ.setdefault("RAYON_NUM_THREADS", "1")  # one file never takes all processors
    gc.collect()
    gc.freeze()  # a walk through all that was imported takes longer than a card
    for line in sys.stdin.buffer:
        for header, content in answer(json.loads(line), lambda told: say(answers, told)):
            say(answers, (header, content))


def answer(order: dict[str, Any], step: Say) -> list[Answer]:
    try:
        if "paper" in order:
            return [papered(order)]
        return [packed(order, step) if "pack" in order else made(order)]
    except DashboardError as error:
        sentences = {language: error.message(language) for language in LANGUAGES}
        return [({"refused": type(error).__name__, "sentences": sentences}, b"")]
    except Exception:  # noqa: BLE001 the server tells the reader a code and logs this
        return [({"failed": traceback.format_exc()}, b"")]


def made(order: dict[str, Any]) -> Answer:
    with database.reading() as connection:
        file = files.make(orders.read(order), pictures.direct(connection))
    return {"file": file.name, "media_type": file.media_type}, file.content


def papered(order: dict[str, Any]) -> Answer:
    paper = papers.read(order)
    with database.reading() as connection:
        name, content = papers.make(connection, paper)
    return {"file": name, "media_type": papers.MEDIA_TYPES[paper.form]}, content


def packed(order: dict[str, Any], step: Say) -> Answer:
    """The pack is written where the server said; only its progress travels."""
    wanted = [orders.read(words) for words in order["pack"]]
    with database.reading() as connection:
        ask = remembering(pictures.direct(connection))
        for done in pack.build(Path(order["target"]), wanted, ask, language=order["language"]):
            step(({"step": done.done, "of": done.of, "name": done.name}, b""))
    return {"file": Path(order["target"]).name, "media_type": "application/zip"}, b""


def say(answers: IO[bytes], told: Answer) -> None:
    header, content = told
    answers.write(json.dumps(header | {"bytes": len(content)}).encode() + b"\n" + content)
    answers.flush()


if __name__ == "__main__":
    main()
