"""Answers a question on a topic: answers, asks back, or says that it does not know."""

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.base import LotseAction
from actions.who import utter_responsible

_RESPONSES = {
    "answer": "utter_answer",
    "clarify": "utter_clarify",
    "abstain": "utter_abstain",
    "unreadable": "utter_unreadable",
    "too_long": "utter_too_long",
}


# What is stored and who reads it is a privacy matter, also where it came in as a question.
_PRIVACY_ARTICLE = "your-data"


class ActionAnswer(LotseAction):
    """Says what understanding decided; remembers that one clarifying question was asked."""

    def name(self) -> str:
        return "action_answer"

    def act(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, turn: dict[str, Any]
    ) -> list[dict[str, Any]]:
        if turn["outcome"] == "who":
            utter_responsible(dispatcher, tracker, turn)
            return []
        slug = turn["hits"][0][0] if turn["outcome"] == "answer" else None
        response = _RESPONSES[turn["outcome"]]
        if slug == _PRIVACY_ARTICLE:
            response = "utter_privacy"
        dispatcher.utter_message(response=response, slug=slug)
        return [SlotSet("clarified", turn["outcome"] == "clarify")]
