"""Sessions: issued and signed by the server. Whoever shows one may see its conversation."""

import uuid

from itsdangerous import BadData, URLSafeTimedSerializer

MAX_AGE_SECONDS = 24 * 60 * 60


class InvalidSession(Exception):
    """No session, a forged one, or one that has expired."""


class Sessions:
    """Issues and opens session tokens."""

    def __init__(self, secret: str) -> None:
        self._serializer = URLSafeTimedSerializer(secret, salt="session")

    def issue(self) -> str:
        """A token for a new conversation."""
        return str(self._serializer.dumps(uuid.uuid4().hex))

    def conversation_of(self, token: str | None) -> str:
        """The conversation id inside the token. Raises InvalidSession."""
        try:
            return str(self._serializer.loads(token or "", max_age=MAX_AGE_SECONDS))
        except (BadData, UnicodeError) as error:
            raise InvalidSession from error
