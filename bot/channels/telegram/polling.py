"""Fetching updates: each batch is written down before Telegram is told that we have it.

python-telegram-bot's own loop confirms first and answers afterwards: what it had in hand when it
was killed is lost. Its objects are not used here either: one update that it cannot read would
stop all behind it, and its logs would show what people wrote.
"""

import asyncio
import json
import logging
import warnings
from typing import Any

from telegram import Bot
from telegram.error import Conflict, EndPointNotFound, InvalidToken, RetryAfter, TelegramError

from bot.channels.telegram.arrival import KINDS, Arrival
from bot.channels.telegram.failures import seconds_to_wait
from bot.channels.telegram.pauses import FIRST_SECONDS, growing_pauses
from desk.tickets.errors import DatabaseAway

logger = logging.getLogger(__name__)

POLL_SECONDS = 25
_NETWORK_SECONDS = 10
_MOST = 100


class TokenRefused(Exception):
    """Telegram does not know the token, or knows it no longer."""


class Polling:
    """Long polling; only one process of a bot may do it."""

    def __init__(self, bot: Bot, arrival: Arrival, *, first_pause: float = FIRST_SECONDS) -> None:
        self._bot = bot
        self._arrival = arrival
        self._first_pause = first_pause
        self._offset: int | None = None

    async def run(self) -> None:
        """Until cancelled. Raises TokenRefused."""
        # There is a method of this name, but it does not give the updates as they came.
        warnings.filterwarnings("ignore", message="Please use 'Bot.getUpdates'")
        pauses = growing_pauses(self._first_pause)
        while True:
            pause = await self._fetch()
            if pause is None:
                pauses = growing_pauses(self._first_pause)
            else:
                await asyncio.sleep(max(pause, next(pauses)))

    async def _fetch(self) -> float | None:
        """One batch. None where all went well, else how long to wait at least."""
        try:
            updates = await self._get_updates()
            await self._arrival.take(updates)
        except (InvalidToken, EndPointNotFound) as error:
            raise TokenRefused from error
        except Conflict:
            logger.error(_CONFLICT)
            return 0
        except RetryAfter as error:
            return seconds_to_wait(error)
        except TelegramError as error:
            logger.warning("Telegram cannot be reached: %s", type(error).__name__)
            return 0
        except DatabaseAway as error:
            logger.warning("updates are left with Telegram: %s", error)
            return 0
        if updates:
            self._offset = max(update["update_id"] for update in updates) + 1
        return None

    async def _get_updates(self) -> list[dict[str, Any]]:
        parameters = {"timeout": POLL_SECONDS, "limit": _MOST, "allowed_updates": json.dumps(KINDS)}
        if self._offset is not None:
            parameters["offset"] = self._offset
        updates: list[dict[str, Any]] = await self._bot.do_api_request(
            "getUpdates", parameters, read_timeout=POLL_SECONDS + _NETWORK_SECONDS
        )
        return updates


_CONFLICT = (
    "another program fetches the updates of this bot, or a webhook was set elsewhere; only one "
    "may: stop the other, or give this one a token of its own from @BotFather"
)
