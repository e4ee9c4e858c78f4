"""Answers a question on a topic: answers, asks back, or says that it does not know."""

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.base import LotseAction

_RESPONSES = {
    "answer": "utter_answer",
    "clarify": "utter_clarify",
    "abstain": "utter_abstain",
    "unreadable": "utter_unreadable",
    "too_long": "utter_too_long",
}


class ActionAnswer(LotseAction):
    """Says what understanding decided; remembers that one clarifying question was asked."""

    def name(self) -> str:
        return "action_answer"

    def act(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, turn: dict[str, Any]
    ) -> list[dict[str, Any]]:
        slug = turn["hits"][0][0] if turn["outcome"] == "answer" else None
        dispatcher.utter_message(response=_RESPONSES[turn["outcome"]], slug=slug)
        return [SlotSet("clarified", turn["outcome"] == "clarify")]
