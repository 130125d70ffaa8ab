"""Tables of slides: few lines, numbers at the right, as many rows as can be read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from xml.sax.saxutils import escape

from dashboard.charts.measure import text_width, wrap
from dashboard.charts.visual import Visual
from dashboard.exports import tables, words
from dashboard.exports.deck_layouts import POINT, Place
from dashboard.exports.office_chart import LOCALES
from dashboard.texts import Language, date, month, month_of, number, text

SPACE = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
STEP, PADDING = 1.3, 7.0
"""Height of a line, in sizes; above and under the words of a cell."""
READ, CROSSED_MOST = 11.0, 12
SIZES = (13.0, 12.0, 11.0, 10.0, 9.0)
SHORT = 14
"""Letters of a cell that is not broken: a day, a name."""
MOST, PAD, HEAD_LINES = 300.0, 22.0, 4
LETTERS = 300
"""What a cell shows of words that never end."""
THIN = (
    '<a:ln{side} w="6350"><a:solidFill><a:schemeClr val="folHlink"><a:alpha val="45000"/></a:schemeClr></a:solidFill>'
    "</a:ln{side}>"
)
THICK = '<a:ln{side} w="15875"><a:solidFill><a:schemeClr val="tx1"/></a:solidFill></a:ln{side}>'
NO_LINE = '<a:ln{side} w="0"><a:noFill/></a:ln{side}>'


@dataclass(frozen=True)
class Table:
    """Words in columns; `numeric` columns stand at the right."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: frozenset[int] = frozenset()
    widths: tuple[float, ...] = ()
    """In points, where they were chosen for more rows than these."""


def of_visual(visual: Visual) -> Table:
    """The rows of a picture as its readers see them: what was not reported says so."""
    found = [field for field in tables.fields(visual) if not field.column.is_for_files]
    columns = [[_words(value, field.kind, visual.language) for value in field.values] for field in found]
    heads = tuple(words.clean(field.column.heading) for field in found)
    numeric = frozenset(place for place, field in enumerate(found) if field.kind == "number")
    return _crossed(Table(heads, tuple(zip(*columns, strict=True)), numeric))


def _crossed(table: Table) -> Table:
    """A value for each pair of things, as a table of two entries: the last column but one becomes columns."""
    before = len(table.heads) - 2
    across = list(dict.fromkeys(row[before] for row in table.rows)) if before > 0 else []
    down = list(dict.fromkeys(row[:before] for row in table.rows))
    values = {(row[:before], row[before]): row[-1] for row in table.rows}
    is_whole = len(across) * len(down) == len(values) == len(table.rows)
    if not is_whole or not 1 < len(across) <= CROSSED_MOST or len(down) < 2:
        return table
    rows = tuple((*one, *(values[one, other] for other in across)) for one in down)
    numeric = {place for place in table.numeric if place < before} | set(range(before, before + len(across)))
    return Table((*table.heads[:before], *across), rows, frozenset(numeric))


def _words(value: tables.Value, kind: tables.Kind, language: Language) -> str:
    if value is None:
        return text("not reported", language)
    if isinstance(value, dt.date):
        return month(month_of(value), language) if kind == "month" else date(value, language, "short")
    if isinstance(value, str):
        return words.clean(value)[:LETTERS]
    return number(value, language, 0 if float(value).is_integer() else 1)


def pages(table: Table, place: Place) -> Iterator[Table]:
    """The table in even pieces that each stand on one slide in words large enough to be read."""
    table, count = replace(table, widths=_widths(table, place.width)), 1
    while (
        count < len(table.rows)
        and max(_height(one, table.widths, READ) for one in _pieces(table, count)) > place.height
    ):
        count += 1
    yield from _pieces(table, count)


def _pieces(table: Table, count: int) -> Iterator[Table]:
    each = -(-len(table.rows) // count) or 1
    for start in range(0, max(len(table.rows), 1), each):
        yield replace(table, rows=table.rows[start : start + each])


def _row_lines(cells: Sequence[str], widths: Sequence[float], size: float) -> int:
    return max(len(wrap(cell, width - 12, size, most=9)) for cell, width in zip(cells, widths, strict=True))


def _widths(table: Table, width: float) -> tuple[float, ...]:
    """No word is broken, numbers and days stand on one line; what is left goes to those with more to say."""
    columns = list(zip(table.heads, *table.rows, strict=True))
    least = [_least(column, is_numeric=place in table.numeric) for place, column in enumerate(columns)]
    most = [max(low, min(MOST, _longest(column))) for low, column in zip(least, columns, strict=True)]
    wanted = sum(most) - sum(least) or 1
    spare = max(0.0, width - sum(least))
    found = [low + (high - low) * min(1, spare / wanted) for low, high in zip(least, most, strict=True)]
    return tuple(one * width / sum(found) for one in found)


def _least(column: Sequence[str], *, is_numeric: bool) -> float:
    words_ = [word for cell in column for word in cell[:LETTERS].split(" ")]
    cells = [cell for cell in column[1:] if is_numeric or len(cell) <= SHORT]
    return min(MOST / 2, max(text_width(said, 12, bold=True) for said in (*words_, *cells)) + PAD)


def _longest(column: Sequence[str]) -> float:
    """A long head takes several lines rather than room."""
    return (
        max(text_width(column[0], 12) / HEAD_LINES, *(text_width(cell[:LETTERS], 12) for cell in column[1:]), PAD) + PAD
    )


def xml(table: Table, place: Place, language: Language) -> str:
    """The table in the height at hand: words as large as lets every row stand."""
    widths = table.widths or _widths(table, place.width)
    size = next((size for size in SIZES if _height(table, widths, size) <= place.height), SIZES[-1])
    grid = "".join(f'<a:gridCol w="{round(width * POINT)}"/>' for width in widths)
    head = _row(table, table.heads, size, language, is_head=True)
    rows = "".join(_row(table, row, size, language, is_head=False) for row in table.rows)
    return f'<a:tbl {SPACE}><a:tblPr firstRow="1"/><a:tblGrid>{grid}</a:tblGrid>{head}{rows}</a:tbl>'


def _height(table: Table, widths: Sequence[float], size: float) -> float:
    lines = [_row_lines(row, widths, size) for row in (table.heads, *table.rows)]
    return sum(count * size * STEP + PADDING for count in lines)


def _row(table: Table, cells: Sequence[str], size: float, language: Language, *, is_head: bool) -> str:
    found = (
        _cell(cell, size, language, is_head=is_head, is_right=place in table.numeric)
        for place, cell in enumerate(cells)
    )
    return f'<a:tr h="{round((size * STEP + PADDING) * POINT)}">{"".join(found)}</a:tr>'


def _cell(said: str, size: float, language: Language, *, is_head: bool, is_right: bool) -> str:
    colour = "tx2" if is_head else "tx1"
    sides = "".join(NO_LINE.format(side=side) for side in ("L", "R", "T")) + (THICK if is_head else THIN).format(
        side="B"
    )
    return (
        f'<a:tc><a:txBody><a:bodyPr/><a:p><a:pPr algn="{"r" if is_right else "l"}"/><a:r><a:rPr '
        f'lang="{LOCALES[language]}" sz="{round(size * 100)}" b="{int(is_head)}"><a:solidFill><a:schemeClr '
        f'val="{colour}"/></a:solidFill></a:rPr><a:t>{escape(words.clean(said))}</a:t></a:r></a:p></a:txBody>'
        f'<a:tcPr marL="57150" marR="{190500 if is_right else 57150}" marT="38100" marB="38100" '
        f'anchor="{"b" if is_head else "ctr"}">{sides}'
        "<a:noFill/></a:tcPr></a:tc>"
    )
