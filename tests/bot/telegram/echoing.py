"""A process of the channel that says again what was said: to be killed in tests.

python -m tests.bot.telegram.echoing API TOKEN DATABASE_URL
"""

import asyncio
import sys

from bot.channels.telegram.channel import answer_updates
from bot.channels.telegram.connection import connected
from bot.channels.telegram.sending import Sender
from bot.settings import TelegramBot
from desk.tickets.database import open_database
from tests.bot.telegram.working import SECRET, Echo, apology


async def echo(api: str, token: str, url: str) -> None:
    settings, database = TelegramBot(token=token, api=api, port=0), open_database(url)
    async with connected(settings) as bot:
        await answer_updates(
            bot,
            settings,
            database,
            Sender(bot, database),
            Echo(slow=0.02),
            apology=apology,
            webhook_secret=SECRET,
            host="127.0.0.1",
        )


if __name__ == "__main__":
    asyncio.run(echo(*sys.argv[1:]))
