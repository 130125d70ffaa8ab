"""Tables of slides: few lines, numbers at the right, as many rows as can be read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from xml.sax.saxutils import escape

from dashboard.charts.measure import text_width, wrap
from dashboard.charts.visual import Visual
from dashboard.exports import tables, words
from dashboard.exports.deck_head import WIDER
from dashboard.exports.deck_layouts import POINT, Place
from dashboard.exports.office_chart import LOCALES
from dashboard.texts import Language, date, month, month_of, number, text

SPACE = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
STEP, TOP, PADDING = 1.28, 3, 7.0
"""Height of a line, in sizes; above the words of a cell; above and under them, with the line."""
LEFT, BETWEEN = 4.5, 16.0
MOST, HEAD_LINES, CROSSED_MOST = 300.0, 4, 12
SIZES = (13.0, 12.0, 11.0, 10.0, 9.0)
READ = 10.5
"""The size of a table that needs several slides."""
SHORT = 14
"""Letters of a cell that is not broken: a day, a name."""
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
    """The table in even pieces that each stand on one slide in words large enough to be read, in the same columns."""
    widths, count = _widths(table, place.width, READ), 1
    while count < len(table.rows) and max(_height(one, widths, READ) for one in _pieces(table, count)) > place.height:
        count += 1
    yield from _pieces(table if count == 1 else replace(table, widths=widths), count)


def _pieces(table: Table, count: int) -> Iterator[Table]:
    each = -(-len(table.rows) // count) or 1
    for start in range(0, max(len(table.rows), 1), each):
        yield replace(table, rows=table.rows[start : start + each])


def _widths(table: Table, width: float, size: float) -> tuple[float, ...]:
    """No word is broken, numbers and days stand on one line; what is left goes to those with more to say."""
    columns = list(enumerate(zip(table.heads, *table.rows, strict=True)))
    least = [_least(table, place, column, size) for place, column in columns]
    most = [max(low, min(MOST, _longest(column, size))) for low, (_, column) in zip(least, columns, strict=True)]
    wanted, spare = sum(most) - sum(least) or 1, max(0.0, width - sum(least))
    found = [low + (high - low) * min(1, spare / wanted) for low, high in zip(least, most, strict=True)]
    return tuple(one * width / sum(found) for one in found)


def _least(table: Table, place: int, column: Sequence[str], size: float) -> float:
    """Room for the longest word of the column, and for a number, a day or a name whole."""
    whole = [cell for cell in column[1:] if place in table.numeric or len(cell) <= SHORT]
    pieces = [word for cell in column for word in cell[:LETTERS].split(" ")]
    widest = max(text_width(said, size, bold=True) for said in (*pieces, *whole))
    return min(MOST / 2, widest * WIDER + LEFT + _right(table, place) + 1)


def _longest(column: Sequence[str], size: float) -> float:
    """A long head takes several lines rather than room."""
    head, *cells = (text_width(cell[:LETTERS], size) for cell in column)
    return max(head / HEAD_LINES, *cells, 0.0) * WIDER + 3 * LEFT


def _right(table: Table, place: int) -> float:
    """Room after a column: more between numbers at the right and words at the left."""
    is_followed = place + 1 < len(table.heads) and place + 1 not in table.numeric
    return BETWEEN if place in table.numeric and is_followed else LEFT


def xml(table: Table, place: Place, language: Language) -> str:
    """The table in the height at hand: words as large as lets every row stand."""
    size, widths = _fitting(table, place)
    grid = "".join(f'<a:gridCol w="{round(width * POINT)}"/>' for width in widths)
    rows = "".join(_row(table, row, size, language) for row in (table.heads, *table.rows))
    return f'<a:tbl {SPACE}><a:tblPr firstRow="1"/><a:tblGrid>{grid}</a:tblGrid>{rows}</a:tbl>'


def _fitting(table: Table, place: Place) -> tuple[float, tuple[float, ...]]:
    """Size of the words and widths of the columns."""
    if table.widths:
        return READ, table.widths
    tries = [(size, _widths(table, place.width, size)) for size in SIZES]
    return next((one for one in tries if _height(table, one[1], one[0]) <= place.height), tries[-1])


def _height(table: Table, widths: Sequence[float], size: float) -> float:
    lines = [_row_lines(row, widths, size, is_head=row is table.heads) for row in (table.heads, *table.rows)]
    return sum(count * size * STEP + PADDING for count in lines)


def _row_lines(cells: Sequence[str], widths: Sequence[float], size: float, *, is_head: bool) -> int:
    rooms = zip(cells, widths, strict=True)
    return max(len(wrap(cell, width - 2 * LEFT, size, bold=is_head, most=9)) for cell, width in rooms)


def _row(table: Table, cells: Sequence[str], size: float, language: Language) -> str:
    is_head = cells is table.heads
    found = (_cell(table, place, _run(cell, size, language, is_head), is_head) for place, cell in enumerate(cells))
    return f'<a:tr h="{round((size * STEP + PADDING) * POINT)}">{"".join(found)}</a:tr>'


def _run(said: str, size: float, language: Language, is_head: bool) -> str:
    colour = f'<a:solidFill><a:schemeClr val="{"tx2" if is_head else "tx1"}"/></a:solidFill>'
    look = f'lang="{LOCALES[language]}" sz="{round(size * 100)}" b="{int(is_head)}"'
    return f"<a:r><a:rPr {look}>{colour}</a:rPr><a:t>{escape(words.clean(said))}</a:t></a:r>"


def _cell(table: Table, place: int, run: str, is_head: bool) -> str:
    align, anchor = "r" if place in table.numeric else "l", "b" if is_head else "ctr"
    sides = "".join(NO_LINE.format(side=side) for side in "LRT") + (THICK if is_head else THIN).format(side="B")
    left, right = round(LEFT * POINT), round(_right(table, place) * POINT)
    margins = f'marL="{left}" marR="{right}" marT="{TOP * POINT}" marB="{TOP * POINT}"'
    return (
        f'<a:tc><a:txBody><a:bodyPr/><a:p><a:pPr algn="{align}"/>{run}</a:p></a:txBody>'
        f'<a:tcPr {margins} anchor="{anchor}">{sides}<a:noFill/></a:tcPr></a:tc>'
    )
