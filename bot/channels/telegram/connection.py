"""The bot at Telegram: its connection, and how its updates come to us."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import TypeVar

from telegram import Bot
from telegram.error import BadRequest, InvalidToken, NetworkError, RetryAfter

from bot.channels.telegram.arrival import KINDS
from bot.channels.telegram.failures import seconds_to_wait
from bot.channels.telegram.pauses import growing_pauses
from bot.channels.telegram.polling import TokenRefused
from bot.channels.telegram.request import Request
from bot.settings import TelegramBot

logger = logging.getLogger(__name__)

ANSWER_SECONDS = 10
_CONNECTIONS = 64
T = TypeVar("T")


class WebhookRefused(Exception):
    """Telegram does not take the address of the webhook."""


@asynccontextmanager
async def connected(
    telegram: TelegramBot, *, answer_seconds: float = ANSWER_SECONDS
) -> AsyncIterator[Bot]:
    """The bot, once Telegram has said who it is. Raises TokenRefused."""
    bot = Bot(
        telegram.token,
        base_url=telegram.api,
        request=Request(connections=_CONNECTIONS, seconds=answer_seconds),
        get_updates_request=Request(connections=1, seconds=answer_seconds),
    )
    try:
        await patiently(bot.initialize)
        yield bot
    finally:
        await bot.shutdown()


async def fetch_updates_ourselves(bot: Bot) -> None:
    """Without a webhook; what waits at Telegram stays there."""
    await patiently(lambda: bot.delete_webhook(drop_pending_updates=False))


async def have_updates_brought(bot: Bot, address: str, secret: str) -> None:
    """Raises WebhookRefused."""
    try:
        await patiently(
            lambda: bot.set_webhook(address, secret_token=secret, allowed_updates=KINDS)
        )
    except BadRequest as error:
        raise WebhookRefused(error.message) from error


async def patiently(call: Callable[[], Awaitable[T]]) -> T:
    """What Telegram says, once it can be reached. Raises TokenRefused, BadRequest."""
    for seconds in growing_pauses():
        try:
            return await call()
        except InvalidToken:
            raise TokenRefused from None  # the error's own words hold the token
        except BadRequest:
            raise
        except RetryAfter as error:
            await asyncio.sleep(seconds_to_wait(error))
        except NetworkError as error:
            logger.warning(
                "Telegram cannot be reached: %s (again in %.0f s)", type(error).__name__, seconds
            )
            await asyncio.sleep(seconds)
    raise AssertionError("pauses never end")
