"""Where Rasa works the same thing out again for every turn, done once instead.

Profiles of two hundred turns (twenty conversations of ten) found these places.
"""

import json
from collections.abc import Iterator, Sequence
from copy import copy
from functools import lru_cache
from itertools import islice
from typing import Any

from jsonschema import Draft202012Validator
from rasa.core import processor
from rasa.core.actions.action import RemoteAction
from rasa.core.policies.rule_policy import RULES, RulePolicy
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, Event
from rasa.shared.core.trackers import DialogueStateTracker


def install() -> None:
    """Replace them all; may be called again."""
    _keep_action_validator()
    _keep_event_types()
    _keep_matching_rules()
    DialogueStateTracker.copy = _copied
    processor.DaskGraphRunner = StepByStep


def _keep_action_validator() -> None:
    """Rasa builds the schema of action results anew for each action, and checks our own too."""
    validator = Draft202012Validator(RemoteAction.action_response_format_spec())

    def validate(self: RemoteAction, result: dict[str, Any]) -> bool:
        if not getattr(self.action_endpoint, "in_process", False):
            validator.validate(result)
        return True

    RemoteAction._validate_action_result = validate


def _keep_event_types() -> None:
    """Rasa walks all event classes for each stored event that it reads."""
    if not hasattr(Event.resolve_by_type, "cache_info"):
        Event.resolve_by_type = staticmethod(lru_cache(maxsize=None)(Event.resolve_by_type))


def _copied(tracker: DialogueStateTracker) -> DialogueStateTracker:
    """Before each action Rasa makes a copy by living through the whole conversation again."""
    twin = copy(tracker)
    twin.events = tracker.events.copy()
    twin.slots = {name: copy(slot) for name, slot in tracker.slots.items()}
    return twin


class StepByStep(DaskGraphRunner):
    """Runs the nodes one after the other; Rasa plans that order anew for every message."""

    def run(
        self, inputs: dict[str, Any] | None = None, targets: list[str] | None = None
    ) -> dict[str, Any]:
        """The outputs of the targets, by the names of their nodes."""
        wanted = tuple(targets or self._graph_schema.target_names)
        done = {name: (name, value) for name, value in (inputs or {}).items()}
        for name in self._order(wanted):
            needs = self._graph_schema.nodes[name].needs.values()
            done[name] = self._instantiated_nodes[name](*(done.get(need, need) for need in needs))
        return dict(done[name] for name in wanted)

    def _order(self, wanted: Sequence[str]) -> tuple[str, ...]:
        """The nodes that the targets need, each after those that it needs itself."""
        orders = self.__dict__.setdefault("_orders", {})
        if wanted not in orders:
            orders[wanted] = tuple(dict.fromkeys(self._before(wanted)))
        return orders[wanted]

    def _before(self, names: Sequence[str]) -> Iterator[str]:
        for name in names:
            if name in self._graph_schema.nodes:
                yield from self._before(tuple(self._graph_schema.nodes[name].needs.values()))
                yield name


def _keep_matching_rules() -> None:
    """Rasa compares the whole conversation with every rule, four times a turn.

    As long as no rule looks further back than one action, the last intent and the last two actions
    decide, and what was found for them holds.
    """
    if hasattr(RulePolicy, "_lotse_find"):
        return
    RulePolicy._lotse_find = RulePolicy._find_action_from_rules

    def find(
        self: RulePolicy,
        tracker: DialogueStateTracker,
        domain: Domain,
        use_text_for_last_user_input: bool,
    ) -> Any:
        found = self.__dict__.setdefault("_lotse_found", {})
        intent = tracker.latest_message.intent.get("name") if tracker.latest_message else None
        last = (use_text_for_last_user_input, intent, *_last_actions(tracker))
        if not _look_back_one_action(self) or tracker.active_loop_name:
            return self._lotse_find(tracker, domain, use_text_for_last_user_input)
        if last not in found:
            found[last] = self._lotse_find(tracker, domain, use_text_for_last_user_input)
        return found[last]

    RulePolicy._find_action_from_rules = find


def _last_actions(tracker: DialogueStateTracker) -> Iterator[str]:
    actions = (event for event in reversed(tracker.events) if isinstance(event, ActionExecuted))
    return (str(action.action_name) for action in islice(actions, 2))


def _look_back_one_action(policy: RulePolicy) -> bool:
    """Whether all rules are: an intent, an action."""
    known = policy.__dict__.get("_lotse_looks_back_one_action")
    if known is None:
        rules = (json.loads(key) for key in policy.lookup[RULES])
        known = all(len(states) <= 2 and all(map(_is_plain, states)) for states in rules)
        policy._lotse_looks_back_one_action = known
    return bool(known)


def _is_plain(state: dict[str, Any]) -> bool:
    """No slot, loop, entity or text counts."""
    return state.keys() <= {"prev_action", "user"} and state.get("user", {}).keys() <= {"intent"}
