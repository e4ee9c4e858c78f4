"""Fits the small models of search on questions with known answers; see `Calibration`."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize
from scipy.special import logsumexp, softmax
from sklearn.linear_model import LogisticRegression

from knowledge.search import Calibration, certainty_features, intent_features, rank_features

_HELD = 1.0
_FOLDS = 5


@dataclass(frozen=True)
class Labelled:
    """What was measured for one question, and what would have been right."""

    measures: np.ndarray
    outside: np.ndarray
    rivals: float
    indexed: bool
    right: tuple[int, ...]
    other_intent: bool


def fit(rows: Sequence[Labelled], *, fitted_on: str, fitted_day: str) -> Calibration:
    """Rank on the questions that have an article, calibrate on all questions, then the intents."""
    asked = [row for row in rows if not row.other_intent]
    ranked = [row for row in asked if row.right]
    scale = _scale(ranked)
    certainty, labels = _certainty_data(asked, scale)
    return Calibration(
        fitted_on=fitted_on,
        fitted_day=fitted_day,
        rank=_rounded(_fit_rank(ranked, scale) / scale),
        certainty=_rounded(_logistic(certainty, labels)),
        intent=_rounded(
            _logistic(
                np.array([intent_features(row.measures, row.rivals) for row in rows]),
                np.array([row.other_intent for row in rows]),
            )
        ),
    )


def _scale(rows: Sequence[Labelled]) -> np.ndarray:
    """Spread of each measure among the articles of a question, shape (measures + 1,)."""
    spread = [rank_features(row.measures, row.outside).std(0) for row in rows]
    return np.mean(spread, axis=0).clip(1e-6)


def _fit_rank(rows: Sequence[Labelled], scale: np.ndarray) -> np.ndarray:
    """Weights under which the right article stands first (conditional logit, lightly held)."""
    features = np.stack([rank_features(row.measures, row.outside) for row in rows]) / scale
    right = np.zeros(features.shape[:2], bool)
    for number, row in enumerate(rows):
        right[number, list(row.right)] = True

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        logits = features @ weights
        only_right = np.where(right, logits, -np.inf)
        value = (logsumexp(logits, 1) - logsumexp(only_right, 1)).sum()
        pull = softmax(logits, 1) - softmax(only_right, 1)
        gradient = np.einsum("qa,qaf->f", pull, features)
        return value + _HELD * (weights @ weights) / 2, gradient + _HELD * weights

    return minimize(loss, np.ones(features.shape[2]), jac=True, method="L-BFGS-B").x


def _certainty_data(rows: Sequence[Labelled], scale: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Features and labels for "the first article answers", each fold ranked by the other folds."""
    features: list[np.ndarray] = []
    labels: list[bool] = []
    for fold in range(_FOLDS):
        others = [row for number, row in enumerate(rows) if number % _FOLDS != fold and row.right]
        weights = _fit_rank(others, scale) / scale
        for row in rows[fold::_FOLDS]:
            logits = rank_features(row.measures, row.outside) @ weights
            features.append(certainty_features(logits, row.rivals, indexed=row.indexed))
            labels.append(int(np.argmax(logits)) in row.right)
    return np.array(features), np.array(labels)


def _logistic(features: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """Weights and constant of a logistic regression, lightly held towards zero."""
    model = LogisticRegression(C=10.0, max_iter=2000).fit(features, labels)
    return np.append(model.coef_[0], model.intercept_[0])


def _rounded(weights: np.ndarray) -> tuple[float, ...]:
    return tuple(round(float(weight), 4) for weight in weights)
