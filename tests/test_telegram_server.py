"""The stand-in for Telegram must refuse and remember as Telegram does; a real bot talks to it."""

import asyncio
from collections.abc import AsyncIterator, Iterator

import httpx
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from telegram import Bot, BotCommand, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import BadRequest, Conflict, Forbidden, InvalidToken, RetryAfter, TimedOut
from telegram.request import HTTPXRequest

from bot.channels.telegram.failures import seconds_to_wait
from tests.telegram_html import Refused, seen
from tests.telegram_people import User, group
from tests.telegram_server import TelegramServer, started_telegram


@pytest.fixture
def telegram() -> Iterator[TelegramServer]:
    with started_telegram() as server:
        yield server


@pytest.fixture
async def bot(telegram: TelegramServer) -> AsyncIterator[Bot]:
    async with Bot(
        telegram.token,
        base_url=telegram.api,
        request=HTTPXRequest(read_timeout=0.5),
        get_updates_request=HTTPXRequest(connection_pool_size=2),
    ) as bot:
        yield bot


def test_it_reads_html_as_a_person_sees_it():
    read = seen(
        "<b>Kosten &amp; Gebühren</b> &laquo;"
        "<blockquote expandable>1. <a href='https://a.example/?x=1&amp;y'>Visum</a></blockquote>"
    )

    assert read.text == "Kosten & Gebühren &laquo;1. Visum"
    assert read.marked("expandable_blockquote") == ["1. Visum"]
    assert read.links() == {"Visum": "https://a.example/?x=1&y"}


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("<p>Text</p>", 'Unsupported start tag "p" at byte offset 0'),
        ("2 < 3", 'Unsupported start tag "" at byte offset 2'),
        ("ü<b>Text", 'Can\'t find end tag corresponding to start tag "b"'),
        ("ü<b>Text</i>", 'Unmatched end tag at byte offset 9, expected "</b>", found "</i>"'),
        ("Text</b>", "Unexpected end tag at byte offset 4"),
        ('<a href="https://a.example', 'Unclosed start tag "a" at byte offset 0'),
        ("<span>a</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("<blockquote><blockquote>a</blockquote></blockquote>", "can't be nested"),
    ],
)
def test_it_refuses_html_in_telegrams_words(markup: str, words: str):
    with pytest.raises(Refused) as refused:
        seen(markup)

    assert words in str(refused.value)


async def test_a_bot_receives_updates_until_it_confirms_them(telegram: TelegramServer, bot: Bot):
    user = User(telegram)
    for text in ("eins", "zwei", "drei"):
        user.say(text)

    first = await bot.get_updates(limit=2)
    again = await bot.get_updates()
    rest = await bot.get_updates(offset=again[1].update_id + 1)

    assert [update.message.text for update in first] == ["eins", "zwei"]
    assert [update.message.text for update in again] == ["eins", "zwei", "drei"]
    assert [update.message.text for update in rest] == ["drei"]
    assert len(telegram.handed_out[first[0].update_id]) == 2


async def test_a_long_poll_ends_with_the_first_update(telegram: TelegramServer, bot: Bot):
    user = User(telegram)
    polling = asyncio.create_task(bot.get_updates(timeout=30))
    await asyncio.sleep(0.1)
    user.say("/start@lotse_test_bot jetzt")

    [update] = await asyncio.wait_for(polling, 5)

    assert update.message.parse_entities() == {update.message.entities[0]: "/start@lotse_test_bot"}


async def test_a_second_poll_ends_the_first(bot: Bot):
    polling = asyncio.create_task(bot.get_updates(timeout=30))
    await asyncio.sleep(0.1)
    await bot.get_updates(timeout=0)

    with pytest.raises(Conflict):
        await asyncio.wait_for(polling, 5)


async def test_updates_come_late_and_twice(telegram: TelegramServer, bot: Bot):
    user = User(telegram)
    late, soon = user.say("spät", held=True), user.say("früh")

    [first] = await bot.get_updates()
    telegram.deliver(late)
    telegram.deliver(soon)
    second = await bot.get_updates(offset=first.update_id + 1)

    assert late["update_id"] < soon["update_id"]
    assert [update.message.text for update in (first, *second)] == ["früh", "spät", "früh"]


async def test_a_message_with_buttons_is_shown_and_pressed(telegram: TelegramServer, bot: Bot):
    user = User(telegram)
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("Kosten", callback_data="x" * 64)]])
    await bot.send_message(user.chat_id, "<b>Hallo</b>", parse_mode="HTML", reply_markup=keyboard)

    shown = user.read()
    user.press("kosten")
    [update] = await bot.get_updates()
    await update.callback_query.answer("Gleich.")

    assert (shown.text, shown.seen.marked("bold")) == ("Hallo", ["Hallo"])
    assert update.callback_query.data == "x" * 64
    assert update.callback_query.message.message_id == shown.message_id
    assert telegram.toasts == ["Gleich."]


@pytest.mark.parametrize(
    ("text", "button", "words"),
    [
        ("<p>a</p>", {}, "Can't parse entities: unsupported start tag"),
        (" <b> </b>", {}, "Message text is empty"),
        ("a" * 4097, {}, "Message is too long"),
        ("😀" * 2049, {}, "Message is too long"),
        ("a", {"callback_data": "ä" * 33}, "Button_data_invalid"),
        ("a", {"url": "tel:+493850"}, "Unsupported URL protocol"),
        ("a", {"url": "http://localhost:8090/chat"}, "Wrong HTTP URL"),
    ],
)
async def test_a_message_is_refused(
    telegram: TelegramServer, bot: Bot, text: str, button: dict[str, str], words: str
):
    user = User(telegram)
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("b", **button)]]) if button else None

    with pytest.raises(BadRequest) as refused:
        await bot.send_message(user.chat_id, text, parse_mode="HTML", reply_markup=keyboard)

    assert words.casefold() in str(refused.value).casefold()
    assert not user.unread()


async def test_4096_units_are_taken_and_markup_does_not_count(telegram: TelegramServer, bot: Bot):
    user = User(telegram)

    await bot.send_message(user.chat_id, f"<b>{'😀' * 2048}</b>", parse_mode="HTML")

    assert len(user.read().text) == 2048


async def test_faults_come_as_planned_and_go(telegram: TelegramServer, bot: Bot):
    user = User(telegram)
    telegram.faults.too_many(retry_after=3)
    telegram.faults.silent()

    with pytest.raises(RetryAfter) as later:
        await bot.send_message(user.chat_id, "eins")
    with pytest.raises(TimedOut):
        await bot.send_message(user.chat_id, "zwei")
    await bot.send_message(user.chat_id, "drei")

    assert seconds_to_wait(later.value) == 3
    assert [shown.text for shown in user.unread()] == ["zwei", "drei"]
    assert [call.status for call in telegram.called("sendMessage")] == [429, 0, 200]


async def test_who_blocks_is_not_reached_and_the_bot_is_told(telegram: TelegramServer, bot: Bot):
    user = User(telegram)
    user.block()

    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(user.chat_id, "Hallo")
    user.unblock()
    await bot.send_message(user.chat_id, "Hallo")
    blocked, unblocked = await bot.get_updates()

    assert blocked.my_chat_member.new_chat_member.status == "kicked"
    assert unblocked.my_chat_member.new_chat_member.status == "member"


async def test_a_chat_that_never_was_is_not_found(bot: Bot):
    with pytest.raises(BadRequest, match=r"[Cc]hat not found"):
        await bot.send_message(12, "Hallo")


async def test_everything_people_send_is_read_by_the_library(telegram: TelegramServer, bot: Bot):
    user = User(telegram).in_group(group(telegram))
    said = user.say("Hallo @lotse_test_bot")
    for send in (user.sticker, user.voice, user.location, user.contact, user.photo, user.document):
        send()
    user.forward("Jetzt bewerben")
    user.edit(said, "Hallo")

    updates = await bot.get_updates()

    messages = [update.message for update in updates[:8]]
    assert messages[0].chat.type == "supergroup"
    assert all(
        getattr(message, kind)
        for message, kind in zip(
            messages[1:],
            ("sticker", "voice", "location", "contact", "photo", "document", "forward_origin"),
            strict=True,
        )
    )
    assert updates[8].edited_message.text == "Hallo"


async def test_commands_are_kept_by_language(telegram: TelegramServer, bot: Bot):
    await bot.set_my_commands([BotCommand("help", "Hilfe")], language_code="de")
    await bot.set_my_commands([BotCommand("help", "Help")])

    assert telegram.commands["de", "default"][0]["description"] == "Hilfe"
    assert telegram.commands["", "default"][0]["description"] == "Help"
    with pytest.raises(BadRequest, match=r"(?i)command_invalid"):
        await bot.set_my_commands([BotCommand("Help", "Help")])


async def test_a_webhook_gets_each_update_until_it_takes_it(telegram: TelegramServer, bot: Bot):
    came: list[tuple[str, str]] = []

    async def hook(request: web.Request) -> web.Response:
        text = (await request.json())["message"]["text"]
        came.append((request.headers["X-Telegram-Bot-Api-Secret-Token"], text))
        return web.Response(status=503 if len(came) == 1 else 200)

    app = web.Application()
    app.router.add_post("/hook", hook)
    async with TestServer(app) as ours:
        telegram.webhook_at = str(ours.make_url("/hook"))
        await bot.set_webhook("https://lotse.example/hook", secret_token="geheim")
        user = User(telegram)
        user.say("eins")
        user.say("zwei")
        await asyncio.to_thread(telegram.wait, lambda: not telegram.pending())

    assert came == [("geheim", "eins"), ("geheim", "eins"), ("geheim", "zwei")]


async def test_polling_is_refused_while_there_is_a_webhook(bot: Bot):
    await bot.set_webhook("https://lotse.example/hook")

    assert (await bot.get_webhook_info()).url == "https://lotse.example/hook"
    with pytest.raises(Conflict, match="webhook is active"):
        await bot.get_updates()


async def test_another_token_and_unknown_methods_are_refused(telegram: TelegramServer, bot: Bot):
    async with httpx.AsyncClient() as client:
        unknown = await client.post(f"{telegram.api}{telegram.token}/sendSmellyMessage")
    with pytest.raises(InvalidToken):
        await Bot("1:other", base_url=telegram.api).get_me()

    assert unknown.status_code == 404
    assert unknown.json() == {"ok": False, "error_code": 404, "description": "Not Found"}
