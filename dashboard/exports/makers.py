"""Files made beside the server: a few processes that give way to readers, a queue with an end, a limit of time.

A reader's page never waits for a file: the processes are others, at low priority, started at the first order and
ended when nobody asked for a while. The same order asked by several readers is made once and kept for the next.
"""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from dashboard.errors import DashboardError, FilesBusy
from dashboard.exports import orders, papers
from dashboard.exports.orders import Order
from dashboard.exports.papers import Paper
from dashboard.texts import Language

ROOT: Final = Path(__file__).parents[2]
WORKER: Final = "dashboard.exports.worker"
RETRY_SECONDS: Final = 5
GIVING_BACK: Final = {"MALLOC_MMAP_THRESHOLD_": "131072"}
"""Where the C library is GNU's: what was large goes back to the system when it is done, some 25 MB a process."""
NICENESS: Final = 10  # more, and a busy server would starve them until their time is over

Step = Callable[[int, int, str], None]


@dataclass(frozen=True, eq=False)
class Made:
    name: str
    media_type: str
    content: bytes


class NotMade(DashboardError):
    """A worker said no, in both languages; `kind` is the name of its error."""

    def __init__(self, kind: str, sentences: dict[Language, str]) -> None:
        super().__init__(sentences["en"].replace("{", "{{").replace("}", "}}"))
        self.kind, self.sentences = kind, sentences

    def message(self, language: Language) -> str:
        return self.sentences[language]


class MakingFailed(RuntimeError):
    """A worker broke or was stopped; the message is for the log."""


@dataclass(eq=False)
class Job:
    """What a worker is to do, and where its answer goes."""

    words: dict[str, Any]
    seconds: float
    answer: Future[Made]
    step: Step | None = None
    child: subprocess.Popen[bytes] | None = None
    is_stopped: bool = False
    is_late: bool = False

    def stop(self) -> None:
        """Not begun: it never will be. Begun: its process ends, and another takes its place."""
        self.is_stopped = True
        if not self.answer.cancel() and self.child:
            self.child.kill()

    def give_up(self) -> None:
        """Its time is over."""
        self.is_late = True
        if self.child:
            self.child.kill()


class Makers:
    """`count` processes and at most `waiting` orders before them; `kept` bytes of finished files stay at hand."""

    def __init__(self, count: int, waiting: int, *, kept: int = 24_000_000, idle_seconds: float = 300) -> None:
        self.count, self.idle_seconds, self.room = count, idle_seconds, kept
        self.jobs: queue.Queue[Job | None] = queue.Queue(waiting)
        self.lock = threading.Lock()
        self.open = 0  # jobs that wait or are being done
        self.threads: set[threading.Thread] = set()
        self.children: set[subprocess.Popen[bytes]] = set()
        self.pending: dict[Hashable, Future[Made]] = {}
        self.finished: OrderedDict[Hashable, Made] = OrderedDict()

    def file(self, order: Order | Paper, moment: Hashable, *, seconds: float) -> Future[Made]:
        """The file of `order` at a `moment` of the data (version and day): the same two give the same file."""
        key = (order, moment)
        with self.lock:
            if key in self.finished:
                self.finished.move_to_end(key)
                return _done(self.finished[key])
            if key in self.pending:
                return self.pending[key]
            answer = self._queue(Job(_words(order), seconds, Future())).answer
            self.pending[key] = answer
        answer.add_done_callback(lambda done: self._keep(key, done))
        return answer

    def work(self, words: dict[str, Any], *, seconds: float, step: Step) -> Job:
        """Anything longer, told step by step."""
        with self.lock:
            return self._queue(Job(words, seconds, Future(), step))

    def close(self) -> None:
        """End every process, whatever it is doing; what waits is never done."""
        self._drop_waiting()
        with self.lock:
            threads = tuple(self.threads)
            for child in self.children:
                child.kill()
        for _ in threads:
            self.jobs.put(None)
        for thread in threads:
            thread.join()
        self._drop_waiting()

    def _drop_waiting(self) -> None:
        with suppress(queue.Empty):
            while True:
                job = self.jobs.get_nowait()
                if job and job.answer.cancel():
                    with self.lock:
                        self.open -= 1

    def _queue(self, job: Job) -> Job:
        try:
            self.jobs.put_nowait(job)
        except queue.Full:
            raise FilesBusy("Many files are being made: try again in a few seconds.") from None
        self.open += 1
        if len(self.threads) < min(self.count, self.open):
            thread = threading.Thread(target=self._serve, name="files", daemon=True)
            self.threads.add(thread)
            thread.start()
        return job

    def _keep(self, key: Hashable, answer: Future[Made]) -> None:
        with self.lock:
            self.pending.pop(key, None)
            if answer.cancelled() or answer.exception():
                return
            self.finished[key] = answer.result()
            while sum(len(made.content) for made in self.finished.values()) > self.room:
                self.finished.popitem(last=False)

    def _serve(self) -> None:
        """One process, as long as orders come."""
        child: subprocess.Popen[bytes] | None = None
        while job := self._next():
            if job.answer.set_running_or_notify_cancel():
                child = child if child and child.poll() is None else self._start(child)
                _answer(job, child)
            with self.lock:
                self.open -= 1
        if child:
            self._end(child)
        with self.lock:
            self.threads.discard(threading.current_thread())

    def _next(self) -> Job | None:
        """The next job; None once nobody asked for a while, or all is to end."""
        try:
            return self.jobs.get(timeout=self.idle_seconds)
        except queue.Empty:
            with self.lock:
                if self.jobs.empty():
                    self.threads.discard(threading.current_thread())
                    return None
        return self._next()

    def _start(self, before: subprocess.Popen[bytes] | None) -> subprocess.Popen[bytes]:
        """A fresh interpreter: nothing of the server's memory, its main script or its sockets."""
        if before:
            self._end(before)
        environment = os.environ | {"PYTHONPATH": str(ROOT)} | GIVING_BACK
        child = subprocess.Popen(
            [sys.executable, "-m", WORKER], cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        if hasattr(os, "setpriority"):
            os.setpriority(os.PRIO_PROCESS, child.pid, NICENESS)
        with self.lock:
            self.children.add(child)
        return child

    def _end(self, child: subprocess.Popen[bytes]) -> None:
        child.kill()
        child.communicate()
        with self.lock:
            self.children.discard(child)


def _words(order: Order | Paper) -> dict[str, Any]:
    return papers.written(order) if isinstance(order, Paper) else orders.written(order)


def _answer(job: Job, child: subprocess.Popen[bytes]) -> None:
    """Ask and wait; a process that takes too long is ended, which closes its line."""
    job.child = child
    clock = threading.Timer(job.seconds, job.give_up)
    clock.daemon = True
    clock.start()
    try:
        job.answer.set_result(_heard(job, child))
    except Exception as error:  # noqa: BLE001 whoever asked is told
        job.answer.set_exception(error)
    finally:
        clock.cancel()
        job.child = None


def _heard(job: Job, child: subprocess.Popen[bytes]) -> Made:
    assert child.stdin
    assert child.stdout
    try:
        child.stdin.write(json.dumps(job.words).encode() + b"\n")
        child.stdin.flush()
        header, content = _said(child)
        while "step" in header:
            if job.step:
                job.step(header["step"], header["of"], header["name"])
            header, content = _said(child)
    except (OSError, ValueError) as error:
        child.kill()
        child.wait()  # the next job must see that it is gone
        if job.is_late:
            raise FilesBusy("The server is too busy to make this now: try again in a minute.") from error
        raise MakingFailed("stopped" if job.is_stopped else "ended without an answer") from error
    if "refused" in header:
        raise NotMade(header["refused"], header["sentences"])
    if "failed" in header:
        raise MakingFailed(header["failed"])
    return Made(header["file"], header["media_type"], content)


def _said(child: subprocess.Popen[bytes]) -> tuple[dict[str, Any], bytes]:
    assert child.stdout
    header = json.loads(child.stdout.readline())  # an ended process says nothing, which is no JSON
    return header, child.stdout.read(header["bytes"])


def _done(made: Made) -> Future[Made]:
    answer: Future[Made] = Future()
    answer.set_result(made)
    return answer


FILES: Final = Makers(count=2, waiting=64)
PACKS: Final = Makers(count=1, waiting=4, kept=0, idle_seconds=60)
