"""Search: fuses the index's measures into a calibrated probability that an article answers.

Small linear models. The first ranks: it weighs the measures of each article. The second
calibrates: from the best article's share, its lead and the nearest other intent it says how
probable it is that the article answers at all. `calibration.json` holds their weights, with the day
and the set they were fitted on.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from scipy.special import logsumexp

from knowledge.article import Article
from knowledge.index import MEASURES, Index

CANDIDATES = 5
_FOR_INTENT = [MEASURES.index(name) for name in ("question", "question_mean", "lexical")]


@dataclass(frozen=True)
class Hit:
    """An article and the calibrated probability that it answers the question."""

    slug: str
    score: float


@dataclass(frozen=True)
class Calibration:
    """Weights of the models; those of `certainty` and `intent` end with their constant."""

    fitted_on: str
    fitted_day: str
    rank: tuple[float, ...]
    certainty: tuple[float, ...]
    intent: tuple[float, ...]

    @classmethod
    def load(cls, path: Path) -> "Calibration":
        row = json.loads(path.read_text("utf-8"))
        weights = {name: tuple(row[name]) for name in ("rank", "certainty", "intent")}
        return cls(row["fitted_on"], row["fitted_day"], **weights)

    def save(self, path: Path) -> None:
        path.write_text(json.dumps(asdict(self), indent=2) + "\n", "utf-8")


def rank_features(measures: np.ndarray, outside: np.ndarray) -> np.ndarray:
    """What the ranking model weighs for each article, shape (articles, measures + 1)."""
    return np.concatenate([measures, outside[:, None]], axis=1)


def outside_audience(
    articles: Mapping[str, Article], slugs: Sequence[str], audience: str | None
) -> np.ndarray:
    """1.0 for every article that is not written for the audience, shape (articles,)."""
    known = audience in ("applicant", "employer")
    return np.array([float(known and audience not in articles[slug].audiences) for slug in slugs])


def intent_features(measures: np.ndarray, rivals: float) -> np.ndarray:
    """What says whether a message is something else than a question on a topic."""
    return np.array([rivals, *(measures[:, row].max() for row in _FOR_INTENT)])


def intent_probability(calibration: Calibration, measures: np.ndarray, rivals: float) -> float:
    """Probability that the nearest other intent is right, and this is no question on a topic."""
    return _apply(calibration.intent, intent_features(measures, rivals))


def certainty_features(logits: np.ndarray, rivals: float, *, indexed: bool) -> np.ndarray:
    """What says how sure the best article is: its logit, its lead, its share, the other intent."""
    best = np.sort(logits)[::-1]
    share = float(np.exp(best[0] - logsumexp(logits)))
    above = float(best[0] - logits.mean())
    return np.array([above, best[0] - best[1], share, rivals, 0.0 if indexed else 1.0])


def search(
    index: Index,
    calibration: Calibration,
    measures: np.ndarray,
    *,
    outside: np.ndarray,
    rivals: float,
    indexed: bool,
) -> list[Hit]:
    """The best articles, best first.

    `rivals` is the similarity to the nearest example of another intent, `indexed` says whether the
    index has questions in the question's language. The first score is the calibrated probability;
    the others stand to it as the ranking model puts them.
    """
    features = rank_features(measures, outside)
    logits = features @ np.array(calibration.rank)
    order = np.argsort(-logits)[:CANDIDATES]
    features = certainty_features(logits, rivals, indexed=indexed)
    first = _apply(calibration.certainty, features)
    shares = np.exp(logits[order] - logits[order[0]])
    return [
        Hit(index.slugs[row], round(first * float(share), 4))
        for row, share in zip(order, shares, strict=True)
    ]


def _apply(weights: tuple[float, ...], features: np.ndarray) -> float:
    logit = features @ np.array(weights[:-1]) + weights[-1]
    return float(1 / (1 + np.exp(-logit)))
