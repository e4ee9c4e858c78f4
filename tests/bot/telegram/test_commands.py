"""What each command says, and in which language."""

from datetime import datetime, timezone

import pytest

from bot.channels.telegram.assistant import AssistantAway, BadMessage
from bot.channels.telegram.commands import COMMANDS
from bot.channels.telegram.keyboard import STARTERS
from bot.channels.telegram.texts import LANGUAGES, words
from bot.settings import settings
from desk.chats import buttons as kept
from desk.chats.chats import chat_of
from desk.tickets.database import Database
from tests.bot.telegram.seeing import seen
from tests.bot.telegram.talking import Somebody, buttons, meanings
from tests.bot.telegram.turns import turn

GERMAN = words("de")


def text(reply, at=0) -> str:
    return seen(reply.messages[at].html).text


async def press(somebody: Somebody, database: Database, meaning: str):
    [token] = kept.keep(database, 4711, [meaning], datetime.now(timezone.utc))
    return await somebody.press(token)


async def test_start_says_what_this_is_and_asks_what_for(somebody, assistant):
    reply = await somebody.write("/start")

    said = text(reply)
    assert "Programm" in said
    assert "keine Rechtsberatung" in said
    assert "+49 385 58815599" in said
    assert "außerhalb der EU" in said
    assert "keine Unterlagen" in said
    assert "https://lotse.example.org/chat?lang=de" in said
    assert meanings(reply) == [
        *STARTERS["employer"].values(),
        *("human", "tg:audience:applicant", "tg:languages"),
    ]
    assert assistant.told == []


def test_the_first_buttons_lead_to_articles_that_exist():
    articles = (settings().knowledge / "articles").rglob("article.yml")
    known = {f"article:{path.parent.name}" for path in articles}

    assert {meaning for row in STARTERS.values() for meaning in row.values()} <= known


async def test_a_deep_link_opens_its_article(somebody, assistant):
    assistant.next = [turn("article_de")]

    reply = await somebody.write("/start article_accelerated-procedure")

    assert assistant.told[0]["button"] == "article:accelerated-procedure"
    assert "keine Rechtsberatung" in text(reply)
    assert text(reply, 1).startswith("Beschleunigtes Fachkräfteverfahren")
    assert [bool(part.buttons) for part in reply.messages] == [False, True]


@pytest.mark.parametrize("payload", ["article_nowhere", "article_", "../../etc", "x" * 64])
async def test_an_unknown_deep_link_is_a_plain_start(somebody, assistant, payload):
    assistant.next = [BadMessage()]

    reply = await somebody.write(f"/start {payload}")

    assert [text(reply)] == [text(await somebody.write("/start"))]


@pytest.mark.parametrize(
    ("command", "told"),
    [
        ("/who", {"button": "article:who-is-responsible"}),
        ("/human", {"button": "human"}),
        ("/ticket", {"button": "human"}),
        ("/status", {"button": "ticket_status"}),
        ("/status MV-2026-00001-9 BJT-F21-X0S-3Q6", {"text": "MV-2026-00001-9 BJT-F21-X0S-3Q6"}),
        ("/delete", {"button": "delete_my_data"}),
    ],
)
async def test_a_command_is_what_its_button_would_be(somebody, assistant, command, told):
    assistant.next = [turn("who_de")]

    await somebody.write(command)

    assert told.items() <= assistant.told[0].items()


async def test_who_asks_for_what_is_missing_with_buttons(somebody, assistant, database):
    assistant.next = [turn("who_de"), turn("who_profession_de"), turn("who_found_de")]

    assert "who:recognition" in meanings(await somebody.write("/who"))
    assert "who:recognition:health" in meanings(await press(somebody, database, "who:recognition"))
    found = await press(somebody, database, "who:residence:rostock")

    assert text(found).startswith("Hansestadt Rostock\n\nDafür ist zuständig:\n• Ausländerbehörde")


async def test_ticket_leads_to_the_requests_that_are_there_too(somebody, assistant):
    assistant.next = [turn("consent_de")]

    reply = await somebody.write("/ticket")

    assert meanings(reply)[-1] == "ticket_status"
    assert buttons(reply)[-1].label == GERMAN.say("status_button")


async def test_privacy_says_what_telegram_adds_while_the_assistant_is_away(somebody, assistant):
    assistant.next = [AssistantAway()]

    reply = await somebody.write("/privacy")

    assert "https://lotse.example.org/privacy?lang=de" in text(reply)
    assert meanings(reply) == ["show_my_data", "delete_my_data", "tg:content:yes", "human"]


async def test_an_unknown_command_is_named_so(somebody):
    assert text(await somebody.write("/visum")) == GERMAN.say("unknown_command")


async def test_every_command_of_the_menu_is_known(somebody, assistant):
    for command in COMMANDS:
        assistant.next = [turn("smalltalk_de")]
        assert text(await somebody.write(f"/{command}")) != GERMAN.say("unknown_command")


async def test_who_looks_for_work_is_answered_so_from_then_on(somebody, assistant, database):
    reply = await press(somebody, database, "tg:audience:applicant")

    assert text(reply) == GERMAN.say("audience_set_applicant")
    assert meanings(reply)[0] == "article:which-visa"
    assistant.next = [turn("hire_de"), turn("hire_de")]
    await somebody.write("Frage")
    assert "tg:audience:employer" in meanings(await somebody.write("/help"))
    await press(somebody, database, "tg:audience:employer")
    await somebody.write("Frage")
    assert [told["audience"] for told in assistant.told] == ["applicant", "employer"]


async def test_all_languages_can_be_chosen_two_in_a_row(somebody):
    reply = await somebody.write("/language")

    *pairs, last = reply.messages[0].buttons
    assert [len(row) for row in pairs] == [2] * 7
    assert [button.label for row in pairs for button in row] == list(LANGUAGES.values())
    assert last[0].meaning == "tg:lang:auto"


@pytest.mark.parametrize("way", ["/language tr", "press"])
async def test_a_chosen_language_counts_for_our_words_and_the_answers(
    somebody, assistant, database, way
):
    if way == "press":
        reply = await press(somebody, database, "tg:lang:tr")
    else:
        reply = await somebody.write(way)

    assert text(reply) == words("tr").say("language_set")
    assistant.next = [turn("hire_de")]
    await somebody.write("Frage")
    assert assistant.told[0]["reply_lang"] == "tr"
    assert text(await somebody.write("/visum")) == words("tr").say("unknown_command")


async def test_a_choice_of_language_is_taken_back(somebody, assistant, database):
    await somebody.write("/language tr")

    reply = await somebody.write("/language auto")

    chat = chat_of(database, 4711, is_group=False, now=datetime.now(timezone.utc))
    assert chat.language is None
    assert text(reply) == words("tr").say("language_set_auto")


async def test_an_unknown_language_shows_those_there_are(somebody):
    assert text(await somebody.write("/language kl")) == GERMAN.say("language_choose")


async def test_without_a_choice_we_speak_as_the_person_did_last(dialogue, assistant):
    reader = Somebody(dialogue, language="tr")
    answered = turn("hire_de")
    assistant.next = [answered]

    assert text(await reader.write("/visum")) == words("tr").say("unknown_command")
    await reader.write("Wie stelle ich jemanden ein?")
    assert text(await reader.write("/visum")) == GERMAN.say("unknown_command")


@pytest.mark.parametrize("language", [None, "ja"])
async def test_we_speak_english_to_who_speaks_what_we_do_not(dialogue, language):
    reader = Somebody(dialogue, language=language)

    assert text(await reader.write("/visum")) == words("en").say("unknown_command")


@pytest.mark.parametrize("language", sorted(LANGUAGES))
async def test_our_own_messages_fit_in_every_language(dialogue, language):
    reader = Somebody(dialogue, language=language)

    for command in ("/start", "/help", "/language", "/privacy"):
        reply = await reader.write(command)
        assert len(text(reply)) < 3000
        assert "{" not in text(reply)
