"""Third component: measures how near the message is to every article. Decides nothing."""

from __future__ import annotations

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.training_data.message import Message

from bot.settings import settings
from knowledge.release import open_releases
from nlu.encoder import VECTOR
from nlu.step import Step
from nlu.turn import is_open, read_turn

MEASURES = "measures"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class Retriever(Step):
    """Puts the measures of all articles beside the vector; the router fuses them."""

    def process(self, messages: list[Message]) -> list[Message]:
        for message in filter(is_open, messages):
            turn = read_turn(message)
            index = open_releases(settings().releases).get(turn.release).index
            language = turn.detected or turn.language
            text = message.get("text") or ""
            message.set(MEASURES, index.measure(message.get(VECTOR), text, language=language))
        return messages
