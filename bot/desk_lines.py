"""Tickets as lines of text for staff in a terminal. Reads nothing, changes nothing."""

import unicodedata
from collections.abc import Mapping, Sequence
from datetime import datetime

from desk.tickets.deadlines import BERLIN
from desk.tickets.feedback import Helped
from desk.tickets.outbox import OutboxRow
from desk.tickets.overview import Line
from desk.tickets.ticket import Message, Ticket

LONGEST = 60
JOINERS = "\u200c\u200d"  # Persian and Hindi are written with them


def overview_line(line: Line) -> str:
    ticket = line.ticket
    waiting = moment(line.waiting_since) if line.waiting_since else "-"
    text = plain(line.text)[:LONGEST]
    return (
        f"{ticket.number:15}  {ticket.status.value:9}  {ticket.queue:12}  {ticket.due_on}  "
        f"{waiting:16}  {ticket.language:7}  {text}"
    ).rstrip()


def ticket_lines(
    ticket: Ticket, messages: Sequence[Message], deliveries: Mapping[int, OutboxRow], now: datetime
) -> str:
    """Everything staff need: facts, what was asked and told, messages with their delivery."""
    holder = ticket.holder(now)
    facts = {
        "number": ticket.number,
        "status": ticket.status.value,
        "queue": ticket.queue,
        "opened": moment(ticket.opened_at),
        "due": ticket.due_on.isoformat(),
        "ended": moment(ticket.ended_at) if ticket.ended_at else "",
        "claimed": f"{holder} until {moment(ticket.claim_until)}"
        if holder and ticket.claim_until
        else "",
        "channel": ticket.channel,
        "language": ticket.language,
        "audience": ticket.audience,
        "why": ticket.why.value,
        "answer by": ticket.way.value,
        "contact": ticket.contact.value if ticket.contact else "",
        "call": call_window(ticket),
        "talking": f"with {ticket.talk.value}, by own choice" if ticket.talk else "",
        **{key: _joined(value) for key, value in ticket.summary.items()},
    }
    known = [f"{key:11}{plain(value)}" for key, value in facts.items() if value]
    return "\n".join([*known, *(_message(message, deliveries) for message in messages)])


def call_window(ticket: Ticket) -> str:
    """When a call suits, in hours of the office; and where the person is."""
    if ticket.call_window is None:
        return ""
    zone = f" (the person is in {ticket.time_zone})" if ticket.time_zone else ""
    return f"{ticket.call_window} o'clock German time{zone}"


def outbox_line(row: OutboxRow) -> str:
    """Where a reply is stuck, and when it is tried again; not its text."""
    again = f"due {moment(row.next_attempt_at)}" if row.next_attempt_at else "given up"
    return (
        f"{row.row_id:<6} {row.number:15}  {row.channel:9}  {row.state.value:7}  "
        f"attempts {row.attempts}  {row.reason or '-'}  {again}"
    )


def feedback_line(counted: Helped) -> str:
    """How often an article helped, and why not."""
    whys = ", ".join(f"{why} {count}" for why, count in counted.whys.items())
    name = counted.article or "(no article)"
    return f"{name:40}  yes {counted.yes:4}  no {counted.no:4}  {whys}".rstrip()


def moment(at: datetime) -> str:
    """A time as it is in Germany."""
    return at.astimezone(BERLIN).strftime("%Y-%m-%d %H:%M")


def plain(text: str) -> str:
    """One line in which nothing can steer a terminal or turn the direction of what follows."""
    return " ".join("".join(map(_kept, text)).split())


def _message(message: Message, deliveries: Mapping[int, OutboxRow]) -> str:
    row = deliveries.get(message.message_id)
    head = [moment(message.written_at), message.author.value, message.staff_id, message.language]
    if row:
        head.append(f"{row.state.value} ({row.reason})" if row.reason else row.state.value)
    body = [f"  {plain(line)}".rstrip() for line in message.text.splitlines()]
    return "\n".join(["", "  ".join(filter(None, head)), *body])


def _joined(value: object) -> str:
    return "; ".join(map(str, value)) if isinstance(value, list) else str(value or "")


def _kept(character: str) -> str:
    category = unicodedata.category(character)
    if category[0] != "C" or character in JOINERS:
        return character
    return "" if category == "Cf" else " "
