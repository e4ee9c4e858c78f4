"""The HTTP channel: JSON for programs below /api, and a page without script at /chat."""

from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint, Request
from sanic.exceptions import SanicException
from sanic.response import HTTPResponse, html, json

from bot.channels.intake import IncomingMessage, InvalidMessage, own_line, take
from bot.channels.page import conversation_of
from bot.channels.session import InvalidSession
from bot.settings import settings
from bot.words import words
from knowledge.answer import Status
from knowledge.release import open_releases

_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


class WebChannel(InputChannel):
    """Speaks HTTP; every request but the first shows a session that we issued."""

    @classmethod
    def name(cls) -> str:
        return "web"

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        routes = Blueprint("web")
        routes.add_route(health, "/health", methods=["GET"])
        routes.add_route(open_session, "/api/session", methods=["POST"])
        routes.add_route(answer, "/api/messages", methods=["POST"])
        routes.add_route(new_page, "/chat", methods=["GET"])
        routes.add_route(answer_page, "/chat", methods=["POST"])
        routes.add_route(stylesheet, "/chat.css", methods=["GET"])
        routes.exception(InvalidSession)(invalid_session)
        routes.exception(InvalidMessage)(invalid_message)
        return routes


async def health(request: Request) -> HTTPResponse:
    """Ready: agent loaded, release live."""
    release = open_releases(settings().releases).current()
    ready = request.app.ctx.agent.is_ready()
    return json({"ready": ready, "release": release.hash}, status=200 if ready else 503)


async def open_session(request: Request) -> HTTPResponse:
    """A new session, and the first message: what this is."""
    body = _body(request)
    lang = body.get("lang") if isinstance(body, dict) else None
    introduction = own_line("utter_introduction", lang, status=Status.SMALLTALK)
    return json(
        {"session": request.app.ctx.sessions.issue(), "answer": introduction.as_json()}, 201
    )


async def answer(request: Request) -> HTTPResponse:
    """One message in, one answer line out."""
    conversation_id = request.app.ctx.sessions.conversation_of(request.token)
    message = IncomingMessage.from_json(_body(request))
    line = await take(request.app.ctx.agent, message, conversation_id=conversation_id)
    return json(line.as_json(line_id=message.message_id))


async def new_page(request: Request) -> HTTPResponse:
    """The page with a new conversation."""
    lang = request.args.get("lang") or _preferred(request)
    token = request.app.ctx.sessions.issue()
    return html(request.app.ctx.page.render(lang, token=token, turns=[]), headers=_HEADERS)


async def answer_page(request: Request) -> HTTPResponse:
    """The page again, with what was asked and answered so far."""
    form = {name: values[0] for name, values in (request.form or {}).items()}
    conversation_id = request.app.ctx.sessions.conversation_of(form.get("session"))
    agent = request.app.ctx.agent
    turns = await conversation_of(agent, conversation_id)
    if form.get("message_id") not in {turn.message_id for turn in turns}:
        await take(agent, IncomingMessage.from_json(form), conversation_id=conversation_id)
        turns = await conversation_of(agent, conversation_id)
    page = request.app.ctx.page.render(
        form.get("lang"),
        token=form["session"],
        turns=turns,
        reply_lang=form.get("reply_lang"),
    )
    return html(page, headers=_HEADERS)


async def stylesheet(request: Request) -> HTTPResponse:
    return HTTPResponse(
        request.app.ctx.page.stylesheet,
        content_type="text/css; charset=utf-8",
        headers={"Cache-Control": "max-age=3600"},
    )


async def invalid_session(request: Request, error: InvalidSession) -> HTTPResponse:
    return _refuse(request, 401, "session_lost")


async def invalid_message(request: Request, error: InvalidMessage) -> HTTPResponse:
    return _refuse(request, 400, "bad_request")


def _refuse(request: Request, status: int, sentence: str) -> HTTPResponse:
    """The same sentence as JSON for programs and as a page for people."""
    lang = request.args.get("lang") or _preferred(request)
    if request.path.startswith("/api/"):
        return json({"error": sentence, "message": words(lang).page[sentence]}, status)
    page = request.app.ctx.page.render(
        lang, token=request.app.ctx.sessions.issue(), turns=[], problem=sentence
    )
    return html(page, status=status, headers=_HEADERS)


def _body(request: Request) -> Any:
    """The JSON of a request, None for an empty one. Raises InvalidMessage."""
    try:
        return request.json if request.body else None
    except SanicException as error:
        raise InvalidMessage("the body is not JSON") from error


def _preferred(request: Request) -> str:
    """The language the browser asks for first."""
    return (request.headers.get("accept-language") or "en")[:2].lower()
