"""Pictures of returns: how many, when, from which countries, to which regions, who."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dashboard.charts import registers, telling
from dashboard.charts.forms import months as months_form
from dashboard.charts.forms import ranking
from dashboard.charts.registers import caveat, people, share
from dashboard.charts.visual import Column, Visual, visual
from dashboard.provenance import Sourced
from dashboard.texts import Language, month, number, percent, said, text

CATEGORY_NAMES = {
    "returns_assisted": "IOM-assisted voluntary returns",
    "returns_repatriated": "Repatriations organised by the State",
    "returns_expelled": "Expulsions to Mali",
}
UNSPECIFIED = "ZZ"


def category_name(category: str, language: Language) -> str:
    return text(CATEGORY_NAMES[category], language)


def total(months: Sourced) -> int | None:
    """People over the months reported; None when nobody reported any."""
    reported = [row.returns for row in months.rows.itertuples() if row.returns is not None]
    return sum(reported) if reported else None


def finding(
    months: Sourced, against: Sourced | None, language: Language, *, category: str, when: str, people: str
) -> tuple[str, str]:
    """The sentence of the page and the line under it: how many people, and how that compares with a year before.

    `against` is nothing for a period that would overlap the one a year before; `when` is `between … and …`; `people`
    says which ones were asked for, nothing for everyone.
    """
    count = total(months)
    where = f" ({people})" if people else ""
    if count is None:
        sentence = text("Nobody reported this register {when}", language, when=when)
        return f"{sentence}{where}", text("Not reported is not zero: the number is unknown.", language)
    if not count:
        sentence = text("Nobody for these filters {when}", language, when=when)
        return f"{sentence}{where}", text("Those who reported the register counted zero.", language)
    sentence = _people_returned(count, category, language)
    if _is_floor(months):
        sentence = text("At least {sentence}", language, sentence=sentence)
    return f"{sentence} {when}{where}", _against_year_before(against, language)


def _people_returned(count: int, category: str, language: Language) -> str:
    if category == "returns_repatriated":
        one, many = "{count} person repatriated by the State", "{count} people repatriated by the State"
    elif category == "returns_expelled":
        one, many = "{count} person expelled to Mali", "{count} people expelled to Mali"
    else:
        one, many = "{count} person returned with IOM’s assistance", "{count} people returned with IOM’s assistance"
    return text(one, many, language=language, count=count)


def _is_floor(months: Sourced) -> bool:
    """Whether somebody’s report is missing, so that the total is at least what was counted."""
    return any(row.returns is None or row.missing for row in months.rows.itertuples())


def _against_year_before(against: Sourced | None, language: Language) -> str:
    if against is None:
        return text("Choose twelve months or fewer to compare them with the year before.", language)
    row = next(against.rows.itertuples())
    if not row.pairs or not row.returns_before:
        return text("No comparison with the year before: the same months were not reported then.", language)
    change = 100 * (row.returns - row.returns_before) / row.returns_before
    if row.pairs == row.wanted:
        return text("{change} against the same months a year before, both completely reported.", language,
                    change=_change(change, language))  # fmt: skip
    return text(
        "The two years’ totals do not compare, because reports are missing. Over the regions and months reported in "
        "both years ({pairs} reports of {wanted}): {change}.",
        language, pairs=row.pairs, wanted=row.wanted, change=_change(change, language),
    )  # fmt: skip


def _change(value: float, language: Language) -> str:
    sign = "+" if round(value) > 0 else ""
    return sign + percent(value, language)


def by_month(data: Sourced, language: Language, *, chosen: str) -> Visual:
    """One line by month, broken where nobody reported."""
    rows = list(data.rows.itertuples())
    found = registers.values(rows, "returns")
    partial = registers.partial(rows, "returns", "missing")
    series, months = months_form.Series("", found, "brand", frozenset(partial)), [row.month for row in rows]
    return visual(
        "returns.by_month", registers.with_month_names(data, language), language,
        title=_month_title(found, partial, language),
        subtitle=text("people per month · {chosen}", language, chosen=chosen),
        draw=months_form.draw([series], months, language, gap_word=text("not reported", language)),
        native=months_form.native([series], months, language, name=text("Returns", language),
                                  gap_word=text("not reported", language)),
        columns=(
            Column("month_name", text("Month", language)),
            Column("returns", text("Returns", language), text("people", language)),
            Column("missing", text("Regions that did not report", language)),
        ),
        alt=registers.lines_told({chosen: found}, months, language),
        caveats=caveat(registers.unreported(rows, "returns", language), registers.incomplete(partial, language)),
    )  # fmt: skip


def _month_title(found: Mapping[int, float], partial: Mapping[int, int], language: Language) -> str:
    """The highest month; at least so many where somebody’s report is missing."""
    if not found:
        return text("No month was reported", language)
    if not any(found.values()):
        return text("Zero in every month reported", language)
    high = max(found, key=lambda key: found[key])
    counted = registers.at_least(people(int(found[high]), language), partial.get(high, 0), language)
    return text("Peak month: {month}, {people}", language, month=month(high, language), people=counted)


def by_country(data: Sourced, language: Language, *, chosen: str) -> Visual:
    """Bars, longest first, one country of departure each; the unspecified one last."""
    rows = list(data.rows.itertuples())
    ranked = [(said(row, "name", language), row.returns) for row in rows]
    named = [(said(row, "name", language), row.returns) for row in rows if row.country_code != UNSPECIFIED]
    total = sum(row.returns for row in rows)
    bars = [_country_bar(row, total, language) for row in rows]
    return visual(
        "returns.by_country", data, language,
        title=_leaders_title(named, total, language),
        subtitle=text("people by country of departure and share of the total · {chosen}", language, chosen=chosen),
        draw=ranking.draw(bars), native=ranking.native(bars, text("Returns", language)),
        columns=(
            Column(f"name_{language}", text("Country of departure", language)),
            Column("returns", text("Returns", language), text("people", language)),
            Column("country_code", text("Country code", language), is_for_files=True),
        ),
        alt=telling.ranking(ranked, language, named),
    )  # fmt: skip


def _country_bar(row: Any, total: int, language: Language) -> ranking.Bar:
    paint = "slate" if row.country_code == UNSPECIFIED else "brand"
    note = f"({share(row.returns, total, language)})"
    return ranking.Bar(said(row, "name", language), row.returns, number(row.returns, language), paint, note=note)


def _leaders_title(ranked: Sequence[tuple[str, float]], total: float, language: Language) -> str:
    """The two first and what they make together."""
    if not ranked or not total:
        return text("Nobody for these filters", language)
    if len(ranked) == 1:
        name, most = ranked[0]
        return text("{first}: {share} of the total", language, first=name, share=share(most, total, language))
    (first, most), (second, next_most) = ranked[:2]
    return text("{first} and {second}: {share} of the total", language, first=first, second=second,
                share=share(most + next_most, total, language))  # fmt: skip


def by_region(data: Sourced, language: Language, *, chosen: str) -> Visual:
    """Bars, longest first, one region each, with the months reported where it reported fewer than others."""
    rows = list(data.rows.itertuples())
    best = max((row.months_reported or 0 for row in rows), default=0)
    named = [(said(row, "name", language), row.returns) for row in rows if row.months_reported and row.returns]
    bars = [_region_bar(row, best, language) for row in rows]
    return visual(
        "returns.by_region", data, language,
        title=_leaders_title(named, sum(row.returns or 0 for row in rows), language),
        subtitle=text("people by region of return · {chosen}", language, chosen=chosen),
        draw=ranking.draw(bars), native=ranking.native(bars, text("Returns", language)),
        columns=(
            Column(f"name_{language}", text("Region of return", language)),
            Column("returns", text("Returns", language), text("people", language)),
            *registers.region_columns(language),
        ),
        alt=telling.ranking([(said(row, "name", language), row.returns) for row in rows], language, named),
        caveats=_region_caveat(rows, best, language),
    )  # fmt: skip


def _region_caveat(rows: list[Any], best: int, language: Language) -> tuple[str, ...]:
    """What was reported at best, and how many regions reported less."""
    months = max((row.months for row in rows), default=0)
    short = sum(1 for row in rows if row.months_reported is not None and row.months_reported < best)
    at_best = text("At best {best} months of {months} were reported.", language, best=best, months=months)
    some_short = text(
        "{count} region reported fewer: its bar is a minimum.",
        "{count} regions reported fewer: their bars are minimums.", language=language, count=short,
    )  # fmt: skip
    return caveat(at_best if best < months or short else "", some_short if short else "")


def _region_bar(row: Any, best: int, language: Language) -> ranking.Bar:
    words = text("not reported", language) if row.returns is None else number(row.returns, language)
    note = ""
    if row.months_reported is not None and 0 < row.months_reported < best:
        note = text("({reported} of {months} months)", language, reported=row.months_reported, months=row.months)
    paint = "slate" if row.months_reported is None else "brand"
    return ranking.Bar(said(row, "name", language), row.returns, words, paint, note=note)
