"""The action on privacy: one of two articles, whichever is nearer."""

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.privacy import ActionAnswerPrivacy


@pytest.mark.parametrize(
    ("hits", "slug"),
    [
        (["your-data", "about-this-assistant"], "your-data"),
        (["about-this-assistant", "your-data"], "about-this-assistant"),
        (["nurse", "your-data"], "your-data"),
        (["nurse"], "about-this-assistant"),
        ([], "about-this-assistant"),
    ],
)
async def test_the_nearer_of_the_two_articles_is_shown(hits, slug):
    turn = {"hits": [[hit, 0.5] for hit in hits]}
    dispatcher = CollectingDispatcher()

    row = {"sender_id": "c1", "latest_message": {"turn": turn}}
    await ActionAnswerPrivacy().run(dispatcher, Tracker.from_dict(row), {})

    said = [(message["response"], message["slug"]) for message in dispatcher.messages]
    assert said == [("utter_privacy", slug)]
