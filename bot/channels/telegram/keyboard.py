"""The buttons under messages: what the assistant offers, what the channel offers, languages."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.channels.telegram.outgoing import Button, Rows
from bot.channels.telegram.texts import LANGUAGES as NAMES
from bot.channels.telegram.texts import Words

HUMAN = "human"
# What our own buttons mean begins like this; all others are ids of the assistant.
OWN = "tg:"
LANGUAGES = "tg:languages"
AUTOMATIC = "auto"

_EMPLOYERS = {
    "starter_hire": "article:hire-from-abroad-steps",
    "starter_accelerated": "article:accelerated-procedure",
    "starter_costs": "article:employer-costs-and-time",
    "starter_duties": "article:employer-duties",
    "starter_who": "article:who-is-responsible",
}
_APPLICANTS = {
    "starter_which_visa": "article:which-visa",
    "starter_recognition": "article:recognition-overview",
    "starter_chancenkarte": "article:chancenkarte-overview",
    "starter_job": "article:find-a-job",
    "starter_who": "article:who-is-responsible",
}
STARTERS = {"employer": _EMPLOYERS, "applicant": _APPLICANTS}


def offered(answer: Mapping[str, Any], words: Words) -> Rows:
    """The assistant's buttons, one a row; a person is always among them, or a request is on its
    way to people already."""
    buttons = [Button(option["title"], option["id"]) for option in answer["options"]]
    has_person = any(button.meaning and _names_people(button.meaning) for button in buttons)
    if not has_person and not answer.get("desk"):
        buttons.append(human(words))
    return rows(*buttons)


def _names_people(meaning: str) -> bool:
    return meaning.partition(":")[0] == HUMAN


def rows(*buttons: Button) -> Rows:
    """One button a row: labels are long, and phones cut them where two share a row."""
    return tuple((button,) for button in buttons)


def human(words: Words) -> Button:
    return Button(words.say("ask_human_button"), HUMAN)


def starters(words: Words, audience: str) -> Rows:
    """What most people of an audience come for, a person, and how to change who is asking."""
    topics = [Button(words.say(key), meaning) for key, meaning in STARTERS[audience].items()]
    return rows(*topics, human(words), other_audience(words, audience), languages_button(words))


def other_audience(words: Words, audience: str) -> Button:
    other = "applicant" if audience == "employer" else "employer"
    return Button(words.say(f"audience_{other}"), f"tg:audience:{other}")


def languages_button(words: Words) -> Button:
    return Button(words.say("language_button"), LANGUAGES)


def languages(words: Words) -> Rows:
    """Every language in its own name, two a row; and whichever the message is in."""
    buttons = [Button(name, f"tg:lang:{code}") for code, name in NAMES.items()]
    pairs = [tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2)]
    return (*pairs, (Button(words.say("language_auto"), f"tg:lang:{AUTOMATIC}"),))


def in_private(label: str, *, bot_username: str, start: str = "") -> Button:
    """Opens the private chat, where `start` is asked."""
    payload = f"?start={start}" if start else ""
    return Button(label, url=f"https://t.me/{bot_username}{payload}")


def privately(options: Sequence[Mapping[str, str]], *, bot_username: str) -> Rows:
    """The articles among the assistant's buttons, each opened in the private chat."""
    return rows(
        *(
            in_private(option["title"], bot_username=bot_username, start=deep_link(option["id"]))
            for option in options
            if deep_link(option["id"])
        )
    )


def deep_link(meaning: str) -> str:
    """The payload of a link that opens an article; Telegram takes 64 letters, digits, _ and -."""
    kind, _, slug = meaning.partition(":")
    payload = f"article_{slug}"
    return payload if kind == "article" and len(payload) <= 64 else ""
