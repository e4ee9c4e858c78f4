"""The process is killed while people write: every message is answered all the same, in order."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import groupby

from bot.settings import ROOT
from desk.tickets.database import Database
from tests.telegram_people import User
from tests.telegram_server import TelegramServer, started_telegram

KILLS = 3
CHATS = 8


@contextmanager
def echoing(telegram: TelegramServer, database: Database) -> Iterator[subprocess.Popen[bytes]]:
    """Killed at the end."""
    address = database.reader.url.render_as_string(hide_password=False)
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.bot.telegram.echoing", telegram.api, telegram.token, address],
        cwd=ROOT,
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def test_no_message_is_lost_and_the_order_stays(database: Database):
    with started_telegram() as telegram:
        users = [User(telegram) for _ in range(CHATS)]
        for number in range(KILLS + 1):
            with echoing(telegram, database):
                for user in users:
                    user.say(str(number))
                    user.say(f"{number} noch einmal")
                last = number == KILLS
                wanted = (lambda: not left(users)) if last else some_more(telegram)
                telegram.wait(wanted, seconds=90)

    said = [text for number in range(KILLS + 1) for text in (str(number), f"{number} noch einmal")]
    for user in users:
        assert [text for text, _ in groupby(shown.text for shown in user.unread())] == said


def left(users: list[User]) -> list[User]:
    """Who waits for their last answer."""
    return [
        user
        for user in users
        if not user.unread() or user.unread()[-1].text != f"{KILLS} noch einmal"
    ]


def some_more(telegram: TelegramServer) -> Callable[[], bool]:
    """Three more messages than now: the process is in the middle of it."""
    before = len(telegram.shown)
    return lambda: len(telegram.shown) >= before + 3
