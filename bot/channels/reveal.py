"""What a person sees once and nothing keeps: the status code, and the contact to be confirmed.

The answer of a turn, as it is stored, holds a mark in their place. The door fills it in on the way
to the person.
"""

import asyncio
import logging
from dataclasses import replace
from datetime import datetime, timezone

from bot.answer_line import AnswerLine
from desk.tickets.codes import derive_code
from desk.tickets.contact import spoken_contact
from desk.tickets.errors import DatabaseAway
from desk.tickets.store import Store
from desk.tickets.views import waiting_draft

logger = logging.getLogger(__name__)

CODE_MARK = "[[code]]"
CONTACT_MARK = "[[contact]]"
HIDDEN = "•••"


async def revealed(store: Store, line: AnswerLine, *, conversation_id: str) -> AnswerLine:
    """The line as the person gets to see it; concealed while the database is away."""
    now = datetime.now(timezone.utc)
    try:
        return await asyncio.to_thread(
            _reveal, store, line, conversation_id=conversation_id, now=now
        )
    except DatabaseAway as error:
        logger.warning("the answer is shown as it was stored: %s", error)
        return conceal(line)


def _reveal(store: Store, line: AnswerLine, *, conversation_id: str, now: datetime) -> AnswerLine:
    step = line.desk.get("step")
    if step == "ticket":
        code = derive_code(store.key, line.desk["draft_id"])
        shown = {name: value for name, value in line.desk.items() if name != "draft_id"}
        return _filled(replace(line, desk={**shown, "code": code}), CODE_MARK, code)
    if step == "confirm":
        draft = waiting_draft(store.database, conversation_id, now=now)
        contact = spoken_contact(draft.contact) if draft and draft.contact else HIDDEN
        return _filled(line, CONTACT_MARK, contact)
    return line


def conceal(line: AnswerLine) -> AnswerLine:
    """The line when it is shown again."""
    desk = {name: value for name, value in line.desk.items() if name != "draft_id"}
    line = replace(line, desk=desk)
    return _filled(_filled(line, CODE_MARK, HIDDEN), CONTACT_MARK, HIDDEN)


def _filled(line: AnswerLine, mark: str, value: str) -> AnswerLine:
    return replace(line, text=line.text.replace(mark, value), short=line.short.replace(mark, value))
