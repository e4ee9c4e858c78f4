"""Where a ticket belongs when its person writes on from another conversation."""

import pytest
from sqlalchemy import update

from desk.tickets.models import outbox, tickets
from desk.tickets.outbox import mark_read, mark_seen, mark_shown, rows_of, take_due
from desk.tickets.store import Store
from desk.tickets.ticket import Delivery, Talk
from desk.tickets.views import conversation_state, held_ticket, show_ticket, tickets_of
from tests.desk.conftest import NOW, answered, opened


def put_into(store: Store, channel: str) -> None:
    """All tickets are of this channel."""
    with store.database.write() as db:
        db.execute(update(tickets).values(channel=channel))
        db.execute(update(outbox).values(channel=channel))


def write_on(store: Store, number: str, conversation_id: str, channel: str = "web") -> None:
    store.talk(number, Talk.STAFF, conversation_id=conversation_id, channel=channel, now=NOW)


def states(store: Store) -> list[Delivery]:
    return [row.state for row in rows_of(store.database, "visitor")]


def test_on_the_web_a_ticket_follows_the_person(store: Store):
    number = opened(store).number

    write_on(store, number, "another page")

    assert tickets_of(store.database, "visitor") == ()
    assert show_ticket(store.database, number).conversation_id == "another page"


@pytest.mark.parametrize("channel", ["telegram", "email"])
def test_a_ticket_of_a_chat_or_a_mail_stays_and_is_on_the_page_too(store: Store, channel: str):
    number = answered(store).number
    put_into(store, channel)

    write_on(store, number, "a page")

    ticket = show_ticket(store.database, number)
    assert (ticket.conversation_id, ticket.also_in, ticket.channel) == (
        *("visitor", "a page"),
        channel,
    )
    for conversation in ("visitor", "a page"):
        held = conversation_state(store.database, conversation, now=NOW)[1]
        assert held is not None
        assert held.number == number
        assert [each.number for each in tickets_of(store.database, conversation)] == [number]
        assert len(rows_of(store.database, conversation)) == 1


def test_the_next_page_takes_the_place_of_the_last(store: Store):
    number = opened(store).number
    put_into(store, "telegram")

    write_on(store, number, "a page")
    write_on(store, number, "another page")

    assert tickets_of(store.database, "a page") == ()
    assert show_ticket(store.database, number).also_in == "another page"


def test_what_began_on_the_web_moves_into_the_chat_with_its_unread_answers(store: Store):
    number = answered(store).number

    write_on(store, number, "chat", "telegram")

    ticket = show_ticket(store.database, number)
    assert (ticket.conversation_id, ticket.channel) == ("chat", "telegram")
    assert len(take_due(store.database, "telegram", worker="w", now=NOW)) == 1


def test_an_answer_by_mail_stays_one_when_its_ticket_is_written_on_in_a_chat(store: Store):
    number = answered(store).number
    put_into(store, "email")

    write_on(store, number, "chat", "telegram")

    assert show_ticket(store.database, number).channel == "email"
    assert len(take_due(store.database, "email", worker="w", now=NOW)) == 1


def test_with_the_page_that_it_is_written_on_in_a_ticket_is_deleted(store: Store):
    number = opened(store).number
    put_into(store, "telegram")
    write_on(store, number, "a page")

    assert store.delete_conversation("a page", now=NOW) == 1
    assert tickets_of(store.database, "visitor") == ()


@pytest.mark.parametrize("channel", ["telegram", "email"])
def test_a_page_does_not_deliver_for_a_chat_or_a_mail(store: Store, channel: str):
    number = answered(store).number
    put_into(store, channel)
    write_on(store, number, "a page")

    assert mark_shown(store.database, "a page", now=NOW) == 0
    assert states(store) == [Delivery.QUEUED]


def test_what_a_page_has_on_the_screen_need_not_be_delivered(store: Store):
    number = answered(store).number
    put_into(store, "telegram")
    write_on(store, number, "a page")
    [row] = rows_of(store.database, "a page")

    assert mark_seen(store.database, row.row_id, conversation_id="a page", now=NOW)
    assert take_due(store.database, "telegram", worker="w", now=NOW) == ()


def test_who_opens_a_ticket_has_seen_its_answers(store: Store):
    number = answered(store).number
    put_into(store, "telegram")

    assert mark_read(store.database, number, now=NOW) == 1
    assert mark_read(store.database, number, now=NOW) == 0
    assert states(store) == [Delivery.SEEN]


def test_on_the_web_the_page_itself_says_what_was_seen(store: Store):
    number = answered(store).number

    assert mark_read(store.database, number, now=NOW) == 0
    assert states(store) == [Delivery.QUEUED]


def test_the_person_writes_to_one_ticket_at_a_time(store: Store):
    first, second = opened(store).number, opened(store).number
    store.claim(second, "anna", now=NOW)
    write_on(store, second, "visitor")

    write_on(store, first, "visitor")

    held = held_ticket(store.database, "visitor", now=NOW)
    assert held is not None
    assert held.number == first
    assert show_ticket(store.database, second).talk is None


def test_back_to_the_program_no_ticket_keeps_it_silent(store: Store):
    first, second, other = (
        opened(store).number,
        opened(store).number,
        opened(store, conversation_id="somebody else").number,
    )
    for number in (first, second, other):
        store.claim(number, "anna", now=NOW)

    store.talk(first, Talk.PROGRAM, conversation_id="visitor", now=NOW)

    assert held_ticket(store.database, "visitor", now=NOW) is None
    assert held_ticket(store.database, "somebody else", now=NOW) is not None
