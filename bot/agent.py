"""Loads the trained assistant: understanding in a thread, actions inside this process."""

import asyncio
import os
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from rasa.core.lock_store import InMemoryLockStore
from rasa.core.processor import MessageProcessor
from rasa.core.tracker_store import InMemoryTrackerStore, TrackerStore
from rasa.core.utils import AvailableEndpoints
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import SessionStarted, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig
from rasa_sdk.executor import ActionExecutor

from bot import faster_rasa
from bot.conversations import prepare_file
from bot.settings import Settings
from bot.words import words, written_languages
from knowledge.encoder.session import open_encoder
from knowledge.release import open_releases

_THREADS = 2


class ModelMissing(Exception):
    """There is no trained model yet."""


class InProcessActions(EndpointConfig):
    """Runs actions in this process instead of asking an action server over HTTP."""

    in_process = True

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

    def _has_session_expired(self, tracker: DialogueStateTracker) -> bool:
        """Looks from the end; Rasa goes through the whole conversation."""
        minutes = self.domain.session_config.session_expiration_time
        for event in reversed(tracker.events):
            if isinstance(event, SessionStarted):
                return False
            if isinstance(event, UserUttered):
                return 0 < 60 * minutes < time.time() - event.timestamp
        return False


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

    def warm_up(self) -> None:
        """Understand one message, so that the first person does not wait for what loads late."""
        message = UserMessage("Hallo")
        tracker = DialogueStateTracker.from_events(message.sender_id, [])
        self.processor._parse_message_with_graph(message, tracker)


def unwrapped(tracker_store: TrackerStore) -> TrackerStore:
    """The store that endpoints.yml names; Rasa wraps it more than once."""
    while hasattr(tracker_store, "_tracker_store"):
        tracker_store = tracker_store._tracker_store
    return tracker_store


def load_agent(settings: Settings, *, throw_away: bool) -> LotseAgent:
    """The trained assistant. `throw_away` keeps conversations in memory only.

    Opens words, encoder and release first, so that what is wrong is named before Rasa starts.
    Raises ModelMissing, EncoderMissing, ReleaseMissing, ContentError.
    """
    for language in written_languages():
        words(language)
    open_encoder(settings.encoder)
    open_releases(settings.releases).current()
    if not list(settings.models.glob("*.tar.gz")):
        raise ModelMissing(f"there is no trained model in {settings.models}; run: lotse train")
    faster_rasa.install()
    os.environ["LOTSE_TRACKER_DB"] = str(settings.tracker_file)
    endpoints = AvailableEndpoints.read_endpoints(str(settings.root / "endpoints.yml"))
    if throw_away:
        tracker_store = InMemoryTrackerStore(Domain.empty())
    else:
        settings.var.mkdir(parents=True, exist_ok=True)
        tracker_store = TrackerStore.create(endpoints.tracker_store)
        prepare_file(unwrapped(tracker_store).engine)
    agent = LotseAgent(
        generator=endpoints.nlg,
        tracker_store=tracker_store,
        lock_store=InMemoryLockStore(),
        action_endpoint=InProcessActions(),
    )
    agent.load_model(settings.models)
    return agent
