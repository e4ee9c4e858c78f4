"""The inbox: nothing twice, nothing lost, nothing kept of what is over."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from sqlalchemy import select

from desk.chats.chats import chat_of
from desk.chats.inbox import Waiting, done, failed, keep, waiting
from desk.chats.models import chats
from desk.tickets.database import Database
from tests.desk.conftest import NOW, rows_with

CHAT, OTHER = 5_000_000_001, -1_001_234_567_890  # larger than 32 bits, as Telegram's are


def test_updates_wait_in_the_order_of_their_ids(database: Database):
    keep(database, [(12, OTHER, {"b": 2}), (11, CHAT, {"a": 1})], NOW)

    assert waiting(database) == (Waiting(11, CHAT, {"a": 1}), Waiting(12, OTHER, {"b": 2}))


def test_only_new_updates_are_said_to_be_new(database: Database):
    assert keep(database, [(11, CHAT, {}), (12, CHAT, {})], NOW) == [11, 12]

    assert keep(database, [(12, CHAT, {}), (13, CHAT, {}), (13, CHAT, {})], NOW) == [13]
    assert keep(database, [], NOW) == []


def test_what_is_done_comes_no_second_time_and_leaves_nothing_behind(database: Database):
    keep(database, [(11, CHAT, {"text": "Pflaumenmus"})], NOW)
    done(database, 11, NOW)

    assert waiting(database) == ()
    assert keep(database, [(11, CHAT, {"text": "Pflaumenmus"})], NOW) == []
    assert rows_with(database, "Pflaumenmus") == rows_with(database, str(CHAT)) == []


def test_failed_attempts_are_counted(database: Database):
    keep(database, [(11, CHAT, {})], NOW)

    assert [failed(database, 11) for _ in range(3)] == [1, 2, 3]
    assert waiting(database)[0].attempts == 3


def test_an_update_shows_that_its_chat_is_used(database: Database):
    chat_of(database, CHAT, is_group=False, now=NOW)
    later = NOW + timedelta(hours=1)

    keep(database, [(11, CHAT, {})], later)

    with database.read() as db:
        assert db.execute(select(chats.c.used_at)).scalar() == later


def test_two_at_once_keep_each_update_once(database: Database):
    updates = [(number, CHAT, {}) for number in range(50)]

    with ThreadPoolExecutor(2) as pool:
        new = list(pool.map(lambda _: keep(database, updates, NOW), range(2)))

    assert sorted(map(len, new)) == [0, 50]
    assert len(waiting(database)) == 50
