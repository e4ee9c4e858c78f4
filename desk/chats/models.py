"""The tables of chats: what Telegram's numbers stand for. No names, and no texts that are over."""

from sqlalchemy import JSON, BigInteger, Boolean, Column, ForeignKey, Integer, String, Table

from desk.tickets.models import Moment, metadata

# A chat of Telegram and the conversation that it is to us.
chats = Table(
    "chats",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("conversation_id", String(128), nullable=False, unique=True),
    Column("language", String(16)),  # chosen by the person
    Column("audience", String(20), nullable=False),
    Column("content_consent", Boolean, nullable=False),
    Column("is_group", Boolean, nullable=False),
    Column("blocked_at", Moment),
    Column("created_at", Moment, nullable=False),
    Column("used_at", Moment, nullable=False, index=True),
)

# Updates of Telegram, written before they are confirmed. What is done keeps only its number, so
# that it is not taken a second time.
inbox = Table(
    "inbox",
    metadata,
    Column("update_id", BigInteger, primary_key=True, autoincrement=False),
    Column("chat_id", BigInteger, index=True),
    Column("payload", JSON(none_as_null=True)),
    Column("received_at", Moment, nullable=False),
    Column("done_at", Moment, index=True),
    Column("attempts", Integer, nullable=False),
)

# What a button under a message means; Telegram is only given the token. A farewell has buttons
# when its chat is gone, so they need none.
buttons = Table(
    "buttons",
    metadata,
    Column("token", String(32), primary_key=True),
    Column("chat_id", BigInteger, nullable=False, index=True),
    Column("meaning", String(200), nullable=False),
    Column("expires_at", Moment, nullable=False, index=True),
)

# Messages in a chat about a ticket: who replies to one writes to the people of that ticket.
ticket_messages = Table(
    "ticket_messages",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("message_id", BigInteger, primary_key=True, autoincrement=False),
    Column(
        "ticket_id",
        ForeignKey("tickets.ticket_id", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
)
