"""Delivery: from the outbox to a real mail server, through everything that goes wrong."""

import asyncio
import logging
from datetime import timedelta

import pytest

from desk.mail.delivery import MailDelivery
from desk.mail.letter import Letterhead
from desk.tickets.erase import erase_ticket
from desk.tickets.errors import DatabaseAway
from desk.tickets.outbox import LEASE, OutboxRow, rows_of, take_due, undelivered, wait_after
from desk.tickets.store import Store
from desk.tickets.ticket import Delivery, EventKind
from desk.tickets.views import show_events
from tests.desk.conftest import NOW, answered
from tests.desk.mail.conftest import Clock, Server, another, answered_by_mail, row_of

FAILURES = (EventKind.DELIVERY_FAILED, EventKind.DELIVERY_GIVEN_UP)


def failures(store: Store, number: str) -> list[tuple[EventKind, str]]:
    return [
        (event.kind, event.detail["reason"])
        for event in show_events(store.database, number)
        if event.kind in FAILURES
    ]


async def test_a_reply_is_announced_by_mail_and_marked(
    store: Store, server: Server, delivery: MailDelivery
):
    number = answered_by_mail(store)

    delivered = [await delivery.deliver_next() for _ in range(2)]

    (letter,) = server.letters
    assert delivered == [True, False]
    assert server.recipients == ["olena@example.org"]
    assert number in letter["Subject"]
    assert row_of(store).state is Delivery.SENT
    assert failures(store, number) == []


async def test_a_reply_into_the_chat_is_left_to_the_chat(
    store: Store, server: Server, delivery: MailDelivery
):
    answered(store)

    assert not await delivery.deliver_next()
    assert row_of(store).state is Delivery.QUEUED


async def test_a_letter_waits_for_a_server_that_is_down_and_comes_once(
    store: Store, server: Server, delivery: MailDelivery, clock: Clock
):
    number = answered_by_mail(store)
    await server.stop()
    await delivery.deliver_next()
    failed = row_of(store)
    await server.start()
    too_early = await delivery.deliver_next()
    clock.forward(wait_after(1))

    delivered = [await delivery.deliver_next() for _ in range(2)]

    assert (failed.state, failed.attempts, failed.reason) == (Delivery.FAILED, 1, "server_away")
    assert failed.next_attempt_at == NOW + wait_after(1)
    assert not too_early
    assert delivered == [True, False]
    assert len(server.letters) == 1
    assert row_of(store).state is Delivery.SENT
    assert failures(store, number) == [(EventKind.DELIVERY_FAILED, "server_away")]


async def test_an_address_that_is_gone_is_given_up_and_shown(
    store: Store, server: Server, delivery: MailDelivery, clock: Clock
):
    number = answered_by_mail(store)
    server.rcpt = "550 5.1.1 no such user"

    await delivery.deliver_next()
    clock.forward(timedelta(days=30))

    (row,) = undelivered(store.database)
    assert not await delivery.deliver_next()
    assert (row.state, row.reason, row.next_attempt_at) == (Delivery.FAILED, "smtp_550", None)
    assert failures(store, number) == [(EventKind.DELIVERY_GIVEN_UP, "smtp_550")]


async def test_a_greylisted_letter_is_taken_the_second_time(
    store: Store, server: Server, delivery: MailDelivery, clock: Clock
):
    number = answered_by_mail(store)
    server.rcpt = "451 4.7.1 greylisted"
    await delivery.deliver_next()
    server.rcpt = "250 OK"
    clock.forward(wait_after(1))

    await delivery.deliver_next()

    assert len(server.letters) == 1
    assert row_of(store).state is Delivery.SENT
    assert failures(store, number) == [(EventKind.DELIVERY_FAILED, "smtp_451")]


async def test_each_failure_is_an_event_without_the_address(
    store: Store, server: Server, delivery: MailDelivery, clock: Clock
):
    number = answered_by_mail(store)
    server.rcpt = "450 <olena@example.org> later"
    for attempt in (1, 2, 3):
        await delivery.deliver_next()
        clock.forward(wait_after(attempt))

    events = [event for event in show_events(store.database, number) if event.kind in FAILURES]

    assert [event.detail["attempts"] for event in events] == [1, 2, 3]
    assert events[0].detail == {
        **{"row_id": 1, "channel": "email"},
        **{"attempts": 1, "reason": "smtp_450"},
    }


async def test_a_server_that_dies_after_the_text_gets_the_same_letter_again(
    store: Store, server: Server, delivery: MailDelivery, clock: Clock
):
    answered_by_mail(store)
    server.dies = True
    await delivery.deliver_next()
    failed = row_of(store)
    server.dies = False
    clock.forward(wait_after(1))

    await delivery.deliver_next()

    assert failed.state is Delivery.FAILED
    assert len(server.letters) == 2
    assert len({letter["Message-ID"] for letter in server.letters}) == 1
    assert row_of(store).state is Delivery.SENT


class KilledBeforeMarking(MailDelivery):
    """A process that ends when the server has the letter and the outbox does not know it."""

    def _mark(self, row: OutboxRow, failure: object) -> bool:
        raise SystemExit


async def test_a_process_killed_before_it_marks_leaves_a_letter_that_is_known_again(
    store: Store, server: Server, head: Letterhead, clock: Clock
):
    answered_by_mail(store)
    first = another(store, server, head, clock, worker="first")
    second = another(store, server, head, clock, worker="second")
    killed = KilledBeforeMarking(**vars(first))
    with pytest.raises(SystemExit):
        await killed.deliver_next()
    too_early = await second.deliver_next()
    clock.forward(LEASE)

    await second.deliver_next()

    assert not too_early
    assert [letter["Message-ID"] for letter in server.letters] == [
        server.letters[0]["Message-ID"]
    ] * 2
    assert row_of(store).state is Delivery.SENT


async def test_two_processes_send_each_letter_once(
    store: Store, server: Server, head: Letterhead, clock: Clock
):
    number = answered_by_mail(store)
    for text in ("zwei", "drei", "vier", "fünf", "sechs"):
        store.reply(number, "anna", text, language="de", now=NOW)
    workers = [another(store, server, head, clock, worker=name) for name in ("one", "two")]

    async def until_empty(worker: MailDelivery) -> None:
        while await worker.deliver_next():
            pass

    await asyncio.gather(*map(until_empty, workers))

    assert len(server.letters) == 6
    assert len({letter["Message-ID"] for letter in server.letters}) == 6
    assert {row.state for row in rows_of(store.database, "visitor")} == {Delivery.SENT}


async def test_a_withdrawn_ticket_gets_no_letter(
    store: Store, server: Server, delivery: MailDelivery
):
    number = answered_by_mail(store)
    store.withdraw(number, now=NOW)

    await delivery.deliver_next()

    assert server.letters == []
    assert failures(store, number) == [(EventKind.DELIVERY_GIVEN_UP, "withdrawn")]


class DeletedMeanwhile(MailDelivery):
    """The person deletes the ticket between taking its row and reading it."""

    def _take(self) -> OutboxRow | None:
        row = super()._take()
        if row is not None:
            with self.database.write() as db:
                erase_ticket(db, b"0123456789abcdef", row.number, now=NOW)
        return row


async def test_a_ticket_deleted_meanwhile_gets_no_letter(
    store: Store, server: Server, delivery: MailDelivery
):
    answered_by_mail(store)

    deleting = DeletedMeanwhile(**vars(delivery))

    assert await deleting.deliver_next()
    assert not await deleting.deliver_next()
    assert server.letters == []


class AwayTwice(MailDelivery):
    """The database is away two times before each answer."""

    def _mark(self, row: OutboxRow, failure: object) -> bool:
        self.tried.append(row.row_id)
        if len(self.tried) < 3:
            raise DatabaseAway("the database does not answer")
        return super()._mark(row, failure)

    async def _pause(self, seconds: float) -> None:
        self.paused.append(seconds)

    @property
    def tried(self) -> list[int]:
        return self.__dict__.setdefault("tried_rows", [])

    @property
    def paused(self) -> list[float]:
        return self.__dict__.setdefault("paused_for", [])


async def test_what_was_sent_is_marked_when_the_database_is_back(
    store: Store, server: Server, delivery: MailDelivery
):
    answered_by_mail(store)
    patient = AwayTwice(**vars(delivery))

    await patient.deliver_next()

    assert len(server.letters) == 1
    assert row_of(store).state is Delivery.SENT
    assert patient.paused == [1.0, 2.0]


async def test_a_letter_that_cannot_be_written_does_not_stop_the_others(
    store: Store,
    server: Server,
    delivery: MailDelivery,
    caplog: pytest.LogCaptureFixture,
):
    answered_by_mail(store)
    broken = MailDelivery(**{**vars(delivery), "head": None})

    await broken.deliver_next()

    row = row_of(store)
    assert (row.state, row.reason) == (Delivery.FAILED, "error")
    assert "AttributeError" in caplog.text
    assert "letter.py" in caplog.text


async def test_nothing_that_goes_wrong_brings_address_or_text_into_the_log(
    store: Store,
    server: Server,
    delivery: MailDelivery,
    clock: Clock,
    caplog: pytest.LogCaptureFixture,
):
    caplog.set_level(logging.DEBUG)
    answered_by_mail(store)
    for attempt, answer in enumerate(("450 olena@example.org", "550 olena@example.org"), 1):
        server.rcpt = answer
        await delivery.deliver_next()
        clock.forward(wait_after(attempt))

    ours = [record.getMessage() for record in caplog.records if record.name.startswith("desk")]
    assert len(ours) == 2
    assert not any("olena" in line or "Monate" in line for line in ours)


async def test_a_worker_told_to_stop_finishes_and_ends(
    store: Store, server: Server, delivery: MailDelivery
):
    answered_by_mail(store)
    server.called = delivery.stopping.set

    await asyncio.wait_for(delivery.run(), 10)

    assert len(server.letters) == 1
    assert row_of(store).state is Delivery.SENT


async def test_a_worker_ends_while_the_database_is_away(
    store: Store, server: Server, delivery: MailDelivery
):
    class Away(MailDelivery):
        def _take(self) -> OutboxRow | None:
            self.stopping.set()
            raise DatabaseAway("the database does not answer")

    await asyncio.wait_for(Away(**vars(delivery)).run(), 10)

    assert take_due(store.database, "email", worker="next", now=NOW) == ()
