"""The action of the doors: each door has words of its own in every language."""

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.door import ActionShowDoor
from bot.words import words, written_languages

DOORS = (
    *("asylum", "other_country", "medical", "legal_case", "politics"),
    *("fraud", "forged_papers", "abuse", "manipulation", "off_topic"),
)


@pytest.mark.parametrize("door", DOORS)
async def test_a_door_is_shown_in_words_that_every_language_has(door):
    row = {"sender_id": "c1", "latest_message": {"turn": {"door": door}}}
    dispatcher = CollectingDispatcher()

    await ActionShowDoor().run(dispatcher, Tracker.from_dict(row), {})

    response = dispatcher.messages[0]["response"]
    assert response == f"utter_door_{door}"
    assert all(words(language).responses[response] for language in written_languages())
