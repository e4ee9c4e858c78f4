"""Somebody with Telegram, and an assistant that answers what it was given."""

from typing import Any

from bot.channels.telegram.dialogue import Dialogue
from bot.channels.telegram.incoming import read
from bot.channels.telegram.outgoing import Button, Reply

BOT = "lotse_mv_bot"


class ScriptedAssistant:
    """Gives the next turn, or raises it; keeps what it was told."""

    def __init__(self) -> None:
        self.next: list[dict[str, Any] | Exception] = []
        self.told: list[dict[str, Any]] = []

    async def say(self, conversation_id: str, message_id: str, **body: Any) -> dict[str, Any]:
        self.told.append({"conversation": conversation_id, "id": message_id, **body})
        turn = self.next.pop(0)
        if isinstance(turn, Exception):
            raise turn
        return turn


class Somebody:
    """Sends updates as Telegram would, and reads the replies."""

    def __init__(
        self, dialogue: Dialogue, *, language: str | None = "de", chat: dict[str, Any] | None = None
    ) -> None:
        self._dialogue = dialogue
        self._language = language
        self._chat = chat or {"id": 4711, "type": "private"}
        self._last_update = 100
        self.reply = Reply()

    async def write(self, text: str, **more: Any) -> Reply:
        if text.startswith("/") and "entities" not in more:
            length = len(text.split()[0])
            more["entities"] = [{"type": "bot_command", "offset": 0, "length": length}]
        return await self.send(text=text, **more)

    async def send(self, **content: Any) -> Reply:
        return await self._update(message=message(self._chat, self._language, **content))

    async def press(self, token: str) -> Reply:
        query = {
            "id": "99",
            "from": sender(self._language),
            "message": {"message_id": 5, "chat": self._chat},
            "data": token,
        }
        return await self._update(callback_query=query)

    async def become(self, status: str, *, before: str) -> Reply:
        change = {
            "chat": self._chat,
            "from": sender(self._language),
            "old_chat_member": {"status": before},
            "new_chat_member": {"status": status},
        }
        return await self._update(my_chat_member=change)

    async def _update(self, **content: Any) -> Reply:
        self._last_update += 1
        incoming = read({"update_id": self._last_update, **content}, BOT)
        assert incoming is not None
        self.reply = await self._dialogue.answer(incoming)
        return self.reply


def sender(language: str | None) -> dict[str, Any]:
    known = {"language_code": language} if language else {}
    return {"id": 4711, "is_bot": False, "first_name": "Erika", "username": "erika", **known}


def message(chat: dict[str, Any], language: str | None = "de", **content: Any) -> dict[str, Any]:
    return {"message_id": 5, "chat": chat, "from": sender(language), "date": 0, **content}


def buttons(reply: Reply) -> list[Button]:
    """Those under the last message."""
    return [button for row in reply.messages[-1].buttons for button in row]


def meanings(reply: Reply) -> list[str | None]:
    return [button.meaning for button in buttons(reply)]
