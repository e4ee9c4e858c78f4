"""Feedback as a browser sends it: what can be counted is, all else is refused."""

import pytest

from bot.answer_line import AnswerLine
from bot.channels.errors import InvalidMessage
from bot.channels.heard import feedback_on
from desk.tickets.feedback import Feedback, WhyNot

LINE = AnswerLine(status="answered", lang="en", text="A.", short="A.", articles=["nurse", "other"])


@pytest.mark.parametrize(
    ("body", "heard"),
    [
        ({"helped": True}, Feedback("nurse", "en", True)),
        ({"helped": False}, Feedback("nurse", "en", False)),
        ({"helped": False, "why": "wrong"}, Feedback("nurse", "en", False, WhyNot.WRONG)),
    ],
)
def test_the_first_article_of_the_answer_counts(body: dict, heard: Feedback):
    assert feedback_on(LINE, body) == heard


def test_an_answer_from_no_article_counts_without_one():
    line = AnswerLine(status="answered", lang="de", text="A.", short="A.")

    assert feedback_on(line, {"helped": True}) == Feedback("", "de", True)


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"helped": "yes"},
        {"helped": 1},
        {"helped": False, "why": "because I am ill"},
        {"helped": False, "why": ["wrong"]},
        {"helped": True, "why": "wrong"},
    ],
)
def test_what_is_no_feedback_is_refused(body: dict):
    with pytest.raises(InvalidMessage):
        feedback_on(LINE, body)


def test_an_answer_that_is_not_known_is_refused():
    with pytest.raises(InvalidMessage):
        feedback_on(None, {"helped": True})
