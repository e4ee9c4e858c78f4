"""Set-up on a fresh machine: what a person reads when it cannot go on."""

import shutil
from pathlib import Path

import pytest

from bot import bootstrap


def test_too_little_disk_says_how_much_is_needed(monkeypatch: pytest.MonkeyPatch):
    free = shutil.disk_usage(str(bootstrap.ROOT)).free / 1e9
    monkeypatch.setattr(bootstrap, "NEEDED_GB", int(free) + 100)

    with pytest.raises(bootstrap.SetupFailed, match="Free some space and run make setup again"):
        bootstrap._check_disk()


def test_a_python_310_is_found_even_if_it_is_not_the_active_one():
    python = bootstrap._find_python()

    assert python is not None


def test_a_step_that_fails_says_what_to_do():
    with pytest.raises(bootstrap.SetupFailed, match="check the network"):
        bootstrap._run(["false"], "check the network")


def test_what_is_done_is_known_by_the_lock_and_the_project_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    before = bootstrap._mark()
    lock = tmp_path / "requirements.lock"
    lock.write_text("another==1", "utf-8")

    monkeypatch.setattr(bootstrap, "LOCK", lock)

    assert bootstrap._mark() != before
