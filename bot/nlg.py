"""Rasa asks this class for every word: it picks the language and composes the answer line.

Named in endpoints.yml. It is a TemplatedNaturalLanguageGenerator so that Rasa hands it the
responses of the domain, whose metadata says with which status a response ends the turn.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from rasa.core.nlg import TemplatedNaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from bot.compose import Composer, Said, Turn
from bot.settings import settings
from knowledge.release import open_releases


class Responses(TemplatedNaturalLanguageGenerator):
    """Composes answers from bot/responses and the knowledge release of the turn."""

    def __init__(self, endpoint_config: EndpointConfig, domain: Domain) -> None:
        super().__init__(domain.responses)

    async def generate(
        self,
        utter_action: str,
        tracker: DialogueStateTracker,
        output_channel: str,
        **kwargs: Any,
    ) -> dict[str, Any] | None:
        """Text, and the whole answer line as custom data for our channels."""
        about = self.responses[utter_action][0]["metadata"]
        said = Said(
            response=utter_action,
            status=about["status"],
            door=about.get("door", ""),
            bodies=kwargs.get("bodies") or about.get("bodies", ()),
            slug=kwargs.get("slug"),
            route=kwargs.get("route"),
            topic=kwargs.get("topic") or "",
            about=kwargs.get("about") or {},
        )
        line = Composer(turn_of(tracker)).line(said)
        return {"text": line.text, "custom": {**vars(line), "text": ""}}


def turn_of(tracker: DialogueStateTracker) -> Turn:
    """The turn as understanding described it in the latest message."""
    message = tracker.latest_message
    metadata = message.metadata or {}
    row = message.parse_data["turn"]
    return Turn(
        release=open_releases(settings().releases).get(row["release"]),
        language=row["language"],
        detected=row["detected"],
        day=date.fromisoformat(row["day"]),
        hits=[(slug, score) for slug, score in row["hits"]],
        confidence=row["confidence"],
        audience=metadata.get("audience"),
        state=_state(message.parse_data.get("entities", ())),
        masked="masked" in metadata,
        has_draft="has_draft" in metadata,
    )


def _state(entities: Iterable[dict[str, Any]]) -> str | None:
    """The state that the message names, if any."""
    return next((row["value"] for row in entities if row["entity"] == "state"), None)
