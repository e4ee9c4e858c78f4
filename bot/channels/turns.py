"""The turns of all conversations, whichever way they come: in order, and none of them twice.

A message that comes again with its id (a line was lost, a form was sent twice) gets the answer that
it had. The last answers are kept in memory; the tracker knows the ids of all the others.
"""

import asyncio
import logging
import time
from collections import OrderedDict
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime, timezone
from weakref import WeakValueDictionary

from rasa.core.agent import Agent
from redis.asyncio import Redis
from redis.exceptions import RedisError

from bot.answer_line import AnswerLine
from bot.channels.forget import forget
from bot.channels.history import ShownTurn, conversation_of, last_turn_of, shown_turns
from bot.channels.intake import take
from bot.channels.limits import Limits
from bot.channels.message import IncomingMessage
from bot.channels.rooms import DELETED
from bot.channels.session import Sessions
from desk.tickets.opening import open_store
from knowledge.answer import Status

logger = logging.getLogger(__name__)

_MOST_ANSWERS = 500
_MOST_CONVERSATIONS = 5000
_TURN_SECONDS = 60


@dataclass(frozen=True)
class Outcome:
    """A turn; the session to go on with, where the conversation was deleted in it."""

    turn: ShownTurn
    session: str | None = None


Listener = Callable[[str, Outcome, str | None], Awaitable[None]]


class Turns:
    """Takes messages. With `redis`, other processes take messages of the same conversations."""

    def __init__(
        self, agent: Agent, sessions: Sessions, limits: Limits, *, redis: Redis | None = None
    ) -> None:
        self._agent = agent
        self._sessions = sessions
        self._limits = limits
        self._redis = redis
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._answers: OrderedDict[tuple[str, str], ShownTurn] = OrderedDict()
        self._ids: OrderedDict[str, set[str]] = OrderedDict()
        self._running: set[asyncio.Future[Outcome]] = set()
        self.listeners: list[Listener] = []

    async def take(
        self,
        message: IncomingMessage,
        *,
        conversation_id: str,
        address: str,
        sender: str | None = None,
    ) -> Outcome:
        """The turn of a message; turns of one conversation end in the order they began.

        Listeners hear of new turns; `sender` tells them who knows already. Raises InvalidMessage,
        DatabaseAway, and TooFast before anything has happened.
        """
        self._limits.message(conversation_id, address)
        turn = asyncio.ensure_future(self._take(message, conversation_id, address, sender))
        self._running.add(turn)
        turn.add_done_callback(self._running.discard)
        return await asyncio.shield(turn)  # who hangs up ends the waiting, not the turn

    def kept(self, conversation_id: str, message_id: str) -> ShownTurn | None:
        """A turn of late, if it is still in memory."""
        return self._answers.get((conversation_id, message_id))

    def begin(self, conversation_id: str) -> None:
        """A conversation that has no turn yet."""
        self._keep_ids(conversation_id, set())

    async def _take(
        self, message: IncomingMessage, conversation_id: str, address: str, sender: str | None
    ) -> Outcome:
        async with self._alone(conversation_id):
            known = await self._known(conversation_id, message)
            if known:
                return Outcome(known)
            outcome = await self._new(message, conversation_id, address)
        for listener in self.listeners:
            await listener(conversation_id, outcome, sender)
        return outcome

    async def _new(self, message: IncomingMessage, conversation_id: str, address: str) -> Outcome:
        line = await take(self._agent, message, conversation_id=conversation_id, address=address)
        turn = await self._shown(message, line, conversation_id)
        if line.desk.get("step") == DELETED:
            now = datetime.now(timezone.utc)
            await forget(self._agent, open_store(), conversation_id, now=now)
            self._forget(conversation_id)
            return Outcome(turn, self._sessions.issue())
        if line.status != Status.ERROR.value:  # it may go better the next time
            self._keep(conversation_id, turn)
        return Outcome(turn)

    async def _shown(
        self, message: IncomingMessage, line: AnswerLine, conversation_id: str
    ) -> ShownTurn:
        """The turn as it was stored, with the answer as it is told now."""
        stored = await last_turn_of(self._agent, conversation_id)
        if stored and stored.message_id == message.message_id:
            return replace(stored, answer=line)
        return ShownTurn(message.message_id, "…", line, time.time())

    async def _known(self, conversation_id: str, message: IncomingMessage) -> ShownTurn | None:
        """The turn of a message that came before."""
        message_id = message.message_id
        if (conversation_id, message_id) in self._answers:
            return self._answers[conversation_id, message_id]
        ids = None if self._redis else self._ids.get(conversation_id)
        if ids is None:
            ids = {turn.message_id for turn in await conversation_of(self._agent, conversation_id)}
            self._keep_ids(conversation_id, ids)
        if message_id not in ids:
            return None
        turns = await shown_turns(
            self._agent, open_store(), conversation_id, with_replies=message.with_replies
        )
        return next((turn for turn in turns if turn.message_id == message_id), None)

    def _keep(self, conversation_id: str, turn: ShownTurn) -> None:
        if conversation_id in self._ids:
            self._ids[conversation_id].add(turn.message_id)
        self._answers[conversation_id, turn.message_id] = turn
        if len(self._answers) > _MOST_ANSWERS:
            self._answers.popitem(last=False)

    def _keep_ids(self, conversation_id: str, ids: set[str]) -> None:
        self._ids[conversation_id] = ids
        self._ids.move_to_end(conversation_id)
        if len(self._ids) > _MOST_CONVERSATIONS:
            self._ids.popitem(last=False)

    def _forget(self, conversation_id: str) -> None:
        self._ids.pop(conversation_id, None)
        for key in [key for key in self._answers if key[0] == conversation_id]:
            del self._answers[key]

    @asynccontextmanager
    async def _alone(self, conversation_id: str) -> AsyncIterator[None]:
        """One turn at a time; who came first goes first."""
        lock = self._locks.setdefault(conversation_id, asyncio.Lock())
        async with lock:
            if self._redis is None:
                yield
                return
            shared = self._redis.lock(f"lotse:turn:{conversation_id}", timeout=_TURN_SECONDS)
            try:
                await shared.acquire()
            except RedisError as error:
                logger.warning("turns are in order in this process only: %s", error)
                yield
                return
            try:
                yield
            finally:
                with suppress(RedisError):  # it ends by itself
                    await shared.release()
