"""Conversations as Rasa keeps them: deleting them, which Rasa itself cannot do."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import column, create_engine, delete, event, func, select, table
from sqlalchemy.engine import Engine
from sqlalchemy.pool import NullPool

from bot.settings import Settings
from desk.tickets.erase import CONVERSATION, hash_tomb
from desk.tickets.retention import Tombstone

# The columns of Rasa's table that are needed here.
events = table("events", column("sender_id"), column("timestamp"))


def open_conversations(settings: Settings) -> Engine:
    """The file in which the assistant keeps its conversations; it may not have any table yet."""
    return create_engine(f"sqlite:///{settings.tracker_file}", future=True, poolclass=NullPool)


def prepare_file(engine: Engine) -> None:
    """Nothing said is ever half written, and a process that dies loses nothing.

    The journal is flushed now and then, not with each message: only a machine that loses its power
    could lose the last words of a conversation. Tickets are another file, and flushed each time.
    """
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare)


def _prepare(connection: Any, _record: Any) -> None:
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")


def delete_conversation(engine: Engine, conversation_id: str) -> int:
    """Everything that was said in it, also from the pages of the file. How many events."""
    return _delete(engine, [conversation_id])


def silent_since(engine: Engine, moment: datetime) -> list[str]:
    """Conversations without a message since then."""
    if not _has_table(engine):
        return []
    silent = (
        select(events.c.sender_id)
        .group_by(events.c.sender_id)
        .having(func.max(events.c.timestamp) < moment.timestamp())
    )
    with engine.connect() as db:
        return list(db.execute(silent).scalars())


def delete_silent(engine: Engine, moment: datetime) -> int:
    """Delete conversations without a message since then. How many conversations."""
    silent = silent_since(engine, moment)
    _delete(engine, silent)
    return len(silent)


def delete_again(engine: Engine, key: bytes, kept: Iterable[Tombstone]) -> int:
    """After a restore: delete what was deleted before. How many conversations."""
    deleted = {tomb.key_hash: tomb.deleted_at for tomb in kept if tomb.kind == CONVERSATION}
    ends = select(events.c.sender_id, func.max(events.c.timestamp)).group_by(events.c.sender_id)
    if not deleted or not _has_table(engine):
        return 0
    with engine.connect() as db:
        rows = [(conversation_id, last) for conversation_id, last in db.execute(ends)]
    restored = [
        conversation_id
        for conversation_id, last in rows
        if (deleted_at := deleted.get(hash_tomb(key, CONVERSATION, conversation_id)))
        and last <= deleted_at.timestamp()
    ]
    _delete(engine, restored)
    return len(restored)


def _delete(engine: Engine, conversation_ids: Iterable[str]) -> int:
    count = 0
    with engine.connect() as db:
        if engine.dialect.name == "sqlite":
            db.exec_driver_sql("PRAGMA secure_delete=ON")  # overwrite, do not only unlink
        for conversation_id in conversation_ids:
            mine = delete(events).where(events.c.sender_id == conversation_id)
            count += db.execute(mine).rowcount
        db.commit()
        if engine.dialect.name == "sqlite":
            db.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # the journal holds it too
    return count


def _has_table(engine: Engine) -> bool:
    with engine.connect() as db:
        return engine.dialect.has_table(db, events.name)
