"""`lotse bench telegram`: employers write at a steady pace; then the process is killed meanwhile.

Telegram is a server of our own inside this process. The first time counted is that between an
update being handed out and the first message to its chat after it.
"""

import random
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.bench.employers import PER_SECOND, Chat, Expected, Pace, Tally, arrive, judge
from tests.telegram_running import OnTelegram, started_on_telegram
from tests.telegram_state import Shown

SECONDS = 60.0
_KILLS = 20
_KILL_WINDOW_SECONDS = 8.0
_KILL_PER_SECOND = 8.0
_CHATS = 150
_ALONE = 20
_QUIET_SECONDS = 40.0  # longer than the launcher's longest pause


def measure(
    *, count: int | None, seconds: float | None, say: Callable[[str], None]
) -> dict[str, float | None]:
    """`count` messages, or as many as fit into the seconds; kills in proportion."""
    messages = count or round(PER_SECOND * (seconds or SECONDS))
    kills = max(1, round(_KILLS * messages / (PER_SECOND * SECONDS)))
    with started_on_telegram() as running:
        say(f"ready after {running.lotse.ready_s:.1f} s; asking alone")
        expected = Expected.ask(running.telegram)
        alone = _alone(running, expected)
        say(f"{messages} messages, {PER_SECOND:.0f} a second")
        loaded = _load(running, expected, messages)
        process = running.process()
        pss = process.memory_full_info().pss / 1e6 if process else None
        say(f"{kills} kills")
        killed = _kill(running, expected, kills, say)
        for line in [*loaded.strange, *killed.strange]:
            say(line)
    return {
        "sent": loaded.sent,
        "lost": loaded.lost,
        "doubled": loaded.doubled,
        "reordered": loaded.reordered,
        **_times("first_call", loaded.times),
        "first_call_ms_alone": round(statistics.median(alone), 1),
        "calls": loaded.calls,
        "chats": loaded.chats,
        "pss_mb": round(pss, 1) if pss else None,
        "kills": kills,
        "killed_sent": killed.sent,
        "killed_lost": killed.lost,
        "killed_doubled": killed.doubled,
    }


def _times(name: str, times: list[float]) -> dict[str, float | None]:
    ordered = sorted(times)
    return {
        f"{name}_ms_median": round(statistics.median(ordered), 1) if ordered else None,
        f"{name}_ms_p95": round(ordered[int(0.95 * (len(ordered) - 1))], 1) if ordered else None,
    }


def _alone(running: OnTelegram, expected: Expected) -> list[float]:
    """One question after the other, each in a chat that has been quiet."""
    chats = arrive(running.telegram, _ALONE)
    for number, chat in enumerate(chats):
        chat.ask(expected.questions[number % len(expected.questions)])
        chat.user.read()
    return judge(running.telegram, chats, expected).times


def _load(running: OnTelegram, expected: Expected, messages: int) -> Tally:
    """All at the same pace, one chat after the other, round and round."""
    chats = arrive(running.telegram, min(_CHATS, messages))
    pace = Pace(PER_SECOND)
    for number in range(messages):
        pace.wait()
        chats[number % len(chats)].ask_next(expected)
    _wait_for_answers(running, chats, expected)
    return judge(running.telegram, chats, expected)


def _kill(running: OnTelegram, expected: Expected, kills: int, say: Callable[[str], None]) -> Tally:
    """Each question once a chat, so that no answer sent twice hides one that is missing.

    Every fifth kill comes while the process starts; the launcher waits longer after each of them.
    """
    flow = _Flow(running, expected)
    polls = -1
    for kill in range(1, kills + 1):
        early = kill % 5 == 0
        flow.go_on(until=lambda n=polls, early=early: early or running.telegram.polls > n)
        end = time.monotonic() + random.uniform(0, _KILL_WINDOW_SECONDS)
        flow.go_on(until=lambda end=end: time.monotonic() >= end)
        running.kill()
        polls = running.telegram.polls
        say(f"{kill} kills, {flow.number} messages")
    _wait_for_answers(running, flow.chats, expected)
    return judge(running.telegram, flow.chats, expected)


@dataclass
class _Flow:
    """Messages at a steady pace, whatever happens to the process."""

    running: OnTelegram
    expected: Expected
    chats: list[Chat] = field(default_factory=list)
    number: int = 0
    pace: Pace = field(default_factory=lambda: Pace(_KILL_PER_SECOND))

    def go_on(self, *, until: Callable[[], bool]) -> None:
        while not until():
            self.pace.wait()
            if self.number % (_CHATS * len(self.expected.questions)) == 0:
                self.chats += [Chat.new(self.running.telegram, first) for first in range(_CHATS)]
            self.chats[-_CHATS + self.number % _CHATS].ask_next(self.expected)
            self.number += 1


def _wait_for_answers(running: OnTelegram, chats: list[Chat], expected: Expected) -> None:
    """Until none is missing, or nothing has come for a while."""
    wanted = sum(chat.greeted + len(chat.asked) for chat in chats)
    ours = {chat.user.chat_id for chat in chats}

    def all_there(shown: list[Shown]) -> bool:
        enough = sum(message.chat_id in ours for message in shown) >= wanted
        return enough and judge(running.telegram, chats, expected).lost == 0

    running.telegram.wait_while_coming(all_there, quiet_seconds=_QUIET_SECONDS)
