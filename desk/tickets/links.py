"""Links as they stand in a mail or a chat: signed, and good for some days or an hour."""

from itsdangerous import BadData, URLSafeTimedSerializer

MAX_AGE_SECONDS = 14 * 24 * 60 * 60
DOWNLOAD_SECONDS = 60 * 60
_TICKET = "ticket-link"
_DOWNLOAD = "download-link"


class InvalidLink(Exception):
    """A forged link, or one that has expired."""


def sign_link(secret: str, number: str) -> str:
    """The token of a link to the ticket with this number."""
    return str(_serializer(secret, _TICKET).dumps(number))


def link_to(public_url: str, secret: str, number: str) -> str:
    """The address that opens the ticket with this number."""
    return f"{public_url}/chat?ticket={sign_link(secret, number)}"


def read_link(secret: str, token: str) -> str:
    """The number of the ticket that the link leads to. Raises InvalidLink."""
    return _read(_serializer(secret, _TICKET), token, MAX_AGE_SECONDS)


def link_to_download(public_url: str, secret: str, conversation_id: str) -> str:
    """The address of a file with everything that is stored about a conversation."""
    return f"{public_url}/my-data?key={_serializer(secret, _DOWNLOAD).dumps(conversation_id)}"


def read_download(secret: str, token: str) -> str:
    """The conversation that may be downloaded. Raises InvalidLink."""
    return _read(_serializer(secret, _DOWNLOAD), token, DOWNLOAD_SECONDS)


def _read(serializer: URLSafeTimedSerializer, token: str, max_age: int) -> str:
    try:
        return str(serializer.loads(token, max_age=max_age))
    except (BadData, UnicodeError) as error:
        raise InvalidLink from error


def _serializer(secret: str, salt: str) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(secret, salt=salt)
