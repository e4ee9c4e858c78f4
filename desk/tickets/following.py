"""Where a ticket belongs, when its person writes on from another conversation.

On the web a ticket follows the person: a page that was left is never opened again. A ticket whose
answers come by mail or into a chat stays there, whatever else the person has opened: they are told
of answers as before, and may write on here too. What began on the web and is written on in a chat
moves there for good, with the answers that nobody has seen.
"""

from typing import Any

from sqlalchemy import update
from sqlalchemy.engine import Connection

from desk.tickets.models import outbox
from desk.tickets.outbox import WAITING, WEB
from desk.tickets.views import find_row


def follow(db: Connection, number: str, *, conversation_id: str, channel: str) -> dict[str, Any]:
    """What changes in the row of a ticket that is written on in this conversation.

    Raises NotPossible where there is none.
    """
    row = find_row(db, number)
    if conversation_id == row.conversation_id:
        return {}
    if row.channel not in (WEB, channel):
        return {"also_in": conversation_id}
    if row.channel != channel:
        waiting = (outbox.c.ticket_id == row.ticket_id, outbox.c.state.in_(WAITING))
        db.execute(update(outbox).where(*waiting).values(channel=channel))
    return {"conversation_id": conversation_id, "channel": channel}
