"""Starts the product with its Telegram process, which talks to a Telegram of ours."""

import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psutil
from ruamel.yaml import YAML

from bot.settings import ROOT
from tests.running import Running, started
from tests.telegram_server import TelegramServer, started_telegram

PUBLIC_URL = "https://lotse.example"
READY_SECONDS = 60.0


@dataclass
class OnTelegram:
    """A started Lotse, and the Telegram that it talks to."""

    lotse: Running
    telegram: TelegramServer

    def process(self) -> psutil.Process | None:
        """The Telegram process, if it lives."""
        for child in self.lotse.launcher.children():
            with suppress(psutil.NoSuchProcess):  # it has just ended
                if child.cmdline()[-1:] == ["telegram"]:
                    return child
        return None

    def kill(self) -> None:
        """SIGKILL; the launcher starts it again."""
        deadline = time.monotonic() + READY_SECONDS
        while (process := self.process()) is None:
            assert time.monotonic() < deadline, "the process did not start again"
            time.sleep(0.02)
        process.kill()


@contextmanager
def started_on_telegram(**environment: str) -> Iterator[OnTelegram]:
    """Ready, and fetching updates; stopped at the end."""
    with (
        started_telegram() as telegram,
        knowledge_with_telegram() as knowledge,
        started(
            LOTSE_TELEGRAM_TOKEN=telegram.token,
            LOTSE_TELEGRAM_API=telegram.api,
            LOTSE_KNOWLEDGE=str(knowledge),
            LOTSE_PUBLIC_URL=PUBLIC_URL,
            **environment,
        ) as lotse,
    ):
        telegram.wait(lambda: telegram.polls, seconds=READY_SECONDS)
        yield OnTelegram(lotse, telegram)


@contextmanager
def knowledge_with_telegram() -> Iterator[Path]:
    """The knowledge folder, its tenant with Telegram switched on; all else is linked."""
    with tempfile.TemporaryDirectory(prefix="lotse-knowledge-") as folder:
        copy = Path(folder)
        for path in (ROOT / "knowledge").iterdir():
            if path.name != "tenants":
                (copy / path.name).symlink_to(path)
        (copy / "tenants").mkdir()
        yaml = YAML()
        tenant = yaml.load(ROOT / "knowledge/tenants/mv.yml")
        tenant["channels"]["telegram"] = {"active": True, "decided_by": "the tests"}
        yaml.dump(tenant, copy / "tenants/mv.yml")
        yield copy
