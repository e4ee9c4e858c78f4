"""Loading the trained assistant."""

import pytest
from rasa.core.tracker_store import InMemoryTrackerStore

from bot.agent import ModelMissing, load_agent
from bot.settings import read_settings, settings


def test_without_a_model_it_says_how_to_get_one(tmp_path):
    for name in ("encoder", "knowledge"):
        (tmp_path / name).symlink_to(settings().build / name)

    with pytest.raises(ModelMissing, match="lotse train"):
        load_agent(read_settings({"LOTSE_BUILD": str(tmp_path)}), throw_away=True)


def test_a_throw_away_assistant_keeps_conversations_in_memory_only(agent):
    behind = agent.tracker_store._tracker_store

    assert isinstance(behind, InMemoryTrackerStore)
    assert agent.is_ready()


def test_every_response_of_the_domain_says_how_the_turn_ends(agent):
    endings = {
        name: response[0]["metadata"]["status"] for name, response in agent.domain.responses.items()
    }

    assert endings["utter_answer"] == "answered"
    assert all(endings.values())
