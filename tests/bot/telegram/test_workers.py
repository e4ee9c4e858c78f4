"""Workers: order within a chat, chats side by side, and nothing that stops a chat for ever."""

import asyncio
from collections.abc import Callable, Iterator
from datetime import datetime, timezone
from typing import Any

import pytest

from bot.channels.telegram import workers
from bot.channels.telegram.arrival import Arrival
from bot.channels.telegram.incoming import Incoming
from bot.channels.telegram.outgoing import Reply
from bot.channels.telegram.workers import Workers
from desk.chats.chats import chat_of
from desk.chats.inbox import keep, waiting
from desk.tickets.database import Database
from tests.bot.telegram.working import PAUSE, Echo, apology, seen, sending
from tests.desk.conftest import rows_with
from tests.telegram_people import User
from tests.telegram_server import TelegramServer, started_telegram


@pytest.fixture
def telegram() -> Iterator[TelegramServer]:
    with started_telegram() as telegram:
        yield telegram


async def answered(
    telegram: TelegramServer, database: Database, answers: Echo, *incomings: Incoming
) -> None:
    """The updates wait in the inbox, as if a process had been killed; then they are taken up."""
    now = datetime.now(timezone.utc)
    keep(database, [(row.update_id, row.chat_id, vars(row)) for row in incomings], now)
    async with sending(telegram, database) as sender:
        at_work = Workers(answers, sender, database, apology=apology, first_pause=PAUSE)
        assert await Arrival(database, at_work, bot_username="us").take_up() == len(incomings)
        while waiting(database):
            await asyncio.sleep(0.01)
        await at_work.finish(seconds=60)


def text(update_id: int, user: User, text: str) -> Incoming:
    return Incoming(update_id, user.chat_id, update_id, False, "text", text)


class Gated(Echo):
    """Answers one chat only when the condition is true."""

    def __init__(self, telegram: TelegramServer, slow: User, wanted: Callable[[], Any]) -> None:
        super().__init__()
        self._telegram, self._slow, self._wanted = telegram, slow, wanted

    async def answer(self, incoming: Incoming) -> Reply:
        if incoming.chat_id == self._slow.chat_id:
            await seen(self._telegram, self._wanted)
        return await super().answer(incoming)


async def test_each_chat_keeps_its_order(telegram: TelegramServer, database: Database):
    users = [User(telegram) for _ in range(3)]
    rows = [text(n, user, f"{n // 3}") for n, user in enumerate([*users, *users])]

    await answered(telegram, database, Echo(), *rows)

    assert [[shown.text for shown in user.unread()] for user in users] == [["0", "1"]] * 3


async def test_no_chat_waits_for_another(telegram: TelegramServer, database: Database):
    slow, other = User(telegram), User(telegram)
    answers = Gated(telegram, slow, other.unread)

    await answered(telegram, database, answers, text(1, slow, "eins"), text(2, other, "zwei"))

    [late], [soon] = slow.unread(), other.unread()
    assert soon.at < late.at


async def test_what_was_answered_is_not_in_the_inbox_any_more(
    telegram: TelegramServer, database: Database
):
    user = User(telegram)

    await answered(telegram, database, Echo(), text(1, user, "Pflaumenmus"))

    assert rows_with(database, "Pflaumenmus") == rows_with(database, str(user.chat_id)) == []


async def test_what_fails_is_tried_again(telegram: TelegramServer, database: Database):
    user, answers = User(telegram), Echo(fails={"schwierig": 2})

    await answered(telegram, database, answers, text(1, user, "schwierig"))

    assert [shown.text for shown in user.unread()] == ["schwierig"]
    assert len(answers.heard) == 3


async def test_what_keeps_failing_is_apologised_for_and_the_chat_goes_on(
    telegram: TelegramServer, database: Database, caplog: pytest.LogCaptureFixture
):
    user = User(telegram)

    rows = text(1, user, "unmöglich"), text(2, user, "danach")
    await answered(telegram, database, Echo(fails={"unmöglich": 99}), *rows)

    assert [shown.text for shown in user.unread()] == ["Das tut mir leid.", "danach"]
    assert "RuntimeError" in caplog.text
    assert "unmöglich" not in caplog.text
    assert str(user.chat_id) not in caplog.text


async def test_who_has_blocked_us_is_marked_and_holds_nothing_up(
    telegram: TelegramServer, database: Database
):
    user = User(telegram)
    chat_of(database, user.chat_id, is_group=False, now=datetime.now(timezone.utc))
    user.block()

    await answered(telegram, database, Echo(), text(1, user, "eins"), text(2, user, "zwei"))

    chat = chat_of(database, user.chat_id, is_group=False, now=datetime.now(timezone.utc))
    assert chat.blocked_at is not None
    assert user.unread() == []


async def test_typing_is_shown_when_it_takes_long(telegram: TelegramServer, database: Database):
    user = User(telegram)
    answers = Gated(telegram, user, lambda: telegram.called("sendChatAction"))

    await answered(telegram, database, answers, text(1, user, "lang"))

    assert len(user.unread()) == 1


async def test_typing_is_not_shown_when_the_answer_is_there(
    telegram: TelegramServer, database: Database, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(workers, "TYPING_AFTER_SECONDS", 60)
    user = User(telegram)

    await answered(telegram, database, Echo(), text(1, user, "kurz"))

    assert telegram.called("sendChatAction") == []


async def test_a_pressed_button_stops_waiting(telegram: TelegramServer, database: Database):
    user = User(telegram)
    telegram.callbacks.add("77")
    pressed = Incoming(
        1, user.chat_id, 5, False, "button", text="Kosten", token="x", callback_id="77"
    )

    await answered(telegram, database, Echo(), pressed)

    assert await seen(telegram, lambda: telegram.toasts) == ["gedrückt"]
    assert [shown.text for shown in user.unread()] == ["Kosten"]


async def test_what_is_not_begun_when_the_process_ends_waits_for_the_next(
    telegram: TelegramServer, database: Database
):
    user, now = User(telegram), datetime.now(timezone.utc)
    rows = [text(number, user, f"{number}") for number in range(3)]
    keep(database, [(row.update_id, row.chat_id, vars(row)) for row in rows], now)

    async with sending(telegram, database) as sender:
        at_work = Workers(Echo(slow=0.1), sender, database, apology=apology)
        await Arrival(database, at_work, bot_username="us").take_up()
        await asyncio.sleep(0.02)
        await at_work.finish(seconds=60)

    assert [shown.text for shown in user.unread()] == ["0"]
    assert [row.update_id for row in waiting(database)] == [1, 2]
