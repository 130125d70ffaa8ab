"""Returns beside reintegrations started, month by month: two numbers that are not one journey."""

from __future__ import annotations

from typing import Any

from dashboard.charts import registers
from dashboard.charts.forms import months as months_form
from dashboard.charts.visual import Column, Visual, visual
from dashboard.provenance import Sourced
from dashboard.texts import Language, month, number, text


def against_reintegration(data: Sourced, language: Language) -> Visual:
    """Two lines over twelve months: people who returned with assistance, reintegrations started."""
    rows = list(data.rows.itertuples())
    people, series, months = text("people", language), _against_series(rows, language), [row.month for row in rows]
    return visual(
        "returns.against_reintegration", registers.with_month_names(data, language), language,
        title=_against_title(rows, language),
        subtitle=text(
            "people per month, {period}: IOM-assisted voluntary returns; reintegration assistance started", language,
            period=registers.period(rows[0].month, rows[-1].month, language) if rows else "",
        ),
        draw=months_form.draw(series, months, language, gap_word=text("not reported", language)),
        native=months_form.native(series, months, language, name=people, gap_word=text("not reported", language)),
        columns=(
            Column("month_name", text("Month", language)),
            Column("returns", text("Assisted returns", language), people),
            Column("returns_missing", text("Regions that did not report returns", language)),
            Column("reintegrations", text("Reintegrations started", language), people),
            Column("reintegrations_missing", text("Regions that did not report reintegration", language)),
        ),
        alt=registers.lines_told({one.label: one.values for one in series}, months, language),
        caveats=_against_caveats(rows, language),
    )  # fmt: skip


def _against_series(rows: list[Any], language: Language) -> list[months_form.Series]:
    return [
        months_form.Series(text("Returns", language), registers.values(rows, "returns"), "brand",
                           frozenset(registers.partial(rows, "returns", "returns_missing"))),
        months_form.Series(text("Reintegrations", language), registers.values(rows, "reintegrations"), "gold",
                           frozenset(registers.partial(rows, "reintegrations", "reintegrations_missing"))),
    ]  # fmt: skip


def _last_with_both(rows: list[Any]) -> Any:
    """The last month that has both numbers, None without one."""
    return next((row for row in reversed(rows) if row.returns is not None and row.reintegrations is not None), None)


def _against_title(rows: list[Any], language: Language) -> str:
    last = _last_with_both(rows)
    if last is None:
        return text("Assisted returns and reintegrations started", language)
    returns = text("{count} return", "{count} returns", language=language, count=last.returns)
    return text(
        "In {month}, {started} reintegration started for {returns}",
        "In {month}, {started} reintegrations started for {returns}",
        language=language, count=last.reintegrations, month=month(last.month, language),
        started=registers.at_least(number(last.reintegrations, language), last.reintegrations_missing, language),
        returns=registers.at_least(returns, last.returns_missing, language),
    )  # fmt: skip


def _against_caveats(rows: list[Any], language: Language) -> tuple[str, ...]:
    """What was not reported, what is incomplete, and why the two lines are not one journey."""
    absent = [row.month for row in rows if row.returns is None]
    not_started = [row.month for row in rows if row.reintegrations is None]
    missing = {
        **registers.partial(rows, "returns", "returns_missing"),
        **registers.partial(rows, "reintegrations", "reintegrations_missing"),
    }
    sentences = [
        text("Returns not reported: {months}.", language, months=registers.months_words(absent, language))
        if absent else "",
        text("Reintegration not reported: {months}.", language, months=registers.months_words(not_started, language))
        if not_started else "",
        registers.incomplete(missing, language),
        text("Those who start reintegration in a month mostly returned in earlier months.", language),
    ]  # fmt: skip
    return (" ".join(words for words in sentences if words),)
