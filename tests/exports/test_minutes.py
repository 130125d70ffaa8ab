"""Minutes read back, in both forms and languages: every decision, state and signature; a draft says so."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from typing import Any

import docx
import pytest
import sqlalchemy as sa
from pypdf import PdfReader

from dashboard import database
from dashboard.charts import headlines
from dashboard.exports import frozen, minutes
from dashboard.queries import packs
from dashboard.queries.packs import Content, Signed
from dashboard.texts import LANGUAGES, Language, text

BOTH = pytest.mark.parametrize("language", LANGUAGES)
HOSTILE = "#panic() $x^2$ *a* <b> {{x}} \\ https://example.org [[ ]]> \x07"
SIGNED = tuple(
    Signed(side, "Présidence", "Chair", "0" * 64, dt.datetime(2026, 10, 15, 16, tzinfo=dt.UTC))
    for side in ("ministry", "iom")
)


@pytest.fixture(scope="module")
def content(full_database: sa.URL) -> Content:
    """What the fifth review of the demonstration set says, as it would be frozen."""
    engine = database.connect(full_database)
    with engine.connect() as connection:
        made = frozen.freeze(connection, 905, with_pictures=False)
    engine.dispose()
    return packs.Pack(0, made.decode(), packs.digest(made), SIGNED[0].signed_at, ()).opened()


def plain(words: str) -> str:
    """Without spaces and line breaks, which a PDF sets in its own way."""
    return re.sub(r"[\s\u200b]", "", words)


def words_of_pdf(made: bytes) -> str:
    return plain("".join(page.extract_text() for page in PdfReader(io.BytesIO(made)).pages))


def words_of_office(made: bytes) -> str:
    document = docx.Document(io.BytesIO(made))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return plain("".join(paragraph.text for paragraph in document.paragraphs) + "".join(cells))


READERS = {"pdf": words_of_pdf, "docx": words_of_office}


def made(content: Content, language: Language, form: minutes.Form, signed: tuple[Signed, ...] = SIGNED) -> bytes:
    return minutes.minutes(content, signed, "0" * 64, language=language, form=form)


def expected(content: Content, language: Language) -> list[str]:
    """What must stand in the minutes, whatever their form."""
    priorities = [row[f"name_{language}"] for row in content["priorities"]]
    entered = [*content["decisions"], *content["earlier"], *content["participants"], *content["remarks"]]
    return [
        content["review"][f"title_{language}"], content["review"][f"summary_{language}"], *priorities,
        *(row[f"text_{language}"] for row in entered),
        text("Demonstration – fictitious data", language), "0" * 64,
    ]  # fmt: skip


@BOTH
@pytest.mark.parametrize("form", minutes.FORMS)
def test_everything_that_was_said_is_there(content: Content, language: Language, form: minutes.Form) -> None:
    found = READERS[form](made(content, language, form))
    assert not [words for words in expected(content, language) if plain(words) not in found]


@BOTH
@pytest.mark.parametrize("form", minutes.FORMS)
def test_a_draft_says_so_and_signed_minutes_do_not(content: Content, language: Language, form: minutes.Form) -> None:
    draft = plain(text("Draft – not signed by both sides", language))
    assert draft in READERS[form](made(content, language, form, SIGNED[:1]))
    assert draft not in READERS[form](made(content, language, form))


@pytest.mark.parametrize("form", minutes.FORMS)
def test_the_same_pack_gives_the_same_bytes(content: Content, form: minutes.Form) -> None:
    assert made(content, "fr", form) == made(content, "fr", form)


def test_office_minutes_have_headings_a_language_and_heads_that_repeat(content: Content) -> None:
    document = docx.Document(io.BytesIO(made(content, "fr", "docx")))
    styles = [paragraph.style.name for paragraph in document.paragraphs if paragraph.style]
    assert styles[0] == "Title"
    assert styles.count("Heading 2") == 9
    assert {"Heading 1", "List Bullet"} <= set(styles)
    xml = zipfile.ZipFile(io.BytesIO(made(content, "fr", "docx")))
    assert b'w:val="fr-FR"' in xml.read("word/styles.xml")
    assert xml.read("word/document.xml").count(b"<w:tblHeader/>") == len(document.tables)


def test_pdf_minutes_are_tagged_and_speak_their_language(content: Content) -> None:
    root: Any = PdfReader(io.BytesIO(made(content, "en", "pdf"))).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"


@pytest.mark.parametrize("form", minutes.FORMS)
def test_words_of_people_are_literal(content: Content, form: minutes.Form) -> None:
    hostile = {**content["decisions"][0], "text_fr": HOSTILE}
    found = READERS[form](made({**content, "decisions": [hostile]}, "fr", form))
    assert plain(HOSTILE.replace("\x07", "")) in found


def test_words_of_one_language_say_so_in_the_other(content: Content) -> None:
    only = {**content["decisions"][0], "only_in": "fr", "text_en": "Installer le comité"}
    english = words_of_office(made({**content, "decisions": [only]}, "en", "docx"))
    assert plain("Installer le comité (written in French)") in english


def test_what_became_of_earlier_decisions_is_told(content: Content) -> None:
    states: set[headlines.State] = {row["outcome"] or "open" for row in content["earlier"]}
    found = words_of_office(made(content, "fr", "docx"))
    assert states > {"kept", "missed"}
    assert all(plain(headlines.state_word(state, "fr")) in found for state in states)


def test_a_first_review_compares_with_nothing(content: Content) -> None:
    first = {**content, "previous": None, "changes": [], "earlier": [], "agenda": [], "remarks": []}
    assert plain("Depuis la revue du") not in words_of_office(made(first, "fr", "docx"))


def test_one_side_that_signed_is_told_beside_the_one_that_did_not(content: Content) -> None:
    found = words_of_office(made(content, "en", "docx", SIGNED[1:]))
    assert plain("not signed") in found
    assert plain("15 October 2026 at 16:00 (Bamako)") in found
