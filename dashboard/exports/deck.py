"""Slides of our own template, one function a kind: cover, points, table, picture, editable chart.

Titles are placeholders, words are words, every slide says its day and whose it is; the same content gives the same
bytes. Words that people typed are cleaned here and are never markup.
"""

from __future__ import annotations

import datetime as dt
import io
import struct
import zipfile
from collections.abc import Sequence
from dataclasses import replace

from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml import parse_xml
from pptx.slide import Slide

from dashboard.charts.measure import text_width
from dashboard.charts.native import Native
from dashboard.exports import deck_head, deck_table, words
from dashboard.exports import deck_layouts as layouts
from dashboard.exports.deck_head import WIDER, Head, flow, lines
from dashboard.exports.deck_layouts import LayoutName, Place
from dashboard.exports.deck_words import (
    SPACES,
    Deck,
    Run,
    colour,
    describe,
    drop,
    placeholder,
    put,
    run_xml,
    say,
    stand,
)
from dashboard.exports.drawing import Theme
from dashboard.exports.office_chart import LOCALES, office_chart
from dashboard.texts import Language, date, text

ROW_MOST = 84.0
MARKS = {"solid": "■", "hatched": "▨", "outline": "▢", "mark": "❙", "dashed": "┅", "track": ""}


def opened(language: Language, day: dt.date, theme: Theme = "light") -> Deck:
    """A deck without slides."""
    slides = Presentation(str(layouts.TEMPLATE))
    theme_part = slides.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    theme_part._blob = layouts.painted(theme_part.blob, theme)
    return Deck(slides, language, day, theme)


def add_cover(deck: Deck, head: Head) -> Slide:
    """The first slide: its title large, no content."""
    slide = _added(deck, "title")
    say(deck, slide, layouts.TITLE, [[Run(head.title_words)]])
    say(deck, slide, layouts.SUBTITLE, [[Run(head.subtitle_words)]])
    say(deck, slide, layouts.SOURCE, [[Run(line)] for line in head.source])
    _finish(deck, slide, head)
    return slide


def add_points(deck: Deck, head: Head, points: Sequence[str | Sequence[Run]]) -> Slide:
    """Paragraphs that hang from dots; smaller when they are many."""
    slide, place = _headed(deck, "text", head)
    runs = [[Run(point)] if isinstance(point, str) else list(point) for point in points]
    size = _points_size(["".join(run.words for run in one) for one in runs], place)
    say(deck, slide, layouts.CONTENT, [[replace(run, size=run.size or size) for run in one] for one in runs])
    put(slide, {layouts.CONTENT: place})
    return slide


def add_table(deck: Deck, head: Head, table: deck_table.Table) -> Slide:
    """A table people edit; `deck_table.pages` cuts a long one."""
    slide, place = _headed(deck, "table", head)
    holder = placeholder(slide, layouts.CONTENT)
    frame = holder.insert_table(1, 1)
    found = frame._element.graphic.graphicData
    found.replace(found.tbl, parse_xml(deck_table.xml(table, place, deck.language)))
    stand(frame._element.xfrm, place)
    describe(frame._element.nvGraphicFramePr.cNvPr, head.title)
    return slide


def add_picture(deck: Deck, head: Head, png: bytes, alt: str) -> Slide:
    """A picture as large as its place allows, whole."""
    slide, place = _headed(deck, "picture", head)
    holder = placeholder(slide, layouts.CONTENT)
    picture = holder.insert_picture(io.BytesIO(png))
    picture.crop_left = picture.crop_right = picture.crop_top = picture.crop_bottom = 0
    wide, tall = picture.image.size
    scale = min(place.width / wide, place.height / tall)
    left = place.x + (place.width - wide * scale) / 2
    stand(picture._element.spPr.get_or_add_xfrm(), Place(left, place.y, wide * scale, tall * scale))
    describe(picture._element.nvPicPr.cNvPr, alt)
    return slide


def add_chart(deck: Deck, head: Head, native: Native, alt: str) -> Slide:
    """An editable chart with the sheet of its numbers."""
    slide, place = _headed(deck, "chart", replace(head, legend=(*head.legend, *_legend(native))))
    place = _chart_place(native, place)
    holder = placeholder(slide, layouts.CONTENT)
    chart = office_chart(
        native, deck.language, deck.day, width=place.width, height=place.height, is_dark=deck.theme == "dark"
    )
    frame = holder.insert_chart(None, chart)
    stand(frame._element.xfrm, place)
    describe(frame._element.nvGraphicFramePr.cNvPr, alt)
    return slide


def _chart_place(native: Native, place: Place) -> Place:
    """Few bars do not drift apart in a frame too tall for them."""
    height = min(place.height, ROW_MOST * len(native.categories)) if native.kind == "bar" else place.height
    return replace(place, y=place.y + (place.height - height) * 0.35, height=height)


def content_place(head: Head) -> Place:
    """Where the content of a slide stands under these words."""
    return flow(head)[layouts.CONTENT]


def saved(deck: Deck, *, title: str, subject: str = "", about: str = "") -> bytes:
    """The file; its properties speak of the day of the data, not of the clock."""
    found, moment = deck.slides.core_properties, dt.datetime.combine(deck.day, dt.time())
    found.title, found.subject, found.comments = words.clean(title)[:250], words.clean(subject)[:250], ""
    found.keywords = words.clean(about)[:250]
    found.author = found.last_modified_by = text("MMEIA – IOM Mali", deck.language)
    found.created = found.modified = moment
    found.language, found.revision = LOCALES[deck.language], 1
    written = io.BytesIO()
    deck.slides.save(written)
    return _dated(written.getvalue(), deck.day)


def _dated(content: bytes, day: dt.date) -> bytes:
    """The archive with the day of the data as that of its members, so that the same data give the same bytes."""
    stamp = struct.pack("<HH", 0, (day.year - 1980) << 9 | day.month << 5 | day.day)
    made = bytearray(content)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        at, members = archive.start_dir, archive.infolist()
    for member in members:
        made[member.header_offset + 10 : member.header_offset + 14] = stamp
        made[at + 12 : at + 16] = stamp
        at += 46 + sum(struct.unpack_from("<HHH", made, at + 28))
    return bytes(made)


def _added(deck: Deck, layout: LayoutName) -> Slide:
    place = list(layouts.NAMES).index(layout)
    return deck.slides.slides.add_slide(deck.slides.slide_layouts[place])


def _headed(deck: Deck, layout: LayoutName, head: Head) -> tuple[Slide, Place]:
    """A slide with its words, and the place that they leave for the content."""
    slide, places = _added(deck, layout), flow(head)
    size = deck_head.title_size(head)
    say(deck, slide, layouts.TITLE, [[Run(head.title_words, size=size)]])
    say(deck, slide, layouts.ABOUT, [[Run(head.about)]])
    say(deck, slide, layouts.SUBTITLE, [[Run(head.subtitle_words, size=deck_head.subtitle_size(head))]])
    say(deck, slide, layouts.SOURCE, [[Run(line)] for line in head.source])
    if head.legend:
        say(deck, slide, layouts.LEGEND, _legend_runs(head))
    else:
        drop(slide, layouts.LEGEND)
    put(slide, {number: place for number, place in places.items() if number != layouts.CONTENT})
    _finish(deck, slide, head)
    return slide, places[layouts.CONTENT]


def _finish(deck: Deck, slide: Slide, head: Head) -> None:
    _badge(deck, slide, head)
    _feet(deck, slide)
    if head.notes:
        _note(deck, slide, head.notes)


def _points_size(points: Sequence[str], place: Place) -> float:
    for size in (20.0, 18.0, 16.0, 14.0, 12.0):
        tall = sum(lines(point, size, place.width * 0.97) * size * 1.22 + 9 for point in points)
        if tall <= place.height:
            return size
    return 11.0


def _legend(native: Native) -> tuple[tuple[str, str, str], ...]:
    """Series that no label on the chart names."""
    if native.kind == "line":
        return ()
    shown = [one for one in native.series if one.look != "track"]
    shown.sort(key=lambda one: list(MARKS).index(one.look))
    return tuple((one.paint, MARKS[one.look], one.name) for one in shown) if len(shown) > 1 else ()


def _legend_runs(head: Head) -> list[list[Run]]:
    """Colours and their words on one line; in a column, a line each."""
    each = [[Run(f"{mark}\u00a0", paint, is_bold=True), Run(f"{said}      ")] for paint, mark, said in head.legend]
    return each if head.is_beside else [[run for runs in each for run in runs]]


def _badge(deck: Deck, slide: Slide, head: Head) -> None:
    """That the numbers are invented, at the upper right, on the slide itself."""
    if not head.is_demonstration:
        return
    said = text("Demonstration – fictitious data", deck.language)
    width = text_width(said, 12, bold=True) * WIDER + 20
    place = Place(layouts.WIDTH - layouts.SIDE - width, 20, width, 22)
    slide.shapes._spTree.append(parse_xml(_box(deck, said, place, len(slide.shapes) + 20)))


def _box(deck: Deck, said: str, place: Place, number: int) -> str:
    x, y, width, height = (round(length * layouts.POINT) for length in (place.x, place.y, place.width, place.height))
    run = run_xml(deck, Run(said, "demo_ink", 12, is_bold=True))
    return (
        f'<p:sp {SPACES}><p:nvSpPr><p:cNvPr id="{number}" name="Badge"/><p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr>'
        f'<p:spPr><a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        '<a:prstGeom prst="roundRect"><a:avLst><a:gd name="adj" fmla="val 14000"/></a:avLst></a:prstGeom>'
        f"<a:solidFill>{colour(deck, 'demo')}</a:solidFill></p:spPr>"
        '<p:txBody><a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="ctr" wrap="none"/>'
        f'<a:p><a:pPr algn="ctr"/>{run}</a:p></p:txBody></p:sp>'
    )


def _feet(deck: Deck, slide: Slide) -> None:
    """Whose slide it is, the day it speaks of, its number."""
    ours = f"{text('2026 institutional dialogue', deck.language)} · {text('MMEIA – IOM Mali', deck.language)}"
    day = text("As of {day}", deck.language, day=date(deck.day, deck.language))
    number = (
        f'<a:fld id="{{5D3A1C52-6B0E-4F3B-9C55-2F1D6A7E8B90}}" type="slidenum"><a:rPr lang="{LOCALES[deck.language]}"/>'
        f"<a:t>{len(deck.slides.slides)}</a:t></a:fld>"
    )
    said = (
        (layouts.FOOTER, "ftr", run_xml(deck, Run(ours))),
        (layouts.DAY, "dt", run_xml(deck, Run(day))),
        (layouts.NUMBER, "sldNum", number),
    )
    for index, kind, runs in said:
        slide.shapes._spTree.append(parse_xml(
            f'<p:sp {SPACES}><p:nvSpPr><p:cNvPr id="{index + 30}" name="{kind}"/><p:cNvSpPr><a:spLocks noGrp="1"/>'
            f'</p:cNvSpPr><p:nvPr><p:ph type="{kind}" idx="{index}"/></p:nvPr></p:nvSpPr><p:spPr/>'
            f"<p:txBody><a:bodyPr/><a:p>{runs}</a:p></p:txBody></p:sp>"
        ))  # fmt: skip


def _note(deck: Deck, slide: Slide, notes: str) -> None:
    """What the speaker needs: a paragraph a line."""
    frame = slide.notes_slide.notes_text_frame
    assert frame is not None
    body = frame._txBody
    for paragraph in body.p_lst:
        body.remove(paragraph)
    for line in notes.split("\n"):
        body.append(parse_xml(f"<a:p {SPACES}>{run_xml(deck, Run(line))}</a:p>"))
