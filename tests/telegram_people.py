"""People on Telegram: they write, press, send things, and read what the bot answers."""

import itertools
import re
import time
from dataclasses import dataclass, field, replace
from typing import Any

from tests.telegram_methods import BOT
from tests.telegram_state import WAIT_SECONDS, Body, Shown, Telegram

_ids = itertools.count(5_000_001)
_callback_ids = itertools.count(1)
_ENTITY = re.compile(r"(?P<bot_command>(?<!\S)/\w+(@\w+)?)|(?P<mention>(?<!\w)@\w{4,})")
_FILE = {"file_id": "AgADBAADr6cxG", "file_unique_id": "AQADr6cx", "file_size": 20_000}


@dataclass
class User:
    """Somebody in a chat: with the bot alone, unless `in_group` says otherwise."""

    telegram: Telegram
    language_code: str | None = "de"
    first_name: str = "Wilhelmine"
    last_name: str = "Vollprecht"
    username: str = "wvollprecht_hotel"
    is_bot: bool = False
    user_id: int = field(default_factory=lambda: next(_ids))
    chat: Body = field(default_factory=dict)
    _read: int = 0

    def __post_init__(self) -> None:
        if not self.chat:
            self.chat = {"id": self.user_id, "type": "private", **self._names()}
        self.telegram.chats.setdefault(self.chat["id"], self.chat)
        self._read = len(self.history())

    @property
    def chat_id(self) -> int:
        return int(self.chat["id"])

    def in_group(self, group: Body) -> "User":
        """The same person in a group."""
        return replace(self, chat=group)

    def say(self, text: str, *, reply_to: Shown | None = None, held: bool = False) -> Body:
        """Write a text; commands and mentions are marked as the app does."""
        content: Body = {"text": text}
        entities = [
            {"type": str(found.lastgroup), **_place(text, found)}
            for found in _ENTITY.finditer(text)
        ]
        if entities:
            content["entities"] = entities
        return self.send(content, reply_to=reply_to, held=held)

    def send(
        self, content: Body, *, reply_to: Shown | None = None, held: bool = False, **more: Any
    ) -> Body:
        """A message with whatever is in it."""
        if reply_to is not None:
            content = {**content, "reply_to_message": self._as_message(reply_to)}
        return self.telegram.add("message", {**self._envelope(), **content, **more}, held=held)

    def sticker(self) -> Body:
        return self.send({"sticker": {**_FILE, **_SIZE, **_PLAIN_STICKER}})

    def voice(self) -> Body:
        return self.send({"voice": {**_FILE, "duration": 4, "mime_type": "audio/ogg"}})

    def location(self) -> Body:
        return self.send({"location": {"latitude": 53.6355, "longitude": 11.4012}})

    def contact(self) -> Body:
        shared = {"phone_number": "+491600000000", "first_name": "Ada", "user_id": self.user_id}
        return self.send({"contact": shared})

    def photo(self, caption: str = "") -> Body:
        return self.send({"photo": [{**_FILE, **_SIZE}], **_caption(caption)})

    def document(self, caption: str = "") -> Body:
        paper = {**_FILE, "file_name": "arbeitsvertrag.pdf", "mime_type": "application/pdf"}
        return self.send({"document": paper, **_caption(caption)})

    def forward(self, text: str) -> Body:
        """Something that a channel has written."""
        channel = {"id": -1001234567890, "type": "channel", "title": "Jobs in Germany"}
        origin = {"type": "channel", "chat": channel, "message_id": 7, "date": _now() - 900}
        return self.send({"text": text, "forward_origin": origin})

    def edit(self, update: Body, text: str) -> Body:
        """Change what was written before."""
        edited = {**update["message"], "text": text, "edit_date": _now()}
        return self.telegram.add("edited_message", edited)

    def press(self, label: str, *, on: Shown | None = None) -> Body:
        """The button that begins like this, under the newest message that has one."""
        shown = on or self._with_button(label)
        return self.press_data(shown.button(label)["callback_data"], on=shown)

    def press_data(self, callback_data: str, *, on: Shown | None = None) -> Body:
        """A button with this hidden content, forged or not."""
        callback_id = f"{self.user_id}{next(_callback_ids):06}"
        self.telegram.callbacks.add(callback_id)
        query: Body = {
            **{"id": callback_id, "from": self._person(), "chat_instance": "8134722200314281151"},
            "data": callback_data,
        }
        if on is not None:
            query["message"] = self._as_message(on)
        return self.telegram.add("callback_query", query)

    def block(self) -> Body:
        """Stop the bot, or remove it from the group."""
        words = "bot was blocked by the user" if self._is_private else "bot was kicked"
        self.telegram.faults.blocked[self.chat_id] = words
        return self._membership("member", "kicked")

    def unblock(self) -> Body:
        self.telegram.faults.blocked.pop(self.chat_id, None)
        return self._membership("kicked", "member")

    def read(self, *, seconds: float = WAIT_SECONDS) -> Shown:
        """The next message of the bot in this chat that has not been read, once it is there."""
        shown = self.telegram.wait(lambda: self.history()[self._read :], seconds=seconds)[0]
        self._read += 1
        return shown

    def ask(self, text: str) -> Shown:
        """Write, and read the next message."""
        self.say(text)
        return self.read()

    def tap(self, label: str) -> Shown:
        """Press, and read the next message."""
        self.press(label)
        return self.read()

    def unread(self) -> list[Shown]:
        """What is there now and has not been read."""
        return self.history()[self._read :]

    def history(self) -> list[Shown]:
        """Every message of the bot in this chat."""
        with self.telegram.changed:
            return [shown for shown in self.telegram.shown if shown.chat_id == self.chat_id]

    def _with_button(self, label: str) -> Shown:
        wanted = label.casefold()
        return next(
            shown
            for shown in reversed(self.history())
            if any(text.casefold().startswith(wanted) for text in shown.labels)
        )

    @property
    def _is_private(self) -> bool:
        return bool(self.chat["type"] == "private")

    def _names(self) -> Body:
        names = {"first_name": self.first_name, "last_name": self.last_name}
        return {**names, "username": self.username}

    def _person(self) -> Body:
        person = {"id": self.user_id, "is_bot": self.is_bot, **self._names()}
        return {**person, "language_code": self.language_code} if self.language_code else person

    def _envelope(self) -> Body:
        head = {"message_id": self.telegram.new_message_id(), "date": _now()}
        return {**head, "chat": self.chat, "from": self._person()}

    def _as_message(self, shown: Shown) -> Body:
        head = {"message_id": shown.message_id, "date": _now(), "chat": self.chat}
        return {**head, "from": BOT, "text": shown.text}

    def _membership(self, before: str, after: str) -> Body:
        def member(status: str) -> Body:
            return {
                "user": BOT,
                "status": status,
                **({"until_date": 0} if status == "kicked" else {}),
            }

        change = {"chat": self.chat, "from": self._person(), "date": _now()}
        states = {"old_chat_member": member(before), "new_chat_member": member(after)}
        return self.telegram.add("my_chat_member", {**change, **states})


_SIZE = {"width": 512, "height": 512}
_PLAIN_STICKER = {"is_animated": False, "is_video": False, "type": "regular", "emoji": "👍"}


def group(telegram: Telegram, *, title: str = "Unternehmer in Vorpommern") -> Body:
    """A big group that the bot is a member of."""
    chat_id = -1_002_000_000_000 - next(_ids)
    telegram.chats[chat_id] = {"id": chat_id, "type": "supergroup", "title": title}
    return telegram.chats[chat_id]


def _now() -> int:
    return int(time.time())


def _caption(text: str) -> Body:
    return {"caption": text} if text else {}


def _place(text: str, found: re.Match[str]) -> Body:
    """Offset and length as Telegram counts them."""
    before = len(text[: found.start()].encode("utf-16-le")) // 2
    return {"offset": before, "length": len(found[0].encode("utf-16-le")) // 2}
