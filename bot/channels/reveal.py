"""What a person sees once and no conversation keeps: the status code, the contact to be
confirmed, and the messages of a ticket, which are deleted with it.

The answer of a turn, as it is stored, holds a mark in their place. The door fills it in on the way
to the person.
"""

import asyncio
import logging
from dataclasses import replace
from datetime import datetime, timezone

from bot.answer_line import AnswerLine
from bot.desk_messages import message_rows, spoken_messages
from bot.settings import settings
from bot.words import words
from desk.tickets.codes import derive_code
from desk.tickets.contact import spoken_contact
from desk.tickets.errors import DatabaseAway, NotPossible
from desk.tickets.links import link_to, link_to_download
from desk.tickets.opening import server_secret
from desk.tickets.outbox import WEB, mark_read
from desk.tickets.store import Store
from desk.tickets.ticket import Author
from desk.tickets.views import show_messages, waiting_draft

logger = logging.getLogger(__name__)

CODE_MARK = "[[code]]"
CONTACT_MARK = "[[contact]]"
MESSAGES_MARK = "[[messages]]"
HIDDEN = "•••"


async def revealed(
    store: Store, line: AnswerLine, *, conversation_id: str, with_replies: bool = True
) -> AnswerLine:
    """The line as the person gets to see it; concealed while the database is away.

    Without replies, a link stands in the place of what staff wrote.
    """
    now = datetime.now(timezone.utc)
    try:
        if line.desk.get("step") == "status":
            return await asyncio.to_thread(_with_messages, store, line, with_replies, now)
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
    if step == "my_data" and line.desk.get("channel", WEB) != WEB:
        return _with_download(line, conversation_id)
    return line


def _with_messages(store: Store, line: AnswerLine, with_replies: bool, now: datetime) -> AnswerLine:
    number = line.desk["number"]
    try:
        messages = show_messages(store.database, number, notes=False)
    except NotPossible:  # deleted since then
        return conceal(line)
    answers = sum(message.author is Author.STAFF for message in messages)
    if answers and not with_replies:
        link = link_to(settings().public_url, server_secret(settings()), number)
        desk = {**line.desk, "answers": answers, "link": link, "messages": []}
        told = f"{words(line.lang).labels['replies_behind_link']}\n{link}"
        return _filled(replace(line, desk=desk), MESSAGES_MARK, told)
    if answers:
        mark_read(store.database, number, now=now)
    desk = {**line.desk, "messages": message_rows(messages)}
    spoken = spoken_messages(messages, words(line.lang))
    return _filled(replace(line, desk=desk), MESSAGES_MARK, spoken)


def _with_download(line: AnswerLine, conversation_id: str) -> AnswerLine:
    """A page has a button for this; a chat gets a link."""
    link = link_to_download(settings().public_url, server_secret(settings()), conversation_id)
    told = f"\n\n{words(line.lang).labels['data_behind_link']}\n{link}"
    desk = {**line.desk, "link": link}
    return replace(line, desk=desk, text=line.text + told, short=line.short + told)


def conceal(line: AnswerLine) -> AnswerLine:
    """The line when it is shown again."""
    desk = {name: value for name, value in line.desk.items() if name != "draft_id"}
    line = replace(line, desk=desk)
    for mark in (CODE_MARK, CONTACT_MARK):
        line = _filled(line, mark, HIDDEN)
    return _filled(line, MESSAGES_MARK, "")


def _filled(line: AnswerLine, mark: str, value: str) -> AnswerLine:
    """Without a value, its paragraph goes too."""
    old = mark if value else f"{mark}\n\n"
    return replace(line, text=line.text.replace(old, value), short=line.short.replace(old, value))
