"""Pictures of returns: how many, when, from which countries, to which regions, who."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from dashboard import geography
from dashboard.charts import registers, route_map, telling
from dashboard.charts.forms import months as months_form
from dashboard.charts.forms import pyramid, ranking, territory
from dashboard.charts.native import Native
from dashboard.charts.registers import AGE_NAMES, age_name, caveat, people, sex_name, share
from dashboard.charts.visual import Column, Figure, Visual, visual
from dashboard.provenance import Sourced
from dashboard.texts import NO_BREAK, Language, month, number, percent, said, text

Drawing = Callable[[int], Figure]
ROUTES_MAP = (
    "Each line goes from the main town of departure to the capital of the region of return: it is not the way people "
    "travelled. The wider the line, the more people; the {count} busiest routes are drawn."
)


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
    return text(
        "In {month}, {count} reintegration started for {returns}",
        "In {month}, {count} reintegrations started for {returns}",
        language=language, count=last.reintegrations, month=month(last.month, language),
        returns=text("{count} return", "{count} returns", language=language, count=last.returns),
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


CATEGORY_NAMES = {
    "returns_assisted": "IOM-assisted voluntary returns",
    "returns_repatriated": "Repatriations organised by the State",
    "returns_expelled": "Expulsions to Mali",
}
TOP_ROUTES = 20
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
        title=_month_title(found, language),
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


def _month_title(found: dict[int, float], language: Language) -> str:
    if not found:
        return text("No month was reported", language)
    if not any(found.values()):
        return text("Zero in every month reported", language)
    high = max(found, key=lambda key: found[key])
    return text("Peak month: {month}, {people}", language, month=month(high, language),
                people=people(int(found[high]), language))  # fmt: skip


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
        alt=_ranking_alt(ranked, language, named),
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


def _ranking_alt(
    ranked: Sequence[tuple[str, float | None]], language: Language, named: Sequence[tuple[str, float]] = ()
) -> str:
    """Every bar; the highest and the lowest are among the `named`."""
    known = [f"{name} {number(value, language)}" for name, value in ranked if value is not None]
    unknown = [name for name, value in ranked if value is None]
    sentence = text("Bars, longest first: {items}.", language, items=", ".join(known)) if known else ""
    if unknown:
        sentence += " " + text("Not reported: {months}.", language, months=", ".join(unknown))
    ends = [(name, value, number(value, language)) for name, value in named]
    return f"{sentence.strip()} {telling.extremes(ends, language)}".strip()


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
        alt=_ranking_alt([(said(row, "name", language), row.returns) for row in rows], language, named),
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
        note = "· " + text("{reported} months of {months}", language, reported=row.months_reported, months=row.months)
    paint = "slate" if row.months_reported is None else "brand"
    return ranking.Bar(said(row, "name", language), row.returns, words, paint, note=note)


def by_age_and_sex(data: Sourced, language: Language, *, chosen: str) -> Visual:
    """Women and men back to back by age group; one sex alone as bars."""
    rows = list(data.rows.itertuples())
    counts = {(row.age_group, row.sex): row.returns for row in rows}
    ages = [age_name(row.age_group, language) for row in rows]
    sexes = [sex_name(row.sex, language) for row in rows]
    groups = [
        (f"{age}, {sex.lower()}", row.returns, number(row.returns, language))
        for age, sex, row in zip(ages, sexes, rows, strict=True)
    ]
    draw, native = _age_drawing(counts, language)
    return visual(
        "returns.by_age_and_sex", data.with_rows(data.rows.assign(age_name=ages, sex_name=sexes)), language,
        title=_age_title(rows, language),
        subtitle=text("people by age and sex · {chosen}", language, chosen=chosen),
        draw=draw, native=native,
        columns=(
            Column("age_name", text("Age", language)), Column("sex_name", text("Sex", language)),
            Column("returns", text("Returns", language), text("people", language)),
        ),
        alt=_age_alt(groups, language),
        caveats=caveat(_unknown_sex(rows, language)),
    )  # fmt: skip


def _age_alt(groups: Sequence[tuple[str, int, str]], language: Language) -> str:
    told = telling.listed((telling.item(name, words, language) for name, _, words in groups), language)
    return f"{text('Bars by age group: {items}.', language, items=told)} {telling.extremes(groups, language)}".strip()


def _age_drawing(counts: dict[tuple[str, str], int], language: Language) -> tuple[Drawing, Native]:
    """A pyramid when both sexes are there, else one bar an age group."""
    sexes = {sex for _, sex in counts}
    is_pyramid = {"f", "m"} <= sexes
    unknown = any(age == "unknown" and (not is_pyramid or sex != "unknown") for age, sex in counts)
    ages = [*(["unknown"] if unknown else []), *AGE_NAMES]
    if is_pyramid:
        bands = [
            pyramid.Band(age_name(age, language), counts.get((age, "f"), 0), counts.get((age, "m"), 0)) for age in ages
        ]
        women, men = sex_name("f", language), sex_name("m", language)
        return pyramid.draw(bands, women, men, language), pyramid.native(bands, women, men, language)
    sums = {age: sum(value for (group, _), value in counts.items() if group == age) for age in reversed(ages)}
    bars = [ranking.Bar(age_name(age, language), value, number(value, language)) for age, value in sums.items()]
    return ranking.draw(bars), ranking.native(bars, text("Returns", language))


def _age_title(rows: list[Any], language: Language) -> str:
    """The largest age group and the share of women, among those whose age and sex are known."""
    by_age: Counter[str] = Counter()
    by_sex: Counter[str] = Counter()
    for row in rows:
        by_age[row.age_group] += row.returns
        by_sex[row.sex] += row.returns
    known_ages, known_sexes = sum(by_age.values()) - by_age["unknown"], by_sex["f"] + by_sex["m"]
    if not known_ages or not known_sexes:
        return text("Age and sex", language)
    largest = max((age for age in by_age if age != "unknown"), key=lambda age: by_age[age])
    part = share(by_age[largest], known_ages, language)
    title = text("{share} are {age}", language, share=part, age=_aged(largest, language))
    if by_sex["f"] and by_sex["m"]:
        title += text("; {share} are women", language, share=share(by_sex["f"], known_sexes, language))
    return title


def _aged(age_group: str, language: Language) -> str:
    return text({"0-17": "under 18", "18-34": "18 to 34 years old", "35-59": "35 to 59 years old",
                 "60+": "60 or over"}[age_group], language)  # fmt: skip


def _unknown_sex(rows: list[Any], language: Language) -> str:
    unknown = sum(row.returns for row in rows if row.sex == "unknown")
    if not unknown:
        return ""
    return text("Not drawn: {people} whose sex was not specified. Shares are of those known.", language,
                people=people(unknown, language))  # fmt: skip


def routes(data: Sourced, language: Language, *, chosen: str) -> Visual:
    """The busiest ways from a country to a region; the table holds every one."""
    rows = list(data.rows.itertuples())
    known = route_map.placed(rows)
    ranked = [(route_name(row, language), row.returns) for row in known[:TOP_ROUTES]]
    bars = [ranking.Bar(name, count, number(count, language)) for name, count in ranked]
    return visual(
        "returns.routes", data, language,
        title=_route_title(ranked, language),
        subtitle=text(
            "people by country of departure and region of return, the {count} busiest routes · {chosen}", language,
            count=len(ranked), chosen=chosen,
        ),
        draw=ranking.draw(bars), native=ranking.native(bars, text("Returns", language)),
        columns=_route_columns(language), alt=_ranking_alt(ranked, language),
        caveats=_unplaced(sum(row.returns for row in rows) - sum(row.returns for row in known), language),
    )  # fmt: skip


def routes_map(data: Sourced, language: Language, *, chosen: str) -> Visual:
    """The same ways on a map; neither end is the way that people travelled."""
    rows = list(data.rows.itertuples())
    known = route_map.placed(rows)
    ranked = [(route_name(row, language), row.returns) for row in known[:TOP_ROUTES]]
    return visual(
        "returns.routes_map", data, language,
        title=_route_title(ranked, language),
        subtitle=text("people by country of departure and region of return · {chosen}", language, chosen=chosen),
        draw=territory.draw(route_map.contents(known, language), route_map.box(known)),
        columns=_route_columns(language), alt=text("Map of routes.", language) + " " + _ranking_alt(ranked, language),
        caveats=(
            text(ROUTES_MAP, language, count=route_map.BUSIEST), geography.map_note(language),
            *_unplaced(sum(row.returns for row in rows) - sum(row.returns for row in known), language),
        ),
        legend=(("gold", text("country of departure: its main town", language)),
                ("brand", text("region of return: its capital", language))),
    )  # fmt: skip


def _route_columns(language: Language) -> tuple[Column, ...]:
    return (
        Column(f"country_{language}", text("Country of departure", language)),
        Column(f"region_{language}", text("Region of return", language)),
        Column("returns", text("Returns", language), text("people", language)),
        Column("country_code", text("Country code", language), is_for_files=True),
        Column("region_key", text("Key of the region", language), is_for_files=True),
    )


def _unplaced(count: int, language: Language) -> tuple[str, ...]:
    words = text("Without a known country or region: {people}.", language, people=people(count, language))
    return caveat(words if count else "")


def route_name(row: Any, language: Language) -> str:
    return f"{getattr(row, f'country_{language}')} → {getattr(row, f'region_{language}')}"


def _route_title(ranked: list[tuple[str, int]], language: Language) -> str:
    if not ranked:
        return text("No route for these filters", language)
    name, count = ranked[0]
    route = name.replace(" →", f"{NO_BREAK}→")  # a line may end after the arrow, not before it
    return text("Busiest route: {route}, {people}", language, route=route, people=people(count, language))
