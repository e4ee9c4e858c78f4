"""The way in for processes of our own that speak with people elsewhere: Telegram.

They know whose conversation a message belongs to, so they name it; people never come this way.
"""

import logging
import re
from dataclasses import replace
from typing import Any

from sanic import Blueprint, Request
from sanic.exceptions import SanicException
from sanic.response import HTTPResponse, json

from bot.channels.errors import InvalidMessage
from bot.channels.intake import own_line
from bot.channels.limits import TooFast
from bot.channels.message import IncomingMessage
from bot.channels.service_token import InvalidToken, channel_of
from bot.channels.shown import turn_row
from bot.channels.turns import Outcome, Turns
from bot.settings import settings
from desk.tickets.errors import DatabaseAway
from desk.tickets.numbers import read_number
from desk.tickets.opening import server_secret
from knowledge.answer import Status

logger = logging.getLogger(__name__)

PATH = "/api/service/messages"
_CONVERSATION = re.compile(r"[0-9a-f]{32}")
_MESSAGE_ID = re.compile(r"[\w.:-]{1,64}", re.ASCII)


def service_routes() -> Blueprint:
    """The route, with what it answers when something is wrong."""
    routes = Blueprint("service")
    routes.add_route(take_message, PATH, methods=["POST"])
    routes.exception(InvalidToken)(_invalid_token)
    routes.exception(InvalidMessage)(_invalid_message)
    routes.exception(TooFast)(_too_fast)
    routes.exception(DatabaseAway)(_desk_away)
    return routes


async def take_message(request: Request) -> HTTPResponse:
    """One message in, its turn out; the same turn again for an id that is known."""
    channel = channel_of(server_secret(settings()), request.token)
    body = _body(request)
    turns: Turns = request.app.ctx.turns
    outcome = await turns.take(
        _message(body, channel),
        conversation_id=body["conversation"],
        address=f"{channel}:{body['conversation']}",
    )
    return json(_row(outcome))


def _row(outcome: Outcome) -> dict[str, Any]:
    """The turn, and whether the conversation was deleted in it."""
    row = turn_row(outcome.turn)
    if outcome.turn.answer is None:
        apology = own_line("utter_error", None, status=Status.ERROR)
        row = turn_row(replace(outcome.turn, answer=apology))
    return {**row, "deleted": True} if outcome.session else row


def _message(body: dict[str, Any], channel: str) -> IncomingMessage:
    """Raises InvalidMessage."""
    ticket = body.get("ticket")
    return replace(
        IncomingMessage.from_json({**body, "message_id": body["id"]}),
        channel=channel,
        ticket=read_number(ticket) if isinstance(ticket, str) else None,
        with_replies=body.get("content") is True,
    )


def _body(request: Request) -> dict[str, Any]:
    """The JSON of a request. Raises InvalidMessage."""
    try:
        body = request.json if request.body else None
    except SanicException as error:
        raise InvalidMessage("the body is not JSON") from error
    if not isinstance(body, dict):
        raise InvalidMessage("a message is a JSON object")
    _check(body, "conversation", _CONVERSATION, "32 hexadecimal digits")
    _check(body, "id", _MESSAGE_ID, "1 to 64 letters, digits and . : - _")
    return body


def _check(body: dict[str, Any], name: str, pattern: re.Pattern[str], wanted: str) -> None:
    value = body.get(name)
    if not isinstance(value, str) or not pattern.fullmatch(value):
        raise InvalidMessage(f"{name} must be {wanted}")


async def _invalid_token(request: Request, error: InvalidToken) -> HTTPResponse:
    return _refuse(401, "unauthorized", "show the token of your channel")


async def _invalid_message(request: Request, error: InvalidMessage) -> HTTPResponse:
    return _refuse(400, "bad_request", str(error))


async def _too_fast(request: Request, error: TooFast) -> HTTPResponse:
    return _refuse(429, "too_fast", str(error), retry_ms=error.retry_ms)


async def _desk_away(request: Request, error: DatabaseAway) -> HTTPResponse:
    logger.warning("the desk does not answer: %s", error)
    return _refuse(503, "error", "the desk does not answer; try again")


def _refuse(status: int, error: str, message: str, **more: Any) -> HTTPResponse:
    return json({"error": error, "message": message, **more}, status)
