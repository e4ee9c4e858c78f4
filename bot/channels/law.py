"""The routes of the pages that the law wants: /imprint, /privacy and /accessibility."""

from datetime import datetime, timezone

from sanic import Blueprint, Request
from sanic.response import HTTPResponse, html

from bot.channels.law_page import render_law
from bot.channels.page_form import page_language
from bot.channels.policy import PAGE_HEADERS
from bot.settings import settings
from desk.tickets.deadlines import Office
from knowledge.release import open_releases


def law_routes() -> Blueprint:
    """Three pages without script, session or form."""
    routes = Blueprint("law")
    routes.add_route(imprint, "/imprint", methods=["GET"])
    routes.add_route(privacy, "/privacy", methods=["GET"])
    routes.add_route(accessibility, "/accessibility", methods=["GET"])
    return routes


async def imprint(request: Request) -> HTTPResponse:
    return _page(request, "imprint")


async def privacy(request: Request) -> HTTPResponse:
    return _page(request, "privacy")


async def accessibility(request: Request) -> HTTPResponse:
    return _page(request, "accessibility")


def _page(request: Request, name: str) -> HTTPResponse:
    content = open_releases(settings().releases).current().content
    language = page_language(request)
    day = Office.of(content.tenant).day(datetime.now(timezone.utc))
    return html(render_law(content, name, language=language, day=day), headers=PAGE_HEADERS)
