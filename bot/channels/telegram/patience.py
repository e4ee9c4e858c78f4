"""The database may be away for a while; what has to be written is written when it is back."""

import asyncio
import logging
from collections.abc import Callable
from typing import TypeVar

from bot.channels.telegram.pauses import FIRST_SECONDS, growing_pauses
from desk.tickets.errors import DatabaseAway

logger = logging.getLogger(__name__)

Found = TypeVar("Found")


async def patiently(call: Callable[[], Found], *, first_pause: float = FIRST_SECONDS) -> Found:
    """What the database says; while it is away, asked again after growing pauses."""
    for seconds in growing_pauses(first_pause):
        try:
            return await asyncio.to_thread(call)
        except DatabaseAway as error:
            logger.warning("%s (again in %.0f s)", error, seconds)
        await asyncio.sleep(seconds)
    raise AssertionError("pauses never end")
