"""From a wish for a person to a ticket: consent, preview, contact, number. One action a step."""

from datetime import date, datetime
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.base import DeskAction, channel_of, choice_of
from actions.conversation import last_answer, request_of
from actions.rights import delete_my_data
from actions.ticket import delete_on, delete_ticket, withdraw_ticket
from bot.settings import settings
from desk.tickets.codes import prove
from desk.tickets.contact import zone_of
from desk.tickets.deadlines import CALL_WINDOWS
from desk.tickets.errors import DraftMissing
from desk.tickets.store import Store
from desk.tickets.ticket import Awaits, Consent, Draft, Way, Why
from desk.tickets.views import show_ticket, waiting_draft
from knowledge.release import open_releases


class ActionAskConsent(DeskAction):
    """Says what would be passed on and to whom; goes on where consent was given before."""

    def name(self) -> str:
        return "action_ask_consent"

    def work(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, *, store: Store, now: datetime
    ) -> None:
        if waiting_draft(store.database, tracker.sender_id, now=now):
            _show_preview(dispatcher, tracker, store, now)
            return
        about = {"step": "consent", "why": _why(tracker).value, "due_on": _due_on(store, now)}
        dispatcher.utter_message(response="utter_consent", about=about)


class ActionGiveConsent(DeskAction):
    """Makes the draft and shows it."""

    def name(self) -> str:
        return "action_give_consent"

    def work(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, *, store: Store, now: datetime
    ) -> None:
        choice = choice_of(tracker)
        _give_consent(dispatcher, tracker, store, now, choice)


class ActionRefuseConsent(DeskAction):
    """Nothing is passed on; there is still the telephone."""

    def name(self) -> str:
        return "action_refuse_consent"

    def work(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, *, store: Store, now: datetime
    ) -> None:
        _refuse_consent(dispatcher, tracker, store, now, choice_of(tracker)["version"])


class ActionShowPreview(DeskAction):
    """What would be sent, as it stands."""

    def name(self) -> str:
        return "action_show_preview"

    def work(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, *, store: Store, now: datetime
    ) -> None:
        _show_preview(dispatcher, tracker, store, now)


class ActionAskText(DeskAction):
    """The next message goes into the draft."""

    def name(self) -> str:
        return "action_ask_text"

    def work(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, *, store: Store, now: datetime
    ) -> None:
        draft = _draft(tracker, store, now)
        store.drafts.wait_for(draft.draft_id, Awaits.TEXT, now=now)
        dispatcher.utter_message(response="utter_write_text", about={"step": "text"})


class ActionTakeText(DeskAction):
    """The person's own words to staff."""

    def name(self) -> str:
        return "action_take_text"

    def work(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, *, store: Store, now: datetime
    ) -> None:
        draft = _draft(tracker, store, now)
        request = draft.request.with_text(tracker.latest_message["text"])
        store.drafts.set_request(draft.draft_id, request, now=now)
        _show_preview(dispatcher, tracker, store, now)


class ActionLeaveOut(DeskAction):
    """One part less is sent."""

    def name(self) -> str:
        return "action_leave_out"

    def work(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, *, store: Store, now: datetime
    ) -> None:
        draft = _draft(tracker, store, now)
        request = draft.request.without(choice_of(tracker)["part"])
        store.drafts.set_request(draft.draft_id, request, now=now)
        _show_preview(dispatcher, tracker, store, now)


class ActionAskContactWay(DeskAction):
    """Here, by mail or by telephone."""

    def name(self) -> str:
        return "action_ask_contact_way"

    def work(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, *, store: Store, now: datetime
    ) -> None:
        _ask_contact_way(dispatcher, tracker, store, now)


class ActionAskContact(DeskAction):
    """The next message is an address or a number; the door keeps it from everything else."""

    def name(self) -> str:
        return "action_ask_contact"

    def work(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, *, store: Store, now: datetime
    ) -> None:
        draft = _draft(tracker, store, now)
        email = choice_of(tracker)["way"] == Way.EMAIL.value
        if email and not settings().mail:
            _ask_contact_way(dispatcher, tracker, store, now)
            return
        awaits = Awaits.EMAIL if email else Awaits.PHONE
        store.drafts.wait_for(draft.draft_id, awaits, now=now)
        about = {"step": "contact", "awaits": awaits.value}
        dispatcher.utter_message(response=f"utter_ask_{awaits.value}", about=about)


class ActionTakeContact(DeskAction):
    """The door has the contact. Who wants a call is asked when."""

    def name(self) -> str:
        return "action_take_contact"

    def work(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, *, store: Store, now: datetime
    ) -> None:
        draft = _draft(tracker, store, now)
        if draft.way is not Way.CALL:
            _show_confirm(dispatcher, draft, store, now)
            return
        about = {
            "step": "call_window",
            "windows": list(CALL_WINDOWS),
            "time_zone": _time_zone(tracker, draft),
            "due_on": _due_on(store, now),
        }
        dispatcher.utter_message(response="utter_call_window", about=about)


class ActionRefuseContact(DeskAction):
    """What was written is no address or number."""

    def name(self) -> str:
        return "action_refuse_contact"

    def work(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, *, store: Store, now: datetime
    ) -> None:
        awaits = choice_of(tracker)["awaits"]
        about = {"step": "contact", "awaits": awaits}
        dispatcher.utter_message(response=f"utter_wrong_{awaits}", about=about)


class ActionTakeCallWindow(DeskAction):
    """When a call suits."""

    def name(self) -> str:
        return "action_take_call_window"

    def work(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, *, store: Store, now: datetime
    ) -> None:
        draft = _draft(tracker, store, now)
        window, zone = choice_of(tracker)["window"], _time_zone(tracker, draft)
        store.drafts.set_call_window(draft.draft_id, window, time_zone=zone, now=now)
        _show_confirm(dispatcher, _draft(tracker, store, now), store, now)


class ActionOpenTicket(DeskAction):
    """Number, code and date; the same again, however often it is pressed."""

    def name(self) -> str:
        return "action_open_ticket"

    def work(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, *, store: Store, now: datetime
    ) -> None:
        _open_ticket(dispatcher, tracker, store, now, choice_of(tracker)["draft_id"])


class ActionTakeYes(DeskAction):
    """A yes in words, to whatever was asked last."""

    def name(self) -> str:
        return "action_take_yes"

    def work(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, *, store: Store, now: datetime
    ) -> None:
        asked = last_answer(tracker.events).get("desk") or {}
        if asked.get("step") == "consent":
            _give_consent(dispatcher, tracker, store, now, asked)
        elif asked.get("step") in ("preview", "contact_way"):
            _ask_contact_way(dispatcher, tracker, store, now)
        elif asked.get("step") == "confirm":
            _open_ticket(dispatcher, tracker, store, now, asked["draft_id"])
        elif asked.get("step") == "withdraw":
            withdraw_ticket(dispatcher, tracker, store, now, asked["number"])
        elif asked.get("step") == "delete":
            delete_ticket(dispatcher, store, now, asked["number"])
        elif asked.get("step") == "delete_sure":
            delete_my_data(dispatcher, tracker, store, now)
        else:
            dispatcher.utter_message(response="utter_affirm")


class ActionTakeNo(DeskAction):
    """A no in words."""

    def name(self) -> str:
        return "action_take_no"

    def work(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, *, store: Store, now: datetime
    ) -> None:
        asked = last_answer(tracker.events).get("desk") or {}
        if asked.get("step") == "consent":
            _refuse_consent(dispatcher, tracker, store, now, asked["version"])
        elif asked.get("step") in ("preview", "contact_way", "confirm"):
            _show_preview(dispatcher, tracker, store, now)
        else:
            dispatcher.utter_message(response="utter_deny")


class ActionCancelHandover(DeskAction):
    """The draft is gone; nothing was sent."""

    def name(self) -> str:
        return "action_cancel_handover"

    def work(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, *, store: Store, now: datetime
    ) -> None:
        draft = waiting_draft(store.database, tracker.sender_id, now=now)
        if draft:
            store.drafts.drop(draft.draft_id, now=now)
        dispatcher.utter_message(response="utter_cancelled")


def _give_consent(
    dispatcher: CollectingDispatcher,
    tracker: Tracker,
    store: Store,
    now: datetime,
    asked: dict[str, str],
) -> None:
    """`asked` names why consent was asked for and which text was agreed to."""
    message = tracker.latest_message
    turn = message["turn"]
    release = open_releases(settings().releases).get(turn["release"])
    tenant = release.content.tenant
    language = turn["language"]
    request = request_of(
        tracker.events,
        release,
        language=language if language in tenant.texts else "en",
        day=date.fromisoformat(turn["day"]),
    )
    store.drafts.give_consent(
        Consent(text_version=asked["version"], recipient=tenant.contact),
        request,
        why=Why(asked["why"]),
        conversation_id=tracker.sender_id,
        channel=channel_of(tracker),
        language=language,
        audience=message["metadata"].get("audience") or "applicant",
        now=now,
    )
    _show_preview(dispatcher, tracker, store, now)


def _refuse_consent(
    dispatcher: CollectingDispatcher, tracker: Tracker, store: Store, now: datetime, version: str
) -> None:
    tenant = open_releases(settings().releases).current().content.tenant
    consent = Consent(text_version=version, recipient=tenant.contact)
    store.drafts.refuse_consent(consent, conversation_id=tracker.sender_id, now=now)
    dispatcher.utter_message(response="utter_refused")


def _ask_contact_way(
    dispatcher: CollectingDispatcher, tracker: Tracker, store: Store, now: datetime
) -> None:
    draft = _draft(tracker, store, now)
    store.drafts.set_contact(draft.draft_id, None, way=Way.CHAT, now=now)
    ways = [Way.EMAIL.value] if settings().mail else []
    about = {
        "step": "contact_way",
        "draft_id": draft.draft_id,
        "ways": [*ways, Way.CALL.value],
        "due_on": _due_on(store, now),
    }
    dispatcher.utter_message(response="utter_contact_way", about=about)


def _open_ticket(
    dispatcher: CollectingDispatcher, tracker: Tracker, store: Store, now: datetime, draft_id: str
) -> None:
    opened = store.open_ticket(
        draft_id, conversation_id=tracker.sender_id, queue=store.default_queue, now=now
    )
    ticket = show_ticket(store.database, opened.number)
    about = {
        "step": "ticket",
        "number": opened.number,
        "draft_id": draft_id,
        "proof": prove(store.key, tracker.sender_id, opened.number),
        "due_on": opened.due_on.isoformat(),
        "delete_on": delete_on(store, ticket),
        "way": ticket.way.value,
    }
    dispatcher.utter_message(response="utter_ticket", about=about)


def _draft(tracker: Tracker, store: Store, now: datetime) -> Draft:
    """The draft of the conversation. Raises DraftMissing."""
    draft = waiting_draft(store.database, tracker.sender_id, now=now)
    if draft is None:
        raise DraftMissing("consent has to be asked again")
    return draft


def _why(tracker: Tracker) -> Why:
    """What the button says, or what the nearest example of a wish for a person was about."""
    said = choice_of(tracker).get("why") or tracker.latest_message["turn"]["door"]
    return Why(said) if said else Why.ASKED


def _due_on(store: Store, now: datetime) -> str:
    return store.office.due_on(now).isoformat()


def _time_zone(tracker: Tracker, draft: Draft) -> str | None:
    """Where the person is: as their browser says, else as their number says."""
    return tracker.latest_message["metadata"].get("time_zone") or zone_of(draft.contact)


def _show_preview(
    dispatcher: CollectingDispatcher, tracker: Tracker, store: Store, now: datetime
) -> None:
    """Also the way back: nothing that was asked for is waited for any more."""
    draft = _draft(tracker, store, now)
    if draft.awaits:
        store.drafts.wait_for(draft.draft_id, None, now=now)
    request = {**draft.request.as_row(), "language": draft.language}
    about: dict[str, Any] = {"step": "preview", "request": request}
    dispatcher.utter_message(response="utter_preview", about=about)


def _show_confirm(
    dispatcher: CollectingDispatcher, draft: Draft, store: Store, now: datetime
) -> None:
    about = {
        "step": "confirm",
        "draft_id": draft.draft_id,
        "way": draft.way.value,
        "call_window": draft.call_window if draft.way is Way.CALL else None,
        "time_zone": draft.time_zone,
        "due_on": _due_on(store, now),
    }
    dispatcher.utter_message(response="utter_confirm", about=about)
