"""Second component: encodes the message once; every later step reads the same vector."""

from __future__ import annotations

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.training_data.message import Message

from bot.settings import settings
from knowledge.encoder.session import open_encoder
from nlu.step import Step

VECTOR = "vector"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class QueryEncoder(Step):
    """Puts the message's unit vector (384,) beside its text; it is not handed to the tracker."""

    def process(self, messages: list[Message]) -> list[Message]:
        encoder = open_encoder(settings().encoder)
        vectors = encoder.encode_queries([message.get("text") or "" for message in messages])
        for message, vector in zip(messages, vectors, strict=True):
            message.set(VECTOR, vector)
        return messages
