"""What the tests on Telegram share: the words that are expected, and the staff's side."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timezone

from bot import words as assistant
from bot.channels.telegram import texts
from bot.settings import read_settings
from desk.tickets.opening import opened_store
from desk.tickets.store import Store
from tests.telegram_people import User
from tests.telegram_running import OnTelegram
from tests.telegram_state import Shown

STAFF = "anna"
QUESTIONS = {
    "de": "Wie stelle ich Schritt für Schritt jemanden aus dem Ausland ein?",
    "en": "How do I recruit someone from abroad step by step?",
    "tr": "Yurt dışından nasıl eleman işe alırım?",
    "fa": "چگونه از خارج کارمند استخدام کنم؟",
}
# Answers are written in two languages so far; the channel speaks all.
ANSWERED_IN = {"de": "de", "en": "en", "tr": "en", "fa": "en"}


def says(text: str, language: str, key: str) -> bool:
    """Whether the channel's own words stand in the text, whatever was filled into them."""
    written = _PLACE.sub(_ANYTHING, texts.words(language).texts[key])
    pattern = re.escape(_bare(written)).replace(_ANYTHING, r"\S.*?")
    return re.search(pattern, _bare(text)) is not None


def own(language: str, key: str) -> str:
    """A button of the channel."""
    return texts.words(language).say(key)


def label(language: str, key: str) -> str:
    """A button of the assistant, as somebody is shown it who speaks this language."""
    return assistant.words(ANSWERED_IN[language]).labels[key]


def open_ticket(user: User, language: str) -> Shown:
    """From the wish for a person to number and code, answered here in the chat."""
    user.ask("/human")
    user.tap(label(language, "give_consent"))
    user.tap(label(language, "choose_contact"))
    return user.tap(label(language, "open_ticket.chat"))


def number_and_code(shown: Shown) -> tuple[str, str]:
    number, code = shown.seen.marked("code")
    return number, code


@contextmanager
def staff(running: OnTelegram) -> Iterator[Store]:
    """The desk, on the same tickets."""
    settings = read_settings({"LOTSE_VAR": str(running.lotse.var)})
    with opened_store(settings) as store:
        yield store


def reply(running: OnTelegram, number: str, text: str, *, language: str = "de") -> None:
    """Somebody of the staff takes the ticket and answers."""
    with staff(running) as store:
        store.claim(number, STAFF, now=now())
        store.reply(number, STAFF, text, language=language, now=now())


def now() -> datetime:
    return datetime.now(timezone.utc)


_PLACE = re.compile(r"\{\w+\}")
_ANYTHING = "ANYTHING"
_DIRECTIONS = re.compile("[\u200e\u200f\u2066-\u2069]")


def _bare(text: str) -> str:
    """One line, without the marks that keep right-to-left text in order."""
    return " ".join(_DIRECTIONS.sub("", text).split())
