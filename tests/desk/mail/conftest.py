"""A real mail server for the tests, which can be told to refuse, to be slow and to die."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

from bot.settings import ROOT, MailServer, Tls
from desk.mail.delivery import MailDelivery
from desk.mail.letter import Letterhead
from desk.mail.postbox import Postbox
from desk.tickets.contact import read_email
from desk.tickets.outbox import OutboxRow, rows_of
from desk.tickets.retention import Rules
from desk.tickets.store import Store
from desk.tickets.ticket import Way
from knowledge.directory import load_directory
from knowledge.tenant import load_tenant
from tests.desk.conftest import NOW, OFFICE, draft

SECRET = "a secret of this test"
SENDER = "lotse@example.org"
PASSWORD = "sehr-geheim"


@dataclass
class Server:
    """What the mail server has been given, and how it behaves. `rcpt` and `data` are answers."""

    port: int = 0
    letters: list[EmailMessage] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    encrypted: list[bool] = field(default_factory=list)
    logins: list[bool] = field(default_factory=list)
    rcpt: str = "250 OK"
    data: str = "250 OK"
    dies: bool = False
    silent: asyncio.Event | None = None
    called: Callable[[], None] = bool  # when somebody hands in a letter
    login: bool = False
    smtputf8: bool = True
    tls: ssl.SSLContext | None = None
    listening: asyncio.AbstractServer | None = None

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        self.called()
        if self.silent:
            await self.silent.wait()
        if self.rcpt.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.rcpt

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        if self.data.startswith("250"):
            self.letters.append(message_from_bytes(envelope.content, policy=default))
            self.recipients += envelope.rcpt_tos
            self.encrypted.append(session.ssl is not None)
        if self.dies:
            server.transport.abort()
        return self.data

    def check_login(
        self, server: SMTP, session: Session, envelope: Envelope, way: str, data: object
    ) -> AuthResult:
        right = getattr(data, "password", b"") == PASSWORD.encode()
        self.logins.append(right)
        return AuthResult(success=right, handled=False)

    async def start(self) -> None:
        """Listen; after a stop, where it has listened before."""
        self.listening = await asyncio.get_running_loop().create_server(
            self._connection, "127.0.0.1", self.port, start_serving=True
        )
        self.port = self.listening.sockets[0].getsockname()[1]

    async def stop(self) -> None:
        assert self.listening is not None
        self.listening.close()
        await self.listening.wait_closed()

    def _connection(self) -> SMTP:
        return SMTP(
            self,
            hostname="mail.test",
            ident="test",
            enable_SMTPUTF8=self.smtputf8,
            authenticator=self.check_login,
            auth_require_tls=not self.login,
            tls_context=self.tls,
        )


@dataclass
class Clock:
    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now

    def forward(self, time: timedelta) -> None:
        self.now += time


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    server = Server()
    await server.start()
    yield server
    if server.silent:
        server.silent.set()
    await server.stop()


def postbox(server: Server, *, seconds: float = 10, **settings: object) -> Postbox:
    """Where letters for this server go."""
    fields = {"host": "127.0.0.1", "tls": Tls.OFFERED, "sender": SENDER, **settings}
    return Postbox(MailServer(port=server.port, **fields), command_seconds=seconds)


@pytest.fixture
def head() -> Letterhead:
    """The letterhead of the real tenant."""
    tenant = load_tenant(ROOT / "knowledge/tenants/mv.yml")
    return Letterhead(
        sender=SENDER,
        tenant=tenant,
        contact=load_directory(ROOT / "knowledge/directory").bodies[tenant.contact],
        public_url="https://lotse.example",
        secret=SECRET,
        rules=Rules.of(tenant),
        office=OFFICE,
    )


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def delivery(store: Store, server: Server, head: Letterhead, clock: Clock) -> MailDelivery:
    return another(store, server, head, clock, worker="w")


def another(
    store: Store, server: Server, head: Letterhead, clock: Clock, *, worker: str
) -> MailDelivery:
    return MailDelivery(store.database, postbox(server), head, worker, clock)


def answered_by_mail(store: Store, *, address: str = "olena@example.org") -> str:
    """The number of a ticket whose answer goes to an address; anna has replied to it."""
    draft_id = draft(store)
    store.drafts.set_contact(draft_id, read_email(address), way=Way.EMAIL, now=NOW)
    number = store.open_ticket(draft_id, conversation_id="visitor", queue="spoc", now=NOW).number
    store.claim(number, "anna", now=NOW)
    store.reply(number, "anna", "Drei Monate.", language="de", now=NOW)
    return number


def row_of(store: Store) -> OutboxRow:
    """The only row on its way to the person."""
    (row,) = rows_of(store.database, "visitor")
    return row
