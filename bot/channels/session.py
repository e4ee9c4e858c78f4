"""Sessions: issued and signed by the server. Whoever shows one may see its conversation."""

import os
import secrets
import uuid

from itsdangerous import BadData, URLSafeTimedSerializer

from bot.settings import Settings

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


def session_secret(settings: Settings) -> str:
    """The key that signs sessions: LOTSE_SECRET, or one made at the first start and kept in var."""
    if settings.secret:
        return settings.secret
    path = settings.var / "session.key"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(32))
    return path.read_text("utf-8")
