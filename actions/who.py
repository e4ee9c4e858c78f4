"""Who is responsible: looked up in the directory, asking back only for what matters."""

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from bot.settings import settings
from knowledge.lookup import RECOGNITION, RESIDENCE, Found, find_responsible
from knowledge.release import open_releases


def utter_responsible(
    dispatcher: CollectingDispatcher, tracker: Tracker, turn: dict[str, Any]
) -> None:
    """Name the bodies, or ask for the profession or district that decides."""
    message = tracker.latest_message
    metadata = message.get("metadata") or {}
    entities = {row["entity"]: row["value"] for row in reversed(message["entities"])}
    topic = RECOGNITION if "profession" in entities else RESIDENCE
    choice = metadata.get("choice") or {"topic": topic, "detail": ""}
    content = open_releases(settings().releases).get(turn["release"]).content
    detail = choice["detail"]
    found = find_responsible(
        content.directory,
        content.lookup,
        topic=choice["topic"],
        state=entities.get("state", content.tenant.state),
        audience=metadata.get("audience") or "applicant",
        profession=detail
        if detail in content.lookup.professions
        else content.lookup.profession_of(entities.get("profession")),
        district=detail if detail in content.lookup.districts else entities.get("district"),
    )
    _say(dispatcher, found, choice["topic"])


def _say(dispatcher: CollectingDispatcher, found: Found, topic: str) -> None:
    if found.missing:
        dispatcher.utter_message(response=f"utter_which_{found.missing}", topic=topic)
    elif found.route is None:
        dispatcher.utter_message(response="utter_nobody_known")
    else:
        dispatcher.utter_message(
            response="utter_who", route=found.route.id, bodies=list(found.bodies)
        )
