"""Deleting: what a person said is gone from every table, and a tombstone says that it has to be.

A tombstone is a keyed hash of a random id and the time; it brings nothing back.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, insert, or_, select
from sqlalchemy.engine import Connection

from desk.chats.erase import erase_chats
from desk.chats.models import chats
from desk.tickets.attempts import hash_number
from desk.tickets.codes import hash_of
from desk.tickets.events import record
from desk.tickets.models import code_attempts, drafts, events, tickets, tombstones
from desk.tickets.ticket import EventKind
from desk.tickets.views import is_in

DRAFT = "draft"  # a draft and the ticket that it became have the same id
CONVERSATION = "conversation"


def erase_ticket(db: Connection, key: bytes, number: str, *, now: datetime) -> bool:
    """Whether there was one. Its messages and outbox rows go with it."""
    row = db.execute(select(tickets.c.draft_id).where(tickets.c.number == number)).first()
    if row is None:
        return False
    db.execute(delete(tickets).where(tickets.c.number == number))
    db.execute(
        delete(events).where(or_(events.c.number == number, events.c.draft_id == row.draft_id))
    )
    db.execute(delete(code_attempts).where(code_attempts.c.number_hash == hash_number(key, number)))
    bury(db, DRAFT, hash_tomb(key, DRAFT, row.draft_id), now)
    record(db, EventKind.DELETED, now=now, number=number)
    return True


def erase_draft(db: Connection, key: bytes, draft_id: str, *, now: datetime) -> bool:
    """Whether there was one."""
    if db.execute(delete(drafts).where(drafts.c.draft_id == draft_id)).rowcount == 0:
        return False
    db.execute(delete(events).where(events.c.draft_id == draft_id))
    bury(db, DRAFT, hash_tomb(key, DRAFT, draft_id), now)
    return True


def erase_conversation(db: Connection, key: bytes, conversation_id: str, *, now: datetime) -> int:
    """How many tickets there were. Drafts, the chat and what was recorded of consent go too."""
    numbers = _column(db, tickets.c.number, is_in(conversation_id))
    for number in numbers:
        erase_ticket(db, key, number, now=now)
    for draft_id in _column(db, drafts.c.draft_id, drafts.c.conversation_id == conversation_id):
        erase_draft(db, key, draft_id, now=now)
    db.execute(delete(events).where(events.c.conversation_id == conversation_id))
    erase_chats(db, chats.c.conversation_id == conversation_id)
    bury(db, CONVERSATION, hash_tomb(key, CONVERSATION, conversation_id), now)
    return len(numbers)


def bury(db: Connection, kind: str, key_hash: str, deleted_at: datetime) -> None:
    """One tombstone, with the time of the last deletion."""
    same = (tombstones.c.kind == kind, tombstones.c.key_hash == key_hash)
    db.execute(delete(tombstones).where(*same))
    db.execute(insert(tombstones).values(kind=kind, key_hash=key_hash, deleted_at=deleted_at))


def hash_tomb(key: bytes, kind: str, value: str) -> str:
    return hash_of(key, f"tombstone-{kind}", value)


def _column(db: Connection, column: object, where: object) -> Sequence[str]:
    return db.execute(select(column).where(where)).scalars().all()
