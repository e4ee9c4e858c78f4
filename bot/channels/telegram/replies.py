"""The way of the replies that go into a chat: out of the outbox, to Telegram, marked.

A reply that Telegram has taken while we ended before we could mark it comes again after the lease:
Telegram offers no way to ask. Whoever has blocked the bot or deleted the chat is shown at the desk,
and gets what waits when they are back.
"""

import asyncio
import logging
import traceback
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Protocol, TypeVar

from telegram.error import TelegramError

from bot.channels.telegram.failures import ChatGone
from bot.channels.telegram.notice import Desk, notice
from bot.channels.telegram.outgoing import Outgoing
from bot.channels.telegram.patience import patiently
from bot.channels.telegram.pauses import FIRST_SECONDS
from desk.chats.chats import Chat, block, chat_of_conversation
from desk.chats.reaching import take_up_again
from desk.chats.threads import has_messages, remember
from desk.tickets.database import Database
from desk.tickets.errors import NotPossible
from desk.tickets.outbox import OutboxRow, mark_failed, mark_sent, take_due
from desk.tickets.ticket import Status, Ticket
from desk.tickets.views import show_ticket

logger = logging.getLogger(__name__)

CHANNEL = "telegram"
LOOK_SECONDS = 2.0
Found = TypeVar("Found")


class Sends(Protocol):
    """What sends to a chat."""

    async def send(self, chat_id: int, message: Outgoing) -> int:
        """Telegram's id of the message. Raises ChatGone, TelegramError, DatabaseAway."""


@dataclass(frozen=True)
class Failure:
    """Why a reply was not sent. `final`: not before the person or staff have done something."""

    reason: str
    final: bool


class Replies:
    """Delivers the replies of one database, one after the other."""

    def __init__(
        self,
        sender: Sends,
        database: Database,
        desk: Desk,
        *,
        worker: str,
        clock: Callable[[], datetime],
        first_pause: float = FIRST_SECONDS,
    ) -> None:
        self._sender = sender
        self._database = database
        self._desk = desk
        self._worker = worker
        self._clock = clock
        self._first_pause = first_pause
        self._ending = asyncio.Event()
        self._running: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Deliver beside everything else, until `finish`."""
        self._running = asyncio.create_task(self._run())

    async def finish(self, *, seconds: float) -> None:
        """Let the reply in hand be delivered; the others wait in the outbox."""
        self._ending.set()
        if self._running:
            await asyncio.wait({self._running}, timeout=seconds)
            self._running.cancel()

    async def deliver_next(self) -> bool:
        """Deliver one reply, if one is due. Whether there was one."""
        row = await self._patiently(self._take)
        if row is None:
            return False
        failure = await self._deliver(row)
        marked = await self._patiently(partial(self._mark, row, failure))
        outcome = "sent" if failure is None else failure.reason
        logger.info("reply row=%d outcome=%s marked=%s", row.row_id, outcome, marked)
        return True

    async def _run(self) -> None:
        while not self._ending.is_set():
            if not await self.deliver_next():
                with suppress(asyncio.TimeoutError):
                    await asyncio.wait_for(self._ending.wait(), LOOK_SECONDS)

    async def _deliver(self, row: OutboxRow) -> Failure | None:
        """The one broad except of the replies: whatever is wrong with one, the others go on, and
        this one is shown as failed."""
        try:
            ticket, chat = await self._patiently(partial(self._find, row))
            if ticket is None or ticket.status is Status.WITHDRAWN:
                return Failure("withdrawn", final=True)
            if chat is None:
                return Failure("gone", final=True)
            return await self._send(row, ticket, chat)
        except TelegramError as error:
            logger.warning("reply row=%d: %s", row.row_id, type(error).__name__)
            return Failure("refused", final=False)
        except Exception as error:  # noqa: BLE001 (logged, but not with exc_info)
            # The error's own words may hold a text or a token: only its kind and place.
            place = "".join(traceback.format_tb(error.__traceback__))
            logger.error("reply row=%d: %s\n%s", row.row_id, type(error).__name__, place)
            return Failure("error", final=False)

    async def _send(self, row: OutboxRow, ticket: Ticket, chat: Chat) -> Failure | None:
        """Raises TelegramError."""
        known = await self._patiently(
            lambda: has_messages(self._database, chat.chat_id, number=ticket.number)
        )
        messages = notice(row, ticket, chat, self._desk, is_first=not known, now=self._clock())
        sent: list[int] = []
        try:
            for message in messages:
                sent.append(await self._sender.send(chat.chat_id, message))
        except ChatGone as error:
            # First the chat, then the reply: one that failed in a chat that is not blocked is
            # taken up again.
            await self._patiently(lambda: block(self._database, chat.chat_id, self._clock()))
            return Failure(error.reason, final=True)
        await self._patiently(lambda: self._remember(chat, sent, ticket))
        return None

    def _take(self) -> OutboxRow | None:
        """One row: each must be marked within its lease, and Telegram may make us wait."""
        now = self._clock()
        take_up_again(self._database, CHANNEL, now=now)
        rows = take_due(self._database, CHANNEL, worker=self._worker, now=now, limit=1)
        return next(iter(rows), None)

    def _find(self, row: OutboxRow) -> tuple[Ticket | None, Chat | None]:
        """The ticket as it is now, and where its person is; None for what was deleted."""
        try:
            ticket = show_ticket(self._database, row.number)
        except NotPossible:
            return None, None
        return ticket, chat_of_conversation(self._database, ticket.conversation_id)

    def _remember(self, chat: Chat, sent: Sequence[int], ticket: Ticket) -> None:
        remember(self._database, chat.chat_id, sent, number=ticket.number)

    def _mark(self, row: OutboxRow, failure: Failure | None) -> bool:
        if failure is None:
            return mark_sent(self._database, row.row_id, worker=self._worker, now=self._clock())
        return mark_failed(
            self._database,
            row.row_id,
            worker=self._worker,
            reason=failure.reason,
            final=failure.final,
            now=self._clock(),
        )

    async def _patiently(self, call: Callable[[], Found]) -> Found:
        return await patiently(call, first_pause=self._first_pause)
