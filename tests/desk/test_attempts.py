"""Number and code: who is shown a ticket, and what those who guess are told."""

from datetime import timedelta

import pytest

from desk.tickets.store import Store
from desk.tickets.ticket import StatusAnswer, StatusKind
from tests.desk.conftest import NOW, answered, opened
from tests.desk.test_store import at_once

WRONG = "000-000-000-000"
NOBODYS = "MV-2026-00042-7"
UNKNOWN = StatusAnswer(StatusKind.UNKNOWN)
MINUTE = timedelta(minutes=1)


def kinds(store: Store, number: str, code: str, times: int, *, address: str) -> list[StatusKind]:
    return [store.status(number, code, address=address, now=NOW).kind for _ in range(times)]


def test_number_and_code_show_the_ticket_and_the_answer_of_staff(store: Store):
    ticket = answered(store)
    store.note(ticket.number, "anna", "Rückfrage", language="de", now=NOW)

    found = store.status(ticket.number.lower(), ticket.code.lower(), address="a", now=NOW)

    assert found.kind is StatusKind.SHOWN
    assert found.ticket is not None
    assert found.ticket.number == ticket.number
    assert [message.text for message in found.messages] == [
        "Bitte rufen Sie mich an.",
        "Drei Monate.",
    ]


@pytest.mark.parametrize("number", [NOBODYS, "MV-2026-00042-8", "", "x" * 5000])
def test_an_unknown_number_and_a_wrong_code_are_answered_alike(store: Store, number: str):
    ticket = opened(store)

    assert store.status(ticket.number, WRONG, address="a", now=NOW) == UNKNOWN
    assert store.status(number, ticket.code, address="a", now=NOW) == UNKNOWN


def test_the_code_of_one_ticket_does_not_open_another(store: Store):
    first, second = opened(store), opened(store, conversation_id="c2")

    assert store.status(first.number, second.code, address="a", now=NOW) == UNKNOWN


@pytest.mark.parametrize("known", [True, False])
def test_after_five_wrong_codes_a_number_is_closed_for_an_hour(store: Store, known: bool):
    ticket = opened(store)
    number = ticket.number if known else NOBODYS

    found = [store.status(number, WRONG, address=f"a{i}", now=NOW + i * MINUTE) for i in range(6)]

    assert found[:5] == [UNKNOWN] * 5
    assert found[5] == StatusAnswer(StatusKind.TOO_MANY, retry_at=NOW + 60 * MINUTE)


def test_the_right_code_does_not_open_a_closed_number(store: Store):
    ticket = opened(store)
    kinds(store, ticket.number, WRONG, 5, address="a")

    found = [
        store.status(ticket.number, ticket.code, address="b", now=NOW + minutes * MINUTE).kind
        for minutes in (59, 60)
    ]

    assert found == [StatusKind.TOO_MANY, StatusKind.SHOWN]


def test_a_number_is_closed_however_it_is_written(store: Store):
    number = opened(store).number
    written = [number, number.lower(), number.replace("-", ""), number.replace("-", " ")]

    found = [store.status(written[i % 4], WRONG, address="a", now=NOW).kind for i in range(6)]

    assert found[5] is StatusKind.TOO_MANY


def test_after_twenty_wrong_codes_an_address_is_closed(store: Store):
    ticket = opened(store)

    for place in range(20):
        assert store.status(f"number {place}", WRONG, address="a", now=NOW) == UNKNOWN

    assert kinds(store, ticket.number, ticket.code, 1, address="a") == [StatusKind.TOO_MANY]
    assert kinds(store, ticket.number, ticket.code, 1, address="b") == [StatusKind.SHOWN]


def test_whoever_has_the_code_may_look_often(store: Store):
    ticket = opened(store)

    found = kinds(store, ticket.number, ticket.code, 30, address="a")

    assert set(found) == {StatusKind.SHOWN}


def test_tries_at_the_same_time_are_counted_too(store: Store):
    number = opened(store).number

    found = at_once(8, lambda i: store.status(number, WRONG, address=f"a{i}", now=NOW).kind)

    assert found.count(StatusKind.UNKNOWN) == 5
    assert found.count(StatusKind.TOO_MANY) == 3
