"""The launcher: which processes it starts, and how soon again."""

import os
from pathlib import Path

import pytest

from bot.launcher import Process, read_procfile, tend
from bot.settings import ROOT, read_settings

NOW = 1000.0


def pauses(process: Process, *lived: float) -> list[float]:
    """The pauses after the process has lived so many seconds, time after time."""
    found = []
    for seconds in lived:
        process.started = NOW - seconds
        process.plan_restart(NOW)
        found.append(process.pause)
    return found


def test_a_process_that_had_been_working_is_started_again_at_once():
    process = Process("mail", [])

    assert pauses(process, 3600, 5) == [0.2, 0.2]
    assert process.due == NOW + 0.2


def test_a_process_that_keeps_ending_at_once_waits_longer_each_time():
    found = pauses(Process("mail", []), *[1] * 9)

    assert found == [0.4, 0.8, 1.6, 3.2, 6.4, 12.8, 25.6, 30, 30]


def test_a_process_that_has_worked_again_starts_over():
    assert pauses(Process("mail", []), 1, 1, 60, 1) == [0.4, 0.8, 0.2, 0.4]


def test_an_assistant_is_of_use_only_when_it_has_answered():
    assert pauses(Process("assistant", []), 60, 60) == [0.4, 0.8]
    assert pauses(Process("assistant", [], healthy=True), 1, 1) == [0.2, 0.2]


def test_a_new_start_has_not_answered_yet():
    process = Process("assistant", ["true"], healthy=True)

    process.start({})

    assert process.running is not None
    process.running.wait()
    assert not process.healthy


def test_a_procfile_has_a_process_a_line(tmp_path: Path):
    (tmp_path / "Procfile").write_text("# ours\nassistant: lotse serve\n\nmail: lotse mail\n")

    found = [(process.name, process.command) for process in read_procfile(tmp_path / "Procfile")]

    assert found == [("assistant", ["lotse", "serve"]), ("mail", ["lotse", "mail"])]


def test_every_optional_process_is_one_of_the_procfile():
    names = {process.name for process in read_procfile(ROOT / "Procfile")}

    assert set(read_settings({}).optional_processes) <= names


@pytest.mark.parametrize(("url", "on"), [("", False), ("smtp://mail.example", True)])
def test_mail_is_delivered_only_where_there_is_a_server(url: str, on: bool):
    environment = {"LOTSE_SMTP_URL": url, "LOTSE_MAIL_FROM": "a@b.de" if on else ""}

    assert read_settings(environment).optional_processes["mail"] is on


@pytest.mark.parametrize(("token", "on"), [("", False), ("123456:ABC-DEF", True)])
def test_telegram_is_served_only_where_there_is_a_token(token: str, on: bool):
    settings = read_settings({"LOTSE_TELEGRAM_TOKEN": token})

    assert settings.optional_processes["telegram"] is on


def test_a_process_whose_settings_are_wrong_is_not_started_again():
    said: list[str] = []
    process = Process("telegram", ["sh", "-c", "exit 78"])
    tend(process, dict(os.environ), said.append)
    assert process.running is not None
    process.running.wait()

    for _ in range(3):
        tend(process, dict(os.environ), said.append)

    assert process.running is None
    assert said == ["telegram ended, for the reason above; the others go on without it"]
