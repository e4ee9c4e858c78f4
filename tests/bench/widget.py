"""`lotse bench widget`: how much a visitor loads, and how fast the chat is in a real browser.

The browser's part stands in bot/widget/e2e/figures.mjs. Sizes are kB as they are sent: gzip -9.
"""

import gzip
import json
import os
import subprocess
from collections.abc import Callable, Iterable
from pathlib import Path

import click

from bot.settings import settings
from bot.widget_build import WidgetNotBuilt, build_widget, install_packages, missing_node
from tests.browsing import NO_CHROMIUM, find_chromium
from tests.running import started

_QUESTIONS = 15
_MINUTES = 10


class CannotMeasure(click.ClickException):
    """Something that the browser's part needs is missing; the message says what to install."""


def measure(
    *, count: int | None, seconds: float | None, say: Callable[[str], None]
) -> dict[str, float]:
    """`count` questions, or as many as are answered in the seconds. Raises CannotMeasure."""
    if count is None and seconds is None:
        count = _QUESTIONS
    with started() as lotse:
        say(f"ready after {lotse.ready_s:.1f} s; a person taps and asks")
        return measure_at(lotse.url, count=count, seconds=seconds, say=say)


def measure_at(
    url: str,
    *,
    count: int | None,
    seconds: float | None = None,
    runs: int | None = None,
    say: Callable[[str], None],
) -> dict[str, float]:
    """The same for an assistant that runs; `runs` is how often a page is loaded for a median.

    Raises CannotMeasure.
    """
    folder = settings().root / "bot" / "widget"
    chromium = _ready(folder, say)
    numbers = (str(number or 0) for number in (count, seconds, runs))
    return {**sizes(folder / "dist"), **_in_browser(folder, chromium, url, *numbers)}


def sizes(dist: Path) -> dict[str, float]:
    """What a page loads, what the chat loads in all, and the words of the largest language."""
    scripts = list(dist.glob("*.js"))
    return {
        "loader_kb": _packed_kb([dist / "loader.js"]),
        "whole_kb": _packed_kb(scripts),
        "strings_kb": max(_packed_kb([words]) for words in dist.glob("strings/*.json")),
    }


def _packed_kb(files: Iterable[Path]) -> float:
    return round(sum(len(gzip.compress(file.read_bytes(), 9)) for file in files) / 1000, 2)


def _ready(folder: Path, say: Callable[[str], None]) -> str:
    """Build the widget where that is needed; the path of the browser. Raises CannotMeasure."""
    chromium = find_chromium()
    if missing_node():
        raise CannotMeasure(missing_node())
    if not chromium:
        raise CannotMeasure(NO_CHROMIUM)
    try:
        install_packages(folder)
        build_widget(settings(), say)
    except WidgetNotBuilt as error:
        raise CannotMeasure(str(error)) from error
    return chromium


def _in_browser(folder: Path, chromium: str, *arguments: str) -> dict[str, float]:
    done = subprocess.run(
        ["node", "e2e/figures.mjs", *arguments],
        cwd=folder,
        env={**os.environ, "CHROMIUM": chromium},
        stdout=subprocess.PIPE,
        text=True,
        timeout=_MINUTES * 60,
    )
    if done.returncode:
        raise CannotMeasure("the browser did not get along; what it wrote stands above")
    figures: dict[str, float] = json.loads(done.stdout)
    return figures
