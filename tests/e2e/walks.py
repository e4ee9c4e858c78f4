"""An employer's way through everything, in one language; several go side by side.

Telegram takes one message a second for a chat, so a way takes as many seconds as it has screens.
"""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from desk.tickets.outbox import OutboxRow, rows_of
from desk.tickets.ticket import Message, Ticket
from desk.tickets.views import show_messages, show_ticket
from tests.e2e.employers import (
    ANSWERED_IN,
    QUESTIONS,
    now,
    number_and_code,
    open_ticket,
    own,
    reply,
    staff,
)
from tests.telegram_people import User
from tests.telegram_running import OnTelegram
from tests.telegram_state import Shown

FIRST_REPLY, SECOND_REPLY, IN_THREAD = "Wir rufen an.", "Am Montag um zehn.", "Lieber dienstags."
_RESIDENCE = {
    "de": ("Aufenthaltstitel", "Landkreis Rostock"),
    "en": ("Residence permit", "Rostock district"),
}
OTHER_LANGUAGE = {"de": ("English", "en"), "en": ("Deutsch", "de")}


@dataclass
class Walk:
    """What somebody saw, by name of the screen, and what the desk had at the end."""

    user: User
    language: str
    screens: dict[str, Shown] = field(default_factory=dict)
    ticket: Ticket | None = None
    messages: tuple[Message, ...] = ()
    rows: tuple[OutboxRow, ...] = ()


def walk_all(running: OnTelegram) -> dict[str, Walk]:
    """All languages at the same time."""
    walks = [Walk(User(running.telegram, language_code=code), code) for code in QUESTIONS]
    with ThreadPoolExecutor(len(walks)) as pool:
        list(pool.map(lambda walk: _walk(running, walk), walks))
    return {walk.language: walk for walk in walks}


def _walk(running: OnTelegram, walk: Walk) -> None:
    user, screens, language = walk.user, walk.screens, walk.language
    screens["start"] = user.ask("/start")
    screens["starter"] = user.tap(own(language, "starter_accelerated"))
    screens["question"] = user.ask(QUESTIONS[language])
    user.ask("/who")
    matter, place = _RESIDENCE[ANSWERED_IN[language]]
    screens["which"] = user.tap(matter)
    screens["who"] = user.tap(place)
    _request(running, walk)
    user.ask("/language")
    screens["chosen"] = user.tap(OTHER_LANGUAGE.get(language, ("Deutsch", "de"))[0])
    screens["after"] = user.ask(QUESTIONS[language])


def _request(running: OnTelegram, walk: Walk) -> None:
    """Two replies, the second in the chat itself, and an answer to it."""
    user, screens = walk.user, walk.screens
    screens["ticket"] = open_ticket(user, walk.language)
    number, _code = number_and_code(screens["ticket"])
    reply(running, number, FIRST_REPLY)
    screens["announced"] = user.read()
    screens["agreed"] = user.tap(own(walk.language, "content_yes_button"))
    reply(running, number, SECOND_REPLY)
    screens["whole"] = user.read()
    user.say(IN_THREAD, reply_to=screens["whole"])
    screens["passed_on"] = user.read()
    with staff(running) as store:
        walk.ticket = show_ticket(store.database, number)
        walk.messages = show_messages(store.database, number, notes=False)
        walk.rows = rows_of(store.database, walk.ticket.conversation_id)
        store.close(number, "anna", now=now())
