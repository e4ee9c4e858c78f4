"""Chats go with their conversation, after their time, and stay away after a restore."""

from datetime import timedelta

from sqlalchemy import insert, select

from desk.chats.buttons import keep as keep_buttons
from desk.chats.chats import Chat, chat_of, chat_of_conversation
from desk.chats.inbox import done, keep, waiting
from desk.chats.models import buttons, chats, inbox
from desk.tickets.retention import Deleted, apply_tombstones, list_tombstones, run_retention
from desk.tickets.store import Store
from tests.desk.conftest import KEY, NOW, OFFICE, RULES, opened, rows_with

CHAT = 5_000_000_001


def used_chat(store: Store) -> Chat:
    chat = chat_of(store.database, CHAT, is_group=False, now=NOW)
    keep_buttons(store.database, CHAT, ["human"], NOW)
    return chat


def run(store: Store, days: float) -> Deleted:
    later = NOW + timedelta(days=days)
    return run_retention(store.database, KEY, rules=RULES, office=OFFICE, now=later)


def test_a_deleted_conversation_takes_its_chat_along(store: Store):
    chat = used_chat(store)

    store.delete_conversation(chat.conversation_id, now=NOW)

    assert rows_with(store.database, str(CHAT)) == []
    assert rows_with(store.database, chat.conversation_id) == []


def test_a_chat_is_kept_as_long_as_its_conversation(store: Store):
    used_chat(store)

    assert [run(store, days).chats for days in (29, 30)] == [0, 1]
    assert rows_with(store.database, str(CHAT)) == []


def test_a_chat_whose_ticket_is_kept_stays(store: Store):
    chat = used_chat(store)
    opened(store, conversation_id=chat.conversation_id)

    assert run(store, 300).chats == 0
    assert chat_of_conversation(store.database, chat.conversation_id) == chat


def test_the_number_of_an_update_outlives_what_telegram_offers_again(store: Store):
    keep(store.database, [(11, CHAT, {})], NOW)
    done(store.database, 11, NOW)

    assert [run(store, days).updates for days in (1.9, 2)] == [0, 1]
    with store.database.read() as db:
        assert db.execute(select(inbox)).all() == []


def test_an_update_that_nobody_answered_goes_with_the_conversations(store: Store):
    keep(store.database, [(11, CHAT, {"text": "Pflaumenmus"})], NOW)

    assert run(store, 29).updates == 0
    assert len(waiting(store.database)) == 1
    assert run(store, 31).updates == 1
    assert rows_with(store.database, "Pflaumenmus") == []


def test_buttons_go_when_their_time_is_over(store: Store):
    chat = used_chat(store)
    opened(store, conversation_id=chat.conversation_id)

    run(store, 30)

    with store.database.read() as db:
        assert db.execute(select(buttons)).all() == []


def test_a_restore_does_not_bring_back_a_deleted_chat(store: Store):
    chat = used_chat(store)
    store.delete_conversation(chat.conversation_id, now=NOW)
    kept = list_tombstones(store.database)
    with store.database.write() as db:  # as it stands in the backup
        db.execute(insert(chats).values(**vars(chat), created_at=NOW, used_at=NOW))

    assert apply_tombstones(store.database, KEY, kept, now=NOW + timedelta(days=1)) == 1

    assert rows_with(store.database, chat.conversation_id) == []
