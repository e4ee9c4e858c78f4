"""Replies to a chat that was blocked: given up, and tried again when the person is back."""

import pytest
from sqlalchemy import update

from desk.chats.chats import block, chat_of, unblock
from desk.chats.reaching import take_up_again
from desk.tickets.models import outbox, tickets
from desk.tickets.outbox import mark_failed, take_due, undelivered
from desk.tickets.store import Store
from tests.desk.conftest import NOW, answered

CHAT = 5_000_000_001


@pytest.fixture
def given_up(store: Store):
    """Give up the reply to a request of the chat, for a reason."""

    def give_up(reason: str) -> None:
        chat = chat_of(store.database, CHAT, is_group=False, now=NOW)
        answered(store, conversation_id=chat.conversation_id)
        with store.database.write() as db:
            db.execute(update(tickets).values(channel="telegram"))
            db.execute(update(outbox).values(channel="telegram"))
        [row] = take_due(store.database, "telegram", worker="w", now=NOW)
        block(store.database, CHAT, NOW)
        mark_failed(store.database, row.row_id, worker="w", reason=reason, final=True, now=NOW)

    return give_up


@pytest.mark.parametrize("reason", ["blocked", "gone"])
def test_who_is_back_gets_what_was_given_up(store: Store, given_up, reason: str):
    given_up(reason)

    before = take_up_again(store.database, "telegram", now=NOW)
    unblock(store.database, CHAT)
    after = take_up_again(store.database, "telegram", now=NOW)

    assert (before, after) == (0, 1)
    assert len(take_due(store.database, "telegram", worker="w", now=NOW)) == 1


def test_what_failed_for_another_reason_waits_for_staff(store: Store, given_up):
    given_up("withdrawn")
    unblock(store.database, CHAT)

    assert take_up_again(store.database, "telegram", now=NOW) == 0
    assert [row.reason for row in undelivered(store.database)] == ["withdrawn"]


def test_another_channel_is_left_alone(store: Store, given_up):
    given_up("gone")
    unblock(store.database, CHAT)

    assert take_up_again(store.database, "email", now=NOW) == 0
