"""Buttons: what Telegram is given says nothing, fits, and is good for one chat and some time."""

from datetime import timedelta

import pytest

from desk.chats.buttons import LIFE, keep, meaning_of
from desk.tickets.database import Database
from tests.desk.conftest import NOW

CHAT = 5_000_000_001


def test_a_token_brings_its_meaning_back(database: Database):
    tokens = keep(database, CHAT, ["article:visa-costs", "human"], NOW)

    assert [meaning_of(database, token, CHAT, NOW) for token in tokens] == [
        "article:visa-costs",
        "human",
    ]
    assert all(len(token.encode()) <= 64 for token in tokens)
    assert keep(database, CHAT, [], NOW) == []


def test_the_same_meaning_has_a_new_token_each_time(database: Database):
    tokens = [*keep(database, CHAT, ["human", "human"], NOW), *keep(database, CHAT, ["human"], NOW)]

    assert len(set(tokens)) == 3


@pytest.mark.parametrize(
    ("token", "chat_id", "after"),
    [
        ("human", CHAT, timedelta()),
        (None, CHAT + 1, timedelta()),
        (None, CHAT, LIFE),
    ],
    ids=["forged", "of another chat", "too old"],
)
def test_a_token_that_is_not_good_means_nothing(
    database: Database, token: str | None, chat_id: int, after: timedelta
):
    [given] = keep(database, CHAT, ["human"], NOW)

    assert meaning_of(database, token or given, chat_id, NOW + after) is None
