"""Files made by other processes: shared, bounded in number and time, refused in words, ended when idle."""

from __future__ import annotations

import time
import zipfile
from collections.abc import Iterator

import pytest

from dashboard.errors import FileRefused, FilesBusy
from dashboard.exports import limits, makers, packs
from dashboard.exports.makers import Makers, MakingFailed, NotMade
from dashboard.exports.orders import Order, orders_of
from dashboard.provenance import Reading

SECONDS = 60.0
NOW = Reading()


def order(key: str = "returns.by_month", *, sex: str = "") -> Order:
    return Order(key, "svg", "fr", NOW, filters=(("sex", sex),) if sex else ())


def a_pack(count: int) -> list[Order]:
    like = Order("", "png", "fr", NOW)
    wanted = orders_of(["returns.by_month"], like=like, forms=["svg"], sizes=["16x9"], languages=["fr"])
    return wanted * count


@pytest.fixture
def one() -> Iterator[Makers]:
    made = Makers(count=1, waiting=4)
    yield made
    made.close()


@pytest.fixture
def packing(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    mine = Makers(count=1, waiting=1, kept=0)
    monkeypatch.setattr(makers, "PACKS", mine)
    yield
    mine.close()


@pytest.mark.usefixtures("filled")
def test_the_same_order_is_made_once_and_another_moment_anew(one: Makers) -> None:
    first = one.file(order(), 1, seconds=SECONDS)
    assert one.file(order(), 1, seconds=SECONDS) is first
    assert first.result().name.startswith("retours-par-mois_fr_")
    again = one.file(order(), 1, seconds=SECONDS)
    assert again.result() is first.result()
    assert one.file(order(), 2, seconds=SECONDS).result() is not first.result()


@pytest.mark.usefixtures("filled")
def test_two_orders_at_once_each_get_their_own(one: Makers) -> None:
    women, men = (one.file(order(sex=sex), 1, seconds=SECONDS) for sex in "fm")
    assert "Femmes" in women.result().content.decode()
    assert "Femmes" not in men.result().content.decode()


@pytest.mark.usefixtures("filled")
def test_a_refusal_comes_in_both_languages(one: Makers) -> None:
    with pytest.raises(NotMade) as refused:
        one.file(order(sex="x"), 1, seconds=SECONDS).result()
    assert refused.value.kind == "UnknownFilter"
    assert "n’est pas une valeur" in refused.value.message("fr")
    assert "is not a value" in refused.value.message("en")


@pytest.mark.usefixtures("filled")
def test_one_that_takes_too_long_is_ended_and_the_next_is_made(one: Makers) -> None:
    with pytest.raises(FilesBusy, match="try again"):
        one.file(order(), 1, seconds=0.05).result()
    assert one.file(order(), 2, seconds=SECONDS).result().content


@pytest.mark.usefixtures("filled")
def test_one_that_dies_is_told_and_the_next_is_made(one: Makers) -> None:
    answer = one.file(order(), 1, seconds=SECONDS)
    while not one.children:
        time.sleep(0.01)
    next(iter(one.children)).kill()
    with pytest.raises(MakingFailed):
        answer.result()
    assert one.file(order(), 2, seconds=SECONDS).result().content


def test_a_queue_that_is_full_says_so() -> None:
    nobody = Makers(count=0, waiting=2)
    for moment in range(2):
        nobody.file(order(), moment, seconds=SECONDS)
    with pytest.raises(FilesBusy, match="try again"):
        nobody.file(order(), 3, seconds=SECONDS)


@pytest.mark.usefixtures("filled")
def test_processes_end_when_nobody_asks() -> None:
    brief = Makers(count=1, waiting=4, idle_seconds=0.1)
    brief.file(order(), 1, seconds=SECONDS).result()
    deadline = time.monotonic() + 10
    while brief.children and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not brief.children
    assert not brief.threads


def test_what_is_kept_stays_within_its_room() -> None:
    small = Makers(count=0, waiting=9, kept=10)
    for moment in range(3):
        answer = small.file(order(), moment, seconds=SECONDS)
        answer.set_result(makers.Made("a.svg", "image/svg+xml", b"123456"))
    assert len(small.finished) == 1


@pytest.mark.usefixtures("filled", "packing")
def test_a_pack_grows_and_is_there_for_who_holds_its_address() -> None:
    packing = packs.start(a_pack(3), "fr")
    packing.job.answer.result(SECONDS)
    assert packing.is_ready
    assert packing.done == 3
    assert packs.known(packing.token) is packing
    assert packs.known("guess") is None
    with zipfile.ZipFile(packing.path) as archive:
        assert "SOURCES.md" in archive.namelist()
    packing.forget()
    assert not packing.path.exists()
    assert packs.known(packing.token) is None


@pytest.mark.usefixtures("filled", "packing")
def test_a_cancelled_pack_stops_and_leaves_nothing() -> None:
    packing = packs.start(a_pack(limits.PACK_FILES), "fr")
    deadline = time.monotonic() + SECONDS
    while packing.done < 1 and time.monotonic() < deadline:
        time.sleep(0.02)
    packing.cancel()
    assert packing.job.answer.exception(10) is not None
    assert 1 <= packing.done < limits.PACK_FILES
    assert not packing.path.exists()
    assert packing.error is not None
    assert "annulé" in packing.error.message("fr")


def test_one_address_does_not_fill_the_queue_of_packs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(makers, "PACKS", Makers(count=0, waiting=9))
    office = [packs.start(a_pack(1), "fr", "203.0.113.7/32") for _ in range(packs.MOST_OF_ONE)]
    with pytest.raises(FilesBusy, match="your network"):
        packs.start(a_pack(1), "fr", "203.0.113.7/32")
    others = [packs.start(a_pack(1), "fr", "198.51.100.4/32"), packs.start(a_pack(1), "fr")]
    for packing in (*office, *others):
        packing.cancel()


def test_a_pack_too_large_is_refused_before_it_waits() -> None:
    with pytest.raises(FileRefused, match="at most"):
        packs.start(a_pack(limits.PACK_FILES + 1), "fr")


def test_a_cancelled_pack_that_waits_never_begins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(makers, "PACKS", Makers(count=0, waiting=2))
    packing = packs.start(a_pack(1), "fr")
    assert packing.is_waiting
    packing.cancel()
    assert packing.error is not None
