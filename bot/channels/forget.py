"""Deleting a conversation on the person's wish: from the tracker, from the desk, from memory."""

import asyncio
from datetime import datetime

from rasa.core.agent import Agent
from rasa.core.tracker_store import InMemoryTrackerStore

from bot.agent import unwrapped
from bot.conversations import delete_conversation, open_conversations
from bot.settings import settings
from bot.tracker_store import ConversationStore
from desk.tickets.store import Store


async def forget(agent: Agent, store: Store, conversation_id: str, *, now: datetime) -> None:
    """Delete everything, after the turn that wished it has been saved. Raises DatabaseAway.

    Rasa writes a tracker back whole that is deleted during its own turn; hence the lock.
    """
    await asyncio.to_thread(store.delete_conversation, conversation_id, now=now)
    async with agent.lock_store.lock(conversation_id):
        tracker_store = unwrapped(agent.tracker_store)
        if isinstance(tracker_store, InMemoryTrackerStore):
            tracker_store.store.pop(conversation_id, None)
        else:
            if isinstance(tracker_store, ConversationStore):
                tracker_store.let_go(conversation_id)
            file = open_conversations(settings())
            await asyncio.to_thread(delete_conversation, file, conversation_id)
    await asyncio.to_thread(store.database.purge)
