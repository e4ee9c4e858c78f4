"""The base of our components that learn nothing: made without state, nothing to do in training."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.training_data.training_data import TrainingData


class Step(GraphComponent):
    """A step of understanding; subclasses add `process`."""

    def __init__(self, config: dict[str, Any]) -> None:
        self._config = config

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Step:
        return cls(config)

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Rasa asks for it; there is nothing to prepare."""
        return training_data
