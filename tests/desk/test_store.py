"""The store: from consent to a closed ticket."""

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, datetime, timedelta
from multiprocessing import get_context
from threading import Barrier

import pytest
from sqlalchemy import event, func, select

from desk.tickets.contact import Contact, ContactKind
from desk.tickets.database import Database, open_database
from desk.tickets.errors import DraftMissing, NotPossible
from desk.tickets.models import counters, drafts, events, messages, outbox, tickets
from desk.tickets.outbox import take_due
from desk.tickets.store import Store
from desk.tickets.ticket import Author, Status, Talk, Way
from desk.tickets.views import (
    held_ticket,
    show_events,
    show_messages,
    show_ticket,
    waiting_draft,
)
from tests.desk.conftest import CONSENT, KEY, NOW, OFFICE, REQUEST, RULES, answered, draft, opened

HOUR = timedelta(hours=1)
PHONE = Contact(ContactKind.PHONE, "+4938558815599")


def count(database: Database, table: object) -> int:
    with database.read() as db:
        return int(db.execute(select(func.count()).select_from(table)).scalar_one())


def at_once(number: int, work: object) -> list[object]:
    """What `work(i)` gives in so many threads that all start together."""
    barrier = Barrier(number)

    def run(place: int) -> object:
        barrier.wait()
        return work(place)

    with ThreadPoolExecutor(number) as pool:
        return list(pool.map(run, range(number)))


# Consent and draft


def consents(store: Store) -> list[tuple[str, dict]]:
    """What became of consent in the conversation, oldest first."""
    with store.database.read() as db:
        query = select(events).where(events.c.conversation_id == "visitor")
        rows = db.execute(query.order_by(events.c.event_id))
        return [(row.kind, row.detail) for row in rows]


WHAT = {"text_version": "2026-11", "recipient": "spoc"}


def test_what_became_of_consent_is_recorded_with_text_and_recipient(store: Store):
    store.drafts.ask_consent(CONSENT, conversation_id="visitor", now=NOW)
    store.drafts.refuse_consent(CONSENT, conversation_id="visitor", now=NOW)

    assert consents(store) == [("consent_asked", WHAT), ("consent_refused", WHAT)]


def test_consent_that_was_asked_for_and_not_answered_was_ignored_when_it_is_asked_again(
    store: Store,
):
    store.drafts.ask_consent(CONSENT, conversation_id="visitor", now=NOW)
    store.drafts.ask_consent(CONSENT, conversation_id="visitor", now=NOW + HOUR)
    draft(store, now=NOW + HOUR)

    kinds = [kind for kind, _ in consents(store)]
    assert kinds == ["consent_asked", "consent_ignored", "consent_asked", "consent_given"]


def test_what_the_person_changes_before_sending_is_what_is_sent(store: Store):
    draft_id = draft(store)
    request = replace(REQUEST, asked=(), text="Nur das.")

    store.drafts.set_request(draft_id, request, now=NOW)
    number = store.open_ticket(draft_id, conversation_id="visitor", queue="spoc", now=NOW).number

    assert show_ticket(store.database, number).summary["asked"] == []
    assert [row.text for row in show_messages(store.database, number, notes=True)] == ["Nur das."]


def test_a_draft_of_another_conversation_cannot_be_opened(store: Store):
    draft_id = draft(store)

    with pytest.raises(DraftMissing):
        store.open_ticket(draft_id, conversation_id="somebody", queue="spoc", now=NOW)


def test_the_person_may_turn_to_the_program_and_back_to_staff(store: Store):
    number = answered(store).number

    store.talk(number, Talk.PROGRAM, conversation_id="visitor", now=NOW)
    left = held_ticket(store.database, "visitor", now=NOW)
    store.talk(number, Talk.STAFF, conversation_id="visitor", now=NOW)
    back = held_ticket(store.database, "visitor", now=NOW + 100 * HOUR)

    assert left is None
    assert back
    assert back.number == number


def test_a_window_for_a_call_goes_with_the_ticket(store: Store):
    draft_id = draft(store)
    store.drafts.set_contact(draft_id, PHONE, way=Way.CALL, now=NOW)
    store.drafts.set_call_window(draft_id, "10-12", time_zone="Asia/Hanoi", now=NOW)

    number = store.open_ticket(draft_id, conversation_id="visitor", queue="spoc", now=NOW).number

    ticket = show_ticket(store.database, number)
    assert (ticket.way, ticket.call_window, ticket.time_zone) == (Way.CALL, "10-12", "Asia/Hanoi")


def test_consent_makes_a_draft_that_the_door_can_see(store: Store):
    draft_id = draft(store)

    found = waiting_draft(store.database, "visitor", now=NOW)

    assert found is not None
    assert (found.draft_id, found.contact, found.language) == (draft_id, None, "en")


def test_consent_given_twice_is_one_draft(store: Store):
    assert draft(store) == draft(store)


def test_a_draft_that_is_over_is_not_seen(store: Store):
    draft(store)

    assert waiting_draft(store.database, "visitor", now=NOW + 24 * HOUR) is None


def test_the_contact_goes_from_the_draft_into_the_ticket(store: Store):
    draft_id = draft(store)

    store.drafts.set_contact(draft_id, PHONE, way=Way.CALL, now=NOW)
    ticket = store.open_ticket(draft_id, conversation_id="visitor", queue="spoc", now=NOW)

    assert show_ticket(store.database, ticket.number).contact == PHONE
    assert count(store.database, drafts) == 0


def test_a_contact_can_be_taken_back(store: Store):
    draft_id = draft(store)
    store.drafts.set_contact(draft_id, PHONE, way=Way.CALL, now=NOW)

    store.drafts.set_contact(draft_id, None, way=Way.CHAT, now=NOW)

    found = waiting_draft(store.database, "visitor", now=NOW)
    assert found is not None
    assert found.contact is None


def test_a_contact_needs_a_draft(store: Store):
    with pytest.raises(DraftMissing):
        store.drafts.set_contact("nothing", PHONE, way=Way.CALL, now=NOW)


def test_a_draft_can_be_dropped(store: Store):
    draft_id = draft(store)

    assert store.drafts.drop(draft_id, now=NOW)
    with pytest.raises(DraftMissing):
        store.open_ticket(draft_id, conversation_id="visitor", queue="spoc", now=NOW)


# Opening


def test_a_ticket_has_a_number_a_code_and_a_day(store: Store):
    ticket = opened(store)

    assert ticket.number.startswith("MV-2026-00001-")
    assert len(ticket.code) == 15
    assert ticket.due_on == date(2026, 11, 25)


def test_a_ticket_holds_what_was_asked_and_told(store: Store):
    ticket = show_ticket(store.database, opened(store).number)

    assert ticket.status is Status.OPEN
    assert ticket.opened_at == NOW
    assert ticket.consent_version == "2026-11"
    assert ticket.summary == {
        "asked": ["Wie lange dauert das?"],
        "told": ["recognition-duration"],
        "facts": [],
        "state": "DE-MV",
        "profession": "nurse",
        "release": "4f2a",
    }


def test_what_the_person_wrote_is_the_first_message(store: Store):
    (message,) = show_messages(store.database, opened(store).number, notes=True)

    assert (message.author, message.text) == (Author.PERSON, "Bitte rufen Sie mich an.")
    assert (message.language, message.written_at) == ("en", NOW)


def test_opening_again_gives_the_same_number_and_code(store: Store):
    draft_id = draft(store)

    first = store.open_ticket(draft_id, conversation_id="visitor", queue="spoc", now=NOW)
    again = store.open_ticket(
        draft_id, conversation_id="visitor", queue="spoc", now=NOW + 48 * HOUR
    )

    assert again == first
    assert count(store.database, tickets) == 1


def test_opening_from_many_sides_at_once_makes_one_ticket(store: Store):
    draft_id = draft(store)

    found = at_once(
        6, lambda _: store.open_ticket(draft_id, conversation_id="visitor", queue="spoc", now=NOW)
    )

    assert len(set(found)) == 1
    assert count(store.database, tickets) == 1
    assert count(store.database, messages) == 1


def open_and_die(url: str, draft_id: str) -> None:
    """Commits the ticket and never tells anybody. Runs in a process of its own."""
    Store(open_database(url), KEY, OFFICE, RULES, "spoc").open_ticket(
        draft_id, conversation_id="visitor", queue="spoc", now=NOW
    )
    os._exit(9)


def test_after_a_crash_between_commit_and_reply_the_person_gets_the_code(store: Store, url: str):
    draft_id = draft(store)
    process = get_context("spawn").Process(target=open_and_die, args=(url, draft_id))
    process.start()
    process.join(60)

    ticket = store.open_ticket(draft_id, conversation_id="visitor", queue="spoc", now=NOW + HOUR)

    assert process.exitcode == 9
    assert count(store.database, tickets) == 1
    assert store.status(ticket.number, ticket.code, address="a", now=NOW).ticket is not None


def test_the_code_is_in_no_table(store: Store):
    ticket = opened(store)

    with store.database.read() as db:
        everything = str([db.execute(select(table)).all() for table in (tickets, drafts, events)])
    assert ticket.code not in everything
    assert ticket.code.replace("-", "") not in everything


def test_a_draft_can_be_opened_for_a_day(store: Store):
    draft_id = draft(store)

    with pytest.raises(DraftMissing):
        store.open_ticket(draft_id, conversation_id="visitor", queue="spoc", now=NOW + 24 * HOUR)

    assert store.open_ticket(draft_id, conversation_id="visitor", queue="spoc", now=NOW + 23 * HOUR)


def test_a_draft_that_nobody_made_is_missing(store: Store):
    with pytest.raises(DraftMissing):
        store.open_ticket("nothing", conversation_id="visitor", queue="spoc", now=NOW)


def test_a_ticket_for_a_queue_that_does_not_exist_leaves_the_draft(database: Database):
    store = Store(database, KEY, OFFICE, RULES, "spoc")
    draft_id = draft(store)

    with pytest.raises(NotPossible, match="no queue spoc"):
        store.open_ticket(draft_id, conversation_id="visitor", queue="spoc", now=NOW)

    assert count(database, drafts) == 1
    assert count(database, counters) == 0


def test_numbers_count_by_the_year_of_the_office(store: Store):
    ticket = opened(store, now=datetime.fromisoformat("2026-12-31T23:30:00+00:00"))

    assert ticket.number.startswith("MV-2027-00001-")


# Claims


def test_a_claim_keeps_others_out(store: Store):
    number = opened(store).number

    assert store.claim(number, "anna", now=NOW)
    assert not store.claim(number, "ben", now=NOW + HOUR)
    assert show_ticket(store.database, number).holder(NOW + HOUR) == "anna"


def test_one_of_many_claims_at_once_wins(store: Store):
    number = opened(store).number

    found = at_once(6, lambda place: store.claim(number, f"staff {place}", now=NOW))

    assert sorted(found) == [False] * 5 + [True]


def test_a_claim_ends_by_itself_after_one_working_day(store: Store):
    number = opened(store).number
    store.claim(number, "anna", now=NOW)

    assert not store.claim(number, "ben", now=NOW + 24 * HOUR - timedelta(seconds=1))
    assert show_ticket(store.database, number).holder(NOW + 24 * HOUR) is None
    assert store.claim(number, "ben", now=NOW + 24 * HOUR)


def test_a_reply_makes_the_claim_last(store: Store):
    number = opened(store).number
    store.claim(number, "anna", now=NOW)

    store.reply(number, "anna", "Gleich.", language="de", now=NOW + 20 * HOUR)

    assert show_ticket(store.database, number).holder(NOW + 30 * HOUR) == "anna"


def test_claims_that_have_ended_are_given_back(store: Store):
    number = opened(store).number
    store.claim(number, "anna", now=NOW)

    assert store.release_lapsed(now=NOW + 23 * HOUR) == 0
    assert store.release_lapsed(now=NOW + 24 * HOUR) == 1

    ticket = show_ticket(store.database, number)
    assert (ticket.status, ticket.claimed_by) == (Status.OPEN, None)
    assert show_events(store.database, number)[-1].detail == {"lapsed": True}


def test_the_program_is_silent_only_while_staff_hold_the_ticket(store: Store):
    number = opened(store).number
    silent = [held_ticket(store.database, "visitor", now=NOW) is not None]

    store.claim(number, "anna", now=NOW)
    silent.append(held_ticket(store.database, "visitor", now=NOW) is not None)
    store.release(number, "anna", now=NOW)
    silent.append(held_ticket(store.database, "visitor", now=NOW) is not None)

    assert silent == [False, True, False]


def test_a_released_ticket_with_an_answer_stays_answered(store: Store):
    number = answered(store).number

    store.release(number, "anna", now=NOW)

    assert show_ticket(store.database, number).status is Status.ANSWERED


# Messages


def test_what_the_person_writes_on_is_added(store: Store):
    number = answered(store).number

    store.add_message(number, "Danke!", language="uk", now=NOW + HOUR)

    ticket = show_ticket(store.database, number)
    assert (ticket.status, ticket.touched_at) == (Status.CLAIMED, NOW + HOUR)
    assert show_messages(store.database, number, notes=False)[-1].text == "Danke!"


def test_a_message_opens_an_answered_ticket_that_nobody_holds(store: Store):
    number = answered(store).number
    store.release(number, "anna", now=NOW)

    store.add_message(number, "Und jetzt?", language="de", now=NOW)

    assert show_ticket(store.database, number).status is Status.OPEN


def test_a_reply_is_a_message_and_a_row_of_the_outbox(store: Store):
    number = answered(store).number

    (row,) = take_due(store.database, "web", worker="w", now=NOW)

    assert (row.number, row.conversation_id, row.text) == (number, "visitor", "Drei Monate.")
    assert show_ticket(store.database, number).status is Status.ANSWERED


def refuse_the_outbox(_db: object, _cursor: object, statement: str, *_: object) -> None:
    if statement.startswith("INSERT INTO outbox"):
        raise MemoryError(statement)


def test_a_reply_that_cannot_be_queued_is_not_a_message(store: Store):
    number = opened(store).number
    store.claim(number, "anna", now=NOW)
    event.listen(store.database.writer, "before_cursor_execute", refuse_the_outbox)

    with pytest.raises(MemoryError):
        store.reply(number, "anna", "Drei Monate.", language="de", now=NOW)

    assert count(store.database, messages) == 1
    assert show_ticket(store.database, number).status is Status.CLAIMED


def test_a_note_is_for_staff_only_and_needs_no_claim(store: Store):
    number = opened(store).number

    store.note(number, "ben", "Ruft mittags zurück.", language="de", now=NOW)

    assert len(show_messages(store.database, number, notes=True)) == 2
    assert len(show_messages(store.database, number, notes=False)) == 1
    assert count(store.database, outbox) == 0


# Forwarding, closing, withdrawing


def test_a_forwarded_ticket_waits_in_the_other_queue(store: Store):
    number = opened(store).number
    store.claim(number, "anna", now=NOW)

    store.forward(number, "anna", queue="chamber", now=NOW)

    ticket = show_ticket(store.database, number)
    assert (ticket.queue, ticket.status, ticket.claimed_by) == ("chamber", Status.OPEN, None)
    assert show_events(store.database, number)[-1].detail == {
        "from_queue": "spoc",
        "to_queue": "chamber",
    }


def test_a_ticket_cannot_go_to_a_queue_that_does_not_exist(store: Store):
    number = opened(store).number
    store.claim(number, "anna", now=NOW)

    with pytest.raises(NotPossible, match="no queue moon"):
        store.forward(number, "anna", queue="moon", now=NOW)

    assert show_ticket(store.database, number).holder(NOW) == "anna"


def test_a_closed_ticket_takes_no_more_messages(store: Store):
    number = answered(store).number

    store.close(number, "anna", now=NOW + HOUR)

    ticket = show_ticket(store.database, number)
    assert (ticket.status, ticket.ended_at) == (Status.CLOSED, NOW + HOUR)
    with pytest.raises(NotPossible, match="is over"):
        store.add_message(number, "Noch da?", language="de", now=NOW + 2 * HOUR)


def test_the_row_of_a_reply_is_delivered_after_closing(store: Store):
    number = answered(store).number

    store.close(number, "anna", now=NOW)

    assert len(take_due(store.database, "web", worker="w", now=NOW)) == 1


def test_a_withdrawn_ticket_cannot_be_claimed(store: Store):
    number = opened(store).number

    store.withdraw(number, now=NOW)

    assert show_ticket(store.database, number).status is Status.WITHDRAWN
    assert not store.claim(number, "anna", now=NOW)
    with pytest.raises(NotPossible):
        store.withdraw(number, now=NOW)


@pytest.mark.parametrize("who", ["ben", "anna after a day"])
@pytest.mark.parametrize("act", ["reply", "release", "forward", "close"])
def test_only_who_holds_a_ticket_may_work_on_it(store: Store, act: str, who: str):
    number = opened(store).number
    store.claim(number, "anna", now=NOW)
    staff_id, now = ("ben", NOW) if who == "ben" else ("anna", NOW + 24 * HOUR)
    acts = {
        "reply": lambda: store.reply(number, staff_id, "Ja.", language="de", now=now),
        "release": lambda: store.release(number, staff_id, now=now),
        "forward": lambda: store.forward(number, staff_id, queue="chamber", now=now),
        "close": lambda: store.close(number, staff_id, now=now),
    }

    with pytest.raises(NotPossible, match="is not claimed by you"):
        acts[act]()

    assert count(store.database, outbox) == 0
    assert show_ticket(store.database, number).queue == "spoc"


def test_what_happened_is_kept_in_order_and_without_texts(store: Store):
    number = answered(store).number
    store.release(number, "anna", now=NOW)
    store.withdraw(number, now=NOW)

    found = show_events(store.database, number)

    assert [row.kind.value for row in found] == [
        "opened",
        "claimed",
        "replied",
        "released",
        "withdrawn",
    ]
    assert "Monate" not in str(found)


def test_a_number_that_nobody_has_is_named(store: Store):
    with pytest.raises(NotPossible, match="no ticket MV-2026-00042-7"):
        store.add_message("MV-2026-00042-7", "Hallo", language="de", now=NOW)
