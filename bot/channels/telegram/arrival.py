"""From Telegram into the inbox: what is for us is written down, then the workers get it."""

import asyncio
import logging
from collections.abc import Iterable, Iterator
from dataclasses import asdict, fields
from datetime import datetime, timezone
from typing import Any

from bot.channels.telegram.incoming import Incoming, read
from bot.channels.telegram.workers import Workers
from desk.chats.inbox import Waiting, keep, waiting
from desk.tickets.database import Database

logger = logging.getLogger(__name__)

KINDS = ("message", "edited_message", "callback_query", "my_chat_member")
_FIELDS = {field.name for field in fields(Incoming)}


class Arrival:
    """Takes updates in. Only what we have read of them is kept: no names, no files."""

    def __init__(self, database: Database, workers: Workers, *, bot_username: str) -> None:
        self._database = database
        self._workers = workers
        self._bot_username = bot_username

    async def take(self, updates: Iterable[dict[str, Any]]) -> None:
        """When this returns, they are written down. Raises DatabaseAway."""
        found = {incoming.update_id: incoming for incoming in self._read(updates)}
        rows = [(number, each.chat_id, asdict(each)) for number, each in found.items()]
        new = await asyncio.to_thread(keep, self._database, rows, datetime.now(timezone.utc))
        for update_id in new:
            self._workers.add(found[update_id])

    async def take_up(self) -> int:
        """What an earlier process has left unanswered; how many. Raises DatabaseAway."""
        left = await asyncio.to_thread(waiting, self._database)
        for row in left:
            self._workers.add(_as_incoming(row))
        return len(left)

    def _read(self, updates: Iterable[dict[str, Any]]) -> Iterator[Incoming]:
        for update in updates:
            try:
                incoming = read(update, self._bot_username)
            except (LookupError, TypeError, ValueError, AttributeError) as error:
                logger.warning("an update is not what we know: %s", type(error).__name__)
                continue
            if incoming is not None:
                yield incoming


def _as_incoming(row: Waiting) -> Incoming:
    """Also of an earlier release, which may have known other fields."""
    return Incoming(**{name: value for name, value in row.payload.items() if name in _FIELDS})
