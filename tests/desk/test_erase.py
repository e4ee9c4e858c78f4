"""Deleting: nothing of what a person said is left."""

import pytest
from sqlalchemy import select

from desk.tickets.contact import read_email
from desk.tickets.errors import DraftMissing
from desk.tickets.models import events, tombstones
from desk.tickets.outbox import take_due
from desk.tickets.store import Store
from desk.tickets.ticket import Way
from tests.desk.conftest import NOW, answered, draft, opened, rows_with


def full_ticket(store: Store) -> str:
    """A ticket with something in every table."""
    draft_id = draft(store)
    store.drafts.set_contact(draft_id, read_email("anna@example.org"), way=Way.EMAIL, now=NOW)
    number = store.open_ticket(draft_id, conversation_id="visitor", queue="spoc", now=NOW).number
    store.claim(number, "staff", now=NOW)
    store.reply(number, "staff", "Drei Monate.", language="de", now=NOW)
    store.note(number, "staff", "Ruft zurück.", language="de", now=NOW)
    store.status(number, "wrong", address="192.0.2.1", now=NOW)
    return number


@pytest.mark.parametrize(
    "content",
    [
        "anna@example.org",
        "Drei Monate",
        "Ruft zurück",
        "Bitte rufen",
        "Wie lange",
        "nurse",
        "visitor",
    ],
)
def test_content_is_gone_from_every_table(store: Store, content: str):
    number = full_ticket(store)
    assert rows_with(store.database, content)

    assert store.delete(number, now=NOW)

    assert rows_with(store.database, content) == []
    assert take_due(store.database, "web", worker="w", now=NOW) == ()


def test_a_tombstone_and_the_fact_of_deletion_stay(store: Store):
    number = full_ticket(store)

    store.delete(number, now=NOW)

    with store.database.read() as db:
        (tomb,) = db.execute(select(tombstones))
        (event,) = db.execute(select(events))
    assert (tomb.kind, tomb.deleted_at) == ("draft", NOW)
    assert (event.kind, event.number) == ("deleted", number)


def test_deleting_twice_is_no_mistake(store: Store):
    number = opened(store).number

    assert store.delete(number, now=NOW)
    assert not store.delete(number, now=NOW)


def test_the_draft_of_a_deleted_ticket_opens_nothing(store: Store):
    draft_id = draft(store)
    store.delete(
        store.open_ticket(draft_id, conversation_id="visitor", queue="spoc", now=NOW).number,
        now=NOW,
    )

    with pytest.raises(DraftMissing):
        store.open_ticket(draft_id, conversation_id="visitor", queue="spoc", now=NOW)


def test_a_conversation_goes_with_all_its_tickets_and_drafts(store: Store):
    opened(store)
    opened(store)
    draft(store)
    other = answered(store, conversation_id="other")

    assert store.delete_conversation("visitor", now=NOW) == 2

    assert rows_with(store.database, "visitor") == []
    assert "tickets" in rows_with(store.database, other.number)


def test_numbers_of_deleted_tickets_are_not_given_again(store: Store):
    first = opened(store)
    store.delete(first.number, now=NOW)

    assert opened(store).number != first.number
