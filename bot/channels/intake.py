"""The door: every message of every channel comes through here before Rasa sees it."""

import asyncio
import logging
import time
from datetime import date, datetime, timezone
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import OutputChannel, UserMessage

from bot.answer_line import AnswerLine
from bot.channels.at_desk import at_desk
from bot.channels.message import IncomingMessage
from bot.channels.reveal import revealed
from bot.compose import Composer, Said, Turn
from bot.settings import settings
from bot.words import written_languages
from desk.tickets.errors import DatabaseAway
from desk.tickets.opening import open_store
from desk.tickets.store import Store
from desk.tickets.ticket import Consent
from knowledge.answer import Status
from knowledge.release import open_releases

logger = logging.getLogger(__name__)


async def take(
    agent: Agent, message: IncomingMessage, *, conversation_id: str, address: str = ""
) -> AnswerLine:
    """Hand a message to the assistant and return the one answer that ends the turn.

    `address` is where it comes from, to slow down those who guess codes. One turn of a conversation
    after the other (turns.py): what the desk knows follows from the turn before. Raises
    InvalidMessage.
    """
    started = time.perf_counter()
    line = await _take(agent, message, conversation_id, address)
    logger.info(
        "turn status=%s lang=%s ms=%.0f",
        line.status,
        line.lang,
        1e3 * (time.perf_counter() - started),
    )
    return line


async def _take(
    agent: Agent, message: IncomingMessage, conversation_id: str, address: str
) -> AnswerLine:
    store, now = open_store(), datetime.now(timezone.utc)
    known = await asyncio.to_thread(
        at_desk, store, message, conversation_id=conversation_id, address=address, now=now
    )
    line = await _turn(agent, known.without_private_data(), conversation_id)
    if line.desk.get("step") == "consent":
        await asyncio.to_thread(_record_asked, store, line, conversation_id, now)
    return await revealed(
        store, line, conversation_id=conversation_id, with_replies=message.with_replies
    )


async def _turn(agent: Agent, message: IncomingMessage, conversation_id: str) -> AnswerLine:
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
    return collector.line or own_line("utter_error", message.lang, status=Status.ERROR)


def _record_asked(store: Store, line: AnswerLine, conversation_id: str, now: datetime) -> None:
    consent = Consent(line.desk["version"], line.desk["recipient"])
    try:
        store.drafts.ask_consent(consent, conversation_id=conversation_id, now=now)
    except DatabaseAway as error:
        logger.warning("it is not recorded that consent was asked for: %s", error)


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
