"""Retention, export, and what a restore must not bring back."""

import json
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import delete, insert, select

from desk.tickets.models import code_attempts, drafts, metadata, tombstones
from desk.tickets.retention import (
    Deleted,
    apply_tombstones,
    export_ticket,
    list_tombstones,
    run_retention,
)
from desk.tickets.store import Store
from desk.tickets.views import show_ticket, tickets_of
from tests.desk.conftest import (
    CONSENT,
    KEY,
    NOW,
    OFFICE,
    RULES,
    answered,
    draft,
    opened,
    rows_with,
)

NOTHING = Deleted(0, 0, 0, 0, 0, 0, 0)


def run(store: Store, now: datetime) -> Deleted:
    return run_retention(store.database, KEY, rules=RULES, office=OFFICE, now=now)


def midnight(day: date) -> datetime:
    return datetime.combine(day, datetime.min.time(), OFFICE.zone)


@pytest.mark.parametrize(("ended", "days"), [(True, 90), (False, 365)])
def test_a_ticket_goes_on_the_day_that_was_shown(store: Store, ended: bool, days: int):
    number = opened(store).number
    if ended:
        store.withdraw(number, now=NOW)
    shown = RULES.delete_on(show_ticket(store.database, number), OFFICE)

    before = run(store, midnight(shown) - timedelta(seconds=1))
    after = run(store, midnight(shown))

    assert shown == date(2026, 11, 23) + timedelta(days=days)
    assert (before.tickets, after.tickets) == (0, 1)


def test_a_dry_run_counts_and_takes_everything_back(store: Store):
    number = opened(store).number
    later = NOW + timedelta(days=400)

    counted = run_retention(store.database, KEY, rules=RULES, office=OFFICE, now=later, dry=True)

    assert show_ticket(store.database, number).number == number
    assert list_tombstones(store.database) == ()
    assert counted == run(store, later)
    assert counted.tickets == 1


def test_a_message_gives_a_ticket_more_time(store: Store):
    number = opened(store).number
    before = RULES.delete_on(show_ticket(store.database, number), OFFICE)

    store.add_message(number, "Noch da?", language="de", now=NOW + timedelta(days=10))

    after = RULES.delete_on(show_ticket(store.database, number), OFFICE)
    assert after - before == timedelta(days=10)


def test_a_draft_goes_when_its_time_is_over(store: Store):
    draft(store)

    found = [run(store, NOW + timedelta(hours=hours)).drafts for hours in (23, 24)]

    assert found == [0, 1]
    with store.database.read() as db:
        assert db.execute(select(drafts)).all() == []


def test_wrong_codes_go_after_a_day(store: Store):
    store.status("MV-2026-00042-7", "wrong", address="a", now=NOW)

    assert run(store, NOW + timedelta(hours=23)).attempts == 0
    assert run(store, NOW + timedelta(hours=25)).attempts == 1
    with store.database.read() as db:
        assert db.execute(select(code_attempts)).all() == []


def test_old_events_go_but_not_those_of_a_ticket_that_is_kept(store: Store):
    store.drafts.refuse_consent(CONSENT, conversation_id="c2", now=NOW)
    number = opened(store).number
    store.add_message(number, "Noch da?", language="de", now=NOW + timedelta(days=300))

    deleted = run(store, NOW + timedelta(days=366))

    assert (deleted.tickets, deleted.events) == (0, 2)  # refused, and consent given
    assert rows_with(store.database, "opened") == ["events"]


def test_tombstones_outlive_the_backups(store: Store):
    store.delete(opened(store).number, now=NOW)

    assert run(store, NOW + timedelta(days=399)).tombstones == 0
    assert run(store, NOW + timedelta(days=401)).tombstones == 1


@pytest.mark.parametrize("hour", [0, 3, 12, 23])
@pytest.mark.parametrize("name", ["conversation", "events", "tombstones"])
def test_what_is_shown_as_a_date_is_deleted_on_that_day(name: str, hour: int):
    last = datetime(2026, 11, 23, hour, 59, tzinfo=OFFICE.zone)
    shown = RULES.dates(OFFICE.day(last))[name]

    before = RULES.kept_since(name, OFFICE, midnight(shown) - timedelta(seconds=1))
    after = RULES.kept_since(name, OFFICE, midnight(shown))

    assert before <= last < after


def test_a_wrong_code_is_gone_on_the_day_that_is_shown(store: Store):
    late = datetime(2026, 11, 23, 23, 59, tzinfo=OFFICE.zone)
    store.status("MV-2026-00042-7", "wrong", address="a", now=late)

    deleted = run(store, midnight(RULES.dates(OFFICE.day(late))["attempts"]))

    assert deleted.attempts == 1


def test_a_wrong_code_still_counts_after_midnight(store: Store):
    late = datetime(2026, 11, 23, 23, 59, tzinfo=OFFICE.zone)
    store.status("MV-2026-00042-7", "wrong", address="a", now=late)

    assert run(store, late + timedelta(minutes=2)).attempts == 0


def test_retention_that_has_nothing_to_do_does_nothing(store: Store):
    answered(store)

    assert run(store, NOW) == NOTHING


def test_the_export_of_a_ticket_is_all_that_is_stored(store: Store):
    number = answered(store).number
    store.note(number, "anna", "Ruft zurück.", language="de", now=NOW)

    found = json.loads(export_ticket(store.database, number))

    assert (found["number"], found["opened_at"]) == (number, "2026-11-23T09:00:00+00:00")
    assert found["summary"]["asked"] == ["Wie lange dauert das?"]
    assert [row["text"] for row in found["messages"]] == [
        "Bitte rufen Sie mich an.",
        "Drei Monate.",
        "Ruft zurück.",
    ]
    assert [row["kind"] for row in found["events"]][:2] == ["consent_given", "opened"]
    assert [row["state"] for row in found["deliveries"]] == ["queued"]


@pytest.mark.parametrize("secret", ["status_code_hash", "draft_id", "anna"])
def test_the_export_has_no_secrets_and_no_names_of_staff(store: Store, secret: str):
    assert secret not in export_ticket(store.database, answered(store).number)


def forget_tombstones(store: Store) -> None:
    with store.database.write() as db:
        db.execute(delete(tombstones))


def restore(store: Store, backup: dict[str, list[Any]]) -> None:
    with store.database.write() as db:
        for table in reversed(metadata.sorted_tables):
            db.execute(delete(table))
        for table in metadata.sorted_tables:
            for row in backup[table.name]:
                db.execute(insert(table).values(**row._mapping))


def test_a_restore_does_not_bring_back_a_deleted_ticket(store: Store):
    draft_id = draft(store)
    number = store.open_ticket(draft_id, conversation_id="visitor", queue="spoc", now=NOW).number
    other = opened(store, conversation_id="other").number
    with store.database.read() as db:  # the backup: the same rows, before the deletion
        backup = {name: db.execute(select(it)).all() for name, it in metadata.tables.items()}
    store.delete(number, now=NOW)
    kept = list_tombstones(store.database)
    restore(store, backup)

    assert apply_tombstones(store.database, KEY, kept, now=NOW + timedelta(days=1)) == 1

    assert tickets_of(store.database, "visitor") == ()
    assert show_ticket(store.database, other).number == other
    assert list_tombstones(store.database) == kept


def test_a_conversation_that_began_again_after_its_deletion_stays(store: Store):
    store.delete_conversation("visitor", now=NOW)
    kept = list_tombstones(store.database)
    forget_tombstones(store)
    number = opened(store, now=NOW + timedelta(hours=1)).number

    assert apply_tombstones(store.database, KEY, kept, now=NOW + timedelta(days=1)) == 0

    assert show_ticket(store.database, number).number == number


def test_a_restore_does_not_bring_back_a_deleted_conversation(store: Store):
    store.delete_conversation("visitor", now=NOW)
    kept = list_tombstones(store.database)
    forget_tombstones(store)
    before = NOW - timedelta(hours=1)
    opened(store, now=before)
    draft(store, now=before)
    store.drafts.ask_consent(CONSENT, conversation_id="visitor", now=before)

    assert apply_tombstones(store.database, KEY, kept, now=NOW) == 3

    assert rows_with(store.database, "visitor") == []
