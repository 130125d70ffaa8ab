"""`/files/reviews/…`: files read back on both engines, drafts for editors only, and what does not exist."""

from __future__ import annotations

import asyncio
import csv
import datetime as dt
import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

import docx
import httpx
import pytest
import sqlalchemy as sa
from pypdf import PdfReader
from starlette.applications import Starlette
from starlette.middleware import Middleware

from dashboard import database, model
from dashboard.actors import MACHINE, Actor
from dashboard.door import readers, review_files
from dashboard.door.index import Index
from dashboard.door.security import Guard
from dashboard.exports import makers
from dashboard.exports.makers import Makers
from dashboard.updates import sessions, settings
from dashboard.views import fetch
from tests import databases
from tests.queries.roadmap_rows import activity, report
from tests.updates import editors, review_rows
from tests.updates.review_rows import Dialogue

TODAY = review_rows.TODAY.isoformat()
HOST = "http://localhost"


@dataclass(frozen=True)
class Shelf:
    """Two signed reviews and one being held, with the cookies of an editor and of a reader."""

    first: int
    second: int
    held: int
    editor: str
    reader: str


def cookie(connection: sa.Connection, actor: Actor) -> str:
    now = dt.datetime.now(dt.UTC)
    return f"session={sessions.begin(connection, actor.account_id, secure=False, now=now)}"


def signed(connection: sa.Connection, people: Dialogue, words: str) -> int:
    number = review_rows.held(connection, people.iom)
    review_rows.decided(connection, people.iom, number, words)
    for who in (people.iom, people.ministry):
        review_rows.sign(connection, who, number)
    return number


@pytest.fixture(scope="module")
def filled_shelf(module_url: sa.URL) -> Shelf:
    with databases.writing(module_url) as connection:
        people = review_rows.dialogue(connection)
        first, second = (signed(connection, people, words) for words in ("Installer le comité", "Publier le bulletin"))
        held = review_rows.held(connection, people.iom)
        review_rows.decided(connection, people.iom, held, "Tenir la revue à Gao")
        reader = editors.account(connection, "somebody", None, "reader")
        return Shelf(first, second, held, cookie(connection, people.iom), cookie(connection, reader))


@pytest.fixture
def url(module_url: sa.URL, filled_shelf: Shelf) -> sa.URL:
    """Each test has the shelf to itself: signing anew for each would take seconds."""
    return databases.copied(module_url)


@pytest.fixture
def shelf(configured: sa.URL, filled_shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> Iterator[Shelf]:
    files = Makers(count=1, waiting=8)
    monkeypatch.setattr(makers, "FILES", files)
    fetch.forget()
    yield filled_shelf
    files.close()
    fetch.forget()


def get(path: str, cookie: str = "", **headers: str) -> httpx.Response:
    guarded = [Middleware(Guard, public={"localhost"}), Middleware(Index)]
    app = Starlette(routes=list(map(readers.only, review_files.routes())), middleware=guarded)
    sent = {"cookie": cookie} | {name.replace("_", "-"): value for name, value in headers.items()}

    async def answered() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=HOST) as client:
            return await client.get(f"/files/reviews/{path}", headers={k: v for k, v in sent.items() if v})

    return asyncio.run(answered())


def words_of_pdf(content: bytes) -> str:
    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(content)).pages)


def words_of_office(content: bytes) -> str:
    made = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in made.tables for row in table.rows for cell in row.cells]
    return " ".join([*(paragraph.text for paragraph in made.paragraphs), *cells])


def test_minutes_come_in_both_forms_and_languages_and_stay_as_signed(shelf: Shelf) -> None:
    pdf = get(f"{shelf.first}/minutes.pdf")
    office = get(f"{shelf.first}/minutes.docx?language=en")
    assert pdf.headers["content-disposition"] == (
        f'attachment; filename="compte-rendu-de-la-revue-conjointe-{shelf.first}_fr_{TODAY}.pdf"'
    )
    assert office.headers["content-disposition"].endswith(f'minutes-of-joint-review-{shelf.first}_en_{TODAY}.docx"')
    assert "Installer le comité" in words_of_pdf(pdf.content)
    assert "Set it up" in words_of_office(office.content)
    assert "Draft" not in words_of_office(office.content)
    with database.writing() as connection:
        report(connection, activity(connection, "later"), 1, 90.0)
    assert get(f"{shelf.first}/minutes.pdf").content == pdf.content


@pytest.mark.parametrize(("name", "starts"), [("slides.pptx", b"PK"), ("bulletin.pdf", b"%PDF")])
def test_slides_and_bulletin_are_those_of_the_day_and_stay_so(shelf: Shelf, name: str, starts: bytes) -> None:
    before = get(f"{shelf.first}/{name}")
    assert before.headers["content-disposition"].endswith(f'-{shelf.first}_fr_{TODAY}.{name[-4:].strip(".")}"')
    assert before.content.startswith(starts)
    with database.writing() as connection:
        report(connection, activity(connection, "later"), 1, 90.0)
        connection.execute(sa.update(model.Priority).values(name_fr="Autre nom"))
    assert get(f"{shelf.first}/{name}").content == before.content


def test_the_pack_is_what_both_sides_signed_byte_for_byte(shelf: Shelf) -> None:
    answer = get(f"{shelf.first}/pack.json")
    with database.reading() as connection:
        first = connection.scalars(sa.select(model.Signature.sha256).order_by(model.Signature.id)).first()
    assert hashlib.sha256(answer.content).hexdigest() == first
    assert answer.headers["content-disposition"] == f'attachment; filename="review-{shelf.first}.json"'
    assert "sandbox" in answer.headers["content-security-policy"]


def test_what_changed_between_two_reviews_is_a_file_in_either_order(shelf: Shelf) -> None:
    answer = get(f"{shelf.second}/changes.csv?since={shelf.first}&language=en")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert answer.headers["content-type"].startswith("text/csv")
    assert [(row["what"], row["key"]) for row in rows] == [("decided", f"{shelf.second}.1")]
    assert get(f"{shelf.first}/changes.pdf?since={shelf.second}").content.startswith(b"%PDF")


def test_drafts_are_for_editors_and_say_so(shelf: Shelf) -> None:
    draft = get(f"{shelf.held}/minutes.docx", shelf.editor)
    assert "Tenir la revue à Gao" in words_of_office(draft.content)
    assert "Projet – non signé par les deux parties" in words_of_office(draft.content)
    for name in ("pack.json", "slides.pptx", "bulletin.pdf"):
        assert get(f"{shelf.held}/{name}", shelf.editor).status_code == 404


def test_for_others_a_review_that_is_not_signed_is_as_unknown_as_any_number(shelf: Shelf) -> None:
    names = ("minutes.pdf", "minutes.docx", f"changes.csv?since={shelf.first}", "pack.json", "slides.pptx",
             "bulletin.pdf")  # fmt: skip
    for name, who in product(names, ("", shelf.reader)):
        held, unknown = get(f"{shelf.held}/{name}", who), get(f"4242/{name}", who)
        assert (held.status_code, unknown.status_code) == (404, 404)
        assert held.text.replace(str(shelf.held), "4242") == unknown.text


def test_a_comparison_does_not_tell_of_a_review_that_is_not_signed(shelf: Shelf) -> None:
    assert get(f"{shelf.first}/changes.csv?since={shelf.held}", shelf.reader).status_code == 404
    assert get(f"{shelf.first}/changes.csv?since={shelf.held}", shelf.editor).status_code == 200


def test_what_does_not_exist_is_refused_in_words(shelf: Shelf) -> None:
    refused = {
        "1/minutes.odt": 400, "1/agenda.pdf": 400, "0x1/minutes.pdf": 404, "9999999999999999999/minutes.pdf": 404,
        "²/minutes.pdf": 404, "1/changes.csv?since=zero": 404,
    }  # fmt: skip
    answers = {path: get(path) for path in refused}
    assert {path: answer.status_code for path, answer in answers.items()} == refused
    assert all(answer.headers["content-type"].startswith("text/plain") for answer in answers.values())


def test_a_file_is_asked_for_again_only_when_the_data_moved(shelf: Shelf) -> None:
    first = get(f"{shelf.first}/minutes.docx")
    known = {"if_none_match": first.headers["etag"]}
    assert get(f"{shelf.first}/minutes.docx", **known).status_code == 304
    with database.writing():
        pass
    assert get(f"{shelf.first}/minutes.docx", **known).status_code == 200


def test_where_reading_needs_an_account_a_stranger_gets_no_file(shelf: Shelf) -> None:
    with database.writing() as connection:
        settings.change(connection, MACHINE, "reading", "account")
    assert get(f"{shelf.first}/minutes.pdf").status_code == 401
    assert get(f"{shelf.first}/pack.json", shelf.reader).status_code == 200
