"""From a wish for a person to the ticket: consent, and the draft that it creates.

A draft holds what would be sent and how the person can be reached, until it becomes a ticket,
is given up or is too old. Every method is one transaction.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, insert, select, update
from sqlalchemy.engine import Connection

from desk.tickets.contact import Contact
from desk.tickets.database import Database
from desk.tickets.erase import erase_draft
from desk.tickets.errors import DraftMissing
from desk.tickets.events import record
from desk.tickets.models import drafts, events
from desk.tickets.ticket import Awaits, Consent, Draft, EventKind, HandoverRequest, Way, Why
from desk.tickets.views import draft_of

OUTCOMES = (
    EventKind.CONSENT_ASKED,
    EventKind.CONSENT_GIVEN,
    EventKind.CONSENT_REFUSED,
    EventKind.CONSENT_IGNORED,
)


@dataclass(frozen=True)
class Drafts:
    """The drafts of one office; each lives for `life`."""

    database: Database
    key: bytes
    life: timedelta

    def ask_consent(self, consent: Consent, *, conversation_id: str, now: datetime) -> None:
        """Consent is asked for. What was asked before and never answered was ignored."""
        with self.database.write() as db:
            ignore_unanswered(db, events.c.conversation_id == conversation_id, now=now)
            _record(db, EventKind.CONSENT_ASKED, consent, conversation_id, now)

    def refuse_consent(self, consent: Consent, *, conversation_id: str, now: datetime) -> None:
        with self.database.write() as db:
            _record(db, EventKind.CONSENT_REFUSED, consent, conversation_id, now)

    def give_consent(
        self,
        consent: Consent,
        request: HandoverRequest,
        *,
        why: Why,
        conversation_id: str,
        channel: str,
        language: str,
        audience: str,
        now: datetime,
    ) -> Draft:
        """The draft of the conversation, a new one if there is none yet."""
        with self.database.write() as db:
            draft = draft_of(db, conversation_id, now=now)
            if draft is not None:
                return draft
            draft_id = secrets.token_urlsafe(24)
            db.execute(
                insert(drafts).values(
                    draft_id=draft_id,
                    conversation_id=conversation_id,
                    channel=channel,
                    language=language,
                    audience=audience,
                    why=why.value,
                    request=request.as_row(),
                    way=Way.CHAT.value,
                    consent_version=consent.text_version,
                    created_at=now,
                    expires_at=now + self.life,
                )
            )
            _record(db, EventKind.CONSENT_GIVEN, consent, conversation_id, now, draft_id=draft_id)
            draft = draft_of(db, conversation_id, now=now)
            assert draft is not None, "it has just been written"
            return draft

    def set_request(self, draft_id: str, request: HandoverRequest, *, now: datetime) -> None:
        """What would be sent, as the person has changed it. Raises DraftMissing."""
        self._change(draft_id, now, request=request.as_row(), awaits=None)

    def wait_for(self, draft_id: str, awaits: Awaits | None, *, now: datetime) -> None:
        """The next thing that the person writes is this. Raises DraftMissing."""
        self._change(draft_id, now, awaits=awaits.value if awaits else None)

    def set_contact(
        self, draft_id: str, contact: Contact | None, *, way: Way, now: datetime
    ) -> None:
        """How the person wants to be reached, or takes it back. Raises DraftMissing."""
        kind, value = (contact.kind.value, contact.value) if contact else (None, None)
        self._change(
            draft_id, now, way=way.value, contact_kind=kind, contact_value=value, awaits=None
        )

    def set_call_window(
        self, draft_id: str, window: str, *, time_zone: str | None, now: datetime
    ) -> None:
        """When a call suits, as hours at the office: 10-12. Raises DraftMissing."""
        self._change(draft_id, now, call_window=window, time_zone=time_zone)

    def drop(self, draft_id: str, *, now: datetime) -> bool:
        """The person has changed their mind. Whether there was a draft."""
        with self.database.write() as db:
            return erase_draft(db, self.key, draft_id, now=now)

    def _change(self, draft_id: str, now: datetime, **values: Any) -> None:
        with self.database.write() as db:
            done = db.execute(
                update(drafts)
                .where(drafts.c.draft_id == draft_id, drafts.c.expires_at > now)
                .values(**values)
            )
            if done.rowcount == 0:
                raise DraftMissing("there is no such draft any more; consent has to be asked again")


def ignore_unanswered(db: Connection, where: Any, *, now: datetime) -> int:
    """Record that consent was asked for and nobody answered. How many times."""
    kinds = [outcome.value for outcome in OUTCOMES]
    last = (
        select(func.max(events.c.event_id))
        .where(events.c.kind.in_(kinds))
        .group_by(events.c.conversation_id)
    )
    asked = select(events).where(
        events.c.event_id.in_(last), events.c.kind == EventKind.CONSENT_ASKED.value, where
    )
    rows = db.execute(asked).all()
    for row in rows:
        record(
            db,
            EventKind.CONSENT_IGNORED,
            now=now,
            conversation_id=row.conversation_id,
            **row.detail,
        )
    return len(rows)


def _record(
    db: Connection,
    outcome: EventKind,
    consent: Consent,
    conversation_id: str,
    now: datetime,
    draft_id: str | None = None,
) -> None:
    record(
        db,
        outcome,
        now=now,
        conversation_id=conversation_id,
        draft_id=draft_id,
        text_version=consent.text_version,
        recipient=consent.recipient,
    )
