"""Links to a ticket, as they stand in a mail or a chat: signed, and good for some days."""

from itsdangerous import BadData, URLSafeTimedSerializer

MAX_AGE_SECONDS = 14 * 24 * 60 * 60


class InvalidLink(Exception):
    """A forged link, or one that has expired."""


def sign_link(secret: str, number: str) -> str:
    """The token of a link to the ticket with this number."""
    return str(_serializer(secret).dumps(number))


def link_to(public_url: str, secret: str, number: str) -> str:
    """The address that opens the ticket with this number."""
    return f"{public_url}/chat?ticket={sign_link(secret, number)}"


def read_link(secret: str, token: str) -> str:
    """The number of the ticket that the link leads to. Raises InvalidLink."""
    try:
        return str(_serializer(secret).loads(token, max_age=MAX_AGE_SECONDS))
    except (BadData, UnicodeError) as error:
        raise InvalidLink from error


def _serializer(secret: str) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(secret, salt="ticket-link")
