"""Telegram refuses, is slow, repeats itself; the process is killed: nothing stays unanswered."""

import time
from collections.abc import Callable

import pytest

from desk.tickets.outbox import OutboxRow, rows_of
from desk.tickets.ticket import Delivery
from desk.tickets.views import show_ticket
from tests.bench.employers import Chat, Expected, judge
from tests.e2e.employers import number_and_code, open_ticket, reply, says, staff
from tests.telegram_faults import Faults
from tests.telegram_people import User
from tests.telegram_running import OnTelegram
from tests.telegram_state import WAIT_SECONDS

ASK = "Wie läuft das beschleunigte Fachkräfteverfahren nach § 81a?"


@pytest.fixture
def user(on_telegram: OnTelegram) -> User:
    return User(on_telegram.telegram)


REFUSALS: dict[str, Callable[[Faults, int], None]] = {
    "429": lambda faults, chat_id: faults.too_many(times=2, chat_id=chat_id),
    "500": lambda faults, chat_id: faults.broken(chat_id=chat_id),
    "502": lambda faults, chat_id: faults.broken(code=502, chat_id=chat_id),
    "lost": lambda faults, chat_id: faults.silent(delivered=False, chat_id=chat_id),
}


def test_an_answer_that_telegram_refuses_comes_all_the_same_and_once(on_telegram: OnTelegram):
    """Side by side: no chat waits for another."""
    people = {name: User(on_telegram.telegram) for name in REFUSALS}
    for name, user in people.items():
        REFUSALS[name](on_telegram.telegram.faults, user.chat_id)
        user.say(ASK)
    other = User(on_telegram.telegram)
    assert "81a" in other.ask(ASK).text
    assert people["lost"].unread() == []

    answers = [user.read().text for user in people.values()]
    after = [user.ask("/privacy").text for user in people.values()]

    assert all("81a" in text for text in answers)
    assert all(says(text, "de", "privacy") for text in after)
    assert [user.unread() for user in people.values()] == [[]] * len(people)


@pytest.mark.parametrize(
    "fail",
    [lambda faults: faults.broken(times=1, method="getUpdates"), Faults.conflict],
    ids=["500", "409"],
)
def test_updates_are_fetched_again_after_a_refusal(
    on_telegram: OnTelegram, user: User, fail: Callable[[Faults], None]
):
    fail(on_telegram.telegram.faults)

    assert "81a" in user.ask(ASK).text


def test_a_message_whose_delivery_is_unknown_comes_at_least_once(
    on_telegram: OnTelegram, user: User
):
    on_telegram.telegram.faults.silent(chat_id=user.chat_id)

    assert "81a" in user.ask(ASK).text


def test_an_update_that_comes_twice_is_answered_once(on_telegram: OnTelegram, user: User):
    update = user.say(ASK)
    on_telegram.telegram.deliver(update)
    user.read()
    on_telegram.telegram.deliver(update)

    assert says(user.ask("/privacy").text, "de", "privacy")
    assert user.unread() == []


def test_an_update_that_comes_late_is_answered(on_telegram: OnTelegram, user: User):
    late = user.say(ASK, held=True)
    user.ask("/privacy")

    on_telegram.telegram.deliver(late)

    assert "81a" in user.read().text


def test_the_desk_sees_who_cannot_be_reached_and_they_hear_later(
    on_telegram: OnTelegram, user: User
):
    number, _code = number_and_code(open_ticket(user, "de"))
    user.block()

    reply(on_telegram, number, "Wir rufen Sie an.")
    failed = waiting_row(on_telegram, number, Delivery.FAILED)
    user.unblock()
    shown = user.read()

    assert failed.reason == "blocked"
    assert says(shown.text, "de", "answer_waiting")
    assert waiting_row(on_telegram, number, Delivery.SENT).attempts >= 1


def waiting_row(on_telegram: OnTelegram, number: str, state: Delivery) -> OutboxRow:
    """The newest reply to a ticket, once its delivery has got so far."""
    deadline = time.monotonic() + WAIT_SECONDS
    with staff(on_telegram) as store:
        conversation_id = show_ticket(store.database, number).conversation_id
        while (row := rows_of(store.database, conversation_id)[-1]).state is not state:
            assert time.monotonic() < deadline, f"it is {row.state}"
            time.sleep(0.05)
    return row


def test_kills_in_the_middle_lose_no_message(on_telegram: OnTelegram):
    telegram = on_telegram.telegram
    expected = Expected.ask(telegram)
    chats = [Chat.new(telegram, number) for number in range(12)]
    for _kill in range(3):
        for chat in chats:
            chat.ask_next(expected)
        chats[0].user.read()
        on_telegram.kill()

    telegram.wait_while_coming(
        lambda _shown: judge(telegram, chats, expected).lost == 0, quiet_seconds=WAIT_SECONDS
    )

    tally = judge(telegram, chats, expected)
    assert (tally.sent, tally.lost) == (36, 0)
