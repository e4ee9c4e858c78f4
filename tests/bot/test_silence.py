"""While staff hold a conversation the program is silent, and there is always a way back."""

from datetime import datetime, timedelta, timezone

import pytest

from desk.tickets.ticket import Status
from desk.tickets.views import show_messages, show_ticket

QUESTION = {
    "de": "Wie viele Punkte brauche ich für die Chancenkarte?",
    "en": "How many points do I need for the opportunity card?",
}
LANGUAGES = pytest.mark.parametrize("lang", ["de", "en"])


def right_now():
    return datetime.now(timezone.utc)


def texts_of(visitor, number):
    return [each.text for each in show_messages(visitor.store.database, number, notes=True)]


async def claimed(visitor, *, at=None):
    """The visitor has a ticket that anna has claimed."""
    number = await visitor.open_ticket()
    visitor.store.claim(number, "anna", now=at or right_now())
    return number


@LANGUAGES
async def test_after_a_claim_a_question_goes_to_staff_and_not_to_the_program(arrive, lang):
    visitor = arrive(lang)
    number = await claimed(visitor)

    line = await visitor.say(QUESTION[lang])

    assert (line.status, line.desk["step"]) == ("handed_over", "passed_on")
    assert texts_of(visitor, number) == [QUESTION[lang]]
    assert line.articles == []


@LANGUAGES
@pytest.mark.parametrize("by_button", [True, False])
async def test_back_to_the_program_its_answers_are_there_again(arrive, lang, by_button):
    visitor = arrive(lang)
    await claimed(visitor)
    await visitor.say("Hallo?")
    words = {"de": "zurück zum Programm!", "en": "Back to the program"}[lang]

    back = await (visitor.press("ticket_back") if by_button else visitor.say(words))
    line = await visitor.say(QUESTION[lang])

    assert (back.status, back.desk["step"]) == ("handed_over", "back")
    assert line.status == "answered"


async def test_a_new_claim_after_going_back_does_not_wait_for_the_person(visitor):
    number = await claimed(visitor)
    await visitor.say("Hallo?")
    await visitor.press("ticket_back")

    visitor.store.release(number, "anna", now=right_now())
    visitor.store.claim(number, "berta", now=right_now())

    assert (await visitor.say(QUESTION["de"])).desk["step"] == "passed_on"


async def test_before_a_claim_the_program_answers(visitor):
    await visitor.open_ticket()

    assert (await visitor.say(QUESTION["de"])).status == "answered"


async def test_a_claim_without_a_word_lapses_and_the_program_answers_again(visitor):
    await claimed(visitor, at=right_now() - timedelta(days=10))

    assert (await visitor.say(QUESTION["de"])).status == "answered"


@pytest.mark.parametrize("end", ["close", "release"])
async def test_when_staff_are_done_the_program_answers_again(visitor, end):
    number = await claimed(visitor)

    getattr(visitor.store, end)(number, "anna", now=right_now())

    assert (await visitor.say(QUESTION["de"])).status == "answered"


async def test_who_wants_to_write_more_talks_with_staff_without_a_claim(visitor):
    number = await visitor.open_ticket()

    told = await visitor.press("ticket_write")
    line = await visitor.say("Ich habe noch etwas vergessen.")

    assert told.desk["step"] == "write"
    assert line.desk["step"] == "passed_on"
    assert texts_of(visitor, number) == ["Ich habe noch etwas vergessen."]


async def test_a_message_after_the_answer_opens_the_ticket_again(visitor):
    number = await claimed(visitor)
    visitor.store.reply(number, "anna", "Drei Monate.", language="de", now=right_now())
    visitor.store.release(number, "anna", now=right_now())

    await visitor.say("Stand meiner Anfrage")
    await visitor.press("ticket_write")
    await visitor.say("Und wie geht es weiter?")

    assert show_ticket(visitor.store.database, number).status is Status.OPEN


@pytest.mark.parametrize(
    ("words", "status", "step"),
    [
        ("Meine Daten löschen", "privacy", "delete_sure"),
        ("delete my data!", "privacy", "delete_sure"),
        ("Was ist über mich gespeichert?", "privacy", "my_data"),
        ("Stand meiner Anfrage", "handed_over", "status"),
    ],
)
async def test_rights_and_status_are_heard_during_silence(visitor, words, status, step):
    number = await claimed(visitor)

    line = await visitor.say(words)

    assert (line.status, line.desk["step"]) == (status, step)
    assert texts_of(visitor, number) == []


async def test_number_and_code_are_heard_during_silence(visitor):
    number = await claimed(visitor)

    line = await visitor.say(f"{number} {visitor.line.desk['code']}")

    assert line.desk["step"] == "status"


async def test_what_is_passed_on_is_masked(visitor):
    number = await claimed(visitor)

    line = await visitor.say("Meine IBAN ist DE02120300000000202051")

    assert texts_of(visitor, number) == ["Meine IBAN ist …"]
    assert line.short.startswith("Ich habe etwas aus Ihrer Nachricht entfernt")


async def test_what_cannot_be_read_is_not_passed_on(visitor):
    number = await claimed(visitor)

    line = await visitor.say("x" * 20_000)

    assert line.status == "clarified"
    assert texts_of(visitor, number) == []


async def test_another_conversation_is_not_silent(arrive):
    held, other = arrive("de"), arrive("de")
    await claimed(held)

    assert (await other.say(QUESTION["de"])).status == "answered"
