from pathlib import Path

import numpy as np
import pytest

from knowledge.index import MEASURES, Index
from knowledge.passage import QUESTION, Passage
from knowledge.search import (
    Calibration,
    Hit,
    intent_probability,
    outside_audience,
    search,
)

CALIBRATION = Calibration(
    fitted_on="by hand",
    fitted_day="2026-11-21",
    rank=(1.0, 1.0, 1.0, 1.0, 1.0, 1.0, -9.0),
    certainty=(1.0, 1.0, 0.0, -2.0, -1.0, 0.0),
    intent=(10.0, -5.0, 0.0, 0.0, -2.0),
)
SLUGS = ("family", "language", "money")
INDEX = Index(
    [Passage(slug, "en", QUESTION, slug) for slug in SLUGS],
    np.eye(3, 4, dtype=np.float32),
    language_means={},
)


def measures(*of_articles: float) -> np.ndarray:
    """Every measure says the same of each article."""
    return np.repeat(np.array(of_articles)[:, None], len(MEASURES), axis=1)


def hits(
    measured: np.ndarray,
    *,
    outside: tuple[float, ...] = (0, 0, 0),
    rivals: float = 0.0,
    indexed: bool = True,
) -> list[Hit]:
    return search(
        INDEX,
        CALIBRATION,
        measured,
        outside=np.array(outside),
        rivals=rivals,
        indexed=indexed,
    )


def test_the_nearest_article_comes_first():
    found = hits(measures(0.1, 0.3, 0.9))

    assert [hit.slug for hit in found] == ["money", "language", "family"]


def test_no_hit_scores_higher_than_the_one_before_it():
    scores = [hit.score for hit in hits(measures(0.1, 0.3, 0.9))]

    assert scores == sorted(scores, reverse=True)


def test_an_overwhelming_lead_leaves_the_others_their_order():
    found = hits(measures(-50, -40, 50))

    assert [hit.slug for hit in found] == ["money", "language", "family"]
    assert found[0].score == pytest.approx(1.0)


def test_a_lead_makes_the_best_hit_more_certain():
    assert hits(measures(0.1, 0.2, 0.9))[0].score > hits(measures(0.1, 0.85, 0.9))[0].score


def test_a_near_rival_makes_the_best_hit_less_certain():
    assert (
        hits(measures(0.1, 0.2, 0.9), rivals=0.9)[0].score < hits(measures(0.1, 0.2, 0.9))[0].score
    )


def test_a_language_without_questions_makes_the_best_hit_less_certain():
    known, unknown = (hits(measures(0.1, 0.2, 0.9), indexed=yes)[0] for yes in (True, False))

    assert unknown.score < known.score


def test_an_article_for_another_audience_comes_later():
    found = hits(measures(0.1, 0.8, 0.9), outside=(0, 0, 1))

    assert [hit.slug for hit in found] == ["language", "family", "money"]


@pytest.mark.parametrize(
    ("audience", "outside"),
    [("applicant", [0, 0]), ("employer", [1, 0]), ("any", [0, 0]), (None, [0, 0])],
)
def test_an_article_is_outside_only_for_a_known_other_audience(
    release, audience: str | None, outside: list[float]
):
    articles = release.content.articles
    slugs = ("chancenkarte-points", "spoc-contact")

    row = outside_audience(articles, slugs, audience)

    assert row.tolist() == outside


def test_another_intent_is_probable_when_its_examples_are_near_and_the_articles_far():
    near = intent_probability(CALIBRATION, measures(0.1, 0.1, 0.1), 0.9)
    far = intent_probability(CALIBRATION, measures(0.1, 0.1, 0.9), 0.2)

    assert near > 0.9
    assert far < 0.1


def test_a_calibration_is_read_as_it_was_saved(tmp_path: Path):
    CALIBRATION.save(tmp_path / "calibration.json")

    assert Calibration.load(tmp_path / "calibration.json") == CALIBRATION
