"""The assistant, as this process speaks with it: over HTTP, with a token of its own."""

import asyncio
import json
import logging
import time
from http import HTTPStatus
from typing import Any

import aiohttp

logger = logging.getLogger(__name__)

PATH = "/api/service/messages"
AT_ONCE = 16  # more would only wait inside the assistant
_LOOK_SECONDS = 0.2
_TIMEOUT = aiohttp.ClientTimeout(total=20, sock_connect=2)


class AssistantAway(Exception):
    """It cannot be reached, or does not answer in time."""


class TooFast(Exception):
    """The person writes faster than it answers; after `retry_ms` it does again."""

    def __init__(self, retry_ms: int) -> None:
        super().__init__(f"again in {retry_ms} ms")
        self.retry_ms = retry_ms


class BadMessage(Exception):
    """It does not know this button."""


class Assistant:
    """Connections are kept open; a message that is sent twice is answered once.

    It may have been started together with us: then the first message waits `start_seconds`.
    """

    def __init__(self, url: str, token: str, *, start_seconds: float = 0.0) -> None:
        self._has_started = False
        self._started_by = time.monotonic() + start_seconds
        self._session = aiohttp.ClientSession(
            url,
            headers={"Authorization": f"Bearer {token}", "Content-Type": "application/json"},
            timeout=_TIMEOUT,
        )
        self._turns = asyncio.Semaphore(AT_ONCE)

    async def say(self, conversation_id: str, message_id: str, **body: Any) -> dict[str, Any]:
        """The turn that a message becomes. Raises AssistantAway, TooFast, BadMessage."""
        message = {"conversation": conversation_id, "id": message_id, **body}
        status, answer = await self._post(json.dumps(message).encode())
        if status == HTTPStatus.BAD_REQUEST:
            raise BadMessage
        if status == HTTPStatus.TOO_MANY_REQUESTS:
            raise TooFast(int(json.loads(answer)["retry_ms"]))
        if status != HTTPStatus.OK:
            logger.warning("the assistant answered with %d", status)
            raise AssistantAway(f"it answered with {status}")
        turn: dict[str, Any] = json.loads(answer)
        return turn

    async def __aenter__(self) -> "Assistant":
        return self

    async def __aexit__(self, *_error: object) -> None:
        await self._session.close()

    async def _post(self, content: bytes) -> tuple[int, bytes]:
        """Once more where a connection was closed while it was idle. Raises AssistantAway."""
        try:
            await self._wait_for_its_start()
            try:
                return await self._posted(content)
            except (aiohttp.ServerDisconnectedError, aiohttp.ClientOSError):
                return await self._posted(content)
        except (aiohttp.ClientError, asyncio.TimeoutError) as error:
            logger.warning("the assistant does not answer: %s", type(error).__name__)
            raise AssistantAway(type(error).__name__) from error

    async def _posted(self, content: bytes) -> tuple[int, bytes]:
        async with self._turns, self._session.post(PATH, data=content) as response:
            return response.status, await response.read()

    async def _wait_for_its_start(self) -> None:
        """It takes longer to start than we do. Raises ClientError when it takes too long."""
        while not self._has_started:
            try:
                async with self._session.get("/health"):
                    self._has_started = True
            except aiohttp.ClientConnectorError:
                if time.monotonic() > self._started_by:
                    self._has_started = True  # or never: from now on we say so at once
                    raise
                await asyncio.sleep(_LOOK_SECONDS)
