"""Forms that others publish: their levels, masks and codes are not mistaken for counts."""

from __future__ import annotations

from pathlib import Path

from tests.imports.tables import read, text_file

DTM = (
    "id,operation,admin0Name,admin0Pcode,admin1Name,admin1Pcode,admin2Name,admin2Pcode,adminLevel,numPresentIdpInd,"
    "reportingDate,yearReportingDate,monthReportingDate,roundNumber,displacementReason,numberMales,numberFemales,"
    "idpOriginAdmin1Name,idpOriginAdmin1Pcode,assessmentType,operationStatus"
)
END = "2024,3,70,Conflict,{},{},Not available,nan,BA,Active"


def test_dtm_loads_one_level_of_three(tmp_path: Path) -> None:
    rows = [
        f"1,Mali Conflict,Mali,MLI,,,,,0,600,2024-03-31,{END.format(200, 400)}",
        f"2,Mali Conflict,Mali,MLI,Gao,ML07,,,1,600,2024-03-31,{END.format(200, 400)}",
        f"3,Mali Conflict,Mali,MLI,Gao,ML07,Ansongo,ML0702,2,600,2024-03-31,{END.format(200, 400)}",
    ]
    told = read(tmp_path, text_file(DTM, *rows))
    assert told.outcome.shape == "dtm"
    assert (told.outcome.counts.accepted, told.outcome.counts.other_levels) == (1, 2)
    assert [(row["indicator"], row["value"], row["territory"]) for row in told.rows] == [
        ("displaced_persons_stock", "600", "gao"), ("displaced_men", "200", "gao"), ("displaced_women", "400", "gao"),
    ]  # fmt: skip


def test_dtm_not_available_is_not_reported(tmp_path: Path) -> None:
    row = f"2,Mali Conflict,Mali,MLI,Gao,ML07,,,1,Not available,2024-03-31,{END.format('nan', 'nan')}"
    told = read(tmp_path, text_file(DTM, row))
    assert (told.outcome.counts.not_reported, told.rows) == (1, ())


def test_dtm_of_another_country_is_outside(tmp_path: Path) -> None:
    row = f"2,Niger,Niger,NER,Agadez,NER001,,,1,7,2024-03-31,{END.format(3, 4)}"
    assert read(tmp_path, text_file(DTM, row)).outcome.counts.outside == 1


def test_unhcr_codes_say_who_is_where(tmp_path: Path) -> None:
    content = text_file(
        "Year,ISO3CoO,ISO3CoA,REF,IDP,ASY,OOC,STA,OIP", "2022,MLI,MRT,80000,0,*,0,0,0", "2022,BFA,MLI,2000,0,5,0,0,0",
        "2022,MLI,MLI,0,412387,0,0,0,0", "2022,SYR,FRA,3,0,5,0,0,0",
    )  # fmt: skip
    told = read(tmp_path, content)
    assert told.outcome.shape == "unhcr"
    assert [(row["indicator"], row["value"], row["country"], row["territory"]) for row in told.rows] == [
        ("malian_refugees_abroad", "80000", "MR", ""), ("refugees_in_mali", "2000", "BF", ""),
        ("displaced_persons_stock", "412387", "", "mali"),
    ]  # fmt: skip
    assert told.outcome.counts.outside == 1


def test_unhcr_masked_counts_are_never_zero(tmp_path: Path) -> None:
    content = text_file(
        "Country,ISO3,Country of Origin,ISO3 of Origin,Population type,Source,Date,Individuals",
        "Mauritania,MRT,Mali,MLI,Refugees,UNHCR,2024-03-31,*", "Niger,NER,Mali,MLI,Refugees,UNHCR,2024-03-31,20000",
    )  # fmt: skip
    told = read(tmp_path, content)
    assert (told.outcome.counts.masked, told.column("value")) == (1, ["20000"])
