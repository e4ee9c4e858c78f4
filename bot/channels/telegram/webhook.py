"""Updates that Telegram brings: an HTTP server for this one address.

aiohttp, because it runs inside the loop that is there; it is only loaded where there is a webhook.
"""

import hmac
import json
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from http import HTTPStatus
from typing import Any

from aiohttp import web

from bot.channels.telegram.arrival import Arrival
from desk.tickets.errors import DatabaseAway

logger = logging.getLogger(__name__)

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
_MOST_BYTES = 256 * 1024  # an update is a few kilobytes; files are never in it


@asynccontextmanager
async def serving(
    arrival: Arrival, *, path: str, secret: str, host: str, port: int
) -> AsyncIterator[None]:
    """Listens while inside. Raises OSError where the port cannot be used."""
    app = web.Application(client_max_size=_MOST_BYTES)
    app.router.add_post(path, _Taker(arrival, secret).take)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=2)
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port).start()
        yield
    finally:
        await runner.cleanup()


class _Taker:
    def __init__(self, arrival: Arrival, secret: str) -> None:
        self._arrival = arrival
        self._secret = secret.encode()

    async def take(self, request: web.Request) -> web.Response:
        """200 only when the update is written down; else Telegram brings it again."""
        shown = request.headers.get(SECRET_HEADER, "").encode("utf-8", "surrogateescape")
        if not hmac.compare_digest(shown, self._secret):
            return _say(HTTPStatus.UNAUTHORIZED)
        try:
            update: Any = json.loads(await request.read())
        except (ValueError, RecursionError):
            return _say(HTTPStatus.BAD_REQUEST)
        if not isinstance(update, dict) or not isinstance(update.get("update_id"), int):
            return _say(HTTPStatus.BAD_REQUEST)
        try:
            await self._arrival.take([update])
        except DatabaseAway as error:
            logger.warning("an update is left with Telegram: %s", error)
            return _say(HTTPStatus.SERVICE_UNAVAILABLE)
        return _say(HTTPStatus.OK)


def _say(status: HTTPStatus) -> web.Response:
    return web.Response(status=status, text=status.phrase)
