"""Telegram's side of the Bot API: a real HTTP server that remembers everything it was asked.

The users of `telegram_people.py` write to it, the process under test talks to it. Methods it does
not know are answered as Telegram answers them, with 404.
"""

import asyncio
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import aiohttp
from aiohttp import web

from tests.telegram_html import Refused
from tests.telegram_methods import METHODS, Gone
from tests.telegram_state import TOKEN, WAIT_SECONDS, Body, Telegram

_AGAIN_SECONDS = 0.2


class TelegramServer(Telegram):
    """Telegram over HTTP."""

    def __init__(self, *, token: str = TOKEN, port: int = 0) -> None:
        super().__init__(token=token)
        self.port = port
        self._loop: asyncio.AbstractEventLoop | None = None
        self._news = asyncio.Event()
        self._to_push = asyncio.Event()

    @property
    def api(self) -> str:
        """The base of its addresses, for LOTSE_TELEGRAM_API."""
        return f"http://127.0.0.1:{self.port}/bot"

    def wake(self) -> None:
        self.call_soon(self._news.set)
        self.call_soon(self._to_push.set)

    def call_soon(self, do: Callable[[], None]) -> None:
        """In the server's thread, once it serves."""
        if self._loop is not None:
            self._loop.call_soon_threadsafe(do)

    async def answer(self, request: web.Request) -> web.Response:
        """One call of the bot."""
        arrived, method = time.monotonic(), request.match_info["method"]
        body = await _body(request)
        if request.match_info["token"] != self.token:
            return self._refuse(method, body, arrived, 401, "Unauthorized")
        fault = self.faults.next(method, body)
        if fault is not None:
            if fault.carried_out:
                self._carry_out(method, body)
            self.remember(method, body, arrived, fault.code or 0)
            if fault.code is None:
                await asyncio.Event().wait()
            return web.json_response(fault.answer(), status=fault.code or 500)
        if method == "getUpdates":
            return await self._get_updates(body, arrived)
        try:
            result = self._carry_out(method, body)
        except KeyError:
            return self._refuse(method, body, arrived, 404, "Not Found")
        except Refused as error:
            return self._refuse(method, body, arrived, 400, f"Bad Request: {error}")
        except Gone as error:
            return self._refuse(method, body, arrived, 403, f"Forbidden: {error}")
        self.remember(method, body, arrived, 200)
        return web.json_response({"ok": True, "result": result})

    def _carry_out(self, method: str, body: Body) -> Any:
        """Raises KeyError for a method nobody knows, Refused, Gone."""
        do = METHODS[method]
        with self.changed:
            return do(self, body)

    async def _get_updates(self, body: Body, arrived: float) -> web.Response:
        """The long poll; a second one ends the first."""
        if self.webhook:
            text = "Conflict: can't use getUpdates method while webhook is active"
            return self._refuse("getUpdates", body, arrived, 409, text)
        with self.changed:
            self.polls += 1
            mine = self.polls
            self.changed.notify_all()
        until = arrived + float(body.get("timeout", 0))
        self._news.set()
        while True:
            self._news.clear()
            if mine != self.polls:
                text = "Conflict: terminated by other getUpdates request"
                return self._refuse("getUpdates", body, arrived, 409, text)
            rows = self.take(int(body.get("offset", 0)), int(body.get("limit", 100)))
            left = until - time.monotonic()
            if rows or left <= 0:
                break
            await _within(self._news.wait(), left)
        self.hand_out(rows)
        self.remember("getUpdates", body, arrived, 200)
        return web.json_response({"ok": True, "result": rows})

    def _refuse(
        self, method: str, body: Body, arrived: float, status: int, description: str
    ) -> web.Response:
        self.remember(method, body, arrived, status)
        row = {"ok": False, "error_code": status, "description": description}
        return web.json_response(row, status=status)

    async def serve(self, ready: threading.Event, stop: asyncio.Event) -> None:
        """Until `stop`."""
        app = web.Application()
        app.router.add_route("*", "/bot{token}/{method}", self.answer)
        runner = web.AppRunner(app, handler_cancellation=True, shutdown_timeout=0.1)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", self.port)
        await site.start()
        self.port = runner.addresses[0][1]
        self._loop = asyncio.get_running_loop()
        pushing = asyncio.create_task(self._push())
        ready.set()
        await stop.wait()
        pushing.cancel()
        await runner.cleanup()

    async def _push(self) -> None:
        """To the webhook, one after the other, again until it is taken."""
        async with aiohttp.ClientSession() as client:
            while True:
                rows = self.pending() if self.webhook else []
                if not rows:
                    await _within(self._to_push.wait(), _AGAIN_SECONDS)
                    self._to_push.clear()
                elif await self._pushed(client, rows[0]):
                    self.taken(rows[0])
                else:
                    await asyncio.sleep(_AGAIN_SECONDS)

    async def _pushed(self, client: aiohttp.ClientSession, update: Body) -> bool:
        self.hand_out([update])
        headers = {"X-Telegram-Bot-Api-Secret-Token": self.webhook_secret}
        try:
            async with client.post(
                self.webhook_at or self.webhook, json=update, headers=headers
            ) as response:
                return response.status < 300
        except aiohttp.ClientError:
            return False


async def _body(request: web.Request) -> Body:
    """Parameters from the address, a form or JSON; what is JSON inside a form is read."""
    if request.content_type == "application/json":
        return {**request.query, **await request.json()}
    form = {**request.query, **await request.post()}
    return {key: _value(key, value) for key, value in form.items()}


_TEXTS = {"text", "description", "short_description", "callback_query_id", "url", "secret_token"}


def _value(key: str, value: Any) -> Any:
    if key in _TEXTS:
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value


async def _within(waiting: Any, seconds: float) -> None:
    try:
        await asyncio.wait_for(waiting, seconds)
    except asyncio.TimeoutError:
        return


@contextmanager
def started_telegram(*, token: str = TOKEN, port: int = 0) -> Iterator[TelegramServer]:
    """Telegram in a thread of its own, on a free port; ended at the end."""
    server = TelegramServer(token=token, port=port)
    ready, stop = threading.Event(), asyncio.Event()
    thread = threading.Thread(target=asyncio.run, args=(server.serve(ready, stop),), daemon=True)
    thread.start()
    assert ready.wait(WAIT_SECONDS), "the server did not start"
    try:
        yield server
    finally:
        server.call_soon(stop.set)
        thread.join(WAIT_SECONDS)
