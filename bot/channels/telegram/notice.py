"""What a chat is told when people have answered a request: that there is an answer, and a link.

The answer itself is only shown to those who have agreed to read it in Telegram.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from babel.dates import format_date

from bot.channels.telegram.outgoing import Button, Outgoing, Rows
from bot.channels.telegram.rich import BOLD, Text, html_of, joined, plain
from bot.channels.telegram.split import pages
from bot.channels.telegram.texts import Words, words
from desk.chats.chats import Chat
from desk.tickets.deadlines import Office
from desk.tickets.links import MAX_AGE_SECONDS, link_to
from desk.tickets.outbox import OutboxRow
from desk.tickets.ticket import Ticket
from knowledge.directory import Body


@dataclass(frozen=True)
class Desk:
    """Who answers, and what links to answers are made of; `teams` are the people of each queue."""

    teams: Mapping[str, Body]
    public_url: str
    secret: str
    office: Office


def notice(
    row: OutboxRow, ticket: Ticket, chat: Chat, desk: Desk, *, is_first: bool, now: datetime
) -> tuple[Outgoing, ...]:
    """The messages for one reply, in the language of the chat.

    With the first reply to a request the person is asked how they want to read the next ones.
    """
    spoken = words(chat.language or ticket.language)
    values = {
        "number": ticket.number,
        "team": desk.teams[ticket.queue].name_in(spoken.language),
    }
    if chat.content_consent and not chat.is_group:
        head = plain(spoken.say("answer_content", **values), BOLD)
        return _messages([head, plain(row.text), plain(spoken.say("thread_hint"))])
    link = link_to(desk.public_url, desk.secret, ticket.number)
    buttons: Rows = ((Button(spoken.say("answer_link_button"), url=link),),)
    ends = desk.office.day(now + timedelta(seconds=MAX_AGE_SECONDS))
    told = [
        plain(spoken.say("answer_waiting", **values), BOLD),
        plain(spoken.say("answer_link_until", date=_day(ends, spoken))),
        plain(spoken.say("thread_hint")),
    ]
    if is_first and not chat.is_group:
        told.append(plain(spoken.say("answer_content_offer")))
        buttons = (*buttons, *_ways_to_read(spoken))
    return _messages([joined(told, between="\n\n")], buttons)


def _ways_to_read(spoken: Words) -> Rows:
    return tuple(
        (Button(spoken.say(f"content_{way}_button"), f"tg:content:{way}"),) for way in ("yes", "no")
    )


def _messages(sections: list[Text], rows: Rows = ()) -> tuple[Outgoing, ...]:
    """Few messages, the buttons under the last."""
    *first, last = map(html_of, pages(sections))
    return (*map(Outgoing, first), Outgoing(last, rows))


def _day(day: date, spoken: Words) -> str:
    return format_date(day, "long", locale=spoken.language)


def offer_version(spoken: Words) -> str:
    """Which offer to read answers in the chat somebody agreed to: language, hash of its words."""
    digest = hashlib.sha256(spoken.texts["answer_content_offer"].encode()).hexdigest()
    return f"{spoken.language}-{digest[:8]}"
