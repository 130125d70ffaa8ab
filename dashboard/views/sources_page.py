"""Sources and method, as plain HTML that a browser can search: figures, readings, doubts, rule, quality, sources."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from dashboard import geography
from dashboard.pictures import sources as pictures
from dashboard.provenance import Reading, Sourced
from dashboard.queries import figures, phrases, quality, settings
from dashboard.status import Rule
from dashboard.texts import NO_BREAK, Language, date, month, month_of, number, percent, references, said, text
from dashboard.texts.quantity import amount
from dashboard.views import citing, sources_quality
from dashboard.views.fetch import card_of, fetch, kept
from dashboard.views.figure_lines import figure_groups, figure_line
from dashboard.views.link_values import Carried
from dashboard.views.markup import esc, table, tied
from dashboard.views.picture import Card
from dashboard.views.shown import Query, Shown, chosen, unknown


def page(carried: Carried, query: Query) -> Shown:
    """Every figure, what is not settled, the rule, the state of the data."""
    language, reading = carried.language, carried.reading
    stated: Sourced = fetch(figures.figures, reading=reading)
    known = {"figure": set(stated.rows["figure_key"])}
    lead = "What a number means, who said it, what remains open, and how old and complete the data are."
    return Shown(
        sentence(stated, language),
        text(lead, language),
        (asked(stated, chosen(query, "figure", known["figure"]), language), kept(body, stated, reading, language)),
        fetch(quality.demonstration_day, reading=reading) is not None,
        unknown(query, known),
    )


def sentence(stated: Sourced, language: Language) -> str:
    doubtful = sum(not row.is_confirmed for row in stated.rows.itertuples())
    if stated.is_empty:
        return text("No figure was published by this day.", language)
    figures_said = text("{count} figure", "{count} figures", language=language, count=len(stated.rows))
    sources_said = text("{count} source", "{count} sources", language=language, count=len(stated.sources))
    return text(
        "{figures} from {sources}, each with the words that were printed; {count} remains to be confirmed.",
        "{figures} from {sources}, each with the words that were printed; {count} remain to be confirmed.",
        language=language, count=doubtful, figures=figures_said, sources=sources_said,
    )  # fmt: skip


def asked(stated: Sourced, key: str | None, language: Language) -> str:
    """The figure that a link points to, `?figure=S006`, before everything else."""
    row = next((row for row in stated.rows.itertuples() if row.figure_key == key), None)
    if row is None:
        return ""
    source = next(source for source in stated.sources if source.key == row.source_key)
    name = esc(said(row, "indicator", language))
    line = figure_line(row, source, language, anchor=False)
    return f'<section class="figure-group"><div><h3>{name}</h3></div><ul class="figure-lines">{line}</ul></section>'


def body(stated: Sourced, reading: Reading, language: Language) -> Card:
    """The whole page under its heading: contents, then each part under its anchor."""
    found = [
        ("figures", "Figures, word for word", _figures(stated, language)),
        ("phrases", "Nine priorities, eleven phrases", _phrases(reading, language)),
        ("open", "What is not settled", _open_questions(language)),
        ("status", "The status rule", _status_rule(reading, language)),
        ("quality", "Age and completeness of the data", _quality(reading, language)),
        ("privacy", "What the dashboard does not hold", _privacy(reading, language)),
        ("changes", "What changed in the published figures", _changes(reading, language)),
        ("documents", "All sources, and what the maps are made of", _documents(reading, language)),
    ]
    links = "".join(f'<a class="chip" href="#{key}">{esc(text(title, language))}</a>' for key, title, _ in found)
    contents = f'<nav class="contents" aria-label="{esc(text("On this page", language))}">{links}</nav>'
    sections = (
        f'<section class="ruled" id="{key}"><h2>{esc(text(title, language))}</h2>{html}</section>'
        for key, title, html in found
    )
    return Card(contents + "".join(sections))


def _p(words: str) -> str:
    return f"<p>{esc(words)}</p>"


def _figures(stated: Sourced, language: Language) -> str:
    lead = text(
        "One figure is one statement: the number keeps the words around it. Press pages and excerpts are reference "
        "points, not official series. No two figures are added.", language,
    )  # fmt: skip
    return f"<p>{esc(lead)}</p>{figure_groups(stated, language, definitions=True)}"


def _phrases(reading: Reading, language: Language) -> str:
    printed: Sourced = fetch(phrases.phrases, reading=reading)
    ways: Sourced = fetch(phrases.readings, reading=reading)
    names = ("No.", "Printed phrase", "Priority, in the grouping in force", "Remark")
    head = [text(name, language) for name in names]
    rows = (
        (str(row.number), f"«{NO_BREAK}{row.quote}{NO_BREAK}»", _priority(row, language), said(row, "note", language))
        for row in printed.rows.itertuples()
    )
    lead = _p(text(
        "The article announces nine priorities and prints eleven phrases. Their grouping into nine is a choice, "
        "provisional until the signed text is at hand; another one changes rows, not the program.", language,
    ))  # fmt: skip
    body = table(head, rows, caption=text("The eleven printed phrases", language), language=language,
                 stacks=True)  # fmt: skip
    items = "".join(_reading(row, language) for row in ways.rows.itertuples())
    return f'{lead}{body}{citing.button(printed.sources, language)}<ul class="plain-lines readings">{items}</ul>'


def _priority(row: Any, language: Language) -> str:
    if row.priority_number is None:
        return text("none", language)
    return f"{row.priority_number}. {said(row, 'priority', language)}"


def _reading(row: Any, language: Language) -> str:
    """The groups as `1 · 2 · 3+4 · …`, and why."""
    groups = " · ".join("+".join(str(number) for number in group) for group in row.groups)
    force = f' <b class="in-force">{esc(text("in force, provisional", language))}</b>' if row.is_in_force else ""
    items = text("{count} item", "{count} items", language=language, count=len(row.groups))
    return (
        f"<li><b>{esc(said(row, 'name', language))}</b>{force}<p>{esc(items)} ({esc(groups)})</p>"
        f"<p>{esc(said(row, 'note', language))}</p></li>"
    )


OPEN_QUESTIONS: dict[str, tuple[str, ...]] = {
    "“8.0500 retours volontaires”: 8,050 or 8,500? The printed text is kept as it stands "
    "and both readings are shown.": ("S006",),
    "Does the “plus de” before the returns also cover the 4,500 reintegrations?": ("S007",),
    "Are the returns, the reintegrations and the victims of trafficking part of the 41,000 people assisted? No text "
    "says so: nothing is added or subtracted.": ("S001", "S005", "S006", "S007"),
    "How many “thousands” of vulnerable migrants were protected? No number is printed; none is guessed.": ("S004",),
    "Nine priorities announced, eleven phrases printed: which grouping does the signed text use?": ("S009",),
    "Repatriations of 2024: the sources contradict each other on number, period and scope.": (
        "X011", "X012", "X010", "S014", "X026", "X013",
    ),
    "Remittances of 2023: several values circulate, measured in different ways.": ("X030", "X032", "X033"),
    "Investigations opened for trafficking in 2024: 430 or 93, after the same report.": ("X041",),
    "Refugees in Mali, mid-2025: the parts printed in one article exceed its total.": ("X007c", "X007d", "X007e"),
    "Reception centre of Kayes: to be put into operation in March 2024; no text says what has happened since.": (),
    "First agreement of 30 January 2025: its sentence can be read as five or six axes.": (),
    "Dates of two founding articles (2026 dialogue, Gao meeting) are inferred from their publication online; each "
    "source says how its date is known.": (),
}  # fmt: skip
"""What is open → the figures it is about."""


def _open_questions(language: Language) -> str:
    lines = "".join(_question(words, keys, language) for words, keys in OPEN_QUESTIONS.items())
    return f'<ol class="questions">{lines}</ol>'


def _question(words: str, keys: Sequence[str], language: Language) -> str:
    links = " ".join(f'<a href="#{key}">{key}</a>' for key in keys)
    return f"<li>{esc(text(words, language))} {links}</li>"


def _status_rule(reading: Reading, language: Language) -> str:
    rule: Rule = fetch(settings.status_rule, reading=reading)
    planned = _p(
        text(
            "Planned progress: weight of the milestones due by the day, or share of the activity’s period elapsed when "
            "it has no milestone. Actual progress: the last report that the other side accepted. Gap: actual minus "
            "planned, in points.",
            language,
        )
    )
    order = _p(text(
        "First match wins: done (100%), not started (before its start), not reported (nothing accepted; past its date, "
        "it is said so), late (more than {late} points behind, or past its date), to watch (more than {watch} points "
        "behind), on track.", language, late=rule.late_points, watch=rule.watch_points,
    ))  # fmt: skip
    mean = _p(text(
        "A priority is the weighted mean of its reported activities, over which its plan is taken too, always beside "
        "the number of activities reported.", language,
    ))  # fmt: skip
    example = card_of(pictures.status_rule(fetch, reading, language, {}), language, interactive=False, level=3)
    return f"{planned}{order}{mean}{example.html}"


def _quality(reading: Reading, language: Language) -> str:
    series: Sourced = fetch(quality.series, reading=reading)
    stated: Sourced = fetch(quality.statements, reading=reading)
    return (
        f"{sources_quality.section(reading, language)}"
        f"<h3>{esc(text('Monthly registers', language))}</h3>{_registers(series, reading, language)}"
        f"<h3>{esc(text('Stated figures', language))}</h3>{_statements(stated, language)}"
        f"{_definitions(reading, language)}"
    )


def _registers(series: Sourced, reading: Reading, language: Language) -> str:
    day: dt.date | None = fetch(quality.demonstration_day, reading=reading)
    lead = _p(text(
        "Received: regions × months received, of those expected since the first month from the regions that ever "
        "reported the register. A month that is missing is unknown, never zero.", language,
    ))  # fmt: skip
    laid_out = ""
    if day:
        words = "The registers shown are fictitious: the demonstration set is laid out around {day}."
        laid_out = f'<p class="doubt">{esc(text(words, language, day=day))}</p>'
    names = ("Register", "Frequency", "First month", "Last month received", "Months late", "Received", "Share received")
    rows = (_register(row, language) for row in series.rows.itertuples())
    body = table(
        [text(name, language) for name in names], rows, caption=text("Monthly registers", language), language=language,
        numeric=(4, 5, 6), stacks=True,
    )  # fmt: skip
    return f"{lead}{laid_out}{body}{citing.button(series.sources, language)}"


def _register(row: Any, language: Language) -> Iterable[str]:
    rhythm = text("every month", "every {count} months", language=language, count=row.rhythm_months)
    if row.last_month is None:
        return (said(row, "name", language), rhythm, text("not reported", language), *("–",) * 4)
    return (
        said(row, "name", language), rhythm, month(row.first_month, language, "short"),
        month(row.last_month, language, "short"), number(row.months_late, language),
        text("{received} of {expected}", language, received=row.received, expected=row.expected),
        percent(100 * row.received / row.expected, language) if row.expected else "–",
    )  # fmt: skip


def _statements(stated: Sourced, language: Language) -> str:
    names = ("What is counted", "Figures", "Latest period", "Latest source", "To be confirmed")
    rows = (
        (said(row, "name", language), number(row.figures, language), _month(row.latest_end, language),
         _month(row.latest_source, language), number(row.unconfirmed, language))
        for row in stated.rows.itertuples()
    )  # fmt: skip
    body = table(
        [text(name, language) for name in names], rows, caption=text("Stated figures", language), language=language,
        numeric=(1, 4), stacks=True,
    )  # fmt: skip
    return f'<div class="long">{body}</div>'


def _month(day: dt.date | None, language: Language) -> str:
    return text("not given", language) if day is None else month(month_of(day), language, "short")


def _definitions(reading: Reading, language: Language) -> str:
    """What the registers count; the definition of a stated figure stands with it."""
    known: Sourced = fetch(quality.indicators, reading=reading)
    lines = "".join(
        f"<li><b>{esc(said(row, 'name', language))}</b><p>{esc(said(row, 'definition', language))}</p></li>"
        for row in known.rows.itertuples() if row.rhythm_months is not None
    )  # fmt: skip
    return f'<h3>{esc(text("Definitions of the registers", language))}</h3><ul class="plain-lines">{lines}</ul>'


def _privacy(reading: Reading, language: Language) -> str:
    least: int = fetch(settings.least_told, reading=reading)
    return _p(text(
        "No personal data: registers hold counts, never names, and people are cited by their function.", language
    )) + _p(text(
        "Small counts protect people. For victims of trafficking and unaccompanied children, registers are shown in "
        "fixed tables only, each cell and each total rounded to ten on its own, and nothing under {least} is told, on "
        "screen as in every file. National totals that were published stay as published.", language, least=least,
    )) + _p(text(
        "No public text gives a target, an owner, a date or a budget for a priority: none is invented. Real progress "
        "stays “not reported” until both sides have entered and accepted it.", language,
    ))  # fmt: skip


def _changes(reading: Reading, language: Language) -> str:
    found: Sourced = fetch(quality.corrections, reading=reading)
    if found.is_empty:
        return _p(
            text(
                "No published figure has been corrected by this day. A correction would stand here with its reason.",
                language,
            )
        )
    names = ("Day", "Ref.", "What is counted", "Before", "After", "Reason")
    rows = (
        (date(row.corrected_on, language, "short"), row.figure_key, said(row, "name", language),
         _value(row.before, language), _value(row.after, language), row.reason)
        for row in found.rows.itertuples()
    )  # fmt: skip
    head = [text(name, language) for name in names]
    return table(head, rows, caption=text("Corrections", language), language=language)


def _value(value: float | None, language: Language) -> str:
    return text("no number", language) if value is None else amount(value, "people", language)


def _documents(reading: Reading, language: Language) -> str:
    maps = (
        f"<p>{esc(geography.map_note(language))}</p>"
        + _p(text("Countries: Natural Earth, public domain, by way of world-atlas (ISC). Older regions of Mali: "
                  "Natural Earth, public domain, by way of superset-ui (Apache-2.0). No open outline of the regions of "
                  "2023 was found.", language))
    )  # fmt: skip
    found: Sourced = fetch(quality.every_source, reading=reading)
    lines = "".join(_document(row, language) for row in found.rows.itertuples())
    return f'{maps}<ul class="plain-lines documents">{lines}</ul>'


KINDS = {
    "article": "founding article", "press": "press", "report": "public document", "register": "register",
    "demonstration": "demonstration set (fictitious)",
}  # fmt: skip


def _document(row: Any, language: Language) -> str:
    when = references.day(row, language) or text("date not printed", language)
    known = references.date_note(row, language)
    publisher = references.publisher(row.publisher, language)
    about = join_dots((row.source_key, text(KINDS[row.kind], language), publisher, when, known))
    reference = f'<p class="reference">{esc(row.reference)}</p>' if row.reference else ""
    note = said(row, "note", language)
    return (
        f"<li><b>{esc(said(row, 'title', language))}</b><p>{esc(tied(about))}</p>{reference}"
        f"{f'<p>{esc(note)}</p>' if note else ''}</li>"
    )


def join_dots(words: Iterable[str]) -> str:
    """`A3 · article fondateur · L’Essor`: each once, empty ones left out."""
    return " · ".join(dict.fromkeys(word for word in words if word))
