"""What is not for us: kindly, with the door that is right."""

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.base import LotseAction


class ActionShowDoor(LotseAction):
    """Each door has its own response."""

    def name(self) -> str:
        return "action_show_door"

    def act(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, turn: dict[str, Any]
    ) -> list[dict[str, Any]]:
        dispatcher.utter_message(response=f"utter_door_{turn['door']}")
        return []
