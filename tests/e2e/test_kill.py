"""Processes are killed while tickets are opened. `make soak` does it two hundred times."""

import json
import subprocess
import sys

from bot.settings import ROOT


def test_ten_kills_lose_no_ticket_and_double_none():
    done = subprocess.run(
        [sys.executable, "-m", "bot", "bench", "kill", "--count", "10", "--json"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    figures = json.loads(done.stdout)
    assert list(figures) == [
        *("kills", "in_flight_kills", "opened", "lost", "doubled", "open_ms_median"),
    ]
    assert (figures["kills"], figures["lost"], figures["doubled"]) == (10, 0, 0)
    assert figures["opened"] >= 30
    assert figures["in_flight_kills"] >= 1
