"""Last component: the intent with a calibrated confidence, and what becomes of a question."""

from __future__ import annotations

import os
from dataclasses import replace
from functools import lru_cache
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.settings import settings
from knowledge.encoder.session import Encoder
from knowledge.passage import QUESTION, Passage
from knowledge.release import Release, open_releases
from knowledge.search import Hit, intent_probability, outside_audience, search
from knowledge.vectors import VectorStore
from nlu.decision import ASK, Decision, Outcome, Thresholds, decide
from nlu.encoder import VECTOR
from nlu.examples import Examples, NearestExamples
from nlu.retriever import MEASURES
from nlu.turn import metadata, read_turn, write_turn

_FILE = "examples.npz"
WHO = "who-is-responsible"

# Articles on who is responsible, and what decides it: named in the question, it is looked up.
_DECIDING = {WHO: {"profession", "district"}, "recognition-bodies-mv": {"profession"}}


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class Router(GraphComponent):
    """Fuses the scores, compares with the examples of other intents, and decides."""

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        examples: Examples | None = None,
    ) -> None:
        self._thresholds = Thresholds(**{name: config[name] for name in self.get_default_config()})
        self._model_storage = model_storage
        self._resource = resource
        self._examples = examples
        self._nearest = lru_cache(maxsize=2)(self._nearest_examples)

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Router:
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> Router:
        with model_storage.read_from(resource) as folder:
            stored = np.load(folder / _FILE)
            examples = Examples(
                stored["vectors"],
                *(tuple(stored[name].tolist()) for name in ("languages", "intents", "doors")),
            )
        return cls(config, model_storage, resource, examples)

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {
            "intent": 0.5,
            "human": 0.2,
            "answer": 0.8,
            "answer_unindexed": 0.88,
            "clarify": 0.2,
        }

    def train(self, training_data: TrainingData) -> Resource:
        """Encode the examples; questions on topics come from the knowledge release instead."""
        examples = encode_examples(training_data)
        with self._model_storage.write_to(self._resource) as folder:
            np.savez(
                folder / _FILE,
                vectors=examples.vectors,
                languages=list(examples.languages),
                intents=list(examples.intents),
                doors=list(examples.doors),
            )
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        return training_data

    def process(self, messages: list[Message], tracker: DialogueStateTracker) -> list[Message]:
        """Set intent, hits, confidence and outcome."""
        clarified = bool(tracker and tracker.get_slot("clarified"))
        for message in messages:
            turn = read_turn(message)
            release = open_releases(settings().releases).get(turn.release)
            decision, hits = self._given(message) or self._found(message, release, clarified)
            turn.hits = [(hit.slug, hit.score) for hit in hits]
            turn.confidence = round(decision.confidence, 4)
            turn.outcome = decision.outcome.value
            turn.door = decision.door
            write_turn(message, turn)
            intent = {"name": decision.intent, "confidence": turn.confidence}
            message.set("intent", intent, add_to_output=True)
        return messages

    def _given(self, message: Message) -> tuple[Decision, list[Hit]] | None:
        """What the door already knows: a button was pressed, or the text cannot be read."""
        given = metadata(message)
        choice, problem = given.get("choice"), given.get("problem")
        if problem:
            return Decision(ASK, 1.0, Outcome(problem)), []
        if choice is None:
            return None
        if choice["kind"] == "article":
            return Decision(ASK, 1.0, Outcome.ANSWER), [Hit(choice["slug"], 1.0)]
        if choice["kind"] == "who":
            return Decision(ASK, 1.0, Outcome.WHO), [Hit(WHO, 1.0)]
        if choice["kind"] == "none":
            return Decision(ASK, 1.0, Outcome.ABSTAIN), []
        # Every other button has an intent of its own name, see bot/domain.
        return Decision(choice["kind"], 1.0, Outcome.ABSTAIN), []

    def _found(
        self, message: Message, release: Release, clarified: bool
    ) -> tuple[Decision, list[Hit]]:
        turn = read_turn(message)
        index, calibration = release.index, release.calibration
        centred = index.centre(message.get(VECTOR)[None, :], turn.detected)[0]
        rival = self._nearest(release.hash).nearest(centred)
        indexed = turn.detected in release.content.tenant.texts
        measures = message.get(MEASURES)
        hits = search(
            index,
            calibration,
            measures,
            outside=outside_audience(
                release.content.articles, index.slugs, metadata(message).get("audience")
            ),
            rivals=rival.similarity,
            indexed=indexed,
        )
        decision = decide(
            hits,
            other_intent=rival.intent,
            door=rival.door,
            other_probability=intent_probability(calibration, measures, rival.similarity),
            indexed=indexed,
            clarified=clarified,
            thresholds=self._thresholds,
        )
        return _looked_up(decision, hits, message.get("entities") or []), hits

    def _nearest_examples(self, release_hash: str) -> NearestExamples:
        assert self._examples is not None, "the router answers only after training"
        release = open_releases(settings().releases).get(release_hash)
        return NearestExamples(self._examples, release.index)


def _looked_up(decision: Decision, hits: list[Hit], entities: list[dict[str, Any]]) -> Decision:
    """Who names the profession or district that decides is answered from the directory."""
    named = {row["entity"] for row in entities}
    deciding = _DECIDING.get(hits[0].slug, set())
    if decision.outcome is Outcome.ANSWER and named & deciding:
        return replace(decision, outcome=Outcome.WHO)
    return decision


def encode_examples(training_data: TrainingData) -> Examples:
    """The examples of all intents, with the language and door that nlu/data gives them.

    Vectors are kept beside the releases, so that only new examples are encoded.
    """
    messages = training_data.intent_examples
    about = [message.get("metadata") or {} for message in messages]
    languages = [row["intent"]["language"] for row in about]
    encoder = Encoder(settings().encoder, threads=os.cpu_count() or 1)
    store = VectorStore(settings().releases / "examples.npz", encoder)
    texts = [message.get("text") for message in messages]
    vectors = store.of(
        [
            Passage("", language, QUESTION, text)
            for language, text in zip(languages, texts, strict=True)
        ]
    )
    store.save()
    return Examples(
        vectors,
        languages=tuple(languages),
        intents=tuple(message.get("intent") for message in messages),
        doors=tuple(map(_door, about)),
    )


def _door(about: dict[str, Any]) -> str:
    """The door of an example that is not for us, or what exactly a block of examples is about."""
    door = (about.get("example") or {}).get("door")
    return str(door or about["intent"].get("about", ""))
