"""Building the widget: not twice, and a clear word where Node is missing."""

import shutil
from pathlib import Path

import pytest

from bot import widget_build
from bot.settings import ROOT, Settings, read_settings

SOURCES = ("package.json", "package-lock.json", ".npmrc", "tsconfig.json", "vite.config.ts")


@pytest.fixture
def copied(tmp_path: Path) -> Settings:
    """Settings whose root holds the sources of the widget, and nothing else."""
    widget = tmp_path / "bot" / "widget"
    for name in ("src", "public"):
        shutil.copytree(ROOT / "bot" / "widget" / name, widget / name)
    shutil.copytree(ROOT / "bot" / "distress", tmp_path / "bot" / "distress")
    for name in SOURCES:
        shutil.copyfile(ROOT / "bot" / "widget" / name, widget / name)
    return read_settings({"LOTSE_ROOT": str(tmp_path), "LOTSE_BUILD": str(tmp_path / "build")})


def test_without_node_it_says_what_to_install_and_goes_on(
    copied: Settings, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("PATH", "")
    said: list[str] = []

    widget_build.build_widget(copied, said.append)

    assert "Install Node 20.19 or newer with npm, then run: make setup" in said[0]
    assert "the page without script still works" in said[0]


def test_what_is_built_already_is_not_built_again(
    copied: Settings, monkeypatch: pytest.MonkeyPatch
):
    widget = copied.root / "bot" / "widget"
    (widget / "dist").mkdir()
    (widget / "dist" / "loader.js").write_text("")
    copied.build.mkdir()
    (copied.build / "widget.built").write_text(widget_build._hash(widget, widget_build._BUILT_FROM))
    monkeypatch.setenv("PATH", "")
    said: list[str] = []

    widget_build.build_widget(copied, said.append)

    assert said == ["widget: unchanged"]


@pytest.mark.parametrize(
    "name",
    ["src/window.ts", "public/strings/de.json", "package-lock.json", "../distress/words.json"],
)
def test_a_change_in_the_sources_asks_for_another_build(copied: Settings, name: str):
    widget = copied.root / "bot" / "widget"
    before = widget_build._hash(widget, widget_build._BUILT_FROM)

    with (widget / name).open("a", encoding="utf-8") as file:
        file.write("\n")

    assert widget_build._hash(widget, widget_build._BUILT_FROM) != before


def test_npm_that_fails_is_quoted(copied: Settings):
    if widget_build.missing_node():
        pytest.skip(widget_build.missing_node())
    (copied.root / "bot" / "widget" / "package-lock.json").write_text("{}")

    with pytest.raises(widget_build.WidgetNotBuilt, match="npm ci --loglevel=error failed"):
        widget_build.build_widget(copied, print)


def test_the_lock_names_no_address():
    lock = (ROOT / "bot" / "widget" / "package-lock.json").read_text()

    assert '"resolved"' not in lock
    assert "registry" not in lock
