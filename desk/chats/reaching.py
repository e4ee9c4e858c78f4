"""Whom we could not reach in their chat is there again: what we gave up is tried once more."""

from datetime import datetime

from sqlalchemy import select, update

from desk.chats.models import chats
from desk.tickets.database import Database
from desk.tickets.models import outbox, tickets
from desk.tickets.ticket import Delivery

UNREACHABLE = ("blocked", "gone")  # why a chat got nothing


def take_up_again(database: Database, channel: str, *, now: datetime) -> int:
    """Replies that were given up, to chats that are no longer blocked. How many."""
    reachable = (
        select(tickets.c.ticket_id)
        .join(chats, chats.c.conversation_id == tickets.c.conversation_id)
        .where(chats.c.blocked_at.is_(None))
    )
    given_up = (
        outbox.c.channel == channel,
        outbox.c.state == Delivery.FAILED.value,
        outbox.c.next_attempt_at.is_(None),
        outbox.c.reason.in_(UNREACHABLE),
        outbox.c.ticket_id.in_(reachable),
    )
    with database.read() as db:  # seldom any: the lock of a writer is not taken for nothing
        found = db.execute(select(outbox.c.row_id).where(*given_up).limit(1)).first()
    if found is None:
        return 0
    again = {"state": Delivery.QUEUED.value, "next_attempt_at": now}
    with database.write() as db:
        return int(db.execute(update(outbox).where(*given_up).values(again)).rowcount)
