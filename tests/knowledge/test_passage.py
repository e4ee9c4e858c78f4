from datetime import date
from pathlib import Path

from knowledge.content import load_content
from knowledge.passage import PASSAGE, QUESTION, Passage, passages_of

DAY = date(2026, 11, 21)


def english(knowledge: Path, kind: str) -> list[Passage]:
    return [
        passage
        for passage in passages_of(load_content(knowledge), day=DAY)
        if (passage.slug, passage.language, passage.kind) == ("blue-card", "en", kind)
    ]


def test_every_question_is_a_passage(knowledge: Path):
    questions = english(knowledge, QUESTION)

    assert len(questions) == 6
    assert questions[0] == Passage("blue-card", "en", QUESTION, "Blue Card?")


def test_short_answer_and_parts_are_passages_under_the_title(knowledge: Path):
    assert [passage.text for passage in english(knowledge, PASSAGE)] == [
        "Blue Card. Blue Card costs €75.",
        "Blue Card. How. Blue Card and how it is done.",
    ]


def test_the_last_part_on_what_comes_next_is_no_passage(knowledge: Path):
    assert not [row for row in english(knowledge, PASSAGE) if "Call" in row.text]


def test_the_order_is_the_same_every_time(knowledge: Path):
    content = load_content(knowledge)

    assert passages_of(content, day=DAY) == passages_of(content, day=DAY)
