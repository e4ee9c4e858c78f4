"""People who ask, each with marks of their own, and what became of their messages.

Lost: no answer. Doubled: answered or stored more than once. Leaked: something of somebody else.
"""

import asyncio
import random
import re
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from socketio.exceptions import TimeoutError as NoAnswer

from tests.visiting import Visitor

QUESTIONS = (
    "Wie viele Punkte brauche ich für die Chancenkarte?",
    "How much does the visa cost?",
    "Wie läuft das beschleunigte Verfahren?",
    "Was ist die Blaue Karte?",
    "What is the opportunity card?",
    "Wie viel Geld brauche ich für die Chancenkarte?",
)
PAUSE_SECONDS = 5.0
_ARRIVING_SECONDS = 5.0
_MARK = re.compile(r"\[(\w+)\]$")


@dataclass
class Tally:
    """What happened to the messages of some people."""

    sent: int = 0
    lost: int = 0
    doubled: int = 0
    leaked: int = 0
    times: list[float] = field(default_factory=list)
    told: list[tuple[str, list[str]]] = field(default_factory=list)

    def add(self, other: "Tally") -> None:
        for name in ("sent", "lost", "doubled", "leaked"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.times += other.times
        self.told += other.told


def gist(answer: dict[str, Any]) -> list[str]:
    """The article that an answer is about; the rest depends on what was said before."""
    return answer["articles"][:1]


def ask_all(url: str, numbers: Iterable[int], seconds: float) -> Tally:
    return asyncio.run(_gathered(url, numbers, seconds))


async def _gathered(url: str, numbers: Iterable[int], seconds: float) -> Tally:
    """All ask; when the last has asked, all look back."""
    tally = Tally()
    people = await asyncio.gather(*(_person(url, number, seconds) for number in numbers))
    for visitor, asked, part in people:
        await _look_back(visitor, asked, part)
        await visitor.leave()
        tally.add(part)
    return tally


async def _person(url: str, number: int, seconds: float) -> tuple[Visitor, list[str], Tally]:
    """Arrives within the first seconds and asks at a pace of its own. What was asked, and how."""
    chance = random.Random(number)
    await asyncio.sleep(chance.random() * _ARRIVING_SECONDS)
    visitor = await Visitor.arrive(url, transport="websocket")
    tally, asked = Tally(), []
    end = time.monotonic() + seconds
    due = time.monotonic() + chance.random() * PAUSE_SECONDS
    while due < end:
        await asyncio.sleep(max(0.0, due - time.monotonic()))
        due += PAUSE_SECONDS
        mark = f"p{number}m{len(asked)}"
        asked.append(mark)
        await _ask(visitor, chance.choice(QUESTIONS), mark, tally)
    return visitor, asked, tally


async def _ask(visitor: Visitor, text: str, mark: str, tally: Tally) -> None:
    tally.sent += 1
    asked = f"{text} [{mark}]"
    began = time.perf_counter()
    try:
        turn = await visitor.say(asked, message_id=mark)
    except NoAnswer:
        tally.lost += 1
        return
    tally.times.append(1e3 * (time.perf_counter() - began))
    if "error" in turn:
        tally.lost += 1
    elif turn["id"] != mark or turn["question"] != asked:
        tally.leaked += 1
    else:
        tally.told.append((asked, gist(turn["answer"])))


async def _look_back(visitor: Visitor, asked: list[str], tally: Tally) -> None:
    """Each question stands once in the conversation, and nobody else's does."""
    stored = Counter(
        _MARK.search(turn["question"])[1] for turn in (await visitor.send("history"))["turns"]
    )
    stray = [turn["id"] for turn in visitor.turns] + [reply["id"] for reply in visitor.replies]
    tally.doubled += sum(times - 1 for mark, times in stored.items() if mark in asked)
    tally.leaked += len(stray) + sum(mark not in asked for mark in stored)
    tally.lost += sum(mark not in stored for mark in asked[-50:])
