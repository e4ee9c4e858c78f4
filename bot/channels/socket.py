"""The widget's channel: Socket.IO, one room a conversation, every message answered once.

A connection shows the session that we signed; from then on the server knows which conversation it
belongs to, and no client can name another one. What is sent and received is described in
docs/widget-server.md.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timezone
from typing import Any

import socketio
from engineio.payload import Payload
from sanic import Request, Sanic
from sanic.response import HTTPResponse
from socketio.exceptions import ConnectionRefusedError as Refused
from socketio.packet import Packet

from bot.channels.address import address_of, counted_address, may_show_us
from bot.channels.errors import InvalidMessage
from bot.channels.heard import feedback_on
from bot.channels.history import known_replies, see_replies, shown_turns
from bot.channels.intake import own_line
from bot.channels.limits import (
    MAX_PACKETS,
    MAX_PAYLOAD_BYTES,
    MAX_REFUSALS,
    MAX_SOCKETS_OF_ADDRESS,
    MAX_SOCKETS_OF_SESSION,
    TooFast,
)
from bot.channels.message import MAX_CHARACTERS, IncomingMessage
from bot.channels.rooms import DELETED, SharedRooms, Visitor, Visitors
from bot.channels.session import InvalidSession, Sessions
from bot.channels.shown import answer_row, reply_row, turn_row
from bot.channels.turns import Outcome, Turns
from bot.channels.welcome import tenant_row
from bot.settings import Settings
from bot.words import words
from desk.tickets.errors import DatabaseAway
from desk.tickets.feedback import count_feedback
from desk.tickets.opening import open_store
from desk.tickets.outbox import OutboxRow
from knowledge.answer import Status

logger = logging.getLogger(__name__)

PATH = "/socket.io/"
MOST_TURNS = 50
_MOST_SEEN = 100
_ACK_SECONDS = 10
_WAIT_MS = 10_000  # before another connection is worth a try

Body = dict[str, Any]
Handler = Callable[[Visitor, Body], Awaitable[Body]]


class TextPacket(Packet):
    """Nothing of ours is binary: no answer is searched for bytes before it is sent."""

    uses_binary_events = False


class SocketChannel:
    """Speaks Socket.IO on the application that it is attached to."""

    def __init__(self, app: Sanic, settings: Settings) -> None:
        self._app = app
        self._sessions: Sessions = app.ctx.sessions
        self._turns: Turns = app.ctx.turns
        self._redis = settings.redis_url
        self.visitors = Visitors()
        self._server = socketio.AsyncServer(
            async_mode="sanic",
            serializer=TextPacket,
            client_manager=self._rooms(settings),
            cors_allowed_origins=_is_allowed,
            cors_credentials=False,
            max_http_buffer_size=MAX_PAYLOAD_BYTES,
            logger=_quiet("socketio"),
            engineio_logger=_quiet("engineio"),
        )
        Payload.max_decode_packets = MAX_PACKETS
        app.config.WEBSOCKET_MAX_SIZE = MAX_PAYLOAD_BYTES
        app.add_route(self._request, PATH, methods=["GET", "POST", "OPTIONS"], name="socket")
        app.enable_websocket()
        self._server.on("connect", self._connect)
        self._server.on("disconnect", self._disconnect)
        events: dict[str, Handler] = {
            "message": self._message,
            "seen": self._seen,
            "history": self._history,
            "feedback": self._feedback,
        }
        for name, handler in events.items():
            self._server.on(name, self._heard(handler))
        self._turns.listeners.append(self._on_turn)

    async def deliver(self, row: OutboxRow) -> bool:
        """Show a reply in every tab of its conversation. True when one has acknowledged it."""
        try:
            await self._server.call(
                "reply", reply_row(row), to=row.conversation_id, timeout=_ACK_SECONDS
            )
        except socketio.exceptions.TimeoutError:
            return False
        return True

    # Arriving and leaving

    async def _request(self, request: Request) -> HTTPResponse:
        """Every request of a connection; whoever opens too many is stopped here."""
        if "sid" not in request.args and request.method == "GET":
            self._check_arrival(request)
        return await self._server.handle_request(request)

    def _check_arrival(self, request: Request) -> None:
        """Raises TooFast."""
        address = address_of(request)
        self._app.ctx.limits.arrival(address)
        counted = counted_address(address)
        if counted and self._count(counted) >= MAX_SOCKETS_OF_ADDRESS:
            raise TooFast(_WAIT_MS)

    def _count(self, counted: str) -> int:
        requests = (environ["sanic.request"] for environ in self._server.environ.values())
        return sum(counted_address(address_of(request)) == counted for request in requests)

    async def _connect(self, sid: str, environ: Body, auth: Any = None) -> None:
        auth = auth if isinstance(auth, dict) else {}
        offered = auth.get("session")
        try:
            conversation_id = self._sessions.conversation_of(offered)
            session, fresh = self._sessions.renew(conversation_id), False
        except InvalidSession:
            session, fresh = self._sessions.issue(), True
            conversation_id = self._sessions.conversation_of(session)
            self._turns.begin(conversation_id)
        visitor = Visitor(
            sid,
            conversation_id,
            address_of(environ["sanic.request"]),
            _text(auth.get("lang")),
            _text(auth.get("time_zone")),
        )
        if len(self.visitors.of(conversation_id)) >= MAX_SOCKETS_OF_SESSION:
            raise Refused("too_fast", _problem("too_fast", visitor.lang, retry_ms=_WAIT_MS))
        self.visitors.add(visitor)
        await self._server.enter_room(sid, conversation_id)
        hello = {"session": session, "fresh": fresh, "refused": fresh and offered is not None}
        self._server.start_background_task(self._hello, visitor, hello)

    async def _hello(self, visitor: Visitor, hello: Body) -> None:
        introduction = own_line("utter_introduction", visitor.lang, status=Status.SMALLTALK)
        known = {"turns": [], "replies": []} if hello["fresh"] else await self._known(visitor)
        row = {
            **hello,
            **known,
            "introduction": answer_row(introduction),
            "tenant": tenant_row(introduction.lang, now=datetime.now(timezone.utc)),
            "limits": {"characters": MAX_CHARACTERS},
        }
        await self._server.emit("hello", row, to=visitor.sid)

    async def _disconnect(self, sid: str, reason: str = "") -> None:
        visitor = self.visitors.remove(sid)
        if visitor and not self.visitors.of(visitor.conversation_id):
            self._server.manager.callbacks.pop(visitor.conversation_id, None)

    # What clients say

    def _heard(self, handler: Handler) -> Callable[..., Awaitable[Body]]:
        async def heard(sid: str, *sent: Any) -> Body:
            return await self._event(handler, sid, sent)

        return heard

    async def _event(self, handler: Handler, sid: str, sent: tuple[Any, ...]) -> Body:
        """The outermost edge of an event: whatever goes wrong, the person gets a sentence."""
        visitor = self.visitors.get(sid)
        body = sent[0] if sent and isinstance(sent[0], dict) else {}
        lang = _text(body.get("lang")) or (visitor.lang if visitor else None)
        if visitor is None:
            return _problem("session_lost", lang)
        try:
            return await handler(visitor, body)
        except TooFast as error:
            await self._count_refusal(sid)
            return _problem("too_fast", lang, retry_ms=error.retry_ms)
        except InvalidMessage:
            return _problem("bad_request", lang)
        except DatabaseAway as error:
            logger.warning("the desk does not answer: %s", error)
        except Exception:
            logger.exception("event failed")
        return _problem("error", lang)

    async def _count_refusal(self, sid: str) -> None:
        """Who goes on and on is not listened to any more."""
        self.visitors.refusals[sid] += 1
        if self.visitors.refusals[sid] >= MAX_REFUSALS:
            await self._server.disconnect(sid)

    async def _message(self, visitor: Visitor, body: Body) -> Body:
        text = body.get("text")
        if isinstance(text, str) and len(text) > MAX_CHARACTERS:
            lang = _text(body.get("lang")) or visitor.lang
            line = own_line("utter_too_long", lang, status=Status.CLARIFIED)
            return {"error": "too_long", "message": line.short}
        given = {"lang": visitor.lang, "time_zone": visitor.time_zone}
        message = IncomingMessage.from_json({**given, **body, "message_id": body.get("id")})
        outcome = await self._turns.take(
            message,
            conversation_id=visitor.conversation_id,
            address=visitor.address,
            sender=visitor.sid,
        )
        return turn_row(outcome.turn)

    async def _seen(self, visitor: Visitor, body: Body) -> Body:
        self._app.ctx.limits.event(visitor.conversation_id)
        await see_replies(open_store(), visitor.conversation_id, _ids(body.get("ids")))
        return {}

    async def _history(self, visitor: Visitor, body: Body) -> Body:
        self._app.ctx.limits.event(visitor.conversation_id)
        return await self._known(visitor)

    async def _feedback(self, visitor: Visitor, body: Body) -> Body:
        self._app.ctx.limits.event(visitor.conversation_id)
        turn = self._turns.kept(visitor.conversation_id, str(body.get("id")))
        said = feedback_on(turn.answer if turn else None, body)
        day = open_store().office.day(datetime.now(timezone.utc))
        await asyncio.to_thread(count_feedback, open_store().database, said, day=day)
        return {}

    async def _known(self, visitor: Visitor) -> Body:
        """The last turns of a conversation, and all replies to it."""
        store, conversation_id = open_store(), visitor.conversation_id
        turns = await shown_turns(self._app.ctx.agent, store, conversation_id)
        replies = await known_replies(store, conversation_id)
        return {
            "turns": [turn_row(turn) for turn in turns[-MOST_TURNS:]],
            "replies": [reply_row(row) for row in replies],
        }

    # What happens elsewhere

    async def _on_turn(self, conversation_id: str, outcome: Outcome, sender: str | None) -> None:
        """Tell the other tabs."""
        if outcome.session is None:
            if self._redis or set(self.visitors.of(conversation_id)) - {sender}:
                row = turn_row(outcome.turn)
                await self._server.emit("turn", row, to=conversation_id, skip_sid=sender)
            return
        await self._server.emit(DELETED, {"session": outcome.session}, to=conversation_id)
        await self._move(conversation_id, outcome.session)

    async def _move(self, conversation_id: str, session: str) -> None:
        """The conversation was deleted: those who are connected here go on with a new one."""
        new_id = self._sessions.conversation_of(session)
        for sid in self.visitors.of(conversation_id):
            self.visitors.move(sid, new_id)
            await self._server.leave_room(sid, conversation_id)
            await self._server.enter_room(sid, new_id)

    def _rooms(self, settings: Settings) -> SharedRooms | None:
        if settings.redis_url is None:
            return None
        return SharedRooms(settings.redis_url, on_deleted=self._move)


def _is_allowed(origin: str | None, environ: Body) -> bool:
    return may_show_us(origin, environ["sanic.request"])


def _problem(error: str, lang: str | None, **more: Any) -> Body:
    return {"error": error, "message": words(lang or "").page[error], **more}


def _ids(sent: Any) -> list[int]:
    """Ids of replies. Raises InvalidMessage."""
    known = isinstance(sent, list) and len(sent) <= _MOST_SEEN
    if not known or not all(type(row_id) is int and 0 < row_id < 10**9 for row_id in sent):
        raise InvalidMessage("ids lists the ids of replies: [3, 4]")
    return list(sent)


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None


def _quiet(name: str) -> logging.Logger:
    """Their INFO lines hold what people wrote."""
    quiet = logging.getLogger(f"lotse.{name}")
    quiet.setLevel(logging.ERROR)
    return quiet
