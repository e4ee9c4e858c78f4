"""Starts the product as a person does, with `lotse up`, on a free port with throw-away data."""

import os
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import httpx
import psutil
from sqlalchemy import text

from desk.tickets.database import open_database

READY_SECONDS = 60


@dataclass
class Running:
    """A started Lotse."""

    url: str
    launcher: psutil.Process
    ready_s: float
    var: Path

    def processes(self) -> list[psutil.Process]:
        return [self.launcher, *self.launcher.children(recursive=True)]

    def pss_mb(self) -> float:
        """Proportional set size of all processes together, in MB."""
        return sum(process.memory_full_info().pss for process in self.processes()) / 1e6


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def started(**environment: str) -> Iterator[Running]:
    """All processes of the Procfile, ready; stopped at the end. The database is their own, too."""
    port = free_port()
    with tempfile.TemporaryDirectory() as var:
        began = time.monotonic()
        launcher = subprocess.Popen(
            [sys.executable, "-m", "bot", "up"],
            env={
                **os.environ,
                **{"LOTSE_PORT": str(port), "LOTSE_VAR": var, "LOTSE_DATABASE_URL": ""},
                **environment,
            },
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=Path(__file__).parent.parent,
        )
        try:
            url = f"http://127.0.0.1:{port}"
            wait_until_ready(url, launcher)
            ready_s = time.monotonic() - began
            yield Running(url, psutil.Process(launcher.pid), ready_s, Path(var))
        finally:
            launcher.send_signal(signal.SIGINT)
            launcher.wait(20)


@contextmanager
def own_database(url: str) -> Iterator[str]:
    """The address of a new database on the PostgreSQL server of `url`, dropped at the end.

    For any other address an empty one: the processes then make a file of their own. Raises
    DatabaseAway.
    """
    if not url.startswith("postgresql"):
        yield ""
        return
    given = open_database(url)
    server = replace(given, writer=given.reader.execution_options(isolation_level="AUTOCOMMIT"))
    name = f"lotse_test_{secrets.token_hex(6)}"
    with server.write() as db:
        db.execute(text(f"CREATE DATABASE {name}"))
    try:
        own = given.reader.url.set(database=name)
        yield own.render_as_string(hide_password=False)
    finally:
        with server.write() as db:
            db.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
        server.close()


def wait_until_ready(url: str, launcher: subprocess.Popen[bytes] | None = None) -> None:
    """Return when /health says ready. Raises RuntimeError when that does not happen."""
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline:
        if launcher is not None and launcher.poll() is not None:
            raise RuntimeError(f"the launcher ended with code {launcher.returncode}")
        try:
            if httpx.get(f"{url}/health", timeout=2).status_code == 200:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.1)
    raise RuntimeError(f"{url} was not ready within {READY_SECONDS} s")


@dataclass
class Person:
    """Somebody who talks to the HTTP channel."""

    client: httpx.Client
    session: str
    lang: str
    line: dict = field(default_factory=dict)

    @classmethod
    def arrive(cls, url: str, lang: str = "de") -> "Person":
        client = httpx.Client(base_url=url, timeout=30)
        session = client.post("/api/session", json={"lang": lang}).json()["session"]
        return cls(client, session, lang)

    def say(self, text: str, **more: str) -> dict:
        """The answer line to a message."""
        return self._answer({"text": text, **more})

    def press(self, button: str) -> dict:
        """The answer line to the one button under the last answer whose id begins like this."""
        [pressed] = [
            option["id"]
            for option in self.line["options"]
            if f"{option['id']}:".startswith(f"{button}:")
        ]
        return self._answer({"button": pressed})

    def replies(self, seen: str = "") -> list[dict]:
        """What staff have written."""
        return self._authorised("/api/replies", {"seen": seen}).json()["replies"]

    def my_data(self) -> dict:
        """Everything that is stored about the conversation."""
        return self._authorised("/api/my-data", {}).json()

    def _answer(self, body: dict) -> dict:
        response = self.post({"lang": self.lang, **body})
        response.raise_for_status()
        self.line = response.json()
        return self.line

    def post(self, body: dict) -> httpx.Response:
        return self._authorised("/api/messages", body)

    def _authorised(self, path: str, body: dict) -> httpx.Response:
        headers = {"Authorization": f"Bearer {self.session}"}
        return self.client.post(path, json=body, headers=headers)
