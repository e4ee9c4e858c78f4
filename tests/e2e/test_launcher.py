"""`lotse up`: what a person sees when something is in the way, or when a part dies."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from tests.running import Person, Running, free_port, started, wait_until_ready

ROOT = Path(__file__).parent.parent.parent


def up(*options: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bot", "up", *options],
        env={**os.environ, **environment},
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_an_occupied_port_is_named_with_what_to_do(tmp_path: Path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])

        done = up(LOTSE_PORT=port, LOTSE_VAR=str(tmp_path))

    assert done.returncode == 1
    assert f"Port {port}" in done.stderr
    assert "LOTSE_PORT=" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_start_before_the_set_up_says_make_setup(tmp_path: Path):
    done = up(LOTSE_BUILD=str(tmp_path), LOTSE_PORT=str(free_port()))

    assert done.returncode == 1
    assert "make setup" in done.stderr


def test_a_port_that_is_none_names_the_setting():
    done = up(LOTSE_PORT="many")

    assert done.returncode == 1
    assert "LOTSE_PORT" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_public_start_lists_what_the_law_still_wants():
    done = up("--production", LOTSE_PORT=str(free_port()))

    assert done.returncode == 1
    assert "knowledge/tenants/mv.yml" in done.stderr
    for field in ("law.controller.name", "promise.confirmed_by", "LOTSE_SECRET"):
        assert field in done.stderr


def test_a_process_that_dies_is_started_again_and_conversations_go_on(mortal: Running):
    person = Person.arrive(mortal.url)
    person.say("Was ist die Chancenkarte?")
    assistant = mortal.launcher.children()[0]

    assistant.kill()
    psutil.wait_procs([assistant], timeout=10)
    wait_until_ready(mortal.url)

    assert person.say("Danke")["status"] == "smalltalk"


def test_stopping_the_launcher_stops_everything():
    with started() as lotse:
        processes = lotse.processes()

    assert not any(process.is_running() for process in processes)


@pytest.mark.parametrize("file", ["model.onnx", "model.bin", "tokenizer.model"])
def test_a_missing_encoder_file_is_named(tmp_path: Path, file: str):
    build = ROOT / "build"
    for name in ("knowledge", "models"):
        (tmp_path / name).symlink_to(build / name)
    (tmp_path / "encoder").mkdir()
    for name in {"model.onnx", "model.bin", "tokenizer.model"} - {file}:
        (tmp_path / "encoder" / name).symlink_to(build / "encoder" / name)

    done = subprocess.run(
        [sys.executable, "-m", "bot", "serve"],
        env={**os.environ, "LOTSE_BUILD": str(tmp_path), "LOTSE_PORT": str(free_port())},
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert done.returncode == 1
    assert f"{file} is missing; run: make setup" in done.stderr
    assert "Traceback" not in done.stderr
