"""Fits the small models of search on questions with known answers; see `Calibration`."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.linear_model import LogisticRegression

from knowledge.index import Scores
from knowledge.search import Calibration, certainty_features, intent_features, rank_features


@dataclass(frozen=True)
class Labelled:
    """What was measured for one question, and what would have been right."""

    scores: Scores
    outside_audience: np.ndarray
    rivals: float
    indexed: bool
    right: tuple[int, ...]
    other_intent: bool


def fit(rows: Sequence[Labelled], *, fitted_on: str, fitted_day: str) -> Calibration:
    """Rank on the questions that have an article, calibrate on all questions, then the intents."""
    asked = [row for row in rows if not row.other_intent]
    rank = _fit_rank([row for row in asked if row.right])
    certainty, labels = [], []
    for row in asked:
        features = rank_features(row.scores, row.outside_audience)
        logits = features @ rank[:-1] + rank[-1]
        certainty.append(certainty_features(logits, row.rivals, indexed=row.indexed))
        labels.append(int(np.argmax(logits)) in row.right)
    return Calibration(
        fitted_on=fitted_on,
        fitted_day=fitted_day,
        rank=_rounded(rank),
        certainty=_rounded(_logistic(np.array(certainty), np.array(labels))),
        intent=_rounded(
            _logistic(
                np.array([intent_features(row.scores, row.rivals) for row in rows]),
                np.array([row.other_intent for row in rows]),
            )
        ),
    )


def _fit_rank(rows: Sequence[Labelled]) -> np.ndarray:
    """Which measures tell the right article from the others of the same question."""
    features, labels = [], []
    for row in rows:
        all_features = rank_features(row.scores, row.outside_audience)
        near = np.argsort(-all_features.sum(1))[:10]
        for article in {*near.tolist(), *row.right}:
            features.append(all_features[article])
            labels.append(article in row.right)
    return _logistic(np.array(features), np.array(labels))


def _logistic(features: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """Weights and constant of a logistic regression, lightly held towards zero."""
    model = LogisticRegression(C=10.0, max_iter=2000).fit(features, labels)
    return np.append(model.coef_[0], model.intercept_[0])


def _rounded(weights: np.ndarray) -> tuple[float, ...]:
    return tuple(round(float(weight), 4) for weight in weights)
