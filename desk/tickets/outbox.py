"""What staff have written and a channel has to deliver: never lost, never sent by two workers.

A worker takes rows for a short time by a conditional UPDATE. If it dies between sending and
marking, the row is due again: the receiver skips a row id that it knows.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, or_, select, update
from sqlalchemy.engine import Connection

from desk.tickets.database import Database
from desk.tickets.events import record
from desk.tickets.models import messages, outbox, tickets
from desk.tickets.ticket import Delivery, EventKind
from desk.tickets.views import is_in

LEASE = timedelta(minutes=2)
WAITS = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=6),
)
ABSENT = timedelta(seconds=15)  # before the next attempt, when nobody has acknowledged
WEB = "web"  # the one channel in which a page says what it has shown
WAITING = (Delivery.QUEUED.value, Delivery.FAILED.value)
DONE: dict[str, Any] = {"worker": None, "worker_until": None}


@dataclass(frozen=True)
class OutboxRow:
    """One message on its way to one person."""

    row_id: int
    number: str
    conversation_id: str
    channel: str
    message_id: int
    language: str
    text: str
    written_at: datetime
    state: Delivery
    attempts: int
    next_attempt_at: datetime | None  # None: delivered, or given up until somebody retries
    reason: str | None


def take_due(
    database: Database, channel: str, *, worker: str, now: datetime, limit: int = 20
) -> tuple[OutboxRow, ...]:
    """Rows that this worker delivers now, oldest first. Each must be marked within LEASE."""
    due = _due(channel, now)
    with database.read() as db:
        query = select(outbox.c.row_id).where(due).order_by(outbox.c.row_id).limit(limit)
        row_ids = db.execute(query).scalars().all()
    return _take_all(database, row_ids, due, worker, now)


def take_due_of(
    database: Database,
    channel: str,
    conversations: Collection[str],
    *,
    worker: str,
    now: datetime,
    limit: int = 20,
) -> tuple[OutboxRow, ...]:
    """The same, for these conversations only: those of people whom this worker can reach."""
    due = _due(channel, now)
    with database.read() as db:
        query = (
            select(outbox.c.row_id, tickets.c.conversation_id)
            .join(tickets, tickets.c.ticket_id == outbox.c.ticket_id)
            .where(due)
            .order_by(outbox.c.row_id)
        )
        rows = db.execute(query).all()
    row_ids = [row.row_id for row in rows if row.conversation_id in conversations]
    return _take_all(database, row_ids[:limit], due, worker, now)


def mark_sent(database: Database, row_id: int, *, worker: str, now: datetime) -> bool:
    """Delivered. False if the row is not this worker's any more."""
    values = {"state": Delivery.SENT.value, "sent_at": now, "next_attempt_at": None, **DONE}
    return _mark(database, row_id, worker, {**values, "reason": None})


def put_back(database: Database, row_id: int, *, worker: str, now: datetime) -> bool:
    """Nobody was there to read it: it goes on waiting, and nothing has failed.

    False if the row is not this worker's any more.
    """
    return _mark(database, row_id, worker, {"next_attempt_at": now + ABSENT, **DONE})


def mark_failed(
    database: Database, row_id: int, *, worker: str, reason: str, now: datetime, final: bool = False
) -> bool:
    """Not delivered: again later, or not before somebody retries (`final`: blocked, gone).

    `reason` is a short code, never a text; it is written as an event of the ticket too. False if
    the row is not this worker's any more.
    """
    with database.write() as db:
        row = db.execute(
            select(outbox.c.attempts, outbox.c.channel, tickets.c.number)
            .join(tickets, tickets.c.ticket_id == outbox.c.ticket_id)
            .where(outbox.c.row_id == row_id)
        ).first()
        if row is None:
            return False
        attempts = row.attempts + 1
        values = {
            "state": Delivery.FAILED.value,
            "attempts": attempts,
            "next_attempt_at": None if final else now + wait_after(attempts),
            "reason": reason,
            **DONE,
        }
        if not _mark_in(db, row_id, worker, values):
            return False
        kind = EventKind.DELIVERY_GIVEN_UP if final else EventKind.DELIVERY_FAILED
        detail = {"row_id": row_id, "channel": row.channel, "attempts": attempts, "reason": reason}
        record(db, kind, now=now, number=row.number, **detail)
        return True


def mark_shown(database: Database, conversation_id: str, *, now: datetime) -> int:
    """The page of a conversation shows all its replies: those of the web are sent. How many."""
    own = select(tickets.c.ticket_id).where(is_in(conversation_id))
    values = {"state": Delivery.SENT.value, "sent_at": now, "next_attempt_at": None, **DONE}
    with database.write() as db:
        done = db.execute(
            update(outbox)
            .where(
                outbox.c.ticket_id.in_(own),
                outbox.c.channel == WEB,
                outbox.c.state.in_(WAITING),
            )
            .values(**values, reason=None)
        )
        return int(done.rowcount)


def mark_seen(database: Database, row_id: int, *, conversation_id: str, now: datetime) -> bool:
    """The person has it on the screen. Only for a row of this conversation, and only once."""
    own = select(tickets.c.ticket_id).where(is_in(conversation_id))
    values = {"state": Delivery.SEEN.value, "seen_at": now, "next_attempt_at": None, **DONE}
    with database.write() as db:
        done = db.execute(
            update(outbox)
            .where(
                outbox.c.row_id == row_id,
                outbox.c.state != Delivery.SEEN.value,
                outbox.c.ticket_id.in_(own),
            )
            .values(values)
        )
        return bool(done.rowcount)


def mark_read(database: Database, number: str, *, now: datetime) -> int:
    """The person has a ticket with all its replies before them. How many they had not seen.

    For replies that went by mail or into a chat, where nobody is told what was read.
    """
    own = select(tickets.c.ticket_id).where(tickets.c.number == number)
    values = {"state": Delivery.SEEN.value, "seen_at": now, "next_attempt_at": None, **DONE}
    with database.write() as db:
        done = db.execute(
            update(outbox)
            .where(
                outbox.c.ticket_id.in_(own),
                outbox.c.channel != WEB,
                outbox.c.state != Delivery.SEEN.value,
            )
            .values(values)
        )
        return int(done.rowcount)


def retry(database: Database, row_id: int, *, now: datetime) -> bool:
    """Staff want a row that failed to be tried again, now."""
    with database.write() as db:
        done = db.execute(
            update(outbox)
            .where(outbox.c.row_id == row_id, outbox.c.state == Delivery.FAILED.value)
            .values(state=Delivery.QUEUED.value, next_attempt_at=now)
        )
        return bool(done.rowcount)


def undelivered(
    database: Database, *, channel: str | None = None, queued: bool = False
) -> tuple[OutboxRow, ...]:
    """Rows whose last attempt has failed, for the desk to see; with `queued`, all that wait."""
    where = outbox.c.state.in_(WAITING if queued else (Delivery.FAILED.value,))
    with database.read() as db:
        return _read(db, where if channel is None else and_(where, outbox.c.channel == channel))


def rows_of(database: Database, conversation_id: str, *, after: int = 0) -> tuple[OutboxRow, ...]:
    """All rows of a conversation after a row id, to show them again where they are not known."""
    mine = and_(is_in(conversation_id), outbox.c.row_id > after)
    with database.read() as db:
        return _read(db, mine)


def wait_after(attempts: int) -> timedelta:
    """How long to wait after so many attempts."""
    return WAITS[min(attempts, len(WAITS)) - 1]


def _due(channel: str, now: datetime) -> Any:
    return and_(
        outbox.c.channel == channel,
        outbox.c.state.in_(WAITING),
        outbox.c.next_attempt_at <= now,
        or_(outbox.c.worker_until.is_(None), outbox.c.worker_until <= now),
    )


def _take_all(
    database: Database, row_ids: Sequence[int], due: Any, worker: str, now: datetime
) -> tuple[OutboxRow, ...]:
    if not row_ids:
        return ()
    with database.write() as db:
        taken = [row_id for row_id in row_ids if _take(db, row_id, due, worker, now)]
        return _read(db, outbox.c.row_id.in_(taken))


def _take(db: Connection, row_id: int, due: Any, worker: str, now: datetime) -> bool:
    query = update(outbox).where(outbox.c.row_id == row_id, due)
    return bool(db.execute(query.values(worker=worker, worker_until=now + LEASE)).rowcount)


def _mark(database: Database, row_id: int, worker: str, values: dict[str, Any]) -> bool:
    with database.write() as db:
        return _mark_in(db, row_id, worker, values)


def _mark_in(db: Connection, row_id: int, worker: str, values: dict[str, Any]) -> bool:
    mine = (outbox.c.row_id == row_id, outbox.c.worker == worker, outbox.c.state.in_(WAITING))
    return bool(db.execute(update(outbox).where(*mine).values(values)).rowcount)


def _read(db: Connection, where: Any) -> tuple[OutboxRow, ...]:
    rows: Sequence[Any] = db.execute(
        select(
            outbox,
            tickets.c.number,
            tickets.c.conversation_id,
            messages.c.language,
            messages.c.text,
            messages.c.written_at,
        )
        .join(tickets, tickets.c.ticket_id == outbox.c.ticket_id)
        .join(messages, messages.c.message_id == outbox.c.message_id)
        .where(where)
        .order_by(outbox.c.row_id)
    ).all()
    return tuple(
        OutboxRow(
            row_id=row.row_id,
            number=row.number,
            conversation_id=row.conversation_id,
            channel=row.channel,
            message_id=row.message_id,
            language=row.language,
            text=row.text,
            written_at=row.written_at,
            state=Delivery(row.state),
            attempts=row.attempts,
            next_attempt_at=row.next_attempt_at,
            reason=row.reason,
        )
        for row in rows
    )
