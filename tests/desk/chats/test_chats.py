"""Chats: one conversation each, what was chosen, and a new conversation after forgetting."""

import uuid
from concurrent.futures import ThreadPoolExecutor

from desk.chats.buttons import keep
from desk.chats.chats import (
    block,
    change,
    chat_of,
    chat_of_conversation,
    export_chat,
    forget,
    unblock,
)
from desk.tickets.database import Database
from tests.desk.conftest import NOW, rows_with

CHAT = 5_000_000_001


def test_a_new_chat_is_an_employers_and_has_agreed_to_nothing(database: Database):
    chat = chat_of(database, CHAT, is_group=False, now=NOW)

    assert uuid.UUID(chat.conversation_id).hex == chat.conversation_id
    assert (chat.audience, chat.language, chat.content_consent) == ("employer", None, False)
    assert (chat.chat_id, chat.is_group, chat.blocked_at) == (CHAT, False, None)


def test_a_chat_keeps_its_conversation(database: Database):
    chat = chat_of(database, CHAT, is_group=False, now=NOW)

    assert chat_of(database, CHAT, is_group=False, now=NOW) == chat
    assert chat_of_conversation(database, chat.conversation_id) == chat
    assert chat_of_conversation(database, "somebody else") is None


def test_two_first_messages_at_once_are_one_conversation(database: Database):
    with ThreadPoolExecutor(4) as pool:
        begin = (pool.submit(chat_of, database, CHAT, is_group=False, now=NOW) for _ in range(4))
        found = {future.result().conversation_id for future in list(begin)}

    assert len(found) == 1


def test_what_is_chosen_is_kept(database: Database):
    chat_of(database, CHAT, is_group=True, now=NOW)

    change(database, CHAT, language="tr", audience="applicant", content_consent=True)

    chat = chat_of(database, CHAT, is_group=True, now=NOW)
    assert (chat.language, chat.audience, chat.content_consent) == ("tr", "applicant", True)
    assert chat.is_group


def test_a_chat_is_blocked_until_the_person_is_back(database: Database):
    chat_of(database, CHAT, is_group=False, now=NOW)
    block(database, CHAT, NOW)
    blocked = chat_of(database, CHAT, is_group=False, now=NOW)

    unblock(database, CHAT)

    assert blocked.blocked_at == NOW
    assert chat_of(database, CHAT, is_group=False, now=NOW).blocked_at is None


def test_a_forgotten_chat_leaves_nothing_and_begins_anew(database: Database):
    chat = chat_of(database, CHAT, is_group=False, now=NOW)
    keep(database, CHAT, ["human"], NOW)

    forget(database, CHAT)

    assert rows_with(database, str(CHAT)) == []
    assert chat_of(database, CHAT, is_group=False, now=NOW).conversation_id != chat.conversation_id


def test_the_export_holds_all_that_is_stored(database: Database):
    chat = chat_of(database, CHAT, is_group=False, now=NOW)

    assert export_chat(database, chat.conversation_id) == {
        "chat_id": CHAT,
        "language": None,
        "audience": "employer",
        "content_consent": False,
        "is_group": False,
        "blocked_at": None,
        "created_at": NOW.isoformat(),
        "used_at": NOW.isoformat(),
    }
    assert export_chat(database, "somebody else") is None
