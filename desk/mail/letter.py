"""The letter that says that there is an answer, and where. What was answered is never in it."""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

import idna
import jinja2
from babel.dates import format_date

from desk.mail.words import mail_words
from desk.tickets.contact import Contact, ContactKind, read_email
from desk.tickets.deadlines import Office
from desk.tickets.errors import InvalidContact
from desk.tickets.links import MAX_AGE_SECONDS, link_to
from desk.tickets.outbox import OutboxRow
from desk.tickets.retention import Rules
from desk.tickets.ticket import Ticket
from knowledge.directory import Body
from knowledge.phone import format_phone
from knowledge.tenant import Tenant


@dataclass(frozen=True)
class Letterhead:
    """What all letters of a house have in common. `secret` signs their links."""

    sender: str
    tenant: Tenant
    contact: Body
    public_url: str
    secret: str
    rules: Rules
    office: Office


def compose(row: OutboxRow, ticket: Ticket, head: Letterhead, *, now: datetime) -> EmailMessage:
    """The letter for one row of the outbox, in the language of the ticket.

    Raises InvalidContact where the ticket has no address that a letter could go to.
    """
    words = mail_words(ticket.language)
    values = _values(ticket, head, language=words.language, now=now)
    contact = words.contact if head.contact.phone else words.contact_without_phone
    values["contact"] = _fill(contact, values)
    letter = EmailMessage(policy=SMTP)
    letter["From"] = Address(head.tenant.service_name, addr_spec=head.sender)
    letter["To"] = _address(ticket.contact)
    letter["Subject"] = _fill(words.subject, values)
    letter["Date"] = format_datetime(now)
    letter["Message-ID"] = _message_id(row, head)
    letter["Auto-Submitted"] = "auto-generated"
    letter.set_content(_fill(words.body, values), cte="quoted-printable")
    letter["Content-Language"] = words.language
    return letter


def _values(ticket: Ticket, head: Letterhead, *, language: str, now: datetime) -> dict[str, str]:
    names = head.tenant.name
    link_ends = now + timedelta(seconds=MAX_AGE_SECONDS)
    return {
        "number": ticket.number,
        "service": head.tenant.service_name,
        "house": names.get(language, names["en"]),
        "link": link_to(head.public_url, head.secret, ticket.number),
        "link_until": _day(head.office.day(link_ends), language),
        "delete_on": _day(head.rules.delete_on(ticket, head.office), language),
        "contact_name": head.contact.name_in(language),
        "contact_phone": format_phone(head.contact.phone),
    }


def _fill(template: str, values: dict[str, str]) -> str:
    templates = jinja2.Environment(undefined=jinja2.StrictUndefined)  # noqa: S701 (plain text)
    return templates.from_string(template).render(values)


def _day(day: date, language: str) -> str:
    return format_date(day, "long", locale=language)


def _address(contact: Contact | None) -> Address:
    """Read once more, so that nothing ends the header. Its domain is written as it is looked up."""
    if contact is None or contact.kind is not ContactKind.EMAIL:
        raise InvalidContact("the ticket has no e-mail address")
    user, _, domain = read_email(contact.value).value.rpartition("@")
    if not domain.isascii():
        domain = _looked_up(domain)
    return Address(username=user, domain=domain)


def _looked_up(domain: str) -> str:
    try:
        return idna.encode(domain, uts46=True).decode("ascii")
    except idna.IDNAError as error:
        raise InvalidContact("there can be no such domain as in this e-mail address") from error


def _message_id(row: OutboxRow, head: Letterhead) -> str:
    """The same at each attempt, so that a second delivery is known to be the same letter.

    Row ids begin anew with a new database; its tickets and secret are others.
    """
    name = f"mail {row.row_id} {row.number}".encode()
    digest = hmac.new(head.secret.encode(), name, hashlib.sha256).hexdigest()[:24]
    return f"<{row.row_id}.{digest}@{head.sender.rpartition('@')[2]}>"
