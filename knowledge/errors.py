"""What can be wrong with knowledge.

KnowledgeError
├── ContentError     a file that people edit is wrong: names file, line and mend
├── EncoderMissing   the encoder has not been built, or a file of it is damaged
└── ReleaseMissing   no knowledge release has been built yet
"""

from dataclasses import dataclass
from pathlib import Path


class KnowledgeError(Exception):
    """Anything that stops knowledge from being used."""


@dataclass(frozen=True)
class Mistake:
    """One mistake in one file, with the line and how to mend it."""

    path: Path
    line: int
    problem: str
    mend: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.problem} - {self.mend}"


class ContentError(KnowledgeError):
    """Content that must not go live."""

    def __init__(self, *mistakes: Mistake) -> None:
        self.mistakes = mistakes
        super().__init__("\n".join(str(mistake) for mistake in mistakes))


class EncoderMissing(KnowledgeError):
    """The encoder's files are not there or not whole."""


class ReleaseMissing(KnowledgeError):
    """There is nothing to search in."""
