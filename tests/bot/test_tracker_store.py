"""Conversations in SQL: read again only when somebody else has changed them."""

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, SessionStarted, UserUttered

from bot.conversations import delete_conversation, open_conversations, prepare_file
from bot.settings import read_settings
from bot.tracker_store import ConversationStore


def open_store(folder):
    opened = ConversationStore(Domain.empty(), db=str(folder / "tracker.db"))
    prepare_file(opened.engine)
    return opened


@pytest.fixture
def store(tmp_path):
    return open_store(tmp_path)


async def begun(store, *texts):
    tracker = await store.get_or_create_tracker("c1")
    for text in texts:
        tracker.update(UserUttered(text))
    await store.save(tracker)
    return tracker


async def said(store):
    tracker = await store.retrieve("c1")
    return [event.text for event in tracker.events if isinstance(event, UserUttered)]


async def test_a_conversation_goes_on_without_being_read_again(store):
    tracker = await begun(store, "one")

    assert await store.retrieve("c1") is tracker


async def test_another_process_reads_everything_once(store, tmp_path):
    await begun(store, "one")
    await begun(store, "two", "three")

    assert await said(open_store(tmp_path)) == ["one", "two", "three"]


async def test_what_a_failed_turn_has_added_is_not_part_of_the_conversation(store):
    tracker = await begun(store, "one")
    tracker.update(UserUttered("never answered"))

    assert await said(store) == ["one"]


async def test_what_another_process_has_written_is_seen(store, tmp_path):
    await begun(store, "one")
    await begun(open_store(tmp_path), "two")

    assert await said(store) == ["one", "two"]


async def test_a_deleted_conversation_is_gone(store, tmp_path):
    await begun(store, "one")
    delete_conversation(open_conversations(read_settings({"LOTSE_VAR": str(tmp_path)})), "c1")

    assert await store.retrieve("c1") is None


async def test_a_deleted_text_is_in_no_file(store, tmp_path):
    await begun(store, "Quastenflosser")
    delete_conversation(open_conversations(read_settings({"LOTSE_VAR": str(tmp_path)})), "c1")

    left = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"Quastenflosser" not in left


async def test_a_new_session_begins_without_the_old_one(store):
    tracker = await begun(store, "old")
    tracker.update(ActionExecuted("action_session_start"))
    tracker.update(SessionStarted())
    tracker.update(UserUttered("new"))
    await store.save(tracker)

    assert await said(store) == ["new"]
