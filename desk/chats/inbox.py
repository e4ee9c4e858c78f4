"""The inbox: updates are kept here before they are confirmed, and left when they are answered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update

from desk.chats.models import chats, inbox
from desk.tickets.database import Database, lock_table

Update = tuple[int, int, dict[str, Any]]  # update_id, chat_id, what it says


@dataclass(frozen=True)
class Waiting:
    """An update that has not been answered yet."""

    update_id: int
    chat_id: int
    payload: dict[str, Any]
    attempts: int = 0


def keep(database: Database, updates: Sequence[Update], now: datetime) -> list[int]:
    """The ids of those that are new, all in one transaction; their chats have been used now."""
    if not updates:
        return []
    by_id = {update_id: (chat_id, payload) for update_id, chat_id, payload in updates}
    with database.write() as db:
        lock_table(db, "inbox")
        known = set(
            db.execute(select(inbox.c.update_id).where(inbox.c.update_id.in_(by_id))).scalars()
        )
        new = sorted(by_id.keys() - known)
        if new:
            db.execute(insert(inbox), [_row(number, *by_id[number], now) for number in new])
            used = {by_id[number][0] for number in new}
            db.execute(update(chats).where(chats.c.chat_id.in_(used)).values(used_at=now))
        return new


def waiting(database: Database) -> tuple[Waiting, ...]:
    """What has not been answered, in the order in which it was written."""
    with database.read() as db:
        rows = db.execute(
            select(inbox).where(inbox.c.done_at.is_(None)).order_by(inbox.c.update_id)
        )
        return tuple(Waiting(row.update_id, row.chat_id, row.payload, row.attempts) for row in rows)


def failed(database: Database, update_id: int) -> int:
    """One more attempt has failed; how many that makes."""
    mine = inbox.c.update_id == update_id
    with database.write() as db:
        db.execute(update(inbox).where(mine).values(attempts=inbox.c.attempts + 1))
        return db.execute(select(inbox.c.attempts).where(mine)).scalar() or 0


def done(database: Database, update_id: int, now: datetime) -> None:
    """It has been answered: what it said and who said it are forgotten."""
    with database.write() as db:
        db.execute(
            update(inbox)
            .where(inbox.c.update_id == update_id)
            .values(payload=None, chat_id=None, done_at=now)
        )


def _row(
    update_id: int, chat_id: int, payload: dict[str, Any], received_at: datetime
) -> dict[str, Any]:
    return {
        "update_id": update_id,
        "chat_id": chat_id,
        "payload": payload,
        "received_at": received_at,
        "attempts": 0,
    }
