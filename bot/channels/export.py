"""Everything that is stored about one person's conversation, as a file they can take away."""

import asyncio
import json

from rasa.core.agent import Agent

from bot.channels.history import conversation_of
from bot.channels.reveal import conceal
from desk.chats.chats import export_chat
from desk.tickets.retention import export_ticket
from desk.tickets.store import Store
from desk.tickets.views import tickets_of


async def everything_about(agent: Agent, store: Store, conversation_id: str) -> str:
    """Messages, answers, tickets and, where there is one, the chat. Raises DatabaseAway."""
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
    chat = await asyncio.to_thread(export_chat, store.database, conversation_id)
    everything = {"messages": messages, "tickets": tickets, **({"chat": chat} if chat else {})}
    return json.dumps(everything, ensure_ascii=False, indent=2)
