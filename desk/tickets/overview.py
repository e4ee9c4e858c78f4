"""The staff's overview: what one line says about a ticket. Changes nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from desk.tickets.database import Database
from desk.tickets.models import tickets
from desk.tickets.ticket import Author, Message, Ticket
from desk.tickets.views import LIVE_VALUES, as_ticket, messages_of


@dataclass(frozen=True)
class Line:
    """A ticket, since when its person waits for staff (if they do) and what they first wrote."""

    ticket: Ticket
    waiting_since: datetime | None
    text: str


def overview(
    database: Database, *, queue: str | None = None, ended: bool = False
) -> tuple[Line, ...]:
    """The next promise first; with `ended`, also tickets that are over."""
    query = select(tickets).order_by(tickets.c.due_on, tickets.c.opened_at, tickets.c.ticket_id)
    if queue is not None:
        query = query.where(tickets.c.queue == queue)
    if not ended:
        query = query.where(tickets.c.status.in_(LIVE_VALUES))
    with database.read() as db:
        rows = db.execute(query).all()
        return tuple(
            _line(as_ticket(row), messages_of(db, row.ticket_id, notes=False)) for row in rows
        )


def _line(ticket: Ticket, messages: Sequence[Message]) -> Line:
    written = [message.text for message in messages if message.author is Author.PERSON]
    text = next(iter([*written, *ticket.summary["asked"]]), "")
    return Line(ticket, _waiting_since(ticket, messages), text)


def _waiting_since(ticket: Ticket, messages: Sequence[Message]) -> datetime | None:
    """The first thing that staff have not answered: the opening, or a later message."""
    if ticket.ended_at is not None:
        return None
    since: datetime | None = ticket.opened_at
    for message in messages:
        if message.author is Author.STAFF:
            since = None
        elif since is None:
            since = message.written_at
    return since
