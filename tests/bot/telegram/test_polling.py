"""Fetching: written down before it is confirmed, once each, whatever Telegram answers."""

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.channels.telegram.connection import connected
from bot.channels.telegram.incoming import Incoming
from bot.channels.telegram.outgoing import Reply
from bot.channels.telegram.polling import TokenRefused
from desk.chats.inbox import Waiting, waiting
from desk.tickets.database import Database
from tests.bot.telegram.working import Echo, at_work, bot_of, seen
from tests.telegram_faults import Faults
from tests.telegram_people import User, group
from tests.telegram_server import TelegramServer, started_telegram


@pytest.fixture
def telegram() -> Iterator[TelegramServer]:
    with started_telegram() as telegram:
        yield telegram


class Looking(Echo):
    """Sees what waits in the inbox while it answers."""

    def __init__(self, database: Database) -> None:
        super().__init__()
        self._database = database
        self.rows: tuple[Waiting, ...] = ()

    async def answer(self, incoming: Incoming) -> Reply:
        self.rows = waiting(self._database)
        return await super().answer(incoming)


async def test_updates_are_answered_and_confirmed(telegram: TelegramServer, database: Database):
    user = User(telegram)

    async with at_work(telegram, database, Echo()):
        user.say("Guten Tag")
        await seen(telegram, user.unread)
        await seen(telegram, lambda: not telegram.pending())

    assert [shown.text for shown in user.unread()] == ["Guten Tag"]


async def test_what_waits_from_before_the_start_is_answered(
    telegram: TelegramServer, database: Database
):
    user = User(telegram)
    user.say("Guten Tag")

    async with at_work(telegram, database, Echo()):
        await seen(telegram, user.unread)


async def test_an_update_that_comes_twice_is_answered_once(
    telegram: TelegramServer, database: Database
):
    user, answers = User(telegram), Echo()
    async with at_work(telegram, database, answers):
        update = user.say("Guten Tag")
        await seen(telegram, user.unread)
        telegram.deliver(update)
        user.say("danach")
        await seen(telegram, lambda: len(user.unread()) == 2)

    assert [incoming.text for incoming in answers.heard] == ["Guten Tag", "danach"]


async def test_an_update_that_comes_late_is_answered(telegram: TelegramServer, database: Database):
    user = User(telegram)
    async with at_work(telegram, database, Echo()):
        late = user.say("zuerst", held=True)
        user.say("danach")
        await seen(telegram, user.unread)
        telegram.deliver(late)
        await seen(telegram, lambda: len(user.unread()) == 2)


async def test_what_nobody_answers_is_not_written_down(
    telegram: TelegramServer, database: Database
):
    user, answers = User(telegram), Echo()
    among_many = user.in_group(group(telegram))
    async with at_work(telegram, database, answers):
        telegram.add("channel_post", {"message_id": 1, "text": "Pflaumenmus"})
        telegram.add("something_new", {"text": "Pflaumenmus"})
        telegram.add("message", {"text": "not what Telegram sends"})
        user.edit(user.say("eins"), "Pflaumenmus")
        among_many.say("Pflaumenmus unter uns")
        user.say("zwei")
        await seen(telegram, lambda: len(user.unread()) == 2)

    assert [incoming.text for incoming in answers.heard] == ["eins", "zwei"]


async def test_no_name_is_written_down(telegram: TelegramServer, database: Database):
    user, answers = User(telegram), Looking(database)

    async with at_work(telegram, database, answers):
        user.say("Guten Tag")
        await seen(telegram, user.unread)

    [row] = answers.rows
    assert "Guten Tag" in str(row.payload)
    assert not any(name in str(row.payload) for name in (user.first_name, user.username))


@pytest.mark.parametrize(
    "fail",
    [
        lambda faults: faults.broken(times=2, method="getUpdates"),
        lambda faults: faults.conflict(times=2),
    ],
    ids=["500", "409"],
)
async def test_fetching_goes_on_after(
    telegram: TelegramServer, database: Database, fail: Callable[[Faults], None]
):
    user = User(telegram)
    fail(telegram.faults)

    async with at_work(telegram, database, Echo()):
        user.say("Guten Tag")
        await seen(telegram, user.unread)


async def test_another_program_with_the_same_bot_is_named(
    telegram: TelegramServer, database: Database, caplog: pytest.LogCaptureFixture
):
    telegram.faults.conflict()

    async with at_work(telegram, database, Echo()):
        await seen(telegram, lambda: telegram.polls)

    assert "another program fetches the updates of this bot" in caplog.text


async def test_a_token_that_was_never_right_is_refused(telegram: TelegramServer):
    telegram.faults.unauthorized("getMe")

    with pytest.raises(TokenRefused) as caught:
        async with connected(bot_of(telegram)):
            pass

    assert telegram.token not in f"{caught.value!r} {caught.value.__cause__!r}"


async def test_a_token_that_is_withdrawn_ends_the_work(
    telegram: TelegramServer, database: Database
):
    telegram.faults.unauthorized("getUpdates")

    with pytest.raises(TokenRefused):
        async with at_work(telegram, database, Echo()):
            await asyncio.sleep(0.5)


async def test_a_database_that_is_away_leaves_updates_with_telegram(
    telegram: TelegramServer, database: Database, tmp_path: Path
):
    user, file = User(telegram), tmp_path / "desk.db"
    async with at_work(telegram, database, Echo()):
        await seen(telegram, lambda: telegram.polls)
        database.close()
        file.rename(tmp_path / "away.db")
        file.mkdir()
        user.say("Guten Tag")
        await asyncio.sleep(0.2)
        kept = telegram.pending()
        file.rmdir()
        (tmp_path / "away.db").rename(file)
        await seen(telegram, user.unread)

    assert len(kept) == 1
