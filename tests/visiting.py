"""People with the widget: real Socket.IO clients that remember what they were sent."""

import asyncio
import uuid
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import socketio

# The client wants a class that came with aiohttp 3.11; Rasa holds aiohttp below 3.10, where the
# same argument is the number of seconds itself.
if not hasattr(aiohttp, "ClientWSTimeout"):
    aiohttp.ClientWSTimeout = lambda ws_close: ws_close

WAIT_SECONDS = 20


@dataclass
class Visitor:
    """One tab: its connection, and everything that came."""

    client: socketio.AsyncClient
    hello: dict[str, Any] = field(default_factory=dict)
    turns: list[dict[str, Any]] = field(default_factory=list)
    replies: list[dict[str, Any]] = field(default_factory=list)
    deleted: list[dict[str, Any]] = field(default_factory=list)
    acknowledges: bool = True

    @classmethod
    async def arrive(
        cls,
        url: str,
        session: str | None = None,
        *,
        lang: str = "de",
        transport: str = "websocket",
        headers: dict[str, str] | None = None,
        acknowledges: bool = True,
    ) -> "Visitor":
        """Connect and wait for the greeting. Raises socketio.exceptions.ConnectionError."""
        visitor = cls(socketio.AsyncClient(reconnection=False), acknowledges=acknowledges)
        greeted = asyncio.Event()
        visitor._listen(greeted)
        auth = {"session": session, "lang": lang, "time_zone": "Asia/Manila"}
        await visitor.client.connect(
            url, auth=auth, headers=headers or {}, transports=[transport], wait_timeout=WAIT_SECONDS
        )
        await asyncio.wait_for(greeted.wait(), WAIT_SECONDS)
        return visitor

    @property
    def session(self) -> str:
        return str(self.hello["session"])

    async def say(self, text: str, *, message_id: str = "", **more: Any) -> dict[str, Any]:
        """The turn, or the problem."""
        return await self.send("message", id=message_id or uuid.uuid4().hex, text=text, **more)

    async def press(self, button: str, **more: Any) -> dict[str, Any]:
        return await self.send("message", id=uuid.uuid4().hex, button=button, **more)

    async def send(self, event: str, **body: Any) -> dict[str, Any]:
        return await self.client.call(event, body, timeout=WAIT_SECONDS)

    async def leave(self) -> None:
        """Go. A browser does not wait for the answer to its last poll, which takes long to come."""
        if self.client.transport() == "polling":
            await self.client.eio.disconnect(abort=True)
        else:
            await self.client.disconnect()

    def _listen(self, greeted: asyncio.Event) -> None:
        def hello(row: dict[str, Any]) -> None:
            self.hello = row
            greeted.set()

        async def reply(row: dict[str, Any]) -> None:
            self.replies.append(row)
            if not self.acknowledges:
                await asyncio.Event().wait()

        self.client.on("hello", hello)
        self.client.on("turn", self.turns.append)
        self.client.on("reply", reply)
        self.client.on("deleted", self.deleted.append)


async def until(condition: Any, *, seconds: float = WAIT_SECONDS) -> None:
    """Return when the condition holds. Raises AssertionError when it does not in time."""
    deadline = asyncio.get_running_loop().time() + seconds
    while not condition():
        assert asyncio.get_running_loop().time() < deadline, "it did not happen in time"
        await asyncio.sleep(0.02)
