"""The bulletin read back: every number with its qualifier, every decision, every source, on two tagged pages."""

from __future__ import annotations

import datetime as dt
import io
import re
from dataclasses import replace
from typing import Any

import pytest
from pypdf import PdfReader

from dashboard.charts import headlines
from dashboard.charts.headlines import Decided, Late
from dashboard.exports import bulletin as bulletins
from dashboard.exports.story import Story, story
from dashboard.exports.typesetting import typeset
from dashboard.pictures import Ask
from dashboard.provenance import Reading
from dashboard.texts import LANGUAGES, Language

BOTH = pytest.mark.parametrize("language", LANGUAGES)
HOSTILE = "#panic() $x^2$ *a* <b> {{x}} \\ https://example.org [[ ]]> \x07"


def told(ask: Ask, reading: Reading, language: Language) -> Story:
    return story(ask, reading=reading, language=language, keys=bulletins.KEYS)


def made(found: Story) -> PdfReader:
    return PdfReader(io.BytesIO(typeset("bulletin.typ", bulletins.contents(found), form="pdf")))


def plain(words: str) -> str:
    """Without line breaks and spaces, which a PDF sets in its own way, nor places where a word may break."""
    return re.sub(r"[\s\u200b]", "", words)


def text_of(pdf: PdfReader) -> str:
    return plain("".join(page.extract_text() for page in pdf.pages))


def missing(pdf: PdfReader, *words: str) -> list[str]:
    found = text_of(pdf)
    return [one for one in words if plain(one) not in found]


@pytest.fixture(scope="module", params=LANGUAGES)
def full(request: pytest.FixtureRequest, ask: Ask, reading: Reading) -> tuple[Story, PdfReader]:
    found = told(ask, reading, request.param)
    return found, made(found)


@pytest.fixture(scope="module", params=LANGUAGES)
def published(request: pytest.FixtureRequest, ask: Ask, reading: Reading) -> tuple[Story, PdfReader]:
    found = told(ask, Reading(reading.as_of, "published"), request.param)
    return found, made(found)


def test_it_has_two_pages(full: tuple[Story, PdfReader], published: tuple[Story, PdfReader]) -> None:
    assert (len(full[1].pages), len(published[1].pages)) == (2, 2)


def test_every_figure_keeps_its_qualifier_its_doubt_and_its_printed_words(full: tuple[Story, PdfReader]) -> None:
    found, pdf = full
    assert not missing(pdf, *(words for one in found.figures for words in (one.number, one.name, one.quote, one.doubt)))


def test_finding_late_list_and_next_review_are_there(full: tuple[Story, PdfReader]) -> None:
    found, pdf = full
    assert found.late
    late = [words for one in found.late[: bulletins.SHOWN_LATE] for words in (one.name, one.under, one.much)]
    assert not missing(pdf, found.finding.sentence, found.finding.lead, found.next_review, *late)


def test_every_decision_says_who_by_when_and_what_became_of_it(full: tuple[Story, PdfReader]) -> None:
    found, pdf = full
    assert found.review is not None
    rows = (f"{one.number}{one.words}{one.owner}" for one in found.review.decisions)
    states = (headlines.state_word(one.state, found.language) for one in found.review.decisions)
    assert not missing(pdf, *rows, *states)


def test_the_number_beside_each_picture_is_the_one_of_the_list(full: tuple[Story, PdfReader]) -> None:
    found, pdf = full
    listed = bulletins.contents(found)["sources"]
    assert not missing(pdf, *(f"{place}.{words}" for place, words in enumerate(listed, start=1)))


def test_each_page_of_fictitious_data_says_so_and_the_day(full: tuple[Story, PdfReader]) -> None:
    found, pdf = full
    badge = {"fr": "Démonstration – données fictives", "en": "Demonstration – fictitious data"}[found.language]
    for page in pdf.pages:
        assert plain(badge) in plain(page.extract_text())
        assert re.search(r"20\s?(novembre|November)\s2026", page.extract_text())


def test_the_pictures_are_words_not_pixels(full: tuple[Story, PdfReader]) -> None:
    _, pdf = full
    assert not missing(pdf, "83", "Kayes", "596", "238")
    assert not any(page.images for page in pdf.pages)


def structure(node: Any) -> list[Any]:
    found = node.get_object()
    if not isinstance(found, dict):
        return []
    kids = found.get("/K", [])
    kids = kids if isinstance(kids, list) else [kids]
    return [found, *(one for kid in kids for one in structure(kid))]


def test_it_is_tagged_with_language_title_headings_table_and_alternative_texts(full: tuple[Story, PdfReader]) -> None:
    found, pdf = full
    root: Any = pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"].startswith(found.language)
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    tags = structure(root["/StructTreeRoot"])
    names = [tag.get("/S") for tag in tags]
    assert names.count("/H1") == 1
    assert {"/H2", "/H3", "/Table", "/TH", "/TD", "/Figure", "/L"} <= set(names)
    alternatives = [tag["/Alt"] for tag in tags if tag.get("/S") == "/Figure"]
    assert len(alternatives) == 3
    assert all(len(words) > 100 for words in alternatives)


def test_it_declares_the_standard_for_readers_who_do_not_see(full: tuple[Story, PdfReader]) -> None:
    _, pdf = full
    root: Any = pdf.trailer["/Root"]
    assert b"pdfuaid:part>1<" in root["/Metadata"].get_data()


def test_its_fonts_travel_with_it(full: tuple[Story, PdfReader]) -> None:
    pages: list[Any] = list(full[1].pages)
    fonts = [font.get_object() for page in pages for font in page["/Resources"]["/Font"].values()]
    assert fonts
    assert all("SourceSans3" in font["/BaseFont"] for font in fonts)


def test_what_is_published_alone_has_no_empty_part(published: tuple[Story, PdfReader]) -> None:
    found, pdf = published
    assert not missing(pdf, found.finding.sentence, found.returned.sentence, *(one.number for one in found.figures))
    for absent in ("Démonstration", "Demonstration", "Décisions", "Decisions", "En retard", "What is late"):
        assert missing(pdf, absent)


@BOTH
def test_the_same_data_and_day_give_the_same_bytes(ask: Ask, reading: Reading, language: Language) -> None:
    one, two = (bulletins.bulletin(ask, reading=reading, language=language) for _ in range(2))
    assert one == two
    assert one.startswith(b"%PDF")


def longer(found: Story, words: str) -> Story:
    assert found.review is not None
    decided = tuple(Decided(place, words, words[:60], dt.date(2026, 12, 1), "open") for place in range(1, 25))
    late = tuple(Late(words, words, "52 jours", 1) for _ in range(9))
    return replace(found, late=late, review=replace(found.review, decisions=decided, summary=words), next_review=words)


def test_text_that_looks_like_markup_is_printed_as_typed(ask: Ask, reading: Reading) -> None:
    pdf = made(longer(told(ask, reading, "fr"), HOSTILE))
    assert text_of(pdf).count(plain(HOSTILE.replace("\x07", ""))) > 25
    assert not any("/Annots" in page for page in pdf.pages)


@pytest.mark.parametrize("words", ["mot " * 60, "é" * 300], ids=["many words", "one endless word"])
def test_long_texts_take_more_pages_and_lose_nothing(ask: Ask, reading: Reading, words: str) -> None:
    pdf = made(longer(told(ask, reading, "fr"), words))
    assert len(pdf.pages) > 2
    assert text_of(pdf).count(plain(words)[:20]) > 25
