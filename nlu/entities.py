"""Entities by gazetteer: states, professions and systems by their names, in any language."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import spacy
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.training_data.message import Message
from spacy.matcher import PhraseMatcher
from spacy.util import filter_spans

from knowledge.yaml_file import read_yaml
from nlu.step import Step

GAZETTEERS = Path(__file__).parent / "gazetteers"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class GazetteerEntities(Step):
    """Finds the longest names; the value is the id that the gazetteer gives them."""

    def __init__(self, config: dict[str, Any]) -> None:
        super().__init__(config)
        self._spacy = spacy.blank("xx")
        self._matcher = PhraseMatcher(self._spacy.vocab, attr="LOWER")
        for path in sorted(GAZETTEERS.glob("*.yml")):
            for value, names in read_yaml(path, schema="gazetteer").items():
                docs = [self._spacy.make_doc(name) for name in names]
                self._matcher.add(f"{path.stem}|{value}", docs)

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            message.set("entities", self.find(message.get("text") or ""), add_to_output=True)
        return messages

    def find(self, text: str) -> list[dict[str, Any]]:
        """Entities as Rasa writes them: entity, value, start, end (characters)."""
        spans = filter_spans(self._matcher(self._spacy.make_doc(text), as_spans=True))
        return [
            {
                "entity": span.label_.split("|")[0],
                "value": span.label_.split("|")[1],
                "start": span.start_char,
                "end": span.end_char,
                "extractor": type(self).__name__,
            }
            for span in spans
        ]
