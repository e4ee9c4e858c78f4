"""Brings what staff write to the people who are connected here.

Looks every half second for rows of the outbox that are due. A row counts as sent when a tab has
acknowledged it; whoever is away finds it when they come back.
"""

import asyncio
import logging
import secrets
from contextlib import suppress
from datetime import datetime, timezone

from sanic import Sanic

from bot.channels.socket import SocketChannel
from desk.tickets.errors import DatabaseAway
from desk.tickets.opening import open_store
from desk.tickets.outbox import OutboxRow, mark_sent, put_back, take_due_of

logger = logging.getLogger(__name__)

CHANNEL = "web"
_LOOK_SECONDS = 0.5
_AWAY_SECONDS = 5.0


class Delivery:
    """The loop of one process."""

    def __init__(self, socket: SocketChannel) -> None:
        self._socket = socket
        self._worker = f"web-{secrets.token_hex(8)}"
        self._running: set[asyncio.Task[None]] = set()

    async def run(self) -> None:
        """Until it is cancelled; the one place where nothing may end the loop."""
        while True:
            try:
                await self._look()
            except DatabaseAway as error:
                logger.warning("replies wait: %s", error)
                await asyncio.sleep(_AWAY_SECONDS)
            except Exception:
                logger.exception("replies wait")
                await asyncio.sleep(_AWAY_SECONDS)
            await asyncio.sleep(_LOOK_SECONDS)

    async def _look(self) -> None:
        connected = self._socket.visitors.conversations()
        if not connected:
            return
        now = datetime.now(timezone.utc)
        rows = await asyncio.to_thread(
            take_due_of, open_store().database, CHANNEL, connected, worker=self._worker, now=now
        )
        for row in rows:
            task = asyncio.create_task(self._deliver(row))
            self._running.add(task)
            task.add_done_callback(self._running.discard)

    async def _deliver(self, row: OutboxRow) -> None:
        shown = await self._socket.deliver(row)
        logger.info("reply row=%d shown=%s", row.row_id, shown)
        mark = mark_sent if shown else put_back
        with suppress(DatabaseAway):  # then the row is due again when its lease ends
            await asyncio.to_thread(
                mark,
                open_store().database,
                row.row_id,
                worker=self._worker,
                now=datetime.now(timezone.utc),
            )


def deliver_replies(app: Sanic, socket: SocketChannel) -> None:
    """Run the loop as long as the application."""

    async def start(app: Sanic, _loop: asyncio.AbstractEventLoop) -> None:
        app.ctx.delivery = asyncio.create_task(Delivery(socket).run())

    async def stop(app: Sanic, _loop: asyncio.AbstractEventLoop) -> None:
        app.ctx.delivery.cancel()

    app.after_server_start(start)
    app.before_server_stop(stop)
