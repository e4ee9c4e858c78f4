"""Sending: at Telegram's pace, with hidden buttons, and what each refusal leads to."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import datetime, timezone

import pytest
from telegram.error import TelegramError

from bot.channels.telegram.failures import ChatGone
from bot.channels.telegram.outgoing import Button, Outgoing
from desk.chats.buttons import meaning_of
from desk.tickets.database import Database
from tests.bot.telegram.working import seen, sending
from tests.telegram_faults import Faults
from tests.telegram_people import User, group
from tests.telegram_server import TelegramServer, started_telegram

HELLO = Outgoing("<b>Guten Tag</b> &amp; willkommen")


@pytest.fixture
def telegram() -> Iterator[TelegramServer]:
    with started_telegram() as telegram:
        yield telegram


def statuses(telegram: TelegramServer) -> list[int]:
    return [call.status for call in telegram.called("sendMessage")]


async def test_a_message_is_marked_up_and_shows_no_preview(
    telegram: TelegramServer, database: Database
):
    user = User(telegram)

    async with sending(telegram, database) as sender:
        message_id = await sender.send(user.chat_id, HELLO)

    [shown] = user.unread()
    [call] = telegram.called("sendMessage")
    assert (shown.text, shown.message_id) == ("Guten Tag & willkommen", message_id)
    assert call.body["link_preview_options"] == {"is_disabled": True}


async def test_buttons_say_nothing_to_telegram(telegram: TelegramServer, database: Database):
    user = User(telegram)
    page = Button("Zur Seite", url="https://lotse.example/chat")
    message = Outgoing("Wählen Sie.", ((Button("Kosten", "article:visa-costs"),), (page,)))

    async with sending(telegram, database) as sender:
        await sender.send(user.chat_id, message)

    [shown] = user.unread()
    token = shown.button("Kosten")["callback_data"]
    now = datetime.now(timezone.utc)
    assert meaning_of(database, token, user.chat_id, now) == "article:visa-costs"
    assert shown.button("Zur Seite")["url"] == "https://lotse.example/chat"
    assert "visa" not in str(telegram.called("sendMessage"))


@pytest.mark.parametrize(
    ("fail", "wanted"),
    [
        (lambda faults: faults.too_many(times=2), [429, 429, 200]),
        (lambda faults: faults.broken(times=2, code=502), [502, 502, 200]),
        (lambda faults: faults.silent(delivered=False), [0, 200]),
    ],
    ids=["429", "502", "no answer"],
)
async def test_a_message_is_sent_again(
    telegram: TelegramServer,
    database: Database,
    fail: Callable[[Faults], None],
    wanted: list[int],
):
    user = User(telegram)
    fail(telegram.faults)

    async with sending(telegram, database, answer_seconds=4) as sender:
        await sender.send(user.chat_id, HELLO)

    assert statuses(telegram) == wanted
    assert len(user.unread()) == 1


async def test_what_telegram_never_answers_is_tried_twice(
    telegram: TelegramServer, database: Database
):
    user = User(telegram)
    telegram.faults.silent(times=5)

    async with sending(telegram, database, answer_seconds=3) as sender:
        with pytest.raises(TelegramError):
            await sender.send(user.chat_id, HELLO)

    await seen(telegram, lambda: len(statuses(telegram)) == 2)
    assert statuses(telegram) == [0, 0]


async def test_telegram_is_waited_for_while_it_cannot_be_reached(database: Database):
    with ExitStack() as first:
        telegram = first.enter_context(started_telegram())
        user = User(telegram)
        async with sending(telegram, database) as sender:
            first.close()
            sent = asyncio.create_task(sender.send(user.chat_id, HELLO))
            await asyncio.sleep(0.2)
            waits = not sent.done()
            with started_telegram(port=telegram.port) as again:
                again.chats.update(telegram.chats)
                await sent

    assert waits
    assert len(again.shown) == 1


@pytest.mark.parametrize(
    ("words", "reason"),
    [("bot was blocked by the user", "blocked"), ("user is deactivated", "gone")],
)
async def test_a_chat_that_is_gone_is_not_tried_again(
    telegram: TelegramServer, database: Database, words: str, reason: str
):
    user = User(telegram)
    telegram.faults.blocked[user.chat_id] = words

    async with sending(telegram, database) as sender:
        with pytest.raises(ChatGone) as caught:
            await sender.send(user.chat_id, HELLO)
        with pytest.raises(ChatGone) as unknown:
            await sender.send(user.chat_id + 1, HELLO)

    assert (caught.value.reason, unknown.value.reason) == (reason, "gone")
    assert statuses(telegram) == [403, 400]


async def test_markup_that_telegram_cannot_read_is_left_out(
    telegram: TelegramServer, database: Database
):
    user = User(telegram)

    async with sending(telegram, database) as sender:
        await sender.send(user.chat_id, Outgoing("<b>fett &amp; <i>schräg</b>"))

    assert [shown.text for shown in user.unread()] == ["fett & schräg"]


async def test_a_chat_gets_three_in_three_seconds_and_the_first_at_once(
    telegram: TelegramServer, database: Database
):
    user, other = User(telegram), User(telegram)

    async with sending(telegram, database) as sender:
        await asyncio.gather(
            *(sender.send(user.chat_id, Outgoing(str(number))) for number in range(4)),
            sender.send(other.chat_id, HELLO),
        )

    shown = user.unread()
    [others] = other.unread()
    assert [each.text for each in shown] == ["0", "1", "2", "3"]
    assert shown[3].at - shown[0].at >= 3
    assert others.at < shown[3].at


async def test_a_chat_that_is_told_to_wait_does_not_hold_up_others(
    telegram: TelegramServer, database: Database
):
    user, other = User(telegram), User(telegram)
    telegram.faults.too_many(retry_after=2, chat_id=user.chat_id)

    async with sending(telegram, database) as sender:
        await asyncio.gather(sender.send(user.chat_id, HELLO), sender.send(other.chat_id, HELLO))

    [late], [soon] = user.unread(), other.unread()
    assert late.at - soon.at >= 1


async def test_an_answer_in_a_group_hangs_on_its_question(
    telegram: TelegramServer, database: Database
):
    user = User(telegram).in_group(group(telegram))

    async with sending(telegram, database) as sender:
        await sender.send(user.chat_id, HELLO, reply_to=17)

    [shown] = user.unread()
    assert shown.reply_to == 17


async def test_typing_and_toasts_are_never_an_error(telegram: TelegramServer, database: Database):
    async with sending(telegram, database) as sender:
        await sender.typing(1)
        await sender.toast("forged", "Guten Tag")

    assert [call.status for call in telegram.calls[-2:]] == [400, 400]
