"""Answering: chats side by side, and in each chat one update after the other.

After a crash an answer may be sent a second time, because Telegram cannot be asked what it has
delivered; none is lost. The assistant answers the same update once.
"""

import asyncio
import logging
import time
import traceback
from collections import deque
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Any, Protocol, TypeVar

from telegram.error import TelegramError

from bot.channels.telegram.failures import ChatGone
from bot.channels.telegram.incoming import Incoming
from bot.channels.telegram.outgoing import Outgoing, Reply
from bot.channels.telegram.patience import patiently
from bot.channels.telegram.pauses import FIRST_SECONDS, growing_pauses
from bot.channels.telegram.sending import Sender
from desk.chats import chats, inbox
from desk.tickets.database import Database
from desk.tickets.errors import DatabaseAway

logger = logging.getLogger(__name__)

ATTEMPTS = 3
TYPING_AFTER_SECONDS = 0.3
_TYPING_LASTS_SECONDS = 4.5
T = TypeVar("T")


class Answers(Protocol):
    """Says what a person sees after an update."""

    async def answer(self, incoming: Incoming) -> Reply: ...


@dataclass
class Work:
    """One update and how far it has got, so that no message of it is sent again."""

    incoming: Incoming
    began: float
    reply: Reply | None = None
    sent: int = 0


class Workers:
    """One worker for each chat that has something to be answered."""

    def __init__(
        self,
        answers: Answers,
        sender: Sender,
        database: Database,
        *,
        apology: Callable[[Incoming], Outgoing],
        first_pause: float = FIRST_SECONDS,
    ) -> None:
        self._answers = answers
        self._sender = sender
        self._database = database
        self._apology = apology
        self._first_pause = first_pause
        self._waiting: dict[int, deque[Incoming]] = {}
        self._running: set[asyncio.Task[None]] = set()
        self._ending = False

    def add(self, incoming: Incoming) -> None:
        """Answer this after everything else of its chat."""
        queue = self._waiting.get(incoming.chat_id)
        if queue is not None:
            queue.append(incoming)
            return
        self._waiting[incoming.chat_id] = deque([incoming])
        self._beside(self._work_through(incoming.chat_id))

    async def finish(self, *, seconds: float) -> None:
        """Let each worker end the update in hand; what is left waits in the inbox."""
        self._ending = True
        if self._running:
            await asyncio.wait(self._running, timeout=seconds)
        for task in self._running:
            task.cancel()

    def _beside(self, work: Coroutine[Any, Any, None]) -> None:
        """Let it run by itself; `finish` waits for it."""
        task = asyncio.create_task(work)
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def _work_through(self, chat_id: int) -> None:
        queue = self._waiting[chat_id]
        while queue and not self._ending:
            await self._work(Work(queue.popleft(), time.monotonic()))
        del self._waiting[chat_id]

    async def _work(self, work: Work) -> None:
        """Until it is answered or given up, and the inbox knows."""
        pauses = growing_pauses(self._first_pause)
        outcome = None
        while outcome is None:
            outcome = await self._attempt(work)
            if outcome is None:
                await asyncio.sleep(next(pauses))
        update_id = work.incoming.update_id
        await self._patiently(lambda: inbox.done(self._database, update_id, _now()))
        logger.info(
            "update=%d kind=%s outcome=%s messages=%d ms=%.0f",
            *(update_id, work.incoming.kind, outcome, work.sent),
            1000 * (time.monotonic() - work.began),
        )

    async def _attempt(self, work: Work) -> str | None:
        """How it went; None: to be tried again.

        The one broad except of this process: whatever is wrong with one update, the others of its
        chat go on.
        """
        try:
            await self._answer(work)
        except ChatGone as error:
            chat_id = work.incoming.chat_id
            await self._patiently(lambda: chats.block(self._database, chat_id, _now()))
            return error.reason
        except DatabaseAway as error:
            logger.warning("%s", error)
            return None
        except Exception as error:  # noqa: BLE001 (logged, but not with exc_info)
            # The error's own words may hold a text or a token: only its kind and place.
            place = "".join(traceback.format_tb(error.__traceback__))
            logger.error("update=%d: %s\n%s", work.incoming.update_id, type(error).__name__, place)
            return await self._give_up(work)
        return "answered"

    async def _answer(self, work: Work) -> None:
        incoming = work.incoming
        if work.reply is None:
            async with self._typing(incoming.chat_id):
                work.reply = await self._answers.answer(incoming)
            if incoming.callback_id:
                self._beside(self._sender.toast(incoming.callback_id, work.reply.toast))
        for message in work.reply.messages[work.sent :]:
            reply_to = incoming.message_id if incoming.is_group else None
            await self._sender.send(incoming.chat_id, message, reply_to=reply_to)
            work.sent += 1

    async def _give_up(self, work: Work) -> str | None:
        """After the last attempt the person is told that it went wrong; None before."""
        incoming = work.incoming
        attempts = await self._patiently(lambda: inbox.failed(self._database, incoming.update_id))
        if attempts < ATTEMPTS:
            return None
        try:
            await self._sender.send(incoming.chat_id, self._apology(incoming))
        except (ChatGone, DatabaseAway, TelegramError) as error:
            logger.error("update=%d: no apology: %s", incoming.update_id, type(error).__name__)
        return "given_up"

    @asynccontextmanager
    async def _typing(self, chat_id: int) -> AsyncIterator[None]:
        """Show that we are writing, from the moment that it takes long."""
        task = asyncio.create_task(self._type(chat_id))
        try:
            yield
        finally:
            task.cancel()

    async def _type(self, chat_id: int) -> None:
        await asyncio.sleep(TYPING_AFTER_SECONDS)
        while True:
            await self._sender.typing(chat_id)
            await asyncio.sleep(_TYPING_LASTS_SECONDS)

    async def _patiently(self, call: Callable[[], T]) -> T:
        return await patiently(call, first_pause=self._first_pause)


def _now() -> datetime:
    return datetime.now(timezone.utc)
