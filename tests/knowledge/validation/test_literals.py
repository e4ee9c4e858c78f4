from pathlib import Path

import pytest

from knowledge.content import load_content
from knowledge.validation.literals import literal_amounts
from tests.knowledge.conftest import Edit

TEXT = "articles/visa/blue-card/en.md"


def mistakes_in(knowledge: Path) -> list[tuple[int, str]]:
    return [(found.line, found.problem) for found in literal_amounts(load_content(knowledge))]


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("It costs 75 euros", ["75"]),
        ("It costs 1.091,00 €", ["1.091,00"]),
        ("§ 18g of the law", ["18"]),
        ("from 2026 to 2027", ["2026", "2027"]),
        ("call 112", ["112"]),
        ("٧٥ euros", ["٧٥"]),
        ("level D2", ["2"]),
        ("A4 paper", ["4"]),
        ("pay 3. Then wait", ["3."]),
        ("2026. That is the year", ["2026."]),
    ],
)
def test_digits_written_by_hand_are_a_mistake(
    knowledge: Path, edit: Edit, text: str, digits: list[str]
):
    edit(TEXT, "Blue Card and how it is done.", text)

    assert mistakes_in(knowledge) == [(10, f"{found!r} is written by hand") for found in digits]


@pytest.mark.parametrize(
    "text",
    [
        'It costs {{ fact("visa.fee_2026") }}',
        "German B1, English C1",
        "1. First\n2. Second\n10. Last",
        "- a\n  1. indented",
        "[the law](https://example.org/18g)",
        "see https://example.org/2026/form_3.pdf",
        "open 24/7",
    ],
)
def test_what_is_no_amount_may_have_digits(knowledge: Path, edit: Edit, text: str):
    edit(TEXT, "Blue Card and how it is done.", text)

    assert mistakes_in(knowledge) == []


def test_the_line_is_right_below_a_numbered_list(knowledge: Path, edit: Edit):
    edit(TEXT, "Blue Card and how it is done.", "Steps:\n\n1. Ask\n\n2. Pay 75 euros")

    assert mistakes_in(knowledge) == [(14, "'75' is written by hand")]


def test_a_digit_in_the_title_is_a_mistake_too(knowledge: Path, edit: Edit):
    edit(TEXT, "# Blue Card", "# Blue Card 2026")

    assert mistakes_in(knowledge) == [(4, "'2026' is written by hand")]
