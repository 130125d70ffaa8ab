"""Cards: each file is whole, says everything, reads what people typed literally, and has the size it announces."""

from __future__ import annotations

import io
import re
import struct
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from xml.etree.ElementTree import fromstring

import pytest
from PIL import Image
from pypdf import PdfReader

from dashboard import pictures
from dashboard.charts.forms import base, ranking
from dashboard.charts.theme import PALETTE
from dashboard.charts.visual import Figure, Visual
from dashboard.exports import blocks, words
from dashboard.exports.cards import DEMO, arranged, card
from dashboard.exports.sizes import OF, SIZES, SizeName, pixels
from dashboard.pictures import Ask
from dashboard.provenance import Reading
from dashboard.texts import Language
from tests.exports.visuals import INVENTED, made

KEYS = [entry.key for entry in pictures.entries()]
SVG, LINK = "{http://www.w3.org/2000/svg}", "{http://www.w3.org/1999/xlink}href"
DENSE = {("territories.map", "1x1"), ("assistance.repatriations", "1x1")}


def bars(**more: Any) -> Visual:
    items = [ranking.Bar("Gao", 12, "12"), ranking.Bar("Kayes", None, "non transmis")]
    return made(**{"draw": ranking.draw(items), **more})


def plain(said: str) -> str:
    """Words without the spaces that lines and typography put between them."""
    return re.sub(r"\s", "", said)


def pdf_words(content: bytes) -> str:
    return plain(PdfReader(io.BytesIO(content)).pages[0].extract_text())


def drawn_words(visual: Visual, size: SizeName) -> list[str]:
    """What stands on the figure of a card, a line of a label an entry."""
    layout = arranged(visual, OF[size]).fit.figure["layout"]
    ticks = [label for axis in ("xaxis", "yaxis") for label in layout[axis].get("ticktext", ())]
    notes = [line for note in layout["annotations"] for line in note["text"].split("<br>")]
    return [line.replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">") for line in [*ticks, *notes]]


def ground(content: bytes) -> tuple[int, ...]:
    """The colour of the lower left corner."""
    picture = Image.open(io.BytesIO(content)).convert("RGBA")
    found = picture.getpixel((2, picture.height - 3))
    assert isinstance(found, tuple)
    return found


def rgb(hexadecimal: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(hexadecimal[1:]))


@pytest.mark.parametrize("size", [size for size in SIZES if size != "transparent"])
def test_a_png_has_the_pixels_of_its_size(size: SizeName) -> None:
    content = card(bars(), form="png", size=size)
    assert content.startswith(b"\x89PNG")
    assert struct.unpack(">II", content[16:24]) == pixels(size)


def test_the_transparent_card_has_no_ground_and_no_brand() -> None:
    content = card(bars(), form="png", size="transparent")
    assert ground(content)[3] == 0
    svg = card(bars(), form="svg", size="transparent").decode()
    assert "institutionnel" not in svg
    assert "Situation au" in svg


def test_the_dark_card_uses_dark_colours_only() -> None:
    assert ground(card(bars(), form="png", theme="dark")) == (*rgb(PALETTE["paper"][1]), 255)
    svg = card(bars(sources=(INVENTED,)), form="svg", theme="dark").decode()
    dark = {pair[1].lower() for pair in (*PALETTE.values(), *DEMO.values())}
    assert set(re.findall(r'(?:fill|stroke)="(#\w+)"', svg)) <= dark


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("key", KEYS)
def test_a_pdf_says_everything_in_letters(key: str, language: Language, ask: Ask, reading: Reading) -> None:
    visual = pictures.picture(key, ask, reading=reading, language=language)
    said = pdf_words(card(visual, form="pdf", size="a4"))
    wanted = [
        visual.title, visual.subtitle, *visual.caveats, *(legend for _, legend in visual.legend),
        words.as_of(visual), words.demonstration(visual), words.co_branding(visual.language),
        *drawn_words(visual, "a4"),
    ]  # fmt: skip
    assert not [one for one in wanted if plain(one) not in said]
    assert any(plain(words.source_line(visual, is_short=short)) in said for short in (False, True))


def test_a_pdf_is_tagged_and_knows_its_language_day_and_picture() -> None:
    reader = PdfReader(io.BytesIO(card(bars(language="en"), form="pdf", size="a4")))
    root: Any = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    assert reader.xmp_metadata is not None
    assert b"pdfuaid:part" in reader.xmp_metadata.stream.get_data()
    assert reader.metadata is not None
    assert reader.metadata.title == "Gao d’abord"
    assert str(reader.metadata.creation_date).startswith("2026-11-21")
    assert reader.metadata.subject == words.alt_text(bars(language="en"))


@pytest.mark.parametrize("key", KEYS)
def test_an_svg_needs_no_font_and_no_other_file(key: str, ask: Ask, reading: Reading) -> None:
    visual = pictures.picture(key, ask, reading=reading, language="fr")
    root = fromstring(card(visual, form="svg", size="4x5"))
    assert not list(root.iter(f"{SVG}text"))
    assert not list(root.iter(f"{SVG}image"))
    assert all(element.get(LINK, "#").startswith("#") for element in root.iter())
    assert root.findtext(f"{SVG}title") == visual.title
    described = plain(root.findtext(f"{SVG}desc") or "")
    wanted = [visual.subtitle, visual.alt, *visual.caveats, words.as_of(visual), *drawn_words(visual, "4x5")]
    assert not [one for one in wanted if plain(one) not in described]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("key", KEYS)
def test_words_of_pictures_keep_a_legible_size(key: str, size: SizeName, ask: Ask, reading: Reading) -> None:
    """But for pictures with so many rows or columns that a small page cannot hold them larger."""
    layout = arranged(pictures.picture(key, ask, reading=reading, language="fr"), OF[size])
    least = OF[size].least * (0.6 if (key, size) in DENSE else 1)
    assert layout.fit.words >= least


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("key", KEYS)
def test_nothing_leaves_the_page_or_covers_other_words(key: str, size: SizeName, ask: Ask, reading: Reading) -> None:
    layout = arranged(pictures.picture(key, ask, reading=reading, language="en"), OF[size])
    foot = min([*(word.y for word in layout.foot.words), *(plate.y for plate in layout.foot.plates)])
    right, bottom = layout.x + layout.fit.width, layout.y + layout.fit.height
    assert right <= layout.size.width
    assert all(word.y + word.height <= layout.y + 1 or word.x + word.width <= layout.x for word in layout.head.words)
    assert bottom <= foot + 1 or (layout.x > layout.size.width / 3 and bottom <= layout.height)


HOSTILE = '#image("/etc/passwd") *gras* $x$ <script>alert(1)</script> <b>&amp;</b> \x00\x07\ufffe https://example.org'


@pytest.mark.parametrize("form", ["png", "svg", "pdf"])
def test_what_people_typed_is_read_literally(form: Any) -> None:
    items = [ranking.Bar(HOSTILE, 3, HOSTILE)]
    content = card(bars(title=HOSTILE, caveats=(HOSTILE,), draw=ranking.draw(items)), form=form, size="a4")
    literal = '#image("/etc/passwd") *gras* $x$ <script>alert(1)</script> <b>&amp;</b>'
    if form == "pdf":
        assert pdf_words(content).count(plain(literal)) >= 2
        assert b"/URI" not in content
    if form == "svg":
        root = fromstring(content)
        assert literal in (root.findtext(f"{SVG}title") or "")
        assert not {element.tag for element in root.iter()} & {f"{SVG}script", f"{SVG}a", f"{SVG}image"}


def test_a_word_longer_than_the_page_goes_on_in_the_next_line() -> None:
    said = pdf_words(card(bars(title="x" * 300), form="pdf", size="1x1"))
    assert "x" * 300 in said


def test_the_same_picture_gives_the_same_bytes() -> None:
    for form in ("png", "svg", "pdf"):
        assert card(bars(), form=form) == card(bars(), form=form)


def test_cards_made_at_once_hold_their_own_words() -> None:
    visuals = [bars(title=f"Titre numéro {number}") for number in range(12)]
    with ThreadPoolExecutor(4) as pool:
        made_files = list(pool.map(lambda visual: card(visual, form="pdf", size="1x1"), visuals))
    assert all(plain(one.title) in pdf_words(file) for one, file in zip(visuals, made_files, strict=True))


def test_a_filter_in_force_is_said_once() -> None:
    told = pdf_words(card(bars(filters=(("Région", "Ménaka"), ("Objet", "personnes"))), form="pdf", size="1x1"))
    assert "Région:Ménaka" in told
    assert "Objet" not in told


def test_titles_have_lines_of_like_lengths() -> None:
    found = blocks.lines("Les aides commencées équivalent à plus de la moitié des éligibles", 900, 52, balanced=True)
    assert len(found) == 2
    assert abs(len(found[0]) - len(found[1])) < 16


def test_a_long_title_is_smaller_but_whole() -> None:
    title = " ".join(["Personnes déplacées internes suivies"] * 8)
    block = blocks.head(bars(title=title), OF["1x1"], 960)
    found = next(word for word in block.words if word.role == "title")
    assert " ".join(found.lines) == title
    assert found.size < OF["1x1"].title


def test_many_rows_on_a_wide_page_stand_beside_the_words() -> None:
    rows = [ranking.Bar(f"Lieu {number}", number, str(number)) for number in range(26, 0, -1)]
    layout = arranged(bars(draw=ranking.draw(rows)), OF["16x9"])
    assert layout.x > 1920 / 3
    assert layout.fit.words >= OF["16x9"].least


def test_a_tall_page_has_a_tall_picture() -> None:
    tall, wide = (arranged(bars(), OF[size]).fit for size in ("9x16", "16x9"))
    assert tall.height / tall.width > 2 * wide.height / wide.width


def test_a_phone_layout_that_says_less_is_not_taken() -> None:
    def draw(width: int) -> Figure:
        said = ["Un nom entier qui compte"] * (1 if width < base.NARROW else 4)
        notes = [base.note(one, 0, place) for place, one in enumerate(said)]
        return base.figure(width, 200, base.Margin(), base.axis(0, 1), base.axis(4, -1), [], notes=notes)

    assert arranged(bars(draw=draw), OF["9x16"]).fit.figure["layout"]["width"] >= base.NARROW
