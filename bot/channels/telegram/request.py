"""python-telegram-bot over aiohttp, which needs a fraction of httpx's time for each call.

Also for what it tells us of a failure: whether anything had been sent.
"""

import asyncio
from types import SimpleNamespace
from typing import Any
from urllib.request import getproxies

import aiohttp
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData
from yarl import URL

_IDLE_SECONDS = 60


class NotSent(Exception):
    """The connection failed before the request was on its way."""


class Request(BaseRequest):
    """At most so many connections, and so many seconds for a call."""

    def __init__(self, *, connections: int, seconds: float) -> None:
        self._connections = connections
        self._seconds = seconds
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        return self._seconds

    async def initialize(self) -> None:
        """Open the session; it belongs to the loop that runs now."""
        if self._session is not None:
            return
        tracing = aiohttp.TraceConfig()
        # Its types and those of aiosignal do not agree.
        tracing.on_request_headers_sent.append(_note_that_it_is_sent)  # type: ignore[arg-type]
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(
                limit=self._connections, keepalive_timeout=_IDLE_SECONDS
            ),
            headers={"User-Agent": self.USER_AGENT},
            trace_configs=[tracing],
            trust_env=bool(getproxies()),  # looked up at each call: not where there is none
        )

    async def shutdown(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Status and body. Raises TimedOut, NetworkError; from NotSent where nothing was sent."""
        assert self._session is not None, "initialize opens it"
        read = self._seconds if read_timeout is BaseRequest.DEFAULT_NONE else read_timeout
        how_far = SimpleNamespace(sent=False)
        try:
            async with self._session.request(
                method,
                URL(url, encoded=True),
                data=request_data.json_parameters if request_data else None,
                # Not sock_read: aiohttp 3.9 lets its clock run on while a connection is idle, and
                # what is sent on it afterwards fails at once.
                timeout=aiohttp.ClientTimeout(total=read, sock_connect=self._seconds),
                trace_request_ctx=how_far,
            ) as response:
                return response.status, await response.read()
        except asyncio.TimeoutError as error:
            raise TimedOut from (error if how_far.sent else NotSent())
        except (aiohttp.ClientError, OSError) as error:
            cause = error if how_far.sent else NotSent()
            raise NetworkError(type(error).__name__) from cause


async def _note_that_it_is_sent(_session: Any, context: Any, _params: Any) -> None:
    context.trace_request_ctx.sent = True
