"""Everything that is stored about one person's conversation, as a file they can take away."""

import asyncio
import json

from rasa.core.agent import Agent

from bot.channels.history import conversation_of
from bot.channels.reveal import conceal
from desk.tickets.retention import export_ticket
from desk.tickets.store import Store
from desk.tickets.views import tickets_of


async def everything_about(agent: Agent, store: Store, conversation_id: str) -> str:
    """Messages, answers and tickets as JSON. Raises DatabaseAway."""
    turns = await conversation_of(agent, conversation_id)
    messages = [
        {
            "at": turn.at,
            "you": turn.question,
            "program": conceal(turn.answer).text if turn.answer else None,
        }
        for turn in turns
    ]
    own = await asyncio.to_thread(tickets_of, store.database, conversation_id)
    tickets = [
        json.loads(await asyncio.to_thread(export_ticket, store.database, ticket.number))
        for ticket in own
    ]
    return json.dumps({"messages": messages, "tickets": tickets}, ensure_ascii=False, indent=2)
