"""Contacts: what is taken and what is refused at the edge."""

import pytest

from desk.tickets.contact import (
    Contact,
    ContactKind,
    read_email,
    read_phone,
    spoken_contact,
    zone_of,
)
from desk.tickets.errors import InvalidContact


@pytest.mark.parametrize(
    "written",
    ["a@b.de", "Anna.O'Neil+job@post.example.org", "олена@пошта.укр", "ü@müller-söhne.de"],
)
def test_an_address_is_taken_as_it_is(written: str):
    assert read_email(f" {written} ") == Contact(ContactKind.EMAIL, written)


@pytest.mark.parametrize(
    "written",
    [
        "a@b.de\nBcc: c@d.de",
        "a@b.de\r",
        "\na@b.de",
        "a@b.de\u2028x",
        "a\0@b.de",
        "a@b.de\u202e",
        "",
        "a",
        "a@b",
        "a@@b.de",
        "a b@c.de",
        "a@-b.de",
        "a@b..de",
        "a@b.de, c@d.de",
        "Anna <a@b.de>",
        "a@127.0.0.1",
        f"a@{'b.' * 130}de",
    ],
)
def test_what_is_no_address_is_refused(written: str):
    with pytest.raises(InvalidContact):
        read_email(written)


@pytest.mark.parametrize(
    ("written", "country", "number"),
    [
        ("+49 385 588 15599", None, "+4938558815599"),
        ("0049 (385) 588-15599", None, "+4938558815599"),
        ("0385 58815599", "DE", "+4938558815599"),
        ("+91 98765 43210", "DE", "+919876543210"),
        ("+٩٨٩١٢٣٤٥٦٧٨٩", None, "+989123456789"),
    ],
)
def test_a_number_is_read_as_people_write_it(written: str, country: str | None, number: str):
    assert read_phone(written, country=country) == Contact(ContactKind.PHONE, number)


@pytest.mark.parametrize(
    "written", ["", "0385 58815599", "+49 1", "+1 555 01", "call me", "+49\n385"]
)
def test_what_is_no_number_is_refused(written: str):
    with pytest.raises(InvalidContact):
        read_phone(written)


def test_a_refusal_does_not_repeat_what_was_written():
    with pytest.raises(InvalidContact) as caught:
        read_email("anna at example.org")

    assert "anna" not in str(caught.value)


@pytest.mark.parametrize(
    ("written", "zone"),
    [
        ("+49 30 23125014", "Europe/Berlin"),
        ("+91 98765 43210", "Asia/Calcutta"),
        ("+998 90 123 45 67", "Asia/Tashkent"),
        ("+1 202 456 1111", "America/New_York"),
        ("+7 495 123 45 67", "Europe/Moscow"),
        ("+1 800 555 0199", None),
    ],
)
def test_a_time_zone_is_known_where_the_number_has_only_one(written: str, zone: str | None):
    assert zone_of(read_phone(written)) == zone


def test_an_address_and_no_contact_have_no_time_zone():
    assert zone_of(read_email("anna@example.org")) is None
    assert zone_of(None) is None


@pytest.mark.parametrize(
    ("contact", "spoken"),
    [
        (read_phone("004930-23125014"), "+49 30 23125014"),
        (read_email("anna@example.org"), "anna@example.org"),
    ],
)
def test_a_contact_is_spoken_as_people_read_it(contact: Contact, spoken: str):
    assert spoken_contact(contact) == spoken
