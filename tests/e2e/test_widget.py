"""The widget: its unit tests, and a person who uses it in a real browser."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.settings import ROOT, settings
from bot.widget_build import build_widget, install_packages, missing_node
from tests.bench.widget import measure_at
from tests.browsing import NO_CHROMIUM, find_chromium
from tests.running import Running

WIDGET = ROOT / "bot" / "widget"
MINUTES = 10


@pytest.fixture(scope="module")
def widget() -> Path:
    """The folder of the widget, built."""
    if missing_node():
        pytest.skip(missing_node())
    install_packages(WIDGET)
    build_widget(settings(), print)
    return WIDGET


@pytest.fixture(scope="module")
def chromium() -> str:
    found = find_chromium()
    if not found:
        pytest.skip(NO_CHROMIUM)
    return found


def run(folder: Path, *command: str, **environment: str) -> None:
    """Run a command of the widget; what it printed is the message of a failure."""
    done = subprocess.run(
        ["npm", "run", "--silent", *command],
        cwd=folder,
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=MINUTES * 60,
    )
    assert done.returncode == 0, done.stdout


def test_the_sources_have_the_types_they_say(widget: Path):
    run(widget, "check")


def test_the_parts_of_the_widget_do_what_they_should(widget: Path):
    run(widget, "test")


def test_people_with_a_browser_get_along(widget: Path, chromium: str, lotse: Running):
    """The stories in bot/widget/e2e, with an assistant made for tests and with the real one."""
    run(
        widget,
        *("e2e", "--", "--test-concurrency=2"),
        *(f"e2e/{story.name}" for story in sorted((widget / "e2e").glob("*.test.mjs"))),
        CHROMIUM=chromium,
        LOTSE_URL=lotse.url,
        LOTSE_VAR=str(lotse.var),
        LOTSE_DATABASE_URL="",
        LOTSE_COMMAND=str(Path(sys.executable).parent / "lotse"),
    )


def test_the_bench_measures_a_small_chat_that_axe_finds_nothing_in(
    widget: Path, chromium: str, lotse: Running
):
    figures = measure_at(lotse.url, count=3, runs=1, say=lambda line: None)

    assert {"usable_ms", "round_trip_ms_median", "blocking_ms"} <= figures.keys()
    assert figures["loader_kb"] <= 2
    assert figures["whole_kb"] <= 45
    assert figures["strings_kb"] <= 3
    assert figures["axe_violations"] == 0
