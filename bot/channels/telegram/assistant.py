"""The assistant, as this process speaks with it: over HTTP, with a token of its own."""

import asyncio
import json
import logging
import time
from http import HTTPStatus
from typing import Any

import httpx

logger = logging.getLogger(__name__)

PATH = "/api/service/messages"
AT_ONCE = 16  # more would only wait inside the assistant
_LOOK_SECONDS = 0.2
_TIMEOUT = httpx.Timeout(20, connect=2, pool=None)


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
    """Connections are kept open; a message that is sent twice is answered once."""

    def __init__(self, url: str, token: str, *, timeout: httpx.Timeout = _TIMEOUT) -> None:
        self._client = httpx.AsyncClient(
            base_url=url,
            headers={"Authorization": f"Bearer {token}", "Content-Type": "application/json"},
            timeout=timeout,
            limits=httpx.Limits(max_connections=AT_ONCE, max_keepalive_connections=AT_ONCE),
            trust_env=False,  # it runs beside us; no proxy lies between
        )

    async def say(self, conversation_id: str, message_id: str, **body: Any) -> dict[str, Any]:
        """The turn that a message becomes. Raises AssistantAway, TooFast, BadMessage."""
        message = {"conversation": conversation_id, "id": message_id, **body}
        response = await self._post(json.dumps(message).encode())
        if response.status_code == HTTPStatus.BAD_REQUEST:
            raise BadMessage
        if response.status_code == HTTPStatus.TOO_MANY_REQUESTS:
            raise TooFast(int(response.json()["retry_ms"]))
        if response.status_code != HTTPStatus.OK:
            logger.warning("the assistant answered with %d", response.status_code)
            raise AssistantAway(f"it answered with {response.status_code}")
        turn: dict[str, Any] = response.json()
        return turn

    async def wait_until_ready(self, *, seconds: float) -> bool:
        """Whether it is ready within so many seconds; we may have started together."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            try:
                if (await self._client.get("/health")).status_code == HTTPStatus.OK:
                    return True
            except httpx.TransportError:
                pass
            await asyncio.sleep(_LOOK_SECONDS)
        return False

    async def close(self) -> None:
        await self._client.aclose()

    async def _post(self, content: bytes) -> httpx.Response:
        """Once more where a connection was closed while it was idle. Raises AssistantAway."""
        try:
            try:
                return await self._client.post(PATH, content=content)
            except (httpx.RemoteProtocolError, httpx.ReadError, httpx.WriteError):
                return await self._client.post(PATH, content=content)
        except httpx.TransportError as error:
            logger.warning("the assistant does not answer: %s", type(error).__name__)
            raise AssistantAway(type(error).__name__) from error
