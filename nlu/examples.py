"""Examples of the intents that are not questions on a topic: nearest neighbour over vectors."""

from dataclasses import dataclass

import numpy as np

from knowledge.index import Index

_NEIGHBOURS = 2


@dataclass(frozen=True)
class Rival:
    """The intent nearest to a message besides asking; `door` only for out_of_scope."""

    intent: str
    door: str
    similarity: float


@dataclass(frozen=True)
class Examples:
    """Vectors of the training examples, shape (examples, 384), with language, intent and door."""

    vectors: np.ndarray
    languages: tuple[str, ...]
    intents: tuple[str, ...]
    doors: tuple[str, ...]


class NearestExamples:
    """Examples made comparable with the questions of one index."""

    def __init__(self, examples: Examples, index: Index) -> None:
        self._centred = np.empty_like(examples.vectors)
        languages = np.array(examples.languages)
        for language in set(examples.languages):
            rows = languages == language
            self._centred[rows] = index.centre(examples.vectors[rows], language)
        self._classes = list(zip(examples.intents, examples.doors, strict=True))
        self._members = {
            name: np.array([row == name for row in self._classes]) for name in set(self._classes)
        }

    def nearest(self, centred: np.ndarray) -> Rival:
        """The intent whose two best examples are most similar to the centred vector (384,)."""
        similarity = self._centred @ centred
        best = {
            name: float(np.sort(similarity[members])[::-1][:_NEIGHBOURS].mean())
            for name, members in self._members.items()
        }
        name = max(best, key=lambda name: (best[name], name))
        return Rival(name[0], name[1], best[name])
