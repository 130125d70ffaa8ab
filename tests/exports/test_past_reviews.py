"""Slides and bulletin of a signed review say what they said on its day, whatever the database says since."""

from __future__ import annotations

import datetime as dt
import io
import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa
from pptx import Presentation
from pypdf import PdfReader

from dashboard import database, model, pictures
from dashboard.actors import MACHINE
from dashboard.exports import bulletin, papers, recorded, slides
from dashboard.exports.papers import Paper
from dashboard.provenance import Reading, Source, Sourced, frame
from dashboard.queries import packs
from dashboard.status import Rule
from dashboard.texts import LANGUAGES, Language
from dashboard.updates import demonstration, settings, tallies
from dashboard.updates.tally_incoming import Cell
from tests.conftest import ENGINES
from tests.databases import TODAY
from tests.updates import review_rows
from tests.updates.editors import editor
from tests.updates.review_rows import Dialogue

PAST = 904
"""A review of the demonstration, frozen without the data of its pictures."""
LONG_AGO = dt.datetime(2024, 1, 5, tzinfo=dt.UTC)
Words = dict[tuple[str, Language], str]


@pytest.fixture(params=ENGINES)
def connection(request: pytest.FixtureRequest) -> Iterator[sa.Connection]:
    """The published figures and the demonstration set, past reviews signed."""
    engine = database.connect(request.getfixturevalue(f"fresh_{request.param}")("signed"))
    with engine.connect() as opened:
        yield opened
        opened.rollback()
    engine.dispose()


def words_of(connection: sa.Connection, number: int) -> Words:
    """Every word and number of the four files, those of charts and notes too."""
    return {
        ("slides", language): of_slides(made(connection, "slides", number, "pptx", language)) for language in LANGUAGES
    } | {
        ("bulletin", language): of_pdf(made(connection, "bulletin", number, "pdf", language)) for language in LANGUAGES
    }


def made(connection: sa.Connection, what: Any, number: int, form: str, language: Language) -> bytes:
    return papers.make(connection, Paper(what, number, form, language))[1]


def of_slides(content: bytes) -> str:
    deck = Presentation(io.BytesIO(content))
    return "\n".join(words for slide in deck.slides for words in _of_slide(slide))


def _of_slide(slide: Any) -> Iterator[str]:
    for shape in slide.shapes:
        if shape.has_text_frame:
            yield shape.text_frame.text
        if shape.has_table:
            yield from (cell.text for row in shape.table.rows for cell in row.cells)
        if shape.has_chart:
            yield re.sub(r"<[^>]+>", " ", shape.chart.part.blob.decode())
    yield slide.notes_slide.notes_text_frame.text if slide.has_notes_slide else ""


def of_pdf(content: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


def meddle(connection: sa.Connection) -> None:
    """New thresholds; every report, figure, decision and name another; real registers, some of them dated back."""
    for key, value in (("status-late-points", "50"), ("status-watch-points", "2"), ("small-count", "60")):
        settings.change(connection, MACHINE, key, value)
    connection.execute(sa.update(model.ProgressReport).values(percent=3, declared_on=dt.date(2026, 1, 2)))
    connection.execute(sa.update(model.Figure).values(quote="autrement dit"))
    connection.execute(sa.update(model.Decision).values(due_on=dt.date(2030, 1, 1), text_fr="Autre", text_en="Other"))
    connection.execute(sa.update(model.Review).where(model.Review.number == PAST).values(place="Ailleurs"))
    for named in (model.Priority, model.Territory, model.Country, model.Organisation, model.Indicator):
        connection.execute(sa.update(named).values(name_fr="autre", name_en="other"))
    connection.execute(sa.update(model.Source).values(title_fr="Autre source", title_en="Other source"))
    for recorded_at in (LONG_AGO, dt.datetime.now(dt.UTC)):
        bring(connection, recorded_at)


def bring(connection: sa.Connection, recorded_at: dt.datetime) -> None:
    """A real register of returns and reintegration, which hides the fictitious one of every day after it."""
    source = connection.scalar(sa.select(model.Source.id).where(model.Source.kind != "demonstration").limit(1))
    row = {"source_id": source, "kind": "import", "row_count": 2, "recorded_at": recorded_at}
    batch = connection.execute(sa.insert(model.Batch).values(row).returning(model.Batch.id)).scalar_one()
    keys = ("returns_assisted", "reintegration_started")
    found = connection.scalars(sa.select(model.Indicator.id).where(model.Indicator.key.in_(keys))).all()
    gao = connection.scalar(
        sa.select(model.Territory.id).where(model.Territory.key == "gao", model.Territory.division == 2023)
    )
    assert gao
    tallies.record(connection, batch, [Cell(one, gao, "NE", "f", "18-34", "avr", 202609, 4321) for one in found])


def differing(before: Words, after: Words) -> list[tuple[str, Language]]:
    return [name for name in before if before[name] != after[name]]


def test_a_past_review_keeps_every_word_of_its_slides_and_bulletin(connection: sa.Connection) -> None:
    before = words_of(connection, PAST)
    meddle(connection)
    assert differing(before, words_of(connection, PAST)) == []
    assert packs.verify(connection, number=PAST).holds


def test_the_changes_of_these_tests_would_show_in_files_of_today(connection: sa.Connection) -> None:
    """Else the test above proves nothing."""

    def today() -> Words:
        ask, day = pictures.direct(connection), Reading(dt.date(2026, 10, 15))
        return {
            ("slides", "fr"): of_slides(slides.slides(ask, reading=day, language="fr")),
            ("bulletin", "fr"): of_pdf(bulletin.bulletin(ask, reading=day, language="fr")),
        }

    before = today()
    meddle(connection)
    assert differing(before, today()) == list(before)


def test_a_real_review_outlives_the_demonstration_and_another_one(connection: sa.Connection) -> None:
    people = Dialogue(editor(connection, "ministry"), editor(connection, "iom"))
    number = review_rows.held(connection, people.iom)
    review_rows.decided(connection, people.iom, number)
    for who in (people.iom, people.ministry):
        review_rows.sign(connection, who, number)
    before = words_of(connection, number)
    demonstration.clear(connection)
    meddle(connection)
    demonstration.load(connection, today=TODAY - dt.timedelta(days=40))
    assert differing(before, words_of(connection, number)) == []
    assert packs.verify(connection, number=number).holds


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_asked_of_the_database_any_more(connection: sa.Connection, language: Language) -> None:
    pack = packs.pack(connection, number=905)
    assert pack
    content = pack.opened()

    def nobody(query: Any, **asked: Any) -> Any:
        raise AssertionError(query, asked)

    ask, reading = recorded.replay(content["answers"], nobody), Reading(dt.date.fromisoformat(content["day"]))
    assert slides.slides(ask, reading=reading, language=language)
    assert bulletin.bulletin(ask, reading=reading, language=language)


def test_a_pack_of_before_still_verifies_and_has_its_files(connection: sa.Connection) -> None:
    content = older(connection, 905)
    assert "answers" not in content
    assert packs.verify(connection, number=905).holds
    assert "2026" in words_of(connection, 905)["slides", "fr"]


def older(connection: sa.Connection, number: int) -> packs.Content:
    """The pack as it was written before slides and bulletin were frozen with it, under the same signatures."""
    pack = packs.pack(connection, number=number)
    assert pack
    content = {name: found for name, found in pack.opened().items() if name != "answers"} | {"format": 1}
    written = packs.canonical(content)
    found = {"sha256": packs.digest(written)}
    of_pack = model.ReviewPack.id == pack.id
    connection.execute(sa.update(model.ReviewPack).where(of_pack).values(content=written.decode(), **found))
    connection.execute(sa.update(model.Signature).where(model.Signature.pack_id == pack.id).values(found))
    return content


def test_every_picture_of_slides_and_bulletin_is_asked_for_when_freezing() -> None:
    assert {*slides.KEYS, *bulletin.KEYS} <= set(recorded.KEYS)


def test_an_answer_is_read_back_as_it_was() -> None:
    source = Source("k", "t", "t", "OIM", dt.date(2026, 1, 2), "2026-01", "printed", None, "article")
    moment = dt.datetime(2026, 1, 2, 3, tzinfo=dt.UTC)
    rows = frame([(1, 2.5, None, "é", True, dt.date(2026, 1, 2), moment, ((1, None), ()))], list("abcdefgh"))
    reading = Reading(dt.date(2026, 1, 3), "published", moment)
    back = recorded.read(json.loads(json.dumps(recorded.written(Sourced(rows, (source,), reading)))))
    assert list(back.rows.itertuples(index=False, name=None)) == list(rows.itertuples(index=False, name=None))
    assert (back.sources, back.reading) == ((source,), reading)
    assert recorded.read(recorded.written({"b": Rule(1, 2), "a": (202601,)})) == {"a": (202601,), "b": Rule(1, 2)}
