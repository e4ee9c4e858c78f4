"""Turns of the assistant as its service route gave them, recorded in November 2026."""

import json
from pathlib import Path
from typing import Any

_TURNS = Path(__file__).parent / "recorded"


def turn(name: str) -> dict[str, Any]:
    return json.loads((_TURNS / f"{name}.json").read_text("utf-8"))


def every_turn() -> list[str]:
    return sorted(path.stem for path in _TURNS.glob("*.json"))
