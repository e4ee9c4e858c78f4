"""The webhook: only Telegram is let in, and it hears of success when all is written down."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest

from bot.channels.telegram.webhook import SECRET_HEADER, serving
from desk.tickets.database import Database
from desk.tickets.errors import DatabaseAway
from tests.bot.telegram.working import SECRET, Echo, at_work, bot_of, seen
from tests.running import free_port
from tests.telegram_people import User
from tests.telegram_server import started_telegram

PATH = "/telegram/updates"
ADDRESS = f"https://lotse.example{PATH}"


class Kept:
    """An arrival that remembers; away, it does not."""

    def __init__(self, *, away: bool = False) -> None:
        self.updates: list[dict[str, Any]] = []
        self._away = away

    async def take(self, updates: list[dict[str, Any]]) -> None:
        if self._away:
            raise DatabaseAway("it is away")
        self.updates.extend(updates)


@asynccontextmanager
async def hook(kept: Kept) -> AsyncIterator[httpx.AsyncClient]:
    port = free_port()
    async with (
        serving(kept, path=PATH, secret=SECRET, host="127.0.0.1", port=port),
        httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as client,
    ):
        yield client


@pytest.mark.parametrize(
    ("path", "headers", "body", "status"),
    [
        (PATH, {SECRET_HEADER: SECRET}, b'{"update_id": 1}', 200),
        (PATH, {}, b'{"update_id": 1}', 401),
        (PATH, {SECRET_HEADER: "another"}, b'{"update_id": 1}', 401),
        (PATH, {SECRET_HEADER: "ü".encode("latin-1")}, b'{"update_id": 1}', 401),
        ("/", {SECRET_HEADER: SECRET}, b'{"update_id": 1}', 404),
        (PATH, {SECRET_HEADER: SECRET}, b"no JSON", 400),
        (PATH, {SECRET_HEADER: SECRET}, b"[" * 50_000, 400),
        (PATH, {SECRET_HEADER: SECRET}, b"[1]", 400),
        (PATH, {SECRET_HEADER: SECRET}, b'{"update_id": "1"}', 400),
        (PATH, {SECRET_HEADER: SECRET}, b" " * 300_000, 413),
    ],
)
async def test_only_an_update_of_telegram_is_taken(
    path: str, headers: dict[str, Any], body: bytes, status: int
):
    kept = Kept()

    async with hook(kept) as client:
        response = await client.post(path, content=body, headers=headers)

    assert response.status_code == status
    assert kept.updates == ([{"update_id": 1}] if status == 200 else [])


async def test_an_update_that_cannot_be_written_down_is_left_with_telegram():
    async with hook(Kept(away=True)) as client:
        response = await client.post(
            PATH, content=b'{"update_id": 1}', headers={SECRET_HEADER: SECRET}
        )

    assert response.status_code == 503


async def test_updates_that_are_brought_are_answered(database: Database):
    with started_telegram() as telegram:
        user, port = User(telegram), free_port()
        telegram.webhook_at = f"http://127.0.0.1:{port}{PATH}"
        settings = bot_of(telegram, webhook=ADDRESS, port=port)

        async with at_work(telegram, database, Echo(), settings=settings):
            user.say("Guten Tag")
            await seen(telegram, user.unread)
            await seen(telegram, lambda: not telegram.pending())

        assert (telegram.webhook, telegram.webhook_secret) == (ADDRESS, SECRET)
        assert telegram.called("getUpdates") == []


async def test_without_a_webhook_an_old_one_is_taken_away(database: Database):
    with started_telegram() as telegram:
        telegram.webhook = ADDRESS

        async with at_work(telegram, database, Echo()):
            await seen(telegram, lambda: telegram.polls)

        assert telegram.webhook == ""
