"""Consent as events: asked, given, refused, ignored."""

from datetime import timedelta

from desk.tickets.drafts import ignore_unanswered
from desk.tickets.models import events
from desk.tickets.store import Store
from tests.desk.conftest import CONSENT, NOW, draft


def kinds(store: Store, conversation_id: str) -> list[str]:
    query = events.select().where(events.c.conversation_id == conversation_id)
    with store.database.read() as db:
        return [row.kind for row in db.execute(query.order_by(events.c.event_id))]


def ask(store: Store, conversation_id: str) -> None:
    store.drafts.ask_consent(CONSENT, conversation_id=conversation_id, now=NOW)


def ignore(store: Store) -> int:
    with store.database.write() as db:
        return ignore_unanswered(db, events.c.at <= NOW, now=NOW + timedelta(days=1))


def test_a_question_that_nobody_answered_was_ignored_once(store: Store):
    ask(store, "one")

    counts = [ignore(store), ignore(store)]

    assert counts == [1, 0]
    assert kinds(store, "one") == ["consent_asked", "consent_ignored"]


def test_what_was_given_or_refused_was_not_ignored(store: Store):
    ask(store, "given")
    draft(store, conversation_id="given")
    ask(store, "refused")
    store.drafts.refuse_consent(CONSENT, conversation_id="refused", now=NOW)

    assert ignore(store) == 0


def test_asking_again_marks_only_the_own_question_before(store: Store):
    ask(store, "one")
    ask(store, "other")

    ask(store, "one")

    assert kinds(store, "one") == ["consent_asked", "consent_ignored", "consent_asked"]
    assert kinds(store, "other") == ["consent_asked"]


def test_the_event_says_which_text_was_agreed_to_and_who_was_named(store: Store):
    ask(store, "one")

    with store.database.read() as db:
        [row] = db.execute(events.select())

    assert row.detail == {"text_version": "2026-11", "recipient": "spoc"}
