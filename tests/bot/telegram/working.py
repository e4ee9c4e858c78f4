"""The channel at work against a Telegram of ours, with answers that need no assistant."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import TypeVar

from telegram import Bot

from bot.channels.telegram.channel import answer_updates
from bot.channels.telegram.connection import connected
from bot.channels.telegram.incoming import Incoming
from bot.channels.telegram.outgoing import Outgoing, Reply
from bot.channels.telegram.sending import Sender
from bot.channels.telegram.workers import Answers
from bot.settings import TelegramBot
from desk.tickets.database import Database
from tests.telegram_server import TelegramServer
from tests.telegram_state import Telegram

PAUSE = 0.02
SECRET = "a-secret-of-the-tests"
T = TypeVar("T")


@dataclass
class Echo:
    """Says again what was said; fails on what it was told to fail on, so many times."""

    fails: dict[str, int] = field(default_factory=dict)
    slow: float = 0.0
    heard: list[Incoming] = field(default_factory=list)

    async def answer(self, incoming: Incoming) -> Reply:
        self.heard.append(incoming)
        await asyncio.sleep(self.slow)
        if self.fails.get(incoming.text, 0) > 0:
            self.fails[incoming.text] -= 1
            raise RuntimeError(f"cannot answer {incoming.text}")
        return Reply((Outgoing(incoming.text),), toast="gedrückt" if incoming.token else None)


def apology(incoming: Incoming) -> Outgoing:
    return Outgoing("Das tut mir leid.")


def bot_of(telegram: TelegramServer, *, webhook: str | None = None, port: int = 0) -> TelegramBot:
    return TelegramBot(token=telegram.token, api=telegram.api, port=port, webhook=webhook)


@asynccontextmanager
async def sending(
    telegram: TelegramServer, database: Database, *, answer_seconds: float = 20
) -> AsyncIterator[Sender]:
    """A sender that waits so long for an answer of Telegram."""
    async with connected(bot_of(telegram), answer_seconds=answer_seconds) as bot:
        yield Sender(bot, database, first_pause=PAUSE)


@asynccontextmanager
async def at_work(
    telegram: TelegramServer,
    database: Database,
    answers: Answers,
    *,
    settings: TelegramBot | None = None,
) -> AsyncIterator[Bot]:
    """Until the block ends, as a process would."""
    settings = settings or bot_of(telegram)
    async with connected(settings, answer_seconds=20) as bot:
        work = asyncio.create_task(
            answer_updates(
                bot,
                settings,
                database,
                Sender(bot, database, first_pause=PAUSE),
                answers,
                apology=apology,
                webhook_secret=SECRET,
                host="127.0.0.1",
                first_pause=PAUSE,
            )
        )
        try:
            yield bot
        finally:
            work.cancel()
            with suppress(asyncio.CancelledError):
                await work


async def seen(telegram: Telegram, condition: Callable[[], T]) -> T:
    """What the condition says, once it is true; the loop goes on meanwhile."""
    return await asyncio.to_thread(telegram.wait, condition)
