"""Search: fuses the index's measures into a calibrated probability that an article answers.

Two small logistic models. The first ranks: it weighs the measures of one article. The second
calibrates: from the best article's score and its lead it says how probable it is that the article
answers at all. `calibration.json` holds both, with the day and the set they were fitted on.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from knowledge.article import Article
from knowledge.index import Index, Scores

CANDIDATES = 5


@dataclass(frozen=True)
class Hit:
    """An article and the calibrated probability that it answers the question."""

    slug: str
    score: float


@dataclass(frozen=True)
class Calibration:
    """Weights of the models; each ends with its constant."""

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


def rank_features(scores: Scores, outside_audience: np.ndarray) -> np.ndarray:
    """Measures of every article for the ranking model, shape (articles, 5)."""
    return np.stack(
        [scores.question, scores.question_mean, scores.passage, scores.lexical, outside_audience], 1
    )


def outside_audience(
    articles: Mapping[str, Article], slugs: Sequence[str], audience: str | None
) -> np.ndarray:
    """1.0 for every article that is not written for the audience, shape (articles,)."""
    known = audience in ("applicant", "employer")
    return np.array([float(known and audience not in articles[slug].audiences) for slug in slugs])


def intent_features(scores: Scores, rivals: float) -> np.ndarray:
    """What says whether a message is something else than a question on a topic."""
    return np.array([rivals, float(scores.question.max()), float(scores.lexical.max())])


def intent_probability(calibration: Calibration, scores: Scores, rivals: float) -> float:
    """Probability that the nearest other intent is right, and this is no question on a topic."""
    return _apply(calibration.intent, intent_features(scores, rivals))


def certainty_features(logits: np.ndarray, rivals: float, *, indexed: bool) -> np.ndarray:
    """What says how sure the best article is: its score, its lead, the best other intent."""
    best = np.sort(logits)[::-1]
    return np.array([best[0], best[0] - best[1], rivals, 0.0 if indexed else 1.0])


def search(
    index: Index,
    calibration: Calibration,
    scores: Scores,
    *,
    outside_audience: np.ndarray,
    rivals: float,
    indexed: bool,
) -> list[Hit]:
    """The best articles, best first.

    `rivals` is the similarity to the nearest example of another intent, `indexed` says whether the
    index has questions in the question's language. The first score is the calibrated probability;
    the others share what remains, in proportion to their ranks.
    """
    features = rank_features(scores, outside_audience)
    logits = features @ np.array(calibration.rank[:-1]) + calibration.rank[-1]
    order = np.argsort(-logits)[:CANDIDATES]
    features = certainty_features(logits, rivals, indexed=indexed)
    first = _apply(calibration.certainty, features)
    share = np.exp(logits[order] - logits[order[0]])
    share = share / share.sum()
    rest = [(1 - first) * float(part) / float(1 - share[0]) for part in share[1:]]
    return [
        Hit(index.slugs[row], round(float(score), 4))
        for row, score in zip(order, [first, *rest], strict=True)
    ]


def _apply(weights: tuple[float, ...], features: np.ndarray) -> float:
    logit = features @ np.array(weights[:-1]) + weights[-1]
    return float(1 / (1 + np.exp(-logit)))
