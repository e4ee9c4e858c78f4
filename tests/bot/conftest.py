"""Visitors for the tests of the dialogue."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from bot.settings import settings
from tests.bot.visitor import Visitor


@pytest.fixture
def visitor(agent: Any) -> Visitor:
    """Somebody who reads German."""
    return Visitor(agent)


@pytest.fixture
def arrive(agent: Any) -> Callable[[str], Visitor]:
    return lambda lang: Visitor(agent, lang)


@pytest.fixture
def with_mail(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A mail server is set; nothing is sent in these tests."""
    monkeypatch.setenv("LOTSE_SMTP_URL", "smtp://127.0.0.1:2525")
    monkeypatch.setenv("LOTSE_MAIL_FROM", "lotse@example.org")
    settings.cache_clear()
    yield
    monkeypatch.undo()
    settings.cache_clear()
