"""One message to the assistant, and what is shown of its answer."""

import asyncio
from collections.abc import Callable
from typing import Any

from bot.channels.telegram import answers, keyboard, screens
from bot.channels.telegram.assistant import Assistant, AssistantAway, TooFast
from bot.channels.telegram.commands import Ask
from bot.channels.telegram.house import House
from bot.channels.telegram.incoming import Incoming
from bot.channels.telegram.outgoing import Button, Outgoing, Reply
from bot.channels.telegram.recent import Recent
from bot.channels.telegram.texts import LANGUAGES, Words, emergency, words
from bot.distress.signs import sounds_like_distress
from desk.chats import chats
from desk.chats.chats import Chat
from desk.tickets.database import Database

TicketOf = Callable[[Database, int, int], str | None]


class Asking:
    """Asks the assistant. `ticket_of` finds the request that a message of ours was about."""

    def __init__(
        self,
        assistant: Assistant,
        database: Database,
        house: House,
        ticket_of: TicketOf,
    ) -> None:
        self._assistant = assistant
        self._database = database
        self._house = house
        self._ticket_of = ticket_of
        self._spoken = Recent()

    def words(self, incoming: Incoming, chat: Chat) -> Words:
        """In the language that was chosen, else spoken last, else of the person's Telegram."""
        known = (chat.language, self._spoken.of(incoming.chat_id), incoming.language_code)
        return words(next((language for language in known if language in LANGUAGES), None) or "en")

    async def ask(self, incoming: Incoming, chat: Chat, ask: Ask) -> Reply:
        """The assistant's answer. Help in an emergency comes first, and needs no assistant.

        Raises BadMessage.
        """
        own = self.words(incoming, chat)
        first = _emergency(ask.text, own)
        body = await self._body(incoming, chat, ask)
        try:
            turn = await self._assistant.say(
                chat.conversation_id, f"tg{incoming.update_id}", **body
            )
        except AssistantAway:
            return Reply(first or (screens.away(own, self._house),))
        except TooFast:
            return Reply(first or _too_fast(own, chat))
        if turn.get("deleted"):
            self._spoken.forget(chat.chat_id)
            await asyncio.to_thread(chats.forget, self._database, chat.chat_id)
        if first and turn["answer"]["status"] != "handed_over":
            return Reply(first)
        return Reply((*first, *self._shown(turn, chat, ask)))

    async def _body(self, incoming: Incoming, chat: Chat, ask: Ask) -> dict[str, Any]:
        """What the assistant is told: never who is writing."""
        body = {
            "text": ask.text,
            "button": ask.button,
            "lang": incoming.language_code,
            "reply_lang": chat.language,
            "audience": chat.audience,
            "content": chat.content_consent,
            "ticket": await self._ticket(incoming, chat),
        }
        return {name: value for name, value in body.items() if value}

    async def _ticket(self, incoming: Incoming, chat: Chat) -> str | None:
        """The request whose message the person replied to."""
        if incoming.reply_to is None or chat.is_group:
            return None
        return await asyncio.to_thread(
            self._ticket_of, self._database, chat.chat_id, incoming.reply_to
        )

    def _shown(self, turn: dict[str, Any], chat: Chat, ask: Ask) -> tuple[Outgoing, ...]:
        """In the language of the answer."""
        answer = turn["answer"]
        own = words(answer["lang"])
        if not turn.get("deleted"):
            self._spoken.keep(chat.chat_id, answer["lang_detected"] or answer["lang"])
        if chat.is_group:
            return answers.in_group(turn, own, self._house)
        more = (Button(own.say("status_button"), "ticket_status"),) if ask.with_status else ()
        return answers.in_private(turn, own, pressed=ask.button, before=ask.before, more=more)


def _emergency(text: str, own: Words) -> tuple[Outgoing, ...]:
    if not sounds_like_distress(text):
        return ()
    return (screens.said(emergency(own.language), keyboard.rows(keyboard.human(own))),)


def _too_fast(own: Words, chat: Chat) -> tuple[Outgoing, ...]:
    """Among many people nothing: they would read it more often than the answers."""
    return () if chat.is_group else (screens.said(own.say("too_fast")),)
