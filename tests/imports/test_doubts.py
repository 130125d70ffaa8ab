"""What is odd in rows that can be read is told beside them."""

from __future__ import annotations

from pathlib import Path

from tests.imports.tables import read, register, text_file


def test_a_count_ten_times_its_neighbours_is_doubted(tmp_path: Path) -> None:
    months = [f"2024-0{month};Gao;Niger;F;{count}" for month, count in enumerate((12, 14, 150, 11, 9), 1)]
    told = register(tmp_path, *months)
    assert [(issue.level, issue.code, issue.row) for issue in told.issues] == [("warning", "count.jump", 4)]
    assert told.outcome.counts.accepted == 5


def test_more_reintegrated_than_returned_is_doubted(tmp_path: Path) -> None:
    content = text_file(
        "Mois;Région;Pays;Indicateur;Détail;Nombre",
        "2024-03;Gao;Niger;Expulsions;;5", "2024-03;Gao;Niger;reintegration_started;social;9",
    )  # fmt: skip
    told = read(tmp_path, content)
    assert told.codes == ["count.more_supported"]
