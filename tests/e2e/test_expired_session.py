"""A session whose time is over: a sentence, a new conversation, nothing of the old one."""

import httpx
import pytest
from itsdangerous import URLSafeTimedSerializer

from bot.channels.session import Sessions
from bot.settings import read_settings
from desk.tickets.opening import server_secret
from tests.bot.channels.test_session import LongAgo
from tests.running import Person, Running
from tests.visiting import Visitor

QUESTION = "Was kostet das Visum?"
SAID = "beginnen Sie ein neues Gespräch"


@pytest.fixture
def expired(lotse: Running, person: Person) -> str:
    """The session of somebody who has asked something, as it would be after its last day."""
    person.say(QUESTION)
    secret = server_secret(read_settings({"LOTSE_VAR": str(lotse.var)}))
    conversation_id = Sessions(secret, days=30).conversation_of(person.session)
    old = URLSafeTimedSerializer(secret, salt="session", signer=LongAgo)
    return str(old.dumps(conversation_id))


async def test_the_widget_begins_anew_and_says_so(lotse: Running, expired: str):
    visitor = await Visitor.arrive(lotse.url, expired)

    assert (visitor.hello["fresh"], visitor.hello["refused"]) == (True, True)
    assert (visitor.hello["turns"], visitor.hello["replies"]) == ([], [])
    assert visitor.session != expired
    await visitor.say("Hallo")
    assert [turn["question"] for turn in (await visitor.send("history"))["turns"]] == ["Hallo"]
    await visitor.leave()


@pytest.mark.parametrize("path", ["messages", "replies", "my-data"])
def test_a_program_gets_a_sentence(lotse: Running, expired: str, path: str):
    response = httpx.post(
        f"{lotse.url}/api/{path}?lang=de",
        json={"text": "Hallo"},
        headers={"Authorization": f"Bearer {expired}"},
    )

    assert (response.status_code, response.json()["error"]) == (401, "session_lost")
    assert SAID in response.json()["message"]


def test_the_page_gives_a_sentence_and_a_new_conversation(lotse: Running, expired: str):
    form = {"session": expired, "text": "Hallo", "lang": "de"}

    response = httpx.post(f"{lotse.url}/chat", data=form)

    assert response.status_code == 401
    assert SAID in response.text
    assert QUESTION not in response.text
    assert expired not in response.text
