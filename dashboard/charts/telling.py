"""What alternative texts share: lists in the language's own punctuation, the highest and the lowest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dashboard.texts import Language, number, text


def item(name: str, words: str, language: Language) -> str:
    """`Gao : 12`."""
    return f"{name}{text(': ', language)}{words}"


def listed(items: Iterable[str], language: Language) -> str:
    return text("; ", language).join(items)


def extremes(items: Sequence[tuple[str, float | None, str]], language: Language) -> str:
    """The highest and the lowest of (name, value, words); nothing where no two known values differ."""
    known = [(value, f"{name}, {words}") for name, value, words in items if value is not None]
    if len({value for value, _ in known}) < 2:
        return ""
    high, low = (end(known, key=lambda one: one[0])[1] for end in (max, min))
    return text("Highest: {high}; lowest: {low}.", language, high=high, low=low)


def ranking(
    ranked: Sequence[tuple[str, float | None]], language: Language, named: Sequence[tuple[str, float]] = ()
) -> str:
    """Every bar; the highest and the lowest are among the `named`."""
    known = [f"{name} {number(value, language)}" for name, value in ranked if value is not None]
    unknown = [name for name, value in ranked if value is None]
    sentence = text("Bars, longest first: {items}.", language, items=", ".join(known)) if known else ""
    if unknown:
        sentence += " " + text("Not reported: {months}.", language, months=", ".join(unknown))
    ends = [(name, value, number(value, language)) for name, value in named]
    return f"{sentence.strip()} {extremes(ends, language)}".strip()
