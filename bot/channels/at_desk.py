"""What the desk knows about a conversation, before Rasa sees the message.

Here a contact goes into the draft and a status code is compared; neither goes any further. And
here it is decided that a message is for staff, not for the program.
"""

import logging
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from bot.channels.choices import Choice
from bot.channels.errors import InvalidMessage
from bot.channels.message import IncomingMessage
from bot.settings import settings
from bot.words import words, written_languages
from desk.tickets.codes import CODE, find_code, is_proof
from desk.tickets.contact import Contact, read_email, read_phone
from desk.tickets.errors import DatabaseAway, InvalidContact
from desk.tickets.links import InvalidLink, read_link
from desk.tickets.numbers import find_number, western, without_numbers
from desk.tickets.opening import server_secret
from desk.tickets.store import Store
from desk.tickets.ticket import Awaits, Draft, StatusAnswer, StatusKind, Ticket, Way
from desk.tickets.views import conversation_state, tickets_of

logger = logging.getLogger(__name__)

_STATUS = {"kind": "ticket_status"}
# What can be said in the words of its button, whatever else the next message would be taken for.
_HEARD = ("ticket_status", "show_my_data", "delete_my_data")
_HEARD_WITH_DRAFT = ("show_preview", "cancel_handover", "choose_contact")
_HEARD_WITH_STAFF = ("ticket_back",)


def at_desk(
    store: Store, message: IncomingMessage, *, conversation_id: str, address: str, now: datetime
) -> IncomingMessage:
    """The message as the rest may see it. Raises InvalidMessage for a button without a proof.

    With the database away every question is answered as if there were no ticket.
    """
    try:
        if message.choice:
            return _pressed(store, message, conversation_id=conversation_id, now=now)
        found = _with_code(store, message, address=address, now=now)
        if found:
            return found
        named = _own(store, message.ticket, conversation_id)
        draft, ticket = conversation_state(store.database, conversation_id, now=now)
        written = _written(store, message, None if named else draft, named or ticket, now)
        if written.choice == _STATUS:
            return _of_one(written, _own(store, find_number(message.text), conversation_id))
        return written
    except DatabaseAway as error:
        logger.warning("the desk is not asked: %s", error)
        return _away(message)


def _own(store: Store, number: str | None, conversation_id: str) -> Ticket | None:
    """The ticket of this conversation that has this number."""
    if number is None:
        return None
    own = tickets_of(store.database, conversation_id)
    return next((ticket for ticket in own if ticket.number == number), None)


def _of_one(message: IncomingMessage, ticket: Ticket | None) -> IncomingMessage:
    """The status of this ticket, which needs no code in its own conversation."""
    if ticket is None:
        return message
    shown = {"number": ticket.number, "found": StatusKind.SHOWN.value}
    return replace(message, choice={**_STATUS, **shown})


def _away(message: IncomingMessage) -> IncomingMessage:
    """Who writes a code or the words of a button is told that it is not possible now."""
    said = _said(message.text, None, None)
    if said is None and _asks_for_status(message.text):
        said = {"kind": "ticket_status", "found": StatusKind.AWAY.value}
    return replace(message, problem=None, choice=said) if said else message


def _asks_for_status(text: str) -> bool:
    return bool(find_number(text) or CODE.search(western(text)))


def _pressed(
    store: Store, message: IncomingMessage, *, conversation_id: str, now: datetime
) -> IncomingMessage:
    choice = dict(message.choice or {})
    if "token" in choice:
        try:
            number = read_link(server_secret(settings()), choice["token"])
        except InvalidLink:
            return replace(message, choice={"kind": "ticket_status", "found": "unknown"})
        choice = {"kind": "ticket_status", "number": number, "found": "shown"}
    elif "proof" in choice:
        proof = choice.pop("proof")
        if not is_proof(store.key, conversation_id, choice["number"], proof):
            raise InvalidMessage("unknown button")
        choice["found"] = StatusKind.SHOWN.value
    elif choice["kind"] == "write_text" and message.text:
        choice = {"kind": "text_given"}
    return replace(message, choice=choice)


def _with_code(
    store: Store, message: IncomingMessage, *, address: str, now: datetime
) -> IncomingMessage | None:
    """A message with a number and a code asks for the status, whatever else it says."""
    number, code = find_number(message.text), find_code(without_numbers(message.text))
    if not (number and code):
        return None
    answer: StatusAnswer = store.status(number, code, address=address, now=now)
    choice = {"kind": "ticket_status", "found": answer.kind.value}
    if answer.ticket:
        choice["number"] = answer.ticket.number
    if answer.retry_at:
        choice["retry_at"] = answer.retry_at.isoformat()
    return replace(message, text=number, problem=None, choice=choice)


def _written(
    store: Store,
    message: IncomingMessage,
    draft: Draft | None,
    ticket: Ticket | None,
    now: datetime,
) -> IncomingMessage:
    said = _said(message.text, draft, ticket)
    if said:
        return replace(message, choice=said)
    if draft and draft.awaits is Awaits.TEXT and not message.problem:
        return replace(message, choice={"kind": "text_given"})
    if draft and draft.awaits in (Awaits.EMAIL, Awaits.PHONE):
        return _contact(store, message, draft, now)
    if ticket and not message.problem:
        return replace(message, choice={"kind": "pass_on", "number": ticket.number})
    if _asks_for_status(message.text):
        return replace(message, problem=None, choice=_STATUS)
    return replace(message, has_draft=draft is not None)


def _contact(
    store: Store, message: IncomingMessage, draft: Draft, now: datetime
) -> IncomingMessage:
    """The contact goes into the draft; what goes on says only that it was given, or was wrong."""
    awaits = draft.awaits
    try:
        contact, way = _read(message.text, awaits)
    except InvalidContact:
        assert awaits is not None
        choice = {"kind": "contact_wrong", "awaits": awaits.value}
        return replace(message, text="", problem=None, choice=choice)
    choice = {"kind": "contact_given"}
    try:
        store.drafts.set_contact(draft.draft_id, contact, way=way, now=now)
    except DatabaseAway as error:
        logger.warning("a contact is not kept: %s", error)
        choice["found"] = StatusKind.AWAY.value
    return replace(message, text="", problem=None, choice=choice)


def _read(text: str, awaits: Awaits | None) -> tuple[Contact, Way]:
    """Raises InvalidContact. Words around it do no harm: "my mail is anna@example.org"."""
    pattern, read, way = _READ[awaits]
    found = pattern.findall(western(text))
    return read(found[0].strip("<>.,;: ") if len(found) == 1 else text), way


_READ: dict[Awaits | None, tuple[re.Pattern[str], Callable[[str], Contact], Way]] = {
    Awaits.EMAIL: (re.compile(r"\S+@\S+"), read_email, Way.EMAIL),
    Awaits.PHONE: (re.compile(r"[+(]*\d[\d\s()./‐-―-]*\d"), read_phone, Way.CALL),
}


def _said(text: str, draft: Draft | None, ticket: Ticket | None) -> Choice | None:
    """What the button means whose words these are, in any language."""
    kinds = [*_HEARD, *(_HEARD_WITH_DRAFT if draft else ()), *(_HEARD_WITH_STAFF if ticket else ())]
    said = text.casefold().strip(" .!?")
    labels = [words(language).labels for language in written_languages()]
    kind = next(
        (kind for kind in kinds for row in labels if said == row[kind].casefold().strip(" ?")), None
    )
    if kind is None:
        return None
    if ticket is None or kind not in _HEARD_WITH_STAFF:
        return {"kind": kind}
    return {"kind": kind, "number": ticket.number, "found": StatusKind.SHOWN.value}
