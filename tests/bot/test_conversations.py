"""Deleting conversations from the file that Rasa keeps them in."""

import asyncio
import json
import sqlite3
from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest
from sqlalchemy.engine import Engine

from bot.conversations import (
    delete_again,
    delete_conversation,
    delete_silent,
    open_conversations,
    silent_since,
)
from bot.retention import delete_every_day
from bot.settings import Settings, read_settings
from desk.tickets.erase import CONVERSATION, hash_tomb
from desk.tickets.opening import opened_store
from desk.tickets.retention import Tombstone

KEY = b"a key of the tests, long enough"
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=timezone.utc)
DAY = timedelta(days=1)


@pytest.fixture
def settings(tmp_path) -> Settings:
    return read_settings({"LOTSE_VAR": str(tmp_path)})


@pytest.fixture
def file(settings: Settings) -> Engine:
    """A file with a conversation of today and one of ten days ago."""
    with sqlite3.connect(settings.tracker_file) as db:
        db.execute("CREATE TABLE events (id INTEGER PRIMARY KEY, sender_id, timestamp, data)")
        for name, at in (("today", NOW), ("long ago", NOW - 10 * DAY)):
            row = (name, at.timestamp(), json.dumps({"text": f"Quastenflosser {name}"}))
            db.execute("INSERT INTO events (sender_id, timestamp, data) VALUES (?, ?, ?)", row)
    return open_conversations(settings)


def test_a_deleted_conversation_is_gone_from_the_bytes_of_the_file(
    file: Engine, settings: Settings
):
    delete_conversation(file, "today")

    assert b"Quastenflosser today" not in settings.tracker_file.read_bytes()
    assert b"Quastenflosser long ago" in settings.tracker_file.read_bytes()


def test_only_conversations_without_a_message_since_then_are_deleted(file: Engine):
    found = silent_since(file, NOW - 5 * DAY)
    count = delete_silent(file, NOW - 5 * DAY)

    assert (found, count) == (["long ago"], 1)
    assert silent_since(file, NOW + DAY) == ["today"]


def test_before_the_first_message_there_is_nothing_to_delete(settings: Settings):
    assert delete_silent(open_conversations(settings), NOW) == 0


def test_a_restored_conversation_is_deleted_again_but_not_one_that_has_begun_anew(file: Engine):
    deleted_at = NOW - 2 * DAY
    kept = [
        Tombstone(CONVERSATION, hash_tomb(KEY, CONVERSATION, name), deleted_at)
        for name in ("long ago", "today")
    ]

    assert delete_again(file, KEY, kept) == 1
    assert silent_since(file, NOW + DAY) == ["today"]


async def test_the_assistant_deletes_what_is_due_as_soon_as_it_runs(
    file: Engine, settings: Settings
):
    with opened_store(settings) as store:
        rules = replace(store.rules, conversation=5)
        office = replace(store, rules=rules)
        task = asyncio.create_task(delete_every_day(office, settings))
        while silent_since(file, datetime.now(timezone.utc) - 5 * DAY):
            await asyncio.sleep(0.01)
        task.cancel()

    assert b"Quastenflosser long ago" not in settings.tracker_file.read_bytes()
