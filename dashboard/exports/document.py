"""A document of words: headings, paragraphs, lists and tables, set alike as DOCX and as tagged PDF."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from dashboard.charts.theme import PALETTE
from dashboard.exports import words
from dashboard.status import Status
from dashboard.texts import Language, text

Look = Literal["plain", "lead", "muted", "strong"]


@dataclass(frozen=True)
class Heading:
    level: Literal[1, 2]
    words: str
    kind: str = "heading"


@dataclass(frozen=True)
class Paragraph:
    """`status` is the one that the words begin with: its mark and colour stand before them where there is colour."""

    words: str
    look: Look = "plain"
    kind: str = "paragraph"
    status: Status | None = None


@dataclass(frozen=True)
class Bullets:
    items: tuple[str, ...]
    kind: str = "bullets"


@dataclass(frozen=True)
class Table:
    """`widths` are shares of the page; the head is told on each page that the table reaches."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]
    kind: str = "table"


Block = Heading | Paragraph | Bullets | Table


@dataclass(frozen=True)
class Document:
    """`badges` say what a reader must know of the whole: fictitious, a draft."""

    language: Language
    title: str
    subtitle: str
    day: dt.date
    badges: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = field(default=())


def section(title: str, *blocks: Block | None) -> list[Block]:
    """A heading with what stands under it; nothing when there is nothing."""
    found = [block for block in blocks if block]
    return [Heading(1, title), *found] if found else []


def bullets(items: Sequence[str]) -> Bullets | None:
    return Bullets(tuple(items)) if items else None


def table(head: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[int]) -> Table | None:
    return Table(tuple(head), tuple(tuple(row) for row in rows), tuple(widths)) if rows else None


def pdf(document: Document) -> bytes:
    """The same document gives the same bytes. What sets it is read here: the server shows documents, and sets none."""
    from dashboard.exports.typesetting import typeset

    return typeset("document.typ", _contents(document), form="pdf")


def office(document: Document) -> bytes:
    """For office programs; `office_document` says more."""
    from dashboard.exports import office_document

    return office_document.office(document)


def _contents(document: Document) -> dict[str, Any]:
    day = document.day
    return {
        "language": document.language, "title": document.title, "subtitle": document.subtitle,
        "day": [day.year, day.month, day.day], "badges": list(document.badges),
        "co_branding": words.co_branding(document.language), "product": words.product(document.language),
        "blocks": [asdict(block) for block in document.blocks],
        "palette": {name: light for name, (light, _) in PALETTE.items()},
        "page": text("Page", document.language),
    }  # fmt: skip
