"""What a person sees after each update is decided here."""

import asyncio
from datetime import datetime, timezone
from typing import Any

from bot.channels.telegram import keyboard, screens
from bot.channels.telegram.asking import Asking, TicketOf
from bot.channels.telegram.assistant import Assistant, BadMessage
from bot.channels.telegram.commands import MENU, Ask, article_of
from bot.channels.telegram.house import House
from bot.channels.telegram.incoming import Incoming
from bot.channels.telegram.notice import offer_version
from bot.channels.telegram.outgoing import Outgoing, Reply
from bot.channels.telegram.recent import Recent
from bot.channels.telegram.texts import LANGUAGES, Words
from bot.channels.telegram.texts import words as words_in
from desk.chats import buttons, chats
from desk.chats.chats import Chat
from desk.chats.consent import decide_on_content
from desk.tickets.database import Database

_SCREENS = {"start": screens.start, "help": screens.help_, "privacy": screens.privacy}


class Dialogue:
    """Answers updates. `ticket_of` finds the request that a message of ours was about."""

    def __init__(
        self,
        assistant: Assistant,
        database: Database,
        house: House,
        *,
        ticket_of: TicketOf,
    ) -> None:
        self._database = database
        self._house = house
        self._asking = Asking(assistant, database, house, ticket_of)
        self._albums = Recent()

    async def answer(self, incoming: Incoming) -> Reply:
        """What is said to an update; nothing where it only tells us something.

        Raises DatabaseAway.
        """
        if incoming.kind == "removed":
            await asyncio.to_thread(chats.forget, self._database, incoming.chat_id)
            return Reply()
        chat = await self._chat(incoming)
        if incoming.kind == "blocked":
            await asyncio.to_thread(chats.block, self._database, chat.chat_id, _now())
        elif chat.blocked_at is not None:
            await asyncio.to_thread(chats.unblock, self._database, chat.chat_id)
        if incoming.kind in ("blocked", "unblocked"):
            return Reply()
        return await self._react(incoming, chat)

    async def _react(self, incoming: Incoming, chat: Chat) -> Reply:
        words = self._asking.words(incoming, chat)
        called_only = chat.is_group and incoming.kind == "text" and not incoming.text
        if incoming.kind == "added" or called_only:
            return _one(screens.group_hello(words, self._house))
        if incoming.kind == "command":
            return await self._command(incoming, chat, words)
        if incoming.kind == "button":
            return await self._pressed(incoming, chat, words)
        if incoming.kind == "text":
            return await self._ask(incoming, chat, Ask(text=incoming.text))
        if incoming.kind == "forwarded":
            ask = Ask(text=incoming.text, before=words.say("forwarded"))
            return await self._ask(incoming, chat, ask)
        if incoming.kind == "too_long":
            return _one(screens.said(words.say("too_long")))
        return self._not_text(incoming, words)

    def _not_text(self, incoming: Incoming, words: Words) -> Reply:
        """Files that were sent at once get one answer."""
        if incoming.album and self._albums.of(incoming.chat_id) == incoming.album:
            return Reply()
        self._albums.keep(incoming.chat_id, incoming.album)
        return _one(screens.not_text(words, incoming.kind))

    async def _command(self, incoming: Incoming, chat: Chat, words: Words) -> Reply:
        name, argument = incoming.command, incoming.argument
        if chat.is_group:
            return await self._group_command(incoming, chat, words)
        if name == "start" and article_of(argument):
            return await self._deep_link(incoming, chat, words)
        if name in _SCREENS:
            return _one(_SCREENS[name](words, self._house, chat))
        if name == "language":
            return await self._own(f"tg:lang:{argument.lower()}", chat, words)
        ask = MENU.get(name)
        if ask is None:
            return _one(screens.said(words.say("unknown_command")))
        return await self._ask(incoming, chat, ask(argument))

    async def _group_command(self, incoming: Incoming, chat: Chat, words: Words) -> Reply:
        """Everybody there may delete what we keep of the group: it is nobody's own."""
        if incoming.command == "delete":
            return await self._ask(incoming, chat, Ask(button="delete_my_data_yes"))
        hello = incoming.command in ("start", "help")
        say = screens.group_hello if hello else screens.group_private_only
        return _one(say(words, self._house))

    async def _deep_link(self, incoming: Incoming, chat: Chat, words: Words) -> Reply:
        """What this is, and the article that a link on a page promised."""
        introduction = screens.said(screens.introduction(words, self._house))
        ask = Ask(button=article_of(incoming.argument))
        try:
            reply = await self._asking.ask(incoming, chat, ask)
        except BadMessage:
            return _one(screens.start(words, self._house, chat))
        return Reply((introduction, *reply.messages))

    async def _pressed(self, incoming: Incoming, chat: Chat, words: Words) -> Reply:
        meaning = await asyncio.to_thread(
            buttons.meaning_of, self._database, incoming.token, chat.chat_id, _now()
        )
        if meaning is None:
            return Reply(toast=words.say("button_old"))
        if meaning.startswith(keyboard.OWN):
            return await self._own(meaning, chat, words)
        try:
            return await self._asking.ask(incoming, chat, Ask(button=meaning))
        except BadMessage:
            return Reply(toast=words.say("button_old"))

    async def _ask(self, incoming: Incoming, chat: Chat, ask: Ask) -> Reply:
        try:
            return await self._asking.ask(incoming, chat, ask)
        except BadMessage:
            words = self._asking.words(incoming, chat)
            return _one(screens.apology(words, self._house))

    async def _own(self, meaning: str, chat: Chat, words: Words) -> Reply:
        """A button of the channel: languages, who is asking, replies in the chat."""
        _, what, value = (*meaning.split(":"), "")[:3]
        if what == "lang" and value in (*LANGUAGES, keyboard.AUTOMATIC):
            return await self._speak(value, chat, words)
        if what == "audience" and value in keyboard.STARTERS:
            await self._change(chat, audience=value)
            return _one(screens.audience_set(words, value))
        if what == "content":
            return await self._decide_on_content(chat, words, agreed=value == "yes")
        return _one(screens.languages(words))

    async def _decide_on_content(self, chat: Chat, words: Words, *, agreed: bool) -> Reply:
        await asyncio.to_thread(
            decide_on_content,
            self._database,
            chat,
            agreed=agreed,
            text_version=offer_version(words),
            now=_now(),
        )
        return _one(screens.said(words.say("content_on" if agreed else "content_off")))

    async def _speak(self, language: str, chat: Chat, words: Words) -> Reply:
        automatic = language == keyboard.AUTOMATIC
        await self._change(chat, language=None if automatic else language)
        chosen = words if automatic else words_in(language)
        return _one(screens.language_set(chosen, chat, automatic=automatic))

    async def _chat(self, incoming: Incoming) -> Chat:
        return await asyncio.to_thread(
            chats.chat_of,
            self._database,
            incoming.chat_id,
            is_group=incoming.is_group,
            now=_now(),
        )

    async def _change(self, chat: Chat, **values: Any) -> None:
        await asyncio.to_thread(chats.change, self._database, chat.chat_id, **values)


def _one(message: Outgoing) -> Reply:
    return Reply((message,))


def _now() -> datetime:
    return datetime.now(timezone.utc)
