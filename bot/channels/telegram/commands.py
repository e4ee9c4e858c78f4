"""What the commands ask of the assistant."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.channels.telegram.keyboard import HUMAN

_ARTICLE = re.compile(r"article_([a-z0-9-]+)")
_STATUS = "ticket_status"


@dataclass(frozen=True)
class Ask:
    """One message to the assistant: a text or a button. `before` is said above its answer."""

    text: str = ""
    button: str = ""
    before: str = ""
    with_status: bool = False  # a button to the requests that are there already


# The commands that the assistant answers, by what was written after them.
MENU: Mapping[str, Callable[[str], Ask]] = {
    "who": lambda _: Ask(button="article:who-is-responsible"),
    "human": lambda _: Ask(button=HUMAN),
    "ticket": lambda _: Ask(button=HUMAN, with_status=True),
    "status": lambda said: Ask(text=said) if said else Ask(button=_STATUS),
    "delete": lambda _: Ask(button="delete_my_data"),
}
# All commands, in the order of Telegram's menu.
COMMANDS = ("start", "help", "language", "who", "ticket", "status", "human", "privacy", "delete")


def article_of(payload: str) -> str:
    """The button that a deep link stands for: ?start=article_<slug>; nothing for any other."""
    found = _ARTICLE.fullmatch(payload)
    return f"article:{found.group(1)}" if found else ""
