"""What a button means. Buttons carry ids, never commands: whatever is no known id is refused."""

import re
from collections.abc import Callable

from bot.channels.errors import InvalidMessage
from bot.settings import settings
from desk.tickets.deadlines import CALL_WINDOWS
from desk.tickets.ticket import LEFT_OUT, Way, Why
from knowledge.release import open_releases

Choice = dict[str, str]

_DRAFT = re.compile(r"[A-Za-z0-9_-]{32}")
_NUMBER = re.compile(r"[A-Z]{2,10}-\d{4}-\d{5,7}-\d")
_PROOF = re.compile(r"[0-9a-f]{20}")
_VERSION = re.compile(r"[a-z]{2}-[0-9a-f]{8}")
_TOKEN = re.compile(r"[\w.-]{20,200}", re.ASCII)
_WHYS = {why.value for why in Why}

# Buttons that are their own meaning.
_PLAIN = {
    *("none", "show_preview", "write_text", "choose_contact", "cancel_handover"),
    *("ticket_status", "show_my_data", "delete_my_data"),
}
# Buttons about one ticket: they carry its number and the proof that this conversation has it.
_TICKET = {
    *("ticket_status", "ticket_write", "ticket_back"),
    *("ticket_withdraw", "ticket_withdraw_yes", "ticket_delete", "ticket_delete_yes"),
}


def choice_of(button: str) -> Choice:
    """The meaning of a button id: its kind, and what it names. Raises InvalidMessage."""
    kind, _, value = button.partition(":")
    if kind in _PLAIN and not value:
        return {"kind": kind}
    read = _READERS.get(kind) or (_read_ticket if kind in _TICKET else None)
    named = read(value) if read else None
    if named is None:
        raise InvalidMessage("unknown button")
    return {"kind": kind, **named}


def _read_article(value: str) -> Choice | None:
    content = open_releases(settings().releases).current().content
    return {"slug": value} if value in content.articles else None


def _read_who(value: str) -> Choice | None:
    topic, _, detail = value.partition(":")
    lookup = open_releases(settings().releases).current().content.lookup
    details = {"", *lookup.professions, *lookup.districts}
    known = topic in lookup.topics and detail in details
    return {"topic": topic, "detail": detail} if known else None


def _read_human(value: str) -> Choice | None:
    why = value or Why.ASKED.value
    return {"why": why} if why in _WHYS else None


def _read_consent(value: str) -> Choice | None:
    why, _, version = value.partition(":")
    known = why in _WHYS and _VERSION.fullmatch(version)
    return {"why": why, "version": version} if known else None


def _read_ticket(value: str) -> Choice | None:
    number, _, proof = value.partition(":")
    known = _NUMBER.fullmatch(number) and _PROOF.fullmatch(proof)
    return {"number": number, "proof": proof} if known else None


def _one_of(name: str, allowed: set[str]) -> Callable[[str], Choice | None]:
    return lambda value: {name: value} if value in allowed else None


def _like(name: str, pattern: re.Pattern[str]) -> Callable[[str], Choice | None]:
    return lambda value: {name: value} if pattern.fullmatch(value) else None


_READERS: dict[str, Callable[[str], Choice | None]] = {
    "article": _read_article,
    "who": _read_who,
    "human": _read_human,
    "give_consent": _read_consent,
    "refuse_consent": _like("version", _VERSION),
    "leave_out": _one_of("part", set(LEFT_OUT)),
    "contact_way": _one_of("way", {Way.EMAIL.value, Way.CALL.value}),
    "call_window": _one_of("window", set(CALL_WINDOWS)),
    "open_ticket": _like("draft_id", _DRAFT),
    "ticket_link": _like("token", _TOKEN),
    "delete_my_data_yes": lambda value: None if value else {},
}
