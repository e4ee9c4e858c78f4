"""How much one session and one address may do. All numbers stand here.

Several people may share an address (a school, a reception centre), so a session is limited first,
and an address only far above what a room full of people does. Kept in memory: a limit guards this
process. Requests from this machine are limited by session only, see address.py.
"""

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from bot.channels.address import counted_address

MAX_PAYLOAD_BYTES = 64 * 1024
MAX_PACKETS = 64  # in one request of long polling; what was written offline comes together
MAX_SOCKETS_OF_SESSION = 10
MAX_SOCKETS_OF_ADDRESS = 100
MAX_REFUSALS = 100  # too many of them in one connection, and it is closed
_MOST_KEYS = 50_000


@dataclass(frozen=True)
class Rate:
    """So many at once, then so many a second."""

    burst: float
    per_second: float


MESSAGES_OF_SESSION = Rate(burst=20, per_second=1)
OTHER_EVENTS_OF_SESSION = Rate(burst=60, per_second=5)
MESSAGES_OF_ADDRESS = Rate(burst=120, per_second=4)
ARRIVALS_OF_ADDRESS = Rate(burst=120, per_second=2)


class TooFast(Exception):
    """More than a session or an address may do; says after how long to try again."""

    def __init__(self, retry_ms: int) -> None:
        super().__init__(f"too fast; again in {retry_ms} ms")
        self.retry_ms = retry_ms


class Buckets:
    """A bucket of tokens for each key; the key that was used longest ago is forgotten first."""

    def __init__(self, rate: Rate, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._rate = rate
        self._clock = clock
        self._filled: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, key: str) -> None:
        """One token. Raises TooFast where there is none."""
        now = self._clock()
        tokens, since = self._filled.pop(key, (self._rate.burst, now))
        tokens = min(self._rate.burst, tokens + (now - since) * self._rate.per_second)
        enough = tokens >= 1
        self._filled[key] = (tokens - 1 if enough else tokens, now)
        if len(self._filled) > _MOST_KEYS:
            self._filled.popitem(last=False)
        if not enough:
            raise TooFast(round(1000 * (1 - tokens) / self._rate.per_second) + 1)


class Limits:
    """The limits of this process."""

    def __init__(self, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._messages = Buckets(MESSAGES_OF_SESSION, clock=clock)
        self._events = Buckets(OTHER_EVENTS_OF_SESSION, clock=clock)
        self._address_messages = Buckets(MESSAGES_OF_ADDRESS, clock=clock)
        self._arrivals = Buckets(ARRIVALS_OF_ADDRESS, clock=clock)

    def message(self, conversation_id: str, address: str) -> None:
        """A message. Raises TooFast."""
        self._messages.take(conversation_id)
        _take(self._address_messages, address)

    def event(self, conversation_id: str) -> None:
        """Anything but a message: seen, history, feedback. Raises TooFast."""
        self._events.take(conversation_id)

    def arrival(self, address: str) -> None:
        """A new session, or a new connection. Raises TooFast."""
        _take(self._arrivals, address)


def _take(buckets: Buckets, address: str) -> None:
    counted = counted_address(address)
    if counted:
        buckets.take(counted)
