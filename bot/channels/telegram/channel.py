"""The channel at work: updates in, answers out, until the process is told to end."""

import asyncio
import logging
from collections.abc import Callable
from urllib.parse import urlsplit

from telegram import Bot

from bot.channels.telegram.arrival import Arrival
from bot.channels.telegram.connection import fetch_updates_ourselves, have_updates_brought
from bot.channels.telegram.incoming import Incoming
from bot.channels.telegram.outgoing import Outgoing
from bot.channels.telegram.pauses import FIRST_SECONDS
from bot.channels.telegram.polling import Polling
from bot.channels.telegram.sending import Sender
from bot.channels.telegram.workers import Answers, Workers
from bot.settings import TelegramBot
from desk.tickets.database import Database

logger = logging.getLogger(__name__)

_LAST_SECONDS = 5.0


async def answer_updates(
    bot: Bot,
    telegram: TelegramBot,
    database: Database,
    sender: Sender,
    answers: Answers,
    *,
    apology: Callable[[Incoming], Outgoing],
    webhook_secret: str,
    host: str,
    first_pause: float = FIRST_SECONDS,
) -> None:
    """Until cancelled; the answers in hand are finished first.

    Raises TokenRefused, WebhookRefused, DatabaseAway, OSError.
    """
    workers = Workers(answers, sender, database, apology=apology, first_pause=first_pause)
    arrival = Arrival(database, workers, bot_username=bot.username)
    try:
        left = await arrival.take_up()
        logger.info("ready, %d updates were left", left)
        if telegram.webhook is None:
            await fetch_updates_ourselves(bot)
            await Polling(bot, arrival, first_pause=first_pause).run()
        else:
            await _be_brought(bot, telegram, arrival, telegram.webhook, webhook_secret, host)
    finally:
        await workers.finish(seconds=_LAST_SECONDS)


async def _be_brought(
    bot: Bot, telegram: TelegramBot, arrival: Arrival, address: str, secret: str, host: str
) -> None:
    from bot.channels.telegram.webhook import serving  # its server is only needed here

    path = urlsplit(address).path
    async with serving(arrival, path=path, secret=secret, host=host, port=telegram.port):
        await have_updates_brought(bot, address, secret)
        await asyncio.Event().wait()
