"""Where: the regions of Mali in each division, countries, towns of the map, reception centres."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from dashboard.model.base import Base, one_of, short

TERRITORY_KINDS = ("country", "region", "district", "unknown")
CENTRE_STATUSES = ("operational", "not_confirmed")


class Territory(Base):
    """A region (or Bamako, or Mali as a whole) in one division of the country.

    `key` is our own slug; `division` the year of the law that drew it (2023: 19 regions and the District;
    1991: the eight older regions and the District, which have outlines). Each foreign code has its column.
    """

    __tablename__ = "territory"
    __table_args__ = (UniqueConstraint("key", "division"), one_of("kind", TERRITORY_KINDS))
    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(short())
    division: Mapped[int]
    kind: Mapped[str] = mapped_column(short(20))
    name_fr: Mapped[str]
    name_en: Mapped[str]
    capital: Mapped[str | None]
    latitude: Mapped[float | None] = mapped_column(
        CheckConstraint("latitude BETWEEN -90 AND 90", name="latitude_range")
    )
    longitude: Mapped[float | None] = mapped_column(
        CheckConstraint("longitude BETWEEN -180 AND 180", name="longitude_range")
    )
    older_key: Mapped[str | None] = mapped_column(short())  # key of the 1991 region whose outline contains it
    iso_3166_2: Mapped[str | None] = mapped_column(short(10))
    ocha_pcode_2021: Mapped[str | None] = mapped_column(short(10))
    geonames_admin1: Mapped[str | None] = mapped_column(short(20))
    law_number: Mapped[str | None] = mapped_column(short(10))
    law_number_status: Mapped[str | None] = mapped_column(short(20))
    spellings: Mapped[str | None]  # met elsewhere, separated by |
    note_fr: Mapped[str | None]
    note_en: Mapped[str | None]


class Country(Base):
    __tablename__ = "country"
    code: Mapped[str] = mapped_column(short(2), primary_key=True)  # ISO 3166-1 alpha-2
    alpha3: Mapped[str] = mapped_column(short(3), unique=True)
    name_fr: Mapped[str]
    name_en: Mapped[str]
    latitude: Mapped[float]  # where a route starts on the map: the main town of departure
    longitude: Mapped[float]


class Place(Base):
    """A town on the map."""

    __tablename__ = "place"
    id: Mapped[int] = mapped_column(primary_key=True)
    geonames_id: Mapped[int] = mapped_column(unique=True)
    name: Mapped[str]
    country_code: Mapped[str] = mapped_column(short(2))
    latitude: Mapped[float]
    longitude: Mapped[float]
    older_territory_key: Mapped[str | None] = mapped_column(short())


class ReceptionCentre(Base):
    __tablename__ = "reception_centre"
    __table_args__ = (one_of("status", CENTRE_STATUSES),)
    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(short(), unique=True)
    name_fr: Mapped[str]
    name_en: Mapped[str]
    territory_id: Mapped[int] = mapped_column(ForeignKey("territory.id"))
    status: Mapped[str] = mapped_column(short(20))
    status_fr: Mapped[str]  # the sentence a reader sees, with its date
    status_en: Mapped[str]
    quote: Mapped[str]
    latitude: Mapped[float]
    longitude: Mapped[float]
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"))
