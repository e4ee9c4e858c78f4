"""Builds the browser part of the widget with Node, when its sources have changed.

Without Node the assistant still runs: the page without script at /chat needs none of this.
"""

import hashlib
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

from bot.settings import Settings

OLDEST_NODE = (20, 19)
_INSTALLED_FROM = ("package.json", "package-lock.json", ".npmrc")
_DISTRESS = tuple(f"../distress/{name}.json" for name in ("words", "numbers", "signs"))
_BUILT_FROM = (*_INSTALLED_FROM, "tsconfig.json", "vite.config.ts", "src", "public", *_DISTRESS)


class WidgetNotBuilt(Exception):
    """npm failed; what it printed says why."""


def build_widget(settings: Settings, say: Callable[[str], None]) -> None:
    """Make bot/widget/dist what its sources say. Raises WidgetNotBuilt."""
    folder = settings.root / "bot" / "widget"
    mark = settings.build / "widget.built"
    wanted = _hash(folder, _BUILT_FROM)
    if _reads(mark, wanted) and (folder / "dist" / "loader.js").exists():
        say("widget: unchanged")
        return
    missing = missing_node()
    if missing:
        say(f"widget: not built, the page without script still works. {missing}")
        return
    install_packages(folder)
    _npm(folder, "run", "--silent", "build")
    mark.parent.mkdir(parents=True, exist_ok=True)
    mark.write_text(wanted)
    say("widget: built")


def install_packages(folder: Path) -> None:
    """What package-lock.json names, unless it is there. Raises WidgetNotBuilt."""
    mark = folder / "node_modules" / "installed"
    wanted = _hash(folder, _INSTALLED_FROM)
    if _reads(mark, wanted):
        return
    _npm(folder, "ci", "--loglevel=error")
    mark.write_text(wanted)


def missing_node() -> str:
    """What to install for building the widget; empty where all is there."""
    wanted = ".".join(map(str, OLDEST_NODE))
    if not shutil.which("node") or not shutil.which("npm"):
        return f"Install Node {wanted} or newer with npm, then run: make setup"
    version = subprocess.run(["node", "--version"], capture_output=True, text=True).stdout.strip()
    numbers = tuple(map(int, re.findall(r"\d+", version)))
    if numbers < OLDEST_NODE:
        return f"Node {version} is too old; install {wanted} or newer, then run: make setup"
    return ""


def _npm(folder: Path, *command: str) -> None:
    done = subprocess.run(
        ["npm", *command], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    if done.returncode:
        raise WidgetNotBuilt(f"npm {' '.join(command)} failed in {folder}:\n{done.stdout}")


def _reads(mark: Path, wanted: str) -> bool:
    return mark.exists() and mark.read_text() == wanted


def _hash(folder: Path, names: tuple[str, ...]) -> str:
    digest = hashlib.sha256()
    for name in names:
        path = folder / name
        for file in [path] if path.is_file() else sorted(path.rglob("*.*")):
            digest.update(str(file.relative_to(folder)).encode() + file.read_bytes())
    return digest.hexdigest()
