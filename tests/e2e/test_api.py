"""The HTTP channel against started processes."""

from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from tests.running import Person, Running


def test_the_first_message_says_program_no_legal_advice_and_how_to_reach_a_person(lotse: Running):
    response = httpx.post(f"{lotse.url}/api/session", json={"lang": "en"})

    text = response.json()["answer"]["text"]
    assert response.status_code == 201
    assert "a program, not a person" in text
    assert "not legal advice" in text
    assert "+49 385 58815599" in text


def test_a_question_gets_its_article_with_sources_and_a_next_step(person: Person):
    line = person.say("Wie viele Punkte brauche ich für die Chancenkarte?", lang="de")

    assert line["status"] == "answered"
    assert line["articles"][0] == "chancenkarte-points"
    assert line["sources"][0]["as_of"] == "2026-08-19"
    assert any(option["id"].startswith("article:") for option in line["options"])


def test_a_button_shows_the_article_it_names(person: Person):
    line = person.post({"button": "article:chancenkarte-money", "lang": "de"}).json()

    assert line["status"] == "answered"
    assert line["articles"] == ["chancenkarte-money"]


@pytest.mark.parametrize("token", ["", "forged", "eyJhIjoxfQ.aaaa.bbbb"])
def test_a_forged_or_missing_session_gets_a_sentence(lotse: Running, token: str):
    response = httpx.post(
        f"{lotse.url}/api/messages?lang=de",
        json={"text": "Hallo"},
        headers={"Authorization": f"Bearer {token}"} if token else {},
    )

    assert response.status_code == 401
    assert "beginnen Sie ein neues Gespräch" in response.json()["message"]


@pytest.mark.parametrize("body", [b"{text", b"[]", b'"hallo"', b'{"text": 5}', b'{"button": "x"}'])
def test_a_body_that_is_no_message_gets_a_sentence(person: Person, body: bytes):
    response = person.client.post(
        "/api/messages", content=body, headers={"Authorization": f"Bearer {person.session}"}
    )

    assert response.status_code == 400
    assert response.json()["message"]
    assert "Traceback" not in response.text


def test_a_body_that_is_far_too_large_is_refused_with_a_sentence(person: Person):
    response = person.post({"text": "a" * 1_000_000})

    assert response.status_code == 413
    assert response.json()["message"]


@pytest.mark.parametrize("text", ["", "   ", "🙂🙂", "a" * 20_000, "\x00\x07", "\u202e\u200f"])
def test_text_that_cannot_be_read_is_asked_for_again(person: Person, text: str):
    line = person.say(text, lang="de")

    assert line["status"] == "clarified"
    assert line["text"]


@pytest.mark.parametrize("text", ["/restart", '/ask{"x":1}', "/session_start"])
def test_commands_typed_by_people_are_only_text(person: Person, text: str):
    person.say("Was ist die Chancenkarte?")

    line = person.say(text)

    assert line["status"] in ("clarified", "abstained", "refused", "answered", "smalltalk")


def test_two_messages_at_once_are_both_answered(person: Person):
    questions = ["Was kostet das Visum?", "Was ist die Chancenkarte?"]

    with ThreadPoolExecutor(2) as pool:
        lines = list(pool.map(person.say, questions))

    assert [line["articles"][0] for line in lines] == [
        "visa-fees-and-costs",
        "chancenkarte-overview",
    ]


def test_an_unknown_address_is_not_a_stack_trace(lotse: Running):
    response = httpx.get(f"{lotse.url}/webhooks/rest/webhook")

    assert response.status_code == 404
    assert response.json()["error"] == "not_found"


def test_serving_processes_load_neither_torch_nor_tensorflow(lotse: Running, person: Person):
    person.say("Was kostet das Visum?")

    maps = [process.memory_maps() for process in lotse.processes()]

    loaded = " ".join(row.path for rows in maps for row in rows)
    assert "onnxruntime" in loaded
    assert "libtorch" not in loaded
    assert "tensorflow" not in loaded
