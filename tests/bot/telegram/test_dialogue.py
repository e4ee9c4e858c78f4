"""What somebody reads in the private chat."""

from datetime import datetime, timezone

import pytest

from bot.channels.telegram.assistant import AssistantAway, BadMessage, TooFast
from bot.channels.telegram.texts import emergency, words
from desk.chats import buttons as kept
from desk.chats.chats import chat_of
from tests.bot.telegram.seeing import seen
from tests.bot.telegram.talking import (
    Somebody,
    buttons,
    meanings,
)
from tests.bot.telegram.turns import turn

GERMAN = words("de")
NOW = datetime(2026, 11, 23, tzinfo=timezone.utc)


def text(reply, at=0) -> str:
    return seen(reply.messages[at].html).text


def now() -> datetime:
    return datetime.now(timezone.utc)


async def test_a_question_is_answered_in_one_message(somebody: Somebody, assistant):
    assistant.next = [turn("hire_de")]

    reply = await somebody.write("Wie stelle ich jemanden aus dem Ausland ein?")

    assert len(reply.messages) == 1
    assert text(reply).startswith("Eine Fachkraft aus einem Drittstaat")
    assert meanings(reply) == [option["id"] for option in turn("hire_de")["answer"]["options"]]


async def test_the_assistant_is_told_what_it_needs_and_not_who_asks(somebody, assistant):
    assistant.next = [turn("hire_de")]

    await somebody.write("Wie stelle ich jemanden ein?")

    [told] = assistant.told
    assert told.pop("conversation").isalnum()
    assert told == {
        "id": "tg101",
        "text": "Wie stelle ich jemanden ein?",
        "lang": "de",
        "audience": "employer",
    }


@pytest.mark.parametrize("name", ["clarify_de", "smalltalk_de", "abstain_en", "who_profession_de"])
async def test_a_person_is_one_tap_away_from_every_answer(somebody, assistant, name):
    assistant.next = [turn(name)]

    reply = await somebody.write("Frage")

    assert [str(meaning).partition(":")[0] for meaning in meanings(reply)].count("human") == 1


@pytest.mark.parametrize("name", ["consent_de", "preview_de", "ticket_de", "passed_on_de"])
async def test_on_the_way_to_people_the_buttons_are_those_of_the_step(somebody, assistant, name):
    assistant.next = [turn(name)]

    reply = await somebody.write("weiter")

    assert meanings(reply) == [option["id"] for option in turn(name)["answer"]["options"]]


async def test_a_pressed_topic_has_its_name_above_the_answer(somebody, assistant, database):
    chat_of(database, 4711, is_group=False, now=now())
    [token] = kept.keep(database, 4711, ["article:accelerated-procedure"], now())
    assistant.next = [turn("article_de")]

    reply = await somebody.press(token)

    assert assistant.told[0]["button"] == "article:accelerated-procedure"
    assert seen(reply.messages[0].html).marked["b"][0] == (
        "Beschleunigtes Fachkräfteverfahren in Mecklenburg-Vorpommern"
    )


async def test_a_forged_button_is_too_old(somebody, assistant):
    reply = await somebody.press("human")

    assert (reply.toast, reply.messages) == (GERMAN.say("button_old"), ())
    assert assistant.told == []


async def test_a_button_of_another_chat_is_too_old(somebody, database):
    [token] = kept.keep(database, 815, ["human"], now())

    assert (await somebody.press(token)).toast == GERMAN.say("button_old")


async def test_an_expired_button_is_too_old(somebody, database):
    [token] = kept.keep(database, 4711, ["human"], NOW.replace(year=2025))

    assert (await somebody.press(token)).toast == GERMAN.say("button_old")


async def test_a_button_that_the_assistant_no_longer_knows_is_too_old(
    somebody, assistant, database
):
    [token] = kept.keep(database, 4711, ["article:gone"], now())
    assistant.next = [BadMessage()]

    assert (await somebody.press(token)).toast == GERMAN.say("button_old")


async def test_a_text_that_the_assistant_refuses_gets_an_apology(somebody, assistant):
    assistant.next = [BadMessage()]

    reply = await somebody.write("Frage")

    assert "+49 385 58815599" in text(reply)


async def test_while_the_assistant_is_away_there_is_a_telephone(somebody, assistant):
    assistant.next = [AssistantAway()]

    reply = await somebody.write("Was kostet das?")

    assert text(reply) == GERMAN.say(
        "assistant_away",
        contact_name="Zentrale Anlaufstelle der Fachkräfte-Service-Zentrale MV (SPoC)",
        contact_phone="+49 385 58815599",
    )


async def test_who_is_too_fast_is_told(somebody, assistant):
    assistant.next = [TooFast(900)]

    assert text(await somebody.write("Und?")) == GERMAN.say("too_fast")


@pytest.mark.parametrize("outcome", [AssistantAway(), TooFast(500), turn("abstain_en")])
async def test_help_in_an_emergency_needs_no_assistant(somebody, assistant, outcome):
    assistant.next = [outcome]

    reply = await somebody.write("Ich will nicht mehr leben")

    assert [text(reply)] == [emergency("de")]
    assert "112" in text(reply)
    assert meanings(reply) == ["human"]


async def test_help_in_an_emergency_stands_before_what_people_will_read(somebody, assistant):
    assistant.next = [turn("passed_on_de")]

    reply = await somebody.write("Ich will nicht mehr leben")

    assert [text(reply), "Weitergegeben" in text(reply, 1)] == [emergency("de"), True]


async def test_the_answer_may_be_longer_than_a_message(somebody, assistant):
    long = turn("hire_de")
    long["answer"]["tree"]["parts"] *= 3
    assistant.next = [long]

    reply = await somebody.write("Alles bitte")

    assert len(reply.messages) == 2
    assert [bool(part.buttons) for part in reply.messages] == [False, True]
    assert buttons(reply)[-1].meaning == "human"
