"""A ticket after it was opened: its status, more words, the way back, withdrawing, deleting."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.base import DeskAction, channel_of, choice_of
from desk.tickets.codes import prove
from desk.tickets.store import Store
from desk.tickets.ticket import LIVE, Status, StatusKind, Talk, Ticket
from desk.tickets.views import held_ticket, show_ticket, tickets_of

MOST_TICKETS = 10  # in one list
_OWED = (Status.OPEN, Status.CLAIMED)  # an answer is still to come


class ActionShowTicket(DeskAction):
    """Status and messages, for whoever has shown that the ticket is theirs."""

    def name(self) -> str:
        return "action_show_ticket"

    def work(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, *, store: Store, now: datetime
    ) -> None:
        choice = choice_of(tracker)
        found = choice.get("found", "")
        if found == StatusKind.TOO_MANY.value:
            about = {"step": "too_many", "again_at": choice["retry_at"]}
            dispatcher.utter_message(response="utter_ticket_too_many", about=about)
        elif found == StatusKind.UNKNOWN.value:
            dispatcher.utter_message(response="utter_ticket_unknown", about={"step": "unknown"})
        elif found:
            _show(dispatcher, tracker, store, choice["number"])
        else:
            self._show_own(dispatcher, tracker, store)

    def _show_own(self, dispatcher: CollectingDispatcher, tracker: Tracker, store: Store) -> None:
        """The tickets of this conversation, or the question for number and code."""
        own = tickets_of(store.database, tracker.sender_id)
        if len(own) == 1:
            _show(dispatcher, tracker, store, own[0].number)
        elif own:
            _show_all(dispatcher, tracker, store, own)
        else:
            dispatcher.utter_message(response="utter_ticket_ask", about={"step": "ask_code"})


class ActionWriteToStaff(DeskAction):
    """From now on, what the person writes is for staff."""

    def name(self) -> str:
        return "action_write_to_staff"

    def work(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, *, store: Store, now: datetime
    ) -> None:
        number = choice_of(tracker)["number"]
        _talk(Talk.STAFF, tracker, store, number, now)
        ticket = show_ticket(store.database, number)
        elsewhere = ticket.channel if ticket.conversation_id != tracker.sender_id else None
        about = {**_about("write", tracker, store, number), "elsewhere": elsewhere}
        dispatcher.utter_message(response="utter_ticket_write", about=about)


class ActionPassOn(DeskAction):
    """A message for staff. The program says nothing about its content."""

    def name(self) -> str:
        return "action_pass_on"

    def work(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, *, store: Store, now: datetime
    ) -> None:
        number = choice_of(tracker)["number"]
        message = tracker.latest_message
        language = message["turn"]["language"]
        store.add_message(number, message["text"], language=language, now=now)
        about = {
            **_about("passed_on", tracker, store, number),
            "reading_day": store.office.reading_day(now).isoformat(),
        }
        silent = held_ticket(store.database, tracker.sender_id, now=now)
        response = "utter_passed_on" if silent else "utter_passed_on_once"
        dispatcher.utter_message(response=response, about=about)


class ActionLeaveStaff(DeskAction):
    """Back to the assistant."""

    def name(self) -> str:
        return "action_leave_staff"

    def work(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, *, store: Store, now: datetime
    ) -> None:
        number = choice_of(tracker)["number"]
        _talk(Talk.PROGRAM, tracker, store, number, now)
        about = _about("back", tracker, store, number)
        dispatcher.utter_message(response="utter_back", about=about)


class ActionWithdrawTicket(DeskAction):
    """Asks once, then withdraws."""

    def name(self) -> str:
        return "action_withdraw_ticket"

    def work(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, *, store: Store, now: datetime
    ) -> None:
        choice = choice_of(tracker)
        number = choice["number"]
        if choice["kind"] == "ticket_withdraw":
            about = _about("withdraw", tracker, store, number)
            dispatcher.utter_message(response="utter_withdraw_sure", about=about)
            return
        withdraw_ticket(dispatcher, tracker, store, now, number)


class ActionDeleteTicket(DeskAction):
    """Asks once, then deletes everything about the ticket."""

    def name(self) -> str:
        return "action_delete_ticket"

    def work(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, *, store: Store, now: datetime
    ) -> None:
        choice = choice_of(tracker)
        number = choice["number"]
        if choice["kind"] == "ticket_delete":
            about = _about("delete", tracker, store, number)
            dispatcher.utter_message(response="utter_delete_ticket_sure", about=about)
            return
        delete_ticket(dispatcher, store, now, number)


def withdraw_ticket(
    dispatcher: CollectingDispatcher, tracker: Tracker, store: Store, now: datetime, number: str
) -> None:
    """Withdraw, after a yes. Raises NotPossible."""
    store.withdraw(number, now=now)
    about = {
        **_about("withdrawn", tracker, store, number),
        "delete_on": delete_on(store, show_ticket(store.database, number)),
    }
    dispatcher.utter_message(response="utter_withdrawn", about=about)


def delete_ticket(
    dispatcher: CollectingDispatcher, store: Store, now: datetime, number: str
) -> None:
    """Delete, after a yes."""
    store.delete(number, now=now)
    store.database.purge()
    about = {"step": "ticket_deleted", "number": number}
    dispatcher.utter_message(response="utter_ticket_deleted", about=about)


def delete_on(store: Store, ticket: Ticket) -> str:
    """The day on which a ticket is deleted, if nothing happens before."""
    return store.rules.delete_on(ticket, store.office).isoformat()


def _talk(talk: Talk, tracker: Tracker, store: Store, number: str, now: datetime) -> None:
    """Raises NotPossible."""
    store.talk(
        number,
        talk,
        conversation_id=tracker.sender_id,
        channel=channel_of(tracker),
        now=now,
    )


def _about(step: str, tracker: Tracker, store: Store, number: str) -> dict[str, Any]:
    proof = prove(store.key, tracker.sender_id, number)
    return {"step": step, "number": number, "proof": proof}


def _show_all(
    dispatcher: CollectingDispatcher, tracker: Tracker, store: Store, own: Sequence[Ticket]
) -> None:
    """A line and a button for each, those that are not over first."""
    rows = [
        {
            "number": ticket.number,
            "proof": prove(store.key, tracker.sender_id, ticket.number),
            "state": ticket.status.value,
            "delete_on": delete_on(store, ticket),
        }
        for ticket in sorted(own, key=lambda ticket: ticket.status not in LIVE)
    ]
    about = {"step": "tickets", "tickets": rows[:MOST_TICKETS], "count": len(rows)}
    dispatcher.utter_message(response="utter_tickets", about=about)


def _show(dispatcher: CollectingDispatcher, tracker: Tracker, store: Store, number: str) -> None:
    ticket = show_ticket(store.database, number)
    about = {
        **_about("status", tracker, store, number),
        "state": ticket.status.value,
        "due_on": ticket.due_on.isoformat() if ticket.status in _OWED else None,
        "delete_on": delete_on(store, ticket),
        "live": ticket.status in LIVE,
    }
    dispatcher.utter_message(response="utter_ticket_status", about=about)
