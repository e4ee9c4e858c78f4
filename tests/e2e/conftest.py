"""One started Lotse for all tests of this folder, by the same launcher that a person uses."""

from collections.abc import Iterator

import pytest

from tests.running import Person, Running, started
from tests.telegram_running import OnTelegram, started_on_telegram


@pytest.fixture(scope="session")
def lotse() -> Iterator[Running]:
    with started() as running:
        yield running


@pytest.fixture(scope="session")
def mortal() -> Iterator[Running]:
    """One whose processes tests may kill; its launcher starts them again."""
    with started() as running:
        yield running


@pytest.fixture
def person(lotse: Running) -> Person:
    return Person.arrive(lotse.url)


@pytest.fixture(scope="session")
def on_telegram() -> Iterator[OnTelegram]:
    """Another Lotse, with its Telegram process and a Telegram of ours."""
    with started_on_telegram() as running:
        yield running
