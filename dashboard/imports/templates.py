"""The tables that people fill in: which columns they have, what goes into each, and how a file says that it is one.

The first tag of the HXL row (`#meta+template+returns`) is the mark: it survives a change of language, of header and of
format. Every column has a tag of its own, so that a filled template asks nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal, get_args

from dashboard.imports.cells import folded
from dashboard.imports.understood import Field, Loads
from dashboard.sheets.book import Value

Key = Literal["returns", "reintegration", "figures", "progress", "activities"]
Kind = Literal["text", "month", "day", "whole", "number", "percent"]
Choice = Literal[
    "indicator", "territory", "country", "sex", "age_group", "detail", "activity", "priority", "organisation",
    "qualifier",
]  # fmt: skip
KEYS: Final[tuple[Key, ...]] = get_args(Key)
MARK: Final = re.compile(r"#meta(?=.*\+template\b).*\+(returns|reintegration|figures|progress|activities)\b.*")
LANGUAGE: Final = re.compile(r"\+i_(fr|en)$")
EXAMPLES: Final = frozenset({"exemple", "example"})
"""What the first cell of a row says when it is there to show how: such a row is never loaded."""


@dataclass(frozen=True)
class Column:
    """`title` and `note` are English texts of the catalogue; `choice` names the list that the cell is chosen from."""

    field: Field
    tag: str
    title: str
    note: str
    kind: Kind = "text"
    choice: Choice | None = None
    is_required: bool = False
    width: int = 18


@dataclass(frozen=True)
class Template:
    """`example`: field → what its cell says in the row that shows how; a list shows its first name."""

    key: Key
    loads: Loads
    title: str
    about: str
    columns: tuple[Column, ...]
    example: Mapping[str, str | int]

    @property
    def mark(self) -> str:
        return f"#meta+template+{self.key}"


INDICATOR: Final = Column(
    "indicator", "#indicator+name", "What is counted", "Choose from the list. Each line of the list counts different "
    "people: they are never added together.", choice="indicator", is_required=True, width=40,
)  # fmt: skip
MONTH: Final = Column(
    "month", "#date+month", "Month", "The month in which people were counted, such as 03/2026. A quarter or a year is "
    "never split.", kind="month", is_required=True, width=16,
)  # fmt: skip
REGION: Final = Column(
    "territory", "#adm1+name", "Region", "Choose from the list. Where the region is not known, choose the line that "
    "says so.", choice="territory", is_required=True, width=22,
)  # fmt: skip
COUNTRY: Final = Column(
    "country", "#country+name", "Country of departure", "Choose from the list. Where the country is not known, choose "
    "the line that says so.", choice="country", is_required=True, width=22,
)  # fmt: skip
SEX: Final = Column(
    "sex", "#meta+sex", "Sex", "Choose from the list, “Sex not specified” included.", choice="sex", is_required=True,
    width=18,
)  # fmt: skip
AGE: Final = Column(
    "age_group", "#meta+age", "Age group", "Choose from the list, “Age not specified” included. Other age groups are "
    "not rounded: ask the source.", choice="age_group", is_required=True, width=20,
)  # fmt: skip
COUNT: Final = Column(
    "count", "#affected", "Number of people", "A whole number. 0 means that nobody was counted; leave the cell empty "
    "when nothing was reported.", kind="whole", is_required=True, width=14,
)  # fmt: skip
PERSON: Final = (REGION, COUNTRY, SEX, AGE)
TEMPLATES: Final[Mapping[Key, Template]] = {
    template.key: template
    for template in (
        Template(
            "returns", "cells", "Returns",
            "One row for each month, kind of return, region, country, sex and age group.",
            (
                INDICATOR, MONTH, *PERSON,
                Column("detail", "#meta+detail", "Form of return", "For assisted voluntary returns only: choose from "
                       "the list. Leave it empty for repatriations and expulsions.", choice="detail", width=28),
                COUNT,
            ),
            {"count": 12},
        ),
        Template(
            "reintegration", "cells", "Reintegration",
            "One row for each month, step of the assistance, region, country, sex and age group.",
            (
                INDICATOR, MONTH, *PERSON,
                Column("detail", "#meta+detail", "Form of assistance or delay", "The main form of the assistance that "
                       "started or was completed; the delay since the return. Leave it empty for eligible people.",
                       choice="detail", width=28),
                COUNT,
            ),
            {"count": 12},
        ),
        Template(
            "figures", "figures", "Stated figures", "One row for each number that a document states, in its own words.",
            (
                INDICATOR,
                Column("value", "#value", "Value", "The number alone, without words. Leave it empty when only a range "
                       "is stated.", kind="number", width=16),
                Column("value_low", "#value+min", "Lowest value", "For “more than” or “between”: the lower end.",
                       kind="number", width=14),
                Column("value_high", "#value+max", "Highest value", "For “less than” or “between”: the upper end.",
                       kind="number", width=14),
                Column("qualifier", "#meta+qualifier", "Qualifier", "How the words of the source qualify the number.",
                       choice="qualifier", is_required=True, width=26),
                Column("quote", "#meta+quote", "Words as printed", "Copy the words of the source exactly, even where "
                       "they seem wrong.", is_required=True, width=44),
                Column("period_start", "#date+start", "Start of the period", "First day. Leave it empty when the "
                       "number is a situation on one day.", kind="day", width=16),
                Column("period_end", "#date+end", "End of the period", "Last day, or the day of the situation.",
                       kind="day", is_required=True, width=16),
                Column("place", "#loc+name", "Place as printed", "The place in the words of the source.", width=22),
                Column("territory", "#adm1+name", "Region", "Choose from the list when the number is about one region, "
                       "or about Mali as a whole.", choice="territory", width=22),
                Column("country", "#country+name", "Country", "Choose from the list when the number is about one "
                       "country.", choice="country", width=22),
                Column("note", "#meta+note", "Note", "What a reader must know to understand the number.", width=40),
            ),
            {
                "value": 41_000, "value_low": 41_000, "qualifier": "at least this number", "country": "",
                "place": "Mali", "quote": "“more than 41,000 people” (example)",
            },
        ),
        Template(
            "progress", "progress", "Progress of activities", "One row for each activity of your side and each day on "
            "which its progress is declared.",
            (
                Column("activity", "#activity+name", "Activity", "Choose from the list. Your side declares its own "
                       "activities only.", choice="activity", is_required=True, width=52),
                Column("date", "#date+reported", "Date", "The day on which this progress was reached.", kind="day",
                       is_required=True, width=16),
                Column("percent", "#activity+progress+pct", "Progress in percent", "From 0 to 100, such as 45.",
                       kind="percent", is_required=True, width=14),
                Column("milestone", "#activity+milestone+num", "Milestone", "The number of the milestone that is "
                       "reached, if any.", kind="whole", width=12),
                Column("comment", "#description+comment", "Comment", "Everybody who reads the dashboard reads it: name "
                       "nobody.", width=44),
                Column("evidence", "#meta+evidence", "Evidence", "The address of the page that proves it, beginning "
                       "with https://.", width=36),
            ),
            {"percent": 45, "milestone": 1, "evidence": "https://example.org/"},
        ),
        Template(
            "activities", "activities", "Activities of the roadmap", "One row for each activity: a new one, or the new "
            "terms of one that is known.",
            (
                Column("activity", "#activity+code", "Code of the activity", "For an activity that is known, its code. "
                       "For a new one, a short code such as g-12.", width=20),
                Column("priority", "#sector+priority", "Priority", "Choose from the list.", choice="priority",
                       is_required=True, width=40),
                Column("title", "#activity+name", "Title", "What will be done, in one sentence.", is_required=True,
                       width=48),
                Column("deliverable", "#output+name", "Deliverable", "What will exist at the end.", is_required=True,
                       width=40),
                Column("owner", "#org+owner", "Owner", "Choose from the list the institution that answers for it.",
                       choice="organisation", is_required=True, width=30),
                Column("partners", "#org+partners", "Partners", "Other institutions, with semicolons between them.",
                       width=30),
                Column("territory", "#adm1+name", "Region", "Choose from the list, when it is about one region.",
                       choice="territory", width=22),
                Column("starts_on", "#date+start", "Start", "The first day.", kind="day", is_required=True, width=16),
                Column("due_on", "#date+end", "Due date", "The last day.", kind="day", is_required=True, width=16),
                Column("weight", "#activity+weight+num", "Weight", "Its share of the priority: 1 unless agreed "
                       "otherwise.", kind="number", width=12),
            ),
            {
                "activity": "g-12", "title": "Hold the steering committee (example)", "weight": 1, "territory": "",
                "deliverable": "Minutes of the meeting (example)",
            },
        ),
    )
}  # fmt: skip


def key_of(tags: Iterable[str]) -> Key | None:
    """Which template the tags of a file are those of; nothing when it is none."""
    marks = (MARK.fullmatch(re.sub(r"\s", "", tag.lower())) for tag in tags)
    named = next((mark[1] for mark in marks if mark), None)
    return next((key for key in KEYS if key == named), None)


def column_of(key: Key, tag: str) -> Column | None:
    """The column that a tag of this template stands over, in whichever language."""
    written = LANGUAGE.sub("", re.sub(r"\s", "", tag.lower()))
    return next((column for column in TEMPLATES[key].columns if column.tag == written), None)


def language_tag(tag: str, language: str | None) -> str:
    """`#activity+name+i_fr`: HXL says so in which language the words of a column are."""
    return f"{tag}+i_{language}" if language else tag


def language_of(tag: str) -> str | None:
    found = LANGUAGE.search(tag.strip().lower())
    return found[1] if found else None


def is_example(first: Value) -> bool:
    """Whether the first cell of a row says that the row only shows how."""
    return isinstance(first, str) and folded(first).strip(" .:*()") in EXAMPLES
