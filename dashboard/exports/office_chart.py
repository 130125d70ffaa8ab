"""A picture as an editable chart of office programs: its XML, and the sheet it is drawn from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from dashboard.charts.native import APART, Native, Series
from dashboard.charts.theme import PALETTE
from dashboard.exports import office_layout, office_sheet
from dashboard.exports.office_layout import Layout
from dashboard.exports.office_numbers import Value, label_format, number_format
from dashboard.exports.words import clean
from dashboard.texts import Language

LOCALES: dict[Language, str] = {"fr": "fr-FR", "en": "en-GB"}
MONTHS = {"fr": "[$-40C]mmm", "en": "[$-809]mmm"}
SPACES = (
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
SLOTS = {
    "ink": "tx1", "paper": "bg1", "muted": "tx2", "track": "bg2", "brand": "accent1", "gold": "accent2",
    "teal": "accent3", "crimson": "accent4", "sky": "accent5", "violet": "accent6", "navy": "hlink",
    "slate": "folHlink",
}  # fmt: skip
"""Which colour of an office theme stands for which of ours; the others are written as they are."""
BOLD, REGULAR = "1", "0"
POINT = 12700
"""One typographic point in the unit of office drawings."""
STROKE = 0.005
"""Length of the stroke of a mark, as a share of the scale."""
EPOCH = dt.date(1899, 12, 30)


@dataclass(frozen=True, eq=False)
class OfficeChart:
    """What python-pptx asks of chart data, already made."""

    xml: bytes
    xlsx_blob: bytes

    def xml_bytes(self, _kind: object) -> bytes:
        return self.xml


@dataclass(frozen=True, eq=False)
class _Drawing:
    native: Native
    layout: Layout
    language: Language
    is_dark: bool
    width: float
    height: float


def office_chart(
    native: Native, language: Language, day: dt.date, *, width: float, height: float, is_dark: bool = False
) -> OfficeChart:
    """The chart for a frame of these points; `day` dates its sheet."""
    is_bar = native.kind == "bar"
    layout = office_layout.bars(native, width, height) if is_bar else office_layout.lines(native, width, language)
    drawing = _Drawing(native, layout, language, is_dark, width, height)
    body = _bars(drawing) if is_bar else _lines(drawing)
    return OfficeChart(_space(drawing, body).encode(), office_sheet.sheet(native, layout.names, language, day))


def _space(drawing: _Drawing, body: str) -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><c:chartSpace {SPACES}><c:date1904 val="0"/>'
        f'<c:lang val="{LOCALES[drawing.language]}"/><c:roundedCorners val="0"/><c:chart>'
        f'<c:autoTitleDeleted val="1"/><c:plotArea>{_place(drawing)}{body}<c:spPr><a:noFill/></c:spPr></c:plotArea>'
        '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        f"<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>{_words(drawing, drawing.layout.size)}</c:chartSpace>"
    )


def _place(drawing: _Drawing) -> str:
    """The plot within its frame, in shares of it; months have their line under the plot."""
    layout, is_bar = drawing.layout, drawing.native.kind == "bar"
    x, w = layout.left / drawing.width, 1 - (layout.left + layout.right) / drawing.width
    y, h = (0.0, 1.0) if is_bar else (0.03, 0.97 - layout.under / drawing.height)
    return (
        '<c:layout><c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/><c:yMode val="edge"/>'
        f'<c:x val="{x:.4f}"/><c:y val="{y:.4f}"/><c:w val="{w:.4f}"/><c:h val="{h:.4f}"/></c:manualLayout></c:layout>'
    )


def _bars(drawing: _Drawing) -> str:
    native, layout = drawing.native, drawing.layout
    series = "".join(_bar_series(drawing, place, one) for place, one in enumerate(native.series))
    beside, overlap = (len(native.series), 0) if native.is_beside else (1, 100)
    gap = round(100 * beside * (layout.row / layout.thick - 1))
    return (
        '<c:barChart><c:barDir val="bar"/><c:grouping val="clustered"/><c:varyColors val="0"/>'
        f'{series}<c:gapWidth val="{min(500, gap)}"/><c:overlap val="{overlap}"/><c:axId val="1"/><c:axId val="2"/>'
        f"</c:barChart>{_names_axis(drawing)}{_hidden_axis(drawing)}"
    )


def _lines(drawing: _Drawing) -> str:
    series = "".join(_line_series(drawing, place, one) for place, one in enumerate(drawing.native.series))
    axis = _days_axis(drawing) if office_sheet.is_of_days(drawing.native) else _names_axis(drawing)
    return (
        f'<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>{series}<c:marker val="1"/>'
        f'<c:axId val="1"/><c:axId val="2"/></c:lineChart>{axis}{_value_axis(drawing)}'
    )


def _names_axis(drawing: _Drawing) -> str:
    is_bar, count = drawing.native.kind == "bar", len(drawing.native.categories)
    skip = 1 if is_bar or count <= 14 else -(-count // 12)
    return (
        f'<c:catAx><c:axId val="1"/>{_scaling("maxMin" if is_bar else "minMax")}<c:delete val="0"/>'
        f'<c:axPos val="{"l" if is_bar else "b"}"/>{_names_dress(drawing)}'
        f'<c:auto val="0"/><c:lblAlgn val="{"r" if is_bar else "ctr"}"/><c:lblOffset val="60"/>'
        f'<c:tickLblSkip val="{skip}"/><c:noMultiLvlLbl val="1"/></c:catAx>'
    )


def _days_axis(drawing: _Drawing) -> str:
    every = max(1, len(drawing.native.categories) // 365)
    return (
        f'<c:dateAx><c:axId val="1"/>{_scaling("minMax")}<c:delete val="0"/><c:axPos val="b"/>'
        f'<c:numFmt formatCode="{MONTHS[drawing.language]}" sourceLinked="0"/>{_names_dress(drawing)}'
        '<c:auto val="0"/><c:lblOffset val="60"/><c:baseTimeUnit val="days"/>'
        f'<c:majorUnit val="{every}"/><c:majorTimeUnit val="months"/></c:dateAx>'
    )


def _names_dress(drawing: _Drawing) -> str:
    return (
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>'
        f"<c:spPr>{_stroke(drawing, 'axis', 0.75)}</c:spPr>{_words(drawing, drawing.layout.size)}"
        '<c:crossAx val="2"/><c:crosses val="autoZero"/>'
    )


def _hidden_axis(drawing: _Drawing) -> str:
    """Every bar carries its number: the axis would only repeat them."""
    layout = drawing.layout
    return (
        f'<c:valAx><c:axId val="2"/>{_scaling("minMax", layout.low, layout.high)}<c:delete val="1"/>'
        '<c:axPos val="t"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="none"/>'
        '<c:crossAx val="1"/><c:crosses val="autoZero"/><c:crossBetween val="between"/></c:valAx>'
    )


def _value_axis(drawing: _Drawing) -> str:
    layout, native = drawing.layout, drawing.native
    between = "midCat" if office_sheet.is_of_days(native) else "between"
    return (
        f'<c:valAx><c:axId val="2"/>{_scaling("minMax", layout.low, layout.high)}<c:delete val="0"/>'
        f'<c:axPos val="l"/><c:majorGridlines><c:spPr>{_stroke(drawing, "grid", 0.75)}</c:spPr></c:majorGridlines>'
        f"{_format(number_format(drawing.language, native.unit))}"
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>'
        f"<c:spPr><a:ln><a:noFill/></a:ln></c:spPr>{_words(drawing, layout.size, ink='muted')}"
        f'<c:crossAx val="1"/><c:crosses val="autoZero"/><c:crossBetween val="{between}"/>'
        f'<c:majorUnit val="{layout.step:g}"/></c:valAx>'
    )


def _scaling(orientation: str, low: Value = None, high: Value = None) -> str:
    ends = "" if high is None else f'<c:max val="{high:.6g}"/><c:min val="{low:.6g}"/>'
    return f'<c:scaling><c:orientation val="{orientation}"/>{ends}</c:scaling>'


def _bar_series(drawing: _Drawing, place: int, one: Series) -> str:
    return (
        f"<c:ser>{_head(place, one)}<c:spPr>{_look(drawing, one, one.paint)}</c:spPr>"
        f'<c:invertIfNegative val="0"/>{_points(drawing, one)}{_labels(drawing, place, one, "outEnd")}'
        f"{_categories(drawing)}{_values(drawing, place, one)}</c:ser>"
    )


def _line_series(drawing: _Drawing, place: int, one: Series) -> str:
    dash = '<a:prstDash val="dash"/>' if one.look == "dashed" else ""
    line = f'<a:ln w="{round(2.5 * POINT)}" cap="rnd">{_fill(drawing, one.paint)}{dash}<a:round/></a:ln>'
    return (
        f"<c:ser>{_head(place, one)}<c:spPr>{line}</c:spPr>{_marker(drawing, one)}{_hollow(drawing, one)}"
        f"{_labels(drawing, place, one, _beside(drawing.native, place))}{_categories(drawing)}"
        f'{_values(drawing, place, one)}<c:smooth val="0"/></c:ser>'
    )


def _head(place: int, one: Series) -> str:
    return (
        f'<c:idx val="{place}"/><c:order val="{place}"/><c:tx><c:strRef><c:f>{office_sheet.head_cell(place)}</c:f>'
        f'<c:strCache><c:ptCount val="1"/><c:pt idx="0"><c:v>{_text(one.name)}</c:v></c:pt></c:strCache></c:strRef>'
        "</c:tx>"
    )


def _look(drawing: _Drawing, one: Series, paint: str) -> str:
    if one.look == "outline":
        return f'<a:noFill/><a:ln w="{round(1.5 * POINT)}">{_fill(drawing, paint)}<a:prstDash val="dash"/></a:ln>'
    if one.look == "hatched":
        return (
            f'<a:pattFill prst="wdUpDiag"><a:fgClr>{_colour(drawing, paint)}</a:fgClr>'
            f"<a:bgClr>{_colour(drawing, 'paper')}</a:bgClr></a:pattFill><a:ln><a:noFill/></a:ln>"
        )
    return f"{_fill(drawing, paint)}<a:ln><a:noFill/></a:ln>"


def _points(drawing: _Drawing, one: Series) -> str:
    """What differs from the dress of the series."""
    if one.look == "mark":
        known = ((place, value) for place, value in enumerate(one.values) if value)
        return "".join(_point(place, _tip(drawing, one.paint, value)) for place, value in known)
    painted = ((place, paint) for place, paint in enumerate(one.paints) if paint != one.paint)
    return "".join(_point(place, _look(drawing, one, paint)) for place, paint in painted)


def _point(place: int, dress: str) -> str:
    flat = '<c:invertIfNegative val="0"/><c:bubble3D val="0"/>'
    return f'<c:dPt><c:idx val="{place}"/>{flat}<c:spPr>{dress}</c:spPr></c:dPt>'


def _tip(drawing: _Drawing, paint: str, value: float) -> str:
    """A bar of which only the tip is painted: a stroke at its value, as long for a small value as for a large one."""
    start = round(100_000 * max(0.0, 1 - STROKE * drawing.layout.high / value))
    clear, full = (f'<a:schemeClr val="{SLOTS[paint]}">{change}</a:schemeClr>' for change in ('<a:alpha val="0"/>', ""))
    stops = ((0, clear), (start, clear), (start, full), (100_000, full))
    found = "".join(f'<a:gs pos="{at}">{colour}</a:gs>' for at, colour in stops)
    return f'<a:gradFill><a:gsLst>{found}</a:gsLst><a:lin ang="0" scaled="0"/></a:gradFill><a:ln><a:noFill/></a:ln>'


def _marker(drawing: _Drawing, one: Series, *, is_hollow: bool = False) -> str:
    if office_sheet.is_of_days(drawing.native):
        return '<c:marker><c:symbol val="none"/></c:marker>'
    size = (7 if len(drawing.native.categories) <= 14 else 5) + is_hollow  # LibreOffice looks at points of another size
    inside = "paper" if is_hollow else one.paint
    return (
        f'<c:marker><c:symbol val="circle"/><c:size val="{size}"/><c:spPr>{_fill(drawing, inside)}'
        f"{_stroke(drawing, one.paint, 1.5)}</c:spPr></c:marker>"
    )


def _hollow(drawing: _Drawing, one: Series) -> str:
    marker = _marker(drawing, one, is_hollow=True)
    return "".join(
        f'<c:dPt><c:idx val="{place}"/>{marker}<c:bubble3D val="0"/></c:dPt>' for place in sorted(one.hollow)
    )


def _labels(drawing: _Drawing, place: int, one: Series, where: str) -> str:
    found = (
        _label(drawing, at, one, where)
        for at, (words, value) in enumerate(zip(one.labels, one.values, strict=False)) if words and value is not None
    )  # fmt: skip
    return f"<c:dLbls>{''.join(found)}{_shown(is_shown=False)}</c:dLbls>"


def _label(drawing: _Drawing, at: int, one: Series, where: str) -> str:
    words, value = office_layout.label(one.labels[at]), one.values[at]
    code = None if one.look == "track" else label_format(words, value, drawing.language)
    ink = "ink" if drawing.native.kind == "bar" else _ink(one.paint)
    said = _format(code) if code else _rich(drawing, words, [ink, one.inks[at], "muted"] if one.inks else [ink])
    look = _words(drawing, _label_size(drawing), BOLD, ink, "none")
    dress = f"<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>{look}"
    return f'<c:dLbl><c:idx val="{at}"/>{said}{dress}<c:dLblPos val="{where}"/>{_shown(is_shown=True)}</c:dLbl>'


def _ink(paint: str) -> str:
    """The colour of words of this paint: gold words are darker than gold marks."""
    return "gold_ink" if paint == "gold" else paint


def _shown(*, is_shown: bool) -> str:
    others = "".join(f'<c:show{what} val="0"/>' for what in ("CatName", "SerName", "Percent", "BubbleSize"))
    return f'<c:showLegendKey val="0"/><c:showVal val="{int(is_shown)}"/>{others}'


def _rich(drawing: _Drawing, words: str, inks: Sequence[str]) -> str:
    """Words in one ink; or in several: the number, what qualifies it, and the rest, which is quiet."""
    parts = words.split(APART, len(inks) - 1) if len(inks) > 1 else [words]
    runs = (
        f"<a:r>{_run(drawing, 'rPr', _label_size(drawing), REGULAR if ink == 'muted' and place else BOLD, ink)}"
        f"<a:t>{_text(('   ' if place else '') + part)}</a:t></a:r>"
        for place, (part, ink) in enumerate(zip(parts, inks, strict=False))
    )
    return f'<c:tx><c:rich><a:bodyPr wrap="none"/><a:p>{"".join(runs)}</a:p></c:rich></c:tx>'


def _label_size(drawing: _Drawing) -> float:
    return drawing.layout.size if drawing.native.kind == "bar" else office_layout.LARGEST - 1


def _beside(native: Native, place: int) -> str:
    """Where the name of a line stands: at its end; above and below where two ends would touch."""
    ends = [_last(one) for one in native.series]
    highest = max((end for end in ends if end is not None), default=0) or 1
    end = ends[place]
    others = [other for at, other in enumerate(ends) if at != place and other is not None]
    if end is None or all(abs(other - end) > 0.09 * (native.highest or highest) for other in others):
        return "r"
    return (
        "t"
        if (end, place) > max((other, at) for at, other in enumerate(ends) if at != place and other is not None)
        else "b"
    )


def _last(one: Series) -> Value:
    return next((value for value in reversed(one.values) if value is not None), None)


def _categories(drawing: _Drawing) -> str:
    count = len(drawing.native.categories)
    where = f"<c:f>{office_sheet.names_range(count)}</c:f>"
    if office_sheet.is_of_days(drawing.native):
        days = ((day - EPOCH).days for day in drawing.native.categories if isinstance(day, dt.date))
        cache = f"<c:formatCode>yyyy\\-mm\\-dd</c:formatCode>{_cache(count, map(str, days))}"
        return f"<c:cat><c:numRef>{where}<c:numCache>{cache}</c:numCache></c:numRef></c:cat>"
    cache = _cache(count, (_text(name) for name in drawing.layout.names))
    return f"<c:cat><c:strRef>{where}<c:strCache>{cache}</c:strCache></c:strRef></c:cat>"


def _values(drawing: _Drawing, place: int, one: Series) -> str:
    count = len(one.values)
    found = _cache(count, ("" if value is None else repr(value) for value in one.values))
    code = escape(number_format(drawing.language, drawing.native.unit), {'"': "&quot;"})
    return (
        f"<c:val><c:numRef><c:f>{office_sheet.values_range(place, count)}</c:f><c:numCache>"
        f"<c:formatCode>{code}</c:formatCode>{found}</c:numCache></c:numRef></c:val>"
    )


def _cache(count: int, found: Iterator[str] | Sequence[str]) -> str:
    """The values as last read from the sheet; those that are absent are left out."""
    points = (f'<c:pt idx="{at}"><c:v>{value}</c:v></c:pt>' for at, value in enumerate(found) if value)
    return f'<c:ptCount val="{count}"/>{"".join(points)}'


def _format(code: str) -> str:
    return f'<c:numFmt formatCode="{escape(code, {chr(34): "&quot;"})}" sourceLinked="0"/>'


def _words(drawing: _Drawing, size: float, bold: str = REGULAR, ink: str = "ink", wrap: str = "square") -> str:
    """Without a turn, LibreOffice leaves no name out."""
    run = _run(drawing, "defRPr", size, bold, ink)
    body = f'<a:bodyPr rot="0" vert="horz" wrap="{wrap}"/>'
    return f"<c:txPr>{body}<a:lstStyle/><a:p><a:pPr>{run}</a:pPr><a:endParaRPr/></a:p></c:txPr>"


def _run(drawing: _Drawing, tag: str, size: float, bold: str, ink: str) -> str:
    locale = LOCALES[drawing.language]
    return (
        f'<a:{tag} lang="{locale}" sz="{round(size * 100)}" b="{bold}">{_fill(drawing, ink)}'
        f'<a:latin typeface="+mn-lt"/></a:{tag}>'
    )


def _fill(drawing: _Drawing, paint: str) -> str:
    return f"<a:solidFill>{_colour(drawing, paint)}</a:solidFill>"


def _stroke(drawing: _Drawing, paint: str, points: float) -> str:
    return f'<a:ln w="{round(points * POINT)}">{_fill(drawing, paint)}</a:ln>'


def _colour(drawing: _Drawing, paint: str) -> str:
    if paint in SLOTS:
        return f'<a:schemeClr val="{SLOTS[paint]}"/>'
    return f'<a:srgbClr val="{PALETTE[paint][drawing.is_dark].removeprefix("#")}"/>'


def _text(words: str) -> str:
    return escape("\n".join(clean(line) for line in words.split("\n")))
