"""The door: every message of every channel comes through here before Rasa sees it."""

import logging
import re
import time
import unicodedata
import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import OutputChannel, UserMessage

from bot.answer_line import AnswerLine
from bot.compose import Composer, Said, Turn
from bot.settings import settings
from bot.words import written_languages
from knowledge.answer import Status
from knowledge.release import open_releases

logger = logging.getLogger(__name__)

MAX_CHARACTERS = 2000
AUDIENCES = ("applicant", "employer")

# Zero-width joiner and non-joiner stay: Persian and Hindi are written with them.
_JOINERS = "\u200c\u200d"
_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]+)*")


class InvalidMessage(ValueError):
    """A request that is no message; says what was wrong, for the log and for developers."""


@dataclass(frozen=True)
class IncomingMessage:
    """A message as the door lets it in."""

    text: str
    problem: str | None = None
    choice: dict[str, str] | None = None
    lang: str | None = None
    reply_lang: str | None = None
    audience: str | None = None
    day: str | None = None
    message_id: str = ""

    @classmethod
    def from_json(cls, row: Any, *, trusted: bool = False) -> "IncomingMessage":
        """Read a message; `trusted` callers may set the day. Raises InvalidMessage."""
        if not isinstance(row, dict):
            raise InvalidMessage("a message is a JSON object")
        text, button = row.get("text") or "", row.get("button")
        if not isinstance(text, str) or not isinstance(button, str | None):
            raise InvalidMessage("text and button are strings")
        text = clean(text)
        choice = choice_of(button) if button else None
        return cls(
            text=text if len(text) <= MAX_CHARACTERS else "",
            problem=None if choice else _problem(text),
            choice=choice,
            lang=_language(row.get("lang")),
            reply_lang=_language(row.get("reply_lang")),
            audience=row.get("audience") if row.get("audience") in AUDIENCES else None,
            day=_day(row.get("day")) if trusted else None,
            message_id=str(row.get("message_id") or "")[:64] or uuid.uuid4().hex,
        )

    @property
    def metadata(self) -> dict[str, Any]:
        """What the components of understanding read beside the text."""
        names = ("problem", "choice", "lang", "reply_lang", "audience", "day")
        return {name: value for name in names if (value := getattr(self, name)) is not None}


def clean(text: str) -> str:
    """The text in one normal form, without control characters, direction marks or a leading `/`.

    Rasa takes `/intent{...}` for a command, and a NUL ends it when PostgreSQL stores trackers.
    """
    kept = "".join(map(_kept, unicodedata.normalize("NFC", text)))
    return " ".join(kept.split()).lstrip("/ ")


def _kept(character: str) -> str:
    """Invisible marks vanish (a soft hyphen stands inside a word), other controls part words."""
    category = unicodedata.category(character)
    if category[0] != "C" or character in _JOINERS:
        return character
    return "" if category == "Cf" else " "


def choice_of(button: str) -> dict[str, str]:
    """What a button means. Buttons carry ids, never commands. Raises InvalidMessage."""
    kind, _, value = button.partition(":")
    content = open_releases(settings().releases).current().content
    if kind == "article" and value in content.articles:
        return {"kind": "article", "slug": value}
    topic, _, detail = value.partition(":")
    details = {"", *content.lookup.professions, *content.lookup.districts}
    if kind == "who" and topic in content.lookup.topics and detail in details:
        return {"kind": "who", "topic": topic, "detail": detail}
    if button in ("human", "none"):
        return {"kind": button}
    raise InvalidMessage("unknown button")


async def take(agent: Agent, message: IncomingMessage, *, conversation_id: str) -> AnswerLine:
    """Hand a message to the assistant and return the one answer that ends the turn."""
    started = time.perf_counter()
    collector = AnswerCollector()
    await agent.handle_message(
        UserMessage(
            message.text,
            output_channel=collector,
            sender_id=conversation_id,
            input_channel="lotse",
            message_id=message.message_id,
            metadata=message.metadata,
        )
    )
    line = collector.line or own_line("utter_error", message.lang, status=Status.ERROR)
    logger.info(
        "turn status=%s lang=%s ms=%.0f",
        line.status,
        line.lang,
        1e3 * (time.perf_counter() - started),
    )
    return line


def own_line(
    response: str, lang: str | None, *, status: Status, day: date | None = None
) -> AnswerLine:
    """A response outside of any turn: the introduction, or an apology when the assistant fails."""
    language = lang if lang in written_languages() else "en"
    release = open_releases(settings().releases).current()
    bodies = ["tenant"] if status is Status.ERROR else []
    return Composer(Turn(release, language, "", day or date.today())).line(
        Said(response, status.value, bodies=bodies)
    )


class AnswerCollector(OutputChannel):
    """Takes the answer of a turn out of Rasa."""

    def __init__(self) -> None:
        self.line: AnswerLine | None = None

    @classmethod
    def name(cls) -> str:
        return "lotse"

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        self.line = line_of(message["text"], message["custom"])


def line_of(text: str, custom: dict[str, Any]) -> AnswerLine:
    """The answer line of a stored or fresh bot utterance."""
    return AnswerLine(**{**custom, "text": text})


def _problem(text: str) -> str | None:
    if len(text) > MAX_CHARACTERS:
        return "too_long"
    return None if any(character.isalnum() for character in text) else "unreadable"


def _language(tag: Any) -> str | None:
    """The primary language of a tag such as de-AT; None for anything that is none."""
    if not isinstance(tag, str) or not _TAG.fullmatch(tag):
        return None
    return tag.split("-")[0].lower()


def _day(text: Any) -> str | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(str(text)).isoformat()
    except ValueError as error:
        raise InvalidMessage(f"{text!r} is no date; write it as 2026-12-31") from error
