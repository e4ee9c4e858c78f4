"""What the page without script knows of a request: its form, language and conversation."""

from sanic import Request

from bot.channels.history import ShownTurn, shown_replies, shown_turns
from desk.tickets.opening import open_store


def form_of(request: Request) -> dict[str, str]:
    """The fields of a form; empty where none was sent."""
    return {name: values[0] for name, values in (request.form or {}).items()}


def page_language(request: Request) -> str:
    """The language that was asked for, that of the form, or the one the browser asks for first."""
    asked = request.args.get("lang") or form_of(request).get("lang")
    return asked or (request.headers.get("accept-language") or "en")[:2].lower()


async def turns_of(request: Request, conversation_id: str) -> list[ShownTurn]:
    """The conversation so far, with the replies of staff."""
    store = open_store()
    rows = await shown_replies(store, conversation_id)
    return await shown_turns(request.app.ctx.agent, store, conversation_id, replies=rows)
