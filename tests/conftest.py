"""What tests of every package share: the real encoder, release and assistant, opened once."""

import logging
import os
import tempfile
from typing import Any

from bot.settings import quiet_libraries

# The tests of this process open tickets in a database that goes with it.
_FOLDER = tempfile.TemporaryDirectory(prefix="lotse-tests-")
os.environ["LOTSE_DATABASE_URL"] = f"sqlite:///{_FOLDER.name}/desk.db"

quiet_libraries()

from bot import stubs  # noqa: E402

stubs.install()

import pytest  # noqa: E402

from bot.settings import settings  # noqa: E402
from knowledge.encoder.session import Encoder, open_encoder  # noqa: E402
from knowledge.release import Release, open_releases  # noqa: E402


@pytest.fixture(scope="session")
def encoder() -> Encoder:
    return open_encoder(settings().encoder)


@pytest.fixture(scope="session")
def release() -> Release:
    return open_releases(settings().releases).current()


@pytest.fixture(scope="session")
def agent() -> Any:
    """The trained assistant as a process loads it, its conversations in memory only."""
    from bot.agent import load_agent
    from bot.logs import configure_logs

    configure_logs(logging.INFO)
    return load_agent(settings(), throw_away=True)
