"""Many files as one ZIP, with a page that shows them and a list of their sources; one file at a time is in memory."""

from __future__ import annotations

import zipfile
from collections.abc import Generator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from dashboard.errors import DashboardError, FileRefused
from dashboard.exports import contents, files, limits
from dashboard.exports.contents import Chapter
from dashboard.exports.files import File
from dashboard.exports.orders import WHOLE, Order
from dashboard.pictures import Ask
from dashboard.texts import Language

SQUEEZED: Final = {".svg", ".csv", ".json", ".html", ".md"}
"""The other forms are compressed already."""


@dataclass(frozen=True)
class Step:
    """One more file is done; `name` is empty where it could not be made."""

    done: int
    of: int
    name: str


def build(target: Path, orders: Sequence[Order], ask: Ask, *, language: Language) -> Generator[Step, None, None]:
    """Write the pack step by step; left half-way, nothing of it stays. A picture that cannot be made is told inside."""
    limits.refuse_too_many(len(orders))
    try:
        with zipfile.ZipFile(target, "w") as archive:
            chapters: list[Chapter] = []
            for done, order in enumerate(orders, 1):
                yield Step(done, len(orders), _add(archive, order, ask, chapters))
                _refuse_too_heavy(target)
            _write(archive, "index.html", contents.page(chapters, language).encode())
            _write(archive, "SOURCES.md", contents.sources(chapters, language).encode())
    except BaseException:
        with suppress(FileNotFoundError):
            target.unlink()
        raise


def _add(archive: zipfile.ZipFile, order: Order, ask: Ask, chapters: list[Chapter]) -> str:
    try:
        chapter = _chapter(order, ask, chapters)
        file = files.of_visual(chapter.visual, order) if chapter.visual else files.make(order, ask)
    except DashboardError as error:
        chapters.append(Chapter(order, None, refused=error.message(order.language)))
        return ""
    name = _free(archive, order, file)
    _write(archive, name, file.content)
    chapter.names.append(name)
    return name


def _chapter(order: Order, ask: Ask, chapters: list[Chapter]) -> Chapter:
    """The picture of this order, drawn once for all its forms."""
    last = chapters[-1] if chapters else None
    if last and not last.refused and (last.order.key, last.order.language) == (order.key, order.language):
        return last
    chapters.append(Chapter(order, None if order.key in WHOLE else files.visual_of(order, ask)))
    return chapters[-1]


def _free(archive: zipfile.ZipFile, order: Order, file: File) -> str:
    """`fr/retours-par-region_fr_2026-11-21.png`; a number tells two equal names apart."""
    taken, path = set(archive.namelist()), Path(order.language, file.name)
    numbered = (path.with_stem(f"{path.stem}_{number}") for number in range(2, len(taken) + 3))
    return next(one.as_posix() for one in (path, *numbered) if one.as_posix() not in taken)


def _write(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    method = zipfile.ZIP_DEFLATED if Path(name).suffix in SQUEEZED else zipfile.ZIP_STORED
    archive.writestr(name, content, compress_type=method)


def _refuse_too_heavy(target: Path) -> None:
    if target.stat().st_size > limits.PACK_BYTES:
        raise FileRefused(
            "This pack would weigh more than {most} MB: choose fewer pictures, forms or sizes.",
            most=limits.PACK_BYTES // 1_000_000,
        )
