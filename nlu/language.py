"""First component: in which language the person wrote, and in which one they get their answer."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.training_data.message import Message

from bot.settings import settings
from knowledge.release import Release, open_releases
from nlu.language_model import LanguageModel
from nlu.step import Step
from nlu.turn import Turn, metadata, write_turn

_BERLIN = ZoneInfo("Europe/Berlin")


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class LanguageIdentifier(Step):
    """An explicit choice wins; then the text. The page is a prior that counts most for one word."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"prior": 12.0}

    def process(self, messages: list[Message], tracker: DialogueStateTracker) -> list[Message]:
        """Begin the record of the turn: release, day and languages."""
        release = open_releases(settings().releases).current()
        for message in messages:
            turn = Turn(release=release.hash, day=_day(message))
            self._identify(message, tracker, release, turn)
            write_turn(message, turn)
        return messages

    def _identify(
        self, message: Message, tracker: DialogueStateTracker, release: Release, turn: Turn
    ) -> None:
        given = metadata(message)
        page = given.get("lang")
        chosen = given.get("reply_lang") or (tracker.get_slot("language") if tracker else None)
        turn.detected = self._detect(message.get("text") or "", page, release)
        served = release.content.tenant.languages
        turn.language = next((tag for tag in (chosen, turn.detected, page) if tag in served), "en")

    def _detect(self, text: str, page: str | None, release: Release) -> str:
        if not any(character.isalpha() for character in text):
            return page or ""
        probabilities = _language_model(release.hash).probabilities(text)
        if page in probabilities:
            probabilities[page] *= 1 + self._config["prior"] / len(text.split())
        return max(probabilities, key=lambda tag: probabilities[tag])


def _day(message: Message) -> str:
    return metadata(message).get("day") or datetime.now(_BERLIN).date().isoformat()


@lru_cache(maxsize=2)
def _language_model(release_hash: str) -> LanguageModel:
    release = open_releases(settings().releases).get(release_hash)
    return LanguageModel(release.content.language_samples)
