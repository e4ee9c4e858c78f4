"""The comparison that says what became of questions must see it when one is lost."""

import pytest

from tests.bench.employers import Chat, Expected, Tally, judge
from tests.telegram_html import seen
from tests.telegram_people import User
from tests.telegram_state import Telegram

ANSWERS = {"Kosten?": {"Die Kosten", "411 Euro"}, "Dauer?": {"Die Dauer", "Vier Wochen"}}
EXPECTED = Expected(ANSWERS)


@pytest.fixture
def telegram() -> Telegram:
    return Telegram()


@pytest.fixture
def chat(telegram: Telegram) -> Chat:
    """Both questions are asked and were handed out."""
    chat = Chat(User(telegram), first=0)
    for question in ANSWERS:
        chat.ask(question)
    telegram.hand_out(telegram.take(0, 100))
    return chat


def answer(telegram: Telegram, chat: Chat, *questions: str) -> Tally:
    for question in questions:
        lines = ["Hinweis", *ANSWERS.get(question, {question})]
        telegram.show(chat.user.chat_id, seen("\n".join(lines)), {}, reply_to=None)
    return judge(telegram, [chat], EXPECTED)


def test_all_is_well_where_each_question_has_its_answer(telegram: Telegram, chat: Chat):
    tally = answer(telegram, chat, "Kosten?", "Dauer?")

    assert (tally.sent, tally.calls, tally.chats) == (2, 2, 1)
    assert (tally.lost, tally.doubled, tally.reordered) == (0, 0, 0)
    assert len(tally.times) == 2
    assert all(0 <= time < 1000 for time in tally.times)


@pytest.mark.parametrize(
    ("answered", "found"),
    [
        (["Kosten?"], (1, 0, 0)),
        (["Kosten?", "Kosten?"], (1, 1, 0)),
        (["Kosten?", "Dauer?", "Dauer?"], (0, 1, 0)),
        (["Kosten?", "Dauer?", "Noch etwas."], (0, 1, 0)),
        (["Dauer?", "Kosten?"], (0, 0, 2)),
    ],
)
def test_what_went_wrong_is_counted(
    telegram: Telegram, chat: Chat, answered: list[str], found: tuple[int, int, int]
):
    tally = answer(telegram, chat, *answered)

    assert (tally.lost, tally.doubled, tally.reordered) == found
    assert tally.times == []


def test_what_was_said_before_the_first_question_does_not_count(telegram: Telegram, chat: Chat):
    telegram.show(chat.user.chat_id, seen("Willkommen"), {}, reply_to=None)
    chat.greeted = 1

    assert answer(telegram, chat, "Kosten?", "Dauer?").doubled == 0
