"""First component: in which language the person wrote, and in which one they get their answer."""

from __future__ import annotations

import re
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.training_data.message import Message

from bot.settings import settings
from knowledge.release import Release, open_releases
from nlu.language_model import LanguageModel
from nlu.step import Step
from nlu.turn import KEY, Turn, is_open, metadata, write_turn

_BERLIN = ZoneInfo("Europe/Berlin")
_FEW_WORDS = 2  # too few to believe in a language that we do not serve
_TERMS = Path(__file__).parent / "german_terms.txt"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class LanguageIdentifier(Step):
    """An explicit choice wins; then the text. The page is a prior that counts most for one word."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"prior": 12.0}

    def process(
        self, messages: list[Message], tracker: DialogueStateTracker | None = None
    ) -> list[Message]:
        """Begin the record of the turn: release, day and languages."""
        before = _last_detected(tracker)
        release = open_releases(settings().releases).current()
        for message in messages:
            turn = Turn(release=release.hash, day=_day(message))
            self._identify(message, release, turn, before)
            write_turn(message, turn)
        return messages

    def _identify(self, message: Message, release: Release, turn: Turn, before: str) -> None:
        given = metadata(message)
        page = given.get("lang")
        chosen = given.get("reply_lang")
        text = message.get("text") or ""
        turn.detected = (
            self._detect(text, page, before, release) if is_open(message) else before or page or ""
        )
        served = release.content.tenant.languages
        turn.language = next((tag for tag in (chosen, turn.detected, page) if tag in served), "en")

    def _detect(self, text: str, page: str | None, before: str, release: Release) -> str:
        """The language of the text; German terms of law in it say nothing, people use them all."""
        words = _german_terms().sub(" ", text).split()
        if not any(character.isalpha() for word in words for character in word):
            return before or page or ("de" if _german_terms().search(text) else "")
        model = _language_model(release.hash)
        probabilities = model.probabilities(" ".join(words))
        if len(words) <= _FEW_WORDS:
            probabilities = {tag: probabilities[tag] for tag in model.languages}
        for prior in (page, before):
            if prior in probabilities:
                probabilities[prior] *= 1 + self._config["prior"] / len(words)
        return max(probabilities, key=lambda tag: probabilities[tag])


def _last_detected(tracker: DialogueStateTracker | None) -> str:
    """The language of the person's last message in this conversation; empty at its beginning."""
    message = tracker.latest_message if tracker else None
    turn = message.parse_data.get(KEY) if message and message.parse_data else None
    return str(turn["detected"]) if turn else ""


def _day(message: Message) -> str:
    return metadata(message).get("day") or datetime.now(_BERLIN).date().isoformat()


@lru_cache(maxsize=1)
def _german_terms() -> re.Pattern[str]:
    """Terms of law and of our house that people keep in German whatever they write in."""
    terms = _TERMS.read_text("utf-8").splitlines()
    return re.compile(rf"\b({'|'.join(map(re.escape, terms))})\b", re.IGNORECASE)


@lru_cache(maxsize=2)
def _language_model(release_hash: str) -> LanguageModel:
    release = open_releases(settings().releases).get(release_hash)
    return LanguageModel(release.content.language_samples)
