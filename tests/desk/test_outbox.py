"""The outbox: never lost, never sent by two workers."""

from datetime import datetime, timedelta

import pytest

from desk.tickets.outbox import (
    ABSENT,
    LEASE,
    mark_failed,
    mark_seen,
    mark_sent,
    put_back,
    retry,
    rows_of,
    take_due,
    take_due_of,
    undelivered,
    wait_after,
)
from desk.tickets.store import Store
from desk.tickets.ticket import Delivery, EventKind
from desk.tickets.views import show_events
from tests.desk.conftest import NOW, answered
from tests.desk.test_store import at_once


def take(store: Store, *, worker: str = "w", now: datetime = NOW) -> list[int]:
    return [row.row_id for row in take_due(store.database, "web", worker=worker, now=now)]


def state(store: Store) -> Delivery:
    (row,) = rows_of(store.database, "visitor")
    return row.state


def test_rows_come_oldest_first_and_only_those_of_the_channel(store: Store):
    number = answered(store).number
    store.reply(number, "anna", "Und noch etwas.", language="de", now=NOW)

    assert take_due(store.database, "telegram", worker="w", now=NOW) == ()
    found = take_due(store.database, "web", worker="w", now=NOW)
    assert [row.text for row in found] == ["Drei Monate.", "Und noch etwas."]


def test_a_row_that_one_worker_has_is_not_given_to_another(store: Store):
    answered(store)

    assert len(take(store, worker="one")) == 1
    assert take(store, worker="two") == []


def test_workers_at_the_same_time_share_the_rows(store: Store):
    for place in range(12):
        answered(store, conversation_id=f"c{place}")

    found = at_once(4, lambda place: take(store, worker=f"worker {place}"))

    rows = [row_id for part in found for row_id in part]
    assert sorted(rows) == sorted(set(rows))
    assert len(rows) == 12


def test_a_row_of_a_dead_worker_is_due_again(store: Store):
    answered(store)
    (row_id,) = take(store, worker="dead")

    assert take(store, worker="next", now=NOW + LEASE) == [row_id]


def test_a_worker_that_was_too_slow_cannot_mark_the_row(store: Store):
    answered(store)
    (row_id,) = take(store, worker="slow")
    take(store, worker="next", now=NOW + LEASE)

    assert not mark_sent(store.database, row_id, worker="slow", now=NOW + LEASE)
    assert mark_sent(store.database, row_id, worker="next", now=NOW + LEASE)


def test_only_rows_of_people_within_reach_are_taken(store: Store):
    answered(store, conversation_id="away")
    answered(store, conversation_id="here")

    found = take_due_of(store.database, "web", {"here"}, worker="w", now=NOW)

    assert [row.conversation_id for row in found] == ["here"]


def test_a_row_that_nobody_acknowledged_waits_and_has_not_failed(store: Store):
    answered(store)
    (row_id,) = take(store)

    assert put_back(store.database, row_id, worker="w", now=NOW)

    assert state(store) is Delivery.QUEUED
    assert take(store) == []
    assert take(store, now=NOW + ABSENT) == [row_id]


def test_a_row_that_was_sent_is_not_due_any_more(store: Store):
    answered(store)
    (row_id,) = take(store)

    mark_sent(store.database, row_id, worker="w", now=NOW)

    assert state(store) is Delivery.SENT
    assert take(store, now=NOW + timedelta(days=9)) == []


@pytest.mark.parametrize(
    ("attempts", "wait"),
    [
        (1, timedelta(minutes=1)),
        (2, timedelta(minutes=5)),
        (3, timedelta(minutes=30)),
        (4, timedelta(hours=2)),
        (5, timedelta(hours=6)),
        (6, timedelta(hours=6)),
        (100, timedelta(hours=6)),
    ],
)
def test_the_wait_grows_and_never_ends(attempts: int, wait: timedelta):
    assert wait_after(attempts) == wait


def test_a_row_that_failed_is_due_after_its_wait(store: Store):
    answered(store)
    now = NOW
    for attempt in range(1, 8):
        (row_id,) = take(store, now=now)
        mark_failed(store.database, row_id, worker="w", reason="timeout", now=now)
        assert take(store, now=now + wait_after(attempt) - timedelta(seconds=1)) == []
        now += wait_after(attempt)

    (row,) = undelivered(store.database)
    assert (row.attempts, row.reason, row.state) == (7, "timeout", Delivery.FAILED)


def test_a_row_that_was_given_up_waits_for_staff(store: Store):
    answered(store)
    (row_id,) = take(store)
    mark_failed(store.database, row_id, worker="w", reason="blocked", now=NOW, final=True)

    later = NOW + timedelta(days=30)

    assert take(store, now=later) == []
    assert retry(store.database, row_id, now=later)
    assert take(store, now=later) == [row_id]


def test_each_failure_is_an_event_of_the_ticket(store: Store):
    number = answered(store).number
    (row_id,) = take(store)
    mark_failed(store.database, row_id, worker="w", reason="timeout", now=NOW)
    later = NOW + wait_after(1)
    take(store, now=later)
    mark_failed(store.database, row_id, worker="w", reason="blocked", now=later, final=True)

    *_, failed, given_up = show_events(store.database, number)

    detail = {"row_id": row_id, "channel": "web"}
    assert (failed.kind, failed.at) == (EventKind.DELIVERY_FAILED, NOW)
    assert failed.detail == {**detail, "attempts": 1, "reason": "timeout"}
    assert given_up.kind is EventKind.DELIVERY_GIVEN_UP
    assert given_up.detail == {**detail, "attempts": 2, "reason": "blocked"}


def test_a_row_that_is_another_workers_gets_no_event(store: Store):
    number = answered(store).number
    (row_id,) = take(store, worker="one")

    assert not mark_failed(store.database, row_id, worker="two", reason="timeout", now=NOW)
    assert show_events(store.database, number)[-1].kind is EventKind.REPLIED


def test_rows_that_wait_are_shown_beside_those_that_failed(store: Store):
    number = answered(store).number
    (row_id,) = take(store)
    mark_failed(store.database, row_id, worker="w", reason="timeout", now=NOW)
    store.reply(number, "anna", "Und noch etwas.", language="de", now=NOW)

    failed = undelivered(store.database)
    waiting = undelivered(store.database, queued=True)

    assert [(row.row_id, row.next_attempt_at) for row in failed] == [(1, NOW + wait_after(1))]
    assert [(row.row_id, row.next_attempt_at) for row in waiting] == [
        (1, NOW + wait_after(1)),
        (2, NOW),
    ]


def test_only_a_row_that_failed_can_be_tried_again(store: Store):
    answered(store)
    (row_id,) = take(store)
    mark_sent(store.database, row_id, worker="w", now=NOW)

    assert not retry(store.database, row_id, now=NOW)


def test_a_row_is_seen_once_and_by_its_own_conversation(store: Store):
    answered(store)
    (row_id,) = take(store)
    mark_sent(store.database, row_id, worker="w", now=NOW)

    found = [
        mark_seen(store.database, row_id, conversation_id=who, now=NOW)
        for who in ("x", "visitor", "visitor")
    ]

    assert found == [False, True, False]
    assert state(store) is Delivery.SEEN


def test_a_row_that_was_seen_is_not_sent_again(store: Store):
    answered(store)
    (row_id,) = take(store)
    mark_seen(store.database, row_id, conversation_id="visitor", now=NOW)

    assert not mark_failed(store.database, row_id, worker="w", reason="timeout", now=NOW)
    assert take(store, now=NOW + LEASE) == []


def test_a_widget_that_comes_back_gets_what_it_does_not_know(store: Store):
    number = answered(store).number
    (known,) = rows_of(store.database, "visitor")
    store.reply(number, "anna", "Und noch etwas.", language="de", now=NOW)

    found = rows_of(store.database, "visitor", after=known.row_id)

    assert [row.text for row in found] == ["Und noch etwas."]
