"""Deleting chats: with their conversation, when nobody writes any more, and what is over."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, delete, or_, select
from sqlalchemy.engine import Connection

from desk.chats.models import buttons, chats, inbox, ticket_messages
from desk.tickets.models import tickets

DONE_LIFE = timedelta(days=2)  # Telegram offers an update for one day


def erase_chats(db: Connection, where: Any) -> int:
    """How many chats there were; buttons and what belongs to tickets go with them."""
    mine = select(chats.c.chat_id).where(where)
    db.execute(delete(ticket_messages).where(ticket_messages.c.chat_id.in_(mine)))
    db.execute(delete(buttons).where(buttons.c.chat_id.in_(mine)))
    return int(db.execute(delete(chats).where(where)).rowcount)


def erase_silent_chats(db: Connection, before: datetime) -> int:
    """Chats that nobody has used since, unless a ticket's answer may still go there."""
    awaited = select(tickets.c.ticket_id).where(
        tickets.c.conversation_id == chats.c.conversation_id
    )
    return erase_chats(db, and_(chats.c.used_at < before, ~awaited.exists()))


def erase_what_is_over(db: Connection, *, unanswered_before: datetime, now: datetime) -> int:
    """Buttons whose time is over; updates that are done, or were never to be answered."""
    over = or_(inbox.c.done_at <= now - DONE_LIFE, inbox.c.received_at < unanswered_before)
    rows = db.execute(delete(inbox).where(over)).rowcount
    return int(rows + db.execute(delete(buttons).where(buttons.c.expires_at <= now)).rowcount)
