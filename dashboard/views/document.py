"""A document of words as a page shows it: the blocks that files set, under the same headings, in the same words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from dashboard.charts.theme import STATUS
from dashboard.exports.document import Block, Bullets, Document, Heading, Paragraph, Table
from dashboard.texts import Language
from dashboard.views.markup import esc, tied

LOOKS = {"plain": "", "lead": "summary-lead", "muted": "muted", "strong": "strong"}
SHORT = 18
COUNT = re.compile(r"\d{1,3}(?:[\u202f,]?\d{3})*")


def html(document: Document, *, without: Iterable[str] = ()) -> str:
    """Each part under its heading; those whose titles are in `without` stand elsewhere on the page."""
    left_out = set(without)
    parts = [part for part in _parts(document.blocks) if not (part and _title(part[0]) in left_out)]
    return "".join(_part(part, document.language) for part in parts)


def _parts(blocks: Iterable[Block]) -> Iterator[list[Block]]:
    """Blocks from one main heading to the next."""
    part: list[Block] = []
    for block in blocks:
        if isinstance(block, Heading) and block.level == 1:
            yield part
            part = []
        part.append(block)
    yield part


def _title(block: Block) -> str:
    return block.words if isinstance(block, Heading) else ""


def _part(part: list[Block], language: Language) -> str:
    title = _title(part[0]) if part else ""
    inside = "".join(_block(block, title, language) for block in part)
    return f'<section class="written">{inside}</section>' if inside else ""


def _block(block: Block, title: str, language: Language) -> str:
    if isinstance(block, Heading):
        return f"<h{block.level + 1}>{esc(block.words)}</h{block.level + 1}>"
    if isinstance(block, Paragraph):
        return _paragraph(block)
    if isinstance(block, Bullets):
        return f'<ul class="told-list">{"".join(f"<li>{esc(tied(item))}</li>" for item in block.items)}</ul>'
    return table(block, title, language)


def _paragraph(block: Paragraph) -> str:
    if not block.status:
        css = f' class="{LOOKS[block.look]}"' if LOOKS[block.look] else ""
        return f"<p{css}>{esc(block.words)}</p>"
    look = STATUS[block.status]
    return f'<p class="state-line"><span class="t-{look.ink}">{look.mark}</span> {esc(block.words)}</p>'


def table(block: Table, title: str, language: Language) -> str:
    """Short words, dates and names of institutions stay on one line."""
    counts = [place > 0 and _are_counts([row[place] for row in block.rows]) for place in range(len(block.head))]
    head = "".join(
        f'<th scope="col"{" class=num" if is_count else ""}>{esc(words)}</th>'
        for words, is_count in zip(block.head, counts, strict=True)
    )
    rows = "".join(f"<tr>{''.join(map(_cell, row, block.head, counts))}</tr>" for row in block.rows)
    return (
        f'<div class="table-scroll" tabindex="0" role="group" aria-label="{esc(title)}" lang="{language}">'
        f'<table class="stacks"><caption>{esc(title)}</caption><thead><tr>{head}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def _are_counts(column: Sequence[str]) -> bool:
    """Whether some are whole numbers and all others empty: numbers stand one under the other."""
    return any(column) and all(COUNT.fullmatch(words) for words in column if words)


def _cell(words: str, head: str, is_count: bool) -> str:
    """On a phone each cell stands under its own head."""
    css = ' class="num"' if is_count else ' class="short"' if len(words) <= SHORT else ""
    return f'<td{css} data-label="{esc(head)}">{esc(words)}</td>'
