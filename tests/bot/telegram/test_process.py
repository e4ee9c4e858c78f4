"""The process: when it does not even begin, and what it says then."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.channels.telegram.process import CHANGE_SETTINGS_FIRST, serve_telegram
from bot.settings import BadSetting, Settings, read_settings
from tests.running import free_port
from tests.telegram_faults import Fault
from tests.telegram_running import knowledge_with_telegram
from tests.telegram_server import TelegramServer, started_telegram


@pytest.fixture
def telegram() -> Iterator[TelegramServer]:
    with started_telegram() as telegram:
        yield telegram


@pytest.fixture(scope="module")
def knowledge() -> Iterator[Path]:
    """A house that has switched Telegram on."""
    with knowledge_with_telegram() as folder:
        yield folder


def settings_of(telegram: TelegramServer, var: Path, **more: Any) -> Settings:
    return read_settings(
        {
            "LOTSE_TELEGRAM_TOKEN": telegram.token,
            "LOTSE_TELEGRAM_API": telegram.api,
            "LOTSE_VAR": str(var),
            **{key: str(value) for key, value in more.items()},
        }
    )


def test_without_a_token_there_is_nothing_to_serve(tmp_path: Path):
    with pytest.raises(BadSetting, match="LOTSE_TELEGRAM_TOKEN"):
        serve_telegram(read_settings({"LOTSE_VAR": str(tmp_path)}), print)


def test_a_house_that_has_switched_telegram_off_is_left_alone(
    telegram: TelegramServer, tmp_path: Path
):
    said: list[str] = []

    code = serve_telegram(settings_of(telegram, tmp_path), said.append)

    assert code == CHANGE_SETTINGS_FIRST
    assert "channels.telegram" in said[0]
    assert telegram.calls == []


@pytest.mark.parametrize("method", ["getMe", "getUpdates"])
def test_a_token_that_telegram_refuses_is_not_tried_for_ever(
    telegram: TelegramServer, knowledge: Path, tmp_path: Path, method: str
):
    said: list[str] = []
    telegram.faults.unauthorized(method)
    settings = settings_of(telegram, tmp_path, LOTSE_KNOWLEDGE=knowledge, LOTSE_PORT=free_port())

    code = serve_telegram(settings, said.append)

    assert code == CHANGE_SETTINGS_FIRST
    assert "@BotFather" in said[0]
    assert telegram.token not in said[0]


def test_a_webhook_that_telegram_refuses_is_named(
    telegram: TelegramServer, knowledge: Path, tmp_path: Path
):
    said: list[str] = []
    refusal = "Bad Request: bad webhook: IP address 192.0.2.1 is reserved"
    telegram.faults.plan(Fault("setWebhook", 400, refusal))
    settings = settings_of(
        telegram,
        tmp_path,
        LOTSE_KNOWLEDGE=knowledge,
        LOTSE_PORT=free_port(),
        LOTSE_TELEGRAM_WEBHOOK="https://lotse.example/telegram",
        LOTSE_TELEGRAM_PORT=free_port(),
    )

    code = serve_telegram(settings, said.append)

    assert code == CHANGE_SETTINGS_FIRST
    assert "192.0.2.1 is reserved" in said[0]
