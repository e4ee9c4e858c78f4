"""The page without script: everything a person wrote is shown as text, nothing else."""

from types import SimpleNamespace

import pytest
from rasa.core.tracker_store import InMemoryTrackerStore, SQLTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.answer_line import AnswerLine
from bot.channels.history import ShownTurn, conversation_of
from bot.channels.intake import take
from bot.channels.message import IncomingMessage
from bot.channels.page import Page
from bot.words import words

EVIL = "<script>alert('x')</script><img src=x onerror=alert(1)>"


def answer(**more):
    return AnswerLine(**{"status": "answered", "lang": "en", "text": "", "short": "A.", **more})


def page_with(*turns, lang="en", **more):
    return Page().render(lang, token="signed-token", turns=list(turns), **more)


async def say(agent, conversation_id, **row):
    await take(agent, IncomingMessage.from_json(row), conversation_id=conversation_id)


def test_html_in_a_question_is_shown_as_text():
    page = page_with(ShownTurn("m1", EVIL, answer()))

    assert "&lt;script&gt;alert" in page
    assert "<script" not in page
    assert "<img" not in page


@pytest.mark.parametrize(
    "line",
    [
        answer(short=EVIL),
        answer(note=EVIL),
        answer(parts=[{"heading": EVIL, "text": EVIL}]),
        answer(sources=[{"title": EVIL, "url": None, "as_of": None}]),
        answer(contacts=[{"name": EVIL, "phone": None, "url": None}]),
        answer(options=[{"id": EVIL, "title": EVIL}]),
    ],
    ids=["short", "note", "parts", "sources", "contacts", "options"],
)
def test_html_in_an_answer_is_shown_as_text(line):
    page = page_with(ShownTurn("m1", "?", line))

    assert "&lt;script&gt;" in page
    assert "<script" not in page
    assert "<img" not in page


def test_quotes_in_what_the_browser_sends_cannot_leave_their_attribute():
    page = Page().render("en", token='"><script>', turns=[], reply_lang='"><script>')

    assert "<script" not in page


@pytest.mark.parametrize(
    ("lang", "shown"),
    [("de", "de"), ("en", "en"), ("sv", "en"), (None, "en"), ("../x", "en"), ('"><b>', "en")],
)
def test_the_page_names_its_language_and_direction(lang, shown):
    assert f'<html lang="{shown}" dir="ltr">' in page_with(lang=lang)


def test_an_answer_from_right_to_left_says_so():
    page = page_with(ShownTurn("m1", "سؤال", answer(lang="ar", short="جواب")))

    assert '<article class="answer" lang="ar" dir="rtl">' in page


def test_a_question_finds_its_own_direction():
    assert '<p dir="auto">سؤال</p>' in page_with(ShownTurn("m1", "سؤال", answer()))


@pytest.mark.parametrize("lang", ["de", "en"])
def test_the_first_words_say_program_and_the_way_to_a_person(lang, release):
    page = page_with(lang=lang)

    contact = release.content.directory.bodies[release.content.tenant.contact]
    assert contact.name_in(lang) in page
    assert words(lang).page["hint"] in page


def test_a_source_is_a_link_with_its_date():
    source = {"title": "Law", "url": "https://example.org/law", "as_of": "2026-11-21"}

    page = page_with(ShownTurn("m1", "?", answer(sources=[source])))

    assert '<a href="https://example.org/law" rel="noreferrer">Law</a>' in page
    assert "as of November 21, 2026" in page


def test_a_phone_number_can_be_called():
    contact = {"name": "SPoC", "phone": "+49 385 123", "url": None}

    page = page_with(ShownTurn("m1", "?", answer(contacts=[contact])))

    assert '<a href="tel:+49385123" dir="ltr">+49 385 123</a>' in page


def test_only_the_last_answer_has_buttons():
    line = answer(options=[{"id": "human", "title": "Talk to a person"}])

    page = page_with(ShownTurn("m1", "first", line), ShownTurn("m2", "second", line))

    assert page.count('<button name="button" value="human">') == 1


def test_every_page_has_a_new_message_id():
    assert page_with() != page_with()


def test_a_problem_is_said_in_words():
    assert words("de").page["session_lost"] in page_with(lang="de", problem="session_lost")


async def test_a_conversation_is_shown_again_from_the_tracker_store(agent, tmp_path):
    await say(agent, "kept", text="Guten Tag", message_id="m1", lang="de")
    await say(agent, "kept", button="article:eu-blue-card", message_id="m2", lang="de")
    store = SQLTrackerStore(agent.domain, db=str(tmp_path / "tracker.db"))
    await store.save(await agent.tracker_store.retrieve("kept"))

    turns = await conversation_of(SimpleNamespace(tracker_store=store), "kept")

    assert [turn.message_id for turn in turns] == ["m1", "m2"]
    assert turns[0].question == "Guten Tag"
    assert [turn.answer.status for turn in turns] == ["smalltalk", "answered"]
    assert turns[1].answer.sources[0]["title"] in page_with(*turns, lang="de")


async def test_a_pressed_button_is_shown_by_what_stood_on_it(agent, release):
    await say(agent, "pressed", button="article:eu-blue-card", lang="de")
    await say(agent, "pressed", button="human", lang="de")

    turns = await conversation_of(agent, "pressed")

    title, _ = release.content.articles["eu-blue-card"].texts["de"].body[2:].split("\n", 1)
    assert [turn.question for turn in turns] == [title, words("de").labels["human"]]


@pytest.mark.parametrize(
    ("slug", "shown"), [("eu-blue-card", "EU Blue Card"), ("no-such-article", "…")]
)
async def test_a_button_pressed_under_a_release_that_is_gone_is_still_shown(slug, shown):
    pressed = UserUttered(
        "",
        parse_data={"turn": {"release": "gone", "language": "en", "day": "2026-11-21"}},
        metadata={"choice": {"kind": "article", "slug": slug}},
    )
    store = InMemoryTrackerStore(Domain.empty())
    await store.save(DialogueStateTracker.from_events("old", [pressed]))

    turns = await conversation_of(SimpleNamespace(tracker_store=store), "old")

    assert [turn.question for turn in turns] == [shown]


async def test_a_conversation_that_never_was_is_empty(agent):
    assert await conversation_of(agent, "never") == []
