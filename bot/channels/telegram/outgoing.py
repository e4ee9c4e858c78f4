"""What is sent to a chat."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Button:
    """A button: it says something to us, or opens an address."""

    label: str
    meaning: str | None = None
    url: str | None = None


Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True)
class Outgoing:
    """One message: Telegram's HTML, at most 4,096 UTF-16 units of text, and rows of buttons."""

    html: str
    buttons: Rows = ()


@dataclass(frozen=True)
class Reply:
    """The answer to one update; `toast` is shown for a moment over the chat, after a button."""

    messages: tuple[Outgoing, ...] = ()
    toast: str | None = None
