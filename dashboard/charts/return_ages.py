"""Returns by age and sex: a pyramid, or bars where one sex alone is asked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from dashboard.charts import telling
from dashboard.charts.forms import pyramid, ranking
from dashboard.charts.native import Native
from dashboard.charts.registers import AGE_NAMES, age_name, caveat, people, sex_name, share
from dashboard.charts.visual import Column, Figure, Visual, visual
from dashboard.provenance import Sourced
from dashboard.texts import Language, number, text

Drawing = Callable[[int], Figure]


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
