"""Settings: what the environment says, and how a bad value is told."""

import os
from pathlib import Path

import pytest

from bot.settings import BadSetting, read_settings


@pytest.mark.parametrize("port", ["", "0", "65536", "-1", "80.5", "http", "80 ", "²"])
def test_a_port_that_cannot_be_used_is_refused_by_the_name_of_its_key(port):
    with pytest.raises(BadSetting, match="LOTSE_PORT"):
        read_settings({"LOTSE_PORT": port})


@pytest.mark.parametrize(("text", "port"), [("1", 1), ("8091", 8091), ("65535", 65535)])
def test_a_port_is_read_as_a_number(text, port):
    assert read_settings({"LOTSE_PORT": text}).port == port


def test_without_any_variable_the_assistant_listens_on_this_machine_only():
    defaults = read_settings({})

    assert defaults.host == "127.0.0.1"
    assert defaults.secret is None
    assert defaults.encoder_source is None


def test_the_folders_follow_the_root(tmp_path):
    read = read_settings({"LOTSE_ROOT": str(tmp_path)})

    assert read.knowledge == tmp_path / "knowledge"
    assert read.releases == tmp_path / "build" / "knowledge"
    assert read.var == tmp_path / "var"


def test_a_folder_of_its_own_wins_over_the_root(tmp_path):
    read = read_settings({"LOTSE_ROOT": str(tmp_path), "LOTSE_BUILD": "/elsewhere"})

    assert read.models == Path("/elsewhere/models")
    assert read.knowledge == tmp_path / "knowledge"


def test_an_empty_secret_counts_as_none():
    assert read_settings({"LOTSE_SECRET": "", "LOTSE_ENCODER": ""}).secret is None


def test_rasa_reports_nothing_to_the_outside():
    assert os.environ["RASA_TELEMETRY_ENABLED"] == "false"


def test_the_desk_keeps_its_tickets_in_a_file_unless_told_otherwise(tmp_path):
    url = "postgresql+psycopg2://desk@db/desk"

    default = read_settings({"LOTSE_VAR": str(tmp_path)})
    told = read_settings({"LOTSE_DATABASE_URL": url})

    assert default.database_url == f"sqlite:///{tmp_path}/desk.db"
    assert told.database_url == url
