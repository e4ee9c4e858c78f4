"""One lane a chat: its messages go one after the other, at the pace that Telegram allows it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.channels.telegram.pace import Window

# Telegram's numbers: 30 a second, one a second in a chat ("short bursts" allowed), 20 a minute in a
# group. Windows of some seconds keep that pace and let what was held up for a moment catch up: with
# a window of one second, a delay at full load would never end.
OVERALL = (60, 2.0)
CHAT = (3, 3.0)
GROUP = (20, 60.0)
_MANY = 1000


class Lane:
    """The messages to one chat. Groups have negative ids."""

    def __init__(self, chat_id: int) -> None:
        self.lock = asyncio.Lock()
        self.windows = [Window(*CHAT), *([Window(*GROUP)] if chat_id < 0 else [])]

    @property
    def is_idle(self) -> bool:
        return not self.lock.locked() and all(window.is_idle for window in self.windows)


class Lanes:
    """All chats, and what they share."""

    def __init__(self) -> None:
        self._overall = Window(*OVERALL)
        self._lanes: dict[int, Lane] = {}

    @asynccontextmanager
    async def enter(self, chat_id: int) -> AsyncIterator[None]:
        """Inside, only we send to this chat; each message waits for `turn`."""
        lane = self._lane(chat_id)
        async with lane.lock:
            yield

    async def turn(self, chat_id: int) -> None:
        """Return when a message may go to this chat."""
        for window in self._lane(chat_id).windows:
            await window.free()
        await self._overall.turn()

    def sent(self, chat_id: int) -> None:
        """Telegram has answered: from now on the next one of this chat has to wait."""
        for window in self._lane(chat_id).windows:
            window.note()

    def _lane(self, chat_id: int) -> Lane:
        if len(self._lanes) >= _MANY:
            self._lanes = {number: lane for number, lane in self._lanes.items() if not lane.is_idle}
        return self._lanes.setdefault(chat_id, Lane(chat_id))
