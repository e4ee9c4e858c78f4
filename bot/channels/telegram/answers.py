"""The assistant's turn as messages: whole where two speak, short where many listen."""

from typing import Any

from bot.channels.telegram import keyboard, screens
from bot.channels.telegram.house import House
from bot.channels.telegram.outgoing import Button, Outgoing, Rows
from bot.channels.telegram.render import answer_sections, short_sections
from bot.channels.telegram.rich import ITALIC, Text, html_of, plain
from bot.channels.telegram.split import pages
from bot.channels.telegram.texts import Words

Turn = dict[str, Any]

# Buttons that name a topic; their title stands above the answer, because Telegram does not show
# which one was pressed.
_TOPICS = ("article", "who")


def in_private(
    turn: Turn, words: Words, *, pressed: str = "", before: str = "", more: tuple[Button, ...] = ()
) -> tuple[Outgoing, ...]:
    """The answer with its buttons; `before` is said first, `more` are buttons of ours."""
    answer = turn["answer"]
    title = turn["question"] if pressed.partition(":")[0] in _TOPICS else ""
    sections = [plain(before, ITALIC), *answer_sections(answer, words, title=title)]
    return _messages(sections, (*keyboard.offered(answer, words), *keyboard.rows(*more)))


def in_group(turn: Turn, words: Words, house: House) -> tuple[Outgoing, ...]:
    """The short answer, and the way to the private chat; nothing about anybody's request."""
    answer = turn["answer"]
    if turn.get("deleted"):
        return _messages(short_sections(answer, words), ())
    if answer.get("desk") or answer["status"] == "handed_over":
        return (screens.group_private_only(words, house),)
    return _messages(short_sections(answer, words), _private(answer, words, house))


def _private(answer: dict[str, Any], words: Words, house: House) -> Rows:
    """What was perhaps meant, or the whole answer, opened in the private chat."""
    bot = house.bot_username
    meant = keyboard.privately(answer["options"], bot_username=bot)
    if answer["status"] == "clarified" and meant:
        return meant
    shown = answer["articles"][:1] if answer["status"] == "answered" else []
    start = "".join(keyboard.deep_link(f"article:{slug}") for slug in shown)
    label = words.say("open_private_button")
    return keyboard.rows(keyboard.in_private(label, bot_username=bot, start=start))


def _messages(sections: list[Text], rows: Rows) -> tuple[Outgoing, ...]:
    """Few messages, the buttons under the last."""
    *first, last = map(html_of, pages(sections))
    return (*map(Outgoing, first), Outgoing(last, rows))
