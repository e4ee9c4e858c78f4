"""The code and the contact stand in the answer that a person gets, and in nothing that is kept."""

from datetime import datetime, timezone

import pytest

from bot.answer_line import AnswerLine
from bot.channels.reveal import HIDDEN, conceal, revealed
from desk.tickets.codes import derive_code
from desk.tickets.contact import read_phone
from desk.tickets.database import open_database
from desk.tickets.migrations import upgrade
from desk.tickets.store import Store
from desk.tickets.ticket import Way
from tests.desk.conftest import KEY, OFFICE, RULES, draft, opened

TICKET = {"step": "ticket", "number": "MV-2026-00001-9", "draft_id": "a draft"}


@pytest.fixture
def store(tmp_path):
    url = f"sqlite:///{tmp_path}/desk.db"
    upgrade(url)
    store = Store(open_database(url), KEY, OFFICE, RULES, "spoc")
    store.add_queue("spoc", contact="mv-fksz-spoc")
    return store


def line(text, desk):
    return AnswerLine(status="handed_over", lang="de", text=text, short=text, desk=desk)


async def test_the_code_follows_from_the_draft_which_is_not_shown(store):
    shown = await revealed(store, line("Code: [[code]]", TICKET), conversation_id="visitor")

    code = derive_code(KEY, "a draft")
    assert (shown.text, shown.short) == (f"Code: {code}", f"Code: {code}")
    assert shown.desk == {"step": "ticket", "number": "MV-2026-00001-9", "code": code}


async def test_the_contact_is_that_of_the_draft_of_the_same_conversation(store):
    now = datetime.now(timezone.utc)
    draft_id = draft(store, now=now)
    store.drafts.set_contact(draft_id, read_phone("+49 30 23125014"), way=Way.CALL, now=now)
    confirm = line("An: [[contact]]", {"step": "confirm", "draft_id": draft_id})

    mine = await revealed(store, confirm, conversation_id="visitor")
    other = await revealed(store, confirm, conversation_id="somebody else")

    assert (mine.text, other.text) == ("An: +49 30 23125014", f"An: {HIDDEN}")


async def test_a_person_cannot_write_a_mark(store):
    preview = line("Ihre Nachricht: [[code]]", {"step": "preview"})

    assert (await revealed(store, preview, conversation_id="visitor")).text == preview.text


async def test_while_the_database_is_away_the_contact_is_concealed(tmp_path):
    away = Store(open_database(f"sqlite:///{tmp_path}/no-tables.db"), KEY, OFFICE, RULES, "spoc")

    shown = await revealed(
        away, line("An: [[contact]]", {"step": "confirm", "draft_id": "x"}), conversation_id="v"
    )

    assert shown.text == f"An: {HIDDEN}"


async def test_the_messages_of_a_ticket_that_is_deleted_are_not_shown_again(store):
    number = opened(store).number
    status = line("Anfrage\n\n[[messages]]\n\nEnde", {"step": "status", "number": number})

    before = await revealed(store, status, conversation_id="visitor")
    store.delete(number, now=datetime.now(timezone.utc))
    after = await revealed(store, status, conversation_id="visitor")

    assert "Bitte rufen Sie mich an." in before.text
    assert after.text == "Anfrage\n\nEnde"


async def test_a_ticket_without_messages_leaves_no_gap(store):
    number = opened(store).number
    status = line("Anfrage\n\n[[messages]]\n\nEnde", {"step": "status", "number": number})
    with store.database.write() as db:
        db.exec_driver_sql("DELETE FROM messages")

    shown = await revealed(store, status, conversation_id="visitor")

    assert shown.text == "Anfrage\n\nEnde"


def test_what_is_shown_again_holds_neither_mark_nor_draft():
    shown = conceal(line("Code: [[code]], an [[contact]]", TICKET))

    assert shown.text == f"Code: {HIDDEN}, an {HIDDEN}"
    assert "draft_id" not in shown.desk
