"""What is known about a person, taking it away, deleting it: in the answers and in the files."""

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from bot.settings import read_settings
from desk.tickets.opening import opened_store
from desk.tickets.store import Store
from tests.e2e.reader import Reader
from tests.running import Person, Running

QUESTION = "Quastenflosser: Was kostet das Visum?"
MESSAGE = "Mirabellenkuchen für Zebulonia"
PASSED_ON = "Noch etwas: Wolkenkuckucksheim"
NOTE = "Ruft selten an: Donaudampfschiff"
REPLY = "Ihre Antwort: Rhabarberbarbara"
PHONE = "+4938558815588"
WORDS = ("Quastenflosser", "Mirabellenkuchen", "Wolkenkuckucksheim", "Donaudampf", "Rhabarber")


@contextmanager
def staff(lotse: Running) -> Iterator[Store]:
    with opened_store(read_settings({"LOTSE_VAR": str(lotse.var)})) as store:
        yield store


def right_now() -> datetime:
    return datetime.now(timezone.utc)


def told_everything(lotse: Running) -> Person:
    """A person who asked, opened a ticket with a number to call, was answered, wrote on."""
    person = Person.arrive(lotse.url)
    person.say(QUESTION)
    person.say("Ich möchte mit einem Menschen sprechen")
    person.press("give_consent")
    person.press("write_text")
    person.say(MESSAGE)
    person.press("choose_contact")
    person.press("contact_way:call")
    person.say(PHONE)
    person.press("call_window:10-12")
    number = person.press("open_ticket")["desk"]["number"]
    with staff(lotse) as store:
        store.claim(number, "anna", now=right_now())
        store.note(number, "anna", NOTE, language="de", now=right_now())
        store.reply(number, "anna", REPLY, language="de", now=right_now())
    [reply] = person.replies()
    person.replies(seen=str(reply["id"]))
    person.say(PASSED_ON)
    person.press("ticket_status")
    return person


def files_with(folder: Path, *words: str) -> list[tuple[str, str]]:
    """The files below a folder in whose bytes a word stands."""
    return [
        (path.name, word)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        for word in words
        if any(
            form in path.read_bytes() for form in (word.encode(), json.dumps(word)[1:-1].encode())
        )
    ]


@pytest.mark.parametrize(
    ("lang", "wish"), [("de", "Was wissen Sie über mich?"), ("en", "What do you know about me?")]
)
def test_what_is_known_is_told_with_its_dates(lotse: Running, lang: str, wish: str):
    person = Person.arrive(lotse.url, lang)
    person.say("Visum" if lang == "de" else "visa")

    line = person.say(wish)

    due = (right_now() + timedelta(days=30)).date()
    assert (line["status"], line["kind"], line["desk"]["step"]) == ("privacy", "privacy", "my_data")
    assert line["desk"]["count"] == 2
    assert abs(datetime.fromisoformat(line["desk"]["delete_on"]).date() - due) <= timedelta(days=1)


@pytest.mark.parametrize("yes", ["button", "word"])
def test_deleted_data_is_in_no_file_any_more(lotse: Running, yes: str):
    person, other = told_everything(lotse), Person.arrive(lotse.url)
    other.say("Bleibwort: Was kostet das Visum?")
    session = person.session
    before = {word for _, word in files_with(lotse.var, *WORDS, PHONE)}

    if yes == "word":
        person.say("Zurück zum Programm")  # else the word would be for staff
    asked = person.say("Meine Daten löschen")
    deleted = person.press("delete_my_data_yes") if yes == "button" else person.say("ja")

    person.session = deleted["session"]
    assert before == {*WORDS, PHONE}
    assert (asked["status"], asked["desk"]) == ("privacy", {"step": "delete_sure", "count": 1})
    assert (deleted["status"], deleted["desk"]["step"]) == ("privacy", "deleted")
    assert files_with(lotse.var, *WORDS, PHONE) == []
    assert files_with(lotse.var, "Bleibwort") != []
    assert person.my_data() == {"messages": [], "tickets": []}
    person.session = session
    assert person.my_data() == {"messages": [], "tickets": []}


def test_the_page_deletes_and_begins_anew(lotse: Running):
    reader = Reader(lotse.url, "de")
    reader.ask("Pflaumenmus: Was kostet das Visum?")
    old = reader.fields()
    reader.ask("Meine Daten löschen")

    page = reader.press("delete_my_data_yes")

    assert "Alles ist gelöscht" in page
    assert "Pflaumenmus" not in page
    assert reader.fields()["session"] != old["session"]
    assert files_with(lotse.var, "Pflaumenmus") == []


def test_the_own_data_is_everything_and_holds_no_secret(lotse: Running):
    person, other = told_everything(lotse), Person.arrive(lotse.url)
    other.say("Bleibwort: Was kostet das Visum?")

    found = person.my_data()

    text = json.dumps(found, ensure_ascii=False)
    [ticket] = found["tickets"]
    assert found["messages"][0]["you"] == QUESTION
    assert {REPLY, MESSAGE, PASSED_ON, NOTE} <= {row["text"] for row in ticket["messages"]}
    assert ticket["contact_value"] == PHONE
    assert [row["kind"] for row in ticket["events"]][:2] == ["consent_given", "opened"]
    assert not {"draft_id", "status_code_hash", "claimed_by", "ticket_id"} & set(ticket)
    assert not any(secret in text for secret in ("draft_id", "hash", "proof", "anna", "Bleibwort"))


def test_own_data_needs_the_session(lotse: Running):
    response = Person.arrive(lotse.url).client.post("/api/my-data", json={})

    assert response.status_code == 401


def test_what_is_old_is_deleted_by_rule_from_every_file(lotse: Running):
    person = told_everything(lotse)
    with sqlite3.connect(lotse.var / "tracker.db") as db:
        db.execute("UPDATE events SET timestamp = timestamp - 31 * 86400")
    with sqlite3.connect(lotse.var / "desk.db") as db:
        db.execute("UPDATE tickets SET touched_at = '2020-01-01 00:00:00.000000'")
    other = Person.arrive(lotse.url)
    other.say("Bleibwort: Was kostet das Visum?")

    command = [sys.executable, "-m", "bot", "retention", "run"]
    environment = {"LOTSE_VAR": str(lotse.var), "LOTSE_DATABASE_URL": ""}
    done = subprocess.run(command, env={**os.environ, **environment}, check=True, timeout=60)

    assert done.returncode == 0
    assert files_with(lotse.var, *WORDS, PHONE) == []
    assert person.my_data() == {"messages": [], "tickets": []}
    assert len(other.my_data()["messages"]) == 1
