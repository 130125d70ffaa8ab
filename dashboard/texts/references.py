"""A source in words: who published it, under which title, when, and how that day is known."""

from __future__ import annotations

import re

from dashboard.provenance import Source
from dashboard.texts import Language, date, month, month_of, said, text

DATE_NOTES = {
    "inferred": "date inferred, not printed",
    "month_printed": "only the month is printed",
    "year_printed": "only the year is printed",
    "outside_articles": "date from outside the founding articles",
    "not_printed": "date not printed",
}

IN_ENGLISH = {
    "OIM": "IOM", "Nations unies": "United Nations", "République du Mali": "Republic of Mali",
    "Commission de l’Union africaine": "African Union Commission",
}  # fmt: skip
"""Institutions that publish under a name in each language; newspapers keep theirs."""
KNOWN = re.compile(rf"\b({'|'.join(IN_ENGLISH)})\b")


def title(source: Source, language: Language) -> str:
    return said(source, "title", language)


def day(source: Source, language: Language) -> str:
    """The date as far as it is printed: a day, a month, a year, or nothing."""
    if source.published_on is None:
        return ""
    if source.date_status == "year_printed" or len(source.date_printed or "") == 4:
        return str(source.published_on.year)
    if source.date_status == "month_printed" or len(source.date_printed or "") == 7:
        return month(month_of(source.published_on), language, "short")
    return date(source.published_on, language, "short")


def publisher(printed: str, language: Language) -> str:
    """As readers of the language know it: `OIM, DTM` is `IOM, DTM` in English."""
    return KNOWN.sub(lambda found: IN_ENGLISH[found[0]], printed) if language == "en" else printed


def label(source: Source, language: Language) -> str:
    """`L’Essor, 13 févr. 2026`."""
    if source.is_demonstration:
        return text("demonstration set (fictitious)", language)
    return ", ".join(words for words in (publisher(source.publisher, language), day(source, language)) if words)


def date_note(source: Source, language: Language) -> str:
    """How the date is known, where it is not printed in full; else nothing."""
    words = DATE_NOTES.get(source.date_status)
    return text(words, language) if words else ""
