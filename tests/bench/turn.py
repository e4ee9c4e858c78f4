"""`lotse bench turn`: how long a turn takes over HTTP, and how much memory all processes need."""

import statistics
import threading
import time
from collections.abc import Callable

from tests.running import Person, Running, started

_SECONDS = 10.0
_CLIENTS = 4
_WARM_UP = 10

_QUESTIONS = (
    "Wie viele Punkte brauche ich für die Chancenkarte?",
    "How much does the visa cost?",
    "Muss mein Beruf anerkannt werden?",
    "How do I reach a person?",
    "Wie läuft das beschleunigte Verfahren?",
    "Thank you",
    "Was ist die Blaue Karte?",
    "Wie wird das Wetter morgen?",
)


def measure(
    *, count: int | None, seconds: float | None, say: Callable[[str], None]
) -> dict[str, float]:
    """One person asks for half of the time, then several at once."""
    half = (seconds or _SECONDS) / 2
    with started() as lotse:
        say(f"ready after {lotse.ready_s:.1f} s; asking")
        person = Person.arrive(lotse.url)
        _ask_for(person, 0, _WARM_UP)
        times = sorted(_ask_for(person, half, count))
        per_second = _turns_per_second(lotse, half)
        return {
            "turn_ms_median": round(statistics.median(times), 1),
            "turn_ms_p95": round(times[int(0.95 * len(times))], 1),
            "turns_per_s": round(per_second, 1),
            "pss_mb": round(lotse.pss_mb(), 1),
            "ready_s": round(lotse.ready_s, 1),
            "turns_n": len(times),
        }


def _ask_for(person: Person, seconds: float, count: int | None) -> list[float]:
    """Milliseconds of each turn: `count` turns, or as many as fit into the seconds.

    A new conversation begins every ten turns, as it does with people.
    """
    times: list[float] = []
    end = time.monotonic() + seconds
    while len(times) < count if count else time.monotonic() < end:
        if len(times) % 10 == 9:
            person = Person.arrive(str(person.client.base_url))
        began = time.perf_counter()
        person.say(_QUESTIONS[len(times) % len(_QUESTIONS)])
        times.append(1e3 * (time.perf_counter() - began))
    return times


def _turns_per_second(lotse: Running, seconds: float) -> float:
    turns: list[int] = []

    def client() -> None:
        turns.append(len(_ask_for(Person.arrive(lotse.url), seconds, None)))

    threads = [threading.Thread(target=client) for _ in range(_CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(turns) / seconds
