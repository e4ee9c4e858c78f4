"""The floor under the quality of answers: what the whole test set must reach at least.

A floor, not the aim: the figures stand in the README.
"""

import asyncio
from typing import Any

import pytest

from bot.evaluate import evaluate_set
from bot.settings import settings


@pytest.fixture(scope="module")
def figures(agent: Any) -> dict[str, float]:
    return asyncio.run(evaluate_set(agent, settings(), "test", core=False, show_wrong=False))


@pytest.mark.parametrize(
    ("figure", "least"),
    [
        ("topics_right_first_pct", 90),
        ("topics_in_three_pct", 97),
        ("other_languages_detected_pct", 95),
    ],
)
def test_the_right_article_is_found(figures: dict[str, float], figure: str, least: float):
    assert figures[figure] >= least


@pytest.mark.parametrize(
    ("figure", "most"),
    [
        ("topics_confident_wrong_pct", 4),
        ("other_languages_confident_wrong_pct", 5),
        ("nothing_answered_n", 2),
    ],
)
def test_wrong_answers_stay_rare(figures: dict[str, float], figure: str, most: float):
    assert figures[figure] <= most
