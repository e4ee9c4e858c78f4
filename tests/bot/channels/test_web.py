"""The HTTP channel: what programs and browsers get, above all when something is wrong."""

import pytest

from bot.words import words
from desk.tickets.errors import DatabaseAway


async def token_of(client):
    return (await client.post("/api/session", json={"lang": "de"})).json()["session"]


async def post_message(client, token, **request):
    headers = {"Authorization": f"Bearer {token}"}
    return await client.post("/api/messages", headers=headers, **request)


async def test_a_session_begins_with_the_introduction(client):
    opened = await client.post("/api/session", json={"lang": "de"})

    assert opened.status_code == 201
    assert "ein Programm, kein Mensch" in opened.json()["answer"]["text"]


@pytest.mark.parametrize("body", [b"", b"[1]", b"5", b'"de"', b"null", b'{"lang": ["de"]}'])
async def test_a_session_without_a_readable_language_is_opened_in_english(client, body):
    opened = await client.post("/api/session", content=body)

    assert (opened.status_code, opened.json()["answer"]["lang"]) == (201, "en")


async def test_a_message_gets_its_answer_line(client):
    token = await token_of(client)

    answer = await post_message(client, token, json={"text": "Hello", "message_id": "m1"})

    assert answer.status_code == 200
    assert (answer.json()["id"], answer.json()["status"]) == ("m1", "smalltalk")


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"5", b'{"text": 5}', b'{"button": "x"}'])
async def test_a_body_that_is_no_message_is_a_bad_request(client, body):
    token = await token_of(client)

    answer = await post_message(client, token, content=body)

    assert (answer.status_code, answer.json()["error"]) == (400, "bad_request")


@pytest.mark.parametrize("token", ["", "forged", "a.b.c"])
async def test_without_a_session_of_ours_there_is_no_conversation(client, token):
    answer = await post_message(client, token, json={"text": "Hello"})

    assert (answer.status_code, answer.json()["error"]) == (401, "session_lost")


async def test_a_lost_session_is_told_to_a_browser_in_its_language(client):
    page = await client.post("/chat", data={"text": "Hallo"}, headers={"Accept-Language": "de-DE"})

    assert page.status_code == 401
    assert words("de").page["session_lost"] in page.text


async def test_a_language_that_is_a_path_gets_the_english_page(client):
    page = await client.post("/chat?lang=../../knowledge/phrases/de", data={})

    assert page.status_code == 401
    assert '<html lang="en"' in page.text


async def test_a_form_sent_twice_is_answered_once(client):
    form = {"session": await token_of(client), "message_id": "m1", "text": "Hallo <b>du</b>"}

    await client.post("/chat", data=form)
    page = await client.post("/chat", data=form)

    assert page.text.count("Hallo &lt;b&gt;du&lt;/b&gt;") == 1


class AwayDesk:
    """Turns that cannot be taken, because the database does not answer."""

    async def take(self, message, **_more):
        raise DatabaseAway("locked")


async def test_who_is_too_fast_keeps_the_conversation_and_what_was_written(client):
    form = {"session": await token_of(client), "lang": "de", "text": "Guten Tag"}
    while (page := await client.post("/chat", data=form)).status_code == 200:
        form["text"] = "Danke <b>"

    assert page.status_code == 429
    assert words("de").page["too_fast"] in page.text
    assert f'name="session" value="{form["session"]}"' in page.text
    assert '<p dir="auto">Guten Tag</p>' in page.text
    assert ">Danke &lt;b&gt;</textarea>" in page.text


async def test_a_desk_that_is_away_takes_nobody_their_conversation(app, client, monkeypatch):
    form = {"session": await token_of(client), "lang": "de", "text": "Guten Tag"}
    await client.post("/chat", data=form)
    monkeypatch.setattr(app.ctx, "turns", AwayDesk())

    page = await client.post("/chat", data={**form, "text": "Danke"})

    assert page.status_code == 503
    assert words("de").page["error"] in page.text
    assert f'name="session" value="{form["session"]}"' in page.text
    assert '<p dir="auto">Guten Tag</p>' in page.text


async def test_a_button_that_is_none_takes_nobody_their_conversation(client):
    form = {"session": await token_of(client), "lang": "de"}
    await client.post("/chat", data={**form, "text": "Guten Tag"})

    page = await client.post("/chat", data={**form, "button": "no_such_button"})

    assert (page.status_code, "Guten Tag" in page.text) == (400, True)
    assert f'name="session" value="{form["session"]}"' in page.text


@pytest.mark.parametrize("path", ["/", "/chat"])
async def test_our_own_pages_have_an_icon_that_they_may_load(client, path):
    page = await client.get(path)

    icon = await client.get("/icon.svg")

    assert '<link rel="icon" href="/icon.svg" type="image/svg+xml">' in page.text
    assert "img-src 'self'" in page.headers["Content-Security-Policy"]
    assert (icon.status_code, icon.headers["Content-Type"]) == (200, "image/svg+xml")


async def test_the_page_may_run_no_script_and_is_kept_nowhere(client):
    headers = (await client.get("/chat")).headers

    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert headers["Cache-Control"] == "no-store"


async def test_it_says_when_it_is_ready_and_with_which_release(client, release):
    health = (await client.get("/health")).json()

    assert health == {"ready": True, "release": release.hash}
