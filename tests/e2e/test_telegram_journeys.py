"""Employers on Telegram, from the first message to the last, in four languages."""

import pytest

from desk.tickets.errors import NotPossible
from desk.tickets.ticket import Author, Way
from desk.tickets.views import show_messages, show_ticket
from tests.e2e.employers import (
    QUESTIONS,
    label,
    number_and_code,
    open_ticket,
    own,
    reply,
    says,
    staff,
)
from tests.e2e.walks import (
    FIRST_REPLY,
    IN_THREAD,
    OTHER_LANGUAGE,
    SECOND_REPLY,
    Walk,
    walk_all,
)
from tests.telegram_people import User
from tests.telegram_running import PUBLIC_URL, OnTelegram


@pytest.fixture(scope="module")
def walks(on_telegram: OnTelegram) -> dict[str, Walk]:
    return walk_all(on_telegram)


@pytest.fixture(params=sorted(QUESTIONS))
def walk(walks: dict[str, Walk], request: pytest.FixtureRequest) -> Walk:
    return walks[request.param]


@pytest.fixture
def user(on_telegram: OnTelegram) -> User:
    return User(on_telegram.telegram)


def test_start_says_what_it_is_and_what_telegram_means(walk: Walk):
    shown = walk.screens["start"]

    assert says(shown.text, walk.language, "start")
    assert f"{PUBLIC_URL}/chat" in str([shown.text, shown.seen.links()])
    assert shown.labels[0] == own(walk.language, "starter_hire")
    assert walk.user.first_name not in shown.text


def test_a_starter_opens_its_topic(walk: Walk):
    assert "81a" in walk.screens["starter"].text
    assert walk.screens["starter"].seen.marked("expandable_blockquote")


def test_a_question_is_answered_with_steps_and_sources(walk: Walk):
    shown = walk.screens["question"]

    assert len(shown.seen.marked("expandable_blockquote")) >= 2
    assert any(url.startswith("https://") for url in shown.seen.links().values())
    assert label(walk.language, "for_applicant") not in shown.text
    assert label(walk.language, "human") in shown.labels


def test_who_asks_for_what_is_missing_and_names_the_body(walk: Walk):
    assert len(walk.screens["which"].labels) > 3
    assert "Rostock" in walk.screens["who"].text
    assert "+49" in walk.screens["who"].text


def test_a_request_has_a_number_and_a_code(walk: Walk):
    number, code = number_and_code(walk.screens["ticket"])

    assert walk.ticket.number == number
    assert len(code.replace("-", "")) >= 12
    assert (walk.ticket.way, walk.ticket.language) == (Way.CHAT, walk.language)


def test_an_answer_is_announced_and_not_shown_until_the_person_agrees(walk: Walk):
    announced, whole = walk.screens["announced"], walk.screens["whole"]
    link = announced.button(own(walk.language, "answer_link_button"))["url"]

    assert says(announced.text, walk.language, "answer_waiting")
    assert FIRST_REPLY not in announced.text
    assert link.startswith(f"{PUBLIC_URL}/chat")
    assert says(walk.screens["agreed"].text, walk.language, "content_on")
    assert SECOND_REPLY in whole.text


def test_what_is_written_in_reply_reaches_the_desk(walk: Walk):
    written = [message.text for message in walk.messages if message.author is Author.PERSON]

    assert written[-1] == IN_THREAD


def test_the_desk_knows_nothing_of_who_somebody_is_on_telegram(walk: Walk):
    known, user = str([walk.ticket, walk.messages, walk.rows]), walk.user

    assert {row.channel for row in walk.rows} == {"telegram"}
    for secret in (str(user.chat_id), user.first_name, user.last_name, user.username):
        assert secret not in known


def test_a_language_that_was_chosen_stays(walk: Walk):
    _, other = OTHER_LANGUAGE.get(walk.language, ("Deutsch", "de"))

    assert says(walk.screens["chosen"].text, other, "language_set")
    assert label(other, "human") in walk.screens["after"].labels


def test_each_message_was_answered_with_one(walk: Walk):
    assert walk.user.unread() == []


@pytest.mark.parametrize(
    ("language", "question", "meant"),
    [
        ("de", "Welche Unterlagen muss ich prüfen?", "Pflichten von Arbeitgebern"),
        ("en", "what papers must I check?", "Duties of employers"),
    ],
)
def test_what_is_unclear_is_asked_back_with_buttons(
    on_telegram: OnTelegram, language: str, question: str, meant: str
):
    user = User(on_telegram.telegram, language_code=language)
    user.ask(question)

    shown = user.tap(meant)

    assert shown.seen.marked("expandable_blockquote")


def test_two_requests_are_kept_apart_and_all_can_be_deleted(on_telegram: OnTelegram, user: User):
    first, _ = number_and_code(open_ticket(user, "de"))
    second, _ = number_and_code(open_ticket(user, "de"))
    reply(on_telegram, first, "Zur ersten.")
    to_first = user.read()
    user.say("Noch etwas zur ersten.", reply_to=to_first)
    user.read()
    status = user.ask("/status")
    with staff(on_telegram) as store:
        said = {
            number: str(show_messages(store.database, number, notes=False))
            for number in (first, second)
        }
    user.ask("/delete")
    gone = user.tap(label("de", "delete_my_data_yes"))

    assert first != second
    assert first in status.text
    assert second in status.text
    assert "Noch etwas zur ersten." in said[first]
    assert "Noch etwas zur ersten." not in said[second]
    assert "Gelöscht" in gone.text
    with staff(on_telegram) as store:
        for number in (first, second):
            with pytest.raises(NotPossible):
                show_ticket(store.database, number)
