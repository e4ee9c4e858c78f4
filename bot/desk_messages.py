"""The messages of a ticket as a person reads them, and as programs get them."""

from collections.abc import Iterable
from datetime import datetime

from babel.dates import format_datetime

from bot.words import Words
from desk.tickets.deadlines import BERLIN
from desk.tickets.ticket import Message


def spoken_messages(messages: Iterable[Message], words: Words) -> str:
    """Who wrote, when, and what, oldest first."""
    return "\n\n".join(
        f"{words.labels[f'from_{message.author.value}']}, "
        f"{spoken_moment(message.written_at, words)}:\n{message.text}"
        for message in messages
    )


def message_rows(messages: Iterable[Message]) -> list[dict[str, str]]:
    return [
        {
            "author": message.author.value,
            "text": message.text,
            "language": message.language,
            "at": message.written_at.isoformat(),
        }
        for message in messages
    ]


def spoken_moment(moment: datetime, words: Words) -> str:
    """A time in Germany; the page of the person may show it in theirs."""
    return str(format_datetime(moment, "short", tzinfo=BERLIN, locale=words.language))
