"""The comparison that says whether a ticket was lost or doubled must see it when one is."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import delete

from desk.tickets.database import open_database
from desk.tickets.migrations import upgrade
from desk.tickets.models import tickets
from desk.tickets.store import Store
from tests.desk.conftest import KEY, OFFICE, RULES, opened
from tests.killing.ledger import Told, compare


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    url = f"sqlite:///{tmp_path}/desk.db"
    upgrade(url)
    store = Store(open_database(url), KEY, OFFICE, RULES, "spoc")
    store.add_queue("spoc", contact="mv-fksz-spoc")
    yield store
    store.database.close()


def told(store: Store, conversation_id: str) -> Told:
    """A ticket, as the person was told of it."""
    ticket = opened(store, conversation_id=conversation_id)
    return frozenset({(ticket.number, ticket.code)})


def numbers(*told: Told) -> set[str]:
    return {number for pairs in told for number, _code in pairs}


def test_all_is_well_where_everybody_has_the_one_ticket_they_were_told_of(store: Store):
    verdict = compare([told(store, "ada"), told(store, "bo")], store)

    assert not verdict.lost
    assert not verdict.doubled


def test_a_number_that_is_not_stored_is_lost(store: Store):
    ada, bo = told(store, "ada"), told(store, "bo")
    with store.database.write() as db:
        db.execute(delete(tickets).where(tickets.c.conversation_id == "bo"))

    assert compare([ada, bo], store).lost == numbers(bo)


def test_a_number_whose_code_does_not_open_it_is_lost(store: Store):
    ada, bo = told(store, "ada"), told(store, "bo")
    mixed = frozenset((number, code) for number, _ in ada for _, code in bo)

    assert compare([mixed, bo], store).lost == numbers(ada)


def test_a_ticket_that_nobody_was_told_of_is_lost(store: Store):
    ada, bo = told(store, "ada"), told(store, "bo")

    assert compare([ada], store).lost == numbers(bo)


def test_a_number_that_two_people_were_told_is_doubled(store: Store):
    ada = told(store, "ada")

    assert compare([ada, ada], store).doubled == numbers(ada)


def test_a_second_number_for_the_same_person_is_doubled(store: Store):
    first, second = told(store, "ada"), told(store, "ada")

    verdict = compare([first | second], store)

    assert verdict.doubled == numbers(first, second)
    assert not verdict.lost
