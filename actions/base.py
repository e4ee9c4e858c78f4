"""The bases of all actions: whatever goes wrong in one, the person gets a sentence and a number."""

import asyncio
import logging
from abc import ABC, abstractmethod
from datetime import datetime, timezone
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from desk.tickets.errors import DatabaseAway, DraftMissing, NotPossible
from desk.tickets.opening import open_store
from desk.tickets.outbox import WEB
from desk.tickets.store import Store
from desk.tickets.ticket import StatusKind

logger = logging.getLogger(__name__)


class LotseAction(Action, ABC):
    """Reads the turn that understanding handed on, says something, returns events."""

    @abstractmethod
    def act(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, turn: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """What this action does; may raise."""

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Run `act` in a thread. The one broad except of the assistant's process: an action that
        raises would be silence for the person, because Rasa drops its events and goes on."""
        turn = tracker.latest_message.get("turn") or {}
        try:
            return await asyncio.to_thread(self.act, dispatcher, tracker, turn)
        except Exception:
            logger.exception("action failed: %s", self.name())
            dispatcher.messages.clear()
            dispatcher.utter_message(response="utter_error")
            return []


class DeskAction(LotseAction, ABC):
    """An action at the desk. What the desk refuses is said in the person's words."""

    @abstractmethod
    def work(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, *, store: Store, now: datetime
    ) -> None:
        """What this action does; may raise, DeskError included."""

    def act(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, turn: dict[str, Any]
    ) -> list[dict[str, Any]]:
        try:
            if choice_of(tracker).get("found") == StatusKind.AWAY.value:
                raise DatabaseAway("the door could not ask it")
            self.work(dispatcher, tracker, store=open_store(), now=datetime.now(timezone.utc))
        except DatabaseAway as error:
            logger.warning("%s: %s", self.name(), error)
            dispatcher.utter_message(response="utter_desk_away")
        except DraftMissing:
            dispatcher.utter_message(response="utter_draft_gone")
        except NotPossible:
            dispatcher.utter_message(response="utter_ticket_over")
        return []


def channel_of(tracker: Tracker) -> str:
    """Where the conversation is."""
    metadata = tracker.latest_message.get("metadata") or {}
    return str(metadata.get("channel") or WEB)


def choice_of(tracker: Tracker) -> dict[str, str]:
    """What the pressed button means, or what the door made of the message."""
    metadata = tracker.latest_message.get("metadata") or {}
    return metadata.get("choice") or {}
