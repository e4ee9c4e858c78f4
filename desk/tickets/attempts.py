"""Number and status code against the tickets, with limits for those who guess.

An unknown number and a wrong code take the same steps and get the same answer. Only wrong codes
count: whoever has the right one may look as often as they like.
"""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, insert, select
from sqlalchemy.engine import Connection

from desk.tickets.codes import hash_code, hash_of, is_code
from desk.tickets.database import lock_table
from desk.tickets.events import record
from desk.tickets.models import code_attempts, tickets
from desk.tickets.numbers import read_number
from desk.tickets.ticket import EventKind, StatusAnswer, StatusKind
from desk.tickets.views import as_ticket, messages_of

WINDOW = timedelta(hours=1)
TRIES_A_TICKET = 5
TRIES_AN_ADDRESS = 20


def look_up(
    db: Connection, key: bytes, number: str, code: str, *, address: str, now: datetime
) -> StatusAnswer:
    """One try, in a writing transaction of its own."""
    lock_table(db, code_attempts.name)  # so that tries at the same time are counted too
    known = read_number(number) or ""
    number_hash = hash_number(key, known or number)
    address_hash = hash_of(key, "attempt-address", address)
    retry_at = max(
        _retry_at(db, code_attempts.c.number_hash == number_hash, TRIES_A_TICKET, now),
        _retry_at(db, code_attempts.c.address_hash == address_hash, TRIES_AN_ADDRESS, now),
    )
    row = db.execute(select(tickets).where(tickets.c.number == known)).first()
    code_hash = row.status_code_hash if row else hash_code(key, known, "")
    right = is_code(key, known, code, code_hash) and row is not None
    if retry_at > now:
        return StatusAnswer(StatusKind.TOO_MANY, retry_at=retry_at)
    if not right:
        db.execute(
            insert(code_attempts).values(number_hash=number_hash, address_hash=address_hash, at=now)
        )
        record(db, EventKind.ATTEMPT, now=now, number=row.number if row else None)
        return StatusAnswer(StatusKind.UNKNOWN)
    return StatusAnswer(
        StatusKind.SHOWN, as_ticket(row), messages_of(db, row.ticket_id, notes=False)
    )


def hash_number(key: bytes, number: str) -> str:
    return hash_of(key, "attempt-number", number)


def _retry_at(db: Connection, who: Any, tries: int, now: datetime) -> datetime:
    """When the next try is allowed; now, if it is."""
    times = (
        select(code_attempts.c.at)
        .where(who, code_attempts.c.at > now - WINDOW)
        .order_by(code_attempts.c.at.desc())
        .limit(tries)
    ).subquery()
    count, oldest = db.execute(select(func.count(), func.min(times.c.at))).one()
    return oldest + WINDOW if count >= tries else now
