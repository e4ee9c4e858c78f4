"""What understanding hands on with a message: one small record of ids and scores, no texts."""

from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from rasa.shared.nlu.training_data.message import Message

KEY = "turn"


@dataclass
class Turn:
    """Filled step by step by the components; travels in the message as a dictionary."""

    language: str = "en"
    detected: str = ""
    release: str = ""
    day: str = ""
    hits: list[tuple[str, float]] = field(default_factory=list)
    confidence: float = 0.0
    outcome: str = ""
    door: str = ""

    def date(self) -> date:
        return date.fromisoformat(self.day)


def read_turn(message: Message) -> Turn:
    """The record of a message, new for the first component."""
    return Turn(**message.get(KEY, {}))


def write_turn(message: Message, turn: Turn) -> None:
    message.set(KEY, asdict(turn), add_to_output=True)


def metadata(message: Message) -> dict[str, Any]:
    """What the door said about the message: page language, choice, audience, day."""
    return message.get("metadata") or {}


def is_open(message: Message) -> bool:
    """Whether it is still open what the message means: no button, and text that can be read."""
    given = metadata(message)
    return not (given.get("choice") or given.get("problem"))
