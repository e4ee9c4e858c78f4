"""What is kept from turn to turn is what Rasa would find again."""

import json
import time

import pytest
from rasa.core.policies.rule_policy import RULES, RulePolicy
from rasa.core.processor import MessageProcessor
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.shared.core.events import ActionExecuted, SessionStarted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker, EventVerbosity

INTENTS = ("ask", "human", "privacy", "greet", "out_of_scope", "ticket_status")


@pytest.fixture
def policy(agent) -> RulePolicy:
    nodes = agent.processor.graph_runner._instantiated_nodes
    [policy] = [
        node._component for node in nodes.values() if isinstance(node._component, RulePolicy)
    ]
    return policy


def conversation(*intents: str, action: str | None = None) -> DialogueStateTracker:
    """Each intent but the last is answered; the last one by `action`, if there is one."""
    events = []
    for intent in intents:
        events += [ActionExecuted("action_listen"), UserUttered("…", {"name": intent})]
        events += [ActionExecuted("action_answer")] if intent != intents[-1] else []
    if action:
        events.append(ActionExecuted(action))
    return DialogueStateTracker.from_events("somebody", events)


@pytest.mark.parametrize("use_text", [True, False])
@pytest.mark.parametrize("intent", INTENTS)
def test_the_same_rule_is_found(agent, policy, intent, use_text):
    once = policy._lotse_find(conversation(intent), agent.domain, use_text)
    again = conversation("ask", "greet", intent) if intent != "ask" else conversation(intent)

    found = [
        policy._find_action_from_rules(tracker, agent.domain, use_text)[0]
        for tracker in (conversation(intent), again)
    ]

    assert found == [once[0], once[0]]
    assert use_text or once[0]


def test_after_its_action_a_rule_waits_for_the_person(agent, policy):
    asked = conversation("greet", "ask", action="action_answer")

    assert policy._find_action_from_rules(asked, agent.domain, False)[0] == "action_listen"


@pytest.mark.parametrize(
    "state",
    [
        {"slots": {"clarified": [1.0]}},
        {"user": {"intent": "ask", "entities": ["state"]}},
        {"user": {"text": "hello"}},
    ],
)
def test_rules_that_need_more_are_looked_for_every_time(agent, policy, monkeypatch, state):
    rules = {**policy.lookup[RULES], json.dumps([state]): "action_answer"}
    monkeypatch.setitem(policy.lookup, RULES, rules)
    monkeypatch.setattr(policy, "_lotse_looks_back_one_action", None, raising=False)
    monkeypatch.setattr(policy, "_lotse_found", {}, raising=False)

    policy._find_action_from_rules(conversation("ask"), agent.domain, False)

    assert policy._lotse_found == {}


def test_the_nodes_give_what_dask_gives(agent, policy):
    runner = agent.processor.graph_runner
    inputs = {
        "__tracker__": conversation("human"),
        "__message__": [],
        "__endpoints__": None,
    }
    targets = ["select_prediction"]

    ours = runner.run(inputs=dict(inputs), targets=targets)
    theirs = DaskGraphRunner.run(runner, inputs=dict(inputs), targets=targets)

    assert ours["select_prediction"].probabilities == theirs["select_prediction"].probabilities
    assert max(ours["select_prediction"].probabilities) == 1.0


def test_a_copy_is_what_it_copies_and_changes_nothing_in_it(agent):
    tracker = DialogueStateTracker.from_events(
        "somebody",
        [
            ActionExecuted("action_listen"),
            UserUttered("…", {"name": "ask"}),
            SlotSet("clarified", True),
        ],
        slots=agent.domain.slots,
    )

    twin = tracker.copy()
    same = twin.current_state(EventVerbosity.ALL) == tracker.current_state(EventVerbosity.ALL)
    twin.update(SlotSet("clarified", False))

    assert same
    assert (tracker.get_slot("clarified"), twin.get_slot("clarified")) == (True, False)
    assert len(twin.events) == len(tracker.events) + 1


@pytest.mark.parametrize(
    ("ago", "begun", "expired"), [(60, False, False), (90_000, False, True), (90_000, True, False)]
)
def test_a_conversation_of_yesterday_begins_anew_once(agent, ago, begun, expired):
    said = UserUttered("…", {"name": "ask"}, timestamp=time.time() - ago)
    events = [ActionExecuted("action_listen"), said, *([SessionStarted()] if begun else [])]
    tracker = DialogueStateTracker.from_events("somebody", events)

    found = agent.processor._has_session_expired(tracker)

    assert found is expired
    assert found == MessageProcessor._has_session_expired(agent.processor, tracker)
