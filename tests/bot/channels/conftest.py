"""The routes of the assistant, in this process."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from rasa.core import channels
from sanic import Sanic

from bot.channels.limits import Limits
from bot.channels.page import Page
from bot.channels.service import service_routes
from bot.channels.session import Sessions
from bot.channels.turns import Turns
from bot.channels.web import WebChannel


@pytest.fixture(scope="session")
def app(agent: Any) -> Sanic:
    """Made once, because Sanic starts only once in a process."""
    app = Sanic("lotse-test", configure_logging=False, register=False)
    app.ctx.agent, app.ctx.sessions, app.ctx.page = agent, Sessions("secret", days=30), Page()
    app.ctx.limits = Limits()
    app.ctx.turns = Turns(agent, app.ctx.sessions, app.ctx.limits)
    channels.channel.register([WebChannel()], app, route=None)
    app.blueprint(service_routes())
    asyncio.run(app._startup())
    return app


@pytest.fixture
async def client(app: Sanic) -> AsyncIterator[httpx.AsyncClient]:
    """A client in this process; no port is opened."""
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://lotse") as opened:
        yield opened
