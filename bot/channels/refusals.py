"""What is said when a request cannot be answered: JSON for programs, the page for people.

The page keeps the conversation and what was written, so that it can be sent again.
"""

import logging
import math

from sanic import Blueprint, Request
from sanic.response import HTTPResponse, html, json

from bot.channels.errors import InvalidMessage
from bot.channels.history import ShownTurn
from bot.channels.limits import TooFast
from bot.channels.page_form import form_of, page_language, turns_of
from bot.channels.policy import PAGE_HEADERS
from bot.channels.session import InvalidSession
from bot.words import words
from desk.tickets.errors import DatabaseAway
from desk.tickets.links import InvalidLink

logger = logging.getLogger(__name__)


def refuse_with_words(routes: Blueprint) -> None:
    """Answer what these routes raise."""
    routes.exception(InvalidSession)(invalid_session)
    routes.exception(InvalidLink)(invalid_session)
    routes.exception(InvalidMessage)(invalid_message)
    routes.exception(DatabaseAway)(desk_away)
    routes.exception(TooFast)(too_fast)


async def invalid_session(request: Request, error: InvalidSession | InvalidLink) -> HTTPResponse:
    return await _refuse(request, 401, "session_lost")


async def invalid_message(request: Request, error: InvalidMessage) -> HTTPResponse:
    return await _refuse(request, 400, "bad_request")


async def desk_away(request: Request, error: DatabaseAway) -> HTTPResponse:
    logger.warning("the desk does not answer: %s", error)
    return await _refuse(request, 503, "error")


async def too_fast(request: Request, error: TooFast) -> HTTPResponse:
    response = await _refuse(request, 429, "too_fast")
    response.headers["Retry-After"] = str(math.ceil(error.retry_ms / 1000))
    return response


async def _refuse(request: Request, status: int, sentence: str) -> HTTPResponse:
    """The same sentence as JSON for programs and as a page for people."""
    lang = page_language(request)
    if request.path.startswith(("/api/", "/socket.io/")):
        return json({"error": sentence, "message": words(lang).page[sentence]}, status)
    form = form_of(request)
    token, turns = await _conversation(request, form.get("session"))
    page = request.app.ctx.page.render(
        lang,
        token=token,
        turns=turns,
        reply_lang=form.get("reply_lang"),
        text=form.get("text"),
        problem=sentence,
    )
    return html(page, status=status, headers=PAGE_HEADERS)


async def _conversation(request: Request, token: str | None) -> tuple[str, list[ShownTurn]]:
    """The one that the form belongs to, or a new one."""
    sessions = request.app.ctx.sessions
    try:
        conversation_id = sessions.conversation_of(token)
    except InvalidSession:
        return sessions.issue(), []
    return str(token), await turns_of(request, conversation_id)
