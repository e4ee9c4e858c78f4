from datetime import date
from pathlib import Path

from bot.settings import settings
from knowledge.content import load_content
from knowledge.validation import find_mistakes
from tests.knowledge.conftest import Edit

DAY = date(2026, 11, 21)


def test_the_mistakes_of_all_checks_come_sorted_by_place(knowledge: Path, edit: Edit):
    edit("articles/visa/blue-card/en.md", 'phone("mission")', 'phone("nobody")')
    edit("articles/visa/blue-card/en.md", "costs", "costs 75")
    edit("articles/language/german-course/article.yml", "blue-card", "red-card")

    mistakes = find_mistakes(load_content(knowledge), day=DAY)

    assert [(mistake.path.name, mistake.line) for mistake in mistakes] == [
        ("article.yml", 6),
        ("en.md", 6),
        ("en.md", 14),
    ]


def test_the_content_that_is_shipped_has_no_mistake():
    assert find_mistakes(load_content(settings().knowledge), day=DAY) == []
