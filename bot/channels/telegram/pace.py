"""How fast Telegram lets a bot send: so many messages in every window of time.

A window that slides: what was not used is not saved up, and a pause is made good at once. A leaky
bucket (aiolimiter, python-telegram-bot's own limiter) lets twice as many through in its first
second.
"""

import asyncio
import time
from collections import deque


class Window:
    """At most `count` in any `seconds`."""

    def __init__(self, count: int, seconds: float) -> None:
        self._seconds = seconds
        self._times: deque[float] = deque(maxlen=count)
        self._count = count
        self._turns = asyncio.Lock()

    async def turn(self) -> None:
        """Return when it is our turn; first come, first served."""
        async with self._turns:
            await self.free()
            self.note()

    async def free(self) -> None:
        """Return when one more may be sent."""
        while (wait := self._wait()) > 0:
            await asyncio.sleep(wait)

    def note(self) -> None:
        """One has been sent now."""
        self._times.append(time.monotonic())

    @property
    def is_idle(self) -> bool:
        """Whether nothing of it counts any more."""
        return not self._times or time.monotonic() - self._times[-1] >= self._seconds

    def _wait(self) -> float:
        if len(self._times) < self._count:
            return 0.0
        return self._times[0] + self._seconds - time.monotonic()
