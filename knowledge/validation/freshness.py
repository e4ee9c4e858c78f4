"""What grows old: facts whose period ends, articles whose review day has come."""

from datetime import date, timedelta

from knowledge.article import Article
from knowledge.content import Content
from knowledge.facts import Fact


def expiring_facts(content: Content, *, day: date, within: timedelta) -> list[tuple[Fact, date]]:
    """Facts with no value any more once `within` has passed, with their last valid day."""
    rows = []
    for fact in content.facts.values():
        last = fact.values[-1].valid_to
        if last is not None and last < day + within:
            rows.append((fact, last))
    return sorted(rows, key=lambda row: row[1])


def overdue_articles(content: Content, *, day: date) -> list[Article]:
    """Articles that somebody should have read again by `day`."""
    return [article for article in content.articles.values() if article.review_by < day]
