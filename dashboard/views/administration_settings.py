"""What an administrator chooses: who may read, thresholds, sessions; and the end of the demonstration."""

from __future__ import annotations

from typing import Final

from dashboard import database
from dashboard.actors import Actor
from dashboard.desk.administration import settings_version
from dashboard.queries import accounts, settings
from dashboard.texts import Language, text
from dashboard.updates import demonstration
from dashboard.views import forms
from dashboard.views.forms import Part
from dashboard.views.link_values import Carried
from dashboard.views.markup import esc
from dashboard.views.shown import Query

Values = dict[str, str | int]
ACCEPTING: Final = {settings.ONE: "The side that brings it", settings.BOTH: "Both sides"}
READERS: Final = {settings.OPEN: "Everybody", settings.ACCOUNT: "Those who have an account"}


def told(reader: Actor, carried: Carried, _query: Query) -> tuple[str, str, str, tuple[str, ...]]:
    with database.reading() as connection:
        accounts.allowed(connection, reader, "administrator")
        values, has_demonstration = settings.values(connection), demonstration.is_loaded(connection)
    language = carried.language
    sections = (_reading, _rule, _small, _files, _sessions)
    parts = [section(values, language) for section in sections]
    if has_demonstration:
        parts.append(_demonstration(language))
    lead = text("Each change is an event of the audit log, with the value before and the value after.", language)
    return _sentence(values, language), lead, "".join(parts), ()


def _sentence(values: Values, language: Language) -> str:
    if values[settings.READING] == settings.OPEN:
        return text("Everybody may read the pages", language)
    return text("Only those who have an account may read the pages", language)


def _reading(values: Values, language: Language) -> str:
    options = [(key, text(words, language)) for key, words in READERS.items()]
    field = forms.choice(
        settings.READING, text("Who may read the pages and files", language), options,
        value=str(values[settings.READING]), css="short",
    )  # fmt: skip
    note = text("Closed: whoever is not signed in is sent to the sign-in page, and no file leaves.", language)
    confirm = text("Change who may read the pages, from now on?", language)
    return _section(
        text("Reading", language), note, _form([settings.READING], values, confirm, language, forms.side_by_side(field))
    )


def _rule(values: Values, language: Language) -> str:
    points = text("points", language)
    watch = _number(settings.WATCH_POINTS, values, text("To watch beyond", language), points)
    late = _number(settings.LATE_POINTS, values, text("Late beyond", language), points)
    note = text(
        "Points behind the plan. They judge every page, file and view from today on; earlier days stay judged by the "
        "thresholds of then, and signed reviews stay as they were signed.",
        language,
    )
    confirm = text("Judge every activity and priority by these thresholds, from now on?", language)
    keys = [settings.WATCH_POINTS, settings.LATE_POINTS]
    form = _form(keys, values, confirm, language, forms.side_by_side(watch, late))
    return _section(text("Thresholds of the status rule", language), note, form)


def _small(values: Values, language: Language) -> str:
    least = settings.KNOWN[settings.LEAST_TOLD].default
    field = _number(settings.LEAST_TOLD, values, text("Nothing is told under", language), text("people", language))
    note = text(
        "Counts of victims of trafficking and of unaccompanied children are rounded to ten, and not told under this "
        "number, on every page, file and view. It may be raised, never be less than {least}.",
        language, least=least,
    )  # fmt: skip
    confirm = text("Tell no protected count under this number, from now on?", language)
    return _section(
        text("Small counts", language), note, _form([settings.LEAST_TOLD], values, confirm, language, field)
    )


def _files(values: Values, language: Language) -> str:
    options = [(key, text(words, language)) for key, words in ACCEPTING.items()]
    who = forms.choice(
        settings.IMPORT_ACCEPTANCE, text("Who accepts a file", language), options,
        value=str(values[settings.IMPORT_ACCEPTANCE]), css="short",
    )  # fmt: skip
    unit = text("megabytes", language)
    csv = _number(settings.TEXT_MEGABYTES, values, text("Largest CSV file", language), unit)
    workbook = _number(settings.WORKBOOK_MEGABYTES, values, text("Largest workbook", language), unit)
    note = text(
        "Files wait where no reader sees them until they are accepted. A larger file is refused before it is read.",
        language,
    )
    confirm = text("Change how files are accepted, from now on?", language)
    keys = [settings.IMPORT_ACCEPTANCE, settings.TEXT_MEGABYTES, settings.WORKBOOK_MEGABYTES]
    form = _form(keys, values, confirm, language, forms.side_by_side(who, csv, workbook))
    return _section(text("Files that are brought", language), note, form)


def _sessions(values: Values, language: Language) -> str:
    idle = _number(settings.IDLE_MINUTES, values, text("Ends when idle for", language), text("minutes", language))
    whole = _number(settings.SESSION_HOURS, values, text("Ends in any case after", language), text("hours", language))
    note = text("Sessions that are older than this end at once.", language)
    confirm = text("Change how long everybody stays signed in, from now on?", language)
    keys = [settings.IDLE_MINUTES, settings.SESSION_HOURS]
    form = _form(keys, values, confirm, language, forms.side_by_side(idle, whole))
    return _section(text("Sessions", language), note, form)


def _demonstration(language: Language) -> str:
    note = text(
        "Fictitious activities, reviews, monthly registers and accounts, signed demonstration reviews included. What "
        "is real stays, and so does the audit log.",
        language,
    )
    form = forms.form(
        "demonstration.clear",
        key="demonstration.clear",
        submit=text("Remove the demonstration", language),
        is_main=False,
        confirm=text(
            "Take every fictitious row out for good, reviews and accounts of the demonstration included? The set can "
            "be laid out again by command, what people added to it cannot.",
            language,
        ),
    )
    return _section(text("Demonstration", language), note, form)


def _section(title: str, note: str, form: str) -> str:
    return f'<section class="ruled"><h2>{esc(title)}</h2><p>{esc(note)}</p>{form}</section>'


def _form(keys: list[str], values: Values, confirm: str, language: Language, *parts: Part) -> str:
    return forms.form(
        "setting.change", *parts,
        key=f"setting.{keys[0]}", version=settings_version({key: values[key] for key in keys}),
        submit=text("Save this choice", language), confirm=confirm,
    )  # fmt: skip


def _number(key: str, values: Values, label: str, unit: str) -> Part:
    return forms.number(key, label, value=int(values[key]), unit=unit)
