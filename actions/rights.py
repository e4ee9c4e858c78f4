"""What is known about a person, and deleting it."""

from datetime import datetime

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.base import DeskAction, channel_of, choice_of
from actions.ticket import delete_on
from desk.tickets.store import Store
from desk.tickets.views import tickets_of


class ActionShowMyData(DeskAction):
    """Counts and dates; the whole of it can be downloaded."""

    def name(self) -> str:
        return "action_show_my_data"

    def work(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, *, store: Store, now: datetime
    ) -> None:
        own = tickets_of(store.database, tracker.sender_id)
        about = {
            "step": "my_data",
            "channel": channel_of(tracker),
            "count": sum(event["event"] == "user" for event in tracker.events),
            "delete_on": store.rules.conversation_ends_on(now, store.office).isoformat(),
            "tickets": [
                {
                    "number": ticket.number,
                    "state": ticket.status.value,
                    "delete_on": delete_on(store, ticket),
                }
                for ticket in own
            ],
        }
        dispatcher.utter_message(response="utter_my_data", about=about)


class ActionDeleteMyData(DeskAction):
    """Asks once, then deletes."""

    def name(self) -> str:
        return "action_delete_my_data"

    def work(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, *, store: Store, now: datetime
    ) -> None:
        if choice_of(tracker).get("kind") == "delete_my_data_yes":
            delete_my_data(dispatcher, tracker, store, now)
            return
        count = len(tickets_of(store.database, tracker.sender_id))
        about = {"step": "delete_sure", "count": count}
        dispatcher.utter_message(response="utter_delete_sure", about=about)


def delete_my_data(
    dispatcher: CollectingDispatcher, tracker: Tracker, store: Store, now: datetime
) -> None:
    """Delete what the desk has, after a yes. Raises DatabaseAway.

    The channel deletes the conversation, when this turn has been saved.
    """
    store.delete_conversation(tracker.sender_id, now=now)
    dispatcher.utter_message(response="utter_deleted", about={"step": "deleted"})
