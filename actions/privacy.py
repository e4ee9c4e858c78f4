"""Questions about the program itself and about data: answered from the articles on them."""

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import FollowupAction
from rasa_sdk.executor import CollectingDispatcher

from actions.base import LotseAction

# What exactly was asked, where the nearest example says so, has an action of its own.
_RIGHTS = {"show": "action_show_my_data", "delete": "action_delete_my_data"}
_ARTICLES = ("about-this-assistant", "your-data")


class ActionAnswerPrivacy(LotseAction):
    """Shows whichever of the two articles is nearer."""

    def name(self) -> str:
        return "action_answer_privacy"

    def act(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, turn: dict[str, Any]
    ) -> list[dict[str, Any]]:
        right = _RIGHTS.get(turn.get("door", ""))
        if right:
            return [FollowupAction(right)]
        near = [slug for slug, _ in turn["hits"] if slug in _ARTICLES]
        dispatcher.utter_message(response="utter_privacy", slug=(near or _ARTICLES)[0])
        return []
