"""Whether the answers of people may be shown in a chat itself, and the proof of it."""

from datetime import datetime

from sqlalchemy import update

from desk.chats.chats import Chat
from desk.chats.models import chats
from desk.tickets.database import Database
from desk.tickets.events import record
from desk.tickets.ticket import EventKind


def decide_on_content(
    database: Database, chat: Chat, *, agreed: bool, text_version: str, now: datetime
) -> None:
    """The person has agreed, or does not want it (any more); `text_version` is what they read."""
    kind = EventKind.CONTENT_AGREED if agreed else EventKind.CONTENT_REFUSED
    with database.write() as db:
        db.execute(
            update(chats).where(chats.c.chat_id == chat.chat_id).values(content_consent=agreed)
        )
        record(
            db,
            kind,
            now=now,
            conversation_id=chat.conversation_id,
            text_version=text_version,
        )
