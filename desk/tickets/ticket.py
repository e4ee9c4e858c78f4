"""What a ticket is to those who work with it: values and closed lists. No tables, no rules."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import Enum
from typing import Any

from desk.tickets.contact import Contact


class Status(Enum):
    OPEN = "open"
    CLAIMED = "claimed"
    ANSWERED = "answered"  # the last word is from staff
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


LIVE = (Status.OPEN, Status.CLAIMED, Status.ANSWERED)


class Author(Enum):
    PERSON = "person"
    STAFF = "staff"
    NOTE = "note"  # seen by staff only


class Delivery(Enum):
    QUEUED = "queued"
    SENT = "sent"
    SEEN = "seen"
    FAILED = "failed"  # tried again at its time, or given up


class EventKind(Enum):
    CONSENT_ASKED = "consent_asked"
    CONSENT_GIVEN = "consent_given"
    CONSENT_REFUSED = "consent_refused"
    CONSENT_IGNORED = "consent_ignored"
    CONTENT_AGREED = "content_agreed"  # to read answers in the chat itself
    CONTENT_REFUSED = "content_refused"
    OPENED = "opened"
    CLAIMED = "claimed"
    RELEASED = "released"
    REPLIED = "replied"
    DELIVERY_FAILED = "delivery_failed"  # it is tried again
    DELIVERY_GIVEN_UP = "delivery_given_up"
    FORWARDED = "forwarded"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"
    DELETED = "deleted"
    ATTEMPT = "attempt"  # a wrong status code


class Why(Enum):
    """What made the person turn to people."""

    ASKED = "asked"
    UNSURE = "unsure"  # the program did not know
    PERSONAL = "personal"  # their own case
    COMPLAINT = "complaint"
    DISTRESS = "distress"


class Way(Enum):
    """How the answer comes."""

    CHAT = "chat"
    EMAIL = "email"
    CALL = "call"


class Awaits(Enum):
    """What the next message of a person is, while a draft waits for it."""

    TEXT = "text"
    EMAIL = "email"
    PHONE = "phone"


class Talk(Enum):
    """A person's own choice, which counts more than a claim."""

    STAFF = "staff"
    PROGRAM = "program"


@dataclass(frozen=True)
class Consent:
    """What a person has agreed to: which text, and who was named in it."""

    text_version: str
    recipient: str


LEFT_OUT = ("asked", "told", "state", "profession", "text")  # what a person may leave out


@dataclass(frozen=True)
class HandoverRequest:
    """What is sent to staff, as the person has seen it.

    `told` are articles, `facts` the amounts in them as they were told, `release` its hash.
    """

    asked: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    state: str | None = None
    profession: str | None = None
    release: str | None = None
    text: str = ""

    @classmethod
    def from_row(cls, row: dict[str, Any]) -> "HandoverRequest":
        listed = {name: tuple(row.get(name, ())) for name in ("asked", "told", "facts")}
        return cls(**{**row, **listed})

    def with_text(self, text: str) -> "HandoverRequest":
        return replace(self, text=text)

    def without(self, part: str) -> "HandoverRequest":
        """The same without one part of LEFT_OUT; with the answers go their amounts."""
        empty = HandoverRequest()
        parts = (part, "facts") if part == "told" else (part,)
        left: dict[str, Any] = {name: getattr(empty, name) for name in parts}
        return replace(self, **left)

    def as_row(self) -> dict[str, Any]:
        return {**self.as_summary(), "text": self.text}

    def as_summary(self) -> dict[str, Any]:
        """All but the text, which becomes the first message of the ticket."""
        return {
            "asked": list(self.asked),
            "told": list(self.told),
            "facts": list(self.facts),
            "state": self.state,
            "profession": self.profession,
            "release": self.release,
        }


@dataclass(frozen=True)
class Draft:
    """A handover with consent that is not a ticket yet."""

    draft_id: str
    conversation_id: str
    channel: str
    language: str
    audience: str
    why: Why
    request: HandoverRequest
    awaits: Awaits | None
    way: Way
    contact: Contact | None
    call_window: str | None
    time_zone: str | None
    expires_at: datetime


@dataclass(frozen=True)
class Opened:
    """What the person is given. The code is shown here and nowhere else."""

    number: str
    code: str
    due_on: date


@dataclass(frozen=True)
class Message:
    message_id: int
    author: Author
    staff_id: str | None
    language: str
    text: str
    written_at: datetime


@dataclass(frozen=True)
class Event:
    kind: EventKind
    at: datetime
    staff_id: str | None
    detail: dict[str, Any]


@dataclass(frozen=True)
class Ticket:
    number: str
    status: Status
    queue: str
    conversation_id: str
    also_in: str | None
    channel: str
    language: str
    audience: str
    why: Why
    summary: dict[str, Any]
    way: Way
    contact: Contact | None
    call_window: str | None
    time_zone: str | None
    consent_version: str
    opened_at: datetime
    due_on: date
    claimed_by: str | None
    claimed_at: datetime | None
    claim_until: datetime | None
    talk: Talk | None
    touched_at: datetime
    ended_at: datetime | None

    def holder(self, now: datetime) -> str | None:
        """Who of the staff holds it; a claim ends by itself."""
        return self.claimed_by if self.claim_until and now < self.claim_until else None

    def is_with_staff(self, now: datetime) -> bool:
        """Whether what the person writes is for staff: the program is silent then."""
        if self.talk is not None:
            return self.status in LIVE and self.talk is Talk.STAFF
        return self.holder(now) is not None


class StatusKind(Enum):
    SHOWN = "shown"
    UNKNOWN = "unknown"  # no such number, or another code: nobody is told which
    TOO_MANY = "too_many"
    AWAY = "away"  # nobody could look


@dataclass(frozen=True)
class StatusAnswer:
    """What somebody with a number and a code gets to see."""

    kind: StatusKind
    ticket: Ticket | None = None
    messages: tuple[Message, ...] = ()
    retry_at: datetime | None = None
