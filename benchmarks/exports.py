"""What files cost, made as the server makes them: by its processes at low priority, none kept from an earlier round.

Kaleido, in a browser that runs already, takes turns with us and draws the same Plotly figures at the same size. Its
figures are ready; ours are read from the database, laid out, set with their words and looked into.
"""

from __future__ import annotations

import os
import statistics
import time
import warnings
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import cycle, islice
from typing import Any, Final
from unittest import mock

import kaleido

from benchmarks.rivals import Measured
from dashboard import database, pictures
from dashboard.charts.visual import Figure, Visual
from dashboard.exports import makers, powerpoint
from dashboard.exports.makers import Makers
from dashboard.exports.orders import BULLETIN, SLIDES, WHOLE, Order, orders_of
from dashboard.provenance import Reading
from dashboard.texts import LANGUAGES
from scripts import chromium

TEN: Final = (
    "roadmap.by_priority", "roadmap.timeline", "assistance.people", "returns.by_month", "returns.by_country",
    "returns.by_region", "reintegration.funnel", "reintegration.by_form", "territories.map", "frameworks.matrix",
)  # fmt: skip
"""One of each kind, the slowest among them."""
NOW: Final = Reading()
WIDTH, HEIGHT = 1920, 1080
SLIDE_COUNT: Final = 20
SECONDS: Final = 60.0


def rounds(database_url: str, count: int) -> Measured:
    """Milliseconds of the card of every picture, of twenty, of bulletin and slides, once all processes are warm."""
    found: Measured = defaultdict(list)
    with _over(database_url), _files() as files, _kaleido():
        visuals = _visuals()
        for number in (-2, -1):
            _one_round(files, visuals, defaultdict(list), number)
        for number in range(count):
            _one_round(files, visuals, found, number)
    slowest = max((f"ours/card/{key}" for key in visuals), key=lambda key: statistics.median(found[key]))
    return found | {"ours/slowest card/ms": found[slowest]}


def _one_round(files: Makers, visuals: Mapping[str, Visual], found: Measured, number: int) -> None:
    figures = {key: visual.draw(WIDTH) for key, visual in visuals.items()}
    for place, (key, figure) in enumerate(figures.items()):
        ours = partial(_made, files, [Order(key, "png", "fr", NOW)], number)
        took = _in_turn({"ours": ours, "kaleido": partial(_by_kaleido, [figure])}, number + place)
        found[f"ours/card/{key}"].append(took["ours"])
        for name, milliseconds in took.items():
            found[f"{name}/one card/ms"].append(milliseconds)
    twenty = partial(_by_kaleido, [figures[key] for key in TEN] * len(LANGUAGES))
    for name, milliseconds in _in_turn(
        {"ours": partial(_made, files, _twenty(), number), "kaleido": twenty}, number
    ).items():
        found[f"{name}/twenty cards/ms"].append(milliseconds)
    for key in (BULLETIN, SLIDES):
        order = Order(key, WHOLE[key], LANGUAGES[number % len(LANGUAGES)], NOW)
        found[f"ours/{key}/ms"].append(_timed(partial(_made, files, [order], number)))
    native = islice(cycle([visual for visual in visuals.values() if visual.native]), SLIDE_COUNT)
    found["ours/twenty native slides/ms"].append(_timed(partial(powerpoint.presentation, tuple(native))))


def _twenty() -> list[Order]:
    like = Order("", "png", "fr", NOW)
    return orders_of(TEN, like=like, forms=["png"], sizes=["16x9"], languages=LANGUAGES)


def _made(files: Makers, orders: Sequence[Order], moment: int) -> None:
    for answer in [files.file(order, moment, seconds=SECONDS) for order in orders]:
        answer.result()


def _by_kaleido(figures: Sequence[Figure]) -> None:
    for figure in figures:
        kaleido.calc_fig_sync(figure, opts={"format": "png", "width": WIDTH, "height": HEIGHT, "scale": 1})


def _in_turn(sides: Mapping[str, Callable[[], Any]], number: int) -> dict[str, float]:
    """Milliseconds of each side, another one first each time."""
    names = list(sides)[:: -1 if number % 2 else 1]
    return {name: _timed(sides[name]) for name in names}


def _timed(make: Callable[[], Any]) -> float:
    started = time.perf_counter()
    make()
    return 1000 * (time.perf_counter() - started)


def _visuals() -> dict[str, Visual]:
    with database.reading() as connection:
        ask = pictures.direct(connection)
        keys = [entry.key for entry in pictures.entries()]
        return {key: pictures.picture(key, ask, reading=NOW, language="fr") for key in keys}


@contextmanager
def _over(database_url: str) -> Iterator[None]:
    """The database of this process and of those it starts."""
    with mock.patch.dict(os.environ, {"DATABASE_URL": database_url}):
        yield
        database.forget()


@contextmanager
def _files() -> Iterator[Makers]:
    """As many processes as the server has; what they made is not kept."""
    files = Makers(makers.FILES.count, makers.FILES.jobs.maxsize, kept=0)
    yield files
    files.close()


@contextmanager
def _kaleido() -> Iterator[None]:
    """One browser for all pictures, without network libraries."""
    with warnings.catch_warnings(action="ignore"):
        kaleido.start_sync_server(n=1, mathjax=False, path=chromium.ensure(), silence_warnings=True)
        yield
        kaleido.stop_sync_server(silence_warnings=True)
