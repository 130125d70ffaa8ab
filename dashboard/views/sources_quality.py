"""The quality of the data on the page of sources: one score, what it is made of, what is missing, what disagrees."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, Final

from dashboard.provenance import Reading, Sourced
from dashboard.queries import completeness, contradictions, outliers, quality_score, quality_words
from dashboard.queries.quality_score import Score
from dashboard.texts import Language, month, percent, said, text
from dashboard.views.fetch import fetch
from dashboard.views.markup import esc, table

MONTHS: Final = 6
SHOWN: Final = 6
"""Of each kind of doubt; the command has them all."""


def section(reading: Reading, language: Language) -> str:
    score: Score = fetch(quality_score.score, reading=reading)
    return (
        f"{_score(score, language)}{_received(reading, language)}"
        f"{_contradictions(reading, language)}{_outliers(reading, language)}"
    )


def _score(score: Score, language: Language) -> str:
    head = [text(name, language) for name in ("What is measured", "Measured", "Share", "Weight")]
    rows = (
        (quality_words.name(share, language), quality_words.measured(share, language),
         percent(share.percent, language, 1), str(share.weight))
        for share in score.shares
    )  # fmt: skip
    title = quality_words.title(score, language)
    fictitious = _p(text("The registers that count here are fictitious.", language), "doubt")
    return (
        f"<h3>{esc(title)}</h3>{fictitious if score.is_demonstration else ''}"
        f"{table(head, rows, caption=title, language=language, numeric=(1, 2, 3))}"
        f"{_p(_formula(score, language))}{''.join(_p(line) for line in _awaiting(score, language))}"
    )


def _formula(score: Score, language: Language) -> str:
    words = "Score: the mean of the shares by their weight, {formula}. What cannot be measured is left out of it."
    return text(words, language, formula=quality_words.formula(score, language)) if score.value is not None else ""


def _awaiting(score: Score, language: Language) -> Iterable[str]:
    """The last line, when files wait."""
    return list(quality_words.lines(score, language))[len(score.shares) :]


def _received(reading: Reading, language: Language) -> str:
    """Registers by month: how many regions sent theirs."""
    found: Sourced = fetch(completeness.by_month, reading=reading)
    if found.is_empty:
        return ""
    by_register: defaultdict[str, dict[int, Any]] = defaultdict(dict)
    for row in found.rows.itertuples():
        by_register[said(row, "name", language)][row.month] = row
    months = sorted({int(row.month) for row in found.rows.itertuples()})[-MONTHS:]
    caption = text("Regions received, by register and month", language)
    head = [text("Register", language), *(month(one, language, "short") for one in months)]
    rows = ((name, *(_cell(ones.get(one), language) for one in months)) for name, ones in by_register.items())
    numeric = range(1, len(months) + 1)
    body = table(head, rows, caption=caption, language=language, numeric=numeric, stacks=True)
    return f"<h3>{esc(caption)}</h3>{body}"


def _cell(row: Any | None, language: Language) -> str:
    if row is None:
        return "–"
    return text("{received} of {expected}", language, received=row.received, expected=row.expected)


def _contradictions(reading: Reading, language: Language) -> str:
    found: Sourced = fetch(contradictions.contradictions, reading=reading)
    rule = text(
        "Two sources contradict each other when they speak of the same thing, the same days and the same place, and "
        "their numbers cannot both be true; “about” and “almost” leave a tenth. Both stay on the pages.", language,
    )  # fmt: skip
    told = [quality_words.contradiction(row, language) for row in found.rows.itertuples()]
    return _list(text("Contradictions between sources", language), rule, told, language)


def _outliers(reading: Reading, language: Language) -> str:
    found: Sourced = fetch(outliers.outliers, reading=reading)
    rule = text(
        "A month of a region is to be checked when its modified z-score (Iglewicz and Hoaglin, 1993), 0.6745 × (count "
        "− median) ÷ median absolute deviation, is beyond 3.5 either way, and the count at least 50 away from the "
        "median. It may well be right.", language,
    )  # fmt: skip
    told = [quality_words.outlier(row, language) for row in found.rows.itertuples()]
    return _list(text("Counts to be checked", language), rule, told, language)


def _list(title: str, rule: str, told: list[str], language: Language) -> str:
    """Nothing at all where nothing is to be said."""
    if not told:
        return ""
    items = "".join(f"<li>{esc(line)}</li>" for line in told[:SHOWN])
    rest = text("{count} more", "{count} more", language=language, count=len(told) - SHOWN)
    more = f"<li>{esc(rest)}</li>" if len(told) > SHOWN else ""
    return f'<h3>{esc(title)}</h3>{_p(rule)}<ul class="plain-lines">{items}{more}</ul>'


def _p(words: str, css: str = "") -> str:
    style = f' class="{css}"' if css else ""
    return f"<p{style}>{esc(words)}</p>" if words else ""
