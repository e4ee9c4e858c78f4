"""A dialogue on a real database, with an assistant that was told what to answer."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.channels.telegram.dialogue import Dialogue
from bot.channels.telegram.house import House
from bot.settings import settings
from desk.tickets.database import Database, open_database
from desk.tickets.migrations import upgrade
from knowledge.directory import load_directory
from tests.bot.telegram.talking import BOT, ScriptedAssistant, Somebody


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("chats") / "desk.db"
    upgrade(f"sqlite:///{path}")
    return path


@pytest.fixture
def database(empty_file: Path, tmp_path: Path) -> Iterator[Database]:
    shutil.copy(empty_file, tmp_path / "desk.db")
    database = open_database(f"sqlite:///{tmp_path}/desk.db")
    yield database
    database.close()


@pytest.fixture(scope="session")
def house() -> House:
    contact = load_directory(settings().knowledge / "directory").bodies["mv-fksz-spoc"]
    return House(contact, "https://lotse.example.org", BOT)


@pytest.fixture
def assistant() -> ScriptedAssistant:
    return ScriptedAssistant()


@pytest.fixture
def threads() -> dict[int, str]:
    """Requests by the message of ours that told of their answer."""
    return {}


@pytest.fixture
def dialogue(
    assistant: ScriptedAssistant, database: Database, house: House, threads: dict[int, str]
) -> Dialogue:
    def ticket_of(_: Database, chat_id: int, message_id: int) -> str | None:
        return threads.get(message_id)

    return Dialogue(assistant, database, house, ticket_of=ticket_of)


@pytest.fixture
def somebody(dialogue: Dialogue) -> Somebody:
    """Reads German."""
    return Somebody(dialogue)
