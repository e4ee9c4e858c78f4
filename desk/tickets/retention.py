"""How long things are kept. One rule gives the date that people are shown and the day of deletion.

Also what a person may ask for (everything about one ticket) and what a restore must not bring
back (tombstones).
"""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.engine import Connection

from desk.chats.erase import erase_chats, erase_silent_chats, erase_what_is_over
from desk.chats.models import chats
from desk.tickets.database import Database
from desk.tickets.deadlines import Office
from desk.tickets.drafts import ignore_unanswered
from desk.tickets.erase import (
    CONVERSATION,
    DRAFT,
    bury,
    erase_draft,
    erase_ticket,
    hash_tomb,
)
from desk.tickets.models import code_attempts, drafts, events, outbox, tickets, tombstones
from desk.tickets.ticket import Ticket
from desk.tickets.views import as_ticket, find_row, messages_of
from knowledge.tenant import Tenant


@dataclass(frozen=True)
class Rules:
    """Days by class of data, as the tenant has set them.

    A draft has its own end; a tombstone outlives every backup.
    """

    conversation: int  # after its last message
    ended_ticket: int
    silent_ticket: int
    events: int
    attempts: int
    tombstones: int

    @classmethod
    def of(cls, tenant: Tenant) -> "Rules":
        return cls(**tenant.retention)

    def delete_on(self, ticket: Ticket, office: Office) -> date:
        """The day on which a ticket is deleted, if nothing happens to it before."""
        if ticket.ended_at is None:
            return self.dates(office.day(ticket.touched_at))["silent_ticket"]
        return self.dates(office.day(ticket.ended_at))["ended_ticket"]

    def dates(self, day: date) -> dict[str, date]:
        """When that is deleted, by class, which last happened on `day`."""
        # Attempts go by the hour, as they are counted: one day later they are surely gone.
        rules = {**asdict(self), "attempts": self.attempts + 1}
        return {name: day + timedelta(days=days) for name, days in rules.items()}

    def conversation_ends_on(self, last: datetime, office: Office) -> date:
        """The day on which a conversation is deleted whose last message was then."""
        return self.dates(office.day(last))["conversation"]

    def kept_since(self, name: str, office: Office, now: datetime) -> datetime:
        """What is older of this class is deleted, by the calendar: as `dates` says."""
        day = office.day(now) - timedelta(days=asdict(self)[name] - 1)
        return datetime.combine(day, time(), office.zone)


@dataclass(frozen=True)
class Deleted:
    """How many rows retention has deleted."""

    tickets: int
    drafts: int
    events: int
    attempts: int
    tombstones: int
    chats: int
    updates: int  # with buttons


@dataclass(frozen=True)
class Tombstone:
    """That something was deleted, and when. Kept outside the database too, for a restore."""

    kind: str
    key_hash: str
    deleted_at: datetime


def run_retention(
    database: Database,
    key: bytes,
    *,
    rules: Rules,
    office: Office,
    now: datetime,
    dry: bool = False,
) -> Deleted:
    """Delete what is due; with `dry`, take all of it back and only count."""
    silent = rules.kept_since("conversation", office, now)
    with database.write() as db:
        ignore_unanswered(db, events.c.at <= now - timedelta(days=1), now=now)
        deleted = Deleted(
            tickets=_delete_tickets(db, key, rules, office, now),
            drafts=_delete_drafts(db, key, now),
            events=_delete_events(db, rules.kept_since("events", office, now)),
            attempts=_delete_before(db, code_attempts.c.at, now - timedelta(days=rules.attempts)),
            tombstones=_delete_before(
                db, tombstones.c.deleted_at, rules.kept_since("tombstones", office, now)
            ),
            chats=erase_silent_chats(db, silent),
            updates=erase_what_is_over(db, unanswered_before=silent, now=now),
        )
        if dry:
            db.rollback()
        return deleted


def export_ticket(database: Database, number: str) -> str:
    """Everything that is stored about one ticket, as JSON. Raises NotPossible.

    Names of staff are left out: they are about somebody else.
    """
    with database.read() as db:
        row = find_row(db, number)
        ticket = {
            name: value
            for name, value in row._mapping.items()
            if name not in ("ticket_id", "draft_id", "status_code_hash", "claimed_by")
        }
        ticket["messages"] = [
            {
                "author": message.author.value,
                "language": message.language,
                "text": message.text,
                "written_at": message.written_at,
            }
            for message in messages_of(db, row.ticket_id, notes=True)
        ]
        ticket["events"] = _rows(
            db,
            select(events.c.kind, events.c.at, events.c.detail)
            .where((events.c.number == number) | (events.c.draft_id == row.draft_id))
            .order_by(events.c.event_id),
        )
        ticket["deliveries"] = _rows(
            db,
            select(outbox.c.channel, outbox.c.state, outbox.c.sent_at, outbox.c.seen_at)
            .where(outbox.c.ticket_id == row.ticket_id)
            .order_by(outbox.c.row_id),
        )
    return json.dumps(ticket, ensure_ascii=False, indent=2, default=_as_text)


def list_tombstones(database: Database) -> tuple[Tombstone, ...]:
    """All of them, to be kept beside the backups."""
    with database.read() as db:
        rows = db.execute(select(tombstones).order_by(tombstones.c.tombstone_id))
        return tuple(Tombstone(row.kind, row.key_hash, row.deleted_at) for row in rows)


def apply_tombstones(
    database: Database, key: bytes, kept: Iterable[Tombstone], *, now: datetime
) -> int:
    """After a restore: delete again what was deleted since the backup. How many things it was.

    What is younger than its tombstone stays: a conversation may have begun again.
    """
    with database.write() as db:
        deleted = {(tomb.kind, tomb.key_hash): tomb.deleted_at for tomb in kept}
        count = 0
        for row in db.execute(select(tickets)).all():
            if _is_deleted(deleted, key, _tombs(row), row.opened_at):
                count += erase_ticket(db, key, row.number, now=now)
        for row in db.execute(select(drafts)).all():
            if _is_deleted(deleted, key, _tombs(row), row.created_at):
                count += erase_draft(db, key, row.draft_id, now=now)
        for row in db.execute(select(chats)).all():
            tomb = (CONVERSATION, row.conversation_id)
            if _is_deleted(deleted, key, (tomb,), row.created_at):
                count += erase_chats(db, chats.c.chat_id == row.chat_id)
        count += _delete_consents(db, key, deleted)
        for (kind, key_hash), deleted_at in deleted.items():
            bury(db, kind, key_hash, deleted_at)
        return count


def _tombs(row: Any) -> tuple[tuple[str, str], ...]:
    """What a ticket or a draft may have been buried with."""
    return ((DRAFT, row.draft_id), (CONVERSATION, row.conversation_id))


def _is_deleted(
    deleted: dict[tuple[str, str], datetime],
    key: bytes,
    names: Iterable[tuple[str, str]],
    made_at: datetime,
) -> bool:
    found = (deleted.get((kind, hash_tomb(key, kind, value))) for kind, value in names)
    return any(deleted_at is not None and made_at <= deleted_at for deleted_at in found)


def _delete_consents(db: Connection, key: bytes, deleted: dict[tuple[str, str], datetime]) -> int:
    """What was recorded of consent in conversations that were deleted."""
    known = select(events.c.conversation_id).where(events.c.conversation_id.is_not(None)).distinct()
    count = 0
    for conversation_id in db.execute(known).scalars().all():
        deleted_at = deleted.get((CONVERSATION, hash_tomb(key, CONVERSATION, conversation_id)))
        if deleted_at is not None:
            same = (events.c.conversation_id == conversation_id, events.c.at <= deleted_at)
            count += db.execute(delete(events).where(*same)).rowcount
    return count


def _delete_tickets(db: Connection, key: bytes, rules: Rules, office: Office, now: datetime) -> int:
    last = func.coalesce(tickets.c.ended_at, tickets.c.touched_at)
    shortest = min(rules.ended_ticket, rules.silent_ticket)
    query = select(tickets).where(last <= now - timedelta(days=shortest - 1))
    count = 0
    for row in db.execute(query.order_by(tickets.c.ticket_id)).all():
        if rules.delete_on(as_ticket(row), office) <= office.day(now):
            count += erase_ticket(db, key, row.number, now=now)
    return count


def _delete_drafts(db: Connection, key: bytes, now: datetime) -> int:
    query = select(drafts.c.draft_id).where(drafts.c.expires_at <= now)
    ended = db.execute(query.order_by(drafts.c.created_at)).scalars().all()
    return sum(erase_draft(db, key, draft_id, now=now) for draft_id in ended)


def _delete_events(db: Connection, before: datetime) -> int:
    """Old events, but not those of tickets that are still kept."""
    kept = select(tickets.c.ticket_id).where(tickets.c.number == events.c.number).exists()
    return int(db.execute(delete(events).where(events.c.at < before, ~kept)).rowcount)


def _delete_before(db: Connection, column: Any, before: datetime) -> int:
    return int(db.execute(delete(column.table).where(column < before)).rowcount)


def _rows(db: Connection, query: Any) -> list[dict[str, Any]]:
    return [dict(row._mapping) for row in db.execute(query)]


def _as_text(value: date) -> str:
    """Moments and days as ISO 8601."""
    return value.isoformat()
