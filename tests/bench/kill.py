"""`lotse bench kill`: tickets are opened while processes are killed; is a number lost or doubled?

Visitors open tickets all the time. At uniformly random times one of the launcher's processes, any
of them, gets SIGKILL; every tenth kill comes while the one before is still being mended.
"""

import os
import random
import statistics
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass

import psutil

from bot.settings import read_settings
from desk.tickets.opening import opened_store
from tests.killing.ledger import Verdict, compare
from tests.killing.traffic import Traffic
from tests.killing.visitor import PATIENCE_SECONDS, Visitor
from tests.running import Running, free_port, own_database, started, wait_until_ready

_COUNT = 10
_VISITORS = 4
_TICKETS_A_KILL = 3
_WINDOW_SECONDS = 2.0
_POLL_SECONDS = 0.02


def measure(
    *, count: int | None, seconds: float | None, say: Callable[[str], None]
) -> dict[str, float | None]:
    """`count` kills, however long they take; the database is our own, of LOTSE_DATABASE_URL's kind.

    Raises DatabaseAway, GaveUp when a visitor gets no answer, RuntimeError when nothing restarts.
    """
    count = count or _COUNT
    with own_database(os.environ.get("LOTSE_DATABASE_URL", "")) as url:
        environment = {"LOTSE_DATABASE_URL": url, **_mail_process()}
        with started(**environment) as lotse:
            say(f"ready after {lotse.ready_s:.1f} s; {count} kills")
            with _visitors(lotse) as traffic:
                in_flight = _Killer(lotse, traffic, say).kill(count)
            verdict = _compare(lotse, traffic, environment)
            for number in sorted(verdict.lost | verdict.doubled):
                say(f"lost or doubled: {number}")
    times = [row.open_ms for row in traffic.openings if row.open_ms is not None]
    return {
        "kills": count,
        "in_flight_kills": in_flight,
        "opened": len(traffic.openings),
        "lost": len(verdict.lost),
        "doubled": len(verdict.doubled),
        "open_ms_median": round(statistics.median(times), 1) if times else None,
    }


def _mail_process() -> dict[str, str]:
    """So that it runs too; nothing listens there, and no mail is written."""
    return {
        "LOTSE_SMTP_URL": f"smtp://127.0.0.1:{free_port()}",
        "LOTSE_MAIL_FROM": "lotse@example.org",
    }


@contextmanager
def _visitors(lotse: Running) -> Iterator[Traffic]:
    """Several who open one ticket after the other; at the end each gets its last number."""
    traffic, stop = Traffic(), threading.Event()

    def visit(number: int) -> None:
        visitor = Visitor(lotse.url, traffic, number=number)
        while not stop.is_set():
            traffic.openings.append(visitor.open_ticket())

    with ThreadPoolExecutor(_VISITORS) as pool:
        visits: list[Future[None]] = [pool.submit(visit, number) for number in range(_VISITORS)]
        try:
            yield traffic
        finally:
            stop.set()
            for done in visits:
                done.result()  # what stopped a visitor says more than what waited for it


@dataclass(frozen=True)
class _Killer:
    lotse: Running
    traffic: Traffic
    say: Callable[[str], None]

    def kill(self, count: int) -> int:
        """How many of the kills hit while a request was in flight."""
        in_flight = 0
        processes = len(_alive(self.lotse))
        window = _WINDOW_SECONDS
        self.traffic.calm.set()
        for number in range(1, count + 1):
            in_flight += self._kill_within(window)
            self._wait(lambda: len(_alive(self.lotse)) == processes, "the processes")
            early = (number + 1) % 10 == 0 and number < count
            window = self.lotse.ready_s if early else _WINDOW_SECONDS
            if not early:
                self._mend(_TICKETS_A_KILL * number)
            self.say(f"{number} kills, {in_flight} in flight, {self._opened} tickets")
        return in_flight

    @property
    def _opened(self) -> int:
        return len(self.traffic.openings)

    def _kill_within(self, window: float) -> bool:
        time.sleep(random.uniform(0, window))
        victim = random.choice(_alive(self.lotse))
        self.traffic.calm.clear()
        in_flight = self.traffic.is_in_flight()
        victim.kill()
        return in_flight

    def _mend(self, tickets: int) -> None:
        """Wait until all answers again, and so many tickets were opened."""
        wait_until_ready(self.lotse.url)
        self.traffic.calm.set()
        self._wait(lambda: self._opened >= tickets, f"{tickets} tickets")

    def _wait(self, reached: Callable[[], bool], what: str) -> None:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not reached():
            if time.monotonic() > deadline:
                raise RuntimeError(f"waited {PATIENCE_SECONDS:.0f} s for {what}, in vain")
            time.sleep(_POLL_SECONDS)


def _alive(lotse: Running) -> list[psutil.Process]:
    """The processes of the Procfile that run now."""
    return [child for child in lotse.launcher.children() if _is_alive(child)]


def _is_alive(process: psutil.Process) -> bool:
    try:
        return process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def _compare(lotse: Running, traffic: Traffic, environment: dict[str, str]) -> Verdict:
    settings = read_settings({**os.environ, **environment, "LOTSE_VAR": str(lotse.var)})
    with opened_store(settings) as store:
        return compare([opening.told for opening in traffic.openings], store)
