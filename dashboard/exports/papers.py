"""Files about joint reviews: minutes, slides and bulletin of one, what changed between two; for pages and commands.

What makes the bytes is read only when they are made: the server, which leaves that to other processes, never loads it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final, Literal, cast

from dashboard import pictures
from dashboard.errors import UnknownPicture
from dashboard.exports import comparison, frozen, minutes, names, recorded
from dashboard.provenance import Reading
from dashboard.queries import changes, packs, review_room
from dashboard.texts import Language, date, text

What = Literal["minutes", "changes", "slides", "bulletin"]
FORMS: Final[dict[What, tuple[str, ...]]] = {
    "minutes": minutes.FORMS, "changes": comparison.FORMS, "slides": ("pptx",), "bulletin": ("pdf",),
}  # fmt: skip
MEDIA_TYPES: Final = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "pdf": "application/pdf",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
}

WHOLE: Final = {"slides": "slides of joint review {review}", "bulletin": "bulletin of joint review {review}"}


@dataclass(frozen=True)
class Paper:
    """One file: `since` is the earlier review of the two that are compared."""

    what: What
    review: int
    form: str
    language: Language
    since: int | None = None


@dataclass(frozen=True)
class End:
    """A review, or a day, that something is compared with; a signed review is what it was when it was frozen."""

    day: dt.date
    number: int | None = None
    is_real: bool = False
    instant: dt.datetime | None = None

    def words(self, language: Language) -> str:
        if self.number is None:
            return date(self.day, language)
        return text("joint review no. {review} of {day}", language, review=str(self.number), day=self.day)


@dataclass(frozen=True)
class Compared:
    """What changed from one end to the other, the earlier first."""

    since: End
    until: End
    found: Any

    def ends(self, language: Language) -> comparison.Ends:
        return comparison.Ends(self.since.words(language), self.until.words(language))


def written(paper: Paper) -> dict[str, Any]:
    """As JSON carries it to another process."""
    return {"paper": asdict(paper)}


def read(words: Mapping[str, Any]) -> Paper:
    return Paper(**words["paper"])


def make(connection: Any, paper: Paper) -> tuple[str, bytes]:
    """Its name and its bytes."""
    if paper.what == "minutes":
        return _minutes(minuted(connection, paper.review), paper)
    if paper.what in WHOLE:
        return _whole(connection, paper)
    ends = (end_of(connection, number) for number in (paper.since or paper.review, paper.review))
    return compared_file(compared(connection, *ends), paper.language, paper.form)


def minuted(connection: Any, number: int) -> packs.Pack:
    """The pack that was frozen; the present state of a review that nobody signed yet."""
    pack = packs.pack(connection, number=number)
    return pack or draft(frozen.freeze(connection, number, with_pictures=False))


def draft(content: bytes) -> packs.Pack:
    """What would be frozen, under no signature."""
    return packs.Pack(0, content.decode(), packs.digest(content), dt.datetime.now(dt.UTC), ())


def _minutes(pack: packs.Pack, paper: Paper) -> tuple[str, bytes]:
    made = minutes.of_pack(pack, language=paper.language, form=cast(minutes.Form, paper.form))
    subject = text("minutes of joint review {review}", paper.language, review=str(paper.review))
    day = dt.date.fromisoformat(pack.opened()["day"])
    return names.file_name(subject, paper.language, day, paper.form), made


def _whole(connection: Any, paper: Paper) -> tuple[str, bytes]:
    """Slides or bulletin of the review's day, told from what its pack holds."""
    from dashboard.exports import bulletin, slides

    pack = packs.pack(connection, number=paper.review)
    if pack is None:
        raise UnknownPicture("Nothing was frozen for this review.")
    content = pack.opened()
    reading = Reading(dt.date.fromisoformat(content["day"]), content["scope"])
    ask = recorded.replay(content.get("answers", {}), pictures.direct(connection))
    make = {"slides": slides.slides, "bulletin": bulletin.bulletin}[paper.what]
    subject = text(WHOLE[paper.what], paper.language, review=str(paper.review))
    made = make(ask, reading=reading, language=paper.language)
    return names.file_name(subject, paper.language, reading.day, paper.form), made


def end_of(connection: Any, number: int) -> End:
    """A review as an end: its day, or today when it has not come."""
    room = review_room.room(connection, reading=Reading(), number=number)
    review = room.review
    frozen_at = room.pack.frozen_at if room.pack and review.status == "signed" else None
    day, instant = min(review.held_on, Reading().day), packs.closed_at(review.held_on, frozen_at)
    return End(day, review.number, review.source_kind != "demonstration", instant)


def compared(connection: Any, one: End, other: End) -> Compared:
    """Real reviews are compared by real rows alone, as their packs are."""
    since, until = sorted((one, other), key=lambda end: (end.day, end.number or 0))
    reading = Reading(until.day, "published" if since.is_real and until.is_real else "all", until.instant)
    found = changes.between(connection, reading=reading, since=since.day, instant=since.instant)
    return Compared(since, until, found)


def compared_file(found: Compared, language: Language, form: str) -> tuple[str, bytes]:
    told = comparison.comparison(
        found.found, found.ends(language), language=language, form=cast(comparison.Form, form)
    )  # fmt: skip
    apart = (str(found.since.day),)
    return names.file_name(comparison.title(language), language, found.until.day, form, apart=apart), told
