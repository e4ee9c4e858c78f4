"""The way of the replies that go by e-mail: out of the outbox, to the mail server, marked.

A letter that the server has taken while we could not mark it goes out again after the lease, with
the same Message-ID.
"""

import asyncio
import logging
import traceback
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import TypeVar

from desk.mail.letter import Letterhead, compose
from desk.mail.postbox import AddressGone, NotSent, Postbox
from desk.tickets.database import Database
from desk.tickets.errors import DatabaseAway, InvalidContact, NotPossible
from desk.tickets.outbox import OutboxRow, mark_failed, mark_sent, take_due
from desk.tickets.ticket import Status, Ticket, Way
from desk.tickets.views import show_ticket

logger = logging.getLogger(__name__)

LOOK_SECONDS = 2.0
LONGEST_PAUSE = 60.0
Found = TypeVar("Found")


class Stopped(Exception):
    """The process ends; what was not marked is due again."""


@dataclass(frozen=True)
class Failure:
    """Why a letter was not sent. `final`: trying again would not help."""

    reason: str
    final: bool


@dataclass(frozen=True)
class MailDelivery:
    """Delivers the rows of one database, one after the other, until `stopping` is set."""

    database: Database
    postbox: Postbox
    head: Letterhead
    worker: str
    clock: Callable[[], datetime]
    stopping: asyncio.Event = field(default_factory=asyncio.Event)

    async def run(self) -> None:
        """Deliver until told to stop; the letter in hand is finished first."""
        try:
            while not self.stopping.is_set():
                if not await self.deliver_next():
                    await self._pause(LOOK_SECONDS)
        except Stopped:
            logger.warning("stopped while the database was away")

    async def deliver_next(self) -> bool:
        """Deliver one row, if one is due. Whether there was one."""
        row = await self._patiently(self._take)
        if row is None:
            return False
        ticket = await self._patiently(partial(self._ticket, row))
        if ticket is None:
            return True
        failure = await self._send(row, ticket)
        marked = await self._patiently(partial(self._mark, row, failure))
        outcome = "sent" if failure is None else failure.reason
        logger.info(
            "mail row=%d ticket=%s outcome=%s marked=%s", row.row_id, row.number, outcome, marked
        )
        return True

    async def _send(self, row: OutboxRow, ticket: Ticket) -> Failure | None:
        """The one broad except of this process: whatever is wrong with one letter, the others
        go on, and this one is shown as failed."""
        if ticket.status is Status.WITHDRAWN:
            return Failure("withdrawn", final=True)
        try:
            letter = compose(row, ticket, self.head, now=self.clock())
            await self.postbox.send(letter)
        except InvalidContact:
            return Failure("no_address", final=True)
        except NotSent as error:
            return Failure(error.reason, final=isinstance(error, AddressGone))
        except Exception as error:  # noqa: BLE001 (logged, but not with exc_info)
            # The error's own words and its causes may hold the address: only its kind and place.
            place = "".join(traceback.format_tb(error.__traceback__))
            logger.error("mail row=%d: %s\n%s", row.row_id, type(error).__name__, place)
            return Failure("error", final=False)
        return None

    def _take(self) -> OutboxRow | None:
        """One row: each must be marked within its lease, and a slow server takes its time."""
        rows = take_due(
            self.database, Way.EMAIL.value, worker=self.worker, now=self.clock(), limit=1
        )
        return next(iter(rows), None)

    def _ticket(self, row: OutboxRow) -> Ticket | None:
        """None if the person has had it deleted: its rows are gone too."""
        try:
            return show_ticket(self.database, row.number)
        except NotPossible:
            return None

    def _mark(self, row: OutboxRow, failure: Failure | None) -> bool:
        if failure is None:
            return mark_sent(self.database, row.row_id, worker=self.worker, now=self.clock())
        return mark_failed(
            self.database,
            row.row_id,
            worker=self.worker,
            reason=failure.reason,
            final=failure.final,
            now=self.clock(),
        )

    async def _patiently(self, call: Callable[[], Found]) -> Found:
        """What the database says; while it is away, asked again after growing pauses.

        Raises Stopped.
        """
        for seconds in _pauses():
            try:
                return await asyncio.to_thread(call)
            except DatabaseAway as error:
                logger.warning("%s (again in %.0f s)", error, seconds)
            await self._pause(seconds)
            if self.stopping.is_set():
                break
        raise Stopped

    async def _pause(self, seconds: float) -> None:
        """Wait, but not when it is time to stop."""
        with suppress(asyncio.TimeoutError):
            await asyncio.wait_for(self.stopping.wait(), seconds)


def _pauses() -> Iterator[float]:
    seconds = 1.0
    while True:
        yield seconds
        seconds = min(2 * seconds, LONGEST_PAUSE)
