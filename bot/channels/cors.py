"""Websites of the tenant may call the HTTP API from a browser; all others get no permission."""

from sanic import Blueprint, Request
from sanic.response import HTTPResponse, empty

from bot.channels.address import may_show_us

_ALLOWED = {
    "Access-Control-Allow-Methods": "POST",
    "Access-Control-Allow-Headers": "authorization, content-type",
    "Access-Control-Max-Age": "3600",
}


def allow_websites(routes: Blueprint) -> None:
    """Answer the browser's question beforehand, and name the website in every answer."""
    routes.add_route(_ask_before, "/api/<path:path>", methods=["OPTIONS"])
    routes.on_response(_name_website)


async def _ask_before(request: Request, path: str) -> HTTPResponse:
    return empty(headers=_ALLOWED)


async def _name_website(request: Request, response: HTTPResponse) -> None:
    if not request.path.startswith("/api/"):
        return
    response.headers["Vary"] = "Origin"
    origin = request.headers.get("origin")
    if origin and may_show_us(origin, request):
        response.headers["Access-Control-Allow-Origin"] = origin
