"""The goals beside what was measured, as Markdown: ratios within one run count, the times belong to the machine."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from benchmarks.rivals import Measured

Line = Mapping[str, Any]
NAMES: Final = {"ours": "ours", "bare": "bare Streamlit", "dash": "Dash", "kaleido": "Kaleido"}


@dataclass(frozen=True)
class Goal:
    """`ours`, or its ratio to `beside`, is at most `most` or at least `least`; without either it is told only."""

    words: str
    ours: str
    beside: str = ""
    most: float | None = None
    least: float | None = None
    unit: str = "ms"

    def value(self, found: Measured) -> float | None:
        """None where one of the two was not measured in this run."""
        if not found.get(self.ours) or (self.beside and not found.get(self.beside)):
            return None
        value = statistics.median(found[self.ours])
        return value / statistics.median(found[self.beside]) if self.beside else value

    def is_met(self, found: Measured) -> bool | None:
        value = self.value(found)
        if value is None or (self.most is None and self.least is None):
            return None
        return value <= self.most if self.most is not None else value >= (self.least or 0)


BARE: Final = "bare/line"
PACK, EXPORTING, ALONE = "ours/pack of 40 files", "ours/ten exporting", "ours/nobody exporting"
MILLION, NOTHING_READ = "ours/a million rows read", "ours/nothing read"
CPU, LOAD = "view/processor ms", "10 clients/views a minute"
GOALS: Final = (
    Goal("summary, first view until alive", "ours/summary/cold/alive", f"{BARE}/cold/alive", most=1.0),
    Goal("summary, first view until alive", "ours/summary/cold/alive", "dash/summary/cold/alive", most=0.65),
    Goal("summary, first view until painted", "ours/summary/cold/painted", f"{BARE}/cold/painted"),
    Goal("summary, next visit until alive", "ours/summary/warm/alive", f"{BARE}/warm/alive"),
    Goal("summary, next visit until alive", "ours/summary/warm/alive", "dash/summary/warm/alive"),
    Goal("summary, bytes of the first view", "ours/summary/cold/bytes", f"{BARE}/cold/bytes", most=0.25, unit="bytes"),
    Goal("summary, bytes of the next visit", "ours/summary/warm/bytes", most=40_000, unit="bytes"),
    Goal("summary on the slow line, first pictures", "ours/summary/slow/painted", most=2500),
    Goal("summary on the slow line, alive", "ours/summary/slow/alive", f"{BARE}/slow/alive", most=0.40),
    Goal("returns, first view until painted", "ours/returns/cold/painted", "dash/returns/cold/painted", most=0.85),
    Goal("returns, first view until interactive", "ours/returns/cold/interactive", "dash/returns/cold/alive"),
    Goal("returns, next visit until painted", "ours/returns/warm/painted", "dash/returns/warm/painted"),
    Goal("returns, filter until painted", "ours/returns/filter/painted", "dash/returns/filter/painted", most=0.9),
    Goal("summary → returns until painted", "ours/returns/switch/painted", "dash/returns/switch/painted", most=1.0),
    Goal("returns → summary until painted", "ours/summary/switch/painted", "dash/summary/switch/painted", most=1.0),
    Goal("server’s processor, a repeated view", f"ours/{CPU}", most=12),
    Goal("server’s processor, a repeated view", f"ours/{CPU}", f"bare/{CPU}"),
    Goal("server’s processor, a repeated view", f"ours/{CPU}", f"dash/{CPU}"),
    Goal("views a minute, 10 clients", f"ours/{LOAD}", least=5000, unit=""),
    Goal("views a minute, 10 clients", f"ours/{LOAD}", f"bare/{LOAD}", unit=""),
    Goal("views a minute, 10 clients", f"ours/{LOAD}", f"dash/{LOAD}", unit=""),
    Goal("memory, a further session", "ours/a further session/MB", most=0.2, unit="MB"),
    Goal("60 readers, 10 s between clicks, p95 rerun", "ours/60 readers/p95 rerun ms", most=500),
    Goal("one card, PNG of 1920 × 1080", "ours/one card/ms", most=120),
    Goal("one card, PNG of 1920 × 1080", "ours/one card/ms", "kaleido/one card/ms", most=0.4),
    Goal("one card, the slowest picture", "ours/slowest card/ms"),
    Goal("20 cards, 10 pictures in both languages", "ours/twenty cards/ms", most=3000),
    Goal("20 cards, 10 pictures in both languages", "ours/twenty cards/ms", "kaleido/twenty cards/ms"),
    Goal("bulletin", "ours/bulletin/ms", most=500),
    Goal("slides", "ours/slides/ms", most=1000),
    Goal("20 slides with native charts", "ours/twenty native slides/ms", most=200),
    Goal("20 slides with native charts; 20 PNG", "ours/twenty native slides/ms", "kaleido/twenty cards/ms", most=0.05),
    Goal("pack of 40 files", f"{PACK}/ms", most=8000),
    Goal(
        "pack of 40 files, memory at the peak; before",
        f"{PACK}/MB at the peak",
        f"{PACK}/MB before",
        most=1.5,
        unit="MB",
    ),
    Goal("pack of 40 files, memory that a further one adds", "ours/a further pack/MB", most=5, unit="MB"),
    Goal("ten people exporting; nobody: p50 rerun", f"{EXPORTING}/rerun ms", f"{ALONE}/rerun ms", most=1.5),
    Goal("ten people exporting; nobody: p95 rerun", f"{EXPORTING}/p95 rerun ms", f"{ALONE}/p95 rerun ms", most=1.5),
    Goal(
        "ten people exporting, files neither sound nor put off",
        f"{EXPORTING}/files neither sound nor put off",
        most=0,
        unit="",
    ),
    Goal("file of 1 MB, from drop to report", "ours/file of 1 MB/ms", most=3000),
    Goal("file of a million rows, from drop to report", "ours/file of a million rows/s", most=60, unit="s"),
    Goal(
        "file of a million rows, memory at the peak", "ours/file of a million rows/MB at the peak", most=1000, unit="MB"
    ),
    Goal("a million rows being read; nothing: p50 rerun", f"{MILLION}/rerun ms", f"{NOTHING_READ}/rerun ms", most=1.5),
    Goal(
        "a million rows being read; nothing: p95 rerun",
        f"{MILLION}/p95 rerun ms",
        f"{NOTHING_READ}/p95 rerun ms",
        most=1.5,
    ),
)


def markdown(found: Measured, queries: Sequence[Line], about: Mapping[str, str]) -> str:
    """The whole file: machine, goals, queries, everything measured."""
    lead = "Written by `make bench`. Sites took turns in one run: read the ratios; the times belong to this machine."
    parts = {
        "Goals": goals_table(found) if found else [],
        "Page queries": queries_table(queries) if queries else [],
        "Every page query: ms (processor ms)": each_query_table(queries) if queries else [],
        "All measures": measures_table(found) if found else [],
    }
    lines = ["# Measured speed", "", lead, "", *(f"- {name}: {value}" for name, value in about.items()), ""]
    for title, rows in parts.items():
        lines += [f"## {title}", "", *rows, ""] if rows else []
    return "\n".join(lines)


def goals_table(found: Measured) -> list[str]:
    rows = [
        (goal.words, said(found[goal.ours], goal.unit), _beside(goal, found), _value(goal, found), _limit(goal),
         _met(goal, found))
        for goal in GOALS if goal.value(found) is not None
    ]  # fmt: skip
    return table(("measure", "ours: median (min–max)", "beside", "ratio or value", "goal", ""), rows)


def queries_table(lines: Sequence[Line]) -> list[str]:
    """One row per engine and size: the slowest query, how many keep the goal; then what writing costs.

    Processor time is that of both sides: other work on the machine lengthens it less.
    """
    rows = [_of_size(group) for group in _by_size(lines).values()]
    head = ("engine", "tally rows", "median ms", "slowest ms", "processor ms", "slowest by processor", "goal", "")
    return table((*head, "writing"), rows)


def _by_size(lines: Sequence[Line]) -> dict[tuple[str, int], list[Line]]:
    groups: dict[tuple[str, int], list[Line]] = {}
    for line in lines:
        groups.setdefault((line["engine"], line["rows"]), []).append(line)
    return groups


def _of_size(lines: Sequence[Line]) -> Sequence[str]:
    asked = [line for line in lines if line["goal"]]
    told = [word for measure in ("ms", "cpu_ms") for word in _middle_and_slowest(asked, measure)]
    writing = "; ".join(f"{line['measure']}: {number(line['ms'])} ms" for line in lines if not line["goal"])
    size = (lines[0]["engine"], number(lines[0]["rows"]))
    return (*size, *told, f"≤ {number(asked[0]['goal'])} ms", _kept(asked), writing)


def _middle_and_slowest(asked: Sequence[Line], measure: str) -> tuple[str, str]:
    slowest = max(asked, key=lambda line: line[measure])
    middle = number(statistics.median(line[measure] for line in asked))
    return middle, f"{number(slowest[measure])} ({slowest['measure']})"


def _kept(asked: Sequence[Line]) -> str:
    """How many take longer than the goal, and how many of those even when only the processor counts."""
    late, busy = (sum(line[measure] > line["goal"] for line in asked) for measure in ("ms", "cpu_ms"))
    return f"**not met** by {late} of {len(asked)}, by processor time {busy}" if late or busy else "met"


def each_query_table(lines: Sequence[Line]) -> list[str]:
    groups = _by_size([line for line in lines if line["goal"]])
    found = {(*group, line["measure"]): line for group, of_size in groups.items() for line in of_size}
    rows = [
        (measure, *(_both_times(found.get((*group, measure))) for group in groups))
        for measure in dict.fromkeys(line["measure"] for of_size in groups.values() for line in of_size)
    ]
    return table(("query", *(f"{engine}, {number(size)}" for engine, size in groups)), rows)


def _both_times(line: Line | None) -> str:
    return f"{number(line['ms'])} ({number(line['cpu_ms'])})" if line else ""


def measures_table(found: Measured) -> list[str]:
    rows = []
    for key, values in found.items():
        site, where, *what = key.split("/")
        rows.append((NAMES[site], where, ", ".join(what), said(values), str(len(values))))
    return table(("site", "where", "what", "median (min–max)", "times"), rows)


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    return [f"| {' | '.join(row)} |" for row in (head, ["---"] * len(head), *rows)]


def said(values: Sequence[float], unit: str = "") -> str:
    middle = f"{number(statistics.median(values))} {unit}".strip()
    return middle if len(values) == 1 else f"{middle} ({number(min(values))}–{number(max(values))})"


def number(value: float) -> str:
    """Three digits that mean something."""
    return f"{value:,.0f}".replace(",", " ") if abs(value) >= 100 else f"{value:.3g}"


def _beside(goal: Goal, found: Measured) -> str:
    if not goal.beside:
        return ""
    return f"{NAMES[goal.beside.partition('/')[0]]}: {said(found[goal.beside], goal.unit)}"


def _value(goal: Goal, found: Measured) -> str:
    value = goal.value(found) or 0.0
    return f"{value:.2f}" if goal.beside else f"{number(value)} {goal.unit}".strip()


def _limit(goal: Goal) -> str:
    if goal.least is not None:
        return f"≥ {number(goal.least)}"
    return "" if goal.most is None else f"≤ {number(goal.most)}{' ×' if goal.beside else ''}"


def _met(goal: Goal, found: Measured) -> str:
    return {True: "met", False: "**not met**", None: ""}[goal.is_met(found)]
