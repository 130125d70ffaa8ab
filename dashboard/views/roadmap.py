"""The roadmap page: nine priorities to choose from, and what a joint review asks of one of them."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import Any

from dashboard.charts import roadmap as charts
from dashboard.charts.forms.progress import DASH
from dashboard.charts.roadmap import counted
from dashboard.charts.theme import STATUS, status_word
from dashboard.pictures import roadmap as pictures
from dashboard.pictures.roadmap import PRIORITY
from dashboard.provenance import Sourced
from dashboard.queries import frameworks, roadmap
from dashboard.queries.roadmap import Partner
from dashboard.texts import Language, date, join, number, percent, said, text
from dashboard.texts.organisations import known_as
from dashboard.texts.sides import side_name
from dashboard.views import citing
from dashboard.views.activities import Attached, article
from dashboard.views.fetch import card_of, drawn, fetch, kept
from dashboard.views.link_values import Carried
from dashboard.views.markup import esc, go, link, nothing_recorded
from dashboard.views.picture import Card, side_by_side
from dashboard.views.shown import Query, Shown, chosen, unknown

SOON_DAYS, SHOWN = 60, 8


def page(carried: Carried, query: Query) -> Shown:
    """The nine priorities, or the one that the link names."""
    priorities: Sourced = fetch(roadmap.priorities, reading=carried.reading)
    rows = {str(row.number): row for row in priorities.rows.itertuples()}
    number, dropped = chosen(query, PRIORITY, rows), unknown(query, {PRIORITY: rows})
    if number is None:
        activities: Sourced = fetch(roadmap.activities, reading=carried.reading)
        told = charts.finding(priorities, carried.language), lead_of_all(activities, carried.language)
        return Shown(*told, (kept(of_all, activities, carried),), activities.is_demonstration, dropped)
    activities = fetch(roadmap.activities, reading=carried.reading, priority=int(number))
    told = sentence(rows[number], carried.language), lead(rows[number], carried.language)
    return Shown(*told, (kept(of_one, activities, carried, int(number)),), activities.is_demonstration)


def chooser(priorities: Sourced, carried: Carried, here: int | None = None) -> str:
    """The nine priorities as links, each with its accepted progress and status."""
    language = carried.language
    items = "".join(_choice(row, carried, here) for row in priorities.rows.itertuples())
    return f'<nav class="priorities" aria-label="{esc(text("Choose a priority", language))}"><ul>{items}</ul></nav>'


def _choice(row: Any, carried: Carried, here: int | None) -> str:
    language = carried.language
    look, name = STATUS[row.status], said(row, "name", language)
    much = "" if row.actual_pct is None else percent(row.actual_pct, language)
    words = (_numbered(row, language), much, status_word(row.status, language).lower())
    told = ", ".join(word for word in words if word)
    address = link("roadmap", carried.query(priority=row.number))
    current = ' aria-current="page"' if row.number == here else ""
    return (
        f'<li><a data-go{current} href="{esc(address)}" aria-label="{esc(told)}">'
        f'<b class="t-brand">{row.number}</b><span>{esc(name)}</span>'
        f'<i class="t-{look.ink}">{look.mark} <span>{esc(much or DASH)}</span></i></a></li>'
    )


def _numbered(row: Any, language: Language) -> str:
    return f"{row.number}. {said(row, 'name', language)}"


def row_links(priorities: Sourced, carried: Carried) -> str:
    """The rows of the nine bars as links, laid over them."""
    language = carried.language
    items = "".join(
        f"<li>{go(link('roadmap', carried.query(priority=row.number)), '', label=_numbered(row, language))}</li>"
        for row in priorities.rows.itertuples()
    )
    return f'<nav class="row-links" aria-label="{esc(text("Open a priority", language))}"><ul>{items}</ul></nav>'


def of_all(activities: Sourced, carried: Carried) -> Card:
    """The nine bars, each a link, then what is late and what is due soon."""
    priorities: Sourced = fetch(roadmap.priorities, reading=carried.reading)
    steps: Sourced = fetch(roadmap.milestones, reading=carried.reading)
    if priorities.is_empty:
        return Card(nothing_recorded(carried.reading.day, carried.language))
    over = row_links(priorities, carried)
    bars = drawn(charts.by_priority, priorities, carried.language, interactive=False, over=over)
    return Card(bars.html + agenda(steps, activities, carried))


def of_one(activities: Sourced, carried: Carried, number: int) -> Card:
    """One priority: its neighbours, its printed phrases, its calendar and course, its activities."""
    priorities: Sourced = fetch(roadmap.priorities, reading=carried.reading)
    row = next(row for row in priorities.rows.itertuples() if row.number == number)
    printed: Sourced = fetch(roadmap.phrases, reading=carried.reading)
    top = chooser(priorities, carried, number) + phrases(printed, row, carried.language)
    around = neighbours(priorities, number, carried)
    body = Card("") if activities.is_empty else _body(activities, carried, number)
    return Card(f"{top}{body.html}{around}", body.figures)


def _body(activities: Sourced, carried: Carried, number: int) -> Card:
    language = carried.language
    asked = (roadmap.milestones, roadmap.reports, frameworks.served, roadmap.partners)
    steps, reports, served, partners = (fetch(query, reading=carried.reading, priority=number) for query in asked)
    draws = (pictures.timeline, pictures.over_time)
    timeline, course = (draw(fetch, carried.reading, language, {PRIORITY: str(number)}) for draw in draws)
    calendar = card_of(timeline, language)
    beside = for_the_review(activities, steps, carried)
    if not course.missing:
        beside = side_by_side(card_of(course, language, slot="half"), beside)
    below = articles(activities, steps, reports, served, partners, carried)
    return Card(f"{calendar.html}{beside.html}{below}", {**calendar.figures, **beside.figures})


def agenda(steps: Sourced, activities: Sourced, carried: Carried) -> str:
    """What is late and what is due soon, over all priorities."""
    if activities.is_empty:
        return ""
    return f'<div class="columns">{_late(activities, carried)}{_due_soon(steps, activities, carried)}</div>'


def _late(activities: Sourced, carried: Carried) -> str:
    """Every activity late or past its date."""
    language = carried.language
    rows = sorted(filter(is_late, activities.rows.itertuples()), key=lateness)
    items = "".join(_late_item(row, carried) for row in rows)
    nothing = text("No activity is late.", language)
    body = f'<ul class="due">{items}</ul>' if items else f"<p>{esc(nothing)}</p>"
    return f'<section class="agenda"><h2>{esc(text("Late or past their date", language))}</h2>{body}</section>'


def lateness(row: Any) -> tuple[float, float]:
    """The longest overdue first, then the furthest behind."""
    return -(row.days_late or 0), (row.actual_pct or 0) - row.planned_pct


def _late_item(row: Any, carried: Carried) -> str:
    language = carried.language
    owner = known_as((row.owner_acronym, row.owner_fr, row.owner_en), language)
    under = text("Priority {number} · {owner}", language, number=row.priority_number, owner=owner)
    if row.status == "not_reported":
        under += " · " + text("past its date, not reported", language)
    name = go(link("roadmap", carried.query(priority=row.priority_number)), said(row, "title", language))
    much = f'<b class="t-crimson">{esc(_how_late(row, language))}</b>'
    return f"<li><span>{name}<small>{esc(under)}</small></span>{much}</li>"


def _due_soon(steps: Sourced, activities: Sourced, carried: Carried) -> str:
    """Milestones of the next sixty days, not reached yet, first date first."""
    language, day = carried.language, carried.reading.day
    of = {row.activity_key: row for row in activities.rows.itertuples()}
    ahead = [step for step in _ahead(steps, day) if (step.due_on - day).days <= SOON_DAYS]
    title = text("Due in the next {days} days", language, days=SOON_DAYS)
    items = [_due_item(step, of[step.activity_key], carried) for step in ahead]
    body = _first_shown(items, language) or f"<p>{esc(text('No milestone falls in this period.', language))}</p>"
    return f'<section class="agenda"><h2>{esc(title)}</h2>{body}</section>'


def _first_shown(items: list[str], language: Language) -> str:
    """The first ones; the others open on demand."""
    first, others = ("".join(part) for part in (items[:SHOWN], items[SHOWN:]))
    more = text("and {count} other", "and {count} others", language=language, count=len(items) - SHOWN)
    rest = f'<details id="due-later"><summary>{esc(more)}</summary><ul class="due">{others}</ul></details>'
    return f'<ul class="due">{first}</ul>{rest if others else ""}' if items else ""


def _ahead(steps: Sourced, day: dt.date) -> list[Any]:
    """Milestones from the day on that are not reached, first date first."""
    rows = (step for step in steps.rows.itertuples() if not step.is_reached and step.due_on >= day)
    return sorted(rows, key=lambda step: step.due_on)


def _due_item(step: Any, activity: Any, carried: Carried) -> str:
    language = carried.language
    under = text("Priority {number} · {activity}", language, number=activity.priority_number,
                 activity=said(activity, "title", language))  # fmt: skip
    address = link("roadmap", carried.query(priority=activity.priority_number))
    name = go(address, said(step, "title", language))
    return f"<li><span>{name}<small>{esc(under)}</small></span><b>{esc(date(step.due_on, language, 'short'))}</b></li>"


def sentence(row: Any, language: Language) -> str:
    """What the data say of one priority."""
    return f"{said(row, 'name', language)}{text(': ', language)}{standing(row, language)}."


def standing(row: Any, language: Language) -> str:
    """`56 % réalisés et acceptés pour 71 % prévus ; une activité en retard ou hors délai`, without its name."""
    if not row.activities:
        words = text("no public text gives a target, an owner, a date or a budget", language)
    elif row.actual_pct is None:
        words = text("{count} activity, no progress accepted yet", "{count} activities, no progress accepted yet",
                     language=language, count=row.activities)  # fmt: skip
    else:
        words = text("{actual} done and accepted against {planned} planned", language,
                     actual=percent(row.actual_pct, language), planned=percent(row.planned_pct, language))  # fmt: skip
    return f"{words}{_late_tail(row, language)}"


def _late_tail(row: Any, language: Language) -> str:
    if not row.late:
        return ""
    words = text("{n} activity late or past its date", "{n} activities late or past their date", language=language,
                 count=row.late, n=counted(row.late, language))  # fmt: skip
    return text("; ", language) + words


def lead_of_all(activities: Sourced, language: Language) -> str:
    if activities.is_empty:
        sentence_ = (
            "The public texts announce nine priorities for 2026; they give no target, owner, date or budget. "
            "Activities will appear here once both sides have entered them."
        )
        return text(sentence_, language)
    rows = list(activities.rows.itertuples())
    reported, waiting = (sum(v is not None for v in activities.rows[n]) for n in ("actual_pct", "declared_pct"))
    words = "{count} activities: {reported} with accepted progress, {waiting} with a report awaiting acceptance."
    return text(words, language, count=len(rows), reported=reported, waiting=waiting)


def lead(row: Any, language: Language) -> str:
    if not row.activities:
        words = "Activities will appear here once both sides have entered them. Known so far: what the article prints."
        return text(words, language)
    return text(
        "{reported} of {count} activity reported, with progress accepted by both sides. Status: {status}.",
        "{reported} of {count} activities reported, with progress accepted by both sides. Status: {status}.",
        language=language, count=row.activities, reported=row.reported,
        status=status_word(row.status, language).lower(),
    )  # fmt: skip


def phrases(printed: Sourced, row: Any, language: Language) -> str:
    """What the article prints of this priority, and how sure its grouping is."""
    own = [phrase for phrase in printed.rows.itertuples() if phrase.priority_number == row.number]
    if not own:
        return ""
    quotes = join([f'<q lang="fr">«&nbsp;{esc(phrase.quote)}&nbsp;»</q>' for phrase in own], language)
    words = esc(text("Printed in the article: {quotes}.", language, quotes="{quotes}")).format(quotes=quotes)
    doubt = text("Grouping into nine priorities: provisional, until the signed text is at hand.", language)
    grouping = f' <span class="doubt">{esc(doubt)}</span>' if row.grouping_status == "provisional" else ""
    notes = "".join(f"<p>{esc(note)}</p>" for phrase in own if (note := said(phrase, "note", language)))
    source = citing.button(printed.sources, language, inside=notes)
    return f'<div class="printed"><p>{words}{grouping}</p>{source}</div>'


def neighbours(priorities: Sourced, here: int, carried: Carried) -> str:
    """The priority before, all of them, and the one after."""
    language = carried.language
    by_number = {row.number: _numbered(row, language) for row in priorities.rows.itertuples()}
    before, after = (
        go(link("roadmap", carried.query(priority=number)), pattern.format(by_number[number]))
        if number in by_number
        else "<span></span>"
        for number, pattern in ((here - 1, "‹ {}"), (here + 1, "{} ›"))
    )
    every = go(link("roadmap", carried.query()), text("All priorities", language))
    name = text("Other priorities", language)
    return f'<nav class="neighbours" aria-label="{esc(name)}">{before}{every}{after}</nav>'


def for_the_review(activities: Sourced, steps: Sourced, carried: Carried) -> Card:
    """What a review has to speak about: late, awaiting acceptance, next milestone."""
    language, day = carried.language, carried.reading.day
    rows = list(activities.rows.itertuples())
    titles = {row.activity_key: said(row, "title", language) for row in rows}
    late = [(titles[row.activity_key], _how_late(row, language)) for row in rows if is_late(row)]
    waiting = [(titles[row.activity_key], _who_waits(row, language)) for row in rows if row.declared_pct is not None]
    coming = [(said(step, "title", language), date(step.due_on, language, "short")) for step in _ahead(steps, day)[:3]]
    blocks = [
        _agenda(text("Late or past their date", language), late, text("No activity is late.", language)),
        _agenda(text("Awaiting acceptance", language), waiting, text("Nothing awaits acceptance.", language)),
        _agenda(text("Next milestones", language), coming, text("No milestone is ahead.", language)),
    ]
    return Card(f'<section class="agenda"><h2>{esc(text("For the review", language))}</h2>{"".join(blocks)}</section>')


def is_late(row: Any) -> bool:
    return row.status == "late" or row.days_late is not None


def _agenda(title: str, rows: list[tuple[str, str]], nothing: str) -> str:
    items = "".join(f"<li><span>{esc(words)}</span><b>{esc(much)}</b></li>" for words, much in rows)
    body = f"<ul>{items}</ul>" if rows else f"<p>{esc(nothing)}</p>"
    return f"<h3>{esc(title)}</h3>{body}"


def _how_late(row: Any, language: Language) -> str:
    if row.days_late:
        return text("{count} day", "{count} days", language=language, count=row.days_late)
    gap = round(row.actual_pct - row.planned_pct)
    return text("{points} points", language, points=f"−{number(abs(gap), language)}")


def _who_waits(row: Any, language: Language) -> str:
    return text("{percent}, by {side}", language, percent=percent(row.declared_pct, language),
                side=side_name(row.declared_side, language))  # fmt: skip


def articles(
    activities: Sourced, steps: Sourced, reports: Sourced, served: Sourced, partners: dict[str, list[Partner]],
    carried: Carried,
) -> str:  # fmt: skip
    """Every activity of the priority, by due date."""
    language = carried.language
    of_steps, of_reports, of_served = (_grouped(data) for data in (steps, reports, served))
    items = "".join(
        article(row, Attached(partners.get(key, ()), of_steps[key], of_reports[key], of_served[key]), carried)
        for key, row in zip(activities.rows["activity_key"], activities.rows.itertuples(), strict=True)
    )
    title = text("{count} activity", "{count} activities", language=language, count=len(activities.rows))
    head = f"<h2>{esc(title)}</h2>{_acronyms(activities, partners, language)}"
    return f'<section class="activities">{head}{items}</section>'


def _acronyms(activities: Sourced, partners: dict[str, list[Partner]], language: Language) -> str:
    """The full names behind the acronyms used below, once."""
    named: dict[str, str] = {}
    owners = [(row.owner_acronym, row.owner_fr, row.owner_en) for row in activities.rows.itertuples()]
    for one in [*owners, *(partner for group in partners.values() for partner in group)]:
        full = one[1] if language == "fr" else one[2]
        if known_as(one, language) != full:
            named[known_as(one, language)] = full.replace(f" ({known_as(one, language)})", "")
    words = "; ".join(f"{acronym}{text(': ', language)}{full}" for acronym, full in sorted(named.items()))
    return f'<p class="acronyms">{esc(words.replace("; ", text("; ", language)))}.</p>' if words else ""


def _grouped(data: Sourced) -> dict[str, list[Any]]:
    rows: dict[str, list[Any]] = defaultdict(list)
    for row in data.rows.itertuples():
        rows[row.activity_key].append(row)
    return rows
