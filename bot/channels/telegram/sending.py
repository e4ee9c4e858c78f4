"""Sending to Telegram: at its pace, with hidden buttons, as often as it makes sense."""

import asyncio
import html
import logging
import re
from collections.abc import Iterator
from datetime import datetime, timezone
from typing import Any

from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    ReplyParameters,
)
from telegram.constants import ChatAction, ParseMode
from telegram.error import RetryAfter, TelegramError

from bot.channels.telegram.failures import ChatGone, Failure, failure_of, seconds_to_wait
from bot.channels.telegram.lanes import Lanes
from bot.channels.telegram.outgoing import Outgoing
from bot.channels.telegram.pauses import FIRST_SECONDS, growing_pauses
from desk.chats import buttons
from desk.tickets.database import Database

logger = logging.getLogger(__name__)

_MARGIN_SECONDS = 0.1
_TAG = re.compile(r"<[^>]*>")


class Sender:
    """Sends for one bot. Typing and what is shown over the chat count in no limit of ours."""

    def __init__(self, bot: Bot, database: Database, *, first_pause: float = FIRST_SECONDS) -> None:
        self._bot = bot
        self._database = database
        self._lanes = Lanes()
        self._first_pause = first_pause

    async def send(self, chat_id: int, message: Outgoing, *, reply_to: int | None = None) -> int:
        """Telegram's id of the message. Raises ChatGone, TelegramError, DatabaseAway.

        While Telegram is away it is tried again and again. Where nobody answered, Telegram may
        have delivered it, and has no way to ask: it is sent once more, because an answer that
        comes twice is better than none.
        """
        parameters = {
            "text": message.html,
            "parse_mode": ParseMode.HTML,
            "reply_markup": await self._keyboard(chat_id, message),
            "link_preview_options": LinkPreviewOptions(is_disabled=True),
            "reply_parameters": reply_to
            and ReplyParameters(reply_to, allow_sending_without_reply=True),
        }
        async with self._lanes.enter(chat_id):
            return await self._deliver(chat_id, parameters)

    async def typing(self, chat_id: int) -> None:
        """Show that an answer is being written; not worth a second try."""
        try:
            await self._bot.send_chat_action(chat_id, ChatAction.TYPING)
        except TelegramError as error:
            logger.info("typing is not shown: %s", type(error).__name__)

    async def toast(self, callback_id: str, text: str | None = None) -> None:
        """Say that a button was pressed; Telegram forgets after some seconds which one."""
        try:
            await self._bot.answer_callback_query(callback_id, text=text)
        except TelegramError as error:
            logger.info("a button is not answered: %s", type(error).__name__)

    async def _deliver(self, chat_id: int, parameters: dict[str, Any]) -> int:
        pauses, unknown = growing_pauses(self._first_pause), 0
        while True:
            await self._lanes.turn(chat_id)
            try:
                sent = await self._bot.send_message(chat_id, **parameters)
            except TelegramError as error:
                failure = failure_of(error)
                unknown += failure is Failure.UNKNOWN
                logger.warning("not sent: %s (%s)", failure.value, type(error).__name__)
                if unknown > 1:
                    raise
                parameters = await self._prepare_again(error, failure, parameters, pauses)
            else:
                return sent.message_id
            finally:
                self._lanes.sent(chat_id)

    async def _prepare_again(
        self,
        error: TelegramError,
        failure: Failure,
        parameters: dict[str, Any],
        pauses: Iterator[float],
    ) -> dict[str, Any]:
        """What to send next, after a pause. Raises ChatGone, or the error itself."""
        if failure in (Failure.BLOCKED, Failure.GONE):
            raise ChatGone(failure.value) from error
        if failure is Failure.REFUSED:
            raise error
        if failure is Failure.MARKUP:
            plain = html.unescape(_TAG.sub("", parameters["text"]))
            return {**parameters, "text": plain, "parse_mode": None}
        if isinstance(error, RetryAfter):
            await asyncio.sleep(seconds_to_wait(error) + _MARGIN_SECONDS)
        elif failure is Failure.AWAY:
            await asyncio.sleep(next(pauses))
        return parameters

    async def _keyboard(self, chat_id: int, message: Outgoing) -> InlineKeyboardMarkup | None:
        """The buttons, each with a token of its own; all are written before one is shown."""
        if not message.buttons:
            return None
        meanings = [
            button.meaning for row in message.buttons for button in row if button.url is None
        ]
        tokens = iter(
            await asyncio.to_thread(
                buttons.keep,
                self._database,
                chat_id,
                [meaning or "" for meaning in meanings],
                datetime.now(timezone.utc),
            )
        )
        rows = [
            [
                InlineKeyboardButton(button.label, url=button.url)
                if button.url is not None
                else InlineKeyboardButton(button.label, callback_data=next(tokens))
                for button in row
            ]
            for row in message.buttons
        ]
        return InlineKeyboardMarkup(rows)
