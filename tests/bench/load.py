"""`lotse bench load`: many people with the widget, each asking every five seconds."""

import multiprocessing
import statistics
from collections.abc import Callable

from tests.bench.asking import QUESTIONS, Tally, ask_all, gist
from tests.running import Person, started

CLIENTS = 200
SECONDS = 60.0
_PROCESSES = 2


def measure(
    *, count: int | None, seconds: float | None, say: Callable[[str], None]
) -> dict[str, float]:
    """`count` people for so many seconds."""
    people = count or CLIENTS
    with started() as lotse:
        say(f"ready after {lotse.ready_s:.1f} s; {people} people ask")
        return measure_at(lotse.url, people, seconds or SECONDS)


def measure_at(url: str, people: int, seconds: float) -> dict[str, float]:
    """The same for an assistant that runs."""
    tally = _all(url, people, seconds)
    strange = _answers_of_others(url, tally)
    times = sorted(tally.times) or [0.0]
    return {
        "sent": tally.sent,
        "lost": tally.lost,
        "doubled": tally.doubled,
        "leaked": tally.leaked + strange,
        "reply_ms_median": round(statistics.median(times), 1),
        "reply_ms_p95": round(times[int(0.95 * (len(times) - 1))], 1),
        "reply_ms_max": round(times[-1], 1),
        "clients": people,
    }


def _all(url: str, people: int, seconds: float) -> Tally:
    """Two processes, so that asking does not slow down the answers it measures."""
    jobs = [(url, range(first, people, _PROCESSES), seconds) for first in range(_PROCESSES)]
    tally = Tally()
    with multiprocessing.get_context("spawn").Pool(_PROCESSES) as pool:
        for part in pool.starmap(ask_all, jobs):
            tally.add(part)
    return tally


def _answers_of_others(url: str, tally: Tally) -> int:
    """Answers that are not those to their question, asked alone.

    The mark in a question may change its answer: what differs from most is asked once more.
    """
    usual = {text: gist(Person.arrive(url).say(text)) for text in QUESTIONS}
    odd = [(asked, told) for asked, told in tally.told if told != usual[asked.rsplit(" [")[0]]]
    return sum(gist(Person.arrive(url).say(asked)) != told for asked, told in odd)
