"""Pictures of reintegration: eligible, started, completed; by month, region and form; days before it starts."""

from __future__ import annotations

from typing import Any

from dashboard.charts import registers, telling
from dashboard.charts.forms import funnel as funnel_form
from dashboard.charts.forms import months as months_form
from dashboard.charts.forms import paired, ranking
from dashboard.charts.registers import caveat, share
from dashboard.charts.registers import people as people_words
from dashboard.charts.visual import Column, Visual, visual
from dashboard.provenance import Sourced
from dashboard.texts import Language, month, number, said, text

STAGE_NAMES = {
    "reintegration_eligible": "Found eligible",
    "reintegration_started": "Assistance started",
    "reintegration_completed": "Assistance completed",
}
STAGE_PAINTS = {"reintegration_eligible": "slate", "reintegration_started": "sky", "reintegration_completed": "brand"}
FORM_NAMES = {"economic": "Economic support", "social": "Social support", "psychosocial": "Psychosocial support"}
LAG_NAMES = {"0-30": "0 to 30 days", "31-90": "31 to 90 days", "91-180": "91 to 180 days", "181+": "181 days and over"}
WITHIN_90 = ("0-30", "31-90")


def cohort_note(language: Language) -> str:
    return text(
        "People who complete in a period are not those who start in it: a stage may count people who entered the one "
        "before earlier.", language,
    )  # fmt: skip


def is_somebody(stages: Sourced) -> bool:
    """Whether any stage counts anyone."""
    return any(row.people for row in stages.rows.itertuples())


def finding(stages: Sourced, language: Language, *, when: str, people: str) -> tuple[str, str]:
    """The sentence of the page and the line under it: how many started, for how many found eligible."""
    by_stage = {row.stage: row for row in stages.rows.itertuples()}
    eligible, started, completed = (by_stage[stage] for stage in STAGE_NAMES)
    where = f" ({people})" if people else ""
    if started.people is None:
        sentence = text("Nobody reported this register {when}", language, when=when)
        return f"{sentence}{where}", text("Not reported is not zero: the number is unknown.", language)
    missing = started.expected - started.reports
    counted = registers.at_least(people_words(started.people, language), missing, language)
    sentence = text("Reintegration assistance started for {people}", language, people=counted)
    return f"{sentence} {when}{where}", _lead(eligible.people, completed.people, language)


def _lead(eligible: int | None, completed: int | None, language: Language) -> str:
    unknown = text("not reported", language)
    return text(
        "Over the same months: found eligible {eligible}, assistance completed {completed}.", language,
        eligible=unknown if eligible is None else eligible, completed=unknown if completed is None else completed,
    )  # fmt: skip


def funnel(data: Sourced, language: Language, *, chosen: str) -> Visual:
    """Three bars from zero over the trace of the eligible, with shares of the stage before and of the eligible."""
    rows = list(data.rows.itertuples())
    steps = [_step(rows, place, language) for place in range(len(rows))]
    return visual(
        "reintegration.funnel", data.with_rows(data.rows.assign(stage_name=[step.label for step in steps])), language,
        title=_funnel_title(rows, language),
        subtitle=text("people per stage · {chosen}", language, chosen=chosen),
        draw=funnel_form.draw(steps), native=funnel_form.native(steps, text("People", language)),
        columns=(
            Column("stage_name", text("Stage", language)), Column("people", text("People", language)),
            Column("reports", text("Monthly reports received", language)),
            Column("expected", text("Monthly reports expected", language)),
        ),
        alt=_funnel_alt(steps, language),
        caveats=caveat(_missing_reports(rows, language), cohort_note(language)),
    )  # fmt: skip


def _funnel_alt(steps: list[funnel_form.Step], language: Language) -> str:
    """Each stage with its shares of those before."""
    told = (
        telling.item(step.label, f"{step.words} ({step.shares})" if step.shares else step.words, language)
        for step in steps
    )
    return text("Bars by stage: {items}.", language, items=telling.listed(told, language))


def _funnel_title(rows: list[Any], language: Language) -> str:
    eligible, started, _ = (row.people for row in rows)
    if not eligible or started is None:
        return text("From eligibility to completion", language)
    return text("Starts equal {share} of the people found eligible", language, share=share(started, eligible, language))


def _step(rows: list[Any], place: int, language: Language) -> funnel_form.Step:
    row = rows[place]
    words = text("not reported", language) if row.people is None else number(row.people, language)
    return funnel_form.Step(text(STAGE_NAMES[row.stage], language), row.people, words, _shares(rows, place, language),
                            STAGE_PAINTS[row.stage])  # fmt: skip


def _shares(rows: list[Any], place: int, language: Language) -> str:
    """`57 % des éligibles · 69 % des débuts`; nothing where a number is unknown."""
    now, first = rows[place].people, rows[0].people
    if place == 0 or now is None:
        return ""
    parts = [text("{share} of the eligible", language, share=share(now, first, language))] if first else []
    if place == 2 and rows[1].people:
        parts.append(text("{share} of the starts", language, share=share(now, rows[1].people, language)))
    return " · ".join(parts)


def _missing_reports(rows: list[Any], language: Language) -> str:
    """How many monthly reports of regions each stage lacks; nothing when all came."""
    lacking = [
        text("{stage}, {missing} of {expected}", language, stage=text(STAGE_NAMES[row.stage], language).lower(),
             missing=row.expected - row.reports, expected=row.expected)
        for row in rows if row.reports < row.expected
    ]  # fmt: skip
    if not lacking:
        return ""
    if len({(row.reports, row.expected) for row in rows}) == 1:
        same = text("{missing} of {expected} at each stage", language, missing=rows[0].expected - rows[0].reports,
                    expected=rows[0].expected)  # fmt: skip
        return text("Monthly reports of regions not received, not counted as zero: {items}.", language, items=same)
    items = text("; ", language).join(lacking)
    return text("Monthly reports of regions not received, not counted as zero: {items}.", language, items=items)


def by_region(data: Sourced, language: Language, *, chosen: str) -> Visual:
    """Two bars a region, starts and completions, with the months reported."""
    rows = list(data.rows.itertuples())
    pairs = [_pair(row, said(row, "name", language), language) for row in rows]
    return visual(
        "reintegration.by_region", data, language,
        title=_region_title(rows, language),
        subtitle=text("people by region of return · {chosen}", language, chosen=chosen),
        draw=paired.draw(pairs, _heads(language)), native=paired.native(pairs, _heads(language)),
        columns=(
            Column(f"name_{language}", text("Region of return", language)),
            Column("eligible", text("Found eligible", language)),
            Column("started", text("Assistance started", language)),
            Column("completed", text("Assistance completed", language)),
            *registers.region_columns(language),
        ),
        alt=_pairs_alt([(said(row, "name", language), row.started, row.completed) for row in rows], language),
        caveats=caveat(
            text("A month not reported is not a zero: where some are missing, the bars are minimums.", language)
            if any(row.months_reported is not None and row.months_reported < row.months for row in rows) else "",
        ),
    )  # fmt: skip


def _heads(language: Language, *, noted: bool = True) -> paired.Heads:
    note = text("months reported", language) if noted else ""
    return paired.Heads(text("started", language), text("completed", language), note)


def _pair(row: Any, label: str, language: Language) -> paired.Pair:
    note = "" if row.months_reported is None else f"{row.months_reported}/{row.months}"
    return paired.Pair(label, row.started, row.completed, _or_unreported(row.started, language),
                       _or_unreported(row.completed, language), note)  # fmt: skip


def _or_unreported(value: int | None, language: Language) -> str:
    return text("not reported", language) if value is None else number(value, language)


def _region_title(rows: list[Any], language: Language) -> str:
    """The region with most starts, in a sentence."""
    named = [row for row in rows if row.months_reported and row.started]
    if not named:
        return text("Reintegration by region", language)
    total = sum(row.started or 0 for row in rows)
    return text("{region}: {share} of the starts", language, region=said(named[0], "name", language),
                share=share(named[0].started, total, language))  # fmt: skip


def _pairs_alt(items: list[tuple[str, int | None, int | None]], language: Language) -> str:
    told = [
        text("{name}: {started} started, {completed} completed", language, name=name,
             started=_or_unreported(started, language), completed=_or_unreported(completed, language))
        for name, started, completed in items
    ]  # fmt: skip
    starts = [
        (name, started, f"{_or_unreported(started, language)} {text('started', language)}")
        for name, started, _ in items
    ]
    sentence = text("Two bars each: {items}.", language, items=telling.listed(told, language))
    return f"{sentence} {telling.extremes(starts, language)}".strip()


def by_form(data: Sourced, language: Language, *, chosen: str) -> Visual:
    """Two bars a form of support, starts and completions."""
    rows = list(data.rows.itertuples())
    names = [text(FORM_NAMES.get(row.form, "Other form of support"), language) for row in rows]
    pairs = [
        paired.Pair(name, row.started, row.completed, _or_unreported(row.started, language),
                    _or_unreported(row.completed, language))
        for name, row in zip(names, rows, strict=True)
    ]  # fmt: skip
    return visual(
        "reintegration.by_form", data.with_rows(data.rows.assign(form_name=names)), language,
        title=_form_title(rows, names, language),
        subtitle=text("people by main form of support · {chosen}", language, chosen=chosen),
        draw=paired.draw(pairs, _heads(language, noted=False)),
        native=paired.native(pairs, _heads(language, noted=False)),
        columns=(
            Column("form_name", text("Form of support", language)),
            Column("started", text("Assistance started", language)),
            Column("completed", text("Assistance completed", language)),
        ),
        alt=_pairs_alt([(name, row.started, row.completed) for name, row in zip(names, rows, strict=True)], language),
    )  # fmt: skip


def _form_title(rows: list[Any], names: list[str], language: Language) -> str:
    total = sum(row.started or 0 for row in rows)
    if not total:
        return text("Forms of support", language)
    most = max(range(len(rows)), key=lambda place: rows[place].started or 0)
    return text("{form}: {share} of the starts", language, form=names[most],
                share=share(rows[most].started, total, language))  # fmt: skip


def by_month(data: Sourced, language: Language, *, chosen: str) -> Visual:
    """Two lines by month, starts and completions, broken where nobody reported."""
    rows = list(data.rows.itertuples())
    kinds = (("started", text("Started", language), "brand"), ("completed", text("Completed", language), "gold"))
    series = [
        months_form.Series(label, registers.values(rows, column), paint,
                           frozenset(registers.partial(rows, column, f"{column}_missing")))
        for column, label, paint in kinds
    ]  # fmt: skip
    partial = [registers.partial(rows, column, f"{column}_missing") for column, _, _ in kinds]
    months = [row.month for row in rows]
    return visual(
        "reintegration.by_month", registers.with_month_names(data, language), language,
        title=_month_title(rows, language),
        subtitle=text("people per month · {chosen}", language, chosen=chosen),
        draw=months_form.draw(series, months, language, gap_word=text("not reported", language)),
        native=months_form.native(series, months, language, name=text("People", language),
                                  gap_word=text("not reported", language)),
        columns=(
            Column("month_name", text("Month", language)), Column("started", text("Assistance started", language)),
            Column("completed", text("Assistance completed", language)),
            Column("started_missing", text("Regions that did not report starts", language)),
            Column("completed_missing", text("Regions that did not report completions", language)),
        ),
        alt=registers.lines_told({one.label: one.values for one in series}, months, language),
        caveats=caveat(*_unreported(rows, language), registers.incomplete({**partial[0], **partial[1]}, language)),
    )  # fmt: skip


def _unreported(rows: list[Any], language: Language) -> tuple[str, ...]:
    """The months without starts and those without completions; told once when they are the same."""
    started, completed = (
        [row.month for row in rows if getattr(row, name) is None] for name in ("started", "completed")
    )
    if started == completed:
        return (registers.unreported(rows, "started", language),)
    starts = text("Starts not reported: {months}.", language, months=registers.months_words(started, language))
    ends = text("Completions not reported: {months}.", language, months=registers.months_words(completed, language))
    return (starts if started else "", ends if completed else "")


def _month_title(rows: list[Any], language: Language) -> str:
    both = [row for row in rows if row.started is not None and row.completed is not None]
    if not both:
        return text("Starts and completions by month", language)
    last = both[-1]
    completed = text("{count} completed", "{count} completed", language=language, count=last.completed)
    return text(
        "In {month}, {started} start and {completed}", "In {month}, {started} starts and {completed}",
        language=language, count=last.started, month=month(last.month, language),
        started=registers.at_least(number(last.started, language), last.started_missing, language),
        completed=registers.at_least(completed, last.completed_missing, language),
    )  # fmt: skip


def lag(data: Sourced, language: Language, *, chosen: str) -> Visual:
    """People by days between return and start of assistance, shortest first."""
    rows = list(data.rows.itertuples())
    total = sum(row.people for row in rows)
    names = [text(LAG_NAMES[row.lag], language) for row in rows]
    bars = [_lag_bar(row, total, language) for row in rows]
    return visual(
        "reintegration.lag", data.with_rows(data.rows.assign(lag_name=names)), language,
        title=_lag_title(rows, total, language),
        subtitle=text(
            "people whose assistance started, by days since their return · {chosen}", language, chosen=chosen
        ),
        draw=ranking.draw(bars), native=ranking.native(bars, text("People", language)),
        columns=(
            Column("lag_name", text("Days since return", language)), Column("people", text("People", language)),
        ),
        alt=_lag_alt(rows, names, language),
    )  # fmt: skip


def _lag_alt(rows: list[Any], names: list[str], language: Language) -> str:
    classes = [(name, row.people, people_words(row.people, language)) for name, row in zip(names, rows, strict=True)]
    told = telling.listed((telling.item(name, words, language) for name, _, words in classes), language)
    sentence = text("Bars, shortest delay first: {items}.", language, items=told)
    return f"{sentence} {telling.extremes(classes, language)}".strip()


def _lag_bar(row: Any, total: int, language: Language) -> ranking.Bar:
    note = f"({share(row.people, total, language)})"
    paint = "brand" if row.lag in WITHIN_90 else "sky"
    return ranking.Bar(text(LAG_NAMES[row.lag], language), row.people, number(row.people, language), paint, note=note)


def _lag_title(rows: list[Any], total: int, language: Language) -> str:
    if not rows:
        return text("Delay between return and start of assistance: not reported", language)
    if not total:
        return text("Delay between return and start of assistance", language)
    soon = sum(row.people for row in rows if row.lag in WITHIN_90)
    return text("{share} start within 90 days of return", language, share=share(soon, total, language))
