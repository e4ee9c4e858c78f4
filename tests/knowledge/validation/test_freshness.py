from datetime import date, timedelta
from pathlib import Path

import pytest

from knowledge.content import load_content
from knowledge.validation import expiring_facts, overdue_articles


@pytest.mark.parametrize(
    ("day", "told"),
    [(date(2026, 11, 1), False), (date(2026, 11, 2), True), (date(2027, 5, 1), True)],
)
def test_a_fact_is_told_before_its_last_period_ends(knowledge: Path, day: date, told: bool):
    rows = expiring_facts(load_content(knowledge), day=day, within=timedelta(days=60))

    assert [(fact.id, last) for fact, last in rows] == [("visa.fee", date(2026, 12, 31))] * told


def test_an_article_is_overdue_after_its_review_day(knowledge: Path):
    content = load_content(knowledge)

    assert overdue_articles(content, day=date(2027, 1, 31)) == []
    assert len(overdue_articles(content, day=date(2027, 2, 1))) == 2
