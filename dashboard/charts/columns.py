"""What the columns of tables mean, in which unit they count, and their tags in the HXL standard (1.1).

A meaning is found by `picture:column`, else by column; `…_fr` and `…_en` are one column in two languages.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from dashboard.texts import LANGUAGES, Language, text


@dataclass(frozen=True, eq=False)
class Column:
    """How one column of the rows is called, in which unit it counts, its HXL tag and what it means.

    `typed` names the column whose values stand behind these words; `is_for_files` is a code or detail that data files
    carry and the table under the picture does not need; `absent` says why a cell is empty, where it is not for want of
    a report.
    """

    name: str
    title: str
    unit: str = ""
    hxl: str = ""
    definition: str = ""
    typed: str = ""
    is_for_files: bool = False
    absent: str = ""

    @property
    def heading(self) -> str:
        """`Retours (personnes)`; the unit is not said twice."""
        return f"{self.title} ({self.unit})" if self.unit and self.unit != self.title.lower() else self.title


class Meaning(NamedTuple):
    hxl: str
    definition: str
    unit: str = ""
    typed: str = ""


RETURNED = (
    "People who arrived in Mali during the period, in the register named under the title. Each person counts once."
)
STARTED = "Returning migrants whose reintegration assistance started during the period. Each person counts once."
COMPLETED = (
    "Returning migrants whose reintegration assistance was completed during the period. Completed does not mean "
    "sustainable."
)
ELIGIBLE = "Returning migrants found eligible for reintegration assistance during the period. Each person counts once."
UNREPORTED = (
    "Regions that report this register but did not report this month: the number is then at least the one shown."
)
PROGRESS = (
    "Share of the work done, in hundredths, by the last report that the other side accepted; for a priority, the "
    "weighted mean of its reported activities."
)
DECLARED = "Share of the work done, in hundredths, as one side declared it, whether or not the other side accepted it."
PLANNED = (
    "Share of the work that should be done by this day, in hundredths: weight of the milestones due, else time elapsed."
)
REGION = "Region of Mali in the division of 2023, or the District of Bamako."

MEANINGS = {
    "month_name": Meaning("#date+month", "Calendar month of the event.", typed="month"),
    "day": Meaning("#date", "Day on which progress or the plan changed."),
    "name": Meaning("#adm1+name", REGION),
    "region": Meaning("#adm1+name", REGION),
    "region_key": Meaning("#adm1+id", "Key of the region in this dashboard; it is not an official code."),
    "returns.by_country:name": Meaning("#country+name", "Country that the person left to come back to Mali."),
    "country": Meaning("#country+name", "Country that the person left to come back to Mali."),
    "country_code": Meaning("#country+code+v_iso2", "ISO 3166-1 code of the country; ZZ: not specified."),
    "returns": Meaning("#affected+returnees+ind", RETURNED, "people"),
    "missing": Meaning("#meta+missing+num", UNREPORTED),
    "returns_missing": Meaning("#meta+missing+returns+num", UNREPORTED),
    "reintegrations": Meaning("#reached+returnees+started+ind", STARTED, "people"),
    "reintegrations_missing": Meaning("#meta+missing+started+num", UNREPORTED),
    "age_name": Meaning("#group+age+name", "Age group on arrival."),
    "sex_name": Meaning("#group+sex+name", "Sex as recorded in the register."),
    "months_reported": Meaning("#meta+reported+months+num", "Months that the region reported, zeros included."),
    "months": Meaning("#meta+expected+months+num", "Months of the period read."),
    "stage_name": Meaning(
        "#group+stage+name",
        "Stage of reintegration assistance; who is in a later one may have entered the earlier before the period.",
    ),
    "reintegration.funnel:people": Meaning(
        "#affected+returnees+ind", "Returning migrants counted at the stage during the period.", "people"
    ),
    "reports": Meaning("#meta+reported+reports+num", "Monthly reports of regions received for the stage."),
    "expected": Meaning("#meta+expected+reports+num", "Monthly reports of regions that there should be for the stage."),
    "eligible": Meaning("#affected+returnees+eligible+ind", ELIGIBLE, "people"),
    "started": Meaning("#reached+returnees+started+ind", STARTED, "people"),
    "completed": Meaning("#reached+returnees+completed+ind", COMPLETED, "people"),
    "started_missing": Meaning("#meta+missing+started+num", UNREPORTED),
    "completed_missing": Meaning("#meta+missing+completed+num", UNREPORTED),
    "form_name": Meaning("#service+form+name", "Main form of the reintegration assistance."),
    "lag_name": Meaning("#group+lag+name", "Days between the return and the start of the assistance."),
    "reintegration.lag:people": Meaning("#reached+returnees+started+ind", STARTED, "people"),
    "territories.by_region:people": Meaning(
        "#affected+ind", "People counted by the measure named in the title.", "people"
    ),
    "territories.map:name": Meaning("#loc+name", "Region of the division of 1991, the only one with an open outline."),
    "territories.map:people": Meaning(
        "#affected+ind",
        "Sum of the regions of 2023 inside the outline that gave a number; a floor when one did not.",
        "people",
    ),
    "territories.map:region_key": Meaning(
        "#loc+id", "Key of the region in this dashboard; it is not an official code."
    ),
    "inside": Meaning("#description+inside", "Regions of 2023 inside the outline."),
    "territories.map:missing": Meaning(
        "#description+missing", "Regions of 2023 inside the outline that gave no number."
    ),
    "number": Meaning("#sector+priority+num", "Number of the priority in the roadmap."),
    "priority_number": Meaning("#sector+priority+num", "Number of the priority in the roadmap."),
    "roadmap.by_priority:name": Meaning("#sector+priority+name", "Priority of the roadmap."),
    "priority": Meaning("#sector+priority+name", "Priority of the roadmap."),
    "actual_pct": Meaning("#indicator+progress+accepted+num", PROGRESS, "%"),
    "declared_pct": Meaning("#indicator+progress+declared+num", DECLARED, "%"),
    "planned_pct": Meaning("#indicator+progress+planned+num", PLANNED, "%"),
    "reported": Meaning("#meta+reported+activities+num", "Activities with at least one accepted report."),
    "activities": Meaning("#indicator+activities+num", "Activities on record for the priority."),
    "frameworks.matrix:activities": Meaning(
        "#indicator+activities+num",
        "Activities of the priority that serve the commitment; an activity may serve several.",
    ),
    "framework": Meaning("#description+commitment", "Agreement, policy or objective that activities serve."),
    "framework_key": Meaning("#meta+commitment+id", "Key of the commitment in this dashboard."),
    "status_word": Meaning("#status", "Status by the rule printed on the page Sources and method."),
    "title": Meaning("#activity+name", "Activity of the roadmap."),
    "activity_key": Meaning("#activity+id", "Key of the activity in this dashboard."),
    "owner": Meaning("#org+owner+name", "Side or body that answers for the activity."),
    "starts_on": Meaning("#date+start", "First day of the agreed period."),
    "due_on": Meaning("#date+due", "Last day of the agreed period."),
    "reported_on": Meaning("#date+reported", "Day that the last accepted report speaks of."),
    "figure_key": Meaning("#meta+id", "Number of the statement in this dashboard."),
    "indicator": Meaning("#indicator+name", "What the source counted."),
    "number_words": Meaning(
        "#indicator+text", "The number with its qualifier: ≥ is a floor; two numbers are readings of unclear words."
    ),
    "quote": Meaning("#description+quote+i_fr", "The words as the source printed them."),
    "qualifier_words": Meaning("#indicator+qualifier", "How the printed words qualify the number."),
    "doubt_words": Meaning("#status+confirmation", "Said where the printed number is unclear."),
    "value": Meaning(
        "#indicator+value+num", "The number printed, without its qualifier; empty where nothing settled was printed."
    ),
    "lowest": Meaning("#indicator+value+min+num", "Lowest plausible reading where the number is not settled."),
    "highest": Meaning("#indicator+value+max+num", "Highest plausible reading where the number is not settled."),
    "unit_words": Meaning("#indicator+unit", "What the number counts."),
    "period_words": Meaning("#description+period", "Days that the number speaks of."),
    "period_start": Meaning("#date+start", "First day that the number speaks of, where the source gives it."),
    "period_end": Meaning("#date+end", "Last day that the number speaks of, or the day of the count."),
    "said_by": Meaning("#description+speaker", "Function or body to whom the source attributes the number."),
    "note": Meaning("#description+note", "What must be known to read the number."),
    "publisher": Meaning("#meta+source+name", "Who printed the number."),
    "source_key": Meaning("#meta+source+id", "Key of the source in this dashboard."),
}


def described(key: str, columns: Sequence[Column], language: Language) -> tuple[Column, ...]:
    """The columns of a picture with what is known of them; what a column says of itself stays."""
    return tuple(_described(key, column, language) for column in columns)


def _described(key: str, column: Column, language: Language) -> Column:
    stem = column.name.removesuffix(f"_{language}")
    found = MEANINGS.get(f"{key}:{stem}") or MEANINGS.get(stem)
    if found is None:
        return column
    return replace(
        column,
        unit=column.unit or (text(found.unit, language) if found.unit else ""),
        hxl=column.hxl or found.hxl + _spoken(column.name),
        definition=column.definition or text(found.definition, language),
        typed=column.typed or found.typed,
    )


def _spoken(name: str) -> str:
    """The HXL attribute of a column in one language."""
    return next((f"+i_{language}" for language in LANGUAGES if name.endswith(f"_{language}")), "")
