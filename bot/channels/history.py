"""A conversation as it can be shown again: turns from the tracker, replies from the outbox."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timezone
from typing import Any

from rasa.core.agent import Agent
from rasa.shared.core.events import BotUttered, Event, UserUttered

from bot.answer_line import AnswerLine
from bot.channels.intake import line_of
from bot.channels.reveal import HIDDEN, conceal, revealed
from bot.settings import settings
from bot.words import words
from desk.tickets.errors import DatabaseAway
from desk.tickets.outbox import OutboxRow, mark_seen, mark_shown, rows_of
from desk.tickets.store import Store
from knowledge.release import open_releases


@dataclass
class ShownTurn:
    """What a person wrote, the answer to it, and what staff replied before the next turn."""

    message_id: str
    question: str
    answer: AnswerLine | None = None
    at: float = 0.0
    replies: list[OutboxRow] = field(default_factory=list)


async def conversation_of(
    agent: Agent, conversation_id: str, *, replies: tuple[OutboxRow, ...] = ()
) -> list[ShownTurn]:
    """The turns of a conversation, oldest first, each with the replies that came after it.

    Answers are as they were stored, with marks where reveal.py fills in or conceals.

    Replies to a conversation without a turn stand in one of their own, without a question.
    """
    tracker = await agent.tracker_store.retrieve(conversation_id)
    turns = _turns(tracker.events if tracker else ())
    if replies and not turns:
        turns.append(ShownTurn("", ""))
    for row in replies:
        written = row.written_at.timestamp()
        before = [turn for turn in turns if turn.at <= written] or turns[:1]
        before[-1].replies.append(row)
    return turns


async def last_turn_of(agent: Agent, conversation_id: str) -> ShownTurn | None:
    """The last turn, as it was stored."""
    tracker = await agent.tracker_store.retrieve(conversation_id)
    late: list[Event] = []
    asked = 0
    for event in reversed(tracker.events if tracker else ()):
        late.append(event)
        asked += isinstance(event, UserUttered)
        if asked == 2:  # a button is named by the answer that it stood under
            break
    turns = _turns(reversed(late))
    return turns[-1] if turns else None


def _turns(events: Iterable[Event]) -> list[ShownTurn]:
    turns: list[ShownTurn] = []
    for event in events:
        if isinstance(event, UserUttered):
            question = _question(event, turns[-1].answer if turns else None)
            turns.append(ShownTurn(event.message_id or "", question, at=event.timestamp))
        elif isinstance(event, BotUttered) and turns:
            turns[-1].answer = line_of(event.text or "", event.data["custom"])
    return turns


async def shown_turns(
    agent: Agent,
    store: Store,
    conversation_id: str,
    *,
    replies: tuple[OutboxRow, ...] = (),
    with_replies: bool = True,
) -> list[ShownTurn]:
    """The conversation as the person may see it.

    What is shown once is shown with the last turn, until there is another.
    """
    turns = await conversation_of(agent, conversation_id, replies=replies)
    for turn in turns:
        if turn.answer and turn is turns[-1]:
            turn.answer = await revealed(
                store,
                turn.answer,
                conversation_id=conversation_id,
                with_replies=with_replies,
            )
        elif turn.answer:
            turn.answer = conceal(turn.answer)
    return turns


async def known_replies(store: Store, conversation_id: str) -> tuple[OutboxRow, ...]:
    """All replies to a conversation; none while the database is away."""
    try:
        return await asyncio.to_thread(rows_of, store.database, conversation_id)
    except DatabaseAway:
        return ()


async def shown_replies(store: Store, conversation_id: str) -> tuple[OutboxRow, ...]:
    """All replies to a conversation; from now on they count as sent.

    With the database away there are none; they are shown when it is back.
    """
    now = datetime.now(timezone.utc)
    try:
        rows = await asyncio.to_thread(rows_of, store.database, conversation_id)
        if rows:
            await asyncio.to_thread(mark_shown, store.database, conversation_id, now=now)
        return rows
    except DatabaseAway:
        return ()


async def see_replies(store: Store, conversation_id: str, row_ids: list[int]) -> None:
    """The person's page has shown these replies. Raises DatabaseAway."""
    now = datetime.now(timezone.utc)
    for row_id in row_ids:
        await asyncio.to_thread(
            mark_seen, store.database, row_id, conversation_id=conversation_id, now=now
        )


def _question(event: UserUttered, before: AnswerLine | None) -> str:
    """What the person wrote; for a pressed button, what stood on it.

    `before` is the answer that the buttons stood under.
    """
    choice = (event.metadata or {}).get("choice")
    if choice is None:
        return event.text or "…"
    turn = event.parse_data["turn"]
    if choice["kind"] == "article":
        return _title(choice["slug"], turn)
    if choice["kind"] == "who":
        lookup = open_releases(settings().releases).current().content.lookup
        known = {**lookup.topics, **lookup.professions, **lookup.districts}
        return known[choice["detail"] or choice["topic"]].title_in(turn["language"])
    if choice["kind"] == "call_window" and before:
        return str(before.desk.get("windows", {}).get(choice["window"], choice["window"]))
    return event.text or _label(choice, words(turn["language"]).labels)


def _label(choice: dict[str, Any], labels: dict[str, str]) -> str:
    """The title of a button by its kind and value; a contact is not shown again."""
    kind = choice["kind"]
    named = (f"{kind}.{choice[name]}" for name in ("part", "way") if name in choice)
    found = next((labels[key] for key in (*named, kind) if key in labels), None)
    return found or HIDDEN


def _title(slug: str, turn: dict[str, Any]) -> str:
    # The release of an older turn may be gone by now; the live one has the titles too.
    release = open_releases(settings().releases).current()
    if slug not in release.content.articles:
        return "…"
    day = date.fromisoformat(turn["day"])
    return release.rendered(slug, language=words(turn["language"]).language, day=day).title
