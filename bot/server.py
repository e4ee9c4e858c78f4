"""The assistant's process: Rasa, its channels, and nothing that only training needs."""

import asyncio
import gc
import logging
import sys

from rasa.core import channels
from redis.asyncio import Redis
from sanic import Sanic
from sanic.exceptions import NotFound
from sanic.request import Request
from sanic.response import HTTPResponse, json

from bot.agent import load_agent
from bot.channels.assets import serve_widget
from bot.channels.delivery import deliver_replies
from bot.channels.law import law_routes
from bot.channels.limits import Limits, TooFast
from bot.channels.page import Page
from bot.channels.refusals import too_fast
from bot.channels.service import service_routes
from bot.channels.session import Sessions
from bot.channels.socket import SocketChannel
from bot.channels.turns import Turns
from bot.channels.web import WebChannel
from bot.retention import delete_every_day
from bot.settings import Settings
from bot.words import words
from desk.tickets.errors import DatabaseAway
from desk.tickets.opening import bring_up_to_date, open_store, server_secret
from desk.tickets.store import Store

logger = logging.getLogger(__name__)

MAX_BODY_BYTES = 256 * 1024
_TRY_AGAIN_SECONDS = 5


def create_app(settings: Settings) -> Sanic:
    """The Sanic application, the assistant loaded."""
    app = Sanic("lotse", configure_logging=False)
    app.config.REQUEST_MAX_SIZE = MAX_BODY_BYTES
    app.config.PROXIES_COUNT = settings.proxies or None
    app.config.FALLBACK_ERROR_FORMAT = "json"
    store = open_store()
    app.add_task(_wait_for_desk(store, settings))
    app.add_task(delete_every_day(store, settings))
    app.ctx.agent = load_agent(settings, throw_away=False)
    app.ctx.agent.warm_up()
    app.ctx.sessions = Sessions(server_secret(settings), days=store.rules.conversation)
    app.ctx.page = Page()
    app.ctx.limits = Limits()
    redis = Redis.from_url(settings.redis_url) if settings.redis_url else None
    app.ctx.turns = Turns(app.ctx.agent, app.ctx.sessions, app.ctx.limits, redis=redis)
    channels.channel.register([WebChannel()], app, route=None)
    app.blueprint(law_routes())
    app.blueprint(service_routes())
    serve_widget(app)
    deliver_replies(app, SocketChannel(app, settings))
    app.exception(TooFast)(too_fast)
    app.exception(NotFound)(_not_found)
    app.exception(Exception)(_failed)
    _leave_out_of_garbage_collection()
    return app


def serve(settings: Settings) -> None:
    """Answer until the process is ended."""
    create_app(settings).run(
        host=settings.host, port=settings.port, workers=1, access_log=False, motd=False
    )


def _leave_out_of_garbage_collection() -> None:
    """What is loaded by now stays; looking through it again held everybody up for half a second."""
    gc.collect()
    gc.freeze()


async def _wait_for_desk(store: Store, settings: Settings) -> None:
    """Where the database was away at the start, its tables are brought up to date later."""
    while True:
        try:
            await asyncio.to_thread(bring_up_to_date, store, settings)
            return
        except DatabaseAway:
            await asyncio.sleep(_TRY_AGAIN_SECONDS)


async def _not_found(request: Request, error: NotFound) -> HTTPResponse:
    return json({"error": "not_found", "message": words("en").page["not_found"]}, 404)


async def _failed(request: Request, error: Exception) -> HTTPResponse:
    """The outermost edge: log what happened, tell the person that it did, nothing more."""
    if isinstance(sys.exc_info()[1], asyncio.CancelledError):  # the browser has gone
        return json({}, 499)
    status = getattr(error, "status_code", 500)
    if status >= 500:
        logger.exception("request failed: %s", request.path)
    sentence = "error" if status >= 500 else "bad_request"
    return json({"error": sentence, "message": words("en").page[sentence]}, status)
