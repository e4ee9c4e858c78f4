"""Conversations in SQL, as Rasa keeps them, without the work that it does again at every turn.

As it comes, Rasa opens SQLite anew for every look, reads back what it has just written, and counts
it. Named in endpoints.yml.
"""

import json
import time
from collections import OrderedDict
from dataclasses import dataclass
from itertools import islice
from typing import Any

from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.events import Event, SessionStarted
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy import bindparam, create_engine, func, insert, select
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.orm import sessionmaker
from sqlalchemy.pool import QueuePool

_MOST_KEPT = 1000
_KEPT_SECONDS = 60 * 60
_WAIT_SECONDS = 5


@dataclass(frozen=True)
class Kept:
    """A tracker at hand: how many of its events are stored, and the last row of the table then."""

    tracker: DialogueStateTracker
    stored: int
    last_id: int | None
    since: float


class ConversationStore(SQLTrackerStore):
    """Rasa's SQL store, with the trackers of late at hand.

    One is used again only if nothing was added to it that was not stored (a turn that failed), and
    nobody else has written to the conversation or deleted it.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._kept: OrderedDict[str, Kept] = OrderedDict()
        self._insert = insert(self.SQLEvent.__table__)
        self._last = select(func.max(self.SQLEvent.id)).where(
            self.SQLEvent.sender_id == bindparam("conversation")
        )
        opened: Engine = self.engine
        if opened.dialect.name == "sqlite":
            self.engine: Engine = _keep_open(opened)
            self.sessionmaker = sessionmaker(bind=self.engine)

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """The latest session of a conversation."""
        kept = self._kept.get(sender_id)
        if kept and len(kept.tracker.events) == kept.stored:
            with self.engine.connect() as db:
                if kept.last_id == self._last_id(db, sender_id):
                    return kept.tracker
        return await super().retrieve(sender_id)

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Store the events that are new, in one transaction."""
        await self.stream_events(tracker)
        kept = self._kept.pop(tracker.sender_id, None)
        if kept and kept.tracker is tracker:
            new = list(islice(tracker.events, kept.stored, None))
        else:
            with self.session_scope() as session:
                new = list(self._additional_events(session, tracker))
        with self.engine.begin() as db:
            if new:
                db.execute(self._insert, [_row(tracker.sender_id, event) for event in new])
            last_id = self._last_id(db, tracker.sender_id)
        first = len(tracker.events) == len(new)
        if first or not any(isinstance(event, SessionStarted) for event in new):
            self._keep(Kept(tracker, len(tracker.events), last_id, time.monotonic()))

    def let_go(self, sender_id: str) -> None:
        """Keep nothing of a conversation in memory."""
        self._kept.pop(sender_id, None)

    def _last_id(self, db: Connection, sender_id: str) -> int | None:
        last: int | None = db.execute(self._last, {"conversation": sender_id}).scalar()
        return last

    def _keep(self, kept: Kept) -> None:
        self._kept[kept.tracker.sender_id] = kept
        oldest = next(iter(self._kept.values()))
        if len(self._kept) > _MOST_KEPT or kept.since - oldest.since > _KEPT_SECONDS:
            self._kept.popitem(last=False)


def _row(sender_id: str, event: Event) -> dict[str, Any]:
    row = event.as_dict()
    return {
        "sender_id": sender_id,
        "type_name": event.type_name,
        "timestamp": row.get("timestamp"),
        "intent_name": row.get("parse_data", {}).get("intent", {}).get("name"),
        "action_name": row.get("name"),
        "data": json.dumps(row),
    }


def _keep_open(engine: Engine) -> Engine:
    kept = create_engine(
        engine.url,
        poolclass=QueuePool,
        connect_args={"timeout": _WAIT_SECONDS, "check_same_thread": False},
    )
    engine.dispose()
    return kept
