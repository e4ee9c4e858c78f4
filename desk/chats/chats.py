"""Chats: which conversation one is, and what its people have chosen."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.engine import Connection

from desk.chats.erase import erase_chats
from desk.chats.models import chats
from desk.tickets.database import Database, lock_table


@dataclass(frozen=True)
class Chat:
    """`chat_id` is Telegram's: it stands in no tracker, no ticket, no log, and staff never see it.

    `language` and `audience` were chosen here; `content_consent`: replies may be shown in the chat.
    """

    chat_id: int
    conversation_id: str
    language: str | None
    audience: str
    content_consent: bool
    is_group: bool
    blocked_at: datetime | None


def chat_of(database: Database, chat_id: int, *, is_group: bool, now: datetime) -> Chat:
    """The chat with this id; a new conversation where there is none."""
    with database.read() as db:
        chat = _find(db, chats.c.chat_id == chat_id)
    return chat or _begin(database, chat_id, is_group=is_group, now=now)


def chat_of_conversation(database: Database, conversation_id: str) -> Chat | None:
    """Where the people of a conversation are reached."""
    with database.read() as db:
        return _find(db, chats.c.conversation_id == conversation_id)


def export_chat(database: Database, conversation_id: str) -> dict[str, Any] | None:
    """Everything that is stored about a chat, for the person it belongs to."""
    with database.read() as db:
        row = db.execute(select(chats).where(chats.c.conversation_id == conversation_id)).first()
    if row is None:
        return None
    return {
        name: value.isoformat() if isinstance(value, datetime) else value
        for name, value in row._mapping.items()
        if name != "conversation_id"
    }


def change(database: Database, chat_id: int, **values: Any) -> None:
    """Keep what the person has chosen: `language`, `audience`, `content_consent`."""
    with database.write() as db:
        db.execute(update(chats).where(chats.c.chat_id == chat_id).values(**values))


def block(database: Database, chat_id: int, now: datetime) -> None:
    """Nothing can be sent to this chat any more."""
    change(database, chat_id, blocked_at=now)


def unblock(database: Database, chat_id: int) -> None:
    """The person is back."""
    change(database, chat_id, blocked_at=None)


def forget(database: Database, chat_id: int) -> None:
    """Delete the chat with its buttons; the next message begins a new conversation."""
    with database.write() as db:
        erase_chats(db, chats.c.chat_id == chat_id)
    database.purge()


def _begin(database: Database, chat_id: int, *, is_group: bool, now: datetime) -> Chat:
    with database.write() as db:
        lock_table(db, "chats")
        begun = _find(db, chats.c.chat_id == chat_id)
        if begun is not None:
            return begun
        chat = Chat(
            chat_id=chat_id,
            conversation_id=uuid.uuid4().hex,
            language=None,
            audience="employer",
            content_consent=False,
            is_group=is_group,
            blocked_at=None,
        )
        db.execute(insert(chats).values(**vars(chat), created_at=now, used_at=now))
        return chat


def _find(db: Connection, where: Any) -> Chat | None:
    row = db.execute(select(chats).where(where)).first()
    if row is None:
        return None
    return Chat(
        chat_id=row.chat_id,
        conversation_id=row.conversation_id,
        language=row.language,
        audience=row.audience,
        content_consent=row.content_consent,
        is_group=row.is_group,
        blocked_at=row.blocked_at,
    )
