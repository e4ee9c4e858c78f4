"""Somebody who talks to the assistant in this process: writes, presses what is offered."""

import json
import uuid
from dataclasses import replace
from typing import Any

from bot.answer_line import AnswerLine
from bot.ask import LotseAgent
from bot.channels.limits import Limits
from bot.channels.message import IncomingMessage
from bot.channels.session import Sessions
from bot.channels.turns import Turns
from desk.tickets.opening import open_store
from desk.tickets.store import Store

WISH = {"de": "Ich möchte mit einem Menschen sprechen", "en": "I want to talk to a real person"}
YES = {"de": "ja", "en": "yes"}
NO = {"de": "nein", "en": "no"}


class Visitor:
    """One conversation. `line` is the answer that the person sees, `lines` are all of them."""

    def __init__(self, agent: LotseAgent, lang: str = "de", *, channel: str = "web") -> None:
        self.agent = agent
        self.turns = Turns(agent, Sessions("a secret of this test", days=30), Limits())
        self.lang = lang
        self.channel = channel
        self.with_replies = channel == "web"
        self.conversation_id = uuid.uuid4().hex
        self.lines: list[AnswerLine] = []
        self.address = self.conversation_id

    @property
    def line(self) -> AnswerLine:
        return self.lines[-1]

    @property
    def store(self) -> Store:
        return open_store()

    @property
    def offered(self) -> list[str]:
        """The kinds of the buttons under the last answer."""
        return [option["id"] for option in self.line.options]

    async def say(self, text: str, **more: str) -> AnswerLine:
        return await self._send({"text": text, **more})

    async def press(self, button: str, **more: str) -> AnswerLine:
        """Press the one button under the last answer whose id begins like this."""
        [pressed] = [each for each in self.offered if f"{each}:".startswith(f"{button}:")]
        return await self.forge(pressed, **more)

    async def forge(self, button: str, **more: str) -> AnswerLine:
        """Send a button id, offered or not."""
        return await self._send({"button": button, **more})

    async def reply_to(self, number: str, text: str) -> AnswerLine:
        """Reply to a message that is about this ticket, as people can in a chat."""
        return await self._send({"text": text}, ticket=number)

    async def preview(self) -> AnswerLine:
        """Wish for a person, agree."""
        await self.say(WISH[self.lang])
        return await self.press("give_consent")

    async def open_ticket(self) -> str:
        """Wish for a person, agree, answer in the chat. The number of the ticket."""
        await self.preview()
        await self.press("choose_contact")
        await self.press("open_ticket")
        return str(self.line.desk["number"])

    async def events(self) -> str:
        """All that Rasa keeps of the conversation, as JSON."""
        tracker = await self.agent.tracker_store.retrieve(self.conversation_id)
        events = [event.as_dict() for event in tracker.events]
        return json.dumps(events, ensure_ascii=False, default=str)

    async def _send(self, row: dict[str, Any], *, ticket: str | None = None) -> AnswerLine:
        message = replace(
            IncomingMessage.from_json({"lang": self.lang, **row}),
            channel=self.channel,
            ticket=ticket,
            with_replies=self.with_replies,
        )
        outcome = await self.turns.take(
            message, conversation_id=self.conversation_id, address=self.address
        )
        line = outcome.turn.answer
        assert line is not None
        self.lines.append(line)
        return line
