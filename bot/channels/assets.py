"""The widget's files, as they were built: bot/widget/dist below /widget/."""

import gzip
import mimetypes
import re
from functools import lru_cache
from pathlib import Path

from sanic import Request, Sanic
from sanic.exceptions import NotFound
from sanic.response import HTTPResponse

from bot.words import words

DIST = Path(__file__).parent.parent / "widget" / "dist"
_HASHED = re.compile(r"[-.][A-Za-z0-9_-]{8,}\.\w+$")
_SHORT, _LONG = "public, max-age=300", "public, max-age=31536000, immutable"
_HEADERS = {
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Vary": "Accept-Encoding",
    "X-Content-Type-Options": "nosniff",
}
_TYPES = {".js": "text/javascript; charset=utf-8", ".json": "application/json; charset=utf-8"}


def serve_widget(app: Sanic, dist: Path = DIST) -> None:
    """Everyone may load these files, from any website."""

    async def asset(request: Request, path: str) -> HTTPResponse:
        return widget_file(dist, path, zipped="gzip" in request.headers.get("accept-encoding", ""))

    app.add_route(asset, "/widget/<path:path>", methods=["GET", "HEAD"], name="widget")


def has_widget(dist: Path = DIST) -> bool:
    """Whether it has been built."""
    return (dist / "loader.js").is_file()


def widget_file(dist: Path, path: str, *, zipped: bool) -> HTTPResponse:
    """A file of the widget, compressed where the browser can read that. Raises NotFound."""
    file = dist if "\0" in path else (dist / path).resolve()
    if not file.is_relative_to(dist.resolve()) or not file.is_file():
        raise NotFound(words("en").page["not_found"])
    headers = {**_HEADERS, "Cache-Control": _LONG if _HASHED.search(file.name) else _SHORT}
    kind = _TYPES.get(file.suffix) or mimetypes.guess_type(file.name)[0]
    body = _read(file, file.stat().st_mtime_ns, zipped)
    if zipped:
        headers["Content-Encoding"] = "gzip"
    return HTTPResponse(body, headers=headers, content_type=kind or "application/octet-stream")


@lru_cache(maxsize=200)
def _read(file: Path, _changed_ns: int, zipped: bool) -> bytes:
    body = file.read_bytes()
    return gzip.compress(body, mtime=0) if zipped else body
