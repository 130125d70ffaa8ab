"""`python -m dashboard quality`: how complete, recent, consistent and plausible the data are."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from dashboard.commands.parser import Choices, Lines
from dashboard.provenance import Reading
from dashboard.texts import Language, said, text

if TYPE_CHECKING:
    from dashboard.provenance import Sourced
    from dashboard.queries.quality_score import Score


def add(command: Callable[..., Any]) -> None:
    found = command("quality", "how complete, recent, consistent and plausible the data are", show)
    language = found.language
    found.options.add_argument("--json", action="store_true", help=text("as JSON, every row", language))
    found.options.add_argument(
        "--scope",
        choices=("published", "all"),
        default="all",
        help=text("without the demonstration, or with it", language),
    )


def show(choices: Choices, language: Language) -> Lines:
    from dashboard import database
    from dashboard.queries import completeness, contradictions, outliers, quality, quality_score

    reading = Reading(scope=choices.scope)
    asked = {
        "series": quality.series, "completeness": completeness.by_region, "by_month": completeness.by_month,
        "contradictions": contradictions.contradictions, "outliers": outliers.outliers,
    }  # fmt: skip
    with database.reading() as connection:
        score = quality_score.score(connection, reading=reading)
        tables = {name: query(connection, reading=reading) for name, query in asked.items()}
    if choices.json:
        return [as_json(score, tables)]
    return told(score, tables, language)


def as_json(score: Score, tables: dict[str, Sourced]) -> str:
    shares = [{"name": one.name, "good": one.good, "of": one.whole, "weight": one.weight} for one in score.shares]
    rows = {name: table.rows.to_dict("records") for name, table in tables.items()}
    head = {"score": score.value, "shares": shares, "awaiting": score.awaiting,
            "is_demonstration": score.is_demonstration}  # fmt: skip
    return json.dumps(head | rows, ensure_ascii=False, indent=2, default=str)


def told(score: Score, tables: dict[str, Sourced], language: Language) -> Iterator[str]:
    from dashboard.queries import quality_words

    yield quality_words.title(score, language)
    yield from (f"  {line}" for line in quality_words.lines(score, language))
    yield quality_words.formula(score, language)
    for row in tables["series"].rows.itertuples():
        told = quality_words.labelled(said(row, "name", language), quality_words.age(row, language), language)
        yield f"  {told}"
    yield from (f"! {quality_words.contradiction(row, language)}" for row in tables["contradictions"].rows.itertuples())
    yield from (f"! {quality_words.outlier(row, language)}" for row in tables["outliers"].rows.itertuples())
