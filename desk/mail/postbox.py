"""Hands letters to the mail server. The one place that knows what its errors mean.

NotSent
├── TryLater       the server is away, busy, or does not want us now
└── AddressGone    nobody can be reached at this address; trying again would not help
"""

import asyncio
import re
import ssl
from contextlib import suppress
from dataclasses import dataclass
from email.message import EmailMessage

from aiosmtplib import SMTP
from aiosmtplib.errors import (
    SMTPAuthenticationError,
    SMTPException,
    SMTPNotSupported,
    SMTPRecipientsRefused,
    SMTPResponseException,
)

from bot.settings import MailServer, Tls

START_TLS = {Tls.FROM_THE_START: False, Tls.REQUIRED: True, Tls.OFFERED: None, Tls.NEVER: False}
# 530 and 5.7.x refuse us (log in first, no relaying, on a block list), not the address.
REFUSES_US = re.compile(r"5\.7\.\d+")


class NotSent(Exception):
    """The mail server has not taken the letter. `reason` is a short code, never a text."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class TryLater(NotSent):
    """The same letter may be taken another time."""


class AddressGone(NotSent):
    """The address is wrong, or nobody has it any more."""


@dataclass(frozen=True)
class Postbox:
    """A mail server. A command may last `command_seconds`, handing in a letter `letter_seconds`."""

    server: MailServer
    command_seconds: float = 30
    letter_seconds: float = 90

    async def send(self, letter: EmailMessage) -> None:
        """Return when the server has taken the letter. Raises TryLater, AddressGone."""
        connection = self._connection()
        try:
            await asyncio.wait_for(_hand_in(connection, letter), self.letter_seconds)
        except (SMTPException, asyncio.TimeoutError, OSError) as error:
            raise _meaning(error) from error
        else:
            with suppress(SMTPException, asyncio.TimeoutError, OSError):  # it has the letter
                await connection.quit(timeout=self.command_seconds)
        finally:
            connection.close()

    def _connection(self) -> SMTP:
        return SMTP(
            hostname=self.server.host,
            port=self.server.port,
            username=self.server.user,
            password=self.server.password,
            use_tls=self.server.tls is Tls.FROM_THE_START,
            start_tls=START_TLS[self.server.tls],
            timeout=self.command_seconds,
            # Else the name of this machine is looked up, which blocks, and told to everybody.
            local_hostname=self.server.sender.rpartition("@")[2],
        )


async def _hand_in(connection: SMTP, letter: EmailMessage) -> None:
    await connection.connect()
    await connection.send_message(letter)


def _meaning(error: Exception) -> NotSent:
    if isinstance(error, SMTPNotSupported):  # of the server: letters of all scripts in an address
        return AddressGone("no_smtputf8")
    if isinstance(error, SMTPRecipientsRefused):
        return _refusal(error.recipients[0])
    if isinstance(error, SMTPAuthenticationError):
        return TryLater("login_refused")
    if isinstance(error, SMTPResponseException):
        return TryLater(f"smtp_{error.code}")
    if isinstance(error, asyncio.TimeoutError):
        return TryLater("timeout")
    if _is_about_tls(error):
        return TryLater("tls")
    return TryLater("server_away" if isinstance(error, OSError) else "not_offered")


def _refusal(error: SMTPResponseException) -> NotSent:
    """What the server says of the address itself."""
    us = error.code == 530 or REFUSES_US.match(error.message)
    kind = AddressGone if error.code >= 500 and not us else TryLater
    return kind(f"smtp_{error.code}")


def _is_about_tls(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, ssl.SSLError):
            return True
        error = error.__cause__
    return False
