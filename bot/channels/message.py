"""A message as the door lets it in: cleaned, of bounded length, with what its button means."""

import re
import unicodedata
import uuid
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any
from zoneinfo import available_timezones

from bot.channels.choices import Choice, choice_of
from bot.channels.errors import InvalidMessage
from bot.channels.masking import mask

MAX_CHARACTERS = 2000
AUDIENCES = ("applicant", "employer")
WEB = "web"

# Zero-width joiner and non-joiner stay: Persian and Hindi are written with them.
_JOINERS = "\u200c\u200d"
_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]+)*")


@dataclass(frozen=True)
class IncomingMessage:
    """A message as the door lets it in.

    `channel` is where the conversation is; `ticket` the one whose message the person replied to;
    `with_replies` is False where what staff wrote is shown behind a link only.
    """

    text: str
    problem: str | None = None
    choice: Choice | None = None
    lang: str | None = None
    reply_lang: str | None = None
    audience: str | None = None
    day: str | None = None
    time_zone: str | None = None
    masked: tuple[str, ...] = ()
    has_draft: bool = False
    message_id: str = ""
    channel: str = WEB
    ticket: str | None = None
    with_replies: bool = True

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
            time_zone=_time_zone(row.get("time_zone")),
            message_id=str(row.get("message_id") or "")[:64] or uuid.uuid4().hex,
        )

    @property
    def metadata(self) -> dict[str, Any]:
        """What the components of understanding read beside the text."""
        names = ("problem", "choice", "lang", "reply_lang", "audience", "day", "time_zone")
        known = {name: value for name in names if (value := getattr(self, name)) is not None}
        channel = None if self.channel == WEB else self.channel
        marks = {"masked": list(self.masked), "has_draft": self.has_draft, "channel": channel}
        return {**known, **{name: value for name, value in marks.items() if value}}

    def without_private_data(self) -> "IncomingMessage":
        """The message as Rasa may keep it: what nobody needs to know is taken out."""
        text, masked = mask(self.text)
        problem = self.problem or (None if self.choice else _problem(text))
        return replace(self, text=text, masked=masked, problem=problem)


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


def _problem(text: str) -> str | None:
    if len(text) > MAX_CHARACTERS:
        return "too_long"
    return None if any(character.isalnum() for character in text) else "unreadable"


def _language(tag: Any) -> str | None:
    """The primary language of a tag such as de-AT; None for anything that is none."""
    if not isinstance(tag, str) or not _TAG.fullmatch(tag):
        return None
    return tag.split("-")[0].lower()


def _time_zone(name: Any) -> str | None:
    return name if isinstance(name, str) and name in _time_zones() else None


@lru_cache(maxsize=1)
def _time_zones() -> frozenset[str]:
    """Read once: it walks through the folders of the machine."""
    return frozenset(available_timezones())


def _day(text: Any) -> str | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(str(text)).isoformat()
    except ValueError as error:
        raise InvalidMessage(f"{text!r} is no date; write it as 2026-12-31") from error
