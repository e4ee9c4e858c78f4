"""Checks over all content together: what `lotse check` says beyond the format of single files."""

from collections.abc import Iterator
from datetime import date

from knowledge.content import Content
from knowledge.errors import Mistake
from knowledge.validation.freshness import expiring_facts, overdue_articles
from knowledge.validation.literals import literal_amounts
from knowledge.validation.references import broken_references
from knowledge.validation.texts import broken_texts

__all__ = ["expiring_facts", "find_mistakes", "overdue_articles"]


def find_mistakes(content: Content, *, day: date) -> list[Mistake]:
    """Every mistake in the content as it would be shown on `day`, sorted by place."""

    def all_mistakes() -> Iterator[Mistake]:
        yield from broken_references(content)
        yield from broken_texts(content, day=day)
        yield from literal_amounts(content)

    return sorted(all_mistakes(), key=lambda mistake: (str(mistake.path), mistake.line))
