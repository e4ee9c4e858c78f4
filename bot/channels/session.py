"""Sessions: issued and signed by the server. Whoever shows one may see its conversation."""

import uuid

from itsdangerous import BadData, URLSafeTimedSerializer

DAY_SECONDS = 24 * 60 * 60


class InvalidSession(Exception):
    """No session, a forged one, or one that has expired."""


class Sessions:
    """Issues and opens session tokens; they are good as long as a conversation is kept."""

    def __init__(self, secret: str, *, days: int) -> None:
        self._serializer = URLSafeTimedSerializer(secret, salt="session")
        self._max_age = days * DAY_SECONDS

    def issue(self) -> str:
        """A token for a new conversation."""
        return self.renew(uuid.uuid4().hex)

    def renew(self, conversation_id: str) -> str:
        """A token for a conversation that goes on, good from now."""
        return str(self._serializer.dumps(conversation_id))

    def conversation_of(self, token: str | None) -> str:
        """The conversation id inside the token. Raises InvalidSession."""
        try:
            return str(self._serializer.loads(token or "", max_age=self._max_age))
        except (BadData, UnicodeError) as error:
            raise InvalidSession from error
