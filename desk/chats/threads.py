"""Which messages in a chat are about which ticket, so that a reply to one finds its people."""

from collections.abc import Sequence

from sqlalchemy import delete, insert, select

from desk.chats.models import ticket_messages
from desk.tickets.database import Database
from desk.tickets.models import tickets


def remember(database: Database, chat_id: int, message_ids: Sequence[int], *, number: str) -> None:
    """These messages are about this ticket. Nothing where it has been deleted meanwhile."""
    same = (ticket_messages.c.chat_id == chat_id, ticket_messages.c.message_id.in_(message_ids))
    with database.write() as db:
        ticket = select(tickets.c.ticket_id).where(tickets.c.number == number)
        ticket_id = db.execute(ticket).scalar()
        if ticket_id is None or not message_ids:
            return
        db.execute(delete(ticket_messages).where(*same))
        rows = [
            {"chat_id": chat_id, "message_id": message_id, "ticket_id": ticket_id}
            for message_id in message_ids
        ]
        db.execute(insert(ticket_messages), rows)


def ticket_of_message(database: Database, chat_id: int, message_id: int) -> str | None:
    """The number of the ticket that a message is about, if it is about one."""
    query = (
        select(tickets.c.number)
        .join(ticket_messages, ticket_messages.c.ticket_id == tickets.c.ticket_id)
        .where(ticket_messages.c.chat_id == chat_id, ticket_messages.c.message_id == message_id)
    )
    with database.read() as db:
        return db.execute(query).scalar()


def has_messages(database: Database, chat_id: int, *, number: str) -> bool:
    """Whether anything in a chat is about this ticket."""
    query = (
        select(ticket_messages.c.message_id)
        .join(tickets, tickets.c.ticket_id == ticket_messages.c.ticket_id)
        .where(ticket_messages.c.chat_id == chat_id, tickets.c.number == number)
        .limit(1)
    )
    with database.read() as db:
        return db.execute(query).first() is not None
