"""Buttons under messages: Telegram is given a random token, the meaning stays with us."""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import insert, select

from desk.chats.models import buttons
from desk.tickets.database import Database

TOKEN_BYTES = 16
LIFE = timedelta(days=30)


def keep(
    database: Database,
    chat_id: int,
    meanings: Sequence[str],
    now: datetime,
    *,
    life: timedelta = LIFE,
) -> list[str]:
    """A token for each meaning, good in this chat only and until its time is over."""
    if not meanings:
        return []
    rows = [
        {
            "token": secrets.token_urlsafe(TOKEN_BYTES),
            "chat_id": chat_id,
            "meaning": meaning,
            "expires_at": now + life,
        }
        for meaning in meanings
    ]
    with database.write() as db:
        db.execute(insert(buttons), rows)
    return [str(row["token"]) for row in rows]


def meaning_of(database: Database, token: str, chat_id: int, now: datetime) -> str | None:
    """None for a token that is forged, too old, or was given to another chat."""
    query = select(buttons.c.meaning).where(
        buttons.c.token == token, buttons.c.chat_id == chat_id, buttons.c.expires_at > now
    )
    with database.read() as db:
        return db.execute(query).scalar()
