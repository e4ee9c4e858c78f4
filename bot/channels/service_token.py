"""The token with which a process of ours hands in messages for its channel.

It is made from the server's secret, so it has to be neither set nor sent anywhere.
"""

from itsdangerous import BadSignature, Signer

CHANNELS = ("telegram",)
_SALT = "service"


class InvalidToken(Exception):
    """No token, a forged one, or one of a channel that there is not."""


def service_token(secret: str, channel: str) -> str:
    """What the process of this channel shows with every request."""
    return Signer(secret, salt=_SALT).sign(channel).decode()


def channel_of(secret: str, token: str | None) -> str:
    """The channel that the token speaks for. Raises InvalidToken."""
    try:
        channel = Signer(secret, salt=_SALT).unsign(token or "").decode()
    except (BadSignature, UnicodeError) as error:
        raise InvalidToken from error
    if channel not in CHANNELS:
        raise InvalidToken
    return channel
