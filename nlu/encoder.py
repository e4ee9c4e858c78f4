"""Second component: encodes the message once; every later step reads the same vector."""

from __future__ import annotations

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.training_data.message import Message

from bot.settings import settings
from knowledge.encoder.session import open_encoder
from nlu.step import Step
from nlu.turn import is_open

VECTOR = "vector"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class QueryEncoder(Step):
    """Puts the message's unit vector (384,) beside its text; it is not handed to the tracker."""

    def process(self, messages: list[Message]) -> list[Message]:
        encoder = open_encoder(settings().encoder)
        for message in filter(is_open, messages):
            message.set(VECTOR, encoder.encode_queries([message.get("text") or ""])[0])
        return messages
