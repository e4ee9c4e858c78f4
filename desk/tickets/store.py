"""What may happen to a ticket. Every method is one transaction: all of it is written, or nothing.

Time is handed in, aware. Reading is in views.py, delivering in outbox.py.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, case, delete, insert, or_, select, update
from sqlalchemy.engine import Connection

from desk.tickets.attempts import look_up
from desk.tickets.codes import check_key, derive_code, hash_code
from desk.tickets.database import Database
from desk.tickets.deadlines import Office
from desk.tickets.drafts import Drafts
from desk.tickets.erase import erase_conversation, erase_ticket
from desk.tickets.errors import DraftMissing, NotPossible
from desk.tickets.events import record
from desk.tickets.following import follow
from desk.tickets.models import drafts, messages, outbox, queues, tickets
from desk.tickets.numbers import next_number
from desk.tickets.outbox import WEB
from desk.tickets.queues import put_queue
from desk.tickets.retention import Rules
from desk.tickets.ticket import (
    Author,
    Delivery,
    EventKind,
    HandoverRequest,
    Opened,
    Status,
    StatusAnswer,
    Talk,
    Way,
)
from desk.tickets.views import LIVE_VALUES, find_row, is_in

UNHELD: dict[str, Any] = {
    "claimed_by": None,
    "claimed_at": None,
    "claim_until": None,
    "talk": None,
}


@dataclass(frozen=True)
class Store:
    """The tickets of one office. `key` is the server's: codes and tombstones depend on it."""

    database: Database
    key: bytes
    office: Office
    rules: Rules
    default_queue: str
    draft_life: timedelta = timedelta(hours=24)

    def __post_init__(self) -> None:
        check_key(self.key)

    def add_queue(self, queue: str, *, contact: str) -> None:
        """Add a team to wait for, or say who it is now."""
        with self.database.write() as db:
            put_queue(db, queue, contact=contact)

    # The person's side

    @property
    def drafts(self) -> Drafts:
        """What comes before the ticket."""
        return Drafts(self.database, self.key, self.draft_life)

    def open_ticket(
        self, draft_id: str, *, conversation_id: str, queue: str, now: datetime
    ) -> Opened:
        """The draft becomes a ticket. Again with the same draft: the same number and code.

        Raises DraftMissing where this conversation has no such draft, NotPossible for a queue
        that does not exist.
        """
        mine = (drafts.c.draft_id == draft_id, drafts.c.conversation_id == conversation_id)
        with self.database.write() as db:
            draft = db.execute(select(drafts).where(*mine)).first()
            # Whoever deletes the draft opens the ticket; a second one waits here and finds it.
            taken = db.execute(delete(drafts).where(*mine, drafts.c.expires_at > now))
            if draft is None or taken.rowcount == 0:
                return self._opened_before(db, draft_id, conversation_id)
            return self._open(db, draft, queue, now)

    def status(self, number: str, code: str, *, address: str, now: datetime) -> StatusAnswer:
        """What somebody with number and code may see; limited by ticket and by address."""
        with self.database.write() as db:
            return look_up(db, self.key, number, code, address=address, now=now)

    def add_message(self, number: str, text: str, *, language: str, now: datetime) -> int:
        """What the person writes on. Raises NotPossible when the ticket is over."""
        held = and_(tickets.c.claimed_by.is_not(None), tickets.c.claim_until > now)
        waits = case((held, Status.CLAIMED.value), else_=Status.OPEN.value)
        with self.database.write() as db:
            _change(db, number, status=waits, touched_at=now)
            return _add_message(db, number, Author.PERSON, text, language=language, now=now)

    def talk(
        self, number: str, talk: Talk, *, conversation_id: str, channel: str = WEB, now: datetime
    ) -> None:
        """The person wants to talk with staff, or with the program again. Raises NotPossible.

        They do it in one conversation, for all its tickets: who writes to one does not write to
        another, and the program is there again when no ticket is written to any more.
        """
        with self.database.write() as db:
            where = follow(db, number, conversation_id=conversation_id, channel=channel)
            _change(db, number, talk=talk.value, touched_at=now, **where)
            others = (is_in(conversation_id), tickets.c.number != number)
            written = tickets.c.talk == Talk.STAFF.value
            held = and_(tickets.c.talk.is_(None), tickets.c.claim_until > now)
            if talk is Talk.STAFF:
                change = update(tickets).where(*others, written).values(talk=None)
            else:
                change = update(tickets).where(*others, or_(written, held)).values(talk=talk.value)
            db.execute(change)

    def withdraw(self, number: str, *, now: datetime) -> None:
        """The person does not want an answer any more. Raises NotPossible."""
        with self.database.write() as db:
            status = Status.WITHDRAWN.value
            _change(db, number, status=status, touched_at=now, ended_at=now, **UNHELD)
            record(db, EventKind.WITHDRAWN, now=now, number=number)

    def delete(self, number: str, *, now: datetime) -> bool:
        """Everything about a ticket is gone; a tombstone stays. Whether there was one."""
        with self.database.write() as db:
            return erase_ticket(db, self.key, number, now=now)

    def delete_conversation(self, conversation_id: str, *, now: datetime) -> int:
        """The same for all tickets and drafts of a conversation. How many tickets there were."""
        with self.database.write() as db:
            return erase_conversation(db, self.key, conversation_id, now=now)

    # The side of the staff

    def claim(self, number: str, staff_id: str, *, now: datetime) -> bool:
        """Whether the ticket is this person's now; False while somebody else holds it."""
        free = or_(
            tickets.c.claimed_by.is_(None),
            tickets.c.claimed_by == staff_id,
            tickets.c.claim_until <= now,
        )
        with self.database.write() as db:
            done = db.execute(
                update(tickets)
                .where(tickets.c.number == number, tickets.c.status.in_(LIVE_VALUES), free)
                .values(
                    status=Status.CLAIMED.value,
                    claimed_by=staff_id,
                    claimed_at=now,
                    claim_until=self.office.claim_until(now),
                    talk=None,
                    touched_at=now,
                )
            )
            if done.rowcount == 0:
                return False
            record(db, EventKind.CLAIMED, now=now, number=number, staff_id=staff_id)
            return True

    def release(self, number: str, staff_id: str, *, now: datetime) -> None:
        """The holder gives the ticket back. Raises NotPossible."""
        with self.database.write() as db:
            self._held(db, number, staff_id, now, touched_at=now, **UNHELD)
            _settle(db, number)
            record(db, EventKind.RELEASED, now=now, number=number, staff_id=staff_id)

    def release_lapsed(self, *, now: datetime) -> int:
        """Give back the claims that have ended by themselves. How many there were."""
        lapsed = (tickets.c.claim_until <= now, tickets.c.status.in_(LIVE_VALUES))
        with self.database.write() as db:
            query = select(tickets.c.number).where(*lapsed).order_by(tickets.c.ticket_id)
            numbers = db.execute(query).scalars().all()
            count = 0
            for number in numbers:
                change = update(tickets).where(tickets.c.number == number, *lapsed)
                if db.execute(change.values(**UNHELD)).rowcount:
                    _settle(db, number)
                    record(db, EventKind.RELEASED, now=now, number=number, lapsed=True)
                    count += 1
            return count

    def reply(self, number: str, staff_id: str, text: str, *, language: str, now: datetime) -> int:
        """The holder answers: message and outbox row together. Raises NotPossible."""
        with self.database.write() as db:
            until = self.office.claim_until(now)
            status = Status.ANSWERED.value
            self._held(db, number, staff_id, now, status=status, claim_until=until, touched_at=now)
            message_id = _add_message(
                db, number, Author.STAFF, text, staff_id=staff_id, language=language, now=now
            )
            row = find_row(db, number)
            db.execute(
                insert(outbox).values(
                    ticket_id=row.ticket_id,
                    message_id=message_id,
                    channel=row.channel,
                    state=Delivery.QUEUED.value,
                    attempts=0,
                    next_attempt_at=now,
                )
            )
            record(db, EventKind.REPLIED, now=now, number=number, staff_id=staff_id)
            return message_id

    def note(self, number: str, staff_id: str, text: str, *, language: str, now: datetime) -> int:
        """Something that only staff see. Raises NotPossible where there is no such ticket."""
        with self.database.write() as db:
            return _add_message(
                db, number, Author.NOTE, text, staff_id=staff_id, language=language, now=now
            )

    def forward(self, number: str, staff_id: str, *, queue: str, now: datetime) -> None:
        """The holder gives the ticket to another queue. Raises NotPossible."""
        with self.database.write() as db:
            _check_queue(db, queue)
            before = find_row(db, number).queue
            self._held(db, number, staff_id, now, queue=queue, touched_at=now, **UNHELD)
            _settle(db, number)
            where = {"from_queue": before, "to_queue": queue}
            record(db, EventKind.FORWARDED, now=now, number=number, staff_id=staff_id, **where)

    def close(self, number: str, staff_id: str, *, now: datetime) -> None:
        """The holder is done. Raises NotPossible."""
        with self.database.write() as db:
            status = Status.CLOSED.value
            ended = {"touched_at": now, "ended_at": now, **UNHELD}
            self._held(db, number, staff_id, now, status=status, **ended)
            record(db, EventKind.CLOSED, now=now, number=number, staff_id=staff_id)

    def _opened_before(self, db: Connection, draft_id: str, conversation_id: str) -> Opened:
        mine = (tickets.c.draft_id == draft_id, tickets.c.conversation_id == conversation_id)
        row = db.execute(select(tickets).where(*mine)).first()
        if row is None:
            raise DraftMissing("there is no such draft any more; consent has to be asked again")
        return Opened(row.number, derive_code(self.key, draft_id), row.due_on)

    def _open(self, db: Connection, draft: Any, queue: str, now: datetime) -> Opened:
        _check_queue(db, queue)
        request = HandoverRequest.from_row(draft.request)
        number = next_number(db, prefix=self.office.prefix, year=self.office.day(now).year)
        code = derive_code(self.key, draft.draft_id)
        due_on = self.office.due_on(now)
        db.execute(
            insert(tickets).values(
                number=number,
                draft_id=draft.draft_id,
                status_code_hash=hash_code(self.key, number, code),
                queue=queue,
                status=Status.OPEN.value,
                conversation_id=draft.conversation_id,
                channel=Way.EMAIL.value if draft.way == Way.EMAIL.value else draft.channel,
                language=draft.language,
                audience=draft.audience,
                why=draft.why,
                summary=request.as_summary(),
                way=draft.way,
                call_window=draft.call_window,
                time_zone=draft.time_zone,
                contact_kind=draft.contact_kind,
                contact_value=draft.contact_value,
                consent_version=draft.consent_version,
                opened_at=now,
                due_on=due_on,
                touched_at=now,
            )
        )
        if request.text:
            language = draft.language
            _add_message(db, number, Author.PERSON, request.text, language=language, now=now)
        record(db, EventKind.OPENED, now=now, number=number, draft_id=draft.draft_id)
        return Opened(number, code, due_on)

    def _held(
        self, db: Connection, number: str, staff_id: str, now: datetime, **values: Any
    ) -> None:
        """Change a ticket that this person holds. Raises NotPossible."""
        held = and_(tickets.c.claimed_by == staff_id, tickets.c.claim_until > now)
        _change(db, number, held, wanted="is not claimed by you any more", **values)


def _change(
    db: Connection, number: str, *where: Any, wanted: str = "is over", **values: Any
) -> None:
    """Change a live ticket by one conditional UPDATE. Raises NotPossible."""
    done = db.execute(
        update(tickets)
        .where(tickets.c.number == number, tickets.c.status.in_(LIVE_VALUES), *where)
        .values(**values)
    )
    if done.rowcount == 0:
        find_row(db, number)
        raise NotPossible(f"ticket {number} {wanted}")


def _settle(db: Connection, number: str) -> None:
    """The status of a ticket that nobody holds: who had the last word?"""
    ticket_id = find_row(db, number).ticket_id
    last = db.execute(
        select(messages.c.author)
        .where(messages.c.ticket_id == ticket_id, messages.c.author != Author.NOTE.value)
        .order_by(messages.c.message_id.desc())
        .limit(1)
    ).scalar()
    status = Status.ANSWERED if last == Author.STAFF.value else Status.OPEN
    db.execute(update(tickets).where(tickets.c.number == number).values(status=status.value))


def _add_message(
    db: Connection,
    number: str,
    author: Author,
    text: str,
    *,
    language: str,
    now: datetime,
    staff_id: str | None = None,
) -> int:
    done = db.execute(
        insert(messages).values(
            ticket_id=find_row(db, number).ticket_id,
            author=author.value,
            staff_id=staff_id,
            language=language,
            text=text,
            written_at=now,
        )
    )
    return int(done.inserted_primary_key[0])


def _check_queue(db: Connection, queue: str) -> None:
    found = db.execute(select(queues.c.active).where(queues.c.queue == queue)).scalar()
    if not found:
        raise NotPossible(f"there is no queue {queue}")
