"""Write the slide template, 16:9, in our colours: `python -m scripts.slide_template`.

Run after a change of the places or colours of `dashboard.exports.deck_layouts`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml import parse_xml
from pptx.oxml.xmlchemy import BaseOxmlElement
from pptx.presentation import Presentation as Slides
from pptx.util import Emu

from dashboard.exports import deck_layouts as layouts
from dashboard.exports.deck_layouts import PLACES, TITLE_PLACES, LayoutName, Place

SPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
PROMPTS = {
    layouts.TITLE: "Titre – Title",
    layouts.ABOUT: "Sujet – Subject",
    layouts.SUBTITLE: "Sous-titre – Subtitle",
    layouts.LEGEND: "Légende – Legend",
    layouts.CONTENT: "Contenu – Content",
    layouts.SOURCE: "Source",
    layouts.DAY: "Date",
    layouts.FOOTER: "Dialogue institutionnel 2026 · MMEIA – OIM Mali",
    layouts.NUMBER: "‹#›",
}
WORDS = {
    layouts.ABOUT: (13, True, "accent1", "l", "ctr"),
    layouts.TITLE: (28, True, "tx1", "l", "t"),
    layouts.SUBTITLE: (15, False, "tx2", "l", "t"),
    layouts.LEGEND: (13, False, "tx1", "l", "ctr"),
    layouts.CONTENT: (18, False, "tx1", "l", "t"),
    layouts.SOURCE: (10.5, False, "tx2", "l", "b"),
    layouts.DAY: (11, False, "tx2", "r", "ctr"),
    layouts.FOOTER: (11, True, "tx2", "l", "ctr"),
    layouts.NUMBER: (11, False, "tx2", "r", "ctr"),
}
"""Size, bold, colour, alignment and anchor of the words of each placeholder."""
KINDS = {layouts.DAY: "dt", layouts.FOOTER: "ftr", layouts.NUMBER: "sldNum", layouts.TITLE: "title"}
CONTENT_KINDS: dict[str, str] = {"chart": "chart", "picture": "pic", "table": "tbl", "text": "body"}
FEET = (layouts.FOOTER, layouts.DAY, layouts.NUMBER)
COVER_SIZES = {layouts.TITLE: 40, layouts.SUBTITLE: 20, layouts.SOURCE: 13}
NUMBER_FIELD = "{5D3A1C52-6B0E-4F3B-9C55-2F1D6A7E8B90}"


def main() -> None:
    slides = Presentation()
    slides.slide_width, slides.slide_height = (Emu(side * layouts.POINT) for side in (layouts.WIDTH, layouts.HEIGHT))
    _keep(slides, len(layouts.NAMES))
    _paint(slides)
    master = slides.slide_master
    _fill(master.element, [*_band(), _rule(), *(_placeholder(number, PLACES[number], "master") for number in (
        layouts.TITLE, layouts.CONTENT, *FEET))])  # fmt: skip
    _style(master.element)
    for layout, name in zip(slides.slide_layouts, layouts.NAMES, strict=True):
        _fill(layout.element, list(_places(name)))
        layout.name = layouts.NAMES[name]
        layout.element.attrib.pop("type", None)
    layouts.TEMPLATE.parent.mkdir(parents=True, exist_ok=True)
    slides.save(str(layouts.TEMPLATE))


def _keep(slides: Slides, count: int) -> None:
    for layout in list(slides.slide_layouts)[count:]:
        slides.slide_layouts.remove(layout)


def _paint(slides: Slides) -> None:
    """Our colours and font as those of the theme."""
    part = slides.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    xml = layouts.painted(part.blob, "light").decode()
    font = f'<a:latin typeface="{layouts.FONT}" panose="{layouts.PANOSE}"/>'
    xml = re.sub(r'<a:latin typeface="[^"]*"[^>]*/>', font, xml)
    xml = re.sub(r'name="Office[^"]*"', 'name="Dialogue 2026"', xml)
    part._blob = xml.encode()


def _fill(element: BaseOxmlElement, shapes: list[str]) -> None:
    """The shapes of a layout, in place of those it had."""
    tree = element.cSld.spTree
    for shape in list(tree)[2:]:
        tree.remove(shape)
    for number, shape in enumerate(shapes, start=2):
        tree.append(parse_xml(shape.replace("#id#", str(number))))


def _places(name: LayoutName) -> Iterator[str]:
    if name == "title":
        yield _cover()
        yield from (_placeholder(number, place, name) for number, place in TITLE_PLACES.items())
        yield from (_placeholder(number, PLACES[number], name) for number in FEET)
        return
    yield from (
        _placeholder(number, PLACES[number], name) for number in (layouts.TITLE, layouts.ABOUT, layouts.SUBTITLE)
    )
    if name in ("chart", "picture"):
        yield _placeholder(layouts.LEGEND, PLACES[layouts.LEGEND], name)
    yield from (_placeholder(number, PLACES[number], name) for number in (layouts.CONTENT, layouts.SOURCE, *FEET))


def _placeholder(number: int, place: Place, layout: str) -> str:
    anchor = WORDS[number][-1]
    index = "" if number == layouts.TITLE else f' idx="{number}"'
    kind = KINDS.get(number) or (CONTENT_KINDS.get(layout, "body") if number == layouts.CONTENT else "body")
    return (
        f'<p:sp {SPACES}><p:nvSpPr><p:cNvPr id="#id#" name="{PROMPTS[number]}"/><p:cNvSpPr><a:spLocks noGrp="1"/>'
        f'</p:cNvSpPr><p:nvPr><p:ph type="{kind}"{index}/></p:nvPr></p:nvSpPr>'
        f'<p:spPr>{_frame(place)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr>'
        f'<p:txBody><a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="{anchor}" wrap="square"><a:normAutofit/>'
        f"</a:bodyPr><a:lstStyle>{_level(number, layout)}</a:lstStyle><a:p>{_said(number)}</a:p></p:txBody></p:sp>"
    )


def _level(number: int, layout: str) -> str:
    """How the words of a placeholder look; the points of a text slide hang from a gold dot."""
    size, bold, colour, align, _ = WORDS[number]
    size = COVER_SIZES.get(number, size) if layout == "title" else size
    hung = number == layouts.CONTENT and layout == "text"
    indent = 'marL="228600" indent="-228600"' if hung else 'marL="0" indent="0"'
    dot = '<a:buClr><a:schemeClr val="accent2"/></a:buClr><a:buChar char="•"/>' if hung else "<a:buNone/>"
    return (
        f'<a:lvl1pPr {indent} algn="{align}"><a:spcBef><a:spcPts val="{900 if hung else 0}"/></a:spcBef>{dot}'
        f'<a:defRPr sz="{round(size * 100)}" b="{int(bold)}"><a:solidFill><a:schemeClr val="{colour}"/></a:solidFill>'
        "</a:defRPr></a:lvl1pPr>"
    )


def _said(number: int) -> str:
    """What a placeholder says before anyone writes in it."""
    tag = f'a:fld id="{NUMBER_FIELD}" type="slidenum"' if number == layouts.NUMBER else "a:r"
    return f'<{tag}><a:rPr lang="fr-FR"/><a:t>{PROMPTS[number]}</a:t></{tag.split()[0]}>'


def _frame(place: Place) -> str:
    x, y, width, height = (round(length * layouts.POINT) for length in (place.x, place.y, place.width, place.height))
    return f'<a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'


def _band() -> list[str]:
    """The band of the brand, with a gold mark over the words, as on our cards."""
    blue = _plate(Place(0, 0, layouts.WIDTH, 9), _scheme("accent1"), "Bandeau – Band")
    return [blue, _plate(Place(layouts.SIDE, 0, 40, 9), _scheme("accent2"), "Repère – Mark")]


def _rule() -> str:
    place = Place(layouts.SIDE, layouts.RULE_Y, layouts.WIDTH - 2 * layouts.SIDE, 0.75)
    return _plate(place, _scheme("tx2", '<a:alpha val="35000"/>'), "Filet – Rule")


def _cover() -> str:
    """The gold stroke beside the title of a deck."""
    return _plate(Place(layouts.SIDE, 150, 6, 222), _scheme("accent2"), "Repère – Mark")


def _scheme(name: str, change: str = "") -> str:
    return f'<a:schemeClr val="{name}">{change}</a:schemeClr>'


def _plate(place: Place, colour: str, name: str) -> str:
    return (
        f'<p:sp {SPACES}><p:nvSpPr><p:cNvPr id="#id#" name="{name}"/><p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr>'
        f'<p:spPr>{_frame(place)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:solidFill>{colour}</a:solidFill>'
        "<a:ln><a:noFill/></a:ln></p:spPr></p:sp>"
    )


def _style(master: BaseOxmlElement) -> None:
    """Titles stand at the left where no layout says otherwise."""
    for level in master.iterfind("{*}txStyles/{*}titleStyle/{*}lvl1pPr"):
        level.set("algn", "l")


if __name__ == "__main__":
    main()
