"""The letter: what it says, what it does not say, and that nothing gets into its headers."""

from dataclasses import replace
from datetime import timedelta
from email.message import EmailMessage
from urllib.parse import parse_qs, urlsplit

import pytest

from desk.mail.letter import Letterhead, compose
from desk.tickets.contact import Contact, ContactKind, read_email
from desk.tickets.errors import InvalidContact
from desk.tickets.links import read_link
from desk.tickets.store import Store
from desk.tickets.views import show_ticket
from tests.desk.conftest import NOW
from tests.desk.mail.conftest import SECRET, answered_by_mail, row_of


@pytest.fixture
def number(store: Store) -> str:
    return answered_by_mail(store)


def letter(
    store: Store, head: Letterhead, *, contact: Contact | None = None, language: str = "en"
) -> EmailMessage:
    row = row_of(store)
    ticket = replace(show_ticket(store.database, row.number), language=language)
    return compose(row, replace(ticket, contact=contact or ticket.contact), head, now=NOW)


def links(letter: EmailMessage) -> list[str]:
    return [word for word in letter.get_content().split() if word.startswith("http")]


def test_a_german_letter_says_where_the_answer_is_and_when_it_is_deleted(
    store: Store, head: Letterhead, number: str
):
    mail = letter(store, head, language="de")

    text = mail.get_content()
    assert mail["Subject"] == f"Antwort auf Ihre Anfrage {number}"
    assert "Der Link gilt bis zum 7. Dezember 2026." in text
    assert "werden am 23. November 2027 gelöscht" in text
    assert "+49 385 58815599" in text
    assert "Fachkräfte-Service-Zentrale Mecklenburg-Vorpommern" in text


def test_an_english_letter_says_the_same(store: Store, head: Letterhead, number: str):
    mail = letter(store, head, language="en")

    text = mail.get_content()
    assert mail["Subject"] == f"Answer to your enquiry {number}"
    assert "The link works until December 7, 2026." in text
    assert "will be deleted on November 23, 2027" in text
    assert "+49 385 58815599" in text


def test_a_language_without_words_gets_the_english_letter(
    store: Store, head: Letterhead, number: str
):
    ukrainian, english = (letter(store, head, language=tag) for tag in ("uk", "en"))

    assert ukrainian["Content-Language"] == "en"
    assert ukrainian["Subject"] == english["Subject"]


def test_the_answer_itself_is_not_in_the_letter(store: Store, head: Letterhead, number: str):
    mail = letter(store, head, language="de")

    assert b"Drei Monate" not in mail.as_bytes()
    assert "Drei Monate" not in mail.get_content()


def test_the_link_opens_this_ticket_and_no_other(store: Store, head: Letterhead, number: str):
    (link,) = links(letter(store, head))

    url = urlsplit(link)
    assert (url.scheme, url.netloc, url.path) == ("https", "lotse.example", "/chat")
    assert read_link(SECRET, parse_qs(url.query)["ticket"][0]) == number


def test_a_letter_has_these_headers_and_no_others(store: Store, head: Letterhead, number: str):
    mail = letter(store, head)

    headers = {name: str(value) for name, value in mail.items()}
    assert headers.pop("Message-ID").startswith("<1.")
    assert headers == {
        "From": "Lotse <lotse@example.org>",
        "To": "olena@example.org",
        "Subject": f"Answer to your enquiry {number}",
        "Date": "Mon, 23 Nov 2026 09:00:00 +0000",
        "Auto-Submitted": "auto-generated",
        "Content-Language": "en",
        "Content-Type": 'text/plain; charset="utf-8"',
        "Content-Transfer-Encoding": "quoted-printable",
        "MIME-Version": "1.0",
    }


def test_the_same_row_is_always_the_same_letter(store: Store, head: Letterhead, number: str):
    first, second = letter(store, head), letter(store, head)

    assert first["Message-ID"] == second["Message-ID"]
    assert number not in first["Message-ID"]


def test_another_row_or_another_house_is_another_letter(
    store: Store, head: Letterhead, number: str
):
    row, ticket = row_of(store), show_ticket(store.database, number)
    others = [
        compose(replace(row, row_id=2), ticket, head, now=NOW),
        compose(row, ticket, replace(head, secret="another secret"), now=NOW),
        compose(row, ticket, head, now=NOW + timedelta(days=1)),
    ]

    ids = [mail["Message-ID"] for mail in others]
    assert len({*ids}) == 3
    assert ids[2] == letter(store, head)["Message-ID"]


@pytest.mark.parametrize(
    "address",
    [
        "a@b.de\nBcc: c@d.de",
        "a@b.de\r\nBcc: c@d.de",
        "a\n@b.de",
        "a\r@b.de",
        "a@b.de\u2028Bcc: c@d.de",
        "a@b.de\0",
        "a@ü\n.de",
        "a@b.de, c@d.de",
        "c@d.de> <a@b.de",
        "a@ab\u00b7.de",
        "",
    ],
)
def test_nothing_but_one_address_in_one_line_reaches_a_header(
    store: Store, head: Letterhead, number: str, address: str
):
    with pytest.raises(InvalidContact) as caught:
        letter(store, head, contact=Contact(ContactKind.EMAIL, address))

    assert "b.de" not in str(caught.value)


@pytest.mark.parametrize("contact", [Contact(ContactKind.PHONE, "+4938558815599")])
def test_a_telephone_number_is_no_address(
    store: Store, head: Letterhead, number: str, contact: Contact
):
    with pytest.raises(InvalidContact):
        letter(store, head, contact=contact)


@pytest.mark.parametrize(
    ("address", "written"),
    [
        ("post@müller-söhne.de", "post@xn--mller-shne-kcb9d.de"),
        ("post@straße.de", "post@xn--strae-oqa.de"),
        ("info@ПОШТА.укр", "info@xn--80a1acn3a.xn--j1amh"),
        ("Anna.O'Neil+job@Post.example", "Anna.O'Neil+job@Post.example"),
        ("олена@example.org", "олена@example.org"),
    ],
)
def test_a_domain_is_written_as_it_is_looked_up(
    store: Store, head: Letterhead, number: str, address: str, written: str
):
    mail = letter(store, head, contact=read_email(address))

    (found,) = mail["To"].addresses
    assert found.addr_spec == written


def test_a_phone_that_is_not_known_is_said_to_be_unknown(
    store: Store, head: Letterhead, number: str
):
    unknown = replace(head, contact=replace(head.contact, phone=None))

    text = letter(store, unknown, language="de").get_content()

    assert "Eine Telefonnummer ist nicht bekannt." in text
    assert "+49" not in text
