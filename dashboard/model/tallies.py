"""What registers count, cell by cell and month by month, and the sums kept in step with the cells."""

from __future__ import annotations

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from dashboard.model.base import Base, code, one_of

SEXES = ("f", "m", "unknown")
AGE_GROUPS = ("0-17", "18-34", "35-59", "60+", "unknown")


class Tally(Base):
    """One cell of a register: indicator × territory × country × sex × age × detail × month → count.

    Zero is a row; not reported is no row. `month` is year × 100 + month. Demonstration cells live in a
    family of their own (`is_demonstration`) so that no sum can mix them with real ones.

    The order of the key is that of reading: who is fixed by filters, then when, then the places of a route, side by
    side. The batch comes last: all that was ever recorded of a cell stands together, for any past state.
    """

    __tablename__ = "tally"
    __table_args__ = (
        one_of("sex", SEXES),
        one_of("age_group", AGE_GROUPS),
        CheckConstraint("count >= 0", name="count_not_negative"),
        CheckConstraint("month BETWEEN 190001 AND 299912 AND month % 100 BETWEEN 1 AND 12", name="month_is_a_month"),
        Index(
            "uq_tally_live",
            "is_demonstration",
            "indicator_id",
            "sex",
            "age_group",
            "detail",
            "month",
            "territory_id",
            "country_code",
            unique=True,
            sqlite_where=text("superseded_by IS NULL"),
            postgresql_where=text("superseded_by IS NULL"),
        ),
        Index(
            "ix_tally_superseded_by",
            "superseded_by",
            sqlite_where=text("superseded_by IS NOT NULL"),
            postgresql_where=text("superseded_by IS NOT NULL"),
        ),
        {"sqlite_with_rowid": False},
    )
    is_demonstration: Mapped[bool] = mapped_column(primary_key=True)
    indicator_id: Mapped[int] = mapped_column(ForeignKey("indicator.id"), primary_key=True)
    sex: Mapped[str] = mapped_column(code(10), primary_key=True)
    age_group: Mapped[str] = mapped_column(code(10), primary_key=True)
    detail: Mapped[str] = mapped_column(code(30), primary_key=True)
    month: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    territory_id: Mapped[int] = mapped_column(ForeignKey("territory.id"), primary_key=True)
    country_code: Mapped[str] = mapped_column(code(2), ForeignKey("country.code"), primary_key=True)
    batch_id: Mapped[int] = mapped_column(ForeignKey("batch.id"), primary_key=True, index=True)
    count: Mapped[int]
    superseded_by: Mapped[int | None] = mapped_column(ForeignKey("batch.id"))


TALLY_DIMENSIONS = ("territory_id", "country_code", "sex", "age_group", "detail")
"""What a cell is about, besides its indicator and month; the place of each is its bit in `dimensions`."""
ALL_DIMENSIONS = 2 ** len(TALLY_DIMENSIONS) - 1


class TallySum(Base):
    """Sums of the live tally cells, kept in the transaction that writes the cells.

    `dimensions` says which are kept (bits: 1 territory, 2 country, 4 sex, 8 age group, 16 detail); one that
    is summed over holds 0 or ''. `period` is a month (202503) or a whole year (2025); with every dimension
    kept, only years stand here: months are the cells themselves. `cells` counts
    the live cells below: no row, or none of them, means not reported.
    """

    __tablename__ = "tally_sum"
    __table_args__ = ({"sqlite_with_rowid": False},)
    is_demonstration: Mapped[bool] = mapped_column(primary_key=True)
    dimensions: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    indicator_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    sex: Mapped[str] = mapped_column(code(10), primary_key=True)
    age_group: Mapped[str] = mapped_column(code(10), primary_key=True)
    detail: Mapped[str] = mapped_column(code(30), primary_key=True)
    period: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    territory_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    country_code: Mapped[str] = mapped_column(code(2), primary_key=True)
    count: Mapped[int] = mapped_column(BigInteger)
    cells: Mapped[int]


class TallyChange(Base):
    """What one batch added to the sums of each month, and took away by superseding.

    The sums as of a moment are those of today without the changes of the batches recorded after it, so reading the
    past costs what changed since, not what is stored.
    """

    __tablename__ = "tally_change"
    __table_args__ = ({"sqlite_with_rowid": False},)
    is_demonstration: Mapped[bool] = mapped_column(primary_key=True)
    dimensions: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    indicator_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    sex: Mapped[str] = mapped_column(code(10), primary_key=True)
    age_group: Mapped[str] = mapped_column(code(10), primary_key=True)
    detail: Mapped[str] = mapped_column(code(30), primary_key=True)
    batch_id: Mapped[int] = mapped_column(ForeignKey("batch.id"), primary_key=True, index=True)
    month: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    territory_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    country_code: Mapped[str] = mapped_column(code(2), primary_key=True)
    count: Mapped[int] = mapped_column(BigInteger)
    cells: Mapped[int]
