"""The way in for processes of ours: token, body, answer, the same answer again."""

import uuid
from datetime import datetime, timezone

import pytest

from bot.channels.limits import MESSAGES_OF_SESSION
from bot.channels.service import PATH
from bot.channels.service_token import InvalidToken, channel_of, service_token
from bot.channels.session import Sessions
from bot.settings import settings
from desk.tickets.opening import open_store, server_secret
from desk.tickets.views import tickets_of, waiting_draft

SECRET = "a secret of the server that is long enough"


class Caller:
    """A process of ours that speaks for one person."""

    def __init__(self, client):
        self.client = client
        self.conversation = uuid.uuid4().hex
        self.row = {}

    async def post(self, **body):
        token = service_token(server_secret(settings()), "telegram")
        known = {"conversation": self.conversation, "id": uuid.uuid4().hex, "lang": "de"}
        headers = {"Authorization": f"Bearer {token}"}
        return await self.client.post(PATH, headers=headers, json={**known, **body})

    async def say(self, text, **body):
        self.row = (await self.post(text=text, **body)).json()
        return self.row

    async def press(self, button, **body):
        ids = [option["id"] for option in self.row["answer"]["options"]]
        [pressed] = [name for name in ids if f"{name}:".startswith(f"{button}:")]
        self.row = (await self.post(button=pressed, **body)).json()
        return self.row

    async def open_ticket(self, **body):
        await self.say("Ich möchte mit einem Menschen sprechen", **body)
        for button in ("give_consent", "choose_contact", "open_ticket"):
            await self.press(button, **body)
        return self.row["answer"]["desk"]["number"]


@pytest.fixture
def caller(client):
    return Caller(client)


def test_a_token_names_its_channel():
    assert channel_of(SECRET, service_token(SECRET, "telegram")) == "telegram"


@pytest.mark.parametrize(
    "token",
    [None, "", "telegram", "telegram.", "é", service_token("other", "telegram")],
)
def test_a_token_that_is_not_ours_speaks_for_nobody(token):
    with pytest.raises(InvalidToken):
        channel_of(SECRET, token)


def test_the_web_has_no_token():
    with pytest.raises(InvalidToken):
        channel_of(SECRET, service_token(SECRET, "web"))


def test_a_session_of_a_person_is_no_token():
    with pytest.raises(InvalidToken):
        channel_of(SECRET, Sessions(SECRET, days=1).issue())


async def test_a_message_gets_the_turn_that_the_widget_gets(caller):
    row = await caller.say("Was kostet das Visum?", id="m1")

    assert (row["id"], row["question"]) == ("m1", "Was kostet das Visum?")
    assert row["answer"]["status"] == "answered"
    assert row["answer"]["tree"]["short"]
    assert "deleted" not in row


async def test_a_message_that_comes_again_gets_the_same_turn(caller):
    first = await caller.say("Was kostet das Visum?", id="m1")
    again = await caller.say("Was ist die Chancenkarte?", id="m1")

    assert again == first


@pytest.mark.parametrize("token", [None, "Bearer forged", "Bearer telegram", "Bearer web.abc"])
async def test_without_our_token_nothing_is_answered(caller, token):
    headers = {"Authorization": token} if token else {}
    body = {"conversation": caller.conversation, "id": "m1", "text": "Hallo"}

    answer = await caller.client.post(PATH, headers=headers, json=body)

    assert (answer.status_code, answer.json()["error"]) == (401, "unauthorized")


@pytest.mark.parametrize(
    "body",
    [
        {"conversation": None},
        {"conversation": "../x"},
        {"conversation": "A" * 32},
        {"id": ""},
        {"id": 5},
        {"id": "m" * 65},
        {"text": 5},
        {"button": "unknown"},
    ],
)
async def test_a_body_that_is_no_message_is_refused(caller, body):
    answer = await caller.post(**{"text": "Hallo", **body})

    assert (answer.status_code, answer.json()["error"]) == (400, "bad_request")


async def test_who_writes_too_fast_is_told_when_to_try_again(caller):
    answers = [await caller.post(text="Hallo") for _ in range(int(MESSAGES_OF_SESSION.burst) + 5)]

    refused = [answer for answer in answers if answer.status_code == 429]
    assert refused
    assert refused[0].json()["error"] == "too_fast"
    assert refused[0].json()["retry_ms"] > 0


async def test_a_deleted_conversation_is_told(caller):
    await caller.say("Was kostet das Visum?")
    await caller.post(button="delete_my_data")

    row = (await caller.post(button="delete_my_data_yes")).json()

    assert row["deleted"] is True
    assert row["answer"]["desk"]["step"] == "deleted"


async def test_a_draft_and_its_ticket_know_their_channel_and_audience(caller):
    await caller.say("Ich möchte mit einem Menschen sprechen", audience="employer")
    await caller.press("give_consent", audience="employer")
    draft = waiting_draft(
        open_store().database, caller.conversation, now=datetime.now(timezone.utc)
    )
    for button in ("choose_contact", "open_ticket"):
        await caller.press(button, audience="employer")
    [ticket] = tickets_of(open_store().database, caller.conversation)

    assert (draft.channel, draft.audience) == ("telegram", "employer")
    assert (ticket.channel, ticket.audience) == ("telegram", "employer")


async def test_a_reply_to_a_message_of_a_ticket_goes_to_its_people(caller):
    first, second = await caller.open_ticket(), await caller.open_ticket()

    row = await caller.say("Das habe ich vergessen.", ticket=first)

    assert second != first
    assert (row["answer"]["desk"]["step"], row["answer"]["desk"]["number"]) == ("passed_on", first)


@pytest.mark.parametrize("ticket", ["MV-2026-00001-1", "nonsense", 5, None])
async def test_a_ticket_that_the_conversation_does_not_have_is_ignored(caller, ticket):
    row = await caller.say("Was kostet das Visum?", ticket=ticket)

    assert row["answer"]["status"] == "answered"


async def test_everything_that_is_stored_is_downloaded_from_a_link(caller):
    await caller.say("Was kostet das Visum?")

    answer = (await caller.post(button="show_my_data")).json()["answer"]
    link = answer["desk"]["link"]
    path = link[link.index("/my-data") :]
    given, forged = await caller.client.get(path), await caller.client.get(f"{path}x")

    assert link in answer["text"]
    assert given.json()["messages"][0]["you"] == "Was kostet das Visum?"
    assert given.headers["Content-Disposition"].startswith("attachment")
    assert forged.status_code == 401


@pytest.mark.parametrize(("content", "is_shown"), [(False, False), (True, True), ("yes", False)])
async def test_what_staff_wrote_is_shown_only_where_it_was_agreed(caller, content, is_shown):
    number = await caller.open_ticket()
    now, store = datetime.now(timezone.utc), open_store()
    store.claim(number, "anna", now=now)
    store.reply(number, "anna", "Drei Monate.", language="de", now=now)

    body = {"button": "ticket_status", "id": "m1", "content": content}
    answers = [(await caller.post(**body)).json()["answer"] for _ in range(2)]

    assert [("Drei Monate." in str(answer)) for answer in answers] == [is_shown, is_shown]
    assert [("/chat?ticket=" in answer["desk"].get("link", "")) for answer in answers] == [
        not is_shown,
        not is_shown,
    ]
