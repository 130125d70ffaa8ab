"""The quality of the data in words: the same on the page, on the agenda of a review and in a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import SimpleNamespace
from typing import Any, Final

from dashboard.queries.quality_score import Name, Score, Share
from dashboard.texts import Language, join, month, number, percent, periods, said, text
from dashboard.texts.quantity import brief

NAMES: Final[dict[Name, str]] = {
    "completeness": "Months received from the regions",
    "punctuality": "Registers on time",
    "agreement": "Statements that no other source contradicts",
    "plausibility": "Counts near what is usual",
}
SPOKEN_OF: Final[tuple[Name, ...]] = ("completeness", "punctuality", "agreement")
"""What a review speaks of; an odd count is checked by whoever sent it."""


def title(score: Score, language: Language) -> str:
    if score.value is None:
        return text("Nothing can be measured yet.", language)
    return text("Quality of the data: {score} out of 100", language, score=score.value)


def name(share: Share, language: Language) -> str:
    return text(NAMES[share.name], language)


def measured(share: Share, language: Language) -> str:
    return text("{good} of {whole}", language, good=share.good, whole=share.whole)


def lines(score: Score, language: Language) -> Iterator[str]:
    """One line a share, then what waits for the other side."""
    for share in score.shares:
        told = f"{measured(share, language)}, {percent(share.percent, language)}"
        yield labelled(name(share, language), told, language)
    if score.awaiting:
        one, many = "{count} file waits for the other side’s answer", "{count} files wait for the other side’s answer"
        yield text(one, many, language=language, count=score.awaiting)


def formula(score: Score, language: Language) -> str:
    """`(40 × 96 + 30 × 100 + 20 × 33 + 10 × 100) ÷ 100 = 85`: what a reader can do again by hand."""
    if score.value is None:
        return ""
    terms = " + ".join(f"{share.weight} × {number(share.percent, language, 1)}" for share in score.shares)
    weights = sum(share.weight for share in score.shares)
    return f"({terms}) ÷ {weights} = {score.value}"


def age(row: Any, language: Language) -> str:
    """Of a row of `quality.series`: the last month received, and how late the next one is."""
    if row.last_month is None:
        return text("not reported", language)
    late = text("{count} month late", "{count} months late", language=language, count=row.months_late)
    on_time = text("on time", language)
    last = month(row.last_month, language)
    return text("last month received: {month}, {late}", language, month=last, late=late if row.months_late else on_time)


def contradiction(row: Any, language: Language) -> str:
    """`Transferts…, 2023, Mali : 583,5 milliards, selon « source » ; mais ≥ 700 milliards, selon « autre source »`."""
    period = periods.period(row.period_start, row.period_end, language)
    about = ", ".join((said(row, "name", language), period, said(row, "place", language)))
    first, second = (_stated(row, stem, language) for stem in ("first", "second"))
    return text("{about}: {first}; but {second}", language, about=about, first=first, second=second)


def outlier(row: Any, language: Language) -> str:
    key = "{indicator}, {place}, {month}: {count}, where {usual} is usual"
    return text(
        key, language, indicator=said(row, "name", language), place=said(row, "region", language),
        month=month(row.month, language), count=row.count, usual=row.usual,
    )  # fmt: skip


def agenda(score: Score, gaps: Mapping[Name, int], language: Language) -> str:
    """The point of an agenda; `gaps` are the things that each share lacks."""
    counts = [gaps.get(name, 0) for name in SPOKEN_OF]
    missing, late, doubtful = counts
    said_of = (
        text("{count} month of a region not received", "{count} months of regions not received", language=language,
             count=missing),
        text("{count} register late", "{count} registers late", language=language, count=late),
        text("{count} contradiction between sources", "{count} contradictions between sources", language=language,
             count=doubtful),
    )  # fmt: skip
    details = join([words for words, count in zip(said_of, counts, strict=True) if count], language)
    return " – ".join(words for words in (title(score, language), details) if words)


def labelled(title: str, details: str, language: Language) -> str:
    """`Registres à jour : 7 sur 7`."""
    return text("{title}: {details}", language, title=title, details=details)


def _stated(row: Any, stem: str, language: Language) -> str:
    value = SimpleNamespace(
        value=getattr(row, stem), value_low=None, value_high=None, qualifier=getattr(row, f"{stem}_qualifier"),
        unit=row.unit, readings=(), quote="",
    )  # fmt: skip
    words = "{number}, according to “{source}”"
    return text(words, language, number=brief(value, language), source=said(row, stem, language))
