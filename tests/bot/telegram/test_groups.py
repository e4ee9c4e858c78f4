"""Among many people: only when addressed, briefly, and nothing about anybody's request."""

from datetime import datetime, timezone

import pytest

from bot.channels.telegram.assistant import AssistantAway, TooFast
from bot.channels.telegram.texts import words
from desk.chats.chats import chat_of
from tests.bot.telegram.seeing import seen
from tests.bot.telegram.talking import BOT, Somebody, buttons
from tests.bot.telegram.turns import turn

GERMAN = words("de")
GROUP = {"id": -100, "type": "supergroup", "title": "5.000 Betriebe"}
CALLED = [{"type": "mention", "offset": 0, "length": len(BOT) + 1}]


@pytest.fixture
def member(dialogue) -> Somebody:
    return Somebody(dialogue, chat=GROUP)


def text(reply) -> str:
    return seen(reply.messages[0].html).text


async def ask(member: Somebody, question: str):
    return await member.write(f"@{BOT} {question}", entities=CALLED)


async def test_the_short_answer_is_given_and_the_rest_in_private(member, assistant):
    assistant.next = [turn("hire_de")]

    reply = await ask(member, "Wie stelle ich jemanden ein?")

    assert text(reply).startswith("Eine Fachkraft aus einem Drittstaat")
    assert "Vor der Einreise" not in text(reply)
    assert "Quellen" in text(reply)
    [button] = buttons(reply)
    assert button.url == f"https://t.me/{BOT}?start=article_hire-from-abroad-steps"
    assert assistant.told[0]["text"] == "Wie stelle ich jemanden ein?"


async def test_what_was_perhaps_meant_is_opened_in_private(member, assistant):
    assistant.next = [turn("clarify_de")]

    reply = await ask(member, "Kosten?")

    slugs = ("employer-costs-and-time", "recognition-costs-and-funding", "visa-fees-and-costs")
    links = [f"https://t.me/{BOT}?start=article_{slug}" for slug in slugs]
    assert [button.url for button in buttons(reply)] == links


async def test_what_only_the_private_chat_can_ask_leads_there(member, assistant):
    assistant.next = [turn("who_profession_de")]

    reply = await ask(member, "Wer erkennt den Beruf an?")

    assert [button.url for button in buttons(reply)] == [f"https://t.me/{BOT}"]


@pytest.mark.parametrize("name", ["consent_de", "ticket_de", "passed_on_de", "mydata_de"])
async def test_nothing_about_a_request_is_said(member, assistant, name):
    assistant.next = [turn(name)]

    reply = await ask(member, "Mensch bitte")

    assert text(reply) == GERMAN.say("group_private_only")
    assert [button.url for button in buttons(reply)] == [f"https://t.me/{BOT}"]


@pytest.mark.parametrize(
    "command", ["human", "ticket", "status", "privacy", "who", "language", "visum"]
)
async def test_commands_are_for_the_private_chat(member, assistant, command):
    reply = await member.write(f"/{command}@{BOT}")

    assert text(reply) == GERMAN.say("group_private_only")
    assert assistant.told == []


@pytest.mark.parametrize("command", ["start", "help"])
async def test_who_asks_what_we_do_is_greeted(member, command):
    reply = await member.write(f"/{command}@{BOT}")

    assert text(reply) == GERMAN.say("group_hello", bot=f"@{BOT}")


async def test_who_only_calls_us_is_told_how_to_ask(member, assistant):
    reply = await ask(member, "")

    assert text(reply) == GERMAN.say("group_hello", bot=f"@{BOT}")
    assert assistant.told == []


async def test_a_group_is_greeted_once_when_we_are_brought_in(member):
    reply = await member.become("member", before="left")

    assert text(reply) == GERMAN.say("group_hello", bot=f"@{BOT}")
    assert len(reply.messages) == 1


async def test_a_group_that_puts_us_out_is_forgotten(member, database):
    now = datetime.now(timezone.utc)
    before = chat_of(database, -100, is_group=True, now=now)

    assert (await member.become("kicked", before="member")).messages == ()
    assert chat_of(database, -100, is_group=True, now=now).conversation_id != before.conversation_id


async def test_a_reply_to_us_names_no_request(member, assistant, threads):
    threads[77] = "MV-2026-00001-9"
    assistant.next = [turn("hire_de")]
    ours = {"message_id": 77, "from": {"id": 9, "is_bot": True, "username": BOT}}

    await member.write("Und dann?", reply_to_message=ours)

    assert "ticket" not in assistant.told[0]


async def test_distress_is_answered_among_many_too(member, assistant):
    assistant.next = [AssistantAway()]

    assert "112" in text(await ask(member, "Ich will nicht mehr leben"))


async def test_what_is_kept_of_a_group_can_be_deleted_by_all(member, assistant, database):
    now = datetime.now(timezone.utc)
    before = chat_of(database, -100, is_group=True, now=now)
    assistant.next = [turn("deleted_de")]

    reply = await member.write(f"/delete@{BOT}")

    assert assistant.told[0]["button"] == "delete_my_data_yes"
    assert text(reply) == turn("deleted_de")["answer"]["short"]
    assert chat_of(database, -100, is_group=True, now=now).conversation_id != before.conversation_id


async def test_a_group_that_asks_too_much_is_not_scolded(member, assistant):
    assistant.next = [TooFast(900)]

    assert (await ask(member, "Und?")).messages == ()
