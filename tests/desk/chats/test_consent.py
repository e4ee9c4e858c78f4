"""Answers in the chat itself: agreed to, taken back, and both can be proved."""

from sqlalchemy import select

from desk.chats.chats import Chat, chat_of
from desk.chats.consent import decide_on_content
from desk.tickets.database import Database
from desk.tickets.models import events
from desk.tickets.store import Store
from tests.desk.conftest import NOW

CHAT = 5_000_000_001


def chat(database: Database) -> Chat:
    return chat_of(database, CHAT, is_group=False, now=NOW)


def recorded(database: Database) -> list[tuple[str, str]]:
    with database.read() as db:
        rows = db.execute(select(events).order_by(events.c.event_id))
        return [(row.kind, row.detail["text_version"]) for row in rows]


def test_it_is_recorded_what_was_agreed_to_and_that_it_was_taken_back(database: Database):
    decide_on_content(database, chat(database), agreed=True, text_version="de-1a2b", now=NOW)
    agreed = chat(database).content_consent
    decide_on_content(database, chat(database), agreed=False, text_version="de-1a2b", now=NOW)

    assert (agreed, chat(database).content_consent) == (True, False)
    assert recorded(database) == [("content_agreed", "de-1a2b"), ("content_refused", "de-1a2b")]


def test_the_record_goes_with_the_conversation(store: Store):
    before = chat(store.database)
    decide_on_content(store.database, before, agreed=True, text_version="de-1a2b", now=NOW)

    store.delete_conversation(before.conversation_id, now=NOW)

    assert recorded(store.database) == []
