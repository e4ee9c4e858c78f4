"""Messages about a ticket: found again in their chat, gone with the ticket and with the chat."""

from desk.chats.chats import chat_of, forget
from desk.chats.threads import remember, ticket_of_message
from desk.tickets.store import Store
from tests.desk.conftest import NOW, opened, rows_with

CHAT = 5_000_000_001


def test_a_message_leads_to_its_ticket(store: Store):
    first, second = opened(store).number, opened(store).number
    remember(store.database, CHAT, [7, 8], number=first)
    remember(store.database, CHAT, [9], number=second)

    found = [ticket_of_message(store.database, CHAT, message_id) for message_id in (7, 8, 9, 10)]

    assert found == [first, first, second, None]


def test_the_same_message_id_in_another_chat_is_another_message(store: Store):
    remember(store.database, CHAT, [7], number=opened(store).number)

    assert ticket_of_message(store.database, CHAT + 1, 7) is None


def test_a_message_that_is_remembered_twice_is_about_the_last_ticket(store: Store):
    first, second = opened(store).number, opened(store).number
    remember(store.database, CHAT, [7], number=first)
    remember(store.database, CHAT, [7], number=second)

    assert ticket_of_message(store.database, CHAT, 7) == second


def test_with_the_ticket_its_messages_are_forgotten(store: Store):
    number = opened(store).number
    remember(store.database, CHAT, [7], number=number)

    store.delete(number, now=NOW)
    remember(store.database, CHAT, [8], number=number)

    assert rows_with(store.database, str(CHAT)) == []


def test_with_the_chat_its_messages_are_forgotten(store: Store):
    chat_of(store.database, CHAT, is_group=False, now=NOW)
    remember(store.database, CHAT, [7], number=opened(store).number)

    forget(store.database, CHAT)

    assert rows_with(store.database, str(CHAT)) == []
