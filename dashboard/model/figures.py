"""What is counted, and what sources printed about it: each figure as it was said, never summed."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from dashboard.model.base import Appended, Base, one_in_force, one_of, short

UNITS = ("people", "households", "events", "services", "countries", "documents", "items", "xof", "eur", "date")
NATURES = ("stock", "flow", "cumulative", "none")
DIRECTIONS = ("more_is_better", "less_is_better", "none")
SENSITIVITIES = ("public", "protected")
QUALIFIERS = ("exact", "at_least", "at_most", "about", "almost", "ambiguous")


class Indicator(Base):
    """What is counted, in which unit; `population` names the people it is about.

    Two indicators are never summed; `population` and `nature` say why in words.
    """

    __tablename__ = "indicator"
    __table_args__ = (
        one_of("unit", UNITS),
        one_of("nature", NATURES),
        one_of("direction", DIRECTIONS),
        one_of("sensitivity", SENSITIVITIES),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(short(), unique=True)
    name_fr: Mapped[str]
    name_en: Mapped[str]
    unit: Mapped[str] = mapped_column(short(20))
    nature: Mapped[str] = mapped_column(short(20))
    direction: Mapped[str] = mapped_column(short(20))
    sensitivity: Mapped[str] = mapped_column(short(20))
    population: Mapped[str] = mapped_column(short())  # e.g. assisted_voluntary_return, state_repatriation
    definition_fr: Mapped[str]
    definition_en: Mapped[str]
    rhythm_months: Mapped[int | None]  # how often a series is expected; nothing when it is a single statement
    baseline: Mapped[Decimal | None]
    target: Mapped[Decimal | None]


class Figure(Appended, Base):
    """What a source stated about an indicator, a period and a place. Never summed."""

    __tablename__ = "figure"
    __table_args__ = (
        one_of("qualifier", QUALIFIERS),
        CheckConstraint("value_low IS NULL OR value IS NULL OR value_low <= value", name="low_below_value"),
        CheckConstraint("value_high IS NULL OR value IS NULL OR value <= value_high", name="value_below_high"),
        CheckConstraint("value_low IS NULL OR value_high IS NULL OR value_low <= value_high", name="low_below_high"),
        CheckConstraint("value IS NULL OR value >= 0", name="value_not_negative"),
        CheckConstraint(
            "period_start IS NULL OR period_end IS NULL OR period_start <= period_end", name="period_in_order"
        ),
        CheckConstraint("supersedes_id IS NULL OR reason IS NOT NULL", name="correction_has_reason"),
        one_in_force("uq_figure_key_live", "key"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(short())
    indicator_id: Mapped[int] = mapped_column(ForeignKey("indicator.id"), index=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"), index=True)
    value: Mapped[Decimal | None]
    value_low: Mapped[Decimal | None]
    value_high: Mapped[Decimal | None]
    qualifier: Mapped[str] = mapped_column(short(20))
    quote: Mapped[str]  # as printed, never corrected
    period_start: Mapped[dt.date | None]
    period_end: Mapped[dt.date | None]
    place: Mapped[str]  # as the source names it
    territory_id: Mapped[int | None] = mapped_column(ForeignKey("territory.id"))
    country_code: Mapped[str | None] = mapped_column(ForeignKey("country.code"))
    said_by_fr: Mapped[str | None]  # the function, never the person's name
    said_by_en: Mapped[str | None]
    note_fr: Mapped[str | None]
    note_en: Mapped[str | None]
    is_confirmed: Mapped[bool]  # false: to be confirmed, said on screen
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("batch.id"))  # the file that brought it
    supersedes_id: Mapped[int | None] = mapped_column(ForeignKey("figure.id"))


class FigureReading(Base):
    """A way to read an unclear printed number: shown, never picked in silence."""

    __tablename__ = "figure_reading"
    __table_args__ = (UniqueConstraint("figure_id", "value"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    figure_id: Mapped[int] = mapped_column(ForeignKey("figure.id", ondelete="CASCADE"))
    value: Mapped[Decimal]
    is_plausible: Mapped[bool]
    note_fr: Mapped[str]
    note_en: Mapped[str]
