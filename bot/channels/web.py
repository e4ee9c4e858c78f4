"""The HTTP channel: JSON for programs below /api, and a page without script at /chat."""

import logging
import re
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint, Request
from sanic.exceptions import SanicException
from sanic.response import HTTPResponse, html, json

from bot.channels.address import address_of
from bot.channels.assets import has_widget
from bot.channels.cors import allow_websites
from bot.channels.demo_page import render_demo
from bot.channels.errors import InvalidMessage
from bot.channels.export import everything_about
from bot.channels.history import see_replies, shown_replies
from bot.channels.intake import own_line
from bot.channels.message import IncomingMessage
from bot.channels.page import FILES
from bot.channels.page_form import form_of, page_language, turns_of
from bot.channels.policy import PAGE_HEADERS, page_headers
from bot.channels.refusals import refuse_with_words
from bot.channels.turns import Outcome, Turns
from bot.settings import settings
from desk.tickets.errors import DatabaseAway
from desk.tickets.links import read_download
from desk.tickets.opening import open_store, server_secret
from desk.tickets.outbox import OutboxRow
from knowledge.answer import Status
from knowledge.release import open_releases

logger = logging.getLogger(__name__)


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
        routes.add_route(replies, "/api/replies", methods=["POST"])
        routes.add_route(my_data, "/api/my-data", methods=["POST"])
        routes.add_route(download, "/my-data", methods=["GET"])
        routes.add_route(demo_page, "/", methods=["GET"])
        routes.add_route(new_page, "/chat", methods=["GET"])
        routes.add_route(answer_page, "/chat", methods=["POST"])
        for path in FILES:
            routes.add_route(page_file, path, methods=["GET"], name=path.strip("/"))
        allow_websites(routes)
        refuse_with_words(routes)
        return routes


async def health(request: Request) -> HTTPResponse:
    """Ready: agent loaded, release live."""
    release = open_releases(settings().releases).current()
    ready = request.app.ctx.agent.is_ready()
    return json({"ready": ready, "release": release.hash}, status=200 if ready else 503)


async def open_session(request: Request) -> HTTPResponse:
    """A new session, and the first message: what this is."""
    request.app.ctx.limits.arrival(address_of(request))
    body = _body(request)
    lang = body.get("lang") if isinstance(body, dict) else None
    introduction = own_line("utter_introduction", lang, status=Status.SMALLTALK)
    return json(
        {"session": request.app.ctx.sessions.issue(), "answer": introduction.as_json()}, 201
    )


async def answer(request: Request) -> HTTPResponse:
    """One message in, one answer line out; a new session where the old one was deleted."""
    conversation_id = request.app.ctx.sessions.conversation_of(request.token)
    message = IncomingMessage.from_json(_body(request))
    outcome = await _take(request, message, conversation_id)
    line = outcome.turn.answer or own_line("utter_error", message.lang, status=Status.ERROR)
    row = line.as_json(line_id=message.message_id)
    if outcome.session:
        row["session"] = outcome.session
    return json(row)


async def replies(request: Request) -> HTTPResponse:
    """What staff have written to this conversation. `seen` lists the rows on the screen."""
    conversation_id = request.app.ctx.sessions.conversation_of(request.token)
    request.app.ctx.limits.event(conversation_id)
    store = open_store()
    await see_replies(store, conversation_id, _row_ids(_body(request)))
    rows = await shown_replies(store, conversation_id)
    return json({"replies": [_reply_row(row) for row in rows]})


async def my_data(request: Request) -> HTTPResponse:
    """Everything that is stored about a conversation, as one file."""
    token = request.token or form_of(request).get("session")
    return await _data_of(request, request.app.ctx.sessions.conversation_of(token))


async def download(request: Request) -> HTTPResponse:
    """The same, for the link that a chat was given."""
    key = request.args.get("key") or ""
    return await _data_of(request, read_download(server_secret(settings()), key))


async def _data_of(request: Request, conversation_id: str) -> HTTPResponse:
    request.app.ctx.limits.event(conversation_id)
    data = await everything_about(request.app.ctx.agent, open_store(), conversation_id)
    headers = {**PAGE_HEADERS, "Content-Disposition": 'attachment; filename="lotse.json"'}
    return HTTPResponse(data, content_type="application/json; charset=utf-8", headers=headers)


async def new_page(request: Request) -> HTTPResponse:
    """The page with a new conversation; with `ticket`, a button that opens what a mail told of."""
    request.app.ctx.limits.arrival(address_of(request))
    lang = page_language(request)
    token = request.app.ctx.sessions.issue()
    link = request.args.get("ticket")
    widget = has_widget() and not link
    page = request.app.ctx.page.render(lang, token=token, turns=[], link=link, widget=widget)
    return html(page, headers=page_headers(widget=widget))


async def demo_page(request: Request) -> HTTPResponse:
    """The widget on a page of the house."""
    widget = has_widget()
    tenant = open_releases(settings().releases).current().content.tenant
    lang = page_language(request)
    page = render_demo(tenant, language=lang, widget=widget)
    return html(page, headers=page_headers(widget=widget))


async def answer_page(request: Request) -> HTTPResponse:
    """The page again, with what was asked, answered and replied so far."""
    form = form_of(request)
    token = form.get("session")
    conversation_id = request.app.ctx.sessions.conversation_of(token)
    new_session = await _answer_form(request, form, conversation_id)
    page = request.app.ctx.page.render(
        form.get("lang"),
        token=new_session or token,
        turns=[] if new_session else await turns_of(request, conversation_id),
        reply_lang=form.get("reply_lang"),
        notice="deleted" if new_session else None,
    )
    return html(page, headers=PAGE_HEADERS)


async def _answer_form(request: Request, form: dict[str, str], conversation_id: str) -> str | None:
    """Answers a form, unless it only looks for replies. The new session, where all was deleted."""
    try:
        await see_replies(open_store(), conversation_id, _row_ids({"seen": form.get("seen", "")}))
    except DatabaseAway as error:
        logger.warning("replies are not marked as seen: %s", error)
    if "look" in form:
        return None
    outcome = await _take(request, IncomingMessage.from_json(form), conversation_id)
    return outcome.session


async def _take(request: Request, message: IncomingMessage, conversation_id: str) -> Outcome:
    turns: Turns = request.app.ctx.turns
    return await turns.take(message, conversation_id=conversation_id, address=address_of(request))


async def page_file(request: Request) -> HTTPResponse:
    """The styles and the icon of our own pages."""
    return HTTPResponse(
        request.app.ctx.page.files[request.path],
        content_type=FILES[request.path],
        headers={"Cache-Control": "max-age=3600"},
    )


def _reply_row(row: OutboxRow) -> dict[str, Any]:
    return {
        "id": row.row_id,
        "number": row.number,
        "text": row.text,
        "lang": row.language,
        "at": row.written_at.isoformat(),
        "state": row.state.value,
    }


def _row_ids(body: Any) -> list[int]:
    """Ids of rows that a page has shown: 3,4. Raises InvalidMessage."""
    seen = body.get("seen") or "" if isinstance(body, dict) else ""
    if not isinstance(seen, str) or not re.fullmatch(r"(\d{1,9}(,\d{1,9}){0,99})?", seen):
        raise InvalidMessage("seen lists the ids of replies: 3,4")
    return [int(row_id) for row_id in seen.split(",") if row_id]


def _body(request: Request) -> Any:
    """The JSON of a request, None for an empty one. Raises InvalidMessage."""
    try:
        return request.json if request.body else None
    except SanicException as error:
        raise InvalidMessage("the body is not JSON") from error
