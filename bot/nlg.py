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
    entities = message.parse_data.get("entities", ())
    state, profession = _named(entities, "state"), _named(entities, "profession")
    return Turn(
        release=open_releases(settings().releases).get(row["release"]),
        language=row["language"],
        detected=row["detected"],
        day=date.fromisoformat(row["day"]),
        hits=[(slug, score) for slug, score in row["hits"]],
        confidence=row["confidence"],
        audience=metadata.get("audience"),
        state=state["value"] if state else None,
        profession=message.text[profession["start"] : profession["end"]] if profession else None,
        masked="masked" in metadata,
        has_draft="has_draft" in metadata,
    )


def _named(entities: Iterable[dict[str, Any]], name: str) -> dict[str, Any] | None:
    """The first entity of this name in the message, if any."""
    return next((row for row in entities if row["entity"] == name), None)
