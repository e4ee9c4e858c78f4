"""Teams that a ticket can wait for: as the tenant names them, so the database knows them."""

from collections.abc import Iterable

from sqlalchemy import insert, select, update
from sqlalchemy.engine import Connection

from desk.tickets.database import Database, lock_table
from desk.tickets.models import queues
from knowledge.tenant import Queue


def keep_queues(database: Database, wanted: Iterable[Queue]) -> bool:
    """Add those that are missing or have changed, in one transaction. Whether it had to write.

    A queue that the tenant no longer names stays: tickets may wait for it.
    """
    named = {queue.id: queue.contact for queue in wanted}
    query = select(queues).where(queues.c.active)
    with database.read() as db:
        known = {row.queue: row.contact for row in db.execute(query)}
    if named.items() <= known.items():
        return False
    with database.write() as db:
        lock_table(db, queues.name)  # two processes may start at the same time
        for queue, contact in named.items():
            put_queue(db, queue, contact=contact)
    return True


def put_queue(db: Connection, queue: str, *, contact: str) -> None:
    """Add a team to wait for, or say who it is now."""
    values = {"contact": contact, "active": True}
    found = db.execute(update(queues).where(queues.c.queue == queue).values(**values))
    if found.rowcount == 0:
        db.execute(insert(queues).values(queue=queue, **values))
