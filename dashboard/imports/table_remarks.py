"""What people should know of the reading of a table as a whole: what is hidden, left out or added up, and its tags."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.imports import hidden, hxl
from dashboard.imports.candidates import Candidate
from dashboard.imports.columns import Seen, Spec
from dashboard.imports.headers import Heading
from dashboard.sheets.book import Book, Remark, letter


def remarks(book: Book, chosen: Candidate, specs: Sequence[Spec], seen: Seen) -> list[Remark]:
    """What people should know of the reading as a whole."""
    said = [
        *book.remarks,
        *_about_tags(chosen.heading),
        *(each for sheet in chosen.sheets for each in hidden.remarks(sheet)),
    ]
    left_out = [spec.letter for spec in specs if spec.field == "ignored" and seen.get(spec.number)]
    if left_out:
        said.append(Remark("Columns that are not loaded: {letters}.", {"letters": ", ".join(left_out)}))
    totals = [spec.letter for spec in specs if spec.is_total]
    if totals:
        said.append(Remark("Columns that add up others, not loaded twice: {letters}.", {"letters": ", ".join(totals)}))
    return said


def _about_tags(heading: Heading) -> list[Remark]:
    if heading.tag_row is None:
        return []
    bad = [letter(column) for column, tag in heading.tags.items() if not hxl.parsed(tag)]
    without = [letter(column) for column in heading.paths if column not in heading.tags]
    said = [] if heading.rows else [Remark("HXL tags stand alone, without headers in words.")]
    if bad:
        said.append(
            Remark("HXL tags that are malformed, read by their headers: {letters}.", {"letters": ", ".join(bad)})
        )
    if without:
        said.append(
            Remark("Columns without HXL tag, read by their headers: {letters}.", {"letters": ", ".join(without)})
        )
    return said
