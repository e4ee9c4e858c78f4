"""The widget's channel against started processes, with real Socket.IO clients."""

import asyncio
import os
import signal
from contextlib import contextmanager
from datetime import datetime, timezone

import httpx
import psutil
import pytest
from socketio.exceptions import ConnectionError as NotConnected

from bot.channels.session import Sessions
from bot.settings import Settings, read_settings
from desk.tickets.opening import opened_store, server_secret
from desk.tickets.outbox import rows_of
from desk.tickets.ticket import Delivery
from tests.running import Person, Running, started, wait_until_ready
from tests.visiting import Visitor, until

QUESTION = "Wie viele Punkte brauche ich für die Chancenkarte?"
EVIL = "<img src=x onerror=alert(1)> [x](javascript:alert(1)) https://make-it-in-germany.com"


@pytest.fixture
async def visitor(lotse: Running):
    came = await Visitor.arrive(lotse.url)
    yield came
    await came.leave()


def settings_of(lotse: Running) -> Settings:
    """The settings of the started processes."""
    return read_settings({"LOTSE_VAR": str(lotse.var)})


def conversation_of(lotse: Running, visitor: Visitor) -> str:
    secret = server_secret(settings_of(lotse))
    return Sessions(secret, days=30).conversation_of(visitor.session)


@contextmanager
def desk_of(lotse: Running):
    """The desk's store."""
    with opened_store(settings_of(lotse)) as store:
        yield store


async def open_ticket(visitor: Visitor) -> str:
    """Number of a request with the answer in the chat."""
    turn = await visitor.press("human")
    for kind in ("give_consent", "choose_contact", "open_ticket"):
        options = [option["id"] for option in turn["answer"]["options"]]
        turn = await visitor.press(next(id for id in options if id.startswith(kind)))
    return turn["answer"]["desk"]["number"]


def reply(lotse: Running, number: str, text: str) -> None:
    now = datetime.now(timezone.utc)
    with desk_of(lotse) as store:
        store.claim(number, "anna", now=now)
        store.reply(number, "anna", text, language="de", now=now)


def states(lotse: Running, visitor: Visitor) -> list[Delivery]:
    own = conversation_of(lotse, visitor)
    with desk_of(lotse) as store:
        return [row.state for row in rows_of(store.database, own)]


async def test_the_greeting_says_who_we_are_and_what_may_be_sent(visitor: Visitor):
    hello = visitor.hello

    assert (hello["fresh"], hello["refused"], hello["turns"]) == (True, False, [])
    assert "ein Programm, kein Mensch" in hello["introduction"]["text"]
    assert hello["tenant"]["contact"]["phone"].startswith("+49")
    assert hello["limits"] == {"characters": 2000}


@pytest.mark.parametrize("transport", ["websocket", "polling"])
async def test_a_question_is_answered_with_its_tree(lotse: Running, transport: str):
    visitor = await Visitor.arrive(lotse.url, transport=transport)

    turn = await visitor.say(QUESTION, message_id="q1")

    answer = turn["answer"]
    assert (turn["id"], turn["question"], answer["status"]) == ("q1", QUESTION, "answered")
    assert answer["tree"]["short"][0]["type"] == "paragraph"
    assert [part["heading"] for part in answer["tree"]["parts"]] == [
        part["heading"] for part in answer["parts"]
    ]
    await visitor.leave()


async def test_what_was_understood_can_be_corrected(visitor: Visitor):
    turn = await visitor.say("Wer ist in Sachsen für eine Krankenschwester zuständig?")

    assert turn["answer"]["understood"] == {
        "state": {"id": "DE-SN", "title": "Sachsen"},
        "profession": "Krankenschwester",
    }


@pytest.mark.parametrize("token", ["forged", "eyJhIjoxfQ.aaaa.bbbb", "", {"a": 1}])
async def test_a_token_that_is_not_ours_gets_a_conversation_of_its_own(lotse: Running, token):
    visitor = await Visitor.arrive(lotse.url, token)

    assert (visitor.hello["fresh"], visitor.hello["refused"]) == (True, True)
    assert (await visitor.say("Hallo"))["answer"]["status"] == "smalltalk"
    await visitor.leave()


async def test_nobody_gets_into_a_conversation_by_naming_it(lotse: Running, visitor: Visitor):
    own = conversation_of(lotse, visitor)
    await visitor.say(QUESTION)
    other = await Visitor.arrive(lotse.url, own)

    await other.client.emit("join", own)
    stolen = await other.send("history", session=own, conversation_id=own, room=own)
    await visitor.say("Hallo")

    assert stolen == {"turns": [], "replies": []}
    assert other.turns == []
    await other.leave()


async def test_two_tabs_show_the_same(lotse: Running, visitor: Visitor):
    second = await Visitor.arrive(lotse.url, visitor.session)

    turn = await visitor.say(QUESTION)

    await until(lambda: second.turns)
    assert second.turns == [turn]
    assert visitor.turns == []
    third = await Visitor.arrive(lotse.url, second.session)
    assert [row["question"] for row in third.hello["turns"]] == [QUESTION]
    await second.leave()
    await third.leave()


async def test_the_page_without_script_and_the_widget_share_a_conversation(
    lotse: Running, visitor: Visitor
):
    form = {"session": visitor.session, "text": "Was kostet das Visum?", "lang": "de"}
    async with httpx.AsyncClient(base_url=lotse.url, timeout=20) as browser:
        await browser.post("/chat", data=form)

    await until(lambda: visitor.turns)
    assert visitor.turns[0]["question"] == "Was kostet das Visum?"


async def test_a_message_sent_again_is_not_answered_again(lotse: Running, visitor: Visitor):
    second = await Visitor.arrive(lotse.url, visitor.session)

    turns = await asyncio.gather(
        visitor.say(QUESTION, message_id="m1"),
        second.say(QUESTION, message_id="m1"),
        visitor.say(QUESTION, message_id="m1"),
    )

    assert turns[0] == turns[1] == turns[2]
    assert len((await visitor.send("history"))["turns"]) == 1
    await second.leave()


async def test_messages_are_answered_in_the_order_they_came(visitor: Visitor):
    texts = [QUESTION, "Hallo", "Was kostet das Visum?", "Danke", "Was ist die Blaue Karte?"]

    turns = await asyncio.gather(*(visitor.say(text) for text in texts))

    history = (await visitor.send("history"))["turns"]
    assert [turn["question"] for turn in turns] == texts
    assert [turn["question"] for turn in history] == texts


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ({"id": "a", "text": "a" * 20_000}, "too_long"),
        ({"id": "b", "button": "no_such_button"}, "bad_request"),
        ({"id": "c", "text": 5}, "bad_request"),
        ("no object", None),
        (None, None),
    ],
)
async def test_what_is_no_message_gets_a_sentence(visitor: Visitor, body, error):
    answer = await visitor.client.call("message", body)

    if error:
        assert (answer["error"], bool(answer["message"])) == (error, True)
    else:
        assert answer["answer"]["status"] == "clarified"
    assert (await visitor.say("Hallo"))["answer"]["status"] == "smalltalk"


async def test_markup_of_a_person_comes_back_as_text(visitor: Visitor):
    turn = await visitor.say("<script>alert(1)</script> Was kostet das Visum?")

    assert turn["question"] == "<script>alert(1)</script> Was kostet das Visum?"


async def test_a_reply_is_shown_acknowledged_and_seen(lotse: Running, visitor: Visitor):
    number = await open_ticket(visitor)
    second = await Visitor.arrive(lotse.url, visitor.session)

    reply(lotse, number, EVIL)

    await until(lambda: visitor.replies and second.replies)
    await until(lambda: states(lotse, visitor) == [Delivery.SENT])
    shown = visitor.replies[0]
    assert shown["number"] == number
    assert shown["tree"][0]["children"][0] == {
        "type": "text",
        "text": "<img src=x onerror=alert(1)> [x](javascript:alert(1)) ",
    }
    await visitor.send("seen", ids=[shown["id"]])
    assert states(lotse, visitor) == [Delivery.SEEN]
    await second.leave()


async def test_a_reply_to_somebody_away_waits_for_them(lotse: Running):
    visitor = await Visitor.arrive(lotse.url)
    number = await open_ticket(visitor)
    await visitor.leave()
    reply(lotse, number, "Guten Tag")

    assert states(lotse, visitor) == [Delivery.QUEUED]

    back = await Visitor.arrive(lotse.url, visitor.session)
    await until(lambda: back.replies)
    await until(lambda: states(lotse, visitor) == [Delivery.SENT])
    assert [row["id"] for row in back.hello["replies"]] == [row["id"] for row in back.replies]
    await back.leave()


async def test_a_reply_that_nobody_acknowledges_is_not_sent(lotse: Running):
    visitor = await Visitor.arrive(lotse.url, acknowledges=False)
    number = await open_ticket(visitor)
    reply(lotse, number, "Guten Tag")

    await until(lambda: visitor.replies)

    assert states(lotse, visitor) == [Delivery.QUEUED]
    await visitor.leave()


async def test_other_peoples_replies_cannot_be_marked_as_seen(lotse: Running, visitor: Visitor):
    number = await open_ticket(visitor)
    reply(lotse, number, "Guten Tag")
    await until(lambda: visitor.replies)
    other = await Visitor.arrive(lotse.url)

    await other.send("seen", ids=[visitor.replies[0]["id"]])

    assert Delivery.SEEN not in states(lotse, visitor)
    await other.leave()


async def test_deleting_ends_the_conversation_in_every_tab(lotse: Running, visitor: Visitor):
    second = await Visitor.arrive(lotse.url, visitor.session)
    await visitor.say(QUESTION)

    await visitor.press("delete_my_data_yes")

    await until(lambda: visitor.deleted and second.deleted)
    assert visitor.deleted == second.deleted
    assert (await second.send("history"))["turns"] == []
    turn = await second.say("Hallo")
    await until(lambda: visitor.turns)
    assert visitor.turns[-1] == turn
    await second.leave()


async def test_a_flood_is_told_to_wait_and_others_are_answered(lotse: Running, visitor: Visitor):
    flooder = await Visitor.arrive(lotse.url)

    flood = asyncio.gather(*(flooder.say("Hallo") for _ in range(60)))
    answered = await visitor.say("Hallo")
    problems = [row for row in await flood if row.get("error") == "too_fast"]

    assert answered["answer"]["status"] == "smalltalk"
    assert len(problems) >= 30
    assert all(row["retry_ms"] > 0 and row["message"] for row in problems)
    await flooder.leave()


@pytest.mark.parametrize("transport", ["websocket", "polling"])
@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://["])
async def test_a_foreign_website_cannot_connect(lotse: Running, origin: str, transport: str):
    with pytest.raises(NotConnected):
        await Visitor.arrive(lotse.url, transport=transport, headers={"Origin": origin})


async def test_our_own_page_can_connect(lotse: Running):
    visitor = await Visitor.arrive(lotse.url, headers={"Origin": lotse.url})

    assert visitor.hello["fresh"]
    await visitor.leave()


async def test_a_restart_in_the_middle_loses_nothing_and_answers_nothing_twice(mortal: Running):
    visitor = await Visitor.arrive(mortal.url)
    first = await visitor.say(QUESTION, message_id="m1")

    kill_assistant(mortal)
    await asyncio.to_thread(wait_until_ready, mortal.url)

    back = await Visitor.arrive(mortal.url, visitor.session)
    again = await back.say(QUESTION, message_id="m1")
    await back.say("Danke", message_id="m2")
    history = (await back.send("history"))["turns"]
    assert back.hello["turns"][0]["answer"] == first["answer"]
    assert again["answer"] == first["answer"]
    assert [turn["id"] for turn in history] == ["m1", "m2"]
    await back.leave()


def kill_assistant(lotse: Running) -> None:
    """At once, as a power cut would; returns when it is gone."""
    serving = [p for p in lotse.processes() if "serve" in p.cmdline()]
    for process in serving:
        os.kill(process.pid, signal.SIGKILL)
    psutil.wait_procs(serving, timeout=10)


async def test_two_processes_with_redis_show_one_conversation(tmp_path):
    shared = {"LOTSE_REDIS_URL": "redis://127.0.0.1:6379/9", "LOTSE_SECRET": "s" * 32}
    shared["LOTSE_DATABASE_URL"] = f"sqlite:///{tmp_path}/desk.db"
    with started(**shared) as one, started(**shared, LOTSE_VAR=str(one.var)) as two:
        here = await Visitor.arrive(one.url)
        there = await Visitor.arrive(two.url, here.session)

        turn = await here.say("Hallo", message_id="m1")
        await until(lambda: there.turns)
        again = await there.say("Hallo", message_id="m1")

        assert there.turns == [turn]
        assert again["answer"]["text"] == turn["answer"]["text"]
        await here.press("delete_my_data_yes")
        await until(lambda: there.deleted)
        after = await there.say("Guten Tag")
        await until(lambda: here.turns)
        assert here.turns[-1] == after
        await here.leave()
        await there.leave()


async def test_flooding_over_http_is_told_to_wait(lotse: Running):
    person = await asyncio.to_thread(Person.arrive, lotse.url)

    answers = [await asyncio.to_thread(person.post, {"text": "Hallo"}) for _ in range(40)]

    refused = next(answer for answer in answers if answer.status_code == 429)
    assert int(refused.headers["retry-after"]) >= 1
    assert refused.json()["error"] == "too_fast"


async def test_whether_an_answer_helped_is_said_of_an_answer(visitor: Visitor):
    await visitor.say(QUESTION, message_id="q1")

    heard = await visitor.send("feedback", id="q1", helped=False, why="unclear")
    of_nothing = await visitor.send("feedback", id="another", helped=True)

    assert heard == {}
    assert of_nothing["error"] == "bad_request"
