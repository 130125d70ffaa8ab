from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from dashboard.errors import FileRefused, UnknownPicture
from dashboard.exports import contents, limits, pack
from dashboard.exports.contents import Chapter
from dashboard.exports.orders import Form, Order, orders_of
from dashboard.pictures import Ask
from dashboard.provenance import Reading
from tests.exports.visuals import made

KEYS = ["returns.by_region", "assistance.people"]


def wanted(reading: Reading, *forms: Form) -> list[Order]:
    return orders_of(KEYS, like=Order("", "png", "fr", reading), forms=forms, sizes=["16x9"], languages=["fr", "en"])


def test_a_pack_holds_its_files_an_index_and_their_sources(ask: Ask, reading: Reading, tmp_path: Path) -> None:
    target = tmp_path / "p.zip"
    steps = list(pack.build(target, wanted(reading, "svg", "csv"), ask, language="fr"))
    with zipfile.ZipFile(target) as archive:
        names = archive.namelist()
        page, sources = archive.read("index.html").decode(), archive.read("SOURCES.md").decode()
    assert len(names) == 12 + 2
    assert "fr/retours-par-region_fr_2026-11-20.svg" in names
    assert [step.done for step in steps] == list(range(1, 13))
    assert all(step.name in page and step.name in sources for step in steps)
    assert "jeu de démonstration" in sources
    assert "L’Essor" in sources


def test_the_index_shows_each_picture_without_script_or_foreign_address(
    ask: Ask, reading: Reading, tmp_path: Path
) -> None:
    list(pack.build(tmp_path / "p.zip", wanted(reading, "svg"), ask, language="en"))
    with zipfile.ZipFile(tmp_path / "p.zip") as archive:
        page = archive.read("index.html").decode()
    assert page.count("<img") == 4
    assert "<script" not in page
    assert 'src="http' not in page
    assert 'href="http' not in page


def test_leaving_half_way_keeps_nothing(ask: Ask, reading: Reading, tmp_path: Path) -> None:
    steps = pack.build(tmp_path / "p.zip", wanted(reading, "svg"), ask, language="fr")
    next(steps)
    assert (tmp_path / "p.zip").exists()
    steps.close()
    assert list(tmp_path.iterdir()) == []


def test_a_picture_without_rows_is_told_and_the_others_are_there(ask: Ask, tmp_path: Path) -> None:
    orders = wanted(Reading(scope="published"), "svg")
    names = [step.name for step in pack.build(tmp_path / "p.zip", orders, ask, language="fr")]
    assert [bool(name) for name in names] == [False, True, False, True]
    with zipfile.ZipFile(tmp_path / "p.zip") as archive:
        page = archive.read("index.html").decode()
    assert "Retours par région" in page
    assert "inconnu" in page


def test_too_many_files_are_refused_before_any_work(ask: Ask, reading: Reading, tmp_path: Path) -> None:
    orders = wanted(reading, "png") * limits.PACK_FILES
    with pytest.raises(FileRefused, match="at most"):
        next(pack.build(tmp_path / "p.zip", orders, ask, language="fr"))
    assert list(tmp_path.iterdir()) == []


def test_a_key_that_names_no_picture_is_refused(reading: Reading) -> None:
    with pytest.raises(UnknownPicture):
        orders_of(["nope"], like=Order("", "png", "fr", reading), forms=["png"], sizes=["16x9"], languages=["fr"])


def test_two_files_of_one_name_are_told_apart(ask: Ask, reading: Reading, tmp_path: Path) -> None:
    orders = wanted(reading, "csv")[:1] * 2
    names = [step.name for step in pack.build(tmp_path / "p.zip", orders, ask, language="fr")]
    assert names == ["fr/retours-par-region_fr_2026-11-20.csv", "fr/retours-par-region_fr_2026-11-20_2.csv"]


def test_words_of_people_are_literal_in_index_and_sources(reading: Reading) -> None:
    hostile = made(title="<img src=x> [l](javascript:1) `a` \x07", caveats=("# big",))
    chapter = Chapter(Order("returns.by_region", "png", "fr", reading), hostile, ["fr/a.png"])
    page, sources = contents.page([chapter], "fr"), contents.sources([chapter], "fr")
    assert "<img src=x>" not in page
    assert "\x07" not in page + sources
    assert r"\<img src=x\> \[l\](javascript:1) \`a\`" in sources
    assert r"- \# big" in sources
