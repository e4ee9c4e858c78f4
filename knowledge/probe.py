"""The probe: a linear layer on the frozen encoder, trained to tell the articles apart.

Trained when a release is built, on that release's own questions and passages (about a second);
on the dev questions it puts the right article first more often than the nearest neighbour does.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.linear_model import LogisticRegression

_STRENGTH = 10.0
_SCALE = 0.1


@dataclass(frozen=True)
class Probe:
    """`weights` (articles, dimensions) and `constants` (articles,)."""

    weights: np.ndarray
    constants: np.ndarray

    @classmethod
    def train(cls, vectors: np.ndarray, labels: Sequence[int]) -> "Probe":
        """From centred vectors (n, dimensions) and the number of the article of each."""
        if len(set(labels)) < 3:
            return cls(np.zeros((max(labels) + 1, vectors.shape[1])), np.zeros(max(labels) + 1))
        model = LogisticRegression(C=_STRENGTH, max_iter=1000).fit(vectors, labels)
        return cls(model.coef_.astype(np.float32), model.intercept_.astype(np.float32))

    def logits(self, vector: np.ndarray) -> np.ndarray:
        """How much speaks for each article, brought to the size of the other measures."""
        logits = self.weights @ vector + self.constants
        return np.asarray((logits - logits.mean()) * _SCALE, np.float32)
