"""What Telegram's refusals mean for a message."""

from datetime import timedelta
from enum import Enum

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.channels.telegram.request import NotSent


class ChatGone(Exception):
    """Nothing can be sent to this chat: `reason` is blocked or gone."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Failure(Enum):
    SLOWER = "slower"  # 429: after the time that is told
    AWAY = "away"  # surely not delivered: again, as often as it takes
    UNKNOWN = "unknown"  # nobody answered: it may have been delivered
    MARKUP = "markup"  # again, without it
    GONE = "gone"
    BLOCKED = "blocked"
    REFUSED = "refused"  # the same again would be refused again


_GONE = ("chat not found", "user is deactivated", "bot was kicked", "group chat was deactivated")


def failure_of(error: TelegramError) -> Failure:
    """What a refused or unanswered message means."""
    text = error.message.lower()
    if isinstance(error, RetryAfter):
        return Failure.SLOWER
    if isinstance(error, ChatMigrated) or any(words in text for words in _GONE):
        return Failure.GONE
    if isinstance(error, Forbidden):
        return Failure.BLOCKED
    if isinstance(error, BadRequest):
        return Failure.MARKUP if "can't parse entities" in text else Failure.REFUSED
    if isinstance(error, InvalidToken):  # the process is about to end; the message is kept
        return Failure.AWAY
    if isinstance(error, (NetworkError, TimedOut)):
        return _of_network(error.__cause__)
    return Failure.REFUSED


def _of_network(cause: BaseException | None) -> Failure:
    """Without a cause it is a 5xx of Telegram's own."""
    if cause is None or isinstance(cause, NotSent):
        return Failure.AWAY
    return Failure.UNKNOWN


def seconds_to_wait(error: RetryAfter) -> float:
    """What Telegram wants us to wait; the type depends on PTB_TIMEDELTA."""
    wanted = error.retry_after
    return wanted.total_seconds() if isinstance(wanted, timedelta) else float(wanted)
