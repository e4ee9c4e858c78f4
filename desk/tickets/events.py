"""What happened, added in the transaction in which it happened. Never changed afterwards."""

from datetime import datetime
from typing import Any

from sqlalchemy import insert
from sqlalchemy.engine import Connection

from desk.tickets.models import events
from desk.tickets.ticket import EventKind


def record(
    db: Connection,
    kind: EventKind,
    *,
    now: datetime,
    number: str | None = None,
    draft_id: str | None = None,
    conversation_id: str | None = None,
    staff_id: str | None = None,
    **detail: Any,
) -> None:
    """Add one event. `detail` holds ids and versions, never a text or a contact."""
    db.execute(
        insert(events).values(
            kind=kind.value,
            at=now,
            number=number,
            draft_id=draft_id,
            conversation_id=conversation_id,
            staff_id=staff_id,
            detail=detail,
        )
    )
