"""Deleting a conversation on the person's wish: from the tracker, from the desk, from memory."""

import asyncio
from datetime import datetime

from rasa.core.agent import Agent
from rasa.core.tracker_store import InMemoryTrackerStore

from bot.conversations import delete_conversation
from desk.tickets.store import Store


async def forget(agent: Agent, store: Store, conversation_id: str, *, now: datetime) -> None:
    """Delete everything, after the turn that wished it has been saved. Raises DatabaseAway.

    Rasa writes a tracker back whole that is deleted during its own turn; hence the lock.
    """
    await asyncio.to_thread(store.delete_conversation, conversation_id, now=now)
    async with agent.lock_store.lock(conversation_id):
        tracker_store = getattr(agent.tracker_store, "_tracker_store", agent.tracker_store)
        if isinstance(tracker_store, InMemoryTrackerStore):
            tracker_store.store.pop(conversation_id, None)
        else:
            await asyncio.to_thread(delete_conversation, tracker_store.engine, conversation_id)
    await asyncio.to_thread(store.database.purge)
