"""The tables of the desk. What they mean is said here; what may happen to them, in the store."""

from datetime import datetime, timezone
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.types import TypeDecorator


class Moment(TypeDecorator):
    """A moment: aware, in UTC. SQLite keeps it without its zone, and gets it back here."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value} has no time zone; hand in an aware time")
        moment = value.astimezone(timezone.utc)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            return value.replace(tzinfo=timezone.utc)
        return value.astimezone(timezone.utc)


metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)

# Serials of ticket numbers; a row a year.
counters = Table(
    "counters",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("value", Integer, nullable=False),
)

# Teams that a ticket can wait for; `contact` is the id of a body of the directory.
queues = Table(
    "queues",
    metadata,
    Column("queue", String(64), primary_key=True),
    Column("contact", String(64), nullable=False),
    Column("active", Boolean, nullable=False),
)

staff = Table(
    "staff",
    metadata,
    Column("staff_id", String(64), primary_key=True),
    Column("login", String(254), nullable=False, unique=True),
    Column("name", String(200), nullable=False),
    Column("role", String(20), nullable=False),
    Column("password_hash", String(200)),
    Column("active", Boolean, nullable=False),
    Column("created_at", Moment, nullable=False),
)

# Answers that staff have written once, to use again.
templates = Table(
    "templates",
    metadata,
    Column("template_id", Integer, primary_key=True),
    Column("queue", ForeignKey("queues.queue", ondelete="CASCADE")),
    Column("language", String(16), nullable=False),
    Column("title", String(200), nullable=False),
    Column("text", Text, nullable=False),
    Column("changed_at", Moment, nullable=False),
)

# A handover with consent that is not a ticket yet. The door writes the contact into it.
drafts = Table(
    "drafts",
    metadata,
    Column("draft_id", String(43), primary_key=True),
    Column("conversation_id", String(128), nullable=False, index=True),
    Column("channel", String(20), nullable=False),
    Column("language", String(16), nullable=False),
    Column("audience", String(20), nullable=False),
    Column("why", String(20), nullable=False, server_default="asked"),
    Column("request", JSON, nullable=False, server_default="{}"),
    Column("awaits", String(20)),  # what the next message of the person is, if not a question
    Column("way", String(20), nullable=False, server_default="chat"),
    Column("call_window", String(20)),  # hours at the office: 10-12
    Column("time_zone", String(64)),
    Column("consent_version", String(64), nullable=False),
    Column("contact_kind", String(20)),
    Column("contact_value", String(254)),
    Column("created_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False, index=True),
)

tickets = Table(
    "tickets",
    metadata,
    Column("ticket_id", Integer, primary_key=True),
    Column("number", String(32), nullable=False, unique=True),
    Column("draft_id", String(43), nullable=False, unique=True),
    Column("status_code_hash", String(64), nullable=False),
    Column("queue", ForeignKey("queues.queue"), nullable=False, index=True),
    Column("status", String(20), nullable=False, index=True),
    Column("conversation_id", String(128), nullable=False, index=True),
    Column("also_in", String(128), index=True),  # another conversation, in which the person goes on
    Column("channel", String(20), nullable=False),
    Column("language", String(16), nullable=False),
    Column("audience", String(20), nullable=False),
    Column("why", String(20), nullable=False, server_default="asked"),
    Column("summary", JSON, nullable=False),
    Column("way", String(20), nullable=False, server_default="chat"),
    Column("call_window", String(20)),
    Column("time_zone", String(64)),
    Column("contact_kind", String(20)),
    Column("contact_value", String(254)),
    Column("consent_version", String(64), nullable=False),
    Column("opened_at", Moment, nullable=False),
    Column("due_on", Date, nullable=False, index=True),
    Column("claimed_by", String(64)),
    Column("claimed_at", Moment),
    Column("claim_until", Moment),
    Column("talk", String(20)),  # the person's choice to talk with staff, or with the program
    Column("touched_at", Moment, nullable=False),  # last time that person or staff did something
    Column("ended_at", Moment),  # closed or withdrawn
    sqlite_autoincrement=True,
)

# From the person, from staff, or a note that only staff see.
messages = Table(
    "messages",
    metadata,
    Column("message_id", Integer, primary_key=True),
    Column(
        "ticket_id",
        ForeignKey("tickets.ticket_id", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
    Column("author", String(20), nullable=False),
    Column("staff_id", String(64)),
    Column("language", String(16), nullable=False),
    Column("text", Text, nullable=False),
    Column("written_at", Moment, nullable=False),
    sqlite_autoincrement=True,
)

# What happened, only ever added to: no texts, no contacts. Consent comes before there is a
# ticket, so a row knows its draft or its conversation.
events = Table(
    "events",
    metadata,
    Column("event_id", Integer, primary_key=True),
    Column("kind", String(20), nullable=False),
    Column("at", Moment, nullable=False, index=True),
    Column("number", String(32), index=True),
    Column("draft_id", String(43), index=True),
    Column("conversation_id", String(128), index=True),
    Column("staff_id", String(64)),
    Column("detail", JSON, nullable=False),
)

outbox = Table(
    "outbox",
    metadata,
    Column("row_id", Integer, primary_key=True),
    Column(
        "ticket_id",
        ForeignKey("tickets.ticket_id", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
    Column(
        "message_id",
        ForeignKey("messages.message_id", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
    Column("channel", String(20), nullable=False),
    Column("state", String(20), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("next_attempt_at", Moment),  # null: delivered, or given up until somebody retries
    Column("worker", String(64)),
    Column("worker_until", Moment),
    Column("sent_at", Moment),
    Column("seen_at", Moment),
    Column("reason", String(64)),
    Index("ix_outbox_channel_next_attempt_at", "channel", "next_attempt_at"),
    sqlite_autoincrement=True,  # an id is never given twice: channels skip ids they know
)

# Keyed hashes of what has been deleted, to delete it again after a restore.
tombstones = Table(
    "tombstones",
    metadata,
    Column("tombstone_id", Integer, primary_key=True),
    Column("kind", String(20), nullable=False),
    Column("key_hash", String(64), nullable=False),
    Column("deleted_at", Moment, nullable=False, index=True),
    UniqueConstraint("kind", "key_hash"),
)

# Wrong status codes of the last hour; number and address as keyed hashes.
code_attempts = Table(
    "code_attempts",
    metadata,
    Column("attempt_id", Integer, primary_key=True),
    Column("number_hash", String(64), nullable=False, index=True),
    Column("address_hash", String(64), nullable=False, index=True),
    Column("at", Moment, nullable=False, index=True),
)

# Whether answers helped: only counts, by what they count. Nothing says who said it.
feedback = Table(
    "feedback",
    metadata,
    Column("day", Date, primary_key=True),
    Column("article", String(100), primary_key=True),  # empty: an answer from no article
    Column("language", String(16), primary_key=True),
    Column("helped", Boolean, primary_key=True),
    Column("why", String(20), primary_key=True),  # empty: no reason was given
    Column("count", Integer, nullable=False),
)
