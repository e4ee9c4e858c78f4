from datetime import date
from pathlib import Path

import pytest

from knowledge.content import load_content
from knowledge.validation.texts import broken_texts
from tests.knowledge.conftest import Edit

TEXT = "articles/visa/blue-card/en.md"


def mistakes_in(knowledge: Path) -> list[str]:
    found = broken_texts(load_content(knowledge), day=date(2026, 11, 21))
    return [f"{m.path.relative_to(knowledge)}:{m.line}: {m.problem}" for m in found]


@pytest.mark.parametrize(
    ("old", "new", "line", "problem"),
    [
        ('fact("visa.fee")', 'fact("visa.free")', 6, "visa.free is not known"),
        ('phone("mission")', 'phone("nobody")', 14, "nobody is not known"),
        ('{{ phone("mission") }}', "{{ phone( }}", 14, "unexpected '}', expected ')'"),
        ("# Blue Card", "Blue Card", 4, "there is no title"),
        ('Blue Card costs {{ fact("visa.fee") }}.', "", 4, "there is no short answer"),
    ],
)
def test_a_text_that_cannot_be_shown_is_a_mistake_with_its_line(
    knowledge: Path, edit: Edit, old: str, new: str, line: int, problem: str
):
    edit(TEXT, old, new)

    assert mistakes_in(knowledge) == [f"{TEXT}:{line}: {problem}"]


@pytest.mark.parametrize("call", ["fact()", "fact(1, 2)", "unknown", "unknown.deeper"])
def test_a_wrong_call_is_a_mistake_and_no_crash(knowledge: Path, edit: Edit, call: str):
    edit(TEXT, 'fact("visa.fee")', call)

    (mistake,) = mistakes_in(knowledge)

    assert mistake.startswith(TEXT)


@pytest.mark.parametrize("name", ["en.md", "en.questions.yml", "de.questions.yml"])
def test_a_missing_language_is_a_mistake(knowledge: Path, name: str):
    (knowledge / "articles/visa/blue-card" / name).unlink()

    assert mistakes_in(knowledge) == [f"articles/visa/blue-card/{name}:1: the file is missing"]
