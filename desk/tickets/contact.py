"""How a person can be reached: read at the edge, trusted behind it."""

import re
from dataclasses import dataclass
from enum import Enum
from zoneinfo import available_timezones

import phonenumbers
from phonenumbers.timezone import time_zones_for_number

from desk.tickets.errors import InvalidContact

LONGEST = 254  # of an address, by RFC 5321
EMAIL = re.compile(r"[^\s@<>(),;:\"\\\[\]]{1,64}@([\w](?:[\w-]{0,61}[\w])?\.)+[^\W\d_][\w-]*")


class ContactKind(Enum):
    EMAIL = "email"
    PHONE = "phone"


@dataclass(frozen=True)
class Contact:
    """An address or a number (E.164) that could exist."""

    kind: ContactKind
    value: str


def read_email(written: str) -> Contact:
    """Raises InvalidContact; line breaks are refused, as they would end a header of a mail."""
    address = _one_line(written)
    if len(address) > LONGEST or ".." in address or not EMAIL.fullmatch(address):
        raise InvalidContact("this is not an e-mail address; it needs the form name@example.org")
    return Contact(ContactKind.EMAIL, address)


def read_phone(written: str, *, country: str | None = None) -> Contact:
    """Raises InvalidContact. Without + or 00 it is a number of `country` (DE), if that is known."""
    number = re.sub(r"^00", "+", _one_line(written))
    try:
        found = phonenumbers.parse(number, country)
    except phonenumbers.NumberParseException as error:
        raise InvalidContact(
            "this is not a telephone number; it needs its country: +49 …"
        ) from error
    if not phonenumbers.is_valid_number(found) or found.extension:
        raise InvalidContact("nobody can have this telephone number; a digit may be wrong")
    value = phonenumbers.format_number(found, phonenumbers.PhoneNumberFormat.E164)
    return Contact(ContactKind.PHONE, value)


def spoken_contact(contact: Contact) -> str:
    """As a person reads it: a number in groups, with its country."""
    if contact.kind is ContactKind.EMAIL:
        return contact.value
    number = phonenumbers.parse(contact.value)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def zone_of(contact: Contact | None) -> str | None:
    """The time zone of a telephone number, where its country has only one."""
    if contact is None or contact.kind is ContactKind.EMAIL:
        return None
    zones = time_zones_for_number(phonenumbers.parse(contact.value))
    return zones[0] if len(zones) == 1 and zones[0] in available_timezones() else None


def _one_line(written: str) -> str:
    """Without spaces around. What a mail or a log would take for a line break is refused."""
    text = written.strip(" \t")
    if not text.isprintable():
        raise InvalidContact("an address or number has one line and no control characters")
    return text
