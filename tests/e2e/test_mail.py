"""`lotse mail`, alone and below `lotse up`: small, started again, silent about secrets."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timezone
from email.message import Message
from pathlib import Path

import psutil
import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message as Handler
from aiosmtpd.smtp import AuthResult

from bot.settings import read_settings
from desk.tickets.contact import read_email
from desk.tickets.opening import opened_store
from desk.tickets.outbox import rows_of
from desk.tickets.store import Store
from desk.tickets.ticket import Consent, Delivery, HandoverRequest, Way, Why
from tests.running import Running, free_port, started

ROOT = Path(__file__).parent.parent.parent
SECONDS = 30
NOW = datetime.now(timezone.utc)
PASSWORD = "sehr-geheim"


class Letters(Handler):
    """Keeps the letters that the server is given."""

    def __init__(self) -> None:
        super().__init__()
        self.kept: list[Message] = []

    def handle_message(self, message: Message) -> None:
        self.kept.append(message)


def anybody(*_: object) -> AuthResult:
    return AuthResult(success=True)


@pytest.fixture
def letters() -> Letters:
    return Letters()


@pytest.fixture
def smtp(letters: Letters) -> Iterator[str]:
    """The URL of a mail server."""
    port = free_port()
    server = Controller(
        letters, hostname="127.0.0.1", port=port, authenticator=anybody, auth_require_tls=False
    )
    server.start()
    yield f"smtp://lotse:{PASSWORD}@127.0.0.1:{port}?starttls=never"
    server.stop()


def environment(var: Path, smtp: str) -> dict[str, str]:
    return {
        "LOTSE_VAR": str(var),
        "LOTSE_DATABASE_URL": f"sqlite:///{var}/desk.db",
        "LOTSE_SMTP_URL": smtp,
        "LOTSE_MAIL_FROM": "lotse@example.org",
        "LOTSE_PUBLIC_URL": "https://lotse.example",
    }


def answer_by_mail(store: Store) -> None:
    """A new ticket whose answer goes to olena by mail."""
    store.add_queue("spoc", contact="mv-fksz-spoc")
    draft_id = store.drafts.give_consent(
        Consent(text_version="2026-11", recipient="spoc"),
        HandoverRequest(text="Bitte schreiben Sie mir."),
        why=Why.ASKED,
        conversation_id="visitor",
        channel="web",
        language="de",
        audience="applicant",
        now=NOW,
    ).draft_id
    store.drafts.set_contact(draft_id, read_email("olena@example.org"), way=Way.EMAIL, now=NOW)
    number = store.open_ticket(draft_id, conversation_id="visitor", queue="spoc", now=NOW).number
    store.claim(number, "anna", now=NOW)
    store.reply(number, "anna", "Drei Monate.", language="de", now=NOW)


@contextmanager
def delivering(env: dict[str, str]) -> Iterator[subprocess.Popen[str]]:
    """`lotse mail`, ended in any case."""
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "mail"],
        env={**os.environ, **env},
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def wait_until(true: Callable[[], object], what: str) -> None:
    deadline = time.monotonic() + SECONDS
    while not true():
        assert time.monotonic() < deadline, what
        time.sleep(0.05)


def mail_of(launcher: psutil.Process) -> psutil.Process | None:
    for child in launcher.children():
        with suppress(psutil.NoSuchProcess):  # it has just been killed
            if child.cmdline()[-1:] == ["mail"]:
                return child
    return None


def test_the_process_delivers_and_is_small_and_says_nothing_secret(
    tmp_path: Path, smtp: str, letters: Letters
):
    env = environment(tmp_path, smtp)
    with opened_store(read_settings(env)) as store, delivering(env) as process:
        answer_by_mail(store)
        wait_until(
            lambda: rows_of(store.database, "visitor")[0].state is Delivery.SENT, "not delivered"
        )
        memory = psutil.Process(process.pid).memory_full_info().pss / 1e6
        process.send_signal(signal.SIGTERM)
        said, _ = process.communicate(timeout=SECONDS)

    assert process.returncode == 0
    assert len(letters.kept) == 1
    assert "outcome=sent" in said
    assert not any(secret in said for secret in (PASSWORD, "olena", "Drei Monate", "chat?ticket"))
    assert memory < 80


def test_the_process_loads_neither_rasa_nor_a_model():
    script = (
        "import sys, bot.cli, bot.logs, desk.mail.process; "
        "print(sorted({name.split('.')[0] for name in sys.modules} "
        "& {'rasa', 'rasa_sdk', 'sanic', 'numpy', 'onnxruntime', 'spacy', 'faiss', 'torch'}))"
    )

    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert done.stdout == "[]\n"


def test_without_a_mail_server_the_process_says_what_to_set(tmp_path: Path):
    done = subprocess.run(
        [sys.executable, "-m", "bot", "mail"],
        env={**os.environ, **environment(tmp_path, ""), "LOTSE_MAIL_FROM": ""},
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )

    assert done.returncode == 1
    assert "LOTSE_SMTP_URL is not set" in done.stderr
    assert "Traceback" not in done.stderr


def test_without_a_server_mail_does_not_start(lotse: Running):
    assert mail_of(lotse.launcher) is None


def test_mail_starts_with_a_server_and_comes_back_when_it_is_killed(
    smtp: str, letters: Letters, tmp_path: Path
):
    with started(**environment(tmp_path, smtp)) as lotse:
        first = mail_of(lotse.launcher)
        assert first is not None
        first.kill()
        wait_until(
            lambda: (found := mail_of(lotse.launcher)) and found.pid != first.pid, "not back"
        )
        with opened_store(read_settings(environment(tmp_path, smtp))) as store:
            answer_by_mail(store)
            wait_until(lambda: letters.kept, "not delivered")
