"""What Telegram has marked in a text: commands and mentions. It counts in UTF-16 units."""

from collections.abc import Iterator
from typing import Any

Message = dict[str, Any]


def command_of(message: Message, bot_username: str) -> tuple[str, str]:
    """The command a message begins with, and what follows it; nothing where it has none.

    In a group the command must name us: /help@our_name. Without a name of ours, every one counts.
    """
    for kind, start, end in _marked(message):
        if kind != "bot_command" or start != 0:
            continue
        name, _, meant = message["text"][1:end].partition("@")
        in_group = message["chat"]["type"] != "private"
        if bot_username and in_group and meant.lower() != bot_username.lower():
            return "", ""
        return name.lower(), message["text"][end:].strip()
    return "", ""


def mentions(message: Message, bot_username: str) -> bool:
    """Whether the text names us, with @ or as a command of ours."""
    called = f"@{bot_username}".lower()
    return bool(command_of(message, bot_username)[0]) or any(
        kind == "mention" and message["text"][start:end].lower() == called
        for kind, start, end in _marked(message)
    )


def without_mention(message: Message, bot_username: str) -> str:
    """The text without our own name in it."""
    text: str = message["text"]
    called = f"@{bot_username}".lower()
    for kind, start, end in reversed(list(_marked(message))):
        if kind == "mention" and text[start:end].lower() == called:
            text = f"{text[:start].rstrip()} {text[end:].lstrip(' ,:')}"
    return text.strip()


def _marked(message: Message) -> Iterator[tuple[str, int, int]]:
    """Kind, start and end of each mark, in characters of the text."""
    encoded = message["text"].encode("utf-16-le", "surrogatepass")
    for entity in message.get("entities") or ():
        start, length = entity["offset"], entity["length"]
        before = encoded[: 2 * start].decode("utf-16-le", "surrogatepass")
        inside = encoded[2 * start : 2 * (start + length)].decode("utf-16-le", "surrogatepass")
        yield entity["type"], len(before), len(before) + len(inside)
