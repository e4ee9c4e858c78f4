"""The buttons of a handover and of tickets."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from bot.words import Words

Option = dict[str, str]
About = Mapping[str, Any]

# Buttons that stand under a response whatever it is about; their ids are keys of the labels too.
_FIXED = {
    "utter_write_text": ("show_preview", "cancel_handover"),
    "utter_ask_email": ("choose_contact.other", "cancel_handover"),
    "utter_ask_phone": ("choose_contact.other", "cancel_handover"),
    "utter_wrong_email": ("choose_contact.other", "cancel_handover"),
    "utter_wrong_phone": ("choose_contact.other", "cancel_handover"),
    "utter_my_data": ("delete_my_data", "human"),
    "utter_delete_sure": ("delete_my_data_yes", "show_my_data"),
    "utter_ticket_ask": ("human",),
    "utter_ticket_unknown": ("ticket_status", "human"),
    "utter_ticket_too_many": ("human",),
    "utter_draft_gone": ("human",),
}
# Buttons about one ticket, in the order in which they stand.
_TICKET = {
    "utter_ticket": ("ticket_status", "ticket_write"),
    "utter_ticket_write": ("ticket_back", "ticket_status"),
    "utter_passed_on": ("ticket_back", "ticket_status"),
    "utter_back": ("ticket_write", "ticket_status"),
    "utter_withdraw_sure": ("ticket_withdraw_yes", "ticket_status"),
    "utter_delete_ticket_sure": ("ticket_delete_yes", "ticket_status"),
    "utter_withdrawn": ("ticket_delete",),
}
_LIVE = ("ticket_write", "ticket_withdraw", "ticket_delete")
_OVER = ("ticket_delete", "human")
_PARTS = ("asked", "told", "state", "profession", "text")


def desk_buttons(response: str, about: About, words: Words) -> list[Option] | None:
    """The buttons after a response of the desk; None where it is no such response."""
    made = _BUTTONS.get(response)
    if made is not None:
        return [_button(words, *row) for row in made(about)]
    if response in _FIXED:
        return [_button(words, name) for name in _FIXED[response]]
    if response in _TICKET:
        return [_button(words, *_of_ticket(name, about)) for name in _TICKET[response]]
    if response == "utter_call_window":
        windows = about["windows"].items()
        rows = [{"id": f"call_window:{window}", "title": title} for window, title in windows]
        return [*rows, _button(words, "cancel_handover")]
    if response == "utter_tickets":
        rows = [
            {"id": f"ticket_status:{ticket['number']}:{ticket['proof']}", "title": ticket["number"]}
            for ticket in about["tickets"]
        ]
        return [*rows, _button(words, "human")]
    return None


def _button(words: Words, label: str, value: str = "") -> Option:
    """A button whose id begins with the name of its label, up to a dot."""
    kind = label.partition(".")[0]
    return {"id": f"{kind}:{value}" if value else kind, "title": words.labels[label]}


def _of_ticket(name: str, about: About) -> tuple[str, str]:
    return name, f"{about['number']}:{about['proof']}"


def _consent(about: About) -> Iterable[tuple[str, ...]]:
    version = about["version"]
    return [("give_consent", f"{about['why']}:{version}"), ("refuse_consent", version)]


def _preview(about: About) -> Iterable[tuple[str, ...]]:
    left = [part for part in _PARTS if about["request"][part]]
    yield ("choose_contact",)
    yield ("write_text.again" if about["request"]["text"] else "write_text",)
    if len(left) > 1:  # something has to be left to send
        yield from ((f"leave_out.{part}", part) for part in left)
    yield ("cancel_handover",)


def _ways(about: About) -> Iterable[tuple[str, ...]]:
    yield ("open_ticket.chat", about["draft_id"])
    yield from ((f"contact_way.{way}", way) for way in about["ways"])
    yield ("show_preview",)
    yield ("cancel_handover",)


def _confirm(about: About) -> Iterable[tuple[str, ...]]:
    return [("open_ticket", about["draft_id"]), ("choose_contact.other",), ("cancel_handover",)]


def _status(about: About) -> Iterable[tuple[str, ...]]:
    names = _LIVE if about["live"] else _OVER
    return [(name,) if name == "human" else _of_ticket(name, about) for name in names]


_BUTTONS: dict[str, Callable[[About], Iterable[tuple[str, ...]]]] = {
    "utter_consent": _consent,
    "utter_preview": _preview,
    "utter_contact_way": _ways,
    "utter_confirm": _confirm,
    "utter_ticket_status": _status,
}
