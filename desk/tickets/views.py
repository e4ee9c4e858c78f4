"""Reading tickets: rows of the tables as values. Changes nothing."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.engine import Connection

from desk.tickets.contact import Contact, ContactKind
from desk.tickets.database import Database
from desk.tickets.errors import NotPossible
from desk.tickets.models import drafts, events, messages, tickets
from desk.tickets.ticket import (
    LIVE,
    Author,
    Awaits,
    Draft,
    Event,
    EventKind,
    HandoverRequest,
    Message,
    Status,
    Talk,
    Ticket,
    Way,
    Why,
)

LIVE_VALUES = tuple(status.value for status in LIVE)


def show_ticket(database: Database, number: str) -> Ticket:
    """Raises NotPossible where there is none."""
    with database.read() as db:
        return as_ticket(find_row(db, number))


def show_messages(database: Database, number: str, *, notes: bool) -> tuple[Message, ...]:
    """The messages of a ticket, oldest first; notes are for staff only."""
    with database.read() as db:
        return messages_of(db, find_row(db, number).ticket_id, notes=notes)


def show_events(database: Database, number: str) -> tuple[Event, ...]:
    """What happened to a ticket, oldest first."""
    with database.read() as db:
        rows = db.execute(
            select(events).where(events.c.number == number).order_by(events.c.event_id)
        )
        return tuple(Event(EventKind(row.kind), row.at, row.staff_id, row.detail) for row in rows)


def worklist(database: Database, *, queue: str | None = None) -> tuple[Ticket, ...]:
    """Tickets that are not over, the next promise first."""
    query = select(tickets).where(tickets.c.status.in_(LIVE_VALUES))
    if queue is not None:
        query = query.where(tickets.c.queue == queue)
    return _tickets(database, query.order_by(tickets.c.due_on, tickets.c.opened_at))


def tickets_of(database: Database, conversation_id: str) -> tuple[Ticket, ...]:
    """All tickets of a conversation, the newest first."""
    query = select(tickets).where(is_in(conversation_id))
    return _tickets(database, query.order_by(tickets.c.ticket_id.desc()))


def held_ticket(database: Database, conversation_id: str, *, now: datetime) -> Ticket | None:
    """The ticket for whose sake the program is silent in this conversation, if there is one."""
    return _held(tickets_of(database, conversation_id), now)


def conversation_state(
    database: Database, conversation_id: str, *, now: datetime
) -> tuple[Draft | None, Ticket | None]:
    """The draft that waits in a conversation, and the ticket for whose sake we are silent."""
    mine = select(tickets).where(is_in(conversation_id), tickets.c.status.in_(LIVE_VALUES))
    with database.read() as db:
        found = [as_ticket(row) for row in db.execute(mine.order_by(tickets.c.ticket_id.desc()))]
        return draft_of(db, conversation_id, now=now), _held(found, now)


def waiting_draft(database: Database, conversation_id: str, *, now: datetime) -> Draft | None:
    """The draft that the conversation is about, if there is one."""
    with database.read() as db:
        return draft_of(db, conversation_id, now=now)


def draft_of(db: Connection, conversation_id: str, *, now: datetime) -> Draft | None:
    row = db.execute(
        select(drafts)
        .where(drafts.c.conversation_id == conversation_id, drafts.c.expires_at > now)
        .order_by(drafts.c.created_at.desc())
        .limit(1)
    ).first()
    if row is None:
        return None
    return Draft(
        draft_id=row.draft_id,
        conversation_id=row.conversation_id,
        channel=row.channel,
        language=row.language,
        audience=row.audience,
        why=Why(row.why),
        request=HandoverRequest.from_row(row.request),
        awaits=Awaits(row.awaits) if row.awaits else None,
        way=Way(row.way),
        contact=_contact(row),
        call_window=row.call_window,
        time_zone=row.time_zone,
        expires_at=row.expires_at,
    )


def find_row(db: Connection, number: str) -> Any:
    """The row of a ticket. Raises NotPossible."""
    row = db.execute(select(tickets).where(tickets.c.number == number)).first()
    if row is None:
        raise NotPossible(f"there is no ticket {number}")
    return row


def messages_of(db: Connection, ticket_id: int, *, notes: bool) -> tuple[Message, ...]:
    query = select(messages).where(messages.c.ticket_id == ticket_id)
    if not notes:
        query = query.where(messages.c.author != Author.NOTE.value)
    return tuple(
        Message(
            message_id=row.message_id,
            author=Author(row.author),
            staff_id=row.staff_id,
            language=row.language,
            text=row.text,
            written_at=row.written_at,
        )
        for row in db.execute(query.order_by(messages.c.message_id))
    )


def as_ticket(row: Any) -> Ticket:
    return Ticket(
        number=row.number,
        status=Status(row.status),
        queue=row.queue,
        conversation_id=row.conversation_id,
        also_in=row.also_in,
        channel=row.channel,
        language=row.language,
        audience=row.audience,
        why=Why(row.why),
        summary=row.summary,
        way=Way(row.way),
        contact=_contact(row),
        call_window=row.call_window,
        time_zone=row.time_zone,
        consent_version=row.consent_version,
        opened_at=row.opened_at,
        due_on=row.due_on,
        claimed_by=row.claimed_by,
        claimed_at=row.claimed_at,
        claim_until=row.claim_until,
        talk=Talk(row.talk) if row.talk else None,
        touched_at=row.touched_at,
        ended_at=row.ended_at,
    )


def is_in(conversation_id: str) -> Any:
    """Tickets of a conversation, and those that are written on in it."""
    return or_(tickets.c.conversation_id == conversation_id, tickets.c.also_in == conversation_id)


def _held(found: Sequence[Ticket], now: datetime) -> Ticket | None:
    """The one the person has chosen to write to, else the newest that staff hold."""
    held = [ticket for ticket in found if ticket.is_with_staff(now)]
    return min(held, key=lambda ticket: ticket.talk is not Talk.STAFF, default=None)


def _tickets(database: Database, query: Any) -> tuple[Ticket, ...]:
    with database.read() as db:
        return tuple(as_ticket(row) for row in db.execute(query))


def _contact(row: Any) -> Contact | None:
    if row.contact_kind is None:
        return None
    return Contact(ContactKind(row.contact_kind), row.contact_value)
