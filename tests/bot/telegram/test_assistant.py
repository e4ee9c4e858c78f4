"""The way to the assistant: what it answers, and what is said when it does not."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from aiohttp import web

from bot.channels.telegram.assistant import (
    PATH,
    Assistant,
    AssistantAway,
    BadMessage,
    TooFast,
)
from tests.running import free_port

TOKEN = "telegram.signature"
CONVERSATION = "c" * 32


class Server:
    """An assistant that answers what it was told to, and keeps what it was asked."""

    def __init__(self, *answers: tuple[int, Any]) -> None:
        self.answers = list(answers)
        self.asked: list[dict[str, Any]] = []
        self.tokens: set[str] = set()

    async def take(self, request: web.Request) -> web.StreamResponse:
        self.asked.append(await request.json())
        self.tokens.add(request.headers["Authorization"])
        status, body = self.answers.pop(0)
        if status == 0:
            request.transport.close()
        return web.json_response(body, status=status or 200)


@asynccontextmanager
async def listening(server: Server, port: int) -> AsyncIterator[None]:
    app = web.Application()
    app.router.add_post(PATH, server.take)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    try:
        yield
    finally:
        await runner.cleanup()


@asynccontextmanager
async def speaking(server: Server) -> AsyncIterator[Assistant]:
    port = free_port()
    async with (
        listening(server, port),
        Assistant(f"http://127.0.0.1:{port}", TOKEN) as assistant,
    ):
        yield assistant


async def test_a_message_becomes_a_turn():
    server = Server((200, {"id": "tg1", "answer": {"text": "Guten Tag"}}))

    async with speaking(server) as assistant:
        turn = await assistant.say(CONVERSATION, "tg1", text="Hallo \ud83d", lang="de")

    assert turn["answer"] == {"text": "Guten Tag"}
    assert server.asked == [
        {"conversation": CONVERSATION, "id": "tg1", "text": "Hallo \ud83d", "lang": "de"}
    ]
    assert server.tokens == {f"Bearer {TOKEN}"}


async def test_a_connection_that_is_lost_is_tried_once_more():
    server = Server((0, {}), (200, {"id": "tg1"}))

    async with speaking(server) as assistant:
        turn = await assistant.say(CONVERSATION, "tg1", text="Hallo")

    assert turn == {"id": "tg1"}
    assert len(server.asked) == 2


@pytest.mark.parametrize(
    ("answers", "error"),
    [
        ([(503, {"error": "error"})], AssistantAway),
        ([(401, {"error": "unauthorized"})], AssistantAway),
        ([(0, {}), (0, {})], AssistantAway),
        ([(400, {"error": "bad_request"})], BadMessage),
        ([(429, {"error": "too_fast", "retry_ms": 1200})], TooFast),
    ],
)
async def test_what_is_no_turn_is_named(answers: list[tuple[int, Any]], error: type[Exception]):
    async with speaking(Server(*answers)) as assistant:
        with pytest.raises(error):
            await assistant.say(CONVERSATION, "tg1", text="Hallo")


async def test_who_is_too_fast_learns_how_long_to_wait():
    async with speaking(Server((429, {"retry_ms": 1200}))) as assistant:
        with pytest.raises(TooFast) as caught:
            await assistant.say(CONVERSATION, "tg1", text="Hallo")

    assert caught.value.retry_ms == 1200


async def test_an_assistant_that_is_not_there_is_away():
    async with Assistant(f"http://127.0.0.1:{free_port()}", TOKEN) as assistant:
        with pytest.raises(AssistantAway):
            await assistant.say(CONVERSATION, "tg1", text="Hallo")


async def test_an_assistant_that_starts_together_with_us_is_waited_for():
    port, server = free_port(), Server((200, {"id": "tg1"}))

    async with Assistant(f"http://127.0.0.1:{port}", TOKEN, start_seconds=60) as assistant:
        turn = asyncio.create_task(assistant.say(CONVERSATION, "tg1", text="Hallo"))
        await asyncio.sleep(0.3)
        waits = not turn.done()
        async with listening(server, port):
            found = await turn

    assert waits
    assert found == {"id": "tg1"}
