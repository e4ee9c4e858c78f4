"""Bad input and bad times over HTTP: clear sentences, nothing lost."""

import secrets
import sqlite3
import time
from collections.abc import Iterator

import httpx
import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import OperationalError

from tests.desk.conftest import NO_SERVER, SERVER
from tests.e2e.reader import Reader
from tests.running import Person, Running, started

WISH = "Ich möchte mit einem Menschen sprechen"
NOWHERE = "postgresql+psycopg2://lotse@127.0.0.1:1/lotse"
WAIT_SECONDS = 60


@pytest.fixture(scope="module")
def without_desk() -> Iterator[Running]:
    """One whose database does not answer."""
    with started(LOTSE_DATABASE_URL=NOWHERE) as running:
        yield running


def with_ticket(url: str) -> Person:
    person = Person.arrive(url)
    person.say(WISH)
    person.press("give_consent")
    person.press("choose_contact")
    person.press("open_ticket")
    return person


@pytest.mark.parametrize("step", ["contact", "text"])
def test_a_megabyte_in_the_middle_of_a_handover_loses_nothing(lotse: Running, step: str):
    person = Person.arrive(lotse.url)
    person.say(WISH)
    person.press("give_consent")
    if step == "text":
        person.press("write_text")
    else:
        person.press("choose_contact")
        person.press("contact_way:call")

    refused = person.post({"text": "1" * 1_000_000})
    line = person.say("Bitte bald." if step == "text" else "+49 30 23125014")

    assert (refused.status_code, bool(refused.json()["message"])) == (413, True)
    assert line["desk"]["step"] == ("preview" if step == "text" else "call_window")


def test_a_megabyte_on_the_page_gets_a_sentence_and_the_conversation_stays(lotse: Running):
    reader = Reader(lotse.url, "de")
    reader.ask("Was kostet das Visum?")
    fields = reader.fields()

    reader.ask("x" * 1_000_000)
    refused, sentence = reader.status, reader.text
    reader.send({**fields, "look": "yes"})

    assert refused == 413
    assert "Traceback" not in sentence
    assert "Was kostet das Visum?" in reader.text


def test_forged_and_guessed_codes_all_get_the_same_answer_and_then_have_to_wait(lotse: Running):
    owner, stranger = with_ticket(lotse.url), Person.arrive(lotse.url)
    number = owner.line["desk"]["number"]
    forged = [number, number.lower(), "MV-2031-00042-7", f"{number[:-1]}X", "MV-2026-99999-0"]

    lines = [stranger.say(f"{each} ABC-123-DEF-45{n}") for n, each in enumerate(forged)]
    more = [stranger.say(f"{number} ABC-123-DEF-46{n}") for n in range(5)]

    answers = {line["text"] for line in lines}
    assert len(answers) <= 2  # the one without a number is asked for it
    assert {line["status"] for line in [*lines, *more]} == {"handed_over"}
    assert more[-1]["desk"]["step"] == "too_many"


def test_a_locked_database_is_said_and_afterwards_everything_works(lotse: Running):
    person = Person.arrive(lotse.url)
    person.say(WISH)
    lock = sqlite3.connect(lotse.var / "desk.db", isolation_level=None)
    lock.execute("BEGIN IMMEDIATE")

    locked = person.press("give_consent")
    answered = person.say("Wie viele Punkte brauche ich für die Chancenkarte?")
    lock.execute("ROLLBACK")
    lock.close()

    person.say(WISH)
    preview = person.press("give_consent")
    person.press("choose_contact")
    ticket = person.press("open_ticket")
    assert (locked["status"], locked["kind"]) == ("error", "handover")
    assert "Es wurde nichts gesendet" in locked["text"]
    assert locked["contacts"][0]["phone"]
    assert answered["status"] == "answered"
    assert preview["desk"]["request"]["asked"] != []
    assert ticket["desk"]["code"]


def test_a_ticket_that_could_not_be_opened_is_opened_by_pressing_again(lotse: Running):
    person = Person.arrive(lotse.url)
    person.say(WISH)
    person.press("give_consent")
    ways = person.press("choose_contact")
    with sqlite3.connect(lotse.var / "desk.db", isolation_level=None) as lock:
        lock.execute("BEGIN IMMEDIATE")
        locked = person.press("open_ticket")
        lock.execute("ROLLBACK")

    person.line = ways
    ticket = person.press("open_ticket")

    assert locked["status"] == "error"
    assert ticket["desk"]["number"] in ticket["text"]


@pytest.mark.parametrize("written", ["+49 30 23125014", "MV-2026-00042-7 K7P-2QX-9MD-4ZT"])
def test_what_the_door_could_not_do_is_said_and_can_be_done_again(lotse: Running, written: str):
    person = Person.arrive(lotse.url)
    person.say(WISH)
    person.press("give_consent")
    person.press("choose_contact")
    person.press("contact_way:call")
    with sqlite3.connect(lotse.var / "desk.db", isolation_level=None) as lock:
        lock.execute("BEGIN IMMEDIATE")
        locked = person.say(written)
        lock.execute("ROLLBACK")

    again = person.say(written)

    assert (locked["status"], locked["kind"]) == ("error", "handover")
    assert again["desk"]["step"] in ("call_window", "unknown")


def test_what_could_not_be_deleted_is_not_said_to_be_deleted(lotse: Running):
    person = with_ticket(lotse.url)
    person.say("Meine Daten löschen")
    asked = person.line
    with sqlite3.connect(lotse.var / "desk.db", isolation_level=None) as lock:
        lock.execute("BEGIN IMMEDIATE")
        locked = person.press("delete_my_data_yes")
        lock.execute("ROLLBACK")
    kept = person.my_data()

    person.line = asked
    deleted = person.press("delete_my_data_yes")

    assert (locked["status"], "session" in locked) == ("error", False)
    assert len(kept["tickets"]) == 1
    assert deleted["desk"]["step"] == "deleted"
    assert person.my_data() == {"messages": [], "tickets": []}


def test_without_the_desk_questions_are_answered(without_desk: Running):
    line = Person.arrive(without_desk.url).say("Was kostet das Visum?")

    assert line["status"] == "answered"


@pytest.mark.parametrize(
    "words",
    [WISH, "Meine Daten löschen", "MV-2026-00042-7 K7P-2QX-9MD-4ZT", "Stand meiner Anfrage"],
)
def test_without_the_desk_it_is_said_that_nothing_can_be_passed_on(
    without_desk: Running, words: str
):
    line = Person.arrive(without_desk.url).say(words)

    assert (line["status"], line["kind"]) == ("error", "handover")
    assert "ein Teil unserer Technik antwortet nicht" in line["text"]
    assert line["contacts"][0]["phone"]


def test_without_the_desk_the_page_still_shows_the_conversation(without_desk: Running):
    reader = Reader(without_desk.url, "de")
    reader.ask("Was kostet das Visum?")

    reader.look()

    assert (reader.status, "Was kostet das Visum?" in reader.text) == (200, True)


def test_without_the_desk_programs_get_a_sentence(without_desk: Running):
    person = Person.arrive(without_desk.url)
    headers = {"Authorization": f"Bearer {person.session}"}

    for path in ("/api/replies", "/api/my-data"):
        response = httpx.post(f"{without_desk.url}{path}", json={"seen": "1"}, headers=headers)
        assert (response.status_code, bool(response.json()["message"])) == (503, True)


def test_when_the_desk_comes_back_tickets_can_be_opened():
    name = f"lotse_test_{secrets.token_hex(6)}"
    server = create_engine(f"{SERVER}/postgres", isolation_level="AUTOCOMMIT")
    try:
        server.connect().close()
    except OperationalError:
        pytest.skip(NO_SERVER)
    with started(LOTSE_DATABASE_URL=f"{SERVER}/{name}") as running:
        person = Person.arrive(running.url)
        before = person.say(WISH)["status"]
        with server.connect() as db:
            db.execute(text(f"CREATE DATABASE {name}"))
        try:
            _until(lambda: person.say(WISH)["status"] == "handed_over")
            ticket = with_ticket(running.url).line
        finally:
            with server.connect() as db:
                db.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    assert before == "error"
    assert ticket["desk"]["code"]


def test_sending_the_form_of_a_ticket_again_shows_the_same_number_and_code(lotse: Running):
    reader = Reader(lotse.url, "de")
    reader.ask(WISH)
    reader.press("give_consent")
    reader.press("choose_contact")
    form = reader.form_of("open_ticket")

    first = reader.send(form)
    again = reader.send(form)

    [code] = set(_codes(first))
    assert _codes(again) == [code]
    assert again.count("Ihre Anfrage ist angekommen.") == 1


def _codes(page: str) -> list[str]:
    return [line for line in page.splitlines() if line.startswith("Code: ")]


def _until(happens) -> None:
    deadline = time.monotonic() + WAIT_SECONDS
    while not happens():
        assert time.monotonic() < deadline
        time.sleep(0.5)
