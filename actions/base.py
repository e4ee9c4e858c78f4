"""The base of all actions: whatever goes wrong in one, the person gets a sentence and a number."""

import logging
from abc import ABC, abstractmethod
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

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
        """Run `act`. The one broad except of the assistant's process: an action that raises
        would be silence for the person, because Rasa drops its events and goes on."""
        try:
            return self.act(dispatcher, tracker, tracker.latest_message.get("turn") or {})
        except Exception:
            logger.exception("action failed: %s", self.name())
            dispatcher.messages.clear()
            dispatcher.utter_message(response="utter_error")
            return []
