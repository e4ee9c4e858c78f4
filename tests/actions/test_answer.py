"""The answering action: says what understanding decided."""

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.answer import ActionAnswer

HITS = [["chancenkarte-points", 0.9], ["chancenkarte-money", 0.1]]


async def run(outcome, hits=HITS):
    turn = {"outcome": outcome, "hits": hits, "door": ""}
    row = {"sender_id": "c1", "latest_message": {"turn": turn}, "events": [], "slots": {}}
    dispatcher = CollectingDispatcher()
    events = await ActionAnswer().run(dispatcher, Tracker.from_dict(row), {})
    return dispatcher.messages, events


@pytest.mark.parametrize(
    ("outcome", "response"),
    [
        ("answer", "utter_answer"),
        ("clarify", "utter_clarify"),
        ("abstain", "utter_abstain"),
        ("unreadable", "utter_unreadable"),
        ("too_long", "utter_too_long"),
    ],
)
async def test_every_outcome_has_one_response(outcome, response):
    messages, _ = await run(outcome)

    assert [message["response"] for message in messages] == [response]


async def test_an_answer_shows_the_best_article():
    messages, _ = await run("answer")

    assert messages[0]["slug"] == "chancenkarte-points"


@pytest.mark.parametrize("outcome", ["clarify", "abstain", "unreadable", "too_long"])
async def test_only_an_answer_shows_an_article(outcome):
    messages, _ = await run(outcome)

    assert messages[0]["slug"] is None


@pytest.mark.parametrize(("outcome", "asked"), [("clarify", True), ("answer", False)])
async def test_it_is_remembered_that_a_clarifying_question_was_asked(outcome, asked):
    _, events = await run(outcome)

    assert [(event["name"], event["value"]) for event in events] == [("clarified", asked)]


async def test_what_is_stored_about_a_person_is_a_privacy_answer():
    messages, _ = await run("answer", [["your-data", 0.9]])

    assert (messages[0]["response"], messages[0]["slug"]) == ("utter_privacy", "your-data")


async def test_an_answer_without_hits_becomes_an_apology():
    messages, events = await run("answer", [])

    assert [message["response"] for message in messages] == ["utter_error"]
    assert events == []
