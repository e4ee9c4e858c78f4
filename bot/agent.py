"""Loads the trained assistant: understanding in a thread, actions inside this process."""

import asyncio
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from rasa.core.actions.action import RemoteAction
from rasa.core.agent import Agent
from rasa.core.lock_store import InMemoryLockStore
from rasa.core.processor import MessageProcessor
from rasa.core.tracker_store import InMemoryTrackerStore, TrackerStore
from rasa.core.channels.channel import UserMessage
from rasa.core.utils import AvailableEndpoints
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig
from rasa_sdk.executor import ActionExecutor

from bot.settings import Settings

_THREADS = 2


class ModelMissing(Exception):
    """There is no trained model yet."""


class InProcessActions(EndpointConfig):
    """Runs actions in this process instead of asking an action server over HTTP."""

    def __init__(self) -> None:
        super().__init__(enable_selective_domain=True)
        self._executor = ActionExecutor()
        self._executor.register_package("actions")

    async def request(self, method: str = "post", **kwargs: Any) -> Any:
        return await self._executor.run(kwargs["json"])


class ThreadedProcessor(MessageProcessor):
    """Understands a message in a thread beside the loop, so that nobody else waits for it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="understanding")

    async def parse_message(
        self,
        message: UserMessage,
        tracker: DialogueStateTracker | None = None,
        only_output_properties: bool = True,
    ) -> dict[str, Any]:
        if tracker is None:
            tracker = DialogueStateTracker.from_events(message.sender_id, [])
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(
            self._threads, self._parse_message_with_graph, message, tracker, only_output_properties
        )


class LotseAgent(Agent):
    """Rasa's agent with our processor."""

    def load_model(self, model_path: str | Path, fingerprint: str | None = None) -> None:
        self.processor = ThreadedProcessor(
            model_path=model_path,
            tracker_store=self.tracker_store,
            lock_store=self.lock_store,
            action_endpoint=self.action_endpoint,
            generator=self.nlg,
        )
        self.domain = self.processor.domain
        self.tracker_store.domain = self.domain
        self.nlg.responses = self.domain.responses
        self._set_fingerprint(fingerprint)


def load_agent(settings: Settings, *, throw_away: bool) -> LotseAgent:
    """The trained assistant. `throw_away` keeps conversations in memory only.

    Raises ModelMissing.
    """
    if not list(settings.models.glob("*.tar.gz")):
        raise ModelMissing(f"there is no trained model in {settings.models}; run: lotse train")
    _cache_action_validator()
    os.environ["LOTSE_TRACKER_DB"] = str(settings.var / "tracker.db")
    endpoints = AvailableEndpoints.read_endpoints(str(settings.root / "endpoints.yml"))
    if throw_away:
        tracker_store = InMemoryTrackerStore(Domain.empty())
    else:
        settings.var.mkdir(parents=True, exist_ok=True)
        tracker_store = TrackerStore.create(endpoints.tracker_store)
    agent = LotseAgent(
        generator=endpoints.nlg,
        tracker_store=tracker_store,
        lock_store=InMemoryLockStore(),
        action_endpoint=InProcessActions(),
    )
    agent.load_model(settings.models)
    return agent


def _cache_action_validator() -> None:
    """Rasa rebuilds the schema of action results for each action: four fifths of a turn's time."""
    validator = Draft202012Validator(RemoteAction.action_response_format_spec())

    def validate(self: RemoteAction, result: dict[str, Any]) -> bool:
        validator.validate(result)
        return True

    RemoteAction._validate_action_result = validate
