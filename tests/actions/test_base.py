"""The base of all actions: whatever goes wrong, there is exactly one sentence for the person."""

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.answer import ActionAnswer
from actions.base import LotseAction
from actions.door import ActionShowDoor
from actions.privacy import ActionAnswerPrivacy


class SpeaksThenFails(LotseAction):
    """Says half an answer, then raises."""

    def name(self):
        return "action_speaks_then_fails"

    def act(self, dispatcher, tracker, turn):
        dispatcher.utter_message(response="utter_answer")
        raise RuntimeError("half way")


async def responses_of(action, latest_message):
    row = {"sender_id": "c1", "latest_message": latest_message, "events": [], "slots": {}}
    dispatcher = CollectingDispatcher()
    await action.run(dispatcher, Tracker.from_dict(row), {})
    return [message["response"] for message in dispatcher.messages]


async def test_after_a_failure_only_the_apology_is_said():
    assert await responses_of(SpeaksThenFails(), {"turn": {}}) == ["utter_error"]


async def test_a_failure_is_logged_with_the_name_of_the_action_and_no_text(caplog):
    await responses_of(SpeaksThenFails(), {"text": "Zebulonia", "turn": {}})

    assert "action_speaks_then_fails" in caplog.text
    assert "half way" in caplog.text
    assert "Zebulonia" not in caplog.text


@pytest.mark.parametrize("action", [ActionAnswer(), ActionShowDoor(), ActionAnswerPrivacy()])
@pytest.mark.parametrize("message", [{}, {"turn": None}, {"turn": {}}, {"turn": {"outcome": "?"}}])
async def test_a_turn_that_cannot_be_read_becomes_an_apology(action, message):
    assert await responses_of(action, message) == ["utter_error"]
