"""Who is connected to this process: one room a conversation, entered by the server only."""

from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Any

from socketio import AsyncRedisManager

DELETED = "deleted"  # the step that ends a conversation, and the event that says so


@dataclass(frozen=True)
class Visitor:
    """One connection: a tab of a browser."""

    sid: str
    conversation_id: str
    address: str
    lang: str | None
    time_zone: str | None


class Visitors:
    """The connections of this process."""

    def __init__(self) -> None:
        self._by_sid: dict[str, Visitor] = {}
        self._rooms: defaultdict[str, set[str]] = defaultdict(set)
        self.refusals: Counter[str] = Counter()

    def add(self, visitor: Visitor) -> None:
        self._by_sid[visitor.sid] = visitor
        self._rooms[visitor.conversation_id].add(visitor.sid)

    def get(self, sid: str) -> Visitor | None:
        return self._by_sid.get(sid)

    def remove(self, sid: str) -> Visitor | None:
        visitor = self._by_sid.pop(sid, None)
        self.refusals.pop(sid, None)
        if visitor:
            self._leave(visitor)
        return visitor

    def of(self, conversation_id: str) -> list[str]:
        """The connections of a conversation."""
        return sorted(self._rooms.get(conversation_id, ()))

    def conversations(self) -> frozenset[str]:
        """All conversations that somebody here is connected to."""
        return frozenset(self._rooms)

    def move(self, sid: str, conversation_id: str) -> None:
        """The connection goes on with another conversation."""
        visitor = self._by_sid[sid]
        self._leave(visitor)
        self.add(replace(visitor, conversation_id=conversation_id))

    def _leave(self, visitor: Visitor) -> None:
        sids = self._rooms[visitor.conversation_id]
        sids.discard(visitor.sid)
        if not sids:
            del self._rooms[visitor.conversation_id]


class SharedRooms(AsyncRedisManager):
    """Rooms that reach over several processes. Each moves its own people to a new conversation
    when it hears that the old one was deleted."""

    def __init__(self, url: str, *, on_deleted: Callable[[str, str], Awaitable[None]]) -> None:
        super().__init__(url, channel="lotse")
        self._on_deleted = on_deleted

    async def _handle_emit(self, message: dict[str, Any]) -> None:
        await super()._handle_emit(message)
        if message["event"] == DELETED and message["host_id"] != self.host_id:
            await self._on_deleted(message["room"], message["data"][0]["session"])
