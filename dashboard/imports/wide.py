"""Tables with several columns of counts: which of them add up others, and which tell the same people another way."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Final

from dashboard.imports.columns import FIELD_NAMES, Spec
from dashboard.imports.understood import Answers, Option, Question
from dashboard.sheets.book import Remark

TIMES: Final = frozenset({"month", "month_number", "year"})
SEVERAL, APART = 2, "apart"


def settled(found: Sequence[Spec], answers: Answers) -> tuple[list[Spec], list[Question]]:
    """Totals marked, twins and rival breakdowns asked about; columns that an answer leaves out are ignored."""
    measures = [spec for spec in found if spec.field == "count" and not spec.faults]
    if len(measures) < SEVERAL:
        return list(found), []
    asked = _twins(measures)
    kept, inside = _without_totals(measures, answers)
    left = [spec for spec in kept if not spec.is_total and spec.field == "count"]
    chosen, rivals = (left, []) if inside else _one_breakdown(left, answers)
    final = {spec.number: spec for spec in (*kept, *chosen)}
    return [final.get(spec.number, spec) for spec in found], [*asked, *inside, *rivals]


def _twins(measures: Sequence[Spec]) -> list[Question]:
    """Columns that say the same of their numbers: which one holds the counts is for people to say."""
    alike: dict[tuple[tuple[str, str], ...], list[Spec]] = {}
    for spec in measures:
        if spec.how != "answer" and not spec.faults:
            alike.setdefault(tuple(sorted(spec.fixed.items())), []).append(spec)
    twins = [
        spec for group in alike.values() if len([each for each in group if not each.is_total]) > 1 for spec in group
    ]
    options = (Option("count", Remark(FIELD_NAMES["count"])), Option("ignored", Remark(FIELD_NAMES["ignored"])))
    return [Question(f"column:{spec.letter}", _holds(spec), options) for spec in twins]


def _holds(spec: Spec) -> Remark:
    return Remark("What does column {letter}, “{header}”, hold?", {"letter": spec.letter, "header": spec.header})


def _without_totals(measures: Sequence[Spec], answers: Answers) -> tuple[list[Spec], list[Question]]:
    """A column whose numbers others detail in full is their total; where they do so in part, it holds them or not."""
    kept: dict[int, Spec] = {spec.number: dataclasses.replace(spec, is_total=False) for spec in measures}
    asked: list[Question] = []
    for whole in measures:
        parts = [spec for spec in measures if _details(spec, whole)]
        if not parts:
            continue
        if _is_complete(whole, parts):
            kept[whole.number] = dataclasses.replace(whole, is_total=True)
            continue
        answer = "yes" if whole.is_total or not whole.fixed else answers.get(f"within:{whole.letter}")
        if answer == "yes":
            kept.update({part.number: dataclasses.replace(part, field="ignored") for part in parts})
        elif answer != "no":
            asked.append(_within(whole, parts))
    return list(kept.values()), asked


def _details(part: Spec, whole: Spec) -> bool:
    return part is not whole and len(part.fixed) > len(whole.fixed) and whole.fixed.items() <= part.fixed.items()


def _is_complete(whole: Spec, parts: Sequence[Spec]) -> bool:
    """Two values at least of what the parts add: both sexes, several ages, months or regions."""
    added = {name for part in parts for name in part.fixed} - set(whole.fixed)
    return any(len({part.fixed[name] for part in parts if name in part.fixed}) >= SEVERAL for name in added)


def _within(whole: Spec, parts: Sequence[Spec]) -> Question:
    key = "Are the people of “{part}” counted again in “{whole}”?"
    holes = {"part": ", ".join(part.header for part in parts), "whole": whole.header}
    options = (
        Option("yes", Remark("Yes: load “{whole}” alone", {"whole": whole.header})),
        Option("no", Remark("No: load them side by side")),
    )
    return Question(f"within:{whole.letter}", Remark(key, holes), options)


def _one_breakdown(measures: Sequence[Spec], answers: Answers) -> tuple[list[Spec], list[Question]]:
    """The same people by sex and again by age: loading both would count them twice."""
    ways = _ways(measures)
    if len(ways) < SEVERAL:
        return list(measures), []
    chosen = answers.get("breakdown")
    if chosen == APART:
        return list(measures), []
    if chosen not in ways:
        options = (
            *(Option(way, ", ".join(spec.header for spec in specs)) for way, specs in ways.items()),
            Option(APART, Remark("All of them: they are different people")),
        )
        asked = Remark("These columns tell the same people in several ways. Which way is to be loaded?")
        return list(measures), [Question("breakdown", asked, options)]
    left_out = {spec.number for way, specs in ways.items() if way != chosen for spec in specs}
    return [dataclasses.replace(spec, field="ignored") if spec.number in left_out else spec for spec in measures], []


def _ways(measures: Sequence[Spec]) -> Mapping[str, list[Spec]]:
    """The columns by the kinds of things that their headers say, indicators and times apart: `sex`, `age_group`."""
    ways: dict[str, list[Spec]] = {}
    by_indicator: dict[str, set[str]] = {}
    for spec in measures:
        way = "+".join(sorted(set(spec.fixed) - TIMES - {"indicator"})) or "all"
        ways.setdefault(way, []).append(spec)
        by_indicator.setdefault(spec.fixed.get("indicator", ""), set()).add(way)
    return ways if any(_are_rivals(each) for each in by_indicator.values()) else {}


def _are_rivals(ways: set[str]) -> bool:
    """Neither says all that the other says: sex and age, but not sex and sex with age."""
    kinds = [set(way.split("+")) for way in ways]
    return any(not (one <= other or other <= one) for one in kinds for other in kinds)
